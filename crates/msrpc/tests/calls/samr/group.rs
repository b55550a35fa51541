use msrpc::samr::*;
use ndr::{ContextHandle, Leveled, Ref};
use wire::NtStatus;

use crate::exchange::{Exchange, exchange};
use crate::sample::{DONE, handle, sid};

pub(super) fn groups() -> Vec<Exchange> {
    let domain = DomainHandle(handle(2));
    let group = GroupHandle(handle(4));
    let mut all = vec![
        exchange(
            &CreateGroupInDomain {
                domain,
                name: "group".into(),
                desired_access: GroupAccess::ALL,
            },
            &CreateGroupInDomainReply {
                group,
                relative_id: 1200,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &OpenGroup {
                domain,
                desired_access: GroupAccess::LIST_MEMBERS,
                group_id: 512,
            },
            &OpenGroupReply {
                group,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &DeleteGroup { group },
            &DeleteGroupReply {
                group: GroupHandle(ContextHandle::NIL),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &AddMemberToGroup {
                group,
                member_id: 1103,
                attributes: GroupAttributes::DEFAULT,
            },
            &DONE,
        ),
        exchange(
            &RemoveMemberFromGroup {
                group,
                member_id: 1103,
            },
            &StatusReply {
                status: NtStatus::MEMBER_NOT_IN_GROUP,
            },
        ),
        exchange(
            &SetMemberAttributesOfGroup {
                group,
                member_id: 1103,
                attributes: GroupAttributes::DEFAULT,
            },
            &DONE,
        ),
        exchange(&GetMembersInGroup { group }, &members()),
    ];
    let general = GroupGeneralInformation {
        name: "group".into(),
        attributes: GroupAttributes::DEFAULT,
        member_count: 2,
        admin_comment: "comment".into(),
    };
    let levels = [
        GroupInfo::General(general.clone()),
        GroupInfo::Name("group".into()),
        GroupInfo::Attribute(GroupAttributes::DEFAULT),
        GroupInfo::AdminComment("comment".into()),
        GroupInfo::Replication(general),
    ];
    for info in levels {
        all.extend([
            exchange(
                &QueryInformationGroup {
                    group,
                    information_class: GroupInformationClass(ndr::Union::tag(&info)),
                },
                &QueryInformationGroupReply {
                    buffer: Some(info.clone()),
                    status: NtStatus::SUCCESS,
                },
            ),
            exchange(
                &SetInformationGroup {
                    group,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    all
}

pub(super) fn aliases() -> Vec<Exchange> {
    let domain = DomainHandle(handle(2));
    let alias = AliasHandle(handle(5));
    let member_id = sid("S-1-5-21-1-2-3-512");
    let mut all = vec![
        exchange(
            &CreateAliasInDomain {
                domain,
                account_name: "alias".into(),
                desired_access: AliasAccess::ALL,
            },
            &CreateAliasInDomainReply {
                alias,
                relative_id: 1300,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &OpenAlias {
                domain,
                desired_access: AliasAccess::ADD_MEMBER | AliasAccess::LIST_MEMBERS,
                alias_id: 544,
            },
            &OpenAliasReply {
                alias,
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &DeleteAlias { alias },
            &DeleteAliasReply {
                alias: AliasHandle(ContextHandle::NIL),
                status: NtStatus::SUCCESS,
            },
        ),
        exchange(
            &AddMemberToAlias {
                alias,
                member_id: member_id.clone(),
            },
            &StatusReply {
                status: NtStatus::MEMBER_IN_ALIAS,
            },
        ),
        exchange(
            &RemoveMemberFromAlias {
                alias,
                member_id: member_id.clone(),
            },
            &DONE,
        ),
        exchange(
            &AddMultipleMembersToAlias {
                alias,
                members: vec![Ref(member_id.clone()), Ref(sid("S-1-5-11"))].into(),
            },
            &DONE,
        ),
        exchange(
            &RemoveMultipleMembersFromAlias {
                alias,
                members: vec![Ref(member_id.clone())].into(),
            },
            &DONE,
        ),
        exchange(
            &RemoveMemberFromForeignDomain {
                domain,
                member: member_id.clone(),
            },
            &DONE,
        ),
        exchange(
            &GetMembersInAlias { alias },
            &GetMembersInAliasReply {
                members: vec![Ref(member_id), Ref(sid("S-1-5-4"))].into(),
                status: NtStatus::SUCCESS,
            },
        ),
    ];
    let levels = [
        AliasInfo::General(AliasGeneralInformation {
            name: "alias".into(),
            member_count: 2,
            admin_comment: "comment".into(),
        }),
        AliasInfo::Name("alias".into()),
        AliasInfo::AdminComment("comment".into()),
    ];
    for info in levels {
        all.extend([
            exchange(
                &QueryInformationAlias {
                    alias,
                    information_class: AliasInformationClass(ndr::Union::tag(&info)),
                },
                &QueryInformationAliasReply {
                    buffer: Some(info.clone()),
                    status: NtStatus::SUCCESS,
                },
            ),
            exchange(
                &SetInformationAlias {
                    alias,
                    information: Leveled(info),
                },
                &DONE,
            ),
        ]);
    }
    all
}

fn members() -> GetMembersInGroupReply {
    GetMembersInGroupReply {
        members: Some(GroupMembers(vec![
            GroupMembership {
                relative_id: 500,
                attributes: GroupAttributes::DEFAULT,
            },
            GroupMembership {
                relative_id: 1103,
                attributes: GroupAttributes::MANDATORY,
            },
        ])),
        status: NtStatus::SUCCESS,
    }
}
