//! The entries of lists for people to look at, [MS-SAMR] 2.2.8.

use msrpc::samr::{
    DisplayGroup, DisplayMachine, DisplayOem, DisplayUser, GroupAttributes, UserAccountControl,
};
use ndr::AnsiString;

use super::page;

/// The octets of an entry for an account.
pub(super) fn user_octets(user: &store::User) -> usize {
    let texts = [&user.name, &user.admin_comment, &user.full_name];
    ENTRY
        + texts
            .into_iter()
            .map(|text| page::text(text))
            .sum::<usize>()
}

/// The octets of an entry for a group.
pub(super) fn group_octets(group: &store::Group) -> usize {
    ENTRY + page::text(&group.name) + page::text(&group.description)
}

/// An entry for a person.
pub(super) fn display_user(index: u32, user: store::User) -> DisplayUser {
    DisplayUser {
        index,
        rid: user.rid,
        account_control: UserAccountControl(user.control),
        account_name: user.name.into(),
        admin_comment: user.admin_comment.into(),
        full_name: user.full_name.into(),
    }
}

/// An entry for a computer.
pub(super) fn display_machine(index: u32, user: store::User) -> DisplayMachine {
    DisplayMachine {
        index,
        rid: user.rid,
        account_control: UserAccountControl(user.control),
        account_name: user.name.into(),
        admin_comment: user.admin_comment.into(),
    }
}

/// An entry for a group.
pub(super) fn display_group(index: u32, group: store::Group) -> DisplayGroup {
    DisplayGroup {
        index,
        rid: group.rid,
        attributes: GroupAttributes(group.attributes),
        account_name: group.name.into(),
        admin_comment: group.description.into(),
    }
}

/// The octets of an entry in the OEM code page.
pub(super) fn oem_octets(name: &str) -> usize {
    OEM + name.len()
}

/// An entry in the OEM code page, of which only ASCII is the same everywhere: what is not in it becomes `?`, as Windows
/// makes it.
pub(super) fn oem(index: u32, name: &str) -> DisplayOem {
    let name = name
        .chars()
        .map(|c| u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'?'));
    DisplayOem {
        index,
        account_name: AnsiString::from(name.collect::<Vec<u8>>()),
    }
}

/// The octets of an entry without its texts.
const ENTRY: usize = 48;
/// The octets of an OEM entry without its name.
const OEM: usize = 16;
