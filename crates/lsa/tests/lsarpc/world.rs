//! A domain, and somebody who calls.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use auth::{Identity, NtHash, Protection};
use dc::{Controller, Settings};
use lsa::{Authority, Clock, Entropy, Listen, Surroundings};
use msrpc::lsarpc::{OpenPolicy2, PolicyAccess, PolicyHandle};
use msrpc::netlogon::Logon;
use ndr::DataRepresentation;
use rpc::association::{Caller as Proven, StubData};
use rpc::pdu::AuthType;
use rpc::{Call, Dispatch, RpcStatus, Service};
use store::{AliasId, Control, NewDomain, NewUser, Store};
use transport::{CallContext, Carrier};
use wire::{FileTime, NtStatus, Password, SecretKey, Sid};

pub(crate) const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
pub(crate) const ADMINISTRATOR: u32 = 500;
pub(crate) const USER: u32 = 1000;
pub(crate) const SERVER_OPERATOR: u32 = 1001;
pub(crate) const COMPUTER: u32 = 1002;

/// `OURDOM` with the user `user`, the server operator `olga` and the computer `M$`.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) controller: Arc<Controller>,
}

struct Still;

impl Clock for Still {
    fn now(&self) -> FileTime {
        NOW
    }
}

struct Random;

impl Entropy for Random {
    fn fill(&self, octets: &mut [u8]) {
        getrandom::fill(octets).unwrap();
    }
}

pub(crate) fn key() -> SecretKey<16> {
    SecretKey::new(*b"a session's key.")
}

pub(crate) fn sid(text: &str) -> Sid {
    text.parse().unwrap()
}

pub(crate) fn domain_sid() -> Sid {
    sid("S-1-5-21-1-2-3")
}

impl World {
    pub(crate) async fn new() -> Self {
        let password = NtHash::from_password(&Password::new("correct horse".into()));
        let store = Store::in_memory(&NewDomain {
            name: &"OURDOM".parse().unwrap(),
            controller: &"OURPDC".parse().unwrap(),
            sid: &domain_sid(),
            administrator: &password,
            now: NOW,
        })
        .await
        .unwrap();
        for (name, control) in [
            ("user", Control::NORMAL_ACCOUNT),
            ("olga", Control::NORMAL_ACCOUNT),
            ("M$", Control::WORKSTATION_TRUST_ACCOUNT),
        ] {
            let new = NewUser::new(name, control, NOW);
            store.create_user(&new).await.unwrap();
        }
        let olga = domain_sid().child(SERVER_OPERATOR).unwrap();
        let operators = AliasId::builtin(549);
        store.add_alias_member(operators, &olga, NOW).await.unwrap();
        let surroundings = Surroundings {
            clock: Arc::new(Still),
            entropy: Arc::new(Random),
        };
        let settings = Settings {
            dns_domain: Some("our.example".to_owned()),
            ..Settings::default()
        };
        let controller = Controller::new(store.clone(), surroundings, settings).await;
        Self {
            store,
            controller: controller.unwrap(),
        }
    }

    /// Somebody with an SMB session.
    pub(crate) fn caller(&self, rid: u32) -> Caller<'_> {
        self.somebody(account(rid))
    }

    pub(crate) fn administrator(&self) -> Caller<'_> {
        self.caller(ADMINISTRATOR)
    }

    pub(crate) fn user(&self) -> Caller<'_> {
        self.caller(USER)
    }

    /// Somebody with an SMB session, whoever has judged him.
    pub(crate) fn somebody(&self, identity: Identity) -> Caller<'_> {
        self.connected(Carrier::Pipe {
            identity,
            session_key: Some(key()),
        })
    }

    /// Somebody with a null session.
    pub(crate) fn nobody(&self) -> Caller<'_> {
        self.connected(Carrier::Pipe {
            identity: Identity::Anonymous,
            session_key: None,
        })
    }

    /// Somebody who has authenticated over TCP.
    pub(crate) fn over_tcp(&self, rid: u32, auth_type: AuthType) -> Caller<'_> {
        let mut caller = self.connected(Carrier::Tcp);
        let proven = Proven {
            identity: account(rid),
            auth_type,
            protection: Protection::Privacy,
            standing: (auth_type == AuthType::NETLOGON).then_some(0),
        };
        caller.context = caller.context.authenticated(proven, Some(key()));
        caller
    }

    fn connected(&self, carrier: Carrier) -> Caller<'_> {
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        Caller {
            controller: &self.controller,
            context: CallContext::new(1, peer, carrier),
        }
    }
}

fn account(rid: u32) -> Identity {
    Identity::Account {
        domain: "OURDOM".into(),
        user: "whoever".into(),
        workstation: String::new(),
        sid: domain_sid().child(rid).ok(),
        groups: Vec::new(),
    }
}

/// A client.
pub(crate) struct Caller<'a> {
    controller: &'a Controller,
    pub(crate) context: CallContext,
}

impl Caller<'_> {
    /// Makes a call, over the wire's octets.
    pub(crate) async fn call<C>(&self, call: C) -> Result<C::Reply, RpcStatus>
    where
        C: Call,
        C::Interface: Dispatch<Authority>,
    {
        answered(&**self.controller.authority(), &self.context, call).await
    }

    /// What he may do.
    pub(crate) async fn token(&self) -> lsa::Token {
        let token = self.controller.authority().token(&self.context);
        token.await.unwrap()
    }

    /// Makes a call that must not end in a fault.
    pub(crate) async fn ask<C>(&self, call: C) -> C::Reply
    where
        C: Call,
        C::Interface: Dispatch<Authority>,
    {
        self.call(call).await.unwrap()
    }

    /// Makes a call of the controller's Netlogon service.
    pub(crate) async fn ask_netlogon<C>(&self, call: C) -> C::Reply
    where
        C: Call<Interface = Logon>,
    {
        let answer = answered(self.controller, &self.context, call).await;
        answer.unwrap()
    }

    pub(crate) async fn open(&self, desired: PolicyAccess) -> Result<PolicyHandle, NtStatus> {
        let call = OpenPolicy2 {
            system_name: None,
            object_attributes: msrpc::lsarpc::ObjectAttributes::default(),
            desired_access: desired,
        };
        let opened = self.ask(call).await;
        opened.status.check().map(|()| opened.policy)
    }

    /// The policy object, for all that the caller may do.
    pub(crate) async fn policy(&self) -> PolicyHandle {
        self.open(PolicyAccess::MAXIMUM_ALLOWED).await.unwrap()
    }
}

async fn answered<S, C>(service: &S, context: &CallContext, call: C) -> Result<C::Reply, RpcStatus>
where
    S: Service<Context = CallContext>,
    C: Call,
    C::Interface: Dispatch<S>,
{
    let stub = StubData {
        octets: ndr::to_bytes(&call),
        drep: DataRepresentation::LittleEndian,
    };
    let answer = C::Interface::dispatch(service, context, C::OPNUM, &stub).await;
    Ok(ndr::from_bytes(&answer?, DataRepresentation::LittleEndian).unwrap())
}

impl World {
    /// A domain that is trusted, and trusts this one.
    pub(crate) async fn trust(&self, name: &str, of: &str) {
        let trust = store::TrustedDomain {
            name: name.into(),
            dns_name: name.into(),
            sid: sid(of),
            direction: 3,
            trust_type: 1,
            attributes: 0,
            posix_offset: 0,
        };
        let auth = store::TrustAuth {
            incoming: None,
            outgoing: None,
        };
        let created = self.store.create_trusted_domain(&trust, &auth, NOW);
        created.await.unwrap();
    }
}

/// Loopback, at ports that are free.
pub(crate) fn loopback() -> Listen {
    Listen {
        address: Ipv4Addr::LOCALHOST.into(),
        smb_port: 0,
        endpoint_mapper_port: 0,
        rpc_port: 0,
        ..Listen::default()
    }
}
