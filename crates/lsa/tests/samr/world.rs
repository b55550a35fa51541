//! A domain, and somebody who calls.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use auth::{Identity, NtHash};
use dc::{Controller, Settings};
use lsa::{Authority, Clock, Entropy, Surroundings};
use msrpc::samr::*;
use ndr::{DataRepresentation, UnicodeString};
use rpc::association::StubData;
use rpc::{Call, Dispatch, RpcStatus};
use store::{AliasId, Control, NewDomain, NewUser, Store};
use transport::{CallContext, Carrier};
use wire::{FileTime, NtStatus, Password, SecretBytes, SecretKey, Sid};

pub(crate) const PASSWORD: &str = "correct horse";
pub(crate) const SESSION_KEY: [u8; 16] = *b"a session's key.";
pub(crate) const ADMINISTRATOR: u32 = 500;

/// `OURDOM` with the operator `olga`, the user `user`, and the computer `M$`.
pub(crate) struct World {
    pub(crate) store: Store,
    authority: Arc<Authority>,
    clock: Arc<AtomicU64>,
}

struct Hands(Arc<AtomicU64>);

impl Clock for Hands {
    fn now(&self) -> FileTime {
        FileTime(self.0.load(Ordering::Relaxed))
    }
}

struct Random;

impl Entropy for Random {
    fn fill(&self, octets: &mut [u8]) {
        getrandom::fill(octets).unwrap();
    }
}

pub(crate) fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

pub(crate) fn utf16(password: &str) -> SecretBytes {
    Password::new(password.into()).to_utf16le()
}

pub(crate) fn key() -> SecretKey<16> {
    SecretKey::new(SESSION_KEY)
}

pub(crate) fn domain_sid() -> Sid {
    "S-1-5-21-1-2-3".parse().unwrap()
}

impl World {
    pub(crate) async fn new() -> Self {
        let clock = Arc::new(AtomicU64::new(FileTime::from_unix_seconds(1_700_000_000).0));
        let now = FileTime(clock.load(Ordering::Relaxed));
        let store = Store::in_memory(&NewDomain {
            name: &"OURDOM".parse().unwrap(),
            controller: &"OURPDC".parse().unwrap(),
            sid: &domain_sid(),
            administrator: &hash(PASSWORD),
            now,
        })
        .await
        .unwrap();
        for (name, control) in [
            ("olga", Control::NORMAL_ACCOUNT),
            ("user", Control::NORMAL_ACCOUNT),
            ("M$", Control::WORKSTATION_TRUST_ACCOUNT),
        ] {
            let password = hash(PASSWORD);
            let new = NewUser {
                password: Some(&password),
                ..NewUser::new(name, control, now)
            };
            store.create_user(&new).await.unwrap();
        }
        let olga = domain_sid().child(1000).unwrap();
        let operators = AliasId::builtin(548);
        store.add_alias_member(operators, &olga, now).await.unwrap();
        let surroundings = Surroundings {
            clock: Arc::new(Hands(Arc::clone(&clock))),
            entropy: Arc::new(Random),
        };
        let settings = Settings::default();
        let controller = Controller::new(store.clone(), surroundings, settings).await;
        Self {
            store,
            authority: Arc::clone(controller.unwrap().authority()),
            clock,
        }
    }

    pub(crate) fn advance(&self, by: Duration) {
        let units = u64::try_from(by.as_nanos() / 100).unwrap();
        self.clock.fetch_add(units, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> FileTime {
        FileTime(self.clock.load(Ordering::Relaxed))
    }

    /// Somebody with an SMB session.
    pub(crate) fn caller(&self, rid: u32) -> Caller<'_> {
        self.connected(Carrier::Pipe {
            identity: Identity::Account {
                domain: "OURDOM".into(),
                user: "whoever".into(),
                workstation: String::new(),
                sid: domain_sid().child(rid).ok(),
                groups: Vec::new(),
            },
            session_key: Some(key()),
        })
    }

    pub(crate) fn administrator(&self) -> Caller<'_> {
        self.caller(ADMINISTRATOR)
    }

    pub(crate) fn operator(&self) -> Caller<'_> {
        self.caller(1000)
    }

    pub(crate) fn user(&self) -> Caller<'_> {
        self.caller(1001)
    }

    /// Somebody with a null session.
    pub(crate) fn nobody(&self) -> Caller<'_> {
        self.connected(Carrier::Pipe {
            identity: Identity::Anonymous,
            session_key: None,
        })
    }

    fn connected(&self, carrier: Carrier) -> Caller<'_> {
        let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 1));
        Caller {
            world: self,
            context: CallContext::new(1, peer, carrier),
        }
    }
}

/// A client of the SAM server.
pub(crate) struct Caller<'a> {
    pub(crate) world: &'a World,
    context: CallContext,
}

impl Caller<'_> {
    /// Makes a call, over the wire's octets.
    pub(crate) async fn call<C>(&self, call: C) -> Result<C::Reply, RpcStatus>
    where
        C: Call<Interface: Dispatch<Authority>>,
    {
        let stub = StubData {
            octets: ndr::to_bytes(&call),
            drep: DataRepresentation::LittleEndian,
        };
        let answer = C::Interface::dispatch(&*self.world.authority, &self.context, C::OPNUM, &stub);
        let reply = ndr::from_bytes(&answer.await?, DataRepresentation::LittleEndian);
        Ok(reply.unwrap())
    }

    /// Makes a call that must not end in a fault.
    pub(crate) async fn ask<C>(&self, call: C) -> C::Reply
    where
        C: Call<Interface = Samr>,
    {
        self.call(call).await.unwrap()
    }

    pub(crate) async fn connect(&self, desired_access: ServerAccess) -> Connect2Reply {
        let server_name = None;
        self.ask(Connect2 {
            server_name,
            desired_access,
        })
        .await
    }

    pub(crate) async fn open_domain(
        &self,
        domain_id: Sid,
        desired_access: DomainAccess,
    ) -> Result<DomainHandle, NtStatus> {
        let server = self.connect(ServerAccess::MAXIMUM_ALLOWED).await;
        server.status.check()?;
        let opened = self
            .ask(OpenDomain {
                server: server.server,
                desired_access,
                domain_id,
            })
            .await;
        opened.status.check().map(|()| opened.domain)
    }

    /// The account domain, for all that the caller may do.
    pub(crate) async fn domain(&self) -> DomainHandle {
        let opened = self.open_domain(domain_sid(), DomainAccess::MAXIMUM_ALLOWED);
        opened.await.unwrap()
    }

    pub(crate) async fn builtin(&self) -> DomainHandle {
        let opened = self.open_domain(Sid::builtin(), DomainAccess::MAXIMUM_ALLOWED);
        opened.await.unwrap()
    }

    pub(crate) async fn open_user(
        &self,
        user_id: u32,
        desired_access: UserAccess,
    ) -> Result<UserHandle, NtStatus> {
        let domain = self.domain().await;
        let opened = self
            .ask(OpenUser {
                domain,
                desired_access,
                user_id,
            })
            .await;
        opened.status.check().map(|()| opened.user)
    }

    /// An account, for all that the caller may do.
    pub(crate) async fn account(&self, rid: u32) -> UserHandle {
        let opened = self.open_user(rid, UserAccess::MAXIMUM_ALLOWED);
        opened.await.unwrap()
    }

    pub(crate) async fn create(
        &self,
        name: &str,
        account_type: UserAccountControl,
        desired_access: UserAccess,
    ) -> CreateUser2InDomainReply {
        let domain = self.domain().await;
        self.ask(CreateUser2InDomain {
            domain,
            name: UnicodeString::from(name),
            account_type,
            desired_access,
        })
        .await
    }

    pub(crate) async fn set(&self, user: UserHandle, information: UserInfo) -> NtStatus {
        let information = ndr::Leveled(information);
        self.ask(SetInformationUser2 { user, information })
            .await
            .status
    }

    pub(crate) async fn query(
        &self,
        user: UserHandle,
        information_class: UserInformationClass,
    ) -> Result<UserInfo, NtStatus> {
        let reply = self
            .ask(QueryInformationUser {
                user,
                information_class,
            })
            .await;
        reply.status.check().map(|()| reply.buffer.unwrap())
    }
}
