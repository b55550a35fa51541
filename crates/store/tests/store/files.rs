//! The state file: made, opened, refused, shared.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use store::{Control, NewMachine, ServiceLock, Store, StoreError, UserChange};
use wire::{FileTime, NetbiosName};

use crate::common::{NOW, Parts, Scratch, add_machine, domain_sid};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Opens what is there; the file must be as it was afterwards.
async fn refusal(scratch: &Scratch) -> StoreError {
    let before = fs::read(scratch.file()).unwrap();
    let error = Store::open(scratch.path()).await.unwrap_err();
    assert!(
        fs::read(scratch.file()).unwrap() == before,
        "{error}: the file was changed"
    );
    let again = Store::create(scratch.path(), &Parts::new().domain()).await;
    assert!(matches!(again, Err(StoreError::DomainExists)), "{again:?}");
    assert!(
        fs::read(scratch.file()).unwrap() == before,
        "the file was replaced"
    );
    error
}

#[tokio::test]
async fn a_domain_is_made_once_and_opened_again() {
    let scratch = Scratch::new("files-create");
    let none = Store::open(scratch.path()).await;
    assert!(matches!(none, Err(StoreError::NoDomain)));
    let store = Store::create(scratch.path(), &Parts::new().domain())
        .await
        .unwrap();
    add_machine(&store, "m$", 1).await;
    assert_eq!(mode(scratch.path()), 0o700);
    for file in [
        Store::FILE,
        "domain.db-wal",
        "domain.db-shm",
        "service.lock",
    ] {
        assert_eq!(mode(&scratch.path().join(file)), 0o600, "{file}");
    }
    assert!(!scratch.path().join("domain.db.new").exists());
    let again = Store::create(scratch.path(), &Parts::new().domain()).await;
    assert!(matches!(again, Err(StoreError::DomainExists)));
    drop(store);
    let store = Store::open(scratch.path()).await.unwrap();
    assert!(store.user_by_name("m$").await.unwrap().is_some());
    store.check().await.unwrap();
}

#[tokio::test]
async fn an_attempt_that_failed_is_forgotten() {
    let scratch = Scratch::new("files-unfinished");
    fs::create_dir(scratch.path()).unwrap();
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o700)).unwrap();
    for file in ["domain.db.new", "domain.db.new-wal"] {
        fs::write(scratch.path().join(file), "half a domain").unwrap();
    }
    let none = Store::open(scratch.path()).await;
    assert!(matches!(none, Err(StoreError::NoDomain)));
    Store::create(scratch.path(), &Parts::new().domain())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_directory_that_others_can_enter_is_refused() {
    let scratch = Scratch::with_domain("files-mode").await;
    for bits in [0o701, 0o704, 0o702, 0o720] {
        fs::set_permissions(scratch.path(), fs::Permissions::from_mode(bits)).unwrap();
        match Store::open(scratch.path()).await {
            Err(StoreError::OpenDirectory { mode }) => assert_eq!(mode, bits),
            other => panic!("{bits:o}: {other:?}"),
        }
    }
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o750)).unwrap();
    Store::open(scratch.path()).await.unwrap();
}

#[tokio::test]
async fn what_is_no_database_is_named() {
    let scratch = Scratch::with_domain("files-foreign").await;
    for content in [&b""[..], b"hello", &[0x5a; 8192]] {
        fs::write(scratch.file(), content).unwrap();
        let error = refusal(&scratch).await;
        assert!(matches!(error, StoreError::NotADatabase), "{error}");
    }
}

#[tokio::test]
async fn the_database_of_another_program_is_named() {
    let scratch = Scratch::with_domain("files-other").await;
    fs::remove_file(scratch.file()).unwrap();
    scratch
        .run("PRAGMA application_id = 7; CREATE TABLE t (x); INSERT INTO t VALUES (1);")
        .await;
    let error = refusal(&scratch).await;
    assert!(
        matches!(error, StoreError::Foreign { application_id: 7 }),
        "{error}"
    );
}

/// Writes a number of the header, which is big-endian.
fn set_header(scratch: &Scratch, at: usize, value: u32) {
    let mut content = fs::read(scratch.file()).unwrap();
    content[at..at + 4].copy_from_slice(&value.to_be_bytes());
    fs::write(scratch.file(), content).unwrap();
}

async fn is_refused_as_newer(scratch: &Scratch) {
    let error = refusal(scratch).await;
    let (found, known) = match error {
        StoreError::Newer { found, known } => (found, known),
        error => panic!("{error}"),
    };
    assert_eq!((found, known), (99, 6));
}

#[tokio::test]
async fn a_newer_version_is_named() {
    let scratch = Scratch::with_domain("files-newer").await;
    set_header(&scratch, 60, 99);
    is_refused_as_newer(&scratch).await;
}

// The number can be in the log still, where the header of the file does not tell it.
#[tokio::test]
async fn a_newer_version_is_named_before_its_log_is_written_back() {
    let scratch = Scratch::with_domain("files-newer-log").await;
    let mut sql = SqliteConnectOptions::new()
        .filename(scratch.file())
        .connect()
        .await
        .unwrap();
    sqlx::raw_sql("PRAGMA user_version = 99")
        .execute(&mut sql)
        .await
        .unwrap();
    let log = fs::read(scratch.path().join("domain.db-wal")).unwrap();
    let file = fs::read(scratch.file()).unwrap();
    sqlx::Connection::close(sql).await.unwrap();
    // As if that program had been killed.
    fs::write(scratch.file(), file).unwrap();
    fs::write(scratch.path().join("domain.db-wal"), &log).unwrap();
    is_refused_as_newer(&scratch).await;
    assert!(fs::read(scratch.path().join("domain.db-wal")).unwrap() == log);
}

#[tokio::test]
async fn damage_is_named() {
    let scratch = Scratch::with_domain("files-damage").await;
    let whole = fs::read(scratch.file()).unwrap();
    // Cut off anywhere.
    for pages in [1, whole.len() / 4096 / 2, whole.len() / 4096 - 1] {
        fs::write(scratch.file(), &whole[..pages * 4096]).unwrap();
        let error = refusal(&scratch).await;
        assert!(matches!(error, StoreError::Corrupt), "{pages}: {error}");
    }
    // The schema is not readable, or not ours.
    let mut damaged = whole.clone();
    damaged[100..4096].fill(0xa5);
    fs::write(scratch.file(), &damaged).unwrap();
    let error = refusal(&scratch).await;
    assert!(matches!(error, StoreError::Corrupt), "{error}");
    // A page in the middle is found by the one who reads it, or by a check.
    let mut damaged = whole.clone();
    let text = b"Designated administrators of the domain";
    let at = whole
        .windows(text.len())
        .position(|part| part == text)
        .unwrap();
    let page = at / 4096 * 4096;
    damaged[page..page + 4096].fill(0xa5);
    fs::write(scratch.file(), &damaged).unwrap();
    let store = Store::open(scratch.path()).await.unwrap();
    assert!(matches!(store.check().await, Err(StoreError::Corrupt)));
    assert!(matches!(
        store.groups(0, 10).await,
        Err(StoreError::Corrupt)
    ));
}

#[tokio::test]
async fn a_database_of_ours_without_our_tables_is_damaged() {
    let scratch = Scratch::with_domain("files-tables").await;
    scratch.run("DROP TABLE domain").await;
    let error = refusal(&scratch).await;
    assert!(matches!(error, StoreError::Corrupt), "{error}");
}

#[tokio::test]
async fn one_serves_and_others_administer() {
    let scratch = Scratch::with_domain("files-lock").await;
    let serving = ServiceLock::take(scratch.path()).unwrap();
    let second = ServiceLock::take(scratch.path());
    assert!(matches!(second, Err(StoreError::AlreadyServed)));
    let service = Store::open(scratch.path()).await.unwrap();
    let administration = Store::open(scratch.path()).await.unwrap();
    // Neither waits for the other for longer than a transaction takes, and neither sees what was.
    let tasks = [service.clone(), administration.clone()]
        .into_iter()
        .enumerate()
        .map(|(who, store)| {
            tokio::spawn(async move {
                for number in 0..20 {
                    add_machine(&store, &format!("m{who}-{number}$"), 1).await;
                    store
                        .update_user(500, UserChange::default(), NOW)
                        .await
                        .unwrap();
                }
            })
        });
    for task in tasks.collect::<Vec<_>>() {
        task.await.unwrap();
    }
    assert_eq!(service.user(500).await.unwrap().unwrap().version, 41);
    assert!(
        administration
            .user_by_name("m0-19$")
            .await
            .unwrap()
            .is_some()
    );
    drop(serving);
    ServiceLock::take(scratch.path()).unwrap();
}

#[tokio::test]
async fn of_many_who_make_a_domain_one_does() {
    let scratch = Scratch::new("files-race");
    let tasks = (0..6).map(|_| {
        let directory = scratch.path().to_owned();
        tokio::spawn(async move {
            Store::create(&directory, &Parts::new().domain())
                .await
                .is_ok()
        })
    });
    let mut made = 0;
    for task in tasks.collect::<Vec<_>>() {
        made += i32::from(task.await.unwrap());
    }
    assert_eq!(made, 1);
    Store::open(scratch.path())
        .await
        .unwrap()
        .check()
        .await
        .unwrap();
}

/// No hash that was replaced or deleted is left in the file once its pages are written back.
#[tokio::test]
async fn forgotten_hashes_are_overwritten() {
    let scratch = Scratch::with_domain("files-wiped").await;
    let store = Store::open(scratch.path()).await.unwrap();
    let rid = add_machine(&store, "m$", 0xc3).await.rid;
    store.delete_user(rid, NOW).await.unwrap();
    drop(store);
    scratch.run("PRAGMA wal_checkpoint").await;
    let content = fs::read(scratch.file()).unwrap();
    assert!(!content.windows(16).any(|part| part == [0xc3; 16]));
}

/// A client that goes away ends the task that serves it, wherever that is.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_that_is_given_up_is_done_or_undone() {
    let scratch = Scratch::with_domain("files-given-up").await;
    let store = Store::open(scratch.path()).await.unwrap();
    let beside = Store::open(scratch.path()).await.unwrap();
    let mut done = 1;
    for patience in 0..200 {
        let change = store.update_user(500, UserChange::default(), NOW);
        let given_up = async {
            for _ in 0..patience {
                tokio::task::yield_now().await;
            }
        };
        tokio::select! {
            biased;
            changed = change => { changed.unwrap(); }
            () = given_up => {}
        }
        // Nothing is held that another process, or the next call, would wait for.
        let version = beside
            .update_user(500, UserChange::default(), NOW)
            .await
            .unwrap()
            .version;
        assert!(
            version == done + 1 || version == done + 2,
            "{patience}: {done} {version}"
        );
        done = version;
        let state = store.database_state(store::Database::Sam).await.unwrap();
        assert_eq!(state.serial, done, "{patience}");
    }
}

#[tokio::test]
async fn a_members_file_is_no_domains() {
    let machine = Scratch::new("files-machine");
    let computer = NetbiosName::new("M1").unwrap();
    let new = NewMachine {
        computer: &computer,
        sid: &domain_sid(),
        administrator: None,
        now: NOW,
    };
    Store::create_machine(machine.path(), &new).await.unwrap();
    let refused = Store::open(machine.path()).await;
    assert!(matches!(refused, Err(StoreError::OfMachine)), "{refused:?}");
    let domain = Scratch::with_domain("files-domain").await;
    let refused = Store::open_machine(domain.path()).await;
    assert!(matches!(refused, Err(StoreError::OfDomain)), "{refused:?}");
    let store = Store::open_machine(machine.path()).await.unwrap();
    let administrator = store.user(500).await.unwrap().unwrap();
    assert_ne!(administrator.control & Control::ACCOUNT_DISABLED, 0);
}

/// A file of the first version, which no member ever had.
#[tokio::test]
async fn a_file_of_an_older_version_is_brought_up_to_date() {
    let scratch = Scratch::with_domain("files-older").await;
    scratch
        .run(
            "DROP TABLE machine; DROP TABLE membership; DROP TABLE computer;
            ALTER TABLE user DROP COLUMN previous_is_own; ALTER TABLE user DROP COLUMN previous_used;
            ALTER TABLE user DROP COLUMN standing;
            PRAGMA user_version = 1;",
        )
        .await;
    let store = Store::open(scratch.path()).await.unwrap();
    assert_eq!(store.membership().await.unwrap(), None);
    let administrator = store.user(500).await.unwrap().unwrap();
    assert_eq!(administrator.previous_password_used, FileTime::ZERO);
}
