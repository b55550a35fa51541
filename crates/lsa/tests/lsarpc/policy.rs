use msrpc::lsarpc::*;
use msrpc::srvsvc::RemoteTod;
use ndr::Leveled;
use rpc::RpcStatus;
use wire::NtStatus;

use crate::world::{World, domain_sid};

async fn query(
    caller: &crate::world::Caller<'_>,
    class: PolicyInformationClass,
) -> Result<PolicyInfo, NtStatus> {
    let policy = caller.policy().await;
    let reply = caller
        .ask(QueryInformationPolicy {
            policy,
            information_class: class,
        })
        .await;
    reply.status.check()?;
    Ok(reply.information.unwrap())
}

// A computer that is about to join must find the domain's name and SID, and nothing else.
#[tokio::test]
async fn who_has_not_logged_on_sees_the_domain() {
    let world = World::new().await;
    let nobody = world.nobody();
    let domain = query(&nobody, PolicyInformationClass::PRIMARY_DOMAIN).await;
    let expected = PolicyPrimaryDomInfo {
        name: "OURDOM".into(),
        sid: Some(domain_sid()),
    };
    assert_eq!(domain, Ok(PolicyInfo::PrimaryDomain(expected)));
    let account = query(&nobody, PolicyInformationClass::ACCOUNT_DOMAIN).await;
    assert!(matches!(account, Ok(PolicyInfo::AccountDomain(_))));
    for class in [
        PolicyInformationClass::AUDIT_EVENTS,
        PolicyInformationClass::PD_ACCOUNT,
    ] {
        assert_eq!(query(&nobody, class).await, Err(NtStatus::ACCESS_DENIED));
    }
    let policy = nobody.policy().await;
    let accounts = EnumerateAccounts {
        policy,
        enumeration_context: 0,
        preferred_maximum_length: u32::MAX,
    };
    assert_eq!(nobody.ask(accounts).await.status, NtStatus::ACCESS_DENIED);
    let trusts = EnumerateTrustedDomainsEx {
        policy,
        enumeration_context: 0,
        preferred_maximum_length: u32::MAX,
    };
    assert_eq!(nobody.ask(trusts).await.status, NtStatus::ACCESS_DENIED);
    let denied = nobody.open(PolicyAccess::LOOKUP_NAMES).await;
    assert_eq!(denied, Err(NtStatus::ACCESS_DENIED));
}

#[tokio::test]
async fn each_level_is_answered_or_has_its_status() {
    let world = World::new().await;
    let administrator = world.administrator();
    for class in [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14] {
        let answer = query(&administrator, PolicyInformationClass(class)).await;
        assert_eq!(answer.map(|info| ndr::Union::tag(&info)), Ok(class));
    }
    for class in [0, 8, 9, 10, 15, 16, 0xffff] {
        let answer = query(&administrator, PolicyInformationClass(class)).await;
        assert_eq!(answer, Err(NtStatus::INVALID_PARAMETER), "{class}");
    }
    let Ok(PolicyInfo::DnsDomain(dns)) =
        query(&administrator, PolicyInformationClass::DNS_DOMAIN).await
    else {
        panic!("no DNS domain information");
    };
    assert_eq!(dns.name.as_str(), Some("OURDOM"));
    assert_eq!(dns.dns_domain_name.as_str(), None);
    // Whoever gets it by this call takes the domain for an Active Directory.
    let call = QueryInformationPolicy2 {
        policy: administrator.policy().await,
        information_class: PolicyInformationClass::DNS_DOMAIN,
    };
    let refused = administrator.call(call).await;
    assert_eq!(refused, Err(RpcStatus::OPERATION_RANGE));
}

#[tokio::test]
async fn nothing_of_the_policy_is_changed_from_afar() {
    let world = World::new().await;
    let role = PolicyInfo::LsaServerRole(PolicyLsaServerRole::BACKUP);
    for (caller, expected) in [
        (world.user(), NtStatus::ACCESS_DENIED),
        (world.administrator(), NtStatus::NOT_SUPPORTED),
    ] {
        let policy = caller.policy().await;
        let call = SetInformationPolicy2 {
            policy,
            information: Leveled(role.clone()),
        };
        assert_eq!(caller.ask(call).await.status, expected);
    }
}

#[tokio::test]
async fn a_root_directory_and_another_clients_handle_are_refused() {
    let world = World::new().await;
    let user = world.user();
    let call = OpenPolicy2 {
        system_name: None,
        object_attributes: ObjectAttributes {
            root_directory: Some(1),
            ..ObjectAttributes::default()
        },
        desired_access: PolicyAccess::MAXIMUM_ALLOWED,
    };
    assert_eq!(user.ask(call).await.status, NtStatus::INVALID_PARAMETER);
    let foreign = QueryInformationPolicy {
        policy: world.administrator().policy().await,
        information_class: PolicyInformationClass::PRIMARY_DOMAIN,
    };
    assert_eq!(user.call(foreign).await, Err(RpcStatus::CONTEXT_MISMATCH));
}

#[tokio::test]
async fn the_policy_cannot_be_deleted_and_what_is_closed_is_gone() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let deleted = administrator.ask(DeleteObject::new(policy)).await;
    assert_eq!(deleted.status, NtStatus::INVALID_PARAMETER);
    let closed = administrator.ask(Close::new(policy)).await;
    assert_eq!(closed.status, NtStatus::SUCCESS);
    let again = administrator.call(Close::new(policy)).await;
    assert_eq!(again, Err(RpcStatus::CONTEXT_MISMATCH));
    // The clock is right all the same.
    let time = administrator.ask(RemoteTod { server_name: None }).await;
    assert_eq!(time.time.unwrap().elapsed, 1_700_000_000);
}

#[tokio::test]
async fn a_descriptor_says_who_may() {
    let world = World::new().await;
    let user = world.user();
    let policy = user.policy().await;
    let query = |parts| QuerySecurityObject {
        object: policy.into(),
        security_information: parts,
    };
    let reply = user.ask(query(SecurityInformation::DACL)).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let octets = reply.security_descriptor.unwrap().octets.0;
    assert_eq!(octets.get(..4), Some(&[1, 0, 4, 0x80][..]));
    let refused = user.ask(query(SecurityInformation::SACL)).await;
    assert_eq!(refused.status, NtStatus::ACCESS_DENIED);
}

// [MS-LSAD] 3.1.4.4.7 and 3.1.4.4.8.
#[tokio::test]
async fn there_is_no_policy_for_tickets_efs_and_quality_of_service() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let query = |policy, class| QueryDomainInformationPolicy {
        policy,
        information_class: PolicyDomainInformationClass(class),
    };
    let set = |policy, class, information| SetDomainInformationPolicy {
        policy,
        information_class: PolicyDomainInformationClass(class),
        information,
    };
    let ticket = || Some(PolicyDomainInfo::KerberosTicket(Default::default()));
    for (class, asked, said, information) in [
        (
            0,
            NtStatus::INVALID_PARAMETER,
            NtStatus::INVALID_PARAMETER,
            None,
        ),
        (
            2,
            NtStatus::OBJECT_NAME_NOT_FOUND,
            NtStatus::INVALID_PARAMETER,
            None,
        ),
        (
            3,
            NtStatus::OBJECT_NAME_NOT_FOUND,
            NtStatus::NOT_SUPPORTED,
            ticket(),
        ),
        (
            u16::MAX,
            NtStatus::INVALID_PARAMETER,
            NtStatus::INVALID_PARAMETER,
            None,
        ),
    ] {
        let reply = administrator.ask(query(policy, class)).await;
        assert_eq!((reply.information, reply.status), (None, asked), "{class}");
        let reply = administrator.ask(set(policy, class, information)).await;
        assert_eq!(reply.status, said, "{class}");
    }
    let quality = administrator.ask(query(policy, 1)).await.status;
    assert_eq!(quality, NtStatus::INVALID_PARAMETER);
    let quality = administrator.call(set(policy, 1, None)).await;
    assert_eq!(quality, Err(RpcStatus::INVALID_TAG));
    // A level that contradicts itself.
    let contradicted = administrator.call(set(policy, 2, ticket())).await;
    assert_eq!(contradicted, Err(RpcStatus::BAD_STUB_DATA));

    let narrow = administrator
        .open(PolicyAccess::LOOKUP_NAMES)
        .await
        .unwrap();
    for class in 1..=3 {
        let denied = administrator.ask(query(narrow, class)).await.status;
        assert_eq!(denied, NtStatus::ACCESS_DENIED);
    }
    let denied = administrator.ask(set(narrow, 3, ticket())).await.status;
    assert_eq!(denied, NtStatus::ACCESS_DENIED);
    let nothing = PolicyHandle::default();
    let nothing = administrator.call(query(nothing, 2)).await;
    assert_eq!(nothing, Err(RpcStatus::CONTEXT_MISMATCH));
}

#[tokio::test]
async fn numbers_that_nobody_serves_change_nothing() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let handle = policy.into();
    let deleted = administrator.ask(Delete { handle }).await.status;
    assert_eq!(deleted, NtStatus::NOT_SUPPORTED);
    let closed = administrator.ask(CloseTrustedDomainEx { handle }).await;
    assert_eq!(
        (closed.handle, closed.status),
        (handle, NtStatus::NOT_IMPLEMENTED)
    );
    assert!(
        query(&administrator, PolicyInformationClass::PRIMARY_DOMAIN)
            .await
            .is_ok()
    );
}
