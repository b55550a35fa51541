//! Users of a domain that this one trusts, who log on at a member of this one.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use auth::{Identity, Protection, Step};
use dc::Settings;
use link::{BoxFuture, ChannelFailure, FoundController, Network, Sought};
use locate::Ports;
use msrpc::lsarpc::{ClientRevision, LookupLevel, LookupNames4, LookupOptions, LookupSids3};
use msrpc::netlogon::{
    Control as NetlogonControl, ControlFunction, LogonControl2Ex, LogonInformation, NegotiateFlags,
    PasswordLogon, QueryInformation, SamLogonExReply, SecureChannelType, Validation,
    ValidationLevel,
};
use ndr::{Counted, CountedInline, Ref};
use rpc::Handler as _;
use store::{Control, NewUser, PasswordChange, TrustAuth, TrustedDomain};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use transport::{CallContext, Carrier, PipeIo, connect_tcp};
use wire::{NtStatus, Password, SecretKey, Sid, Win32Error};

use crate::domain::{Domain, NOW, PASSWORD, hash, setup};
use crate::logons::{claim, identity, log_on, network_logon_of, sam_logon_ex};

pub(crate) const OTHER: &str = "S-1-5-21-4-5-6";
const THIRD: &str = "S-1-5-21-7-8-9";
const INBOUND: u32 = TrustedDomain::INBOUND;
const OUTBOUND: u32 = TrustedDomain::OUTBOUND;
const TRUST_PASSWORD: &str = "of the trust";

/// Which controllers are found of which domain, and how often somebody looked.
#[derive(Default)]
pub(crate) struct Ways {
    found: Mutex<Vec<(String, &'static str, SocketAddr)>>,
    sought: AtomicUsize,
    opened: AtomicUsize,
    /// Somebody has begun to wait for the one that says nothing.
    asked: Notify,
    /// It is gone.
    released: Notify,
}

/// A controller that says nothing until it is gone.
const SILENT: &str = "SILENT";

impl Ways {
    fn add(&self, domain: &str, controller: &'static str, address: SocketAddr) {
        let way = (domain.to_owned(), controller, address);
        self.found.lock().unwrap().push(way);
    }

    fn clear(&self) {
        self.found.lock().unwrap().clear();
    }
}

impl Network for Ways {
    fn find<'a>(
        &'a self,
        domain: &'a link::Domain,
        _: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        self.sought.fetch_add(1, Ordering::Relaxed);
        let found = self.found.lock().unwrap();
        let found = found.iter().filter(|way| way.0 == domain.name.as_str());
        let found: Vec<_> = found
            .map(|(_, controller, address)| FoundController {
                name: (*controller).into(),
                address: address.ip(),
                ports: Ports {
                    epmapper: address.port(),
                    ..Ports::default()
                },
                flags: None,
            })
            .collect();
        let found = match found.is_empty() {
            true => Err(ChannelFailure::nobody(domain)),
            false => Ok(found),
        };
        Box::pin(async { found })
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        self.opened.fetch_add(1, Ordering::Relaxed);
        self.dial(controller)
    }

    fn open_lsa<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        self.dial(controller)
    }
}

impl Ways {
    fn dial<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        let address = SocketAddr::new(controller.address, controller.ports.epmapper);
        Box::pin(async move {
            if controller.name == SILENT {
                self.asked.notify_one();
                self.released.notified().await;
            }
            let io = connect_tcp(address, Duration::from_secs(10)).await;
            let io = io.map_err(|error| ChannelFailure::Unreachable {
                controller: controller.name.clone(),
                because: error.to_string(),
            })?;
            let io: Box<dyn PipeIo> = Box::new(io);
            Ok(io)
        })
    }
}

/// This domain, which trusts another.
struct World {
    ours: Domain,
    other: Domain,
    ways: Arc<Ways>,
}

impl World {
    async fn new() -> Self {
        Self::between(Settings::default(), OUTBOUND).await
    }

    async fn between(settings: Settings, direction: u32) -> Self {
        let ways = Arc::<Ways>::default();
        let network: Arc<dyn Network> = Arc::<Ways>::clone(&ways);
        let other = Domain::called("OTHERDOM", OTHER, Settings::default(), None).await;
        let ours = Domain::called("OURDOM", "S-1-5-21-1-2-3", settings, Some(network)).await;
        ways.add("OTHERDOM", "OTHERPDC", other.rpc);
        trust(&ours, "OTHERDOM", OTHER, direction).await;
        let world = Self { ours, other, ways };
        world.set_account("OURDOM$", TRUST_PASSWORD).await;
        world
    }

    /// The account of this domain in the other has this password.
    async fn set_account(&self, name: &str, password: &str) {
        let password = hash(password);
        let store = &self.other.store;
        if let Some(user) = store.user_by_name(name).await.unwrap() {
            let change = PasswordChange::new(&password, NOW);
            return store.set_password(user.rid, change).await.unwrap();
        }
        let new = NewUser {
            password: Some(&password),
            ..NewUser::new(name, Control::INTERDOMAIN_TRUST_ACCOUNT, NOW)
        };
        store.create_user(&new).await.unwrap();
    }

    async fn log_on(&self, user: &str, password: &str) -> SamLogonExReply {
        log_on(&self.ours, network_logon_of("OTHERDOM", user, password)).await
    }

    async fn status(&self) -> NtStatus {
        self.log_on("user", PASSWORD).await.status
    }
}

/// A domain trusts another one, or is trusted by it.
async fn trust(domain: &Domain, name: &str, sid: &str, direction: u32) {
    let trust = TrustedDomain {
        name: name.into(),
        dns_name: name.into(),
        sid: sid.parse().unwrap(),
        direction,
        trust_type: 1,
        attributes: 0,
        posix_offset: 0,
    };
    let auth = TrustAuth {
        incoming: None,
        outgoing: Some(Password::new(TRUST_PASSWORD.into()).to_utf16le()),
    };
    let store = &domain.store;
    store
        .create_trusted_domain(&trust, &auth, NOW)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_user_of_a_trusted_domain_is_let_in_by_it() {
    let world = World::new().await;
    let reply = world.log_on("USER", PASSWORD).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let Validation::SamInfo4(Some(info)) = reply.validation else {
        panic!("no information");
    };
    assert_eq!(info.user.effective_name.as_str_or_empty(), "user");
    assert_eq!(info.user.logon_domain_id, OTHER.parse().ok());
    assert_eq!(info.user.logon_domain_name.as_str_or_empty(), "OTHERDOM");
    assert_ne!(info.user.user_session_key.expose(), &[0; 16]);
    // Who is refused hears it of his own domain, by which wrong passwords count.
    let refused = world.log_on("user", "another").await;
    assert_eq!(refused.status, NtStatus::WRONG_PASSWORD);
    let user = world.other.store.user_by_name("user").await.unwrap();
    assert_eq!(user.unwrap().bad_password_count, 1);
    // One set-up, and one connection that is kept for logons beside the one that the channel was confirmed over.
    assert_eq!(world.ways.sought.load(Ordering::Relaxed), 1);
    assert_eq!(world.ways.opened.load(Ordering::Relaxed), 3);
}

// A client sends a principal name without a domain: that is in it.
#[tokio::test]
async fn a_principal_name_of_a_trusted_domain_is_passed_on_to_it() {
    let world = World::new().await;
    for (name, status, authoritative) in [
        ("user@OTHERDOM", NtStatus::SUCCESS, 1),
        ("user@ourdom", NtStatus::SUCCESS, 1),
        ("nobody@OTHERDOM", NtStatus::NO_SUCH_USER, 1),
        ("user@THIRDDOM", NtStatus::NO_SUCH_USER, 0),
    ] {
        let reply = log_on(&world.ours, network_logon_of("", name, PASSWORD)).await;
        assert_eq!(
            (reply.status, reply.authoritative),
            (status, authoritative),
            "{name}"
        );
        if let Validation::SamInfo4(Some(info)) = reply.validation {
            let domain = info.user.logon_domain_name.0.unwrap().to_uppercase();
            assert!(name.to_uppercase().ends_with(&domain), "{name} in {domain}");
        }
    }
}

// What was encrypted for this domain's channel to its member means nothing to the other domain, and the other way round.
#[tokio::test]
async fn hashes_and_keys_are_those_of_each_channel() {
    let world = World::new().await;
    let channel = world.ours.channel("M").await;
    let mut member = world.ours.through(&channel, Protection::Privacy).await;
    for level in [
        ValidationLevel::SAM_INFO,
        ValidationLevel::SAM_INFO_2,
        ValidationLevel::SAM_INFO_4,
    ] {
        for (password, status) in [
            (PASSWORD, NtStatus::SUCCESS),
            ("another", NtStatus::WRONG_PASSWORD),
        ] {
            let logon = LogonInformation::Interactive(Some(PasswordLogon {
                identity: identity("otherdom", "user"),
                lm_hash: SecretKey::new([0; 16]),
                nt_hash: SecretKey::new(*hash(password).expose()),
            }));
            let mut request = sam_logon_ex(logon);
            request.validation_level = level;
            channel.key().encrypt_logon(&mut request.logon.0);
            let reply = member.call(&request).await.unwrap();
            assert_eq!(reply.status, status, "{level:?} {password}");
        }
    }
    let mut keys = Vec::new();
    for level in [ValidationLevel::SAM_INFO_2, ValidationLevel::SAM_INFO_4] {
        let mut request = sam_logon_ex(network_logon_of("OTHERDOM", "user", PASSWORD));
        request.validation_level = level;
        let mut reply = member.call(&request).await.unwrap();
        channel.key().decrypt_validation(&mut reply.validation);
        keys.push(match reply.validation {
            Validation::SamInfo2(Some(info)) => *info.user.user_session_key.expose(),
            Validation::SamInfo4(Some(info)) => *info.user.user_session_key.expose(),
            _ => panic!("no information"),
        });
    }
    // The same responses make the same key, however it came.
    assert_eq!(keys[0], keys[1]);
    assert_ne!(keys[0], [0; 16]);
}

#[tokio::test]
async fn who_cannot_be_asked_is_named() {
    // A domain that only trusts this one speaks for nobody here.
    let inbound = World::between(Settings::default(), INBOUND).await;
    let reply = inbound.log_on("user", PASSWORD).await;
    assert_eq!(
        (reply.status, reply.authoritative),
        (NtStatus::NO_SUCH_USER, 0)
    );
    assert_eq!(inbound.ways.sought.load(Ordering::Relaxed), 0);

    let world = World::new().await;
    world.set_account("OURDOM$", "set without telling").await;
    assert_eq!(world.status().await, NtStatus::TRUSTED_DOMAIN_FAILURE);
    assert_eq!(world.status().await, NtStatus::TRUSTED_DOMAIN_FAILURE);
    // What was refused is not tried again at once, and told of once.
    assert_eq!(world.ways.sought.load(Ordering::Relaxed), 1);
    let events = world.ours.events().await;
    let refused = ["OTHERDOM", "\\\\OTHERPDC"].map(str::to_owned).to_vec();
    let expected = (3210, refused, Some(NtStatus::ACCESS_DENIED));
    assert_eq!(events, [expected]);

    let world = World::new().await;
    world.ways.clear();
    assert_eq!(world.status().await, NtStatus::NO_LOGON_SERVERS);
    let events = world.ours.events().await;
    assert_eq!(
        (events[0].0, events[0].2),
        (5719, Some(NtStatus::NO_LOGON_SERVERS))
    );

    let world = World::new().await;
    let nothing = TrustAuth {
        incoming: None,
        outgoing: None,
    };
    let (sid, store) = (OTHER.parse::<Sid>().unwrap(), &world.ours.store);
    let change = store.change_trusted_domain(&sid, Some(&nothing), NOW, |_| {});
    change.await.unwrap();
    assert_eq!(world.status().await, NtStatus::NO_TRUST_LSA_SECRET);
    assert_eq!(world.ours.events().await[0].0, 5720);
    assert_eq!(world.ways.opened.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn what_is_stored_of_a_trust_counts_at_once() {
    let world = World::new().await;
    assert_eq!(world.status().await, NtStatus::SUCCESS);
    let (sid, store) = (OTHER.parse::<Sid>().unwrap(), &world.ours.store);
    // Both sides are given another password: the refusal before does not keep the channel down.
    world.set_account("OURDOM$", "another").await;
    let set = async |password: &str| {
        let auth = TrustAuth {
            incoming: None,
            outgoing: Some(Password::new(password.into()).to_utf16le()),
        };
        let change = store.change_trusted_domain(&sid, Some(&auth), NOW, |_| {});
        change.await.unwrap();
    };
    set("neither").await;
    assert_eq!(world.status().await, NtStatus::TRUSTED_DOMAIN_FAILURE);
    set("another").await;
    assert_eq!(world.status().await, NtStatus::SUCCESS);
    // The secret of NT 4 counts before, and its previous value does as well.
    let secret = |password: &str| Password::new(password.into()).to_utf16le();
    set("neither").await;
    for password in ["another", "one that is not sent yet"] {
        let password_then = secret(password);
        let stored = store.store_secret("G$$OTHERDOM", &password_then, NOW);
        stored.await.unwrap();
        assert_eq!(world.status().await, NtStatus::SUCCESS, "{password}");
    }
    store.delete_trusted_domain(&sid, NOW).await.unwrap();
    assert_eq!(world.status().await, NtStatus::NO_SUCH_USER);
}

#[tokio::test]
async fn a_channel_that_breaks_is_set_up_anew_for_the_logon_that_finds_it_so() {
    let mut world = World::new().await;
    assert_eq!(world.status().await, NtStatus::SUCCESS);
    // Another process serves the domain.
    let again = Domain::called("OTHERDOM", OTHER, Settings::default(), None).await;
    world.other = again;
    world.set_account("OURDOM$", TRUST_PASSWORD).await;
    world.ways.clear();
    world.ways.add("OTHERDOM", "OTHERPDC", world.other.rpc);
    assert_eq!(world.status().await, NtStatus::SUCCESS);
    assert_eq!(world.ways.sought.load(Ordering::Relaxed), 2);
}

// Those who wait for their domain cost nobody else a moment.
#[tokio::test]
async fn a_silent_domain_holds_up_nobody_but_its_own() {
    let world = World::new().await;
    trust(&world.ours, "THIRDDOM", THIRD, OUTBOUND).await;
    let nobody = "127.0.0.1:1".parse().unwrap();
    world.ways.add("THIRDDOM", SILENT, nobody);
    let mut waiting = JoinSet::new();
    let channel = world.ours.channel("N").await;
    for _ in 0..8 {
        let mut member = world.ours.through(&channel, Protection::Privacy).await;
        waiting.spawn(async move {
            let logon = LogonInformation::Interactive(Some(PasswordLogon {
                identity: identity("THIRDDOM", "user"),
                lm_hash: SecretKey::new([0; 16]),
                nt_hash: SecretKey::new([1; 16]),
            }));
            member.call(&sam_logon_ex(logon)).await.unwrap().status
        });
    }
    world.ways.asked.notified().await;
    assert_eq!(world.status().await, NtStatus::SUCCESS);
    assert!(waiting.try_join_next().is_none());
    world.ways.released.notify_one();
    let statuses = waiting.join_all().await;
    assert_eq!(statuses, [NtStatus::NO_LOGON_SERVERS; 8]);
    // One of them has looked for a controller, and all have heard of it.
    assert_eq!(world.ways.sought.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn two_domains_that_trust_each_other_send_nobody_back_and_forth() {
    let world = World::new().await;
    world.set_account("THIRDDOM$", PASSWORD).await;
    trust(&world.other, "OURDOM", "S-1-5-21-1-2-3", OUTBOUND).await;
    let trusting = setup(
        "THIRDDOM",
        SecureChannelType::TRUSTED_DOMAIN,
        PASSWORD,
        NegotiateFlags::MEMBER,
    );
    let channel = world.other.set_up(trusting).await.ok().unwrap();
    let mut client = world.other.through(&channel, Protection::Privacy).await;
    for (domain, status) in [
        ("OTHERDOM", NtStatus::SUCCESS),
        ("OURDOM", NtStatus::NO_SUCH_USER),
    ] {
        let request = sam_logon_ex(network_logon_of(domain, "user", PASSWORD));
        let reply = client.call(&request).await.unwrap();
        assert_eq!(reply.status, status, "{domain}");
    }
}

fn administrator() -> CallContext {
    let carrier = Carrier::Pipe {
        identity: Identity::Account {
            domain: "OURDOM".into(),
            user: "Administrator".into(),
            workstation: "ADMIN".into(),
            sid: "S-1-5-21-1-2-3-500".parse().ok(),
            groups: Vec::new(),
        },
        session_key: None,
    };
    CallContext::new(1, "127.0.0.1:1".parse().unwrap(), carrier)
}

/// What `nltest` hears: the flags, the controller, how the channel is, and what came of verifying it.
async fn told(world: &World, function: ControlFunction) -> (u32, String, Win32Error, Win32Error) {
    let control = LogonControl2Ex {
        server_name: None,
        control: NetlogonControl {
            function,
            query_level: 2,
        },
    };
    let controller = &world.ours.controller;
    let reply = controller.handle(&administrator(), control).await.unwrap();
    match reply.information {
        QueryInformation::Info2(Some(info)) => (
            info.flags.0,
            info.trusted_dc_name.unwrap().as_str().to_owned(),
            info.tc_connection_status,
            info.pdc_connection_status,
        ),
        QueryInformation::Info2(None) => (0, String::new(), reply.status, reply.status),
        _ => panic!("another level"),
    }
}

#[tokio::test]
async fn nltest_asks_and_tells_of_the_channel() {
    let world = World::new().await;
    let none = Win32Error::ERROR_NO_LOGON_SERVERS;
    let good = Win32Error::NERR_Success;
    let up = || "\\\\OTHERPDC".to_owned();
    let query = || ControlFunction::TrustedChannelQuery(Some("OTHERDOM".into()));
    let verify = || ControlFunction::TrustedChannelVerify(Some("otherdom".into()));
    let reset = || ControlFunction::Rediscover(Some("OTHERDOM\\OTHERPDC".into()));
    // Nobody has needed it yet, and to ask is not to need it.
    assert_eq!(told(&world, query()).await, (0, String::new(), none, none));
    assert_eq!(world.ways.sought.load(Ordering::Relaxed), 0);
    assert_eq!(told(&world, verify()).await, (0x80, up(), good, good));
    assert_eq!(told(&world, query()).await, (0, up(), good, good));
    assert_eq!(told(&world, reset()).await, (0, up(), good, good));
    // Behind its back the account has got another password: the next proof finds that out.
    world.set_account("OURDOM$", "another").await;
    let denied = Win32Error::ERROR_ACCESS_DENIED;
    let refused = (0x80, String::new(), denied, denied);
    assert_eq!(told(&world, verify()).await, refused);
    let other = ControlFunction::TrustedChannelQuery(Some("THIRDDOM".into()));
    let unknown = Win32Error::ERROR_NO_SUCH_DOMAIN;
    let nothing = (0, String::new(), unknown, unknown);
    assert_eq!(told(&world, other).await, nothing);
}

#[tokio::test]
async fn a_user_of_a_trusted_domain_has_a_session_at_the_controller() {
    let world = World::new().await;
    let authority = world.ours.controller.authority();
    for (domain, password, is_let_in) in [
        ("OTHERDOM", PASSWORD, true),
        ("OTHERDOM", "another", false),
        // What no domain is that this one trusts means its own accounts, as ever.
        ("WORKGROUP", PASSWORD, true),
    ] {
        let claim = claim(domain, "user", password);
        let judged = authority.judge(claim).await;
        assert_eq!(judged.is_ok(), is_let_in, "{domain} {password}");
        if let Ok(Step::Done { established, .. }) = judged
            && let Identity::Account { sid, groups, .. } = established.identity
        {
            let sid = sid.unwrap();
            let is_theirs = sid.domain() == OTHER.parse().ok();
            assert_eq!(is_theirs, domain == "OTHERDOM", "{sid}");
            let domain_users: Sid = "S-1-5-21-4-5-6-513".parse().unwrap();
            assert_eq!(groups.contains(&domain_users), is_theirs);
        }
    }
}

#[tokio::test]
async fn a_member_hears_what_a_trusted_domain_calls_its_own() {
    let world = World::new().await;
    let channel = world.ours.channel("M").await;
    let mut member = world.ours.lsa_through(&channel).await;
    let user = world.other.store.user_by_name("user").await.unwrap();
    let sid = OTHER
        .parse::<Sid>()
        .unwrap()
        .child(user.unwrap().rid)
        .unwrap();
    let names = LookupNames4 {
        names: CountedInline(vec!["OTHERDOM\\user".into(), "OTHERDOM\\nobody".into()]),
        translated_sids: Counted::default(),
        lookup_level: LookupLevel::PDC,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    let reply = member.call(&names).await.unwrap();
    let found: Vec<_> = reply
        .translated_sids
        .0
        .into_iter()
        .map(|one| one.sid)
        .collect();
    assert_eq!(found, [Some(sid.clone()), None]);
    let sids = LookupSids3 {
        sids: Counted(vec![Ref(sid)]),
        translated_names: Counted::default(),
        lookup_level: LookupLevel::PDC,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    let reply = member.call(&sids).await.unwrap();
    let name = &reply.translated_names.0[0];
    assert_eq!(name.name.as_str_or_empty(), "user");
    let domains = reply.referenced_domains.unwrap().domains.0;
    let domain = &domains[usize::try_from(name.domain_index).unwrap()];
    assert_eq!(domain.name.as_str_or_empty(), "OTHERDOM");
}
