use msrpc::samr::*;
use ndr::{ContextHandle, Counted, Leveled, Ref};
use wire::{NtStatus, Sid};

use crate::world::{ADMINISTRATOR, Caller, World, domain_sid};

async fn open_group(caller: &Caller<'_>, group_id: u32) -> GroupHandle {
    let domain = caller.domain().await;
    let opened = caller
        .ask(OpenGroup {
            domain,
            desired_access: GroupAccess::MAXIMUM_ALLOWED,
            group_id,
        })
        .await;
    assert_eq!(opened.status, NtStatus::SUCCESS);
    opened.group
}

async fn open_alias(caller: &Caller<'_>, domain: DomainHandle, alias_id: u32) -> AliasHandle {
    let opened = caller
        .ask(OpenAlias {
            domain,
            desired_access: AliasAccess::MAXIMUM_ALLOWED,
            alias_id,
        })
        .await;
    assert_eq!(opened.status, NtStatus::SUCCESS);
    opened.alias
}

async fn create_group(caller: &Caller<'_>, name: &str) -> CreateGroupInDomainReply {
    let domain = caller.domain().await;
    let desired_access = GroupAccess::ALL;
    caller
        .ask(CreateGroupInDomain {
            domain,
            name: name.into(),
            desired_access,
        })
        .await
}

async fn create_alias(caller: &Caller<'_>, name: &str) -> CreateAliasInDomainReply {
    let domain = caller.domain().await;
    let desired_access = AliasAccess::ALL;
    caller
        .ask(CreateAliasInDomain {
            domain,
            account_name: name.into(),
            desired_access,
        })
        .await
}

#[tokio::test]
async fn a_group_from_its_making_to_its_end() {
    let world = World::new().await;
    let operator = world.operator();
    let created = create_group(&operator, "Staff").await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    for (name, status) in [
        ("staff", NtStatus::GROUP_EXISTS),
        ("user", NtStatus::USER_EXISTS),
        ("Administrators", NtStatus::ALIAS_EXISTS),
        ("", NtStatus::INVALID_ACCOUNT_NAME),
    ] {
        assert_eq!(create_group(&operator, name).await.status, status, "{name}");
    }
    let group = created.group;
    let add = |member_id| AddMemberToGroup {
        group,
        member_id,
        attributes: GroupAttributes::DEFAULT,
    };
    for (member, status) in [
        (1001, NtStatus::SUCCESS),
        (1001, NtStatus::MEMBER_IN_GROUP),
        (9999, NtStatus::NO_SUCH_USER),
        (512, NtStatus::NO_SUCH_USER),
    ] {
        assert_eq!(operator.ask(add(member)).await.status, status, "{member}");
    }
    let members = operator
        .ask(GetMembersInGroup { group })
        .await
        .members
        .unwrap();
    assert_eq!(
        members.0,
        [GroupMembership {
            relative_id: 1001,
            attributes: GroupAttributes::DEFAULT
        }]
    );
    let information = Leveled(GroupInfo::AdminComment("people".into()));
    let set = operator
        .ask(SetInformationGroup { group, information })
        .await;
    assert_eq!(set.status, NtStatus::SUCCESS);
    let information = Leveled(GroupInfo::Name("People".into()));
    let set = operator
        .ask(SetInformationGroup { group, information })
        .await;
    assert_eq!(set.status, NtStatus::SUCCESS);
    let information_class = GroupInformationClass::GENERAL;
    let general = operator
        .ask(QueryInformationGroup {
            group,
            information_class,
        })
        .await;
    assert_eq!(
        general.buffer,
        Some(GroupInfo::General(GroupGeneralInformation {
            name: "People".into(),
            attributes: GroupAttributes::DEFAULT,
            member_count: 1,
            admin_comment: "people".into(),
        }))
    );
    let remove = |member_id| RemoveMemberFromGroup { group, member_id };
    assert_eq!(operator.ask(remove(1001)).await.status, NtStatus::SUCCESS);
    assert_eq!(
        operator.ask(remove(1001)).await.status,
        NtStatus::MEMBER_NOT_IN_GROUP
    );
    let deleted = operator.ask(DeleteGroup { group }).await;
    assert_eq!(
        (deleted.group.0, deleted.status),
        (ContextHandle::NIL, NtStatus::SUCCESS)
    );
}

#[tokio::test]
async fn groups_that_the_domain_needs_stay() {
    let world = World::new().await;
    let administrator = world.administrator();
    let admins = open_group(&administrator, 512).await;
    let deleted = administrator.ask(DeleteGroup { group: admins }).await;
    assert_eq!(deleted.status, NtStatus::SPECIAL_GROUP);
    let removed = administrator
        .ask(RemoveMemberFromGroup {
            group: admins,
            member_id: ADMINISTRATOR,
        })
        .await;
    assert_eq!(removed.status, NtStatus::SPECIAL_ACCOUNT);
    let users = open_group(&administrator, 513).await;
    let removed = administrator
        .ask(RemoveMemberFromGroup {
            group: users,
            member_id: 1001,
        })
        .await;
    assert_eq!(removed.status, NtStatus::MEMBERS_PRIMARY_GROUP);
    // A group that is some user's primary one cannot go, either.
    let created = create_group(&administrator, "Staff").await;
    let add = AddMemberToGroup {
        group: created.group,
        member_id: 1001,
        attributes: GroupAttributes::DEFAULT,
    };
    assert_eq!(administrator.ask(add).await.status, NtStatus::SUCCESS);
    let user = administrator.account(1001).await;
    let primary = UserInfo::PrimaryGroup(created.relative_id);
    assert_eq!(administrator.set(user, primary).await, NtStatus::SUCCESS);
    let deleted = administrator
        .ask(DeleteGroup {
            group: created.group,
        })
        .await;
    assert_eq!(deleted.status, NtStatus::MEMBERS_PRIMARY_GROUP);
}

#[tokio::test]
async fn aliases_have_members_of_any_domain() {
    let world = World::new().await;
    let operator = world.operator();
    let created = create_alias(&operator, "Local").await;
    assert_eq!(created.status, NtStatus::SUCCESS);
    assert_eq!(
        create_alias(&operator, "LOCAL").await.status,
        NtStatus::ALIAS_EXISTS
    );
    let alias = created.alias;
    let foreign: Sid = "S-1-5-21-9-9-9-1234".parse().unwrap();
    let own = domain_sid().child(1001).unwrap();
    let missing = domain_sid().child(9999).unwrap();
    for (member_id, status) in [
        (foreign.clone(), NtStatus::SUCCESS),
        (own.clone(), NtStatus::SUCCESS),
        (own.clone(), NtStatus::MEMBER_IN_ALIAS),
        (missing, NtStatus::NO_SUCH_MEMBER),
    ] {
        let added = operator.ask(AddMemberToAlias { alias, member_id }).await;
        assert_eq!(added.status, status);
    }
    let several = Counted(vec![Ref(own.clone()), Ref("S-1-5-11".parse().unwrap())]);
    let added = operator
        .ask(AddMultipleMembersToAlias {
            alias,
            members: several.clone(),
        })
        .await;
    assert_eq!(added.status, NtStatus::SUCCESS);
    let members = operator.ask(GetMembersInAlias { alias }).await.members;
    assert_eq!(members.0.len(), 3);
    let domain = operator.domain().await;
    let membership = operator
        .ask(GetAliasMembership {
            domain,
            sids: Counted(vec![Ref(own.clone()), Ref(foreign.clone())]),
        })
        .await;
    assert_eq!(membership.membership.0, [created.relative_id], "once");
    for _ in 0..2 {
        let members = several.clone();
        let removed = operator
            .ask(RemoveMultipleMembersFromAlias { alias, members })
            .await;
        assert_eq!(removed.status, NtStatus::SUCCESS);
    }
    let removed = operator
        .ask(RemoveMemberFromAlias {
            alias,
            member_id: own,
        })
        .await;
    assert_eq!(removed.status, NtStatus::MEMBER_NOT_IN_ALIAS);
    let deleted = operator.ask(DeleteAlias { alias }).await;
    assert_eq!(
        (deleted.alias.0, deleted.status),
        (ContextHandle::NIL, NtStatus::SUCCESS)
    );
}

#[tokio::test]
async fn administrators_keep_the_first_of_them() {
    let world = World::new().await;
    let administrator = world.administrator();
    let builtin = administrator.builtin().await;
    let alias = open_alias(&administrator, builtin, 544).await;
    let removed = administrator
        .ask(RemoveMemberFromAlias {
            alias,
            member_id: domain_sid().child(ADMINISTRATOR).unwrap(),
        })
        .await;
    assert_eq!(removed.status, NtStatus::SPECIAL_ACCOUNT);
    let deleted = administrator.ask(DeleteAlias { alias }).await;
    assert_eq!(deleted.status, NtStatus::SPECIAL_ACCOUNT);
    // [MS-SAMR] 3.1.5.8.7: a domain controller changes nothing.
    let removed = administrator
        .ask(RemoveMemberFromForeignDomain {
            domain: builtin,
            member: domain_sid().child(ADMINISTRATOR).unwrap(),
        })
        .await;
    assert_eq!(removed.status, NtStatus::SUCCESS);
    assert!(
        !administrator
            .ask(GetMembersInAlias { alias })
            .await
            .members
            .0
            .is_empty()
    );
}
