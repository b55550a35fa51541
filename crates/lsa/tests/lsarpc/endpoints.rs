//! The endpoint mapper, asked for everything over TCP.

use std::net::SocketAddr;
use std::time::Duration;

use msrpc::epmapper::{Endpoint, Epmapper, EptStatus, Lookup, LookupHandleFree};
use ndr::ContextHandle;
use rpc::RpcStatus;
use transport::{CallError, RpcClient, RpcTimeouts, connect_tcp};

use crate::world::{World, loopback};

async fn client(address: SocketAddr) -> RpcClient<Epmapper> {
    let io = connect_tcp(address, Duration::from_secs(10)).await.unwrap();
    let bound = RpcClient::bind(Box::new(io), None, RpcTimeouts::default());
    bound.await.unwrap()
}

fn is_refused<T>(answer: Result<T, CallError>) -> bool {
    matches!(
        answer,
        Err(CallError::Fault {
            status: RpcStatus::CONTEXT_MISMATCH,
            ..
        })
    )
}

#[tokio::test]
async fn all_that_is_offered_is_listed_in_portions() {
    let world = World::new().await;
    let serving = world.controller.serve(loopback()).await.unwrap();
    let mut client = client(serving.endpoint_mapper).await;
    let all = client.call(&Lookup::all(500)).await.unwrap();
    let entries = all.entries.items.iter();
    let towers = entries.filter_map(|entry| entry.tower.0.as_deref());
    let ends: Vec<_> = towers.filter_map(|tower| tower.endpoint()).collect();
    let port = serving.rpc.port();
    let is_there =
        |end: &&Endpoint| matches!(end, Endpoint::Tcp { port: told, .. } if *told == port);
    assert_eq!(ends.iter().filter(is_there).count() * 2, ends.len());

    let mut found = Vec::new();
    let mut handles = Vec::new();
    let mut call = Lookup::all(5);
    loop {
        let part = client.call(&call).await.unwrap();
        assert!(part.entries.items.len() <= 5);
        found.extend(part.entries.items);
        call.entry_handle = part.entry_handle;
        if part.status == EptStatus::NOT_REGISTERED {
            break;
        }
        assert_eq!(part.status, EptStatus::OK);
        handles.push(part.entry_handle);
    }
    assert_eq!(call.entry_handle, ContextHandle::NIL);
    assert_eq!(found, all.entries.items);
    for entry_handle in handles {
        call.entry_handle = entry_handle;
        assert!(is_refused(client.call(&call).await), "none is left behind");
    }
}

#[tokio::test]
async fn who_has_seen_enough_says_so() {
    let world = World::new().await;
    let serving = world.controller.serve(loopback()).await.unwrap();
    let mut one = client(serving.endpoint_mapper).await;
    let mut other = client(serving.endpoint_mapper).await;
    let entry_handle = one.call(&Lookup::all(1)).await.unwrap().entry_handle;
    let going_on = Lookup {
        entry_handle,
        ..Lookup::all(1)
    };
    let free = LookupHandleFree { entry_handle };
    assert!(is_refused(other.call(&going_on).await), "another client's");
    assert!(is_refused(other.call(&free).await), "another client's");
    let freed = one.call(&free).await.unwrap();
    let expected = (ContextHandle::NIL, EptStatus::OK);
    assert_eq!((freed.entry_handle, freed.status), expected);
    assert!(is_refused(one.call(&free).await));
}
