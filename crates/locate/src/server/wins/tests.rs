use super::*;
use crate::codec::dotted::DottedName;

const HOUR: Duration = Duration::from_secs(3600);

fn host(number: u8) -> Ipv4Addr {
    Ipv4Addr::new(10, 1, 0, number)
}

fn name(text: &str, suffix: u8) -> NbName {
    NbName::new(
        &text.parse().unwrap(),
        Suffix(suffix),
        &DottedName::default(),
    )
}

fn claim(name: &NbName, flags: NbFlags, number: u8) -> Claim {
    Claim {
        name: name.clone(),
        entry: NbAddress {
            flags: flags.with(NbFlags::H_NODE),
            address: host(number),
        },
        ttl: HOUR,
        multihomed: false,
    }
}

fn unique(text: &str, number: u8) -> Claim {
    claim(&name(text, 0x20), NbFlags::default(), number)
}

fn addresses(table: &WinsTable, name: &NbName, now: Instant) -> Vec<Ipv4Addr> {
    let found = table.query(name, now).map(|(entries, _)| entries);
    found
        .unwrap_or_default()
        .iter()
        .map(|entry| entry.address)
        .collect()
}

#[test]
fn the_owner_keeps_a_name_until_it_expires() {
    let start = Instant::now();
    let mut table = WinsTable::default();
    let member = name("MEMBER", 0x20);
    assert_eq!(
        table.register(&unique("MEMBER", 1), host(1), start),
        Ok(HOUR)
    );
    assert_eq!(
        table.register(&unique("MEMBER", 2), host(2), start),
        Err(Refusal::Active)
    );
    assert_eq!(addresses(&table, &member, start), [host(1)]);
    // A refresh prolongs it.
    let later = start + HOUR / 2;
    assert_eq!(
        table.register(&unique("MEMBER", 1), host(1), later),
        Ok(HOUR)
    );
    assert_eq!(addresses(&table, &member, start + HOUR), [host(1)]);
    let gone = later + HOUR;
    assert!(addresses(&table, &member, gone).is_empty());
    assert_eq!(
        table.register(&unique("MEMBER", 2), host(2), gone),
        Ok(HOUR)
    );
    assert_eq!(addresses(&table, &member, gone), [host(2)]);
}

#[test]
fn only_the_owner_releases_a_name() {
    let now = Instant::now();
    let mut table = WinsTable::default();
    let member = name("MEMBER", 0x20);
    table.register(&unique("MEMBER", 1), host(1), now).unwrap();
    for (address, from) in [(2, 2), (1, 2), (2, 1)] {
        assert_eq!(
            table.release(&member, host(address), host(from), now),
            Err(Refusal::Active)
        );
    }
    assert_eq!(table.release(&member, host(1), host(1), now), Ok(()));
    assert!(addresses(&table, &member, now).is_empty());
    assert_eq!(table.release(&member, host(1), host(1), now), Ok(()));
    assert!(table.is_empty());
}

#[test]
fn groups_and_internet_groups() {
    let now = Instant::now();
    let mut table = WinsTable::default();
    let (members, controllers) = (name("DOMAIN", 0), name("DOMAIN", 0x1c));
    for number in 1..=3 {
        for group in [&members, &controllers] {
            let claim = claim(group, NbFlags::GROUP, number);
            assert_eq!(table.register(&claim, host(number), now), Ok(HOUR));
        }
    }
    assert_eq!(addresses(&table, &members, now), [Ipv4Addr::BROADCAST]);
    assert_eq!(
        addresses(&table, &controllers, now),
        [host(1), host(2), host(3)]
    );
    table.release(&controllers, host(2), host(2), now).unwrap();
    table.release(&members, host(2), host(2), now).unwrap();
    assert_eq!(addresses(&table, &controllers, now), [host(1), host(3)]);
    assert_eq!(addresses(&table, &members, now), [Ipv4Addr::BROADCAST]);
    // A group is nobody's own, and a host is no group.
    let own = claim(&members, NbFlags::default(), 1);
    assert_eq!(table.register(&own, host(1), now), Err(Refusal::Active));
    table.register(&unique("MEMBER", 1), host(1), now).unwrap();
    let group = claim(&name("MEMBER", 0x20), NbFlags::GROUP, 2);
    assert_eq!(table.register(&group, host(2), now), Err(Refusal::Active));
}

#[test]
fn a_multi_homed_host_adds_its_own_addresses_only() {
    let now = Instant::now();
    let mut table = WinsTable::default();
    let of = |number| Claim {
        multihomed: true,
        ..unique("MEMBER", number)
    };
    table.register(&of(1), host(1), now).unwrap();
    assert_eq!(table.register(&of(2), host(1), now), Ok(HOUR));
    assert_eq!(
        table.register(&of(3), host(3), now),
        Err(Refusal::Active),
        "a stranger does not become another address of the host"
    );
    assert_eq!(
        addresses(&table, &name("MEMBER", 0x20), now),
        [host(1), host(2)]
    );
}

#[test]
fn times_are_bounded() {
    let now = Instant::now();
    let mut table = WinsTable::default();
    for (asked, given) in [
        (0, 6 * 24 * 3600),
        (1, 600),
        (7200, 7200),
        (u64::from(u32::MAX), 6 * 24 * 3600),
    ] {
        let claim = Claim {
            ttl: Duration::from_secs(asked),
            ..unique("MEMBER", 1)
        };
        let ttl = table.register(&claim, host(1), now);
        assert_eq!(ttl, Ok(Duration::from_secs(given)), "asked for {asked} s");
    }
}

#[test]
fn an_address_that_no_host_has_is_refused() {
    let now = Instant::now();
    let mut table = WinsTable::default();
    for address in [
        Ipv4Addr::UNSPECIFIED,
        Ipv4Addr::BROADCAST,
        Ipv4Addr::new(224, 0, 0, 1),
    ] {
        let mut claim = unique("MEMBER", 1);
        claim.entry.address = address;
        assert_eq!(table.register(&claim, host(1), now), Err(Refusal::Address));
    }
}

#[test]
fn the_table_and_the_share_of_one_sender_are_bounded() {
    let start = Instant::now();
    let mut table = WinsTable::default();
    let register = |table: &mut WinsTable, number: u32, now| {
        let from = Ipv4Addr::from(0x0a00_0000 + number / 100);
        let claim = Claim {
            ttl: Duration::ZERO,
            ..unique(&format!("N{number}"), 1)
        };
        table.register(&claim, from, now)
    };
    let accepted = (0..20_000)
        .filter(|number| register(&mut table, *number, start).is_ok())
        .count();
    assert_eq!(accepted, WinsTable::MAX_NAMES);
    assert_eq!(register(&mut table, 20_000, start), Err(Refusal::Full));
    // What has expired makes room.
    let later = start + 7 * 24 * HOUR;
    assert!(register(&mut table, 20_000, later).is_ok());
    assert_eq!(table.len(), 1);

    let mut table = WinsTable::default();
    let of_one = (0..1000)
        .filter(|number| {
            let claim = unique(&format!("N{number}"), 1);
            table.register(&claim, host(1), start).is_ok()
        })
        .count();
    assert_eq!(of_one, WinsTable::MAX_NAMES_OF_ONE);

    let controllers = name("DOMAIN", 0x1c);
    let members = (1..=200)
        .filter(|number| {
            let claim = claim(&controllers, NbFlags::GROUP, *number);
            table.register(&claim, host(*number), start).is_ok()
        })
        .count();
    assert_eq!(members, WinsTable::MAX_MEMBERS);
}

/// For each of them, sixteen thousand entries would be work that one sender could keep the service busy with.
#[test]
fn a_flood_of_claims_does_not_have_the_table_looked_through_for_each() {
    let start = Instant::now();
    let mut table = WinsTable::default();
    let register = |table: &mut WinsTable, number: usize, now| {
        let claim = unique(&format!("N{number}"), 1);
        table.register(&claim, host(1), now)
    };
    for number in 0..WinsTable::MAX_NAMES_OF_ONE {
        register(&mut table, number, start).unwrap();
    }
    let too_many = Err(Refusal::TooManyOfOne);
    let expiry = start + HOUR;
    let before = expiry - Duration::from_millis(500);
    assert_eq!(register(&mut table, 999, before), too_many);
    assert_eq!(register(&mut table, 999, expiry), too_many, "too soon");
    let later = before + SWEEP;
    assert_eq!(register(&mut table, 999, later), Ok(HOUR));
    assert_eq!(table.len(), 1);
}

/// What a host gives back does not count any more, whichever way it goes.
#[test]
fn names_that_are_gone_are_not_counted() {
    let start = Instant::now();
    let mut table = WinsTable::default();
    let mut now = start;
    for number in 0..10 * WinsTable::MAX_NAMES_OF_ONE {
        let claim = unique(&format!("N{number}"), 1);
        assert_eq!(table.register(&claim, host(1), now), Ok(HOUR), "{number}");
        match number % 3 {
            0 => table.release(&claim.name, host(1), host(1), now).unwrap(),
            1 => {
                let other = unique(&format!("N{number}"), 2);
                let by = Ipv4Addr::from(u32::try_from(number).unwrap());
                table.replace(&other, by, now).unwrap();
            }
            _ => {
                now += HOUR;
                let other = unique(&format!("N{number}"), 2);
                let by = Ipv4Addr::from(u32::try_from(number).unwrap());
                table.register(&other, by, now).unwrap();
            }
        }
        assert!(!table.held.contains_key(&host(1)));
    }
}
