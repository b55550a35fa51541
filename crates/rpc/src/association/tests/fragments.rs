//! Stub data of every size, both ways.

use auth::Protection;
use proptest::prelude::*;

use super::pair::{Broken, Pair, Policy, auth, server};
use crate::association::{CallRefused, ClientConfig, Limits, ProtocolError, ServerAssociation};
use crate::pdu::ContextId;

#[test]
fn any_size_goes_through() {
    for tokens in [0, 3] {
        let mut pair = Pair::bound(tokens, Protection::Privacy);
        for len in [0, 1, 15, 16, 17, 5_739, 5_760, 5_816, 5_817, 100_000] {
            let stub: Vec<u8> = (0..len).map(|i| u8::try_from(i % 251).unwrap()).collect();
            let mut reversed = stub.clone();
            reversed.reverse();
            assert_eq!(pair.echo(&stub), Ok(reversed), "{len} octets");
        }
        let longest = pair.lengths.iter().max().copied();
        assert!(longest.is_some_and(|len| (5_800..=5_840).contains(&len)));
    }
}

#[test]
fn the_shorter_fragment_size_wins() {
    for (ours, theirs) in [(1432, 5840), (5840, 1432), (4280, 4280)] {
        let config = ClientConfig {
            limits: limits(ours),
            ..ClientConfig::default()
        };
        let policy = Policy {
            tokens: 4,
            fails_at: None,
        };
        let server = ServerAssociation::new(Box::new(policy), limits(theirs));
        let mut pair = Pair::with_config(Some(auth(4, Protection::Privacy)), server, config);
        pair.pump().unwrap();
        pair.client.poll_event();
        pair.echo(&[3; 20_000]).unwrap();
        let most = usize::from(ours.min(theirs));
        assert!(
            pair.lengths.iter().all(|len| *len <= most),
            "{ours} and {theirs}"
        );
    }
}

#[test]
fn stub_data_is_limited_on_both_sides() {
    let small = Limits {
        max_stub: 10_000,
        ..Limits::default()
    };
    let policy = || {
        Box::new(Policy {
            tokens: 0,
            fails_at: None,
        })
    };
    let mut pair = Pair::new(None, ServerAssociation::new(policy(), small));
    pair.pump().unwrap();
    pair.client
        .call(ContextId(0), 1, None, &[0; 10_001])
        .unwrap();
    let broken = Broken::Server(ProtocolError::TooMuchStub { limit: 10_000 });
    assert_eq!(pair.pump(), Err(broken));

    let config = ClientConfig {
        limits: small,
        ..ClientConfig::default()
    };
    let mut pair = Pair::with_config(None, server(0, None), config);
    pair.pump().unwrap();
    assert_eq!(
        pair.client.call(ContextId(0), 1, None, &[0; 10_001]),
        Err(CallRefused::TooLong(10_000))
    );
    let call_id = pair.client.call(ContextId(0), 1, None, &[]).unwrap();
    pair.pump().unwrap();
    pair.server.respond(call_id, &[0; 10_001]);
    let broken = Broken::Client(ProtocolError::TooMuchStub { limit: 10_000 });
    assert_eq!(pair.pump(), Err(broken));
}

fn limits(max_fragment: u16) -> Limits {
    Limits {
        max_fragment,
        ..Limits::default()
    }
}

proptest! {
    #[test]
    fn any_stub_in_any_portions(
        stub in proptest::collection::vec(any::<u8>(), 0..20_000),
        portion in 1_usize..3_000,
        tokens in prop_oneof![Just(0_u8), 2_u8..5],
        privacy in any::<bool>(),
    ) {
        let protection = if privacy { Protection::Privacy } else { Protection::Integrity };
        let mut pair = Pair::bound(tokens, protection);
        pair.portion = portion;
        let mut reversed = stub.clone();
        reversed.reverse();
        prop_assert_eq!(pair.echo(&stub), Ok(reversed));
    }
}
