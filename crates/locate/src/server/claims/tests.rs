use super::*;

const A: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 1);
const B: Ipv4Addr = Ipv4Addr::new(10, 1, 0, 2);

fn ms(start: Instant, milliseconds: u64) -> Instant {
    start + Duration::from_millis(milliseconds)
}

#[test]
fn a_name_is_cried_three_times_and_then_held() {
    let start = Instant::now();
    let mut claim = BroadcastClaim::new(start);
    for at in [0, 250, 500] {
        assert_eq!(claim.deadline(), Some(ms(start, at)));
        assert!(!claim.is_held());
        assert_eq!(claim.poll(ms(start, at), || 7), Some(Cry::Claim));
        assert_eq!(claim.poll(ms(start, at + 1), || 8), None);
    }
    assert_eq!(claim.poll(ms(start, 750), || 8), Some(Cry::Hold));
    assert!(claim.is_held());
    assert_eq!((claim.id, claim.deadline()), (7, None));
}

// RFC 1001 15.2.1: a node that gets a negative answer does not have the name.
#[test]
fn an_objection_counts_while_the_name_is_claimed() {
    let start = Instant::now();
    let mut claim = BroadcastClaim::new(start);
    claim.poll(start, || 7);
    assert!(claim.objected(ms(start, 100)));
    assert!(claim.is_conflict() && !claim.is_held());
    assert_eq!(claim.poll(ms(start, 1000), || 8), None);
    // The other may be gone later.
    assert_eq!(claim.poll(ms(start, 60_100), || 8), Some(Cry::Claim));
    assert_eq!(claim.id, 8);
}

// MS00-047: one datagram must not take a held name away.
#[test]
fn an_objection_to_a_held_name_counts_for_nothing() {
    let start = Instant::now();
    let mut claim = BroadcastClaim::new(start);
    for at in [0, 250, 500, 750] {
        claim.poll(ms(start, at), || 7);
    }
    assert!(!claim.objected(ms(start, 800)));
    assert!(claim.is_held());
}

fn reply(from: Ipv4Addr, id: u16, opcode: Opcode, rcode: Rcode, ttl: u64) -> WinsReply {
    WinsReply {
        from,
        id,
        opcode,
        rcode,
        ttl: Duration::from_secs(ttl),
    }
}

#[test]
fn a_registration_is_refreshed_at_half_of_its_time() {
    let start = Instant::now();
    let servers = [A];
    let mut claim = WinsClaim::new(start);
    let request = claim.poll(&servers, start, || 7).unwrap();
    assert_eq!(
        (request.server, request.id, request.opcode),
        (A, 7, Opcode::REGISTRATION)
    );
    for wrong in [
        reply(B, 7, Opcode::REGISTRATION, Rcode::OK, 600),
        reply(A, 8, Opcode::REGISTRATION, Rcode::OK, 600),
        reply(A, 7, Opcode::QUERY, Rcode::OK, 600),
    ] {
        assert!(!claim.answered(&servers, &wrong, start));
    }
    let ok = reply(A, 7, Opcode::REGISTRATION, Rcode::OK, 600);
    assert!(claim.answered(&servers, &ok, start));
    assert!(!claim.answered(&servers, &ok, start), "only once");
    let half = start + Duration::from_secs(300);
    assert_eq!(claim.deadline(), half);
    let refresh = claim.poll(&servers, half, || 9).unwrap();
    assert_eq!((refresh.id, refresh.opcode), (9, Opcode::REFRESH));
}

#[test]
fn hostile_times_make_no_flood_and_no_silence() {
    let start = Instant::now();
    let servers = [A];
    for (ttl, refresh) in [
        (0, 3 * 24 * 3600),
        (1, 60),
        (u64::from(u32::MAX), 3 * 24 * 3600),
    ] {
        let mut claim = WinsClaim::new(start);
        claim.poll(&servers, start, || 7);
        claim.answered(
            &servers,
            &reply(A, 7, Opcode::REGISTRATION, Rcode::OK, ttl),
            start,
        );
        assert_eq!(claim.deadline(), start + Duration::from_secs(refresh));
    }
    let mut claim = WinsClaim::new(start);
    claim.poll(&servers, start, || 7);
    claim.answered(
        &servers,
        &reply(A, 7, Opcode::WACK, Rcode::OK, 4_000_000),
        start,
    );
    assert_eq!(claim.deadline(), start + Duration::from_secs(60));
}

#[test]
fn a_silent_server_is_followed_by_the_next_and_all_silent_ones_by_a_rest() {
    let start = Instant::now();
    let servers = [A, B];
    let mut claim = WinsClaim::new(start);
    let mut asked = Vec::new();
    let mut now = start;
    for _ in 0..9 {
        if let Some(request) = claim.poll(&servers, now, || 7) {
            asked.push(request.server);
        }
        now = claim.deadline();
    }
    assert_eq!(asked, [A, A, A, B, B, B, A]);
    assert!(now > start + Duration::from_secs(60));
}

#[test]
fn a_refusal_is_asked_about_again_later() {
    let start = Instant::now();
    let servers = [A];
    let mut claim = WinsClaim::new(start);
    claim.poll(&servers, start, || 7);
    let no = reply(A, 7, Opcode::REGISTRATION, Rcode::ACTIVE, 0);
    assert!(claim.answered(&servers, &no, start));
    assert!(claim.is_refused());
    assert_eq!(
        claim.poll(&servers, start + Duration::from_secs(299), || 8),
        None
    );
    assert!(
        claim
            .poll(&servers, start + Duration::from_secs(300), || 8)
            .is_some()
    );
}
