//! `ChallengeTable`, [MS-NRPC] 3.5.1: challenges between `NetrServerReqChallenge` and the proof.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use netlogon::Challenges;
use wire::FileTime;

/// The challenges that await a proof. Anybody can ask for one, so they are few, and old ones give way to new ones.
#[derive(Default)]
pub(crate) struct ChallengeTable {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    /// By age: the key counts up.
    waiting: BTreeMap<u64, Waiting>,
    /// Of each connection, by age.
    of_connection: HashMap<u64, Vec<u64>>,
    /// Of each computer, by age.
    of_computer: HashMap<String, BTreeSet<u64>>,
    next: u64,
}

struct Waiting {
    computer: String,
    connection: u64,
    asked: FileTime,
    challenges: Challenges,
}

/// Challenges that wait at a time. Each takes about 300 octets.
const MOST: usize = 16_384;

/// Challenges of one connection that wait: whoever asks for more pushes his own out, and nobody else's.
const MOST_OF_CONNECTION: usize = 4;

/// How long one waits. Clients prove at once.
const PATIENCE: Duration = Duration::from_mins(2);

impl ChallengeTable {
    /// Keeps the challenges of a computer, by the name that it gives itself, until a proof comes.
    pub(crate) fn insert(
        &self,
        computer: &str,
        connection: u64,
        challenges: Challenges,
        now: FileTime,
    ) {
        let mut table = self.table();
        table.expire(now);
        let of_connection = table.of_connection.get(&connection);
        if let Some([oldest, ..]) = of_connection
            .filter(|keys| keys.len() >= MOST_OF_CONNECTION)
            .map(Vec::as_slice)
        {
            let oldest = *oldest;
            table.remove(oldest);
        }
        if table.waiting.len() >= MOST
            && let Some(oldest) = table.waiting.keys().next().copied()
        {
            table.remove(oldest);
        }
        let key = table.next;
        table.next = key.wrapping_add(1);
        let computer = computer.to_uppercase();
        table.of_connection.entry(connection).or_default().push(key);
        table
            .of_computer
            .entry(computer.clone())
            .or_default()
            .insert(key);
        let waiting = Waiting {
            computer,
            connection,
            asked: now,
            challenges,
        };
        table.waiting.insert(key, waiting);
    }

    /// Takes the challenges of a computer out, so that they are good for one proof: those that the connection asked for
    /// itself, else the newest that another one asked for. A client may prove over another connection than it asked on.
    pub(crate) fn take(
        &self,
        computer: &str,
        connection: u64,
        now: FileTime,
    ) -> Option<Challenges> {
        let mut table = self.table();
        table.expire(now);
        let of_computer = table.of_computer.get(&computer.to_uppercase())?;
        let of_connection = table.of_connection.get(&connection);
        let own =
            of_connection.and_then(|keys| keys.iter().rev().find(|key| of_computer.contains(key)));
        let key = *own.or_else(|| of_computer.last())?;
        table.remove(key).map(|waiting| waiting.challenges)
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        // Nothing panics while it is locked.
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let table = self.table();
        let of_computer: usize = table.of_computer.values().map(BTreeSet::len).sum();
        let of_connection: usize = table.of_connection.values().map(Vec::len).sum();
        assert_eq!(
            (table.waiting.len(), table.waiting.len()),
            (of_computer, of_connection)
        );
        table.waiting.len()
    }
}

impl Table {
    fn remove(&mut self, key: u64) -> Option<Waiting> {
        let waiting = self.waiting.remove(&key)?;
        if let Some(keys) = self.of_connection.get_mut(&waiting.connection) {
            keys.retain(|other| *other != key);
            if keys.is_empty() {
                self.of_connection.remove(&waiting.connection);
            }
        }
        if let Some(keys) = self.of_computer.get_mut(&waiting.computer) {
            keys.remove(&key);
            if keys.is_empty() {
                self.of_computer.remove(&waiting.computer);
            }
        }
        Some(waiting)
    }

    fn expire(&mut self, now: FileTime) {
        while let Some((key, oldest)) = self.waiting.first_key_value()
            && oldest.asked < now
            && oldest.asked.abs_diff(now) > PATIENCE
        {
            let key = *key;
            self.remove(key);
        }
    }
}

#[cfg(test)]
mod tests {
    use msrpc::netlogon::Credential;

    use super::*;

    fn challenges(n: u64) -> Challenges {
        Challenges {
            client: Credential(n.to_le_bytes()),
            server: Credential([0x55; 8]),
        }
    }

    fn taken(
        table: &ChallengeTable,
        computer: &str,
        connection: u64,
        now: FileTime,
    ) -> Option<u64> {
        let challenges = table.take(computer, connection, now)?;
        Some(u64::from_le_bytes(challenges.client.0))
    }

    const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
    const LATER: FileTime = FileTime::from_unix_seconds(1_700_000_200);

    // Samba bug 11291.
    #[test]
    fn a_challenge_is_good_for_one_proof() {
        let table = ChallengeTable::default();
        table.insert("m", 1, challenges(7), NOW);
        assert_eq!(taken(&table, "M", 1, NOW), Some(7));
        assert_eq!(taken(&table, "M", 1, NOW), None);
        assert_eq!(taken(&table, "M", 2, NOW), None);
    }

    #[test]
    fn a_connection_proves_with_its_own_challenge_first() {
        let table = ChallengeTable::default();
        table.insert("M", 1, challenges(7), NOW);
        table.insert("M", 2, challenges(8), NOW);
        table.insert("N", 1, challenges(9), NOW);
        assert_eq!(taken(&table, "M", 1, NOW), Some(7));
        assert_eq!(taken(&table, "M", 3, NOW), Some(8));
        assert_eq!(taken(&table, "M", 3, NOW), None);
        assert_eq!(table.len(), 1);
    }

    #[test]
    fn nobody_waits_for_ever() {
        let table = ChallengeTable::default();
        table.insert("M", 1, challenges(7), NOW);
        assert_eq!(taken(&table, "M", 1, LATER), None);
        assert_eq!(table.len(), 0);
    }

    // CVE-2025-49716, and 100,000 zero challenges of CVE-2020-1472.
    #[test]
    fn anonymous_callers_fill_nothing_and_push_nobody_out() {
        let table = ChallengeTable::default();
        table.insert("M", 1, challenges(7), NOW);
        for n in 0..20_000 {
            table.insert("M", n % 100 + 2, challenges(n), NOW);
        }
        assert_eq!(table.len(), 1 + 100 * MOST_OF_CONNECTION);
        assert_eq!(taken(&table, "M", 1, NOW), Some(7));
        for n in 0..50_000 {
            table.insert(&format!("X{n}"), n, challenges(n), NOW);
        }
        assert_eq!(table.len(), MOST);
    }
}
