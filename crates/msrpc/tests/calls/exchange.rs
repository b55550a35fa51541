use std::fmt::Debug;

use ndr::{DataRepresentation, Params};
use rpc::{Call, Interface};

/// A request and a reply to it, as octets.
pub(crate) struct Exchange {
    pub(crate) interface: &'static str,
    pub(crate) name: &'static str,
    pub(crate) opnum: u16,
    pub(crate) request: Vec<u8>,
    pub(crate) reply: Vec<u8>,
}

/// Writes both, after checking that each survives the way over the wire.
pub(crate) fn exchange<C>(request: &C, reply: &C::Reply) -> Exchange
where
    C: Call + Debug + PartialEq,
    C::Reply: Debug + PartialEq,
{
    Exchange {
        interface: C::Interface::NAME,
        name: C::NAME,
        opnum: C::OPNUM,
        request: survives(request),
        reply: survives(reply),
    }
}

/// As [`exchange`], where one of the two has no `Debug` because there are secrets in it.
pub(crate) fn secret_exchange<C>(request: &C, reply: &C::Reply) -> Exchange
where
    C: Call + PartialEq,
    C::Reply: PartialEq,
{
    Exchange {
        interface: C::Interface::NAME,
        name: C::NAME,
        opnum: C::OPNUM,
        request: keeps(request),
        reply: keeps(reply),
    }
}

fn keeps<P: Params + PartialEq>(value: &P) -> Vec<u8> {
    let octets = ndr::to_bytes(value);
    assert!(read::<P>(&octets).is_ok_and(|read| read == *value));
    withstands::<P>(octets)
}

/// Asserts that there is an exchange for each call that the interface declares.
pub(crate) fn assert_complete<I: Interface>(exchanges: &[Exchange]) {
    for (opnum, name) in I::CALLS {
        assert!(
            exchanges.iter().any(|exchange| exchange.opnum == *opnum),
            "no exchange for {name}"
        );
    }
}

/// Asserts that `value` is written as `octets`, and read from them.
pub(crate) fn assert_image<P: Params + Debug + PartialEq>(value: &P, octets: &[u8]) {
    assert_eq!(survives(value), octets, "{value:?}");
}

fn survives<P: Params + Debug + PartialEq>(value: &P) -> Vec<u8> {
    let octets = ndr::to_bytes(value);
    assert_eq!(read(&octets).as_ref(), Ok(value));
    withstands::<P>(octets)
}

/// Asserts that no part of the octets is enough.
fn withstands<P: Params>(octets: Vec<u8>) -> Vec<u8> {
    for len in 0..octets.len() {
        let part = read::<P>(&octets[..len]);
        assert!(part.is_err(), "{len} of {} octets", octets.len());
    }
    ndr::oracle::<P>(&octets);
    octets
}

fn read<P: Params>(octets: &[u8]) -> Result<P, ndr::Malformed> {
    ndr::from_bytes::<P>(octets, DataRepresentation::LittleEndian)
}
