//! netdom and nltest on a third machine, against real domain controllers and members; Samba judges what became of the channel.
//!
//! `cargo xtask interop [PART OF A NAME]...` runs them.

mod accounts;
mod credentials;
mod faults;
mod nltest;
mod our_member;
mod ours;
mod protection;
mod repair;
mod scene;
mod trusts;

use std::process::ExitCode;

use interop::cases::{self, Arguments, Case, Group};
use interop::{Kind, requirements};

use crate::scene::{Scene, World};

/// What a case is: its name, and what it does in a domain whose channel is healthy when it begins.
type Scenario = (&'static str, fn(&Scene<'_>) -> anyhow::Result<()>);

fn main() -> ExitCode {
    let arguments = Arguments::parse(std::env::args().skip(1));
    cases::run(&arguments, obstacle().as_deref(), all())
}

/// A missing netdom is none: it fails the run, because whoever tests builds it first.
fn obstacle() -> Option<String> {
    let missing = requirements::missing();
    (!missing.is_empty()).then(|| missing.join(" and "))
}

/// Every scenario in each kind of domain that can play it. The domains play at the same time, each in a lab of its own, for
/// most of the time is Samba's, and spent waiting.
fn all() -> Vec<Group<World>> {
    let all = &Kind::ALL[..];
    let sambas = &[Kind::Nt4, Kind::Ad][..];
    let ours = &[Kind::Ours][..];
    let rooms: &[(&str, &[Kind], &[Scenario])] = &[
        ("member", ours, &ours::member::SCENARIOS),
        ("our_member", all, &our_member::membership::SCENARIOS),
        ("our_member", all, &our_member::names::SCENARIOS),
        ("our_member", all, &our_member::logons::SCENARIOS),
        ("our_member", all, &our_member::repair::SCENARIOS),
        (
            "our_member",
            &[Kind::Ad, Kind::Ours],
            &our_member::repair::RENAMING_SCENARIOS,
        ),
        ("our_member", all, &our_member::nltest::SCENARIOS),
        ("servers", all, &our_member::servers::SCENARIOS),
        ("channel", ours, &ours::channel::SCENARIOS),
        ("administration", ours, &ours::administration::SCENARIOS),
        ("torture", ours, &ours::torture::SCENARIOS),
        ("torture", &[Kind::Ad], &ours::torture::SAMBA_SCENARIOS),
        ("torture_accounts", ours, &ours::torture_accounts::SCENARIOS),
        (
            "torture_accounts",
            &[Kind::Ad],
            &ours::torture_accounts::SAMBA_SCENARIOS,
        ),
        ("repair", all, &repair::SCENARIOS),
        ("credentials", all, &credentials::SCENARIOS),
        ("accounts", all, &accounts::SCENARIOS),
        ("nltest", all, &nltest::SCENARIOS),
        ("nltest", &[Kind::Ad], &nltest::TRUST_SCENARIOS),
        ("nltest", ours, &nltest::OUR_SCENARIOS),
        // Against our own controller it is a test of netlogond.
        ("kills", sambas, &our_member::kills::SCENARIOS),
        // What netdom does about a member, and about faults of the network, does not depend on whose controller it is.
        ("protection", sambas, &protection::SCENARIOS),
        ("faults", sambas, &faults::SCENARIOS),
        ("broadcast", &[Kind::Nt4], &faults::BROADCAST_SCENARIOS),
        ("dns", &[Kind::Ad], &faults::DNS_SCENARIOS),
    ];
    let play = |name, kind| Group {
        name,
        boot: Box::new(move || World::boot(name, &[kind])),
        cases: rooms
            .iter()
            .filter(|(_, kinds, _)| kinds.contains(&kind))
            .flat_map(|(room, _, scenarios)| scenarios.iter().map(move |case| (room, case)))
            .map(|(room, (scenario, play))| Case {
                name: format!("{name}::{room}::{scenario}"),
                run: Box::new(move |world: &World| world.play(*play)),
            })
            .collect(),
    };
    Vec::from([
        play("nt4", Kind::Nt4),
        play("ad", Kind::Ad),
        play("ours", Kind::Ours),
        Group {
            name: "trusts",
            boot: Box::new(|| World::boot("trusts", &[Kind::Ours, Kind::Nt4])),
            cases: trusts::SCENARIOS
                .iter()
                .map(|(scenario, play)| Case {
                    name: format!("trusts::{scenario}"),
                    run: Box::new(move |world: &World| world.play(*play)),
                })
                .collect(),
        },
    ])
}
