//! Why the lab could not play.

use std::io;

/// Why the lab could not play: nothing of it is about the story itself.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("a temporary directory cannot be used: {0}")]
    Scratch(io::Error),
    #[error("the domain cannot be made: {0}")]
    Store(#[from] store::StoreError),
    #[error("{0}")]
    Listen(#[from] lsa::CannotListen),
    #[error("{0}")]
    Locate(#[from] locate::server::BindError),
    #[error("the member's key cannot be made: {0}")]
    Key(#[from] member::state::KeyError),
    #[error("the member cannot start: {0}")]
    Member(#[from] member::ChannelFailure),
    #[error("the member's state cannot be changed: {0}")]
    State(#[from] member::MembershipStoreError),
    #[error("netdom cannot be run: {0}")]
    Program(io::Error),
    #[error("the name table cannot be made: {0}")]
    Names(#[from] locate::InvalidNameTable),
    #[error("the settings cannot be written: {0}")]
    Settings(#[from] toml::ser::Error),
    #[error("the password cannot be changed: {0}")]
    Change(#[from] member::ChangeFailure),
    #[error("the first join failed; netdom said:\n{0}")]
    NotJoined(String),
    #[error("the program cannot start: {0}")]
    Runtime(io::Error),
    #[error("the signals that end the program cannot be heard: {0}")]
    Signals(io::Error),
    #[error("it was ended before the story was over")]
    Ended,
    #[error("the member is not in the state that the story needs: {0}")]
    Story(&'static str),
}
