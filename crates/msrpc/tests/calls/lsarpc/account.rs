use msrpc::lsarpc::*;
use ndr::Ref;
use wire::NtStatus;

use super::POLICY;
use crate::exchange::{Exchange, exchange};
use crate::sample::{DONE, handle, sid};

pub(super) fn account_objects() -> Vec<Exchange> {
    let opened = OpenAccountReply {
        account: ACCOUNT,
        status: NtStatus::SUCCESS,
    };
    let privileges = PrivilegeSet {
        control: 0,
        privileges: vec![privilege(6), privilege(8)],
    };
    vec![
        exchange(
            &CreateAccount {
                policy: POLICY,
                account_sid: sid("S-1-5-32-548"),
                desired_access: AccountAccess::VIEW | AccountAccess::ADJUST_PRIVILEGES,
            },
            &opened,
        ),
        exchange(
            &OpenAccount {
                policy: POLICY,
                account_sid: sid("S-1-5-32-548"),
                desired_access: AccountAccess::MAXIMUM_ALLOWED,
            },
            &opened,
        ),
        exchange(
            &EnumeratePrivilegesAccount { account: ACCOUNT },
            &EnumeratePrivilegesAccountReply {
                privileges: Some(privileges.clone()),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &EnumeratePrivilegesAccount { account: ACCOUNT },
            &EnumeratePrivilegesAccountReply {
                privileges: Some(PrivilegeSet::default()),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &AddPrivilegesToAccount {
                account: ACCOUNT,
                privileges: privileges.clone(),
            },
            &DONE,
        ),
        exchange(
            &RemovePrivilegesFromAccount {
                account: ACCOUNT,
                all_privileges: 0,
                privileges: Some(privileges),
            },
            &DONE,
        ),
        exchange(
            &RemovePrivilegesFromAccount {
                account: ACCOUNT,
                all_privileges: 1,
                privileges: None,
            },
            &DONE,
        ),
        exchange(
            &GetSystemAccessAccount { account: ACCOUNT },
            &GetSystemAccessAccountReply {
                system_access: SystemAccess::INTERACTIVE | SystemAccess::NETWORK,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &SetSystemAccessAccount {
                account: ACCOUNT,
                system_access: SystemAccess::DENY_NETWORK,
            },
            &DONE,
        ),
        exchange(
            &EnumerateAccountsWithUserRight {
                policy: POLICY,
                user_right: Some("SeMachineAccountPrivilege".into()),
            },
            &EnumerateAccountsWithUserRightReply {
                accounts: vec![Ref(sid("S-1-5-32-544"))].into(),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &LookupPrivilegeDisplayName {
                policy: POLICY,
                name: "SeMachineAccountPrivilege".into(),
                client_language: 0x0409,
                client_system_default_language: 0x0407,
            },
            &LookupPrivilegeDisplayNameReply {
                display_name: Some("Add workstations to domain".into()),
                language_returned: 0x0409,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &QuerySecurityObject {
                object: ACCOUNT.into(),
                security_information: SecurityInformation::DACL,
            },
            &QuerySecurityObjectReply {
                security_descriptor: Some(descriptor()),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &SetSecurityObject {
                object: ACCOUNT.into(),
                security_information: SecurityInformation::DACL,
                security_descriptor: descriptor(),
            },
            &DONE,
        ),
    ]
}

// The count stands before the structure and in it; a peer that contradicts itself is not believed.
#[test]
fn a_lying_privilege_set_is_refused() {
    let octets = ndr::to_bytes(&AddPrivilegesToAccount {
        account: ACCOUNT,
        privileges: PrivilegeSet {
            control: 0,
            privileges: vec![privilege(6)],
        },
    });
    let read = |octets: &[u8]| {
        ndr::from_bytes::<AddPrivilegesToAccount>(octets, ndr::DataRepresentation::LittleEndian)
    };
    assert!(read(&octets).is_ok());
    for (at, count) in [(20, 0), (20, 2), (24, 0), (24, 2)] {
        let mut octets = octets.clone();
        octets[at] = count;
        assert!(read(&octets).is_err(), "{count} at {at}");
    }
    let many = PrivilegeSet {
        control: 0,
        privileges: vec![privilege(6); 1001],
    };
    let octets = ndr::to_bytes(&AddPrivilegesToAccount {
        account: ACCOUNT,
        privileges: many,
    });
    assert!(read(&octets).is_err(), "1001 privileges");
}

fn privilege(low_part: u32) -> LuidAndAttributes {
    LuidAndAttributes {
        luid: Luid {
            low_part,
            high_part: 0,
        },
        attributes: 3,
    }
}

/// Nothing but a header, which says that there is an empty list of access control entries.
fn descriptor() -> SecurityDescriptor {
    let octets = [
        1, 0, 4, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 20, 0, 0, 0, // header
        2, 0, 8, 0, 0, 0, 0, 0, // DACL
    ];
    SecurityDescriptor {
        octets: octets.to_vec().into(),
    }
}

const ACCOUNT: AccountHandle = AccountHandle(handle(4));
