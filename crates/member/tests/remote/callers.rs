use msrpc::netlogon::ControlFunction;
use msrpc::wkssvc::{GetJoinInformation, JoinStatus, Wkssvc};
use store::AliasId;
use wire::{NtStatus, Win32Error};

use crate::world::{Caller, NOW, World, domain_sid, machine_sid, refusal};

/// Whether somebody is an administrator of the member: only those may have the channel asked about.
async fn administers(caller: &Caller) -> bool {
    let query = ControlFunction::TrustedChannelQuery(Some("OURDOM".into()));
    match caller.control(query, 2).await.status {
        Win32Error::NERR_Success => true,
        Win32Error::ERROR_ACCESS_DENIED => false,
        other => panic!("{other}"),
    }
}

#[tokio::test]
async fn the_domains_administrators_are_the_members_by_its_alias() {
    let world = World::new().await;
    assert!(administers(&world.domain_administrator().await).await);
    assert!(administers(&world.local_administrator().await).await);
    assert!(!administers(&world.domain_user().await.unwrap()).await);
    assert!(!administers(&world.local_user().await).await);
    // Whom the alias has not, the domain cannot put into it.
    let administrators = domain_sid().child(512).unwrap();
    let removed = world
        .machine
        .remove_alias_member(AliasId::builtin(544), &administrators, NOW);
    removed.await.unwrap();
    assert!(!administers(&world.domain_administrator().await).await);
}

#[tokio::test]
async fn a_user_of_the_domain_may_be_let_in_by_name() {
    let world = World::new().await;
    let user = domain_sid().child(1001).unwrap();
    let added = world
        .machine
        .add_alias_member(AliasId::builtin(544), &user, NOW);
    added.await.unwrap();
    assert!(administers(&world.domain_user().await.unwrap()).await);
}

// RID 500 of the domain is not RID 500 of the member, though both are called Administrator.
#[tokio::test]
async fn accounts_of_the_same_name_are_told_apart_by_their_domain() {
    let world = World::new().await;
    let wrong = world.logon("M", "Administrator", "correct horse").await;
    assert_eq!(refusal(wrong), NtStatus::LOGON_FAILURE);
    let wrong = world.logon("OURDOM", "Administrator", "only here").await;
    assert_eq!(refusal(wrong), NtStatus::LOGON_FAILURE);
    assert_ne!(domain_sid(), machine_sid());
    // Without a domain, the computer's own account is meant.
    let own = world.logon("", "Administrator", "only here").await;
    assert!(administers(&own.unwrap()).await);
    let nobody = world.logon("OURDOM", "nobody", "correct horse").await;
    assert_eq!(refusal(nobody), NtStatus::LOGON_FAILURE);
}

#[tokio::test]
async fn a_computer_without_a_domain_takes_its_own_accounts_only() {
    let world = World::standalone().await;
    let wrong = world.domain_user().await;
    assert_eq!(refusal(wrong), NtStatus::LOGON_FAILURE);
    let own = world.logon("ANYTHING", "Administrator", "only here").await;
    let mut wkssvc = own.unwrap().open::<Wkssvc>().await;
    let call = GetJoinInformation {
        server_name: None,
        name_buffer: None,
    };
    let joined = wkssvc.call(&call).await.unwrap();
    assert_eq!(joined.buffer_type, JoinStatus::WORKGROUP);
    assert_eq!(joined.name_buffer, Some("WORKGROUP".into()));
}
