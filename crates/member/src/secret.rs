//! The machine password as a member keeps it, and which of its values to try.
//!
//! A password is never known to one side only: a new one is written down as *pending* before it is sent, and stays so
//! until a domain controller has let the member in with it. As long as one is pending, no other is made; whatever
//! became of it (lost on the way, refused, set and its answer lost, set later, set and forgotten by a controller that
//! was restored) is found out by authenticating, never by what an answer said.

use auth::NtHash;
use link::Candidate;
use wire::{FileTime, Password};

/// The LSA secret `$MACHINE.ACC`: [MS-LSAD] 3.1.1.4 with a third value. Neither `Debug` nor `Clone`.
pub struct MachineSecret {
    /// The value that was last proven, or set by an administrator.
    pub current: SecretValue,
    /// The value before.
    pub old: Option<SecretValue>,
    /// A value that a domain controller may or may not have.
    pub pending: Option<SecretValue>,
    /// Counts the times that the secret was written down: one that is lower than what was seen before comes from a copy.
    pub generation: u64,
}

/// One value of a secret.
pub struct SecretValue {
    /// The password.
    pub password: Password,
    /// Since when it is in use: when it was made, or else when a controller accepted what had long been pending.
    pub set: FileTime,
}

/// What is to be done once a domain controller has accepted a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Consequence {
    /// Both sides have the same, and nothing is undecided.
    InStep,
    /// The controller has the pending one: it becomes the current one.
    Finish,
    /// The controller has not got what it should have: it is to be sent again, the same.
    SendAgain(Candidate),
}

/// A new password may not be made while another is undecided.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("another new password is undecided")]
pub struct Undecided;

impl SecretValue {
    /// Another copy of it.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        Self {
            password: self.password.duplicate(),
            set: self.set,
        }
    }
}

impl MachineSecret {
    /// The secret of a machine that has just got its password.
    #[must_use]
    pub const fn new(password: Password, now: FileTime) -> Self {
        Self {
            current: SecretValue { password, set: now },
            old: None,
            pending: None,
            generation: 1,
        }
    }

    /// Another copy of it, to be changed and written down before it is believed.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        let duplicate = |value: &Option<SecretValue>| value.as_ref().map(SecretValue::duplicate);
        Self {
            current: self.current.duplicate(),
            old: duplicate(&self.old),
            pending: duplicate(&self.pending),
            generation: self.generation,
        }
    }

    /// A copy that will be written down after this one.
    pub(crate) fn next(&self) -> Self {
        Self {
            generation: self.generation.saturating_add(1),
            ..self.duplicate()
        }
    }

    /// A value, if there is one.
    #[must_use]
    pub fn value(&self, candidate: Candidate) -> Option<&SecretValue> {
        match candidate {
            Candidate::Pending => self.pending.as_ref(),
            Candidate::Current => Some(&self.current),
            Candidate::Old => self.old.as_ref(),
        }
    }

    /// What channels are set up with, of each of these values.
    pub(crate) fn hashes(
        &self,
        candidates: &[Candidate],
    ) -> impl Iterator<Item = (Candidate, NtHash)> {
        candidates.iter().filter_map(|&candidate| {
            let value = self.value(candidate)?;
            Some((candidate, NtHash::from_password(&value.password)))
        })
    }

    /// The values to try, likeliest first, each once. `last` is the one that was accepted last, if that is known.
    #[must_use]
    pub fn candidates(&self, last: Option<Candidate>) -> Vec<Candidate> {
        let order =
            last.into_iter()
                .chain([Candidate::Pending, Candidate::Current, Candidate::Old]);
        let mut candidates: Vec<Candidate> = Vec::new();
        for candidate in order {
            let Some(value) = self.value(candidate) else {
                continue;
            };
            let known = candidates.iter().any(|&known| {
                let known = self.value(known);
                known.is_some_and(|known| known.password == value.password)
            });
            if !known {
                candidates.push(candidate);
            }
        }
        candidates
    }

    /// What is to be done now that a controller has accepted this value.
    #[must_use]
    pub const fn accepted(&self, candidate: Candidate) -> Consequence {
        match (candidate, &self.pending) {
            (Candidate::Pending, _) => Consequence::Finish,
            (_, Some(_)) => Consequence::SendAgain(Candidate::Pending),
            (Candidate::Current, None) => Consequence::InStep,
            (Candidate::Old, None) => Consequence::SendAgain(Candidate::Current),
        }
    }

    /// With a new password, which is not sent yet.
    ///
    /// # Errors
    /// [`Undecided`].
    pub fn begin(&self, password: Password, now: FileTime) -> Result<Self, Undecided> {
        if self.pending.is_some() {
            return Err(Undecided);
        }
        Ok(Self {
            pending: Some(SecretValue { password, set: now }),
            ..self.next()
        })
    }

    /// With the pending password as the current one, now that a controller has accepted it: from now on it grows old.
    #[must_use]
    pub fn finish(&self, now: FileTime) -> Self {
        let next = self.next();
        match next.pending {
            Some(SecretValue { password, .. }) => Self {
                old: Some(next.current),
                current: SecretValue { password, set: now },
                pending: None,
                generation: next.generation,
            },
            None => next,
        }
    }

    /// With a password that an administrator has set. What was undecided stays a candidate: whether the controller gets
    /// the same one is not known yet.
    #[must_use]
    pub fn set_by_administrator(&self, password: Password, now: FileTime) -> Self {
        let next = self.next();
        if next.current.password == password {
            return next;
        }
        Self {
            old: Some(next.current),
            current: SecretValue { password, set: now },
            pending: next.pending,
            generation: next.generation,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text.into())
    }

    fn secret() -> MachineSecret {
        MachineSecret::new(password("one"), FileTime(1))
    }

    #[test]
    fn no_second_password_is_made_while_one_is_undecided() {
        let pending = secret().begin(password("two"), FileTime(2)).unwrap();
        assert!(pending.begin(password("three"), FileTime(3)).is_err());
    }

    #[test]
    fn what_the_controller_has_decides() {
        let first = secret();
        assert_eq!(first.accepted(Candidate::Current), Consequence::InStep);
        let pending = first.begin(password("two"), FileTime(2)).unwrap();
        let again = Consequence::SendAgain(Candidate::Pending);
        assert_eq!(pending.accepted(Candidate::Current), again);
        assert_eq!(pending.accepted(Candidate::Old), again);
        assert_eq!(pending.accepted(Candidate::Pending), Consequence::Finish);
        let finished = pending.finish(FileTime(9));
        assert!(finished.pending.is_none());
        assert_eq!(finished.current.password.expose(), "two");
        assert_eq!(finished.current.set, FileTime(9));
        assert_eq!(finished.old.as_ref().unwrap().password.expose(), "one");
        // A controller that was restored, or lags.
        let again = Consequence::SendAgain(Candidate::Current);
        assert_eq!(finished.accepted(Candidate::Old), again);
    }

    #[test]
    fn each_value_is_tried_once_and_the_likeliest_first() {
        use Candidate::{Current, Old, Pending};
        let pending = secret().begin(password("two"), FileTime(2)).unwrap();
        assert_eq!(pending.candidates(None), [Pending, Current]);
        assert_eq!(pending.candidates(Some(Current)), [Current, Pending]);
        // A hint at a value that is gone is none.
        assert_eq!(pending.candidates(Some(Old)), [Pending, Current]);
        let finished = pending.finish(FileTime(9));
        assert_eq!(finished.candidates(Some(Pending)), [Current, Old]);
        let same = finished.begin(password("one"), FileTime(3)).unwrap();
        assert_eq!(same.candidates(None), [Pending, Current]);
    }

    #[test]
    fn an_administrators_password_keeps_what_was_undecided() {
        let pending = secret().begin(password("two"), FileTime(2)).unwrap();
        let set = pending.set_by_administrator(password("three"), FileTime(3));
        let values = set.candidates(Some(Candidate::Current));
        let values = values.iter().map(|&c| set.value(c).unwrap());
        let values: Vec<_> = values.map(|value| value.password.expose()).collect();
        assert_eq!(values, ["three", "two", "one"]);
    }
}
