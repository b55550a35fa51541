//! What a caller may do with an object of the policy: desired access becomes granted access, [MS-LSAD] 3.1.4.2.1.

use msrpc::lsarpc::{AccountAccess, PolicyAccess, SecretAccess, TrustedDomainAccess};

use crate::access::{Access, access};
use crate::token::Token;

access! {
    PolicyAccess: 0x0002_0006, 0x0002_07f8, 0x0002_0801, 0x000f_0fff;
    AccountAccess: 0x0002_0001, 0x0002_000e, 0x0002_0000, 0x000f_000f;
    SecretAccess: 0x0002_0002, 0x0002_0001, 0x0002_0000, 0x000f_0003;
    TrustedDomainAccess: 0x0002_0001, 0x0002_0034, 0x0002_000c, 0x000f_007f;
}

/// What those may do with an object who have logged on, whoever they are.
pub(super) trait Shared: Access {
    /// The rights.
    const EVERYBODY: u32;
    /// Those of somebody who has not logged on.
    const ANONYMOUS: u32 = 0;
    /// All that there is to be done.
    const ADMINISTRATORS: u32;
}

impl Shared for PolicyAccess {
    /// To look names up, and to see what the domain is.
    const EVERYBODY: u32 = Self::GENERIC[2];
    /// A computer that is not yet a member must find out the domain's name and SID; it hears no name of an account.
    const ANONYMOUS: u32 = Self::VIEW_LOCAL_INFORMATION.0;
    const ADMINISTRATORS: u32 = Self::GENERIC[3] | Self::NOTIFICATION.0;
}

impl Shared for AccountAccess {
    const EVERYBODY: u32 = Self::READ_CONTROL.0;
    const ADMINISTRATORS: u32 = Self::GENERIC[3];
}

impl Shared for SecretAccess {
    const EVERYBODY: u32 = Self::READ_CONTROL.0;
    const ADMINISTRATORS: u32 = Self::GENERIC[3];
}

impl Shared for TrustedDomainAccess {
    /// To see which domain it is.
    const EVERYBODY: u32 = Self::GENERIC[0] | Self::GENERIC[2];
    const ADMINISTRATORS: u32 = Self::GENERIC[3];
}

/// What a caller may do with an object of this kind.
pub(super) fn allowed<M: Shared>(token: &Token) -> M {
    if token.is_anonymous() {
        return M::of(M::ANONYMOUS);
    }
    let administrator = if token.is_administrator() {
        M::ADMINISTRATORS
    } else {
        0
    };
    let security = if token.has_right("SeSecurityPrivilege") {
        SYSTEM_SECURITY
    } else {
        0
    };
    M::of(M::EVERYBODY | administrator | security)
}

/// `ACCESS_SYSTEM_SECURITY`, [MS-DTYP] 2.4.3.
const SYSTEM_SECURITY: u32 = 0x0100_0000;

#[cfg(test)]
mod tests {
    use wire::NtStatus;

    use super::*;
    use crate::access::grant;

    #[test]
    fn who_has_not_logged_on_sees_the_domain_and_nothing_else() {
        let token = Token::anonymous();
        assert_eq!(
            allowed::<PolicyAccess>(&token),
            PolicyAccess::VIEW_LOCAL_INFORMATION
        );
        assert_eq!(allowed::<AccountAccess>(&token), AccountAccess(0));
        assert_eq!(allowed::<SecretAccess>(&token), SecretAccess(0));
        assert_eq!(
            allowed::<TrustedDomainAccess>(&token),
            TrustedDomainAccess(0)
        );
        assert_eq!(
            grant(PolicyAccess::LOOKUP_NAMES, allowed(&token)),
            Err(NtStatus::ACCESS_DENIED)
        );
    }

    // [MS-LSAD] 2.2.1.1.2 to 2.2.1.1.5: what the generic rights are must be among what administrators have.
    #[test]
    fn the_generic_rights_are_rights_that_there_are() {
        fn check<M: Shared>() {
            let [read, write, execute, all] = M::GENERIC;
            for part in [read, write, execute, M::EVERYBODY & !M::ADMINISTRATORS] {
                assert_eq!(part & !all, 0, "{part:#x}");
            }
            assert_eq!(M::EVERYBODY & !M::ADMINISTRATORS, 0);
        }
        check::<PolicyAccess>();
        check::<AccountAccess>();
        check::<SecretAccess>();
        check::<TrustedDomainAccess>();
    }
}
