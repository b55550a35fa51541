//! What tells this machine from another, and this state from an older copy of it.
//!
//! Two signs, and neither sees everything. The machine's own marks, kept since the join, tell a copy that was taken to
//! another machine, unless that is a clone with the same marks. The witness, a file outside the state directory that has
//! the newest generation, tells a state directory that was restored beside it; it sees nothing after a restart if it is
//! on a file system that is in memory, and nothing if the whole machine was set back together with it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use store::MachineMarks;
use tracing::warn;

/// Where a machine's marks are, and where its witness is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Origin {
    marks: MachineMarks,
    witness: Option<PathBuf>,
}

/// Longer than any identity that a machine is known by.
const LONGEST_MARK: usize = 64;

impl Origin {
    /// The marks of this machine, as the files below `root` tell them (`/` outside of tests), and the witness to ask.
    #[must_use]
    pub fn read(root: &Path, witness: Option<PathBuf>) -> Self {
        let mark = |file: &str| {
            let text = fs::read_to_string(root.join(file)).ok()?;
            let text = text.trim().to_ascii_lowercase();
            let fits = !text.is_empty() && text.len() <= LONGEST_MARK && text.is_ascii();
            fits.then_some(text)
        };
        Self {
            marks: MachineMarks {
                // "uninitialized" is what an image has before its first start, machine-id(5).
                machine_id: mark("etc/machine-id").filter(|id| id != "uninitialized"),
                product_uuid: mark("sys/class/dmi/id/product_uuid"),
            },
            witness,
        }
    }

    /// What this machine is known by.
    pub(super) const fn marks(&self) -> &MachineMarks {
        &self.marks
    }

    /// How it is known, if it is, that a state with these marks and this generation is a copy.
    pub(super) fn evidence(&self, marks: &MachineMarks, generation: u64) -> Option<String> {
        let differs = |was: &Option<String>, is: &Option<String>| matches!((was, is), (Some(was), Some(is)) if was != is);
        let (id, uuid) = (&self.marks.machine_id, &self.marks.product_uuid);
        let mut evidence = Vec::new();
        if differs(&marks.machine_id, id) {
            evidence.push("it was made on a machine with another machine-id".to_owned());
        }
        if differs(&marks.product_uuid, uuid) {
            evidence.push("it was made on hardware with another product UUID".to_owned());
        }
        if let Some(newest) = self.newest()
            && newest > generation
        {
            evidence.push(format!(
                "it has generation {generation}, and generation {newest} was seen on this machine"
            ));
        }
        (!evidence.is_empty()).then(|| evidence.join("; "))
    }

    /// The newest generation that the witness has seen.
    fn newest(&self) -> Option<u64> {
        let text = fs::read_to_string(self.witness.as_ref()?).ok()?;
        text.trim().parse().ok()
    }

    /// Has the witness know of a generation. It forgets a newer one only if `anew`. That it cannot be told is no reason
    /// to refuse anything.
    pub(super) fn witness(&self, generation: u64, anew: bool) {
        let Some(file) = &self.witness else { return };
        if !anew && self.newest().is_some_and(|newest| newest >= generation) {
            return;
        }
        if let Err(error) = replace(file, &format!("{generation}\n")) {
            warn!(%error, file = %file.display(), "the witness of the state cannot be written");
        }
    }

    /// Has the witness forget.
    pub(super) fn forget(&self) {
        if let Some(file) = &self.witness {
            // There may be none.
            let _ = fs::remove_file(file);
        }
    }
}

/// Writes a file in one piece.
fn replace(file: &Path, content: &str) -> io::Result<()> {
    let new = file.with_extension("new");
    fs::File::create(&new)?.write_all(content.as_bytes())?;
    fs::rename(new, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn machine(root: &Path, id: &str) {
        fs::create_dir_all(root.join("etc")).unwrap();
        fs::write(root.join("etc/machine-id"), id).unwrap();
    }

    #[test]
    fn a_copy_on_another_machine_is_known_by_its_id() {
        let root = Scratch::new("origin-id");
        machine(root.path(), "0123456789ABCDEF0123456789abcdef\n");
        let here = Origin::read(root.path(), None);
        assert_eq!(here.evidence(here.marks(), 1), None);
        // A machine without an id, or a state from before, tells nothing.
        assert_eq!(here.evidence(&MachineMarks::default(), 1), None);
        assert_eq!(Origin::default().evidence(here.marks(), 1), None);
        let joined = here.marks().clone();
        machine(root.path(), "fedcba9876543210fedcba9876543210\n");
        let there = Origin::read(root.path(), None);
        let evidence = there.evidence(&joined, 1).unwrap();
        assert_eq!(evidence, "it was made on a machine with another machine-id");
    }

    #[test]
    fn an_image_before_its_first_start_has_no_id() {
        let root = Scratch::new("origin-image");
        for id in ["", "uninitialized\n", "é\n"] {
            machine(root.path(), id);
            let origin = Origin::read(root.path(), None);
            assert_eq!(origin.marks().machine_id, None, "{id}");
        }
    }

    #[test]
    fn an_older_state_is_known_by_the_witness() {
        let root = Scratch::new("origin-witness");
        let file = root.path().join("m1.generation");
        let origin = Origin::read(root.path(), Some(file.clone()));
        let marks = origin.marks();
        assert_eq!(origin.evidence(marks, 5), None);
        origin.witness(5, false);
        assert_eq!(origin.evidence(marks, 5), None);
        assert_eq!(origin.evidence(marks, 6), None);
        let evidence = origin.evidence(marks, 4).unwrap();
        assert!(evidence.contains("generation 4") && evidence.contains("generation 5"));
        // What the copy does is no reason to forget.
        origin.witness(4, false);
        assert!(origin.evidence(marks, 4).is_some());
        origin.witness(4, true);
        assert_eq!(origin.evidence(marks, 4), None);
        // One that was spoilt is none.
        fs::write(&file, "many").unwrap();
        assert_eq!(origin.evidence(marks, 1), None);
    }
}
