//! Telling a computer to join, to leave, and to take another name.

use ndr::{Params, Unique, WideStr};

use super::EncryptedUserPassword;

/// `NetrJoinDomain2` request, [MS-WKST] 3.2.4.13.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct JoinDomain2 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// `DOMAIN`, or `DOMAIN\DC` to have it done at that domain controller.
    pub domain_name: WideStr,
    /// Where a new account goes in Active Directory.
    pub machine_account_ou: Unique<WideStr>,
    /// The account that the computer presents to the domain controller: `DOMAIN\user` or `user@domain`.
    pub account_name: Unique<WideStr>,
    /// Its password.
    pub password: Unique<EncryptedUserPassword>,
    /// How to join.
    pub options: JoinOptions,
}

/// `NetrUnjoinDomain2` request, [MS-WKST] 3.2.4.14.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct UnjoinDomain2 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// The account that the computer presents to the domain controller.
    pub account_name: Unique<WideStr>,
    /// Its password.
    pub password: Unique<EncryptedUserPassword>,
    /// [`JoinOptions::ACCT_DELETE`] to have the account disabled.
    pub options: JoinOptions,
}

/// `NetrRenameMachineInDomain2` request, [MS-WKST] 3.2.4.15.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RenameMachineInDomain2 {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
    /// The new name.
    pub machine_name: Unique<WideStr>,
    /// The account that the computer presents to the domain controller.
    pub account_name: Unique<WideStr>,
    /// Its password.
    pub password: Unique<EncryptedUserPassword>,
    /// [`JoinOptions::ACCT_CREATE`] to have the account renamed as well.
    pub options: JoinOptions,
}

crate::flags::flags! {
    /// `Options` of the join calls, [MS-WKST] 3.2.4.13.
    JoinOptions: u32 {
        /// `NETSETUP_JOIN_DOMAIN`: a domain, not a workgroup.
        JOIN_DOMAIN = 0x0000_0001;
        /// `NETSETUP_ACCT_CREATE`: create the account, or rename it.
        ACCT_CREATE = 0x0000_0002;
        /// `NETSETUP_ACCT_DELETE`: disable the account.
        ACCT_DELETE = 0x0000_0004;
        /// `NETSETUP_DOMAIN_JOIN_IF_JOINED`: join although it is a member already.
        DOMAIN_JOIN_IF_JOINED = 0x0000_0020;
        /// `NETSETUP_JOIN_UNSECURE`: with the machine's password instead of an administrator's.
        JOIN_UNSECURE = 0x0000_0040;
        /// `NETSETUP_MACHINE_PWD_PASSED`: the password is the machine's.
        MACHINE_PWD_PASSED = 0x0000_0080;
        /// `NETSETUP_DEFER_SPN_SET`.
        DEFER_SPN_SET = 0x0000_0100;
        /// `NETSETUP_JOIN_DC_ACCOUNT`.
        JOIN_DC_ACCOUNT = 0x0000_0200;
        /// `NETSETUP_JOIN_WITH_NEW_NAME`.
        JOIN_WITH_NEW_NAME = 0x0000_0400;
        /// `NETSETUP_JOIN_READONLY`.
        JOIN_READONLY = 0x0000_0800;
        /// `NETSETUP_DNS_NAME_CHANGES_ONLY`, of the rename call.
        DNS_NAME_CHANGES_ONLY = 0x0000_1000;
        /// `NETSETUP_INSTALL_INVOCATION`.
        INSTALL_INVOCATION = 0x0004_0000;
        /// `NETSETUP_IGNORE_UNSUPPORTED_FLAGS`.
        IGNORE_UNSUPPORTED_FLAGS = 0x1000_0000;
    }
}

#[cfg(test)]
mod tests {
    use ndr::{DataRepresentation, from_bytes, to_bytes};

    use super::*;
    use crate::samr::EncryptedUserPassword as SamrBuffer;

    fn call() -> JoinDomain2 {
        JoinDomain2 {
            server_name: None,
            domain_name: "DOM".into(),
            machine_account_ou: None,
            account_name: Some("D\\a".into()),
            password: Some(EncryptedUserPassword {
                salt: [0x5a; 8],
                buffer: SamrBuffer([0x5a; 516]),
            }),
            options: JoinOptions::JOIN_DOMAIN | JoinOptions::DOMAIN_JOIN_IF_JOINED,
        }
    }

    #[test]
    fn a_join_on_the_wire() {
        let head = [
            0, 0, 0, 0, // ServerName: null
            4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0,
            0, // DomainNameParam: maximum, offset, actual count
            b'D', 0, b'O', 0, b'M', 0, 0, 0, //
            0, 0, 0, 0, // MachineAccountOU: null
            0, 0, 2, 0, // AccountName: referent
            4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, //
            b'D', 0, b'\\', 0, b'a', 0, 0, 0, //
            4, 0, 2, 0, // Password: referent, then 524 octets
        ];
        let bytes = to_bytes(&call());
        let (start, rest) = bytes.split_at(head.len());
        assert_eq!(start, head);
        let (password, options) = rest.split_at(524);
        assert_eq!(password, [0x5a; 524]);
        assert_eq!(options, [0x21, 0, 0, 0]); // Options
    }

    #[test]
    fn no_prefix_is_a_join() {
        let bytes = to_bytes(&call());
        for len in 0..bytes.len() {
            let prefix = from_bytes::<JoinDomain2>(&bytes[..len], DataRepresentation::default());
            assert!(prefix.is_err(), "{len}");
        }
        assert_eq!(
            from_bytes(&bytes, DataRepresentation::default()),
            Ok(call())
        );
    }
}
