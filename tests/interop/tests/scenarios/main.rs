//! netdom and nltest on a third machine, against real domain controllers and members; Samba judges what became of the channel.
//!
//! `cargo xtask interop [PART OF A NAME]...` runs them.

mod accounts;
mod credentials;
mod faults;
mod kills;
mod membership;
mod nltest;
mod ours;
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
    let all = &Kind::ALL[..];
    let sambas = &[Kind::Nt4, Kind::Ad][..];
    let ours = &[Kind::Ours][..];
    let rooms: [(&str, &[Kind], &[Scenario]); 15] = [
        ("member", ours, &ours::member::SCENARIOS),
        ("member", all, &membership::SCENARIOS),
        ("channel", ours, &ours::channel::SCENARIOS),
        ("administration", ours, &ours::administration::SCENARIOS),
        ("torture", ours, &ours::torture::SCENARIOS),
        ("repair", all, &repair::SCENARIOS),
        ("credentials", all, &credentials::SCENARIOS),
        ("accounts", all, &accounts::SCENARIOS),
        ("nltest", all, &nltest::SCENARIOS),
        ("nltest", &[Kind::Ad], &nltest::TRUST_SCENARIOS),
        // Against our own controller it is a test of netlogond.
        ("kills", sambas, &kills::SCENARIOS),
        // What netdom does about a member, and about faults of the network, does not depend on whose controller it is.
        ("protection", sambas, &protection::SCENARIOS),
        ("faults", sambas, &faults::SCENARIOS),
        ("broadcast", &[Kind::Nt4], &faults::BROADCAST_SCENARIOS),
        ("dns", &[Kind::Ad], &faults::DNS_SCENARIOS),
    ];
    let mut cases = Vec::new();
    for (prefix, kind) in [("ours", Kind::Ours), ("nt4", Kind::Nt4), ("ad", Kind::Ad)] {
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
