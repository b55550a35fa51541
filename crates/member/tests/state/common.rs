//! A machine to try things on.

use std::fs;
use std::path::{Path, PathBuf};

use lsa::Surroundings;
use member::state::{KeyPlace, Origin, State};
use member::{Domain, MachineSecret, Membership, MembershipStore as _};
use store::{NewMachine, Store};
use wire::{FileTime, NetbiosName, Password, Sid};

/// A directory of a test's own that is gone afterwards.
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    pub(crate) fn new(name: &str) -> Self {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        drop(fs::remove_dir_all(&directory));
        fs::create_dir_all(&directory).unwrap();
        Self(directory)
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.0.join("state")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

pub(crate) async fn create(directory: &Path) {
    let computer = NetbiosName::new("M1").unwrap();
    let sid: Sid = "S-1-5-21-7-8-9".parse().unwrap();
    let new = NewMachine {
        computer: &computer,
        sid: &sid,
        administrator: None,
        now: FileTime(1),
    };
    Store::create_machine(directory, &new).await.unwrap();
}

/// Opens it with its key, which is made if there is none.
pub(crate) async fn open(directory: &Path, origin: Origin) -> State {
    let entropy = Surroundings::system().entropy;
    let key = KeyPlace::of(directory, None, None);
    let key = key.load_or_create(&*entropy).unwrap();
    let store = Store::open_machine(directory).await.unwrap();
    State::new(store, key, origin, entropy)
}

/// A membership whose password tells its generation.
pub(crate) fn membership(generation: u64) -> Membership {
    let password = Password::new(format!("password {generation}"));
    Membership {
        domain: Domain {
            name: NetbiosName::new("DOM").unwrap(),
            dns_name: Some("dom.example".into()),
            sid: "S-1-5-21-1-2-3".parse().unwrap(),
        },
        computer: NetbiosName::new("M1").unwrap(),
        renaming: None,
        server: None,
        secret: MachineSecret {
            generation,
            ..MachineSecret::new(password, FileTime(2))
        },
    }
}

/// The generation that is kept, which has to be whole.
pub(crate) async fn generation(state: &State) -> u64 {
    let kept = state.load().await.unwrap().unwrap();
    let generation = kept.secret.generation;
    let password = kept.secret.current.password;
    assert_eq!(password.expose(), format!("password {generation}"));
    generation
}
