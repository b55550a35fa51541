use msrpc::dssetup::{
    DomainInformation, Dssetup, GetPrimaryDomainInformation, InfoLevel, MachineRole,
};
use msrpc::lsarpc::{
    Lsarpc, PolicyHandle, PolicyInfo, PolicyInformationClass, PolicyPrimaryDomInfo,
    QueryInformationPolicy, QueryInformationPolicy2, SetInformationPolicy,
};
use msrpc::srvsvc::{ServerGetInfo, ServerInfo, ServerType, Srvsvc};
use msrpc::wkssvc::{GetJoinInformation, JoinStatus, Wkssvc, WkstaGetInfo, WkstaInfo};
use ndr::Leveled;
use transport::RpcClient;
use wire::{NtStatus, Sid};

use crate::world::{World, domain_sid, machine_sid, policy};

async fn query(
    lsa: &mut RpcClient<Lsarpc>,
    policy: PolicyHandle,
    information_class: PolicyInformationClass,
) -> PolicyInfo {
    let call = QueryInformationPolicy {
        policy,
        information_class,
    };
    lsa.call(&call).await.unwrap().information.unwrap()
}

#[tokio::test]
async fn a_member_has_accounts_of_its_own_and_a_domain() {
    let world = World::new().await;
    let administrator = world.domain_administrator().await;
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let account = query(&mut lsa, policy, PolicyInformationClass::ACCOUNT_DOMAIN).await;
    let PolicyInfo::AccountDomain(account) = account else {
        panic!("{account:?}");
    };
    assert_eq!(account.domain_name, "M".into());
    assert_eq!(account.domain_sid, Some(machine_sid()));
    let primary = query(&mut lsa, policy, PolicyInformationClass::PRIMARY_DOMAIN).await;
    let PolicyInfo::PrimaryDomain(primary) = primary else {
        panic!("{primary:?}");
    };
    assert_eq!(primary.name, "OURDOM".into());
    assert_eq!(primary.sid, Some(domain_sid()));
    // By which `netdom` knows that there is a Netlogon service to ask.
    let call = QueryInformationPolicy2 {
        policy,
        information_class: PolicyInformationClass::DNS_DOMAIN,
    };
    let Some(PolicyInfo::DnsDomain(dns)) = lsa.call(&call).await.unwrap().information else {
        panic!("no DNS domain");
    };
    assert_eq!((dns.name, dns.sid), ("OURDOM".into(), Some(domain_sid())));
}

#[tokio::test]
async fn every_interface_tells_the_same_role() {
    let world = World::new().await;
    let administrator = world.domain_administrator().await;
    let mut dssetup = administrator.open::<Dssetup>().await;
    let call = GetPrimaryDomainInformation {
        info_level: InfoLevel::BASIC,
    };
    let reply = dssetup.call(&call).await.unwrap();
    let Some(DomainInformation::Basic(basic)) = reply.domain_info else {
        panic!("{reply:?}");
    };
    assert_eq!(basic.machine_role, MachineRole::MEMBER_SERVER);
    assert_eq!(basic.domain_name_flat, Some("OURDOM".into()));
    let mut wkssvc = administrator.open::<Wkssvc>().await;
    let call = GetJoinInformation {
        server_name: None,
        name_buffer: None,
    };
    let joined = wkssvc.call(&call).await.unwrap();
    assert_eq!(joined.buffer_type, JoinStatus::DOMAIN);
    assert_eq!(joined.name_buffer, Some("OURDOM".into()));
    let call = WkstaGetInfo {
        server_name: None,
        level: 100,
    };
    let WkstaInfo::Info100(Some(info)) = wkssvc.call(&call).await.unwrap().info else {
        panic!("no information");
    };
    assert_eq!(info.computer_name, Some("M".into()));
    assert_eq!(info.langroup, Some("OURDOM".into()));
    let mut srvsvc = administrator.open::<Srvsvc>().await;
    let call = ServerGetInfo {
        server_name: None,
        level: 101,
    };
    let ServerInfo::Info101(Some(info)) = srvsvc.call(&call).await.unwrap().info else {
        panic!("no information");
    };
    assert!(!info.server_type.contains(ServerType::DOMAIN_CTRL));
    assert!(info.server_type.contains(ServerType::SERVER_NT));
}

#[tokio::test]
async fn no_other_domain_is_taken_over_by_the_policy() {
    let world = World::new().await;
    let administrator = world.local_administrator().await;
    let mut lsa = administrator.open::<Lsarpc>().await;
    let policy = policy(&mut lsa).await;
    let set = |name: &str, sid: Option<Sid>| SetInformationPolicy {
        policy,
        information: Leveled(PolicyInfo::PrimaryDomain(PolicyPrimaryDomInfo {
            name: name.into(),
            sid,
        })),
    };
    for (name, sid, expected) in [
        ("OURDOM", Some(domain_sid()), NtStatus::SUCCESS),
        ("OURDOM", Some(machine_sid()), NtStatus::NOT_SUPPORTED),
        ("OTHER", Some(domain_sid()), NtStatus::NOT_SUPPORTED),
        ("ELSEWHERE", None, NtStatus::NOT_SUPPORTED),
        ("no name", None, NtStatus::INVALID_PARAMETER),
    ] {
        let reply = lsa.call(&set(name, sid)).await.unwrap();
        assert_eq!(reply.status, expected, "{name}");
    }
    assert_eq!(world.member.domain().unwrap().sid, domain_sid());
}
