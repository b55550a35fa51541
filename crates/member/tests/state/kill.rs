//! `kill -9` while the secret is written down, again and again: what was acknowledged is there, and whole.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use member::MembershipStore as _;
use member::state::Origin;

use crate::common::{Scratch, create, generation, membership, open};

const DIRECTORY: &str = "MEMBER_KILL_DIRECTORY";
const FIRST: &str = "MEMBER_KILL_FIRST";
/// How often the process is killed; 200 for the long run.
const ROUNDS: &str = "MEMBER_KILL_ROUNDS";

/// The process that is killed.
#[tokio::test]
#[ignore = "the other process of a_killed_member_keeps_what_was_acknowledged"]
async fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let state = open(Path::new(&directory), Origin::default()).await;
    for generation in first.. {
        state.save(&membership(generation)).await.unwrap();
        writeln!(std::io::stdout(), "saved {generation}").unwrap();
    }
}

#[tokio::test]
async fn a_killed_member_keeps_what_was_acknowledged() {
    let rounds: usize = std::env::var(ROUNDS).map_or(10, |rounds| rounds.parse().unwrap());
    let scratch = Scratch::new("kill");
    create(&scratch.state()).await;
    let state = open(&scratch.state(), Origin::default()).await;
    state.save(&membership(1)).await.unwrap();
    drop(state);
    let mut kept = 1;
    for round in 0..rounds {
        // At another moment each time.
        let acknowledged = kept + u64::try_from(round * 7 % 31).unwrap();
        let last = run_and_kill(&scratch.state(), kept + 1, acknowledged);
        let state = open(&scratch.state(), Origin::default()).await;
        let found = generation(&state).await;
        assert!(
            found == last || found == last + 1,
            "round {round}: {last} was acknowledged, {found} is kept"
        );
        kept = found;
    }
}

/// Has another process write, kills it when it has acknowledged a generation, and returns the last that it has.
fn run_and_kill(directory: &Path, first: u64, acknowledged: u64) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::child", "--exact", "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    // The harness speaks, too, and a last line may be cut off.
    let read = |line: String| line.split_once("saved ")?.1.parse::<u64>().ok();
    let mut last = first - 1;
    while last < acknowledged {
        let line = lines.next().expect("the other process has ended").unwrap();
        last = read(line).unwrap_or(last);
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let rest = lines.filter_map(|line| read(line.unwrap()));
    rest.fold(last, u64::max)
}
