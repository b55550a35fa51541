//! The endpoint mapper of a controller that serves on several addresses.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use lsa::Listen;
use msrpc::epmapper::{Endpoint, Epmapper, Map, Tower};
use msrpc::netlogon::Logon;
use rpc::pdu::SyntaxId;
use transport::{RpcClient, RpcTimeouts, connect_tcp};

use crate::domain::Domain;

/// Where the endpoint mapper at `at` says that the Netlogon service is.
async fn mapped(at: SocketAddr) -> SocketAddr {
    let io = connect_tcp(at, Duration::from_secs(10)).await.unwrap();
    let client = RpcClient::<Epmapper>::bind(Box::new(io), None, RpcTimeouts::default());
    let wanted = Tower::tcp(SyntaxId::of::<Logon>(), 0, [0; 4]);
    let reply = client.await.unwrap().call(&Map::new(wanted, 4)).await;
    let towers = reply.unwrap().towers;
    let tower = towers.items[0].0.as_ref().unwrap();
    let Some(Endpoint::Tcp { port, address }) = tower.endpoint() else {
        panic!("no TCP")
    };
    (address, port).into()
}

/// Each address may have another port.
#[tokio::test]
async fn each_address_tells_its_own() {
    let domain = Domain::new().await;
    let mut serving = Vec::new();
    for address in ["127.0.0.1", "127.0.0.2", "127.0.0.3"] {
        let address: IpAddr = address.parse().unwrap();
        let listen = Listen {
            address,
            smb_port: 0,
            endpoint_mapper_port: 0,
            rpc_port: 0,
            ..Listen::default()
        };
        serving.push(domain.controller.serve(listen).await.unwrap());
    }
    for sockets in &serving {
        assert_eq!(mapped(sockets.endpoint_mapper).await, sockets.rpc);
    }
}
