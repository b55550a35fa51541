//! `NetrLogonGetDomainInfo`, [MS-NRPC] 3.5.4.4.10: what a member learns of its domain.

use lsa::unreadable;
use msrpc::netlogon::{
    Authenticator, DomainInfo, DomainInformation, GetDomainInfo, GetDomainInfoReply, LsaPolicyInfo,
    OneDomainInfo, TrustExtension, TrustFlags, WorkstationFlags, WorkstationInfo,
    WorkstationInformation,
};
use ndr::{UnicodeString, Unique, WideStr};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::Channel;
use crate::Controller;

impl Handler<GetDomainInfo> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetDomainInfo,
    ) -> Result<GetDomainInfoReply, RpcStatus> {
        let nothing = match call.workstation.0 {
            WorkstationInformation::Domain(_) => DomainInformation::Domain(None),
            WorkstationInformation::LsaPolicy(_) => DomainInformation::LsaPolicy(None),
            WorkstationInformation::Other(level) => DomainInformation::Other(level),
        };
        let computer = call.computer_name.as_ref().map_or("", |name| name.as_str());
        let verified = match self.verify(context, computer, &call.authenticator).await {
            Ok(verified) => verified,
            Err(status) => {
                return Ok(GetDomainInfoReply {
                    return_authenticator: Authenticator::default(),
                    domain: nothing,
                    status,
                });
            }
        };
        let information = match &call.workstation.0 {
            WorkstationInformation::Domain(Some(workstation)) => {
                let info = self.domain_info(&verified.channel, workstation).await;
                info.map(|info| DomainInformation::Domain(Some(Box::new(info))))
            }
            WorkstationInformation::LsaPolicy(Some(_)) => {
                Ok(DomainInformation::LsaPolicy(Some(LsaPolicyInfo::default())))
            }
            WorkstationInformation::Domain(None) | WorkstationInformation::LsaPolicy(None) => {
                Err(NtStatus::INVALID_PARAMETER)
            }
            WorkstationInformation::Other(_) => Err(NtStatus::INVALID_LEVEL),
        };
        let status = information.as_ref().err().copied();
        Ok(GetDomainInfoReply {
            return_authenticator: verified.returned,
            domain: information.unwrap_or(nothing),
            status: status.unwrap_or(NtStatus::SUCCESS),
        })
    }
}

impl Controller {
    async fn domain_info(
        &self,
        channel: &Channel,
        workstation: &WorkstationInfo,
    ) -> Result<DomainInfo, NtStatus> {
        let computer = self.take_down(channel, workstation).await?;
        let names = self.names();
        let dns = self.settings().dns_domain.as_deref();
        // The name of the primary domain ends with the dot of the root, and those of the list do not: smbtorture tests it.
        let absolute = UnicodeString(dns.map(|dns| format!("{dns}.")));
        let relative = UnicodeString(dns.map(str::to_owned));
        let own = OneDomainInfo {
            name: names.domain.as_str().into(),
            dns_name: absolute.clone(),
            dns_forest_name: absolute,
            guid: self.domain_guid().unwrap_or_default(),
            sid: Some(names.sid.clone()),
            ..OneDomainInfo::default()
        };
        let wants_inbound = workstation
            .workstation_flags
            .contains(WorkstationFlags::INBOUND_TRUSTS);
        let trusts = self.trusts().await.map_err(unreadable)?;
        let trusted: Vec<OneDomainInfo> = trusts
            .into_iter()
            .filter(|trust| wants_inbound || trust.flags.intersects(TRUSTED))
            .map(|trust| {
                let extension = TrustExtension {
                    flags: trust.flags,
                    parent_index: trust.parent_index,
                    trust_type: trust.trust_type,
                    trust_attributes: trust.trust_attributes,
                };
                let known = if trust.flags.contains(TrustFlags::PRIMARY) {
                    OneDomainInfo {
                        dns_name: relative.clone(),
                        dns_forest_name: UnicodeString::NULL,
                        ..own.clone()
                    }
                } else {
                    OneDomainInfo {
                        name: text(trust.netbios_name),
                        dns_name: text(trust.dns_name),
                        sid: trust.sid,
                        ..OneDomainInfo::default()
                    }
                };
                OneDomainInfo {
                    trust_extension: extension.into(),
                    ..known
                }
            })
            .collect();
        Ok(DomainInfo {
            primary: own,
            trusted: trusted.into(),
            lsa_policy: LsaPolicyInfo::default(),
            dns_host_name_in_ds: computer.dns_host_name,
            dummy_strings: Default::default(),
            workstation_flags: WorkstationFlags(workstation.workstation_flags.0 & 3),
            supported_encryption_types: computer.encryption_types.unwrap_or(u32::MAX),
            dummy_longs: [0; 2],
        })
    }
}

fn text(name: Unique<WideStr>) -> UnicodeString {
    UnicodeString(name.map(|name| name.as_str().to_owned()))
}

/// Those that a member hears of anyway: domains whose accounts can log on there.
const TRUSTED: TrustFlags = TrustFlags(TrustFlags::PRIMARY.0 | TrustFlags::DIRECT_OUTBOUND.0);
