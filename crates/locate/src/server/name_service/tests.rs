use super::*;
use crate::codec::dotted::DottedName;
use crate::codec::name_service::NbFlags;
use crate::config::Broadcast;
use crate::server::{Identity, ServerSettings};

const OURS: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 10);
const MEMBER: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 11);
const OTHER: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 12);
const ASK_SERVER: NmFlags = NmFlags::RECURSION_DESIRED;
const ASK_ALL: NmFlags = NmFlags(NmFlags::BROADCAST.0 | NmFlags::RECURSION_DESIRED.0);

fn service(broadcast: Broadcast, wins_server: bool, now: Instant) -> NameService {
    let config = ServerConfig {
        identity: Identity::pdc("DOMAIN".parse().unwrap(), "PDC".parse().unwrap()),
        settings: ServerSettings {
            bind: OURS,
            broadcast,
            wins_server,
            ..ServerSettings::default()
        },
    };
    NameService::new(&config, now)
}

/// A PDC that claims nothing by broadcast and is a WINS server.
fn wins() -> (NameService, Instant) {
    let now = Instant::now();
    (service(Broadcast::Off, true, now), now)
}

fn name(text: &str, suffix: u8) -> NbName {
    NbName::new(
        &text.parse().unwrap(),
        Suffix(suffix),
        &DottedName::default(),
    )
}

fn ask(
    service: &mut NameService,
    message: &Message,
    from: Ipv4Addr,
    now: Instant,
) -> Option<Message> {
    let answer = service.receive(&message.encode(), from, now)?;
    let answer = Message::decode(&answer).unwrap();
    assert!(answer.operation.response);
    assert_eq!(answer.id, message.id);
    Some(answer)
}

fn query(name: &NbName, flags: NmFlags) -> Message {
    Message::query(0x1234, name.clone(), RecordType::NB, flags)
}

fn claim(opcode: Opcode, flags: NmFlags, name: &NbName, group: bool, address: Ipv4Addr) -> Message {
    let flags_of_entry = if group { NbFlags::GROUP } else { NbFlags(0) };
    let entry = NbAddress {
        flags: flags_of_entry,
        address,
    };
    Message::claim(0x4321, opcode, flags, name, entry, 3600)
}

fn addresses(answer: &Message) -> Vec<(bool, Ipv4Addr)> {
    let [record] = &answer.answers[..] else {
        panic!("one record")
    };
    let RecordData::Addresses(entries) = &record.data else {
        return Vec::new();
    };
    entries
        .iter()
        .map(|entry| (entry.flags.is_group(), entry.address))
        .collect()
}

fn all_names() -> [(NbName, bool); 5] {
    [
        (name("PDC", 0x00), false),
        (name("PDC", 0x20), false),
        (name("DOMAIN", 0x1b), false),
        (name("DOMAIN", 0x00), true),
        (name("DOMAIN", 0x1c), true),
    ]
}

#[test]
fn each_name_of_a_pdc_is_answered_however_it_is_asked_for() {
    let (mut service, now) = wins();
    for (name, group) in all_names() {
        for flags in [NmFlags::default(), ASK_ALL, ASK_SERVER] {
            let answer = ask(&mut service, &query(&name, flags), MEMBER, now).unwrap();
            assert_eq!(answer.rcode, Rcode::OK);
            // A name server knows no members of an ordinary group.
            let address = if flags == ASK_SERVER && name.suffix() == Suffix(0) && group {
                Ipv4Addr::BROADCAST
            } else {
                OURS
            };
            assert_eq!(addresses(&answer), [(group, address)], "{name} {flags:?}");
        }
    }
}

#[test]
fn names_of_others_are_denied_to_whoever_asks_us_and_left_to_others_by_broadcast() {
    let (mut service, now) = wins();
    let nobody = name("NOBODY", 0x20);
    for flags in [NmFlags::default(), ASK_SERVER] {
        let answer = ask(&mut service, &query(&nobody, flags), MEMBER, now).unwrap();
        assert_eq!(answer.rcode, Rcode::NAME_ERROR);
    }
    assert_eq!(
        ask(&mut service, &query(&nobody, ASK_ALL), MEMBER, now),
        None
    );
}

#[test]
fn a_node_status_lists_the_names() {
    let (mut service, now) = wins();
    for asked in [NbName::any(&DottedName::default()), name("PDC", 0x20)] {
        let request = Message::query(1, asked, RecordType::NBSTAT, NmFlags::default());
        let answer = ask(&mut service, &request, MEMBER, now).unwrap();
        let RecordData::NodeStatus(status) = &answer.answers[0].data else {
            panic!("a status")
        };
        assert_eq!(status.computer(), "PDC".parse().ok());
        assert_eq!(status.domain(), "DOMAIN".parse().ok());
        assert!(status.holds(&"DOMAIN".parse().unwrap(), Suffix::PDC));
        assert_eq!(status.names().len(), 5);
    }
    let other = Message::query(1, name("OTHER", 0), RecordType::NBSTAT, NmFlags::default());
    assert_eq!(ask(&mut service, &other, MEMBER, now), None);
}

#[test]
fn a_backup_domain_controller_is_no_pdc() {
    let now = Instant::now();
    let mut identity = Identity::pdc("DOMAIN".parse().unwrap(), "BDC".parse().unwrap());
    identity.pdc = false;
    let settings = ServerSettings {
        bind: OURS,
        broadcast: Broadcast::Off,
        ..ServerSettings::default()
    };
    let mut service = NameService::new(&ServerConfig { identity, settings }, now);
    let answer = ask(
        &mut service,
        &query(&name("DOMAIN", 0x1b), ASK_SERVER),
        MEMBER,
        now,
    );
    assert_eq!(answer.unwrap().rcode, Rcode::NAME_ERROR);
}

#[test]
fn nobody_overwrites_or_releases_our_names() {
    let (mut service, now) = wins();
    for (name, ours_is_group) in all_names() {
        for opcode in [
            Opcode::REGISTRATION,
            Opcode::MULTIHOMED_REGISTRATION,
            Opcode::REFRESH,
            Opcode::REFRESH_ALTERNATE,
        ] {
            for (flags, group) in [(ASK_SERVER, false), (ASK_ALL, false), (ASK_SERVER, true)] {
                let request = claim(opcode, flags, &name, group, MEMBER);
                let answer = ask(&mut service, &request, MEMBER, now)
                    .unwrap_or_else(|| panic!("{name} is defended against {opcode:?} {flags:?}"));
                let expected = if group && ours_is_group {
                    Rcode::OK
                } else {
                    Rcode::ACTIVE
                };
                assert_eq!(answer.rcode, expected, "{name} {opcode:?} group {group}");
            }
        }
        for from in [MEMBER, OURS] {
            let release = claim(Opcode::RELEASE, ASK_SERVER, &name, ours_is_group, OURS);
            ask(&mut service, &release, from, now);
            let demand = claim(Opcode::RELEASE, ASK_ALL, &name, ours_is_group, OURS);
            assert_eq!(ask(&mut service, &demand, from, now), None);
        }
        let answer = ask(&mut service, &query(&name, NmFlags::default()), MEMBER, now).unwrap();
        assert_eq!(addresses(&answer), [(ours_is_group, OURS)]);
    }
}

#[test]
fn a_client_registers_refreshes_is_found_and_releases() {
    let (mut service, now) = wins();
    let member = name("MEMBER", 0x20);
    for opcode in [Opcode::REGISTRATION, Opcode::REFRESH] {
        let request = claim(opcode, ASK_SERVER, &member, false, MEMBER);
        let answer = ask(&mut service, &request, MEMBER, now).unwrap();
        assert_eq!((answer.rcode, answer.answers[0].ttl), (Rcode::OK, 3600));
        assert_eq!(answer.operation.opcode, opcode);
    }
    let answer = ask(&mut service, &query(&member, ASK_SERVER), OTHER, now).unwrap();
    assert_eq!(addresses(&answer), [(false, MEMBER)]);
    let intruder = claim(Opcode::REGISTRATION, ASK_SERVER, &member, false, OTHER);
    let answer = ask(&mut service, &intruder, OTHER, now).unwrap();
    assert_eq!(answer.rcode, Rcode::ACTIVE);
    // As a node, we have only our own names.
    let answer = ask(
        &mut service,
        &query(&member, NmFlags::default()),
        OTHER,
        now,
    )
    .unwrap();
    assert_eq!(answer.rcode, Rcode::NAME_ERROR);
    let release = claim(Opcode::RELEASE, ASK_SERVER, &member, false, MEMBER);
    let answer = ask(&mut service, &release, MEMBER, now).unwrap();
    assert_eq!(answer.rcode, Rcode::OK);
    let answer = ask(&mut service, &query(&member, ASK_SERVER), OTHER, now).unwrap();
    assert_eq!(answer.rcode, Rcode::NAME_ERROR);
}

#[test]
fn other_controllers_follow_us_in_the_list_of_the_domains() {
    let (mut service, now) = wins();
    let controllers = name("DOMAIN", 0x1c);
    for address in [MEMBER, OTHER, OURS] {
        let request = claim(
            Opcode::REGISTRATION,
            ASK_SERVER,
            &controllers,
            true,
            address,
        );
        assert_eq!(
            ask(&mut service, &request, address, now).unwrap().rcode,
            Rcode::OK
        );
    }
    let answer = ask(&mut service, &query(&controllers, ASK_SERVER), MEMBER, now).unwrap();
    assert_eq!(
        addresses(&answer),
        [(true, OURS), (true, MEMBER), (true, OTHER)]
    );
}

#[test]
fn master_browsers_of_subnets_and_every_nodes_name_are_not_kept() {
    let (mut service, now) = wins();
    let browser = name("DOMAIN", 0x1d);
    let request = claim(Opcode::REGISTRATION, ASK_SERVER, &browser, false, MEMBER);
    assert_eq!(
        ask(&mut service, &request, MEMBER, now).unwrap().rcode,
        Rcode::OK
    );
    let answer = ask(&mut service, &query(&browser, ASK_SERVER), MEMBER, now).unwrap();
    assert_eq!(answer.rcode, Rcode::NAME_ERROR);
    let any = NbName::any(&DottedName::default());
    let request = claim(Opcode::REGISTRATION, ASK_SERVER, &any, false, MEMBER);
    assert_eq!(
        ask(&mut service, &request, MEMBER, now).unwrap().rcode,
        Rcode::REFUSED
    );
}

#[test]
fn without_wins_a_claim_is_answered_only_in_defence() {
    let now = Instant::now();
    let mut service = service(Broadcast::Off, false, now);
    let member = name("MEMBER", 0x20);
    for opcode in [Opcode::REGISTRATION, Opcode::REFRESH, Opcode::RELEASE] {
        let request = claim(opcode, ASK_SERVER, &member, false, MEMBER);
        assert_eq!(ask(&mut service, &request, MEMBER, now), None);
    }
    let request = claim(
        Opcode::REGISTRATION,
        ASK_ALL,
        &name("PDC", 0x20),
        false,
        MEMBER,
    );
    assert_eq!(
        ask(&mut service, &request, MEMBER, now).unwrap().rcode,
        Rcode::ACTIVE
    );
    let answer = ask(
        &mut service,
        &query(&name("PDC", 0x20), ASK_SERVER),
        MEMBER,
        now,
    )
    .unwrap();
    assert_eq!(addresses(&answer), [(false, OURS)]);
    assert!(!answer.flags.contains(NmFlags::RECURSION_AVAILABLE));
}

/// Polls until everything is claimed, and tells what was sent.
fn claim_all(service: &mut NameService, mut now: Instant) -> (Vec<Message>, Instant) {
    let mut sent = Vec::new();
    for _ in 0..4 {
        for outgoing in service.poll(now, || 7) {
            assert_eq!(outgoing.target, Target::Broadcast);
            sent.push(Message::decode(&outgoing.octets).unwrap());
        }
        now = service.deadline().unwrap_or(now);
    }
    assert_eq!(service.deadline(), None);
    (sent, now)
}

#[test]
fn names_are_claimed_by_broadcast_before_questions_to_all_are_answered() {
    let now = Instant::now();
    let mut service = service(Broadcast::Interfaces, true, now);
    let pdc = name("DOMAIN", 0x1b);
    service.poll(now, || 7);
    assert_eq!(ask(&mut service, &query(&pdc, ASK_ALL), MEMBER, now), None);
    assert!(ask(&mut service, &query(&pdc, ASK_SERVER), MEMBER, now).is_some());
    let next = service.deadline().unwrap();
    let (sent, now) = claim_all(&mut service, next);
    // The second and third claim, and the demand, of each of five names.
    assert_eq!(sent.len(), 15);
    assert!(sent.iter().all(
        |m| m.operation.opcode == Opcode::REGISTRATION && m.flags.contains(NmFlags::BROADCAST)
    ));
    assert_eq!(
        sent.iter()
            .filter(|m| !m.flags.contains(ASK_SERVER))
            .count(),
        5
    );
    assert!(ask(&mut service, &query(&pdc, ASK_ALL), MEMBER, now).is_some());
}

#[test]
fn a_conflict_is_shown_and_only_whoever_asks_us_is_answered() {
    let now = Instant::now();
    let mut service = service(Broadcast::Interfaces, true, now);
    let pdc = name("DOMAIN", 0x1b);
    service.poll(now, || 7);
    let theirs = claim(Opcode::REGISTRATION, ASK_ALL, &pdc, false, OTHER);
    let record = theirs.additionals[0].clone();
    let mut objection = theirs.reply(false, Rcode::ACTIVE, record);
    for (id, from, counts) in [(8, OTHER, false), (7, OURS, false), (7, OTHER, true)] {
        objection.id = id;
        assert_eq!(service.receive(&objection.encode(), from, now), None);
        let flags = service.own.status().names()[4].flags;
        assert_eq!(
            flags.0 & NbFlags::CONFLICT.0 != 0,
            counts,
            "id {id} from {from}"
        );
    }
    let mut later = now;
    for _ in 0..4 {
        later += Duration::from_millis(250);
        service.poll(later, || 9);
    }
    assert_eq!(
        ask(&mut service, &query(&pdc, ASK_ALL), MEMBER, later),
        None
    );
    assert!(
        ask(
            &mut service,
            &query(&pdc, NmFlags::default()),
            MEMBER,
            later
        )
        .is_some()
    );
    // A minute later it is claimed again.
    let minute = now + Duration::from_secs(61);
    assert_eq!(service.poll(minute, || 10).len(), 1);
}

// MS00-047, and two servers that would talk to each other for ever.
#[test]
fn no_answer_is_answered_and_none_takes_a_held_name_away() {
    let now = Instant::now();
    let mut service = service(Broadcast::Interfaces, true, now);
    let (_, now) = claim_all(&mut service, now);
    for (name, group) in all_names() {
        let request = claim(Opcode::REGISTRATION, ASK_ALL, &name, group, OTHER);
        for rcode in [Rcode::ACTIVE, Rcode::CONFLICT, Rcode::OK] {
            let mut answer = request.reply(true, rcode, request.additionals[0].clone());
            answer.id = 7;
            assert_eq!(service.receive(&answer.encode(), OTHER, now), None);
        }
        assert!(ask(&mut service, &query(&name, ASK_ALL), MEMBER, now).is_some());
    }
}

#[test]
fn claims_that_are_not_well_formed_are_dropped() {
    let (mut service, now) = wins();
    let good = claim(
        Opcode::REGISTRATION,
        ASK_SERVER,
        &name("MEMBER", 0x20),
        false,
        MEMBER,
    );
    let mut without_record = good.clone();
    without_record.additionals.clear();
    let mut other_name = good.clone();
    other_name.additionals[0].name = name("OTHER", 0x20);
    let mut no_address = good.clone();
    no_address.additionals[0].data = RecordData::Addresses(Vec::new());
    let mut two_questions = good.clone();
    two_questions.questions.push(good.questions[0].clone());
    let mut other_opcode = good.clone();
    other_opcode.operation.opcode = Opcode(3);
    for bad in [
        without_record,
        other_name,
        no_address,
        two_questions,
        other_opcode,
    ] {
        assert_eq!(ask(&mut service, &bad, MEMBER, now), None);
    }
    assert!(service.wins().unwrap().is_empty());
    let octets = good.encode();
    for length in 0..octets.len() {
        assert_eq!(service.receive(&octets[..length], MEMBER, now), None);
    }
}
