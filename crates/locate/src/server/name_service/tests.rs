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
    let answer = service.receive(&message.encode(), port(from), now)?;
    assert_eq!(answer.target, Target::Asker(port(from)));
    let answer = Message::decode(&answer.octets).unwrap();
    assert!(answer.operation.response);
    assert_eq!(answer.id, message.id);
    Some(answer)
}

const fn port(address: Ipv4Addr) -> SocketAddrV4 {
    SocketAddrV4::new(address, 137)
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
        assert_eq!(service.receive(&objection.encode(), port(from), now), None);
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
            assert_eq!(service.receive(&answer.encode(), port(OTHER), now), None);
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
        assert_eq!(service.receive(&octets[..length], port(MEMBER), now), None);
    }
}

/// MEMBER<20> registered by its host and now wanted by another, with the request of the latter.
fn contested() -> (NameService, Message, Instant) {
    let (mut service, now) = wins();
    let member = name("MEMBER", 0x20);
    let owned = claim(Opcode::REGISTRATION, ASK_SERVER, &member, false, MEMBER);
    ask(&mut service, &owned, MEMBER, now).unwrap();
    let wanted = claim(Opcode::REGISTRATION, ASK_SERVER, &member, false, OTHER);
    let wait = ask(&mut service, &wanted, OTHER, now).unwrap();
    assert_eq!(
        (wait.operation.opcode, wait.rcode),
        (Opcode::WACK, Rcode::OK)
    );
    // RFC 1002 4.2.16: RDATA is what the request had for R, OPCODE and NM_FLAGS.
    let data = RecordData::Other(RecordType::NULL, vec![0x29, 0x00]);
    assert_eq!(wait.answers[0].data, data);
    (service, wanted, now)
}

fn owner_of_member(service: &mut NameService, now: Instant) -> Vec<(bool, Ipv4Addr)> {
    let member = name("MEMBER", 0x20);
    addresses(&ask(service, &query(&member, ASK_SERVER), MEMBER, now).unwrap())
}

#[test]
fn an_owner_that_answers_keeps_its_name() {
    let (mut service, wanted, now) = contested();
    let sent = service.poll(now, || 77);
    assert_eq!(sent[0].target, Target::Node(MEMBER));
    let question = Message::decode(&sent[0].octets).unwrap();
    assert_eq!(
        (question.id, &question.questions[0].name),
        (77, &name("MEMBER", 0x20))
    );
    let record = wanted.additionals[0].clone();
    let answer = |address, id| {
        let entry = NbAddress {
            flags: NbFlags::default(),
            address,
        };
        let data = RecordData::Addresses(vec![entry]);
        let record = Record {
            data,
            ..record.clone()
        };
        let mut answer = question.reply(false, Rcode::OK, record);
        answer.id = id;
        answer.encode()
    };
    // Nobody but the owner is heard.
    assert_eq!(service.receive(&answer(OTHER, 77), port(OTHER), now), None);
    assert_eq!(
        service.receive(&answer(MEMBER, 78), port(MEMBER), now),
        None
    );
    let decision = service
        .receive(&answer(MEMBER, 77), port(MEMBER), now)
        .unwrap();
    assert_eq!(decision.target, Target::Asker(port(OTHER)));
    let decision = Message::decode(&decision.octets).unwrap();
    assert_eq!((decision.id, decision.rcode), (wanted.id, Rcode::ACTIVE));
    assert_eq!(decision.operation.opcode, Opcode::REGISTRATION);
    assert_eq!(owner_of_member(&mut service, now), [(false, MEMBER)]);
}

#[test]
fn the_name_of_a_silent_owner_goes_to_the_newcomer() {
    let (mut service, wanted, start) = contested();
    let mut now = start;
    for _ in 0..3 {
        let sent = service.poll(now, || 77);
        assert_eq!((sent.len(), sent[0].target), (1, Target::Node(MEMBER)));
        assert_eq!(owner_of_member(&mut service, now), [(false, MEMBER)]);
        // The newcomer asks again meanwhile, and was told already.
        assert_eq!(ask(&mut service, &wanted, OTHER, now), None);
        now = service.deadline().unwrap();
    }
    let sent = service.poll(now, || 78);
    assert_eq!(sent[0].target, Target::Asker(port(OTHER)));
    let decision = Message::decode(&sent[0].octets).unwrap();
    assert_eq!(
        (decision.id, decision.rcode, decision.answers[0].ttl),
        (wanted.id, Rcode::OK, 3600)
    );
    assert_eq!(owner_of_member(&mut service, now), [(false, OTHER)]);
    assert_eq!(now, start + Duration::from_millis(1500));
    assert_eq!(service.deadline(), None);
}

#[test]
fn an_owner_that_denies_its_name_gives_it_up_at_once() {
    let (mut service, wanted, now) = contested();
    let question = Message::decode(&service.poll(now, || 77)[0].octets).unwrap();
    let record = Record {
        data: RecordData::Other(RecordType::NULL, Vec::new()),
        ..wanted.additionals[0].clone()
    };
    let denial = question.reply(false, Rcode::NAME_ERROR, record).encode();
    let decision = service.receive(&denial, port(MEMBER), now).unwrap();
    assert_eq!(Message::decode(&decision.octets).unwrap().rcode, Rcode::OK);
    assert_eq!(owner_of_member(&mut service, now), [(false, OTHER)]);
}

#[test]
fn waiting_claims_are_bounded_and_one_for_each_name() {
    let (mut service, now) = wins();
    let outcome = |service: &mut NameService, number: u32, address| {
        let member = name(&format!("M{number}"), 0x20);
        let request = claim(Opcode::REGISTRATION, ASK_SERVER, &member, false, address);
        ask(service, &request, address, now).unwrap()
    };
    for number in 0..100 {
        assert_eq!(outcome(&mut service, number, MEMBER).rcode, Rcode::OK);
    }
    let waiting = (0..100)
        .filter(|number| outcome(&mut service, *number, OTHER).operation.opcode == Opcode::WACK)
        .count();
    assert_eq!(waiting, 64);
    let third = outcome(&mut service, 0, Ipv4Addr::new(10, 1, 0, 13));
    assert_eq!(
        (third.operation.opcode, third.rcode),
        (Opcode::REGISTRATION, Rcode::ACTIVE)
    );
    // No group is challenged: its members are not kept.
    let member = name("M0", 0x20);
    let group = claim(Opcode::REGISTRATION, ASK_SERVER, &member, true, OTHER);
    assert_eq!(
        ask(&mut service, &group, OTHER, now).unwrap().rcode,
        Rcode::ACTIVE
    );
    assert_eq!(service.poll(now, || 7).len(), 64);
}
