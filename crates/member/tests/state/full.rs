//! A disk that is full: a file system of a few hundred KiB, in namespaces that an ordinary user may make.

use std::fs;
use std::path::Path;
use std::process::Command;

use member::state::Origin;
use member::{MembershipStore as _, MembershipStoreError};

use crate::common::{Scratch, create, generation, membership, open};

const DIRECTORY: &str = "MEMBER_FULL_DIRECTORY";

/// The process that is in the namespaces.
#[tokio::test]
#[ignore = "the other process of a_full_disk_is_named_and_loses_nothing"]
async fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let directory = Path::new(&directory);
    let state = directory.join("state");
    create(&state).await;
    let state = open(&state, Origin::default()).await;
    state.save(&membership(1)).await.unwrap();
    let filler = directory.join("filler");
    // Writes until nothing fits any more, and says so.
    fs::write(&filler, vec![0; 16 << 20]).unwrap_err();
    let mut kept = 1;
    let refused = loop {
        match state.save(&membership(kept + 1)).await {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
        assert!(kept < 10_000, "the disk is never full");
    };
    assert_eq!(refused, MembershipStoreError::Full);
    assert_eq!(generation(&state).await, kept);
    fs::remove_file(&filler).unwrap();
    state.save(&membership(kept + 1)).await.unwrap();
    assert_eq!(generation(&state).await, kept + 1);
    println!("the disk was full");
}

#[test]
fn a_full_disk_is_named_and_loses_nothing() {
    let scratch = Scratch::new("full");
    let script = "mount -t tmpfs -o size=1m tmpfs \"$1\" && exec \"$2\" full::child --exact --ignored --nocapture";
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", script])
        .arg("sh")
        .arg(scratch.path())
        .arg(std::env::current_exe().unwrap())
        .env(DIRECTORY, scratch.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{errors}");
    assert!(said.contains("the disk was full"), "{said}\n{errors}");
}
