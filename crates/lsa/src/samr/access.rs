//! What a caller may do with an object of SAM, [MS-SAMR] 3.1.5.1.

use msrpc::samr::{AliasAccess, DomainAccess, GroupAccess, ServerAccess, UserAccess};

use super::protected::Protection;
use crate::access::{Access, access};
use crate::token::Token;

// [MS-SAMR] 2.2.1.3 to 2.2.1.7.
access! {
    ServerAccess: 0x0002_0010, 0x0002_000e, 0x0002_0021, 0x000f_003f;
    DomainAccess: 0x0002_0084, 0x0002_047a, 0x0002_0301, 0x000f_07ff;
    GroupAccess: 0x0002_0010, 0x0002_000e, 0x0002_0001, 0x000f_001f;
    AliasAccess: 0x0002_0004, 0x0002_0013, 0x0002_0008, 0x000f_001f;
    UserAccess: 0x0002_031a, 0x0002_0044, 0x0002_0041, 0x000f_07ff;
}

/// What anybody may do with an object who has logged on: nothing for those who have not.
fn for_everybody<M: Access>(token: &Token) -> u32 {
    let [read, _, execute, _] = M::GENERIC;
    if token.is_anonymous() {
        0
    } else {
        read | execute
    }
}

/// What administrators may do with any object, and others do not by that.
fn for_administrators<M: Access>(token: &Token) -> u32 {
    let [.., all] = M::GENERIC;
    match (
        token.is_administrator(),
        token.has_right("SeSecurityPrivilege"),
    ) {
        (true, true) => all | ServerAccess::SYSTEM_SECURITY.0,
        (true, false) => all,
        (false, _) => 0,
    }
}

/// What account operators may do with what does not belong to administrators.
fn for_operators<M: Access>(token: &Token, protection: Protection) -> u32 {
    let [.., all] = M::GENERIC;
    match protection {
        Protection::None if token.is_account_operator() => all,
        _ => 0,
    }
}

/// What a caller may do with the server object.
pub(super) fn on_server(token: &Token) -> ServerAccess {
    ServerAccess(for_everybody::<ServerAccess>(token) | for_administrators::<ServerAccess>(token))
}

/// What a caller may do with a domain object. The rights to create are for all who have logged on, [MS-SAMR] 3.1.5.1.5:
/// whether somebody may create this one account is decided when it is created.
pub(super) fn on_domain(token: &Token) -> DomainAccess {
    let create =
        DomainAccess::CREATE_USER | DomainAccess::CREATE_GROUP | DomainAccess::CREATE_ALIAS;
    let everybody = match for_everybody::<DomainAccess>(token) {
        0 => 0,
        rights => rights | create.0,
    };
    DomainAccess(everybody | for_administrators::<DomainAccess>(token))
}

/// What a caller may do with a group.
pub(super) fn on_group(token: &Token, protection: Protection) -> GroupAccess {
    GroupAccess(
        for_everybody::<GroupAccess>(token)
            | for_operators::<GroupAccess>(token, protection)
            | for_administrators::<GroupAccess>(token),
    )
}

/// What a caller may do with an alias.
pub(super) fn on_alias(token: &Token, protection: Protection) -> AliasAccess {
    AliasAccess(
        for_everybody::<AliasAccess>(token)
            | for_operators::<AliasAccess>(token, protection)
            | for_administrators::<AliasAccess>(token),
    )
}

/// Who a caller is to an account.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Relation {
    /// Nobody in particular.
    Stranger,
    /// It is his own.
    Oneself,
    /// He has made it, by the right to add computers to the domain.
    Creator,
}

/// What a caller may do with a user object.
pub(super) fn on_user(token: &Token, protection: Protection, relation: Relation) -> UserAccess {
    let [_, write, ..] = UserAccess::GENERIC;
    let by_relation = match relation {
        Relation::Stranger => 0,
        Relation::Oneself => write,
        Relation::Creator => BY_CREATOR.0,
    };
    UserAccess(
        for_everybody::<UserAccess>(token)
            | by_relation
            | for_operators::<UserAccess>(token, protection)
            | for_administrators::<UserAccess>(token),
    )
}

/// What the creator of a computer's account may do with it who had only the right to add computers to the domain. [MS-SAMR]
/// 3.1.5.4.4 has `DELETE`, `USER_WRITE` and `USER_FORCE_PASSWORD_CHANGE`; a Samba host that joins also says what kind of
/// account it is (level 16), which takes `USER_WRITE_ACCOUNT`. What the creator can do with that, `user_change` limits.
pub(super) const BY_CREATOR: UserAccess = UserAccess(0x0003_00e4);

#[cfg(test)]
mod tests {
    use wire::NtStatus;

    use super::*;
    use crate::access::grant;

    // [MS-SAMR] 2.2.1.3 to 2.2.1.7: everything contains each of the others.
    #[test]
    fn generic_rights_are_parts_of_all() {
        for [read, write, execute, all] in [
            ServerAccess::GENERIC,
            DomainAccess::GENERIC,
            GroupAccess::GENERIC,
            AliasAccess::GENERIC,
            UserAccess::GENERIC,
        ] {
            assert_eq!((read | write | execute) & !all, 0);
        }
        assert_eq!(UserAccess::GENERIC[3], UserAccess::ALL.0);
    }

    #[test]
    fn anonymous_callers_may_open_nothing() {
        let token = Token::anonymous();
        assert_eq!(on_server(&token), ServerAccess(0));
        assert_eq!(on_domain(&token), DomainAccess(0));
        assert_eq!(
            grant(ServerAccess::MAXIMUM_ALLOWED, on_server(&token)),
            Err(NtStatus::ACCESS_DENIED)
        );
        // Not even for nothing.
        assert_eq!(
            grant(ServerAccess(0), on_server(&token)),
            Err(NtStatus::ACCESS_DENIED)
        );
    }

    // [MS-SAMR] 2.2.1.7: USER_WRITE.
    #[test]
    fn a_creator_may_write_delete_and_set_the_password() {
        let [_, write, ..] = UserAccess::GENERIC;
        assert_eq!(
            BY_CREATOR,
            UserAccess(write)
                | UserAccess::DELETE
                | UserAccess::FORCE_PASSWORD_CHANGE
                | UserAccess::WRITE_ACCOUNT
        );
    }
}
