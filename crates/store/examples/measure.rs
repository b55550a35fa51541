//! How long what a busy controller asks of its store takes, with as many accounts as the first argument says.
//!
//! `cargo run --release -p store --example measure -- 100000`

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use auth::NtHash;
use store::{EventKind, NewDomain, NewEvent, PasswordChange, Result, Store, StoreError};
use wire::{FileTime, NetbiosName, Sid};

const NOW: FileTime = FileTime(133_000_000_000_000_000);

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> std::result::Result<(), Box<dyn std::error::Error>> {
    let accounts = std::env::args()
        .nth(1)
        .as_deref()
        .unwrap_or("1000")
        .parse()?;
    let directory = std::env::temp_dir().join(format!("store-measure-{}", std::process::id()));
    let measured = measure(&directory, accounts).await;
    std::fs::remove_dir_all(&directory)?;
    measured
}

async fn measure(
    directory: &Path,
    accounts: u32,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let hash = NtHash::new([7; 16]);
    let started = Watch::start();
    create(directory, accounts, &hash).await?;
    started.report("making a domain with them, once", 1)?;
    let started = Watch::start();
    let store = Store::open(directory).await?;
    started.report("opening", 1)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        lookup(&store, accounts, number).await?;
    }
    started.report("user and hashes by name", ROUNDS)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        let name = format!("load{}$", spread(accounts, number));
        store.logon_facts(&name).await?;
    }
    started.report("all that a logon is judged by", ROUNDS)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        store.standing(rid(accounts, number)).await?;
    }
    started.report("whether an account's channels go on", ROUNDS)?;

    let started = Watch::start();
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            for number in 0..ROUNDS / TASKS {
                lookup(&store, accounts, task * 1000 + number).await?;
            }
            Ok::<(), StoreError>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    started.report("the same, by 16 at once", ROUNDS)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        store.record_logon(rid(accounts, number), NOW).await?;
    }
    started.report("noting a logon", ROUNDS)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        store.record_logon(rid(accounts, number), NOW).await?;
        lookup(&store, accounts, number).await?;
    }
    started.report("noting a logon and a lookup", ROUNDS)?;

    let started = Watch::start();
    for number in 0..ROUNDS {
        let window = Duration::from_secs(600);
        store
            .append_or_count_event(&event(number % 50), 1, window, NOW)
            .await?;
    }
    started.report("counting an event", ROUNDS)?;

    let started = Watch::start();
    for number in 0..DURABLE {
        let new = NtHash::new(u128::from(number).to_le_bytes());
        let change = PasswordChange::new(&new, NOW);
        store.set_password(rid(accounts, number), change).await?;
    }
    started.report("setting a password, on the disk", DURABLE)?;
    Ok(())
}

async fn create(
    directory: &Path,
    accounts: u32,
    hash: &NtHash,
) -> std::result::Result<(), Box<dyn std::error::Error>> {
    let domain = NewDomain {
        name: &NetbiosName::new("OURDOM")?,
        controller: &NetbiosName::new("OURPDC")?,
        sid: &Sid::new(5, &[21, 1, 2, 3])?,
        administrator: hash,
        now: NOW,
    };
    let store = Store::create(directory, &domain).await?;
    store.add_many_machines("LOAD", accounts, hash, NOW).await?;
    Ok(())
}

async fn lookup(store: &Store, accounts: u32, number: u32) -> Result<()> {
    let name = format!("load{}$", spread(accounts, number));
    store
        .credentials_by_name(&name)
        .await?
        .ok_or(StoreError::NoSuchAccount)?;
    Ok(())
}

fn rid(accounts: u32, number: u32) -> u32 {
    1000 + spread(accounts, number)
}

/// Another account each time, all over the tables.
fn spread(accounts: u32, number: u32) -> u32 {
    number.wrapping_mul(2_654_435_761) % accounts
}

fn event(number: u32) -> NewEvent {
    NewEvent {
        event_id: 5722,
        kind: EventKind::Error,
        source: "NETLOGON".into(),
        strings: vec![format!("LOAD{number}"), format!("LOAD{number}$")],
        data: vec![0x22, 0, 0, 0xc0],
        computer: "OURPDC".into(),
        user: None,
        connection: None,
    }
}

/// Time that passes, and time that the processors spend on this process: the latter says more on a busy machine.
struct Watch {
    started: Instant,
    ticks: u64,
}

impl Watch {
    fn start() -> Self {
        Self {
            started: Instant::now(),
            ticks: ticks(),
        }
    }

    fn report(&self, what: &str, rounds: u32) -> std::io::Result<()> {
        let each = self.started.elapsed() / rounds;
        // A tick is 10 ms.
        let spent = Duration::from_millis((ticks() - self.ticks) * 10) / rounds;
        writeln!(
            std::io::stdout(),
            "{what}: {each:.1?}, {spent:.1?} of processor"
        )
    }
}

/// `utime` and `stime` of `/proc/self/stat`, proc(5).
fn ticks() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat
        .rsplit(')')
        .next()
        .unwrap_or_default()
        .split_whitespace();
    fields
        .skip(11)
        .take(2)
        .filter_map(|ticks| ticks.parse::<u64>().ok())
        .sum()
}

const ROUNDS: u32 = 16_000;
const TASKS: u32 = 16;
const DURABLE: u32 = 500;
