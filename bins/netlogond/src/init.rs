//! `dc init`: makes a domain.

use std::path::Path;

use lsa::Surroundings;
use store::{NewDomain, Policy, Store};
use wire::Sid;

use crate::args::Init;
use crate::error::Error;
use crate::password;

/// Makes the domain, with a password for its administrator that is read, or asked for, first.
pub(crate) async fn init(
    directory: &Path,
    init: &Init,
    surroundings: &Surroundings,
) -> Result<(), Error> {
    let account = format!("{}\\Administrator", init.domain);
    let administrator = password::read(init.password_file.clone(), &account)?;
    let administrator = password::check(&Policy::default(), "Administrator", "", &administrator)?;
    let new = NewDomain {
        name: &init.domain,
        controller: &init.name,
        sid: &new_sid(surroundings),
        administrator: &administrator,
        now: surroundings.clock.now(),
    };
    let made = Store::create(directory, &new).await;
    made.map(drop).map_err(|error| Error::State {
        directory: directory.to_owned(),
        error,
    })
}

/// S-1-5-21 and three random numbers, as each Windows domain has it; two of them will never be the same.
fn new_sid(surroundings: &Surroundings) -> Sid {
    let mut sub_authorities = [SECURITY_NT_NON_UNIQUE, 0, 0, 0];
    for sub_authority in sub_authorities.iter_mut().skip(1) {
        let mut octets = [0; 4];
        surroundings.entropy.fill(&mut octets);
        *sub_authority = u32::from_le_bytes(octets);
    }
    // Four are not too many, and the authority is a small number.
    Sid::new(NT_AUTHORITY, &sub_authorities).unwrap_or_else(|_| Sid::builtin())
}

const NT_AUTHORITY: u64 = 5;
/// `SECURITY_NT_NON_UNIQUE`, [MS-DTYP] 2.4.2.4.
const SECURITY_NT_NON_UNIQUE: u32 = 21;
