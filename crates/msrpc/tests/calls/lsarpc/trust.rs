use msrpc::lsarpc::*;
use ndr::Leveled;
use wire::NtStatus;

use super::{POLICY, trust_ex};
use crate::exchange::{Exchange, exchange};
use crate::sample::{DONE, TIME, handle, sid};

pub(super) fn trusts_by_name() -> Vec<Exchange> {
    let opened = OpenTrustedDomainReply {
        trusted_domain: TRUST,
        status: NtStatus::SUCCESS,
    };
    let mut all = vec![
        exchange(
            &CreateTrustedDomainEx {
                policy: POLICY,
                information: trust_ex(),
                authentication: clear(),
                desired_access: TrustedDomainAccess::SET_AUTH,
            },
            &opened,
        ),
        exchange(
            &CreateTrustedDomainEx2 {
                policy: POLICY,
                information: trust_ex(),
                authentication: blob(),
                desired_access: TrustedDomainAccess::SET_AUTH,
            },
            &opened,
        ),
        exchange(
            &OpenTrustedDomainByName {
                policy: POLICY,
                trusted_domain_name: "OTHER".into(),
                desired_access: TrustedDomainAccess::MAXIMUM_ALLOWED,
            },
            &opened,
        ),
    ];
    for info in levels() {
        let information_class = TrustedInformationClass(ndr::Union::tag(&info));
        let answered = QueryInfoTrustedDomainReply {
            information: Some(info.clone()),
            status: NtStatus::SUCCESS,
        };
        all.extend([
            exchange(
                &QueryTrustedDomainInfo {
                    policy: POLICY,
                    trusted_domain_sid: sid("S-1-5-21-7-8-9"),
                    information_class,
                },
                &answered,
            ),
            exchange(
                &QueryTrustedDomainInfoByName {
                    policy: POLICY,
                    trusted_domain_name: "other.example".into(),
                    information_class,
                },
                &answered,
            ),
            exchange(
                &SetTrustedDomainInfo {
                    policy: POLICY,
                    trusted_domain_sid: sid("S-1-5-21-7-8-9"),
                    information: Leveled(info.clone()),
                },
                &DONE,
            ),
            exchange(
                &SetTrustedDomainInfoByName {
                    policy: POLICY,
                    trusted_domain_name: "OTHER".into(),
                    information: Leveled(info.clone()),
                },
                &DONE,
            ),
            exchange(
                &SetInformationTrustedDomain {
                    trusted_domain: TRUST,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    all
}

fn levels() -> Vec<TrustedDomainInfo> {
    let ex2 = || TrustedDomainInformationEx2 {
        ex: trust_ex(),
        forest_trust_info: vec![1, 2, 3].into(),
    };
    vec![
        TrustedDomainInfo::Ex(trust_ex()),
        TrustedDomainInfo::Auth(clear()),
        TrustedDomainInfo::Full(TrustedDomainFullInformation {
            information: trust_ex(),
            posix_offset: 5,
            auth_information: TrustedDomainAuthInformation::default(),
        }),
        TrustedDomainInfo::AuthInternal(blob()),
        TrustedDomainInfo::FullInternal(TrustedDomainFullInformationInternal {
            information: trust_ex(),
            posix_offset: 5,
            auth_information: blob(),
        }),
        TrustedDomainInfo::Ex2(ex2()),
        TrustedDomainInfo::Full2(TrustedDomainFullInformation2 {
            information: ex2(),
            posix_offset: 5,
            auth_information: TrustedDomainAuthInformation::default(),
        }),
    ]
}

fn clear() -> TrustedDomainAuthInformation {
    let info = |auth_type, octets: &[u8]| {
        Some(AuthInformation {
            last_update_time: TIME.into(),
            auth_type,
            auth_info: AuthOctets::new(octets.to_vec()),
        })
    };
    TrustedDomainAuthInformation {
        incoming_auth_infos: 1,
        incoming: info(AuthType::CLEAR, b"p\0"),
        incoming_previous: info(AuthType::VERSION, &[1, 0, 0, 0]),
        outgoing_auth_infos: 0,
        outgoing: None,
        outgoing_previous: None,
    }
}

fn blob() -> TrustedDomainAuthBlob {
    TrustedDomainAuthBlob {
        octets: vec![7; 33].into(),
    }
}

const TRUST: TrustedDomainHandle = TrustedDomainHandle(handle(3));
