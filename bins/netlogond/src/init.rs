//! `dc init`: makes a domain.

use std::path::Path;

use lsa::Surroundings;
use store::{NewDomain, Policy, Store};

use crate::args::Init;
use crate::error::{Error, UsageError};
use crate::password;

/// Makes the domain, with a password for its administrator that is read, or asked for, first.
pub(crate) async fn init(
    directory: &Path,
    init: &Init,
    surroundings: &Surroundings,
) -> Result<(), Error> {
    // Both are names of NetBIOS, which on one network belong to one or the other.
    if init.domain == init.name {
        return Err(UsageError::SameName.into());
    }
    let account = format!("{}\\Administrator", init.domain);
    let administrator = password::read(init.password_file.clone(), &account)?;
    let administrator = password::check(&Policy::default(), "Administrator", "", &administrator)?;
    let new = NewDomain {
        name: &init.domain,
        controller: &init.name,
        sid: &surroundings.draw_sid(),
        administrator: &administrator,
        now: surroundings.clock.now(),
    };
    let made = Store::create(directory, &new).await;
    made.map(drop).map_err(|error| Error::State {
        directory: directory.to_owned(),
        error,
    })
}
