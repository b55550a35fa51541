mod display;
mod domain;
mod group;
mod password;
mod user;

use msrpc::samr::*;
use ndr::{ContextHandle, Leveled};
use wire::NtStatus;

use crate::exchange::{Exchange, assert_complete, exchange};
use crate::sample::{DONE, handle, sid};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Samr>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut all = vec![
        exchange(
            &Connect {
                server_name: Some(0x5c),
                desired_access: ServerAccess::MAXIMUM_ALLOWED,
            },
            &Connect2Reply {
                server: ServerHandle(handle(1)),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &Connect3 {
                server_name: None,
                unknown: 0,
                desired_access: ServerAccess::MAXIMUM_ALLOWED,
            },
            &Connect2Reply {
                server: ServerHandle(handle(1)),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &Connect4 {
                server_name: Some("\\\\PDC".into()),
                client_revision: 2,
                desired_access: ServerAccess::MAXIMUM_ALLOWED,
            },
            &Connect2Reply {
                server: ServerHandle(handle(1)),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &Connect2 {
                server_name: Some("\\\\PDC".into()),
                desired_access: ServerAccess::MAXIMUM_ALLOWED,
            },
            &Connect2Reply {
                server: ServerHandle(handle(1)),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &Connect5 {
                server_name: None,
                desired_access: ServerAccess::CONNECT | ServerAccess::LOOKUP_DOMAIN,
                revision_info: revision(SupportedFeatures(0)),
            },
            &Connect5Reply {
                revision_info: revision(SupportedFeatures::AES),
                server: ServerHandle(handle(1)),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &CloseHandle::new(UserHandle(handle(1))),
            &CloseHandleReply {
                handle: ContextHandle::NIL,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &EnumerateDomainsInSamServer {
                server: ServerHandle(handle(1)),
                enumeration_context: 0,
                preferred_maximum_length: 0xffff,
            },
            &domain::enumeration(),
        ),
        exchange(
            &LookupDomainInSamServer {
                server: ServerHandle(handle(1)),
                name: "DOMAIN".into(),
            },
            &LookupDomainInSamServerReply {
                domain_id: Some(sid("S-1-5-21-1-2-3")),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &OpenDomain {
                server: ServerHandle(handle(1)),
                desired_access: DomainAccess::ALL,
                domain_id: sid("S-1-5-21-1-2-3"),
            },
            &OpenDomainReply {
                domain: DomainHandle(handle(2)),
                status: NtStatus::SUCCESS,
            },
        ),
    ];
    all.extend(domain::domain());
    all.extend(domain::enumerations_and_lookups());
    all.extend(user::users());
    all.extend(group::groups());
    all.extend(group::aliases());
    all.extend(display::displays());
    all.extend(security());
    all.extend(password::changes());
    all.extend(password::validations());
    all
}

fn security() -> Vec<Exchange> {
    // An empty self-relative descriptor: revision 1, SE_SELF_RELATIVE, no owner, group or lists.
    let mut octets = vec![0; 20];
    octets[0] = 1;
    octets[3] = 0x80;
    let security_descriptor = SecurityDescriptor {
        octets: octets.into(),
    };
    vec![
        exchange(
            &SetSecurityObject {
                object: handle(3),
                security_information: SecurityInformation::DACL,
                security_descriptor: security_descriptor.clone(),
            },
            &DONE,
        ),
        exchange(
            &QuerySecurityObject {
                object: handle(3),
                security_information: SecurityInformation::OWNER | SecurityInformation::DACL,
            },
            &QuerySecurityObjectReply {
                security_descriptor: Some(security_descriptor),
                status: NtStatus::SUCCESS,
            },
        ),
    ]
}

fn revision(supported_features: SupportedFeatures) -> Leveled<RevisionInfo> {
    Leveled(RevisionInfo::V1(RevisionInfoV1 {
        revision: RevisionInfoV1::REVISION,
        supported_features,
    }))
}
