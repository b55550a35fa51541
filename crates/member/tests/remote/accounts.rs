use msrpc::samr::{
    AddMemberToAlias, AliasAccess, AliasHandle, Connect2, CreateUser2InDomain, DomainAccess,
    DomainHandle, GetMembersInAlias, OpenAlias, OpenDomain, RemoveMemberFromForeignDomain, Samr,
    ServerAccess, UserAccess, UserAccountControl,
};
use store::AliasId;
use transport::RpcClient;
use wire::{NtStatus, Sid};

use crate::world::{Caller, World, domain_sid, machine_sid};

async fn open(caller: &Caller, domain: Sid) -> (RpcClient<Samr>, NtStatus, DomainHandle) {
    let mut samr = caller.open::<Samr>().await;
    let call = Connect2 {
        server_name: None,
        desired_access: ServerAccess::MAXIMUM_ALLOWED,
    };
    let server = samr.call(&call).await.unwrap().server;
    let call = OpenDomain {
        server,
        desired_access: DomainAccess::MAXIMUM_ALLOWED,
        domain_id: domain,
    };
    let opened = samr.call(&call).await.unwrap();
    (samr, opened.status, opened.domain)
}

async fn administrators(
    samr: &mut RpcClient<Samr>,
    builtin: DomainHandle,
    desired_access: AliasAccess,
) -> Result<AliasHandle, NtStatus> {
    let call = OpenAlias {
        domain: builtin,
        desired_access,
        alias_id: 544,
    };
    let opened = samr.call(&call).await.unwrap();
    opened.status.check().map(|()| opened.alias)
}

#[tokio::test]
async fn a_member_has_its_own_accounts_and_not_its_domains() {
    let world = World::new().await;
    let administrator = world.domain_administrator().await;
    let (_, own, _) = open(&administrator, machine_sid()).await;
    assert_eq!(own, NtStatus::SUCCESS);
    let (_, domains, _) = open(&administrator, domain_sid()).await;
    assert_eq!(domains, NtStatus::NO_SUCH_DOMAIN);
}

#[tokio::test]
async fn administrators_say_who_is_one_and_others_do_not() {
    let world = World::new().await;
    let user = domain_sid().child(1001).unwrap();
    let add = |alias| AddMemberToAlias {
        alias,
        member_id: user.clone(),
    };
    let caller = world.domain_user().await.unwrap();
    let (mut samr, _, builtin) = open(&caller, Sid::builtin()).await;
    let refused = administrators(&mut samr, builtin, AliasAccess::ADD_MEMBER).await;
    assert_eq!(refused, Err(NtStatus::ACCESS_DENIED));
    let caller = world.domain_administrator().await;
    let (mut samr, _, builtin) = open(&caller, Sid::builtin()).await;
    let alias = administrators(&mut samr, builtin, AliasAccess::MAXIMUM_ALLOWED).await;
    let alias = alias.unwrap();
    let added = samr.call(&add(alias)).await.unwrap();
    assert_eq!(added.status, NtStatus::SUCCESS);
    let members = samr.call(&GetMembersInAlias { alias }).await.unwrap();
    let members: Vec<_> = members
        .members
        .0
        .into_iter()
        .map(|member| member.0)
        .collect();
    assert!(members.contains(&user) && members.contains(&domain_sid().child(512).unwrap()));
}

// [MS-SAMR] 3.1.5.8.7, on a computer that is no domain controller.
#[tokio::test]
async fn a_foreigner_is_forgotten_by_all_aliases() {
    let world = World::new().await;
    let administrators = domain_sid().child(512).unwrap();
    let forget = |domain, member: &Sid| RemoveMemberFromForeignDomain {
        domain,
        member: member.clone(),
    };
    let is_known = async || {
        let members = world.machine.alias_members(AliasId::builtin(544)).await;
        members.unwrap().contains(&administrators)
    };
    let caller = world.domain_user().await.unwrap();
    let (mut samr, _, builtin) = open(&caller, Sid::builtin()).await;
    let refused = samr.call(&forget(builtin, &administrators)).await.unwrap();
    assert_eq!(refused.status, NtStatus::ACCESS_DENIED);
    assert!(is_known().await);
    let caller = world.local_administrator().await;
    let (mut samr, _, builtin) = open(&caller, Sid::builtin()).await;
    let last = machine_sid().child(500).unwrap();
    let refused = samr.call(&forget(builtin, &last)).await.unwrap();
    assert_eq!(refused.status, NtStatus::SPECIAL_ACCOUNT);
    let removed = samr.call(&forget(builtin, &administrators)).await.unwrap();
    assert_eq!(removed.status, NtStatus::SUCCESS);
    assert!(!is_known().await);
}

// On a domain controller, whoever has logged on may add a few computers.
#[tokio::test]
async fn a_user_of_the_domain_makes_no_accounts_on_a_member() {
    let world = World::new().await;
    for (name, kind) in [
        ("new", UserAccountControl::NORMAL_ACCOUNT),
        ("NEW$", UserAccountControl::WORKSTATION_TRUST_ACCOUNT),
    ] {
        let caller = world.domain_user().await.unwrap();
        let (mut samr, _, domain) = open(&caller, machine_sid()).await;
        let create = CreateUser2InDomain {
            domain,
            name: name.into(),
            account_type: kind,
            desired_access: UserAccess::MAXIMUM_ALLOWED,
        };
        let created = samr.call(&create).await.unwrap();
        assert_eq!(created.status, NtStatus::ACCESS_DENIED, "{kind:?}");
    }
}
