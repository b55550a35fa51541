//! `member`: this machine as a member of a domain.

mod channel;
mod membership;
mod open;
mod serve;

use std::path::Path;

use crate::args::MemberCommand;
use crate::config::MemberConfig;
use crate::error::Error;
use crate::render::Render;

pub(crate) use open::Machine;
pub(crate) use serve::serve;

/// Does one command.
pub(crate) async fn command(
    directory: &Path,
    command: &MemberCommand,
    config: MemberConfig,
    render: &mut dyn Render,
) -> Result<(), Error> {
    match command {
        MemberCommand::Init(init) => membership::init(directory, init, config, render).await,
        MemberCommand::Join(join) => membership::join(directory, join, config, render).await,
        MemberCommand::Leave(leave) => {
            let machine = Machine::open(directory, config).await?;
            machine.leave(leave, render).await
        }
        MemberCommand::Rename(rename) => {
            let machine = Machine::open(directory, config).await?;
            machine.rename(rename, render).await
        }
        MemberCommand::Status => Machine::open(directory, config).await?.status(render).await,
        MemberCommand::Verify => Machine::open(directory, config).await?.verify(render).await,
        MemberCommand::Rotate => Machine::open(directory, config).await?.rotate(render).await,
        MemberCommand::Events(filter) => {
            let machine = Machine::open(directory, config).await?;
            machine.desk().await?.show_events(filter, render).await
        }
        MemberCommand::Password(password) => {
            let machine = Machine::open(directory, config).await?;
            machine.set_local_password(password, render).await
        }
    }
}
