//! Where administrators change the member's account: what the member asks there while it joins or takes another name, and
//! what becomes of it on the way.

use std::sync::Arc;
use std::time::Duration;

use auth::Credentials;
use host::{AccountState, Problem, Reason, Side};
use member::joining::{
    AccountFuture, Administration, Controller, DomainAccounts, JoinFailure, JoinReason, JoinStep,
    Joining, OwnAccounts, Session,
};
use member::{BoxFuture, Member};
use msrpc::samr::UserAccountControl;
use store::StoreError;
use tokio::time::sleep;
use wire::{FileTime, NetbiosName, Password, Sid};

use crate::disk::{Disk, hash_of};
use crate::faults::Fault;
use crate::network::{Wires, found};
use crate::story::settings;
use crate::truth::{NAMES, name_of};
use crate::world::{World, domain};

/// One controller, as whoever administers its accounts sees it.
struct Desk {
    world: Arc<World>,
    index: usize,
}

impl World {
    /// What joins this member, and renames it.
    pub(crate) fn joining(self: &Arc<Self>, member: &Arc<Member>) -> Joining {
        Joining {
            own_accounts: Arc::new(NoGroups),
            memberships: Arc::new(Disk(Arc::clone(self))),
            administration: Arc::new(Desks(Arc::clone(self))),
            network: Arc::new(Wires(Arc::clone(self))),
            surroundings: self.surroundings(),
            settings: settings(),
            member: Some(Arc::clone(member)),
            pin: false,
        }
    }
}

struct Desks(Arc<World>);

impl Administration for Desks {
    fn log_on<'a>(
        &'a self,
        _: &'a NetbiosName,
        _: &'a str,
        server: Option<&'a str>,
        _: &'a Credentials,
    ) -> BoxFuture<'a, Result<Controller, JoinFailure>> {
        Box::pin(async move {
            let world = &self.0;
            let named = |controller: &crate::controller::Controller| {
                server.is_some_and(|server| controller.name == server)
            };
            let desk = || Desk {
                world: Arc::clone(world),
                index: world.controllers.iter().position(named).unwrap_or(0),
            };
            let logon = desk().asks(Kind::Question, |_, _| Ok(())).await;
            logon.map_err(|problem| JoinFailure {
                step: JoinStep::LogOn,
                reason: JoinReason::There(problem),
            })?;
            let found = found(world, desk().index);
            Ok(Controller {
                name: found.name.clone(),
                found,
                domain: domain(),
                session: Box::new(desk()),
            })
        })
    }
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Question,
    Change,
}

impl Desk {
    /// Asks for something, which may be lost, late, refused or denied as anything else.
    async fn asks<T: Send + 'static>(
        &self,
        kind: Kind,
        act: impl FnOnce(&Arc<World>, usize) -> Result<T, Reason> + Send + 'static,
    ) -> Result<T, Problem> {
        let (world, index) = (&self.world, self.index);
        world.step("before it asks for its account").await;
        sleep(world.random.milliseconds(1..20)).await;
        let answer = self.answer(kind, act).await;
        world.step("after it has asked for its account").await;
        if let Err(reason) = &answer {
            world.note(format!("{}: its account: {reason}", self.name()));
        }
        let side = || Side::Pdc(world.controllers[index].name.clone());
        answer.map_err(|reason| side().problem(reason))
    }

    async fn answer<T: Send + 'static>(
        &self,
        kind: Kind,
        act: impl FnOnce(&Arc<World>, usize) -> Result<T, Reason> + Send + 'static,
    ) -> Result<T, Reason> {
        let (world, index) = (&self.world, self.index);
        let occurs = |fault| world.faults.occurs(fault);
        let changes = |fault| kind == Kind::Change && occurs(fault);
        let there = {
            let state = world.controllers[index].state();
            state.up && state.reachable
        };
        if !there || occurs(Fault::RequestLost) {
            sleep(Duration::from_secs(30)).await;
            return Err(Reason::TimedOut);
        }
        if occurs(Fault::RequestCut) {
            return Err(Reason::ConnectionLost);
        }
        if changes(Fault::RequestLate) {
            let world = Arc::clone(world);
            tokio::spawn(async move {
                sleep(world.random.seconds(1..600)).await;
                let _ = act(&world, index);
            });
            return Err(Reason::ConnectionLost);
        }
        if changes(Fault::SetRefused) {
            return Err(Reason::AccessDenied);
        }
        let answer = act(world, index);
        if occurs(Fault::AnswerLost) {
            sleep(Duration::from_secs(30)).await;
            return Err(Reason::TimedOut);
        }
        if occurs(Fault::AnswerCut) {
            return Err(Reason::ConnectionLost);
        }
        if changes(Fault::SetDenied) {
            return Err(Reason::AccessDenied);
        }
        answer
    }

    /// Changes something, or says so.
    fn changes(
        &self,
        act: impl FnOnce(&Arc<World>, usize) + Send + 'static,
    ) -> AccountFuture<'_, ()> {
        let claims = self.world.faults.occurs(Fault::SetClaimed);
        Box::pin(self.asks(Kind::Change, move |world, index| {
            if !claims {
                act(world, index);
            }
            Ok(())
        }))
    }

    fn name(&self) -> &str {
        &self.world.controllers[self.index].name
    }
}

impl Session for Desk {
    fn accounts(&self) -> BoxFuture<'_, Result<Box<dyn DomainAccounts>, Problem>> {
        let accounts: Box<dyn DomainAccounts> = Box::new(Self {
            world: Arc::clone(&self.world),
            index: self.index,
        });
        Box::pin(async { Ok(accounts) })
    }
}

impl DomainAccounts for Desk {
    fn find<'a>(
        &'a mut self,
        computer: &'a NetbiosName,
    ) -> AccountFuture<'a, Option<AccountState>> {
        let sought = computer.clone();
        Box::pin(self.asks(Kind::Question, move |world, index| {
            let state = world.controllers[index].state();
            let is_there = state.exists && state.name.value == sought.as_str();
            let control = UserAccountControl::WORKSTATION_TRUST_ACCOUNT;
            Ok(is_there.then(|| AccountState::of(&sought, 1000, control)))
        }))
    }

    fn create<'a>(&'a mut self, _: &'a NetbiosName, _: &'a Password) -> AccountFuture<'a, ()> {
        Box::pin(self.asks(Kind::Question, |_, _| Err(Reason::AccessDenied)))
    }

    fn set_password<'a>(
        &'a mut self,
        _: &'a AccountState,
        password: &'a Password,
    ) -> AccountFuture<'a, ()> {
        let hash = hash_of(password);
        self.changes(move |world, index| {
            world.set_password(index, hash);
            let disk = world.disk().values();
            world.truth().set(world, hash, disk);
        })
    }

    fn rename<'a>(
        &'a mut self,
        _: &'a AccountState,
        computer: &'a NetbiosName,
    ) -> AccountFuture<'a, ()> {
        let name = name_of(computer);
        self.changes(move |world, index| {
            world.set_name(index, name);
            world.truth().named(world, name);
        })
    }

    fn enable<'a>(&'a mut self, _: &'a AccountState) -> AccountFuture<'a, ()> {
        Box::pin(async { Ok(()) })
    }

    fn disable<'a>(&'a mut self, _: &'a AccountState) -> AccountFuture<'a, ()> {
        Box::pin(async { Ok(()) })
    }
}

/// A computer whose own accounts nobody asks for.
struct NoGroups;

impl OwnAccounts for NoGroups {
    fn computer(&self) -> BoxFuture<'_, Result<NetbiosName, StoreError>> {
        Box::pin(async { Ok(NAMES[0].parse().unwrap()) })
    }

    fn let_in<'a>(
        &'a self,
        _: &'a Sid,
        _: bool,
        _: FileTime,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async { Ok(()) })
    }
}
