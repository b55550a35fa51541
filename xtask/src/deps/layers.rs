//! Invariants 1 and 2 by dependencies: nothing points upward, and the protocol crates reach no I/O.

use std::collections::{BTreeMap, BTreeSet};

use super::{Metadata, Package};

/// The rooms, from the ground up. A crate may depend on those before it.
const ORDER: &[&str] = &[
    "wire",
    "ndr-derive",
    "ndr",
    "auth",
    "smb",
    "rpc",
    "msrpc",
    "netlogon", // protocols
    "ldap",
    "transport",
    "local-client",
    "locate",
    "store",
    "cli",
    "host",
    "lsa",
    "link",
    "member",
    "dc",
    "admin", // I/O
    "netdom",
    "netlogon-auth",
    "nltest",
    "netlogond",
    "lab", // programs
];

/// May use any of them, and be used by none of them but in tests.
const OUTSIDE: [&str; 5] = ["interop", "load", "simulation", "testkit", "xtask"];

/// Bytes in, bytes out.
pub(super) const PROTOCOLS: [&str; 8] = [
    "wire",
    "ndr-derive",
    "ndr",
    "auth",
    "smb",
    "rpc",
    "msrpc",
    "netlogon",
];

/// What brings sockets, files, clocks or randomness: no protocol crate may reach any of them, not even through others.
const IMPURE: [&str; 16] = [
    "async-std",
    "chrono",
    "getrandom",
    "hickory-proto",
    "hickory-resolver",
    "mio",
    "rand",
    "rusqlite",
    "smol",
    "socket2",
    "sqlx",
    "sqlx-core",
    "time",
    "tokio",
    "tokio-util",
    "tracing-subscriber",
];

/// Only the room named here may use the library.
const RESERVED: [(&str, &str); 3] = [
    ("sqlx", "store"),
    ("rusqlite", "store"),
    ("hickory-resolver", "locate"),
];

/// One sentence for each breach.
pub(super) fn breaches(metadata: &Metadata) -> Vec<String> {
    let mut breaches = Vec::new();
    for package in metadata.ours() {
        upward(package, &mut breaches);
        reserved(package, &mut breaches);
    }
    impure(metadata, &mut breaches);
    breaches
}

fn upward(package: &Package, breaches: &mut Vec<String>) {
    let name = package.name.as_str();
    if OUTSIDE.contains(&name) {
        return;
    }
    let Some(rank) = rank(name) else {
        breaches.push(format!(
            "{name} has no place in the order of the rooms (xtask/src/deps/layers.rs)"
        ));
        return;
    };
    for dependency in package.shipped() {
        let used = dependency.name.as_str();
        if OUTSIDE.contains(&used) || self::rank(used).is_some_and(|used| used >= rank) {
            breaches.push(format!("{name} depends on {used}, which is above it"));
        }
    }
}

fn reserved(package: &Package, breaches: &mut Vec<String>) {
    for dependency in package.shipped() {
        for (library, room) in RESERVED {
            if dependency.name == library && package.name != room {
                breaches.push(format!(
                    "{} depends on {library}, which only {room} may use",
                    package.name
                ));
            }
        }
    }
}

fn impure(metadata: &Metadata, breaches: &mut Vec<String>) {
    let names: BTreeMap<&str, &str> = metadata
        .packages
        .iter()
        .map(|package| (package.id.as_str(), package.name.as_str()))
        .collect();
    let used_by: BTreeMap<&str, Vec<&str>> = metadata
        .resolve
        .nodes
        .iter()
        .map(|node| {
            // Build scripts and proc-macros run in the compiler, where they may do what they like.
            let shipped = node
                .deps
                .iter()
                .filter(|edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none()));
            (
                node.id.as_str(),
                shipped.map(|edge| edge.pkg.as_str()).collect(),
            )
        })
        .collect();
    for package in metadata
        .ours()
        .filter(|package| PROTOCOLS.contains(&package.name.as_str()))
    {
        let mut seen = BTreeSet::new();
        let mut to_visit = vec![package.id.as_str()];
        while let Some(id) = to_visit.pop() {
            if !seen.insert(id) {
                continue;
            }
            if let Some(name) = names.get(id).filter(|name| IMPURE.contains(name)) {
                breaches.push(format!(
                    "{} reaches {name}, and may do no I/O",
                    package.name
                ));
            }
            to_visit.extend(used_by.get(id).into_iter().flatten());
        }
    }
}

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|room| *room == name)
}

#[cfg(test)]
mod tests {
    use super::super::{Dependency, Edge, EdgeKind, Node};
    use super::*;

    /// A crate, and what it depends on: name and kind of dependency.
    type Uses<'a> = (&'a str, &'a [(&'a str, Option<&'a str>)]);

    /// Crates whose name begins with `ext-` come from a registry.
    fn metadata(crates: &[Uses<'_>]) -> Metadata {
        let mut metadata = Metadata::default();
        for (name, uses) in crates {
            let is_ours = rank(name).is_some() || OUTSIDE.contains(name) || *name == "newroom";
            metadata.packages.push(Package {
                id: (*name).to_owned(),
                name: (*name).to_owned(),
                source: (!is_ours).then(|| "registry".to_owned()),
                manifest_path: String::new(),
                dependencies: uses
                    .iter()
                    .map(|(name, kind)| Dependency {
                        name: (*name).to_owned(),
                        kind: kind.map(str::to_owned),
                    })
                    .collect(),
            });
            metadata.resolve.nodes.push(Node {
                id: (*name).to_owned(),
                deps: uses
                    .iter()
                    .map(|(name, kind)| Edge {
                        pkg: (*name).to_owned(),
                        dep_kinds: vec![EdgeKind {
                            kind: kind.map(str::to_owned),
                        }],
                    })
                    .collect(),
            });
        }
        metadata
    }

    #[test]
    fn downward_is_allowed_and_tests_may_use_anything() {
        let metadata = metadata(&[
            ("wire", &[]),
            (
                "ndr",
                &[
                    ("wire", None),
                    ("interop", Some("dev")),
                    ("tokio", Some("dev")),
                ],
            ),
            ("interop", &[("ndr", None)]),
            ("locate", &[("hickory-resolver", None), ("tokio", None)]),
            ("tokio", &[]),
            ("hickory-resolver", &[]),
        ]);
        assert_eq!(breaches(&metadata), [""; 0]);
    }

    #[test]
    fn upward_and_sideways_is_not() {
        let metadata = metadata(&[
            ("msrpc", &[("netlogon", None)]),
            ("wire", &[("interop", None)]),
        ]);
        assert_eq!(
            breaches(&metadata),
            [
                "msrpc depends on netlogon, which is above it",
                "wire depends on interop, which is above it"
            ]
        );
    }

    #[test]
    fn io_is_found_behind_others() {
        let metadata = metadata(&[
            ("rpc", &[("ext-helper", None)]),
            ("ext-helper", &[("tokio", None), ("mio", Some("build"))]),
            ("tokio", &[]),
            ("mio", &[]),
        ]);
        assert_eq!(
            breaches(&metadata),
            ["rpc reaches tokio, and may do no I/O"]
        );
    }

    #[test]
    fn a_library_stays_in_its_room_and_a_new_room_needs_a_place() {
        let metadata = metadata(&[
            ("admin", &[("sqlx", None)]),
            ("newroom", &[]),
            ("sqlx", &[]),
        ]);
        assert_eq!(
            breaches(&metadata),
            [
                "admin depends on sqlx, which only store may use",
                "newroom has no place in the order of the rooms (xtask/src/deps/layers.rs)"
            ]
        );
    }
}
