//! What a member's Netlogon service does for its Local Security Authority.

use std::sync::{Arc, Mutex, PoisonError};

use auth::Exchange;
use lsa::{
    CannotObey, Change, Foreigner, Membership, NetworkLogon, Order, PrimaryDomain, Role,
    RoleFuture, ServiceState, Switch, Translation,
};
use msrpc::netlogon::ParameterControl;
use msrpc::svcctl::StartType;
use store::{Store, StoreError};
use tracing::{error, info};
use wire::{NetbiosName, NtStatus, SecretBytes, Sid, Win32Error};

use super::Joiner;
use crate::{ChannelFailure, Logon, LogonFailure, Member, Proof, TranslateFailure};

/// A member, as its Local Security Authority sees it.
pub(super) struct MemberRole {
    pub(super) member: Arc<Member>,
    pub(super) joiner: Arc<dyn Joiner>,
    store: Store,
    switch: Switch,
    /// What is kept of it in the database, too: it is asked for where nothing can be awaited.
    kept: Mutex<Kept>,
}

/// What an administrator has said of the computer.
#[derive(Clone)]
struct Kept {
    workgroup: NetbiosName,
    start_type: StartType,
}

impl MemberRole {
    pub(super) async fn new(
        member: Arc<Member>,
        store: Store,
        joiner: Arc<dyn Joiner>,
    ) -> Result<Self, StoreError> {
        let machine = store.machine().await?;
        let start_type = StartType(machine.netlogon_start);
        let switch = Switch::default();
        if start_type != StartType::AUTO_START {
            member.set_running(false).await;
            // It runs, so that it can be stopped.
            let _ = switch.obey(Order::Stop);
        }
        Ok(Self {
            member,
            joiner,
            switch,
            kept: Mutex::new(Kept {
                workgroup: machine.workgroup,
                start_type,
            }),
            store,
        })
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes the workgroup down that the computer is in while it is in no domain.
    pub(super) async fn set_workgroup(&self, workgroup: NetbiosName) -> Result<(), StoreError> {
        self.store.set_workgroup(&workgroup).await?;
        self.kept().workgroup = workgroup;
        Ok(())
    }
}

impl Role for MemberRole {
    fn membership(&self) -> Membership {
        match self.member.domain() {
            Some(domain) => Membership::Member(PrimaryDomain {
                name: domain.name,
                dns_name: domain.dns_name,
                sid: domain.sid,
            }),
            None => Membership::Standalone {
                workgroup: self.kept().workgroup.clone(),
            },
        }
    }

    fn computer(&self) -> Option<NetbiosName> {
        self.member.computer()
    }

    fn service_state(&self) -> ServiceState {
        self.switch.state()
    }

    fn obey(&self, order: Order) -> RoleFuture<'_, Result<ServiceState, CannotObey>> {
        Box::pin(async move {
            if order == Order::Start && self.start_type() == StartType::DISABLED {
                return Err(CannotObey::Disabled);
            }
            let state = self.switch.obey(order)?;
            match state {
                ServiceState::Running => self.member.set_running(true).await,
                ServiceState::Paused => self.member.pause().await,
                ServiceState::Stopped => self.member.set_running(false).await,
            }
            Ok(state)
        })
    }

    fn start_type(&self) -> StartType {
        self.kept().start_type
    }

    fn set_start_type(&self, start_type: StartType) -> RoleFuture<'_, Result<(), Win32Error>> {
        Box::pin(async move {
            if !matches!(
                start_type,
                StartType::AUTO_START | StartType::DEMAND_START | StartType::DISABLED
            ) {
                return Err(Win32Error::ERROR_INVALID_PARAMETER);
            }
            let written = self.store.set_netlogon_start(start_type.0).await;
            written.map_err(|error| unwritten(&error))?;
            self.kept().start_type = start_type;
            Ok(())
        })
    }

    /// No secure channels end at a member.
    fn acceptor(&self) -> Option<Box<dyn Exchange>> {
        None
    }

    fn log_on<'a>(
        &'a self,
        logon: NetworkLogon<'a>,
    ) -> RoleFuture<'a, Result<Foreigner, NtStatus>> {
        Box::pin(async move {
            let logon = Logon {
                domain: logon.domain.to_owned(),
                user: logon.user.to_owned(),
                workstation: logon.workstation.to_owned(),
                parameters: ParameterControl(logon.parameters),
                proof: Proof::Response {
                    challenge: logon.challenge,
                    nt_response: logon.nt_response.to_vec(),
                    lm_response: logon.lm_response.to_vec(),
                },
            };
            let logged_on = self.member.log_on(&logon).await;
            let logged_on = logged_on.map_err(|failure| told(&failure))?;
            Ok(Foreigner {
                sid: logged_on.sid,
                groups: logged_on.groups,
                session_key: logged_on.session_key,
            })
        })
    }

    fn names_of<'a>(&'a self, sids: &'a [Sid]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(async move { known(self.member.names_of(sids).await) })
    }

    fn sids_of<'a>(&'a self, names: &'a [String]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(async move { known(self.member.sids_of(names).await) })
    }

    fn change(&self, change: Change) -> RoleFuture<'_, Result<(), Win32Error>> {
        Box::pin(self.change_membership(change))
    }

    fn set_machine_password(&self, password: SecretBytes) -> RoleFuture<'_, Result<(), NtStatus>> {
        Box::pin(async move {
            // What is no text cannot be given to a domain controller, and an empty one lets anybody be this computer.
            let password = password
                .to_password()
                .filter(|password| !password.is_empty());
            let password = password.ok_or(NtStatus::INVALID_PARAMETER)?;
            let set = self.member.set_password_by_administrator(password).await;
            set.map_err(|failure| match failure {
                ChannelFailure::NotJoined => NtStatus::OBJECT_NAME_NOT_FOUND,
                failure => {
                    error!(%failure, "the password that an administrator has set could not be written down");
                    NtStatus::INTERNAL_DB_CORRUPTION
                }
            })
        })
    }

    /// Without a password for its account, a computer is no member, so that no domain is taken over; the workgroup of one
    /// that is in none is.
    fn set_primary_domain(
        &self,
        name: NetbiosName,
        sid: Option<Sid>,
    ) -> RoleFuture<'_, Result<(), NtStatus>> {
        Box::pin(async move {
            match (self.member.domain(), sid) {
                // What is so already.
                (Some(own), Some(sid)) if own.sid == sid && own.name == name => Ok(()),
                (None, None) => self.set_workgroup(name).await.map_err(lsa::unreadable),
                _ => Err(NtStatus::NOT_SUPPORTED),
            }
        })
    }
}

/// What the domain has translated; it is no error for the caller that it cannot be asked.
fn known(
    translated: Result<Vec<Option<Translation>>, TranslateFailure>,
) -> Vec<Option<Translation>> {
    translated.unwrap_or_else(|failure| {
        info!(%failure, "names and SIDs of the domain stay unknown");
        Vec::new()
    })
}

/// What somebody hears whom the domain did not let in.
const fn told(failure: &LogonFailure) -> NtStatus {
    match failure {
        // Not that his own access is denied, or his own account disabled.
        LogonFailure::NoChannel(
            ChannelFailure::WrongPassword { .. }
            | ChannelFailure::AccountRefused { .. }
            | ChannelFailure::Impostor { .. }
            | ChannelFailure::Unprotected { .. },
        ) => NtStatus::TRUSTED_RELATIONSHIP_FAILURE,
        failure => failure.status(),
    }
}

/// What a client hears of something that could not be written down.
pub(super) fn unwritten(error: &StoreError) -> Win32Error {
    error!(%error, "the database cannot be used");
    Win32Error::ERROR_WRITE_FAULT
}
