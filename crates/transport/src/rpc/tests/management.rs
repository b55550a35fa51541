//! What every endpoint says of itself.

use msrpc::epmapper::Epmapper;
use msrpc::mgmt::*;
use rpc::pdu::SyntaxId;
use rpc::{Interface, RpcStatus};
use tokio::io::duplex;
use wire::Win32Error;

use super::host::serve;
use super::interface::Greeter;
use crate::{CallError, RpcClient, RpcTimeouts, StreamPipe};

async fn bound<I: Interface>() -> RpcClient<I> {
    let (ours, theirs) = duplex(1000);
    tokio::spawn(serve(theirs));
    let io = Box::new(StreamPipe::new(ours));
    let timeouts = RpcTimeouts::default();
    RpcClient::bind(io, None, timeouts).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_tells_what_it_offers() {
    let mut client = bound::<Mgmt>().await;
    let reply = client.call(&InqIfIds {}).await.unwrap();
    assert_eq!(reply.status, Win32Error::NERR_Success);
    let ids = reply.if_id_vector.0.unwrap();
    let offered = [
        SyntaxId::of::<Mgmt>(),
        SyntaxId::of::<Greeter>(),
        SyntaxId::of::<Epmapper>(),
    ];
    assert_eq!(ids.iter().collect::<Vec<_>>(), offered);
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_listens_and_is_not_stopped() {
    let mut client = bound::<Mgmt>().await;
    let denied = client.call(&StopServerListening {}).await.unwrap();
    assert_eq!(denied.status, Win32Error::ERROR_ACCESS_DENIED);
    let reply = client.call(&IsServerListening {}).await.unwrap();
    assert_eq!(
        (reply.listening, reply.status),
        (1, Win32Error::NERR_Success)
    );
}

#[tokio::test(start_paused = true)]
async fn calls_are_counted() {
    let mut client = bound::<Mgmt>().await;
    for (count, expected) in [
        (0, &[][..]),
        (1, &[2]),
        (4, &[3, 0, 0, 0]),
        (u32::MAX, &[4, 0, 0, 0]),
    ] {
        let reply = client.call(&InqStats { count }).await.unwrap();
        assert_eq!(reply.statistics.0, expected);
        assert_eq!(usize::try_from(reply.count), Ok(expected.len()));
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_has_a_principal_name() {
    let mut client = bound::<Mgmt>().await;
    let call = |princ_name_size| InqPrincName {
        authn_proto: 10,
        princ_name_size,
    };
    let reply = client.call(&call(u32::MAX)).await.unwrap();
    assert_eq!(reply.status, Win32Error::RPC_S_UNKNOWN_AUTHN_SERVICE);
    let status = RpcStatus::BAD_STUB_DATA;
    let executed = false;
    let no_room = client.call(&call(0)).await;
    assert_eq!(no_room, Err(CallError::Fault { status, executed }));
}
