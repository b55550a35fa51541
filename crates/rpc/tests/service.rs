//! Requests find their handlers.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use ndr::{DataRepresentation, Params};

use rpc::association::StubData;
use rpc::{Dispatch, Handler, RpcStatus, Service};

/// Parameters.
#[derive(Debug, Eq, PartialEq, Params)]
pub struct Double {
    /// The number.
    pub number: u32,
}

/// Parameters.
#[derive(Debug, Eq, PartialEq, Params)]
pub struct Halve {
    /// The number.
    pub number: u32,
}

/// Parameters.
#[derive(Debug, Eq, PartialEq, Params)]
pub struct Number {
    /// The number.
    pub number: u32,
}

rpc::interface! {
    /// No interface of the real world.
    pub Arithmetic = "arithmetic", 0x01, v 1 0, pipe "arithmetic" {
        3 => Double => Number, "Double";
        5 => Halve => Number, "Halve";
    }
}

struct Calculator;

impl Service for Calculator {
    type Context = u32;
}

impl Handler<Double> for Calculator {
    async fn handle(&self, most: &u32, call: Double) -> Result<Number, RpcStatus> {
        let number = call.number.saturating_mul(2);
        if number > *most {
            return Err(RpcStatus::ACCESS_DENIED);
        }
        Ok(Number { number })
    }
}

rpc::unsupported!(Calculator: Halve);

fn ask(opnum: u16, octets: &[u8]) -> Result<Vec<u8>, RpcStatus> {
    let stub = StubData {
        octets: octets.to_vec(),
        drep: DataRepresentation::LittleEndian,
    };
    let answer = Arithmetic::dispatch(&Calculator, &100, opnum, &stub);
    match pin!(answer).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("the calculator waits for nothing"),
    }
}

#[test]
fn a_request_reaches_its_handler_or_is_answered_with_a_fault() {
    assert_eq!(ask(3, &[21, 0, 0, 0]), Ok(vec![42, 0, 0, 0]));
    assert_eq!(ask(3, &[99, 0, 0, 0]), Err(RpcStatus::ACCESS_DENIED));
    assert_eq!(ask(3, &[21, 0, 0]), Err(RpcStatus::BAD_STUB_DATA));
    assert_eq!(ask(5, &[21, 0, 0, 0]), Err(RpcStatus::OPERATION_RANGE));
    assert_eq!(ask(4, &[21, 0, 0, 0]), Err(RpcStatus::OPERATION_RANGE));
}
