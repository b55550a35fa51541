//! The group whose members may ask.

use std::fs;
use std::io;

/// A group that the settings name and this computer does not have.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NoSuchGroup {
    /// It is not in the list.
    #[error("there is no group of this name in {LIST}")]
    NotListed,
    /// The list cannot be read.
    #[error("{LIST} cannot be read: {0}")]
    Unread(io::Error),
}

/// The number of a local group: of its name, or the number itself. One that only a directory service has is not found:
/// this service may be what the directory service waits for.
///
/// # Errors
/// [`NoSuchGroup`].
pub fn group_id(group: &str) -> Result<u32, NoSuchGroup> {
    if let Ok(id) = group.parse() {
        return Ok(id);
    }
    let list = fs::read_to_string(LIST).map_err(NoSuchGroup::Unread)?;
    listed(&list, group).ok_or(NoSuchGroup::NotListed)
}

/// `group(5)`: name, password, number, members.
fn listed(list: &str, group: &str) -> Option<u32> {
    let mut lines = list.lines().map(|line| line.split(':'));
    let mut fields =
        lines.find_map(|mut fields| (fields.next() == Some(group)).then_some(fields))?;
    fields.nth(1)?.parse().ok()
}

const LIST: &str = "/etc/group";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_groups() {
        let list = "root:x:0:\nproxy-old:x:12:\nproxy:x:13:squid,radius\nbroken\n";
        assert_eq!(listed(list, "proxy"), Some(13));
        assert_eq!(listed(list, "prox"), None);
        assert_eq!(listed(list, "broken"), None);
        assert_eq!(group_id("4711").unwrap(), 4711);
    }
}
