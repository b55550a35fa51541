//! States that are copies: of a snapshot, or of another machine; and keys that are not the right one.

use std::fs;
use std::path::{Path, PathBuf};

use lsa::Surroundings;
use member::state::{MachineKey, Origin, State};
use member::{MembershipStore as _, MembershipStoreError};
use store::{ServiceLock, Store, StoreError};

use crate::common::{Scratch, create, generation, membership, open};

/// The state directory as a backup takes it, with nobody writing.
fn copy(from: &Path, to: &Path) {
    use std::os::unix::fs::DirBuilderExt as _;
    // A database that was dropped is closed by its own thread, and its log is gone when that is done: in what is copied, and
    // in what is replaced, whose log is removed by its name.
    let has_log = |directory: &Path| {
        let mut entries = fs::read_dir(directory).into_iter().flatten();
        entries.any(|entry| entry.unwrap().path().to_string_lossy().ends_with("-wal"))
    };
    let start = std::time::Instant::now();
    while (has_log(from) || has_log(to)) && start.elapsed().as_secs() < 20 {
        std::thread::yield_now();
    }
    drop(fs::remove_dir_all(to));
    fs::DirBuilder::new().mode(0o700).create(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

/// A machine with an id, and the witness that it has.
fn machine(scratch: &Scratch, id: &str) -> (PathBuf, PathBuf) {
    let root = scratch.path().join(id);
    fs::create_dir_all(root.join("etc")).unwrap();
    fs::write(root.join("etc/machine-id"), format!("{id}\n")).unwrap();
    let witness = root.join("m1.generation");
    (root, witness)
}

#[tokio::test]
async fn a_restored_snapshot_is_known_until_an_administrator_takes_it_over() {
    let scratch = Scratch::new("snapshot");
    let (root, witness) = machine(&scratch, "a1");
    let origin = || Origin::read(&root, Some(witness.clone()));
    create(&scratch.state()).await;
    let snapshot = scratch.path().join("snapshot");
    {
        let state = open(&scratch.state(), origin()).await;
        state.save(&membership(1)).await.unwrap();
        assert_eq!(state.copied(), None);
    }
    copy(&scratch.state(), &snapshot);
    {
        let state = open(&scratch.state(), origin()).await;
        assert_eq!(generation(&state).await, 1);
        for generation in 2..=5 {
            state.save(&membership(generation)).await.unwrap();
        }
        assert_eq!(state.copied(), None);
    }
    copy(&snapshot, &scratch.state());
    {
        let state = open(&scratch.state(), origin()).await;
        generation(&state).await;
        let evidence = state.copied().unwrap();
        assert!(
            evidence.contains("generation 1, and generation 5"),
            "{evidence}"
        );
        // Whatever it does itself proves nothing.
        state.save(&membership(2)).await.unwrap();
        assert!(state.copied().is_some());
    }
    let state = open(&scratch.state(), origin()).await;
    generation(&state).await;
    assert!(state.copied().is_some());
    state.adopt();
    assert!(state.copied().is_some(), "nothing is written down yet");
    state.save(&membership(3)).await.unwrap();
    assert_eq!(state.copied(), None);
    generation(&state).await;
    assert_eq!(state.copied(), None);
}

#[tokio::test]
async fn a_state_on_another_machine_is_known_until_it_joins_there() {
    let scratch = Scratch::new("doubled");
    let (here, _) = machine(&scratch, "a1");
    let (there, _) = machine(&scratch, "b2");
    create(&scratch.state()).await;
    {
        let state = open(&scratch.state(), Origin::read(&here, None)).await;
        state.save(&membership(1)).await.unwrap();
    }
    let state = open(&scratch.state(), Origin::read(&there, None)).await;
    generation(&state).await;
    let evidence = state.copied().unwrap();
    assert!(evidence.contains("machine-id"), "{evidence}");
    // The marks stay those of the join.
    state.save(&membership(2)).await.unwrap();
    generation(&state).await;
    assert!(state.copied().is_some());
    state.remove().await.unwrap();
    assert_eq!(state.copied(), None);
    assert!(state.load().await.unwrap().is_none());
    state.save(&membership(1)).await.unwrap();
    generation(&state).await;
    assert_eq!(state.copied(), None);
}

#[tokio::test]
async fn another_key_opens_nothing_and_changes_nothing() {
    let scratch = Scratch::new("key");
    create(&scratch.state()).await;
    let state = open(&scratch.state(), Origin::default()).await;
    state.save(&membership(1)).await.unwrap();
    let store = Store::open_machine(&scratch.state()).await.unwrap();
    let entropy = Surroundings::system().entropy;
    let other = MachineKey::new([1; 32]);
    let stranger = State::new(store, other, Origin::default(), entropy);
    let refused = stranger.load().await.map(drop);
    assert_eq!(refused, Err(MembershipStoreError::WrongKey));
    assert_eq!(generation(&state).await, 1);
}

#[tokio::test]
async fn no_password_stands_in_any_file() {
    let scratch = Scratch::new("sealed");
    create(&scratch.state()).await;
    let state = open(&scratch.state(), Origin::default()).await;
    for generation in 1..4 {
        state.save(&membership(generation)).await.unwrap();
    }
    // It stays open, so that its log is among them.
    let mut files = 0;
    for entry in fs::read_dir(scratch.state()).unwrap() {
        let content = fs::read(entry.unwrap().path()).unwrap();
        let found = content.windows(9).any(|part| part == b"password ");
        assert!(!found);
        files += 1;
    }
    assert!(files >= 3, "the database, its log and the key");
    drop(state);
}

#[tokio::test]
async fn a_second_service_is_refused() {
    let scratch = Scratch::new("second");
    create(&scratch.state()).await;
    let first = ServiceLock::take(&scratch.state()).unwrap();
    let second = ServiceLock::take(&scratch.state());
    assert!(matches!(second, Err(StoreError::AlreadyServed)));
    drop(first);
    ServiceLock::take(&scratch.state()).unwrap();
}
