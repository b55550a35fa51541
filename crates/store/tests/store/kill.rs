//! `kill -9` under load: what was acknowledged is there, and each account has its old or its new password.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use auth::NtHash;
use store::{PasswordChange, Store};

use crate::common::{NOW, Scratch, add_machine};

const ACCOUNTS: u32 = 8;
const DIRECTORY: &str = "STORE_KILL_DIRECTORY";
const FIRST: &str = "STORE_KILL_FIRST";
/// How often the process is killed; 200 for the long run.
const ROUNDS: &str = "STORE_KILL_ROUNDS";

/// The password number `number` of an account.
fn password(number: u64) -> NtHash {
    NtHash::new(u128::from(number).to_le_bytes())
}

fn number(hash: &NtHash) -> u64 {
    u64::try_from(u128::from_le_bytes(*hash.expose())).unwrap()
}

/// The process that is killed: changes passwords without end, several at a time, and says which it has changed.
#[tokio::test]
#[ignore = "the other process of killed_processes_lose_nothing_acknowledged"]
async fn child() {
    let Ok(directory) = std::env::var(DIRECTORY) else {
        return;
    };
    let first: u64 = std::env::var(FIRST).unwrap().parse().unwrap();
    let store = Store::open(Path::new(&directory)).await.unwrap();
    let tasks = (0..ACCOUNTS).map(|account| {
        let store = store.clone();
        tokio::spawn(async move {
            for number in first.. {
                let hash = password(number);
                let change = PasswordChange::new(&hash, NOW);
                store.set_password(1000 + account, change).await.unwrap();
                writeln!(std::io::stdout(), "changed {account} {number}").unwrap();
            }
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
}

#[tokio::test]
async fn killed_processes_lose_nothing_acknowledged() {
    let rounds: usize = std::env::var(ROUNDS).map_or(20, |rounds| rounds.parse().unwrap());
    let scratch = Scratch::with_domain("kill").await;
    let mut passwords: HashMap<u32, u64> = HashMap::new();
    {
        let store = Store::open(scratch.path()).await.unwrap();
        for account in 0..ACCOUNTS {
            add_machine(&store, &format!("m{account}$"), 0).await;
            passwords.insert(account, 0);
        }
    }
    for round in 0..rounds {
        let first = passwords.values().max().unwrap() + 1;
        // At another moment each time; some before anything was changed.
        let acknowledged = round * 7 % 61;
        let changed = run_and_kill(scratch.path(), first, acknowledged);
        let store = Store::open(scratch.path()).await.unwrap();
        store.check().await.unwrap();
        for (account, before) in &mut passwords {
            let (_, found) = store.credentials(1000 + account).await.unwrap().unwrap();
            let found = number(&found.current.unwrap());
            match changed.get(account) {
                // What came after the last one that was acknowledged may have been written, and no more than that.
                Some(last) => assert!(
                    found == *last || found == last + 1,
                    "{round}: {last} {found}"
                ),
                None => assert!(
                    found == *before || found == first,
                    "{round}: {before} {found}"
                ),
            }
            *before = found;
        }
    }
}

/// Has another process change passwords, kills it when it has acknowledged so many, and returns the last number that it
/// has acknowledged for each account.
fn run_and_kill(directory: &Path, first: u64, acknowledged: usize) -> HashMap<u32, u64> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::child", "--exact", "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .env(FIRST, first.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut changed = HashMap::new();
    let mut note = |line: std::io::Result<String>| {
        let line = line.unwrap();
        // The harness speaks, too, and the first of our lines may follow on its last one.
        let Some((_, line)) = line.split_once("changed ") else {
            return 0;
        };
        // The last line may be cut off.
        let Some((account, number)) = line.split_once(' ') else {
            return 0;
        };
        let (account, number) = (account.parse().unwrap(), number.parse().unwrap());
        changed.insert(account, number);
        1
    };
    let mut seen = 0;
    while seen < acknowledged {
        seen += note(lines.next().expect("the other process has ended"));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    for line in lines {
        note(line);
    }
    changed
}
