//! How far a full synchronization has come: `SyncContext` and `SYNC_STATE`, [MS-NRPC] 2.2.1.5.29.

use msrpc::netlogon::SyncState;
use store::Database;

/// Between two objects of a database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Position {
    pub(super) database: Database,
    phase: usize,
    /// The key of the last object that was told: a relative identifier, or in the LSA how many there were.
    pub(super) after: u32,
}

/// Which kind of object comes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Phase {
    Domain,
    Groups,
    Users,
    GroupMembers,
    Aliases,
    AliasMembers,
    Policy,
    TrustedDomains,
    Accounts,
    Secrets,
}

impl Position {
    /// Where a client wants to begin or continue; `None` if what it says is no position.
    pub(super) fn new(database: Database, state: SyncState, context: u32) -> Option<Self> {
        let phase = match state {
            SyncState::NORMAL => return Self::of_context(database, context),
            SyncState::DOMAIN => Phase::Domain,
            SyncState::GROUP => Phase::Groups,
            SyncState::USER => Phase::Users,
            SyncState::GROUP_MEMBER => Phase::GroupMembers,
            SyncState::ALIAS => Phase::Aliases,
            SyncState::ALIAS_MEMBER => Phase::AliasMembers,
            SyncState::SAM_DONE => {
                return Some(Self {
                    database,
                    phase: phases(database).len(),
                    after: 0,
                });
            }
            _ => return None,
        };
        // "The value of the RID of the last element": that one comes again, in case it was lost.
        let after = match phase {
            Phase::Groups | Phase::Users | Phase::GroupMembers => context.saturating_sub(1),
            _ => 0,
        };
        let phase = phases(database).iter().position(|one| *one == phase)?;
        Some(Self {
            database,
            phase,
            after,
        })
    }

    /// A `SyncContext` that the server returned, or zero.
    fn of_context(database: Database, context: u32) -> Option<Self> {
        let phase = usize::try_from(context >> KEY_BITS).ok()?;
        (phase <= phases(database).len()).then_some(Self {
            database,
            phase,
            after: context & MAX_KEY,
        })
    }

    /// The `SyncContext` with which to continue; `None` where the key does not fit, which no key does that this server
    /// makes.
    pub(super) fn context(self) -> Option<u32> {
        let phase = u32::try_from(self.phase).ok()?;
        (self.after <= MAX_KEY).then_some(phase << KEY_BITS | self.after)
    }

    /// What comes next; `None` when all was told.
    pub(super) fn phase(self) -> Option<Phase> {
        phases(self.database).get(self.phase).copied()
    }

    pub(super) fn is_done(self) -> bool {
        self.phase().is_none()
    }

    pub(super) const fn after(self, key: u32) -> Self {
        Self { after: key, ..self }
    }

    pub(super) const fn next_phase(self) -> Self {
        Self {
            database: self.database,
            phase: self.phase.saturating_add(1),
            after: 0,
        }
    }
}

/// In the order in which a client can make use of them: members after those whose members they are.
const fn phases(database: Database) -> &'static [Phase] {
    match database {
        Database::Sam => &[
            Phase::Domain,
            Phase::Groups,
            Phase::Users,
            Phase::GroupMembers,
            Phase::Aliases,
            Phase::AliasMembers,
        ],
        Database::Builtin => &[Phase::Domain, Phase::Aliases, Phase::AliasMembers],
        Database::Lsa => &[
            Phase::Policy,
            Phase::TrustedDomains,
            Phase::Accounts,
            Phase::Secrets,
        ],
    }
}

/// The bits of a `SyncContext` that have the key; the others have the phase, of which there are eight at most.
const KEY_BITS: u32 = 29;
const MAX_KEY: u32 = (1 << KEY_BITS) - 1;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contexts_come_back() {
        for database in Database::ALL {
            let mut position = Position::new(database, SyncState::NORMAL, 0).unwrap();
            assert_eq!(position.phase(), phases(database).first().copied());
            while !position.is_done() {
                for key in [0, 1, 513, MAX_KEY] {
                    let position = position.after(key);
                    let context = position.context().unwrap();
                    assert_eq!(
                        Position::new(database, SyncState::NORMAL, context),
                        Some(position)
                    );
                }
                assert_eq!(position.after(MAX_KEY + 1).context(), None);
                position = position.next_phase();
            }
            let done = position.context().unwrap();
            assert_eq!(
                Position::new(database, SyncState::NORMAL, done),
                Some(position)
            );
            assert_eq!(
                Position::new(database, SyncState::SAM_DONE, 7),
                Some(position)
            );
        }
    }

    #[test]
    fn what_no_database_has_is_no_position() {
        let new = Position::new;
        assert_eq!(new(Database::Sam, SyncState::NORMAL, u32::MAX), None);
        assert_eq!(new(Database::Builtin, SyncState::NORMAL, 4 << 29), None);
        assert_eq!(new(Database::Builtin, SyncState::GROUP, 513), None);
        assert_eq!(new(Database::Lsa, SyncState::USER, 500), None);
        assert_eq!(new(Database::Sam, SyncState::UAS_BUILTIN_GROUP, 0), None);
        assert_eq!(new(Database::Sam, SyncState(9), 0), None);
    }

    // [MS-NRPC] 3.5.4.6.2, the table of restarts.
    #[test]
    fn a_restart_tells_the_last_element_again() {
        let at = |state, context| {
            let position = Position::new(Database::Sam, state, context).unwrap();
            (position.phase().unwrap(), position.after)
        };
        assert_eq!(at(SyncState::GROUP, 513), (Phase::Groups, 512));
        assert_eq!(at(SyncState::USER, 0), (Phase::Users, 0));
        assert_eq!(at(SyncState::GROUP_MEMBER, 513), (Phase::GroupMembers, 512));
        assert_eq!(at(SyncState::ALIAS, 0), (Phase::Aliases, 0));
        assert_eq!(at(SyncState::ALIAS_MEMBER, 0), (Phase::AliasMembers, 0));
    }
}
