//! What a domain controller's Netlogon service does for its Local Security Authority: it lets computers in by their channels,
//! and stays what it is.

use std::future::ready;
use std::sync::Arc;
use std::time::Duration;

use auth::{Exchange, Identity};
use lsa::{
    CannotObey, Change, Foreigner, Membership, Names, NetworkLogon, Order, PreviousPasswords, Role,
    RoleFuture, ServiceState, Surroundings, Switch, Translation,
};
use msrpc::netlogon::{LogonIdentity, LogonInformation, ParameterControl};
use msrpc::svcctl::StartType;
use ndr::AnsiString;
use netlogon::Session;
use wire::{NetbiosName, NtStatus, SecretBytes, Sid, Win32Error};

use crate::events::NetlogonEvent;
use crate::netlogon::Channels;
use crate::trusted::Trusted;

/// The Netlogon service of a domain controller, as far as others than its own clients have to do with it.
pub(crate) struct ControllerRole {
    pub(crate) names: Names,
    surroundings: Surroundings,
    accept_previous_machine_password: Duration,
    pub(crate) trusted: Trusted,
    pub(crate) channels: Arc<Channels>,
    switch: Switch,
}

impl ControllerRole {
    pub(crate) fn new(
        names: Names,
        surroundings: Surroundings,
        accept_previous_machine_password: Duration,
        trusted: Trusted,
    ) -> Self {
        Self {
            names,
            surroundings,
            accept_previous_machine_password,
            trusted,
            channels: Arc::default(),
            switch: Switch::default(),
        }
    }
}

/// A logon at this computer, as it is passed on.
fn netlogon_logon(logon: NetworkLogon<'_>) -> msrpc::netlogon::NetworkLogon {
    msrpc::netlogon::NetworkLogon {
        identity: LogonIdentity {
            domain: logon.domain.into(),
            parameter_control: ParameterControl(logon.parameters),
            reserved: [0; 2],
            user: logon.user.into(),
            workstation: format!("\\\\{}", logon.workstation.trim_start_matches('\\'))
                .as_str()
                .into(),
        },
        challenge: logon.challenge,
        nt_response: AnsiString(Some(logon.nt_response.to_vec())),
        lm_response: AnsiString(Some(logon.lm_response.to_vec())),
    }
}

impl Role for ControllerRole {
    fn membership(&self) -> Membership {
        Membership::Controller
    }

    fn service_state(&self) -> ServiceState {
        self.switch.state()
    }

    fn obey(&self, order: Order) -> RoleFuture<'_, Result<ServiceState, CannotObey>> {
        Box::pin(ready(self.switch.obey(order)))
    }

    fn start_type(&self) -> StartType {
        StartType::AUTO_START
    }

    /// What starts with this process and ends with it starts by itself, and nothing else can be said of it.
    fn set_start_type(&self, start_type: StartType) -> RoleFuture<'_, Result<(), Win32Error>> {
        let set = if start_type == StartType::AUTO_START {
            Ok(())
        } else {
            Err(Win32Error::ERROR_NOT_SUPPORTED)
        };
        Box::pin(ready(set))
    }

    /// Secure RPC: the channel that the client names.
    fn acceptor(&self) -> Option<Box<dyn Exchange>> {
        let (channels, domain) = (Arc::clone(&self.channels), self.names.domain.clone());
        let find = move |request: &netlogon::NegotiateRequest| {
            let channel = channels.find(request.computer()?)?;
            Some(Session {
                identity: Identity::Account {
                    domain: domain.as_str().to_owned(),
                    user: channel.account.clone(),
                    workstation: channel.computer.clone(),
                    sid: Some(channel.sid.clone()),
                    groups: Vec::new(),
                },
                standing: channel.standing,
                key: channel.key.duplicate(),
            })
        };
        let entropy = Arc::clone(&self.surroundings.entropy);
        let fill = move |octets: &mut [u8]| entropy.fill(octets);
        Some(Box::new(netlogon::Acceptor::new(
            Box::new(find),
            Box::new(fill),
        )))
    }

    fn trusts<'a>(&'a self, domain: &'a str) -> RoleFuture<'a, bool> {
        Box::pin(async { matches!(self.trusted.channel_to(domain).await, Ok(Some(_))) })
    }

    fn log_on<'a>(
        &'a self,
        logon: NetworkLogon<'a>,
    ) -> RoleFuture<'a, Result<Foreigner, NtStatus>> {
        Box::pin(async move {
            let information = LogonInformation::NetworkTransitive(Some(netlogon_logon(logon)));
            let passed = self.trusted.log_on(logon.domain, &information).await;
            passed.outcome?.known()
        })
    }

    fn names_of<'a>(&'a self, sids: &'a [Sid]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(self.trusted.names_of(sids))
    }

    fn sids_of<'a>(&'a self, names: &'a [String]) -> RoleFuture<'a, Vec<Option<Translation>>> {
        Box::pin(self.trusted.sids_of(names))
    }

    fn previous_passwords(&self) -> Option<PreviousPasswords> {
        let accepted_for = self.accept_previous_machine_password;
        (!accepted_for.is_zero()).then_some(PreviousPasswords {
            accepted_for,
            logon: |account, replaced| {
                let account = account.to_owned();
                NetlogonEvent::PreviousPasswordLogon { account, replaced }.entry()
            },
        })
    }

    /// A domain controller joins no domain, leaves none, and keeps its name.
    fn change(&self, _: Change) -> RoleFuture<'_, Result<(), Win32Error>> {
        Box::pin(ready(Err(Win32Error::NERR_SetupDomainController)))
    }

    fn set_machine_password(&self, _: SecretBytes) -> RoleFuture<'_, Result<(), NtStatus>> {
        Box::pin(ready(Err(NtStatus::ACCESS_DENIED)))
    }

    fn set_primary_domain(
        &self,
        _: NetbiosName,
        _: Option<Sid>,
    ) -> RoleFuture<'_, Result<(), NtStatus>> {
        Box::pin(ready(Err(NtStatus::NOT_SUPPORTED)))
    }
}
