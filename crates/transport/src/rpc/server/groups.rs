//! Association groups, C706 9.3.2: the associations of one client with one endpoint, which share context handles.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use super::Handles;

/// The groups of an endpoint. A group is there as long as one of its associations.
#[derive(Default)]
pub(super) struct Groups {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    last: u32,
    groups: HashMap<u32, Weak<Group>>,
}

/// A group, and what its associations share.
pub(super) struct Group {
    pub(super) number: u32,
    pub(super) handles: Handles,
    client: IpAddr,
    groups: Weak<Groups>,
}

impl Group {
    /// The group of an association that is in none with others.
    pub(super) fn alone(client: IpAddr) -> Arc<Self> {
        Arc::new(Self {
            number: 0,
            handles: Handles::default(),
            client,
            groups: Weak::new(),
        })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(groups) = self.groups.upgrade() {
            groups.table().groups.remove(&self.number);
        }
    }
}

impl Groups {
    /// The group that an association joins: a new one if it names none. `None` if there is no such group, or if its
    /// client is another host: who else could use the handles would have to guess them, but has no reason to come so far.
    pub(super) fn join(self: &Arc<Self>, requested: u32, client: IpAddr) -> Option<Arc<Group>> {
        let mut table = self.table();
        if requested != 0 {
            let group = table.groups.get(&requested)?.upgrade();
            drop(table);
            return group.filter(|group| group.client == client);
        }
        let mut number = table.last;
        loop {
            number = number.wrapping_add(1);
            if number != 0 && !table.groups.contains_key(&number) {
                break;
            }
        }
        let group = Arc::new(Group {
            number,
            handles: Handles::default(),
            client,
            groups: Arc::downgrade(self),
        });
        table.last = number;
        table.groups.insert(number, Arc::downgrade(&group));
        Some(group)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing panics while it is locked.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
    const OTHER: IpAddr = IpAddr::V4(Ipv4Addr::BROADCAST);

    #[test]
    fn a_group_is_there_as_long_as_its_members_and_for_its_client() {
        let groups = Arc::new(Groups::default());
        let first = groups.join(0, CLIENT).unwrap();
        let number = first.number;
        let second = groups.join(number, CLIENT).unwrap();
        assert!(Arc::ptr_eq(&first, &second));
        assert!(groups.join(number, OTHER).is_none());
        assert!(groups.join(number + 1, CLIENT).is_none());
        let third = groups.join(0, CLIENT).unwrap();
        assert_ne!(third.number, number);
        drop(first);
        assert!(groups.join(number, CLIENT).is_some());
        drop(second);
        assert!(groups.join(number, CLIENT).is_none());
        drop(third);
        assert!(groups.table().groups.is_empty());
    }

    #[test]
    fn numbers_begin_anew_where_they_end() {
        let groups = Arc::new(Groups::default());
        let first = groups.join(0, CLIENT).unwrap();
        groups.table().last = u32::MAX;
        assert_eq!(first.number, 1);
        assert_eq!(groups.join(0, CLIENT).unwrap().number, 2);
    }
}
