//! Names and SIDs of the domain, which a member asks its controller for over the channel.

use msrpc::lsarpc::{
    ClientRevision, LookupLevel, LookupNames3, LookupOptions, LookupSids2, Lsarpc,
    ObjectAttributes, OpenPolicy2, PolicyAccess, PolicyHandle, SidNameUse,
};
use ndr::{Counted, CountedInline, Ref};
use transport::RpcClient;
use wire::{NtStatus, Sid};

use crate::world::{Caller, World, domain_sid, machine_sid};

async fn policy(caller: &Caller) -> (RpcClient<Lsarpc>, PolicyHandle) {
    let mut lsarpc = caller.open::<Lsarpc>().await;
    let call = OpenPolicy2 {
        system_name: None,
        object_attributes: ObjectAttributes::default(),
        desired_access: PolicyAccess::LOOKUP_NAMES,
    };
    let opened = lsarpc.call(&call).await.unwrap();
    opened.status.check().unwrap();
    (lsarpc, opened.policy)
}

/// Names with their domains, as the member tells them.
async fn names(caller: &Caller, sids: &[Sid]) -> (NtStatus, Vec<(SidNameUse, String)>) {
    let (mut lsarpc, policy) = policy(caller).await;
    let call = LookupSids2 {
        policy,
        sids: Counted(sids.iter().cloned().map(Ref).collect()),
        translated_names: Counted::default(),
        lookup_level: LookupLevel::WKSTA,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    let reply = lsarpc.call(&call).await.unwrap();
    let domains = reply.referenced_domains.unwrap().domains.0;
    let names = reply.translated_names.0.into_iter().map(|found| {
        let name = found.name.0.unwrap_or_default();
        let domain = usize::try_from(found.domain_index).ok();
        let name = match domain {
            Some(index) => format!("{}\\{name}", domains[index].name.as_str_or_empty()),
            None => name,
        };
        (found.sid_name_use, name)
    });
    (reply.status, names.collect())
}

async fn sids(caller: &Caller, names: &[&str]) -> (NtStatus, Vec<Option<Sid>>) {
    let (mut lsarpc, policy) = policy(caller).await;
    let call = LookupNames3 {
        policy,
        names: CountedInline(names.iter().map(|name| (*name).into()).collect()),
        translated_sids: Counted::default(),
        lookup_level: LookupLevel::WKSTA,
        mapped_count: 0,
        lookup_options: LookupOptions::default(),
        client_revision: ClientRevision::WINDOWS_2000,
    };
    let reply = lsarpc.call(&call).await.unwrap();
    let sids = reply.translated_sids.0.into_iter();
    (reply.status, sids.map(|found| found.sid).collect())
}

#[tokio::test]
async fn a_member_names_the_domains_members_of_its_aliases() {
    let world = World::new().await;
    let administrators = domain_sid().child(512).unwrap();
    let own = machine_sid().child(500).unwrap();
    let gone = domain_sid().child(4711).unwrap();
    let elsewhere: Sid = "S-1-5-21-9-9-9-500".parse().unwrap();
    let asked = [own, administrators, domain_sid(), gone, elsewhere.clone()];
    let (status, found) = names(&world.local_user().await, &asked).await;
    assert_eq!(status, NtStatus::SOME_NOT_MAPPED);
    assert_eq!(found[0], (SidNameUse::USER, "M\\Administrator".to_owned()));
    assert_eq!(
        found[1],
        (SidNameUse::GROUP, "OURDOM\\Domain Admins".to_owned())
    );
    assert_eq!(found[2], (SidNameUse::DOMAIN, "OURDOM\\OURDOM".to_owned()));
    assert_eq!(found[3].0, SidNameUse::UNKNOWN);
    assert_eq!(found[4], (SidNameUse::UNKNOWN, elsewhere.to_string()));
}

#[tokio::test]
async fn a_member_knows_the_sids_of_the_domains_names() {
    let world = World::new().await;
    let user = world.domain.user_by_name("user").await.unwrap().unwrap();
    let user = domain_sid().child(user.rid).unwrap();
    let own = machine_sid().child(500).unwrap();
    let asked = ["OURDOM\\user", "user", "Administrator", "OURDOM", "nobody"];
    let (status, found) = sids(&world.local_user().await, &asked).await;
    assert_eq!(status, NtStatus::SOME_NOT_MAPPED);
    // Whoever has no domain is looked for here first.
    let expected = [
        Some(user.clone()),
        Some(user),
        Some(own),
        Some(domain_sid()),
        None,
    ];
    assert_eq!(found, expected);
}

/// Without a channel the domain's names stay unknown, and all others are as before.
#[tokio::test]
async fn who_cannot_ask_the_domain_answers_what_he_knows() {
    let world = World::new().await;
    world
        .set_account_password("somebody else has reset it")
        .await;
    let administrators = domain_sid().child(512).unwrap();
    let asked = [machine_sid().child(500).unwrap(), administrators.clone()];
    let (status, found) = names(&world.local_user().await, &asked).await;
    assert_eq!(status, NtStatus::SOME_NOT_MAPPED);
    assert_eq!(found[0].1, "M\\Administrator");
    assert_eq!(found[1], (SidNameUse::UNKNOWN, administrators.to_string()));
}
