use msrpc::lsarpc::*;
use ndr::{Counted, UnicodeString};
use wire::{NtStatus, Sid};

use crate::world::{Caller, World, sid};

fn set(names: &[&str]) -> UserRightSet {
    UserRightSet {
        user_rights: Counted(
            names
                .iter()
                .map(|name| UnicodeString::from(*name))
                .collect(),
        ),
    }
}

async fn rights(caller: &Caller<'_>, account_sid: &Sid) -> Result<Vec<String>, NtStatus> {
    let call = EnumerateAccountRights {
        policy: caller.policy().await,
        account_sid: account_sid.clone(),
    };
    let reply = caller.ask(call).await;
    reply.status.check()?;
    Ok(reply
        .user_rights
        .user_rights
        .0
        .into_iter()
        .filter_map(|name| name.0)
        .collect())
}

async fn add(caller: &Caller<'_>, account_sid: &Sid, names: &[&str]) -> NtStatus {
    let call = AddAccountRights {
        policy: caller.policy().await,
        account_sid: account_sid.clone(),
        user_rights: set(names),
    };
    caller.ask(call).await.status
}

async fn remove(caller: &Caller<'_>, account_sid: &Sid, names: &[&str]) -> NtStatus {
    let call = RemoveAccountRights {
        policy: caller.policy().await,
        account_sid: account_sid.clone(),
        all_rights: u8::from(names.is_empty()),
        user_rights: set(names),
    };
    caller.ask(call).await.status
}

#[tokio::test]
async fn rights_come_and_go_and_with_the_last_one_the_account() {
    let world = World::new().await;
    let administrator = world.administrator();
    let who = sid("S-1-5-21-1-2-3-1000");
    assert_eq!(
        rights(&administrator, &who).await,
        Err(NtStatus::OBJECT_NAME_NOT_FOUND)
    );
    let both = ["SeMachineAccountPrivilege", "SeNetworkLogonRight"];
    assert_eq!(add(&administrator, &who, &both).await, NtStatus::SUCCESS);
    assert_eq!(rights(&administrator, &who).await.unwrap(), both);
    assert_eq!(
        remove(&administrator, &who, &both[..1]).await,
        NtStatus::SUCCESS
    );
    assert_eq!(rights(&administrator, &who).await.unwrap(), both[1..]);
    assert_eq!(
        remove(&administrator, &who, &both[1..]).await,
        NtStatus::SUCCESS
    );
    assert_eq!(
        rights(&administrator, &who).await,
        Err(NtStatus::OBJECT_NAME_NOT_FOUND)
    );
}

#[tokio::test]
async fn a_right_that_there_is_not_changes_nothing() {
    let world = World::new().await;
    let administrator = world.administrator();
    let who = sid("S-1-5-21-1-2-3-1000");
    let names = ["SeBackupPrivilege", "SeNonsensePrivilege"];
    assert_eq!(
        add(&administrator, &who, &names).await,
        NtStatus::NO_SUCH_PRIVILEGE
    );
    assert_eq!(
        rights(&administrator, &who).await,
        Err(NtStatus::OBJECT_NAME_NOT_FOUND)
    );
}

#[tokio::test]
async fn only_administrators_see_and_change_rights() {
    let world = World::new().await;
    let administrators = sid("S-1-5-32-544");
    let user = world.user();
    assert_eq!(
        rights(&user, &administrators).await,
        Err(NtStatus::ACCESS_DENIED)
    );
    let backup = ["SeBackupPrivilege"];
    assert_eq!(
        add(&user, &administrators, &backup).await,
        NtStatus::ACCESS_DENIED
    );
    let oneself = sid("S-1-5-21-1-2-3-1000");
    assert_eq!(add(&user, &oneself, &backup).await, NtStatus::ACCESS_DENIED);
    assert_eq!(
        remove(&user, &administrators, &[]).await,
        NtStatus::ACCESS_DENIED
    );
    let nobody = world.nobody();
    let hidden = Err(NtStatus::OBJECT_NAME_NOT_FOUND);
    assert_eq!(rights(&nobody, &administrators).await, hidden);
}

// "The server MUST NOT allow removal of "SeAuditPrivilege", ... from accounts represented with SIDs "S-1-5-19" and
// "S-1-5-20"", [MS-LSAD] 3.1.4.5.12.
#[tokio::test]
async fn services_keep_what_they_need() {
    let world = World::new().await;
    let administrator = world.administrator();
    let service = sid("S-1-5-19");
    let audit = ["SeAuditPrivilege"];
    assert_eq!(
        add(&administrator, &service, &audit).await,
        NtStatus::SUCCESS
    );
    assert_eq!(
        remove(&administrator, &service, &audit).await,
        NtStatus::NOT_SUPPORTED
    );
    assert_eq!(
        remove(&administrator, &service, &[]).await,
        NtStatus::NOT_SUPPORTED
    );
}

#[tokio::test]
async fn accounts_are_listed_page_by_page() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let mut found = Vec::new();
    let mut enumeration_context = 0;
    loop {
        let reply = administrator
            .ask(EnumerateAccounts {
                policy,
                enumeration_context,
                preferred_maximum_length: 1,
            })
            .await;
        if reply.status == NtStatus::NO_MORE_ENTRIES {
            break;
        }
        assert_eq!(reply.accounts.0.len(), 1);
        found.extend(reply.accounts.0.into_iter().map(|sid| sid.0));
        enumeration_context = reply.enumeration_context;
    }
    assert!(found.contains(&sid("S-1-5-32-544")) && found.len() > 3);
    let call = EnumerateAccountsWithUserRight {
        policy,
        user_right: Some("SeTcbPrivilege".into()),
    };
    assert_eq!(
        administrator.ask(call).await.status,
        NtStatus::NO_MORE_ENTRIES
    );
}

#[tokio::test]
async fn an_account_object_has_privileges_and_is_gone_when_deleted() {
    let world = World::new().await;
    let administrator = world.administrator();
    let policy = administrator.policy().await;
    let create = || CreateAccount {
        policy,
        account_sid: sid("S-1-5-21-1-2-3-1000"),
        desired_access: AccountAccess::MAXIMUM_ALLOWED,
    };
    let account = administrator.ask(create()).await.account;
    let again = administrator.ask(create()).await.status;
    assert_eq!(again, NtStatus::OBJECT_NAME_COLLISION);
    let privilege = |low_part| PrivilegeSet {
        control: 0,
        privileges: vec![LuidAndAttributes {
            luid: Luid {
                low_part,
                high_part: 0,
            },
            attributes: 0,
        }],
    };
    let add = |low_part| AddPrivilegesToAccount {
        account,
        privileges: privilege(low_part),
    };
    assert_eq!(administrator.ask(add(6)).await.status, NtStatus::SUCCESS);
    assert_eq!(
        administrator.ask(add(99)).await.status,
        NtStatus::INVALID_PARAMETER
    );
    let all = administrator
        .ask(EnumeratePrivilegesAccount { account })
        .await;
    assert_eq!(all.privileges, Some(privilege(6)));
    let both = RemovePrivilegesFromAccount {
        account,
        all_privileges: 1,
        privileges: Some(privilege(6)),
    };
    assert_eq!(
        administrator.ask(both).await.status,
        NtStatus::INVALID_PARAMETER
    );
    let access = |system_access| SetSystemAccessAccount {
        account,
        system_access,
    };
    let network = SystemAccess::NETWORK;
    assert_eq!(
        administrator.ask(access(network)).await.status,
        NtStatus::SUCCESS
    );
    let unknown = administrator.ask(access(SystemAccess(0x8000))).await.status;
    assert_eq!(unknown, NtStatus::INVALID_PARAMETER);
    let found = administrator.ask(GetSystemAccessAccount { account }).await;
    assert_eq!(found.system_access, network);
    // Another handle to the same object.
    let open = OpenAccount {
        policy,
        account_sid: sid("S-1-5-21-1-2-3-1000"),
        desired_access: AccountAccess::VIEW,
    };
    let other = administrator.ask(open).await.account;
    let deleted = administrator.ask(DeleteObject::new(account)).await;
    assert_eq!(deleted.status, NtStatus::SUCCESS);
    let gone = administrator
        .ask(GetSystemAccessAccount { account: other })
        .await;
    assert_eq!(gone.status, NtStatus::INVALID_HANDLE);
}

#[tokio::test]
async fn privileges_have_names_and_numbers() {
    let world = World::new().await;
    let user = world.user();
    let policy = user.policy().await;
    let value = user
        .ask(LookupPrivilegeValue {
            policy,
            name: "SeMachineAccountPrivilege".into(),
        })
        .await
        .value;
    assert_eq!((value.low_part, value.high_part), (6, 0));
    let name = user.ask(LookupPrivilegeName { policy, value }).await;
    assert_eq!(name.name, Some("SeMachineAccountPrivilege".into()));
    let unknown = user
        .ask(LookupPrivilegeValue {
            policy,
            name: "SeNonsense".into(),
        })
        .await;
    assert_eq!(unknown.status, NtStatus::NO_SUCH_PRIVILEGE);
    let all = user
        .ask(EnumeratePrivileges {
            policy,
            enumeration_context: 0,
            preferred_maximum_length: u32::MAX,
        })
        .await;
    assert_eq!(
        (all.status, all.privileges.0.len()),
        (NtStatus::SUCCESS, 34)
    );
}
