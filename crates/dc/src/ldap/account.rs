//! The entry of a person or a computer: what anybody who has logged on may read of an account, which over SAMR is the same.

use ldap::Entry;
use ldap::entry::Syntax;
use ldap::filter::sid_octets;
use store::{Computer, Control, User};
use wire::Sid;

use super::tree::Tree;
use crate::computer::is_computer;

/// The entry of an account, and of what its computer has said of itself.
pub(super) fn entry(tree: &Tree, domain: &Sid, user: &User, computer: &Computer) -> Entry {
    let dn = tree.account(user);
    let cn = dn.split_first().map(|(_, cn, _)| cn.to_owned());
    let sid = domain.child(user.rid).ok();
    let is_computer = is_computer(user);
    let classes: &[&str] = match is_computer {
        true => &["top", "person", "organizationalPerson", "user", "computer"],
        false => &["top", "person", "organizationalPerson", "user"],
    };
    let encryption = computer.supported_encryption_types;
    Entry::new(dn.clone())
        .with("objectClass", Syntax::Text, classes.iter().copied())
        .with("cn", Syntax::Text, cn.clone())
        .with("description", Syntax::Text, some(&user.admin_comment))
        .with("displayName", Syntax::Text, some(&user.full_name))
        .with("distinguishedName", Syntax::Dn, [dn.to_string()])
        .with_text("dNSHostName", &computer.dns_host_name)
        .with(
            "msDS-SupportedEncryptionTypes",
            Syntax::Text,
            encryption.map(|types| types.to_string()),
        )
        .with("name", Syntax::Text, cn)
        .with("objectSid", Syntax::Sid, sid.map(|sid| sid_octets(&sid)))
        .with_text("operatingSystem", &computer.operating_system)
        .with_text(
            "operatingSystemServicePack",
            &computer.operating_system_service_pack,
        )
        .with_text("operatingSystemVersion", &computer.operating_system_version)
        .with_text("primaryGroupID", &user.primary_group.to_string())
        .with_text("sAMAccountName", &user.name)
        .with_text("sAMAccountType", account_type(user))
        .with(
            "servicePrincipalName",
            Syntax::Text,
            computer.service_principal_names.iter().map(String::as_str),
        )
        .with_text(
            "userAccountControl",
            &directory_control(user.control).to_string(),
        )
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// `SAM_USER_OBJECT`, `SAM_MACHINE_ACCOUNT` and `SAM_TRUST_ACCOUNT`, [MS-SAMR] 2.2.1.9.
const fn account_type(user: &User) -> &'static str {
    if is_computer(user) {
        "805306369"
    } else if user.control & Control::INTERDOMAIN_TRUST_ACCOUNT != 0 {
        "805306370"
    } else {
        "805306368"
    }
}

/// `userAccountControl` as a directory has it, [MS-SAMR] 3.1.5.14.2.
pub(crate) fn directory_control(control: u32) -> u32 {
    let set = CONTROL.into_iter().filter(|(sam, _)| control & sam != 0);
    set.fold(0, |bits, (_, directory)| bits | directory)
}

/// Bits of [MS-SAMR] 2.2.1.12 and of 2.2.1.13 that mean the same.
const CONTROL: [(u32, u32); 18] = [
    (0x0000_0001, 0x0000_0002), // ACCOUNT_DISABLED
    (0x0000_0002, 0x0000_0008), // HOME_DIRECTORY_REQUIRED
    (0x0000_0004, 0x0000_0020), // PASSWORD_NOT_REQUIRED
    (0x0000_0008, 0x0000_0100), // TEMP_DUPLICATE_ACCOUNT
    (0x0000_0010, 0x0000_0200), // NORMAL_ACCOUNT
    (0x0000_0020, 0x0002_0000), // MNS_LOGON_ACCOUNT
    (0x0000_0040, 0x0000_0800), // INTERDOMAIN_TRUST_ACCOUNT
    (0x0000_0080, 0x0000_1000), // WORKSTATION_TRUST_ACCOUNT
    (0x0000_0100, 0x0000_2000), // SERVER_TRUST_ACCOUNT
    (0x0000_0200, 0x0001_0000), // DONT_EXPIRE_PASSWORD
    (0x0000_0400, 0x0000_0010), // ACCOUNT_AUTO_LOCKED
    (0x0000_0800, 0x0000_0080), // ENCRYPTED_TEXT_PASSWORD_ALLOWED
    (0x0000_1000, 0x0004_0000), // SMARTCARD_REQUIRED
    (0x0000_2000, 0x0008_0000), // TRUSTED_FOR_DELEGATION
    (0x0000_4000, 0x0010_0000), // NOT_DELEGATED
    (0x0000_8000, 0x0020_0000), // USE_DES_KEY_ONLY
    (0x0001_0000, 0x0040_0000), // DONT_REQUIRE_PREAUTH
    (0x0002_0000, 0x0080_0000), // PASSWORD_EXPIRED
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What every Active Directory shows of an enabled workstation, 4096, and of a disabled person, 514.
    #[test]
    fn control_as_a_directory_has_it() {
        assert_eq!(directory_control(Control::WORKSTATION_TRUST_ACCOUNT), 4096);
        let disabled = Control::NORMAL_ACCOUNT | Control::ACCOUNT_DISABLED;
        assert_eq!(directory_control(disabled), 514);
    }
}
