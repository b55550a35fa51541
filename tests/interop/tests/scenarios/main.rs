//! netdom on a third machine, against real domain controllers and members; Samba judges what became of the channel.
//!
//! `cargo xtask interop [PART OF A NAME]...` runs them.

mod accounts;
mod credentials;
mod faults;
mod protection;
mod repair;
mod scene;

use std::process::ExitCode;

use interop::cases::{self, Arguments, Case};
use interop::{Kind, requirements};

use crate::scene::{Scene, World};

/// What a case is: its name, and what it does in a domain whose channel is healthy when it begins.
type Scenario = (&'static str, fn(&Scene<'_>) -> anyhow::Result<()>);

fn main() -> ExitCode {
    let arguments = Arguments::parse(std::env::args().skip(1));
    cases::run(&arguments, obstacle(), World::boot, all())
}

/// A missing netdom is none: it fails the run, because whoever tests builds it first.
fn obstacle() -> Option<String> {
    let missing = requirements::missing();
    (!missing.is_empty()).then(|| missing.join(" and "))
}

/// Every scenario in each kind of domain that can play it.
fn all() -> Vec<Case<World>> {
    let both = &[Kind::Nt4, Kind::Ad][..];
    let rooms: [(&str, &[Kind], &[Scenario]); 7] = [
        ("repair", both, &repair::SCENARIOS),
        ("credentials", both, &credentials::SCENARIOS),
        ("accounts", both, &accounts::SCENARIOS),
        ("protection", both, &protection::SCENARIOS),
        ("faults", both, &faults::SCENARIOS),
        ("broadcast", &[Kind::Nt4], &faults::BROADCAST_SCENARIOS),
        ("dns", &[Kind::Ad], &faults::DNS_SCENARIOS),
    ];
    let mut cases = Vec::new();
    for (prefix, kind) in [("nt4", Kind::Nt4), ("ad", Kind::Ad)] {
        for (room, _, scenarios) in rooms.iter().filter(|(_, kinds, _)| kinds.contains(&kind)) {
            for (name, scenario) in *scenarios {
                cases.push(Case {
                    name: format!("{prefix}::{room}::{name}"),
                    run: Box::new(move |world: &World| world.play(kind, *scenario)),
                });
            }
        }
    }
    cases
}
