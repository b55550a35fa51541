//! What two of the questions have besides.

use std::net::IpAddr;

use clap::Args as ClapArgs;

use crate::question::Question;

/// What belongs to `/dsaddresstosite` and `/dsgetfti`.
#[derive(Debug, Default, ClapArgs)]
#[command(next_help_heading = "With /dsaddresstosite and /dsgetfti")]
pub(crate) struct Details {
    /// Addresses, with commas between: the sites of these, and not of the machine's
    #[arg(long, value_name = "ADDRESSES", value_delimiter = ',')]
    addresses: Vec<IpAddr>,
    /// The server is to remember what it is told of the forest
    #[arg(long)]
    updatetdo: bool,
}

impl Details {
    /// What is said of another question than theirs, or of one that lacks them.
    pub(super) fn misplaced(&self, question: &Question) -> Option<&'static str> {
        let (of_addresses, of_forest) = match question {
            Question::AddressSites { machine, addresses } => {
                if machine.is_empty() && addresses.is_empty() {
                    return Some(
                        "whose sites? /dsaddresstosite:MACHINE, or /addresses:ADDRESS,ADDRESS",
                    );
                }
                (true, false)
            }
            Question::Forest { .. } => (false, true),
            _ => (false, false),
        };
        if !self.addresses.is_empty() && !of_addresses {
            return Some("addresses are a matter of /dsaddresstosite");
        }
        (self.updatetdo && !of_forest).then_some("/updatetdo is a matter of /dsgetfti")
    }

    pub(super) fn address_sites(&self, machine: String) -> Question {
        Question::AddressSites {
            machine,
            addresses: self.addresses.clone(),
        }
    }

    pub(super) fn forest(&self, domain: &str) -> Question {
        Question::Forest {
            domain: (!domain.is_empty()).then(|| domain.to_owned()),
            update: self.updatetdo,
        }
    }
}
