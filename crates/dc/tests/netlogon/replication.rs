//! A backup domain controller fetches what the primary one has.

use auth::{NtHash, Protection};
use msrpc::netlogon::{
    AccountSync, Authenticator, ChangeLogEntry, ChangeLogFlags, ChangeLogObject, DatabaseDeltas,
    DatabaseDeltasReply, DatabaseId, DatabaseRedo, DatabaseRedoReply, DatabaseSync, DatabaseSync2,
    DatabaseSyncReply, Delta, DeltaUser, Logon, ModifiedCount, SurplusRecordId, SyncState,
    UasLogon, UserKeys,
};
use netlogon::{Pending, SecureChannel, SessionKey};
use store::{ExceptionKinds, NewException, PasswordChange, UserChange};
use transport::RpcClient;
use wire::{FileTime, NtStatus, SecretBytes, Win32Error};

use crate::domain::{Domain, NOW, PASSWORD, hash};

/// Everything that fits.
const ALL: u32 = u32::MAX;

/// The other end of a channel, over its secure RPC.
struct Backup {
    channel: SecureChannel,
    client: RpcClient<Logon>,
}

impl Backup {
    async fn new(domain: &Domain, computer: &str) -> Self {
        let channel = domain.channel(computer).await;
        let client = domain.through(&channel, Protection::Privacy).await;
        Self { channel, client }
    }

    fn verify(&mut self, pending: Pending, returned: &Authenticator) {
        self.channel.verify_return(pending, returned).unwrap();
    }

    async fn deltas(
        &mut self,
        database: DatabaseId,
        serial: i64,
        preferred: u32,
    ) -> DatabaseDeltasReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseDeltas {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database,
            modified_count: serial.into(),
            preferred_maximum_length: preferred,
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    async fn sync(
        &mut self,
        database: DatabaseId,
        restart_state: SyncState,
        sync_context: u32,
        preferred: u32,
    ) -> DatabaseSyncReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseSync2 {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database,
            restart_state,
            sync_context,
            preferred_maximum_length: preferred,
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    /// A whole database, in as many calls as that takes.
    async fn whole(&mut self, database: DatabaseId, preferred: u32) -> (Vec<Delta>, usize) {
        let (mut deltas, mut calls, mut context) = (Vec::new(), 0, 0);
        loop {
            let reply = self
                .sync(database, SyncState::NORMAL, context, preferred)
                .await;
            deltas.extend(reply.deltas.unwrap().0);
            (calls, context) = (calls + 1, reply.sync_context);
            match reply.status {
                NtStatus::MORE_ENTRIES => assert!(calls < 1000, "it never ends"),
                status => {
                    assert_eq!(status, NtStatus::SUCCESS);
                    return (deltas, calls);
                }
            }
        }
    }

    async fn redo(&mut self, entry: Vec<u8>) -> DatabaseRedoReply {
        let (authenticator, pending) = self.channel.authenticator(NOW);
        let request = DatabaseRedo {
            primary_name: "\\\\OURPDC".into(),
            computer_name: self.channel.names().computer.as_str().into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            entry: entry.into(),
        };
        let reply = self.client.call(&request).await.unwrap();
        self.verify(pending, &reply.return_authenticator);
        reply
    }

    async fn redo_one(&mut self, entry: &ChangeLogEntry) -> Delta {
        let reply = self.redo(entry.encode()).await;
        assert_eq!(reply.status, NtStatus::SUCCESS);
        let mut deltas = reply.deltas.unwrap().0;
        assert_eq!(deltas.len(), 1);
        deltas.remove(0)
    }
}

/// The hash in the private data of a user.
fn nt_hash(key: &SessionKey, user: &DeltaUser) -> Option<NtHash> {
    assert_eq!(
        (user.private_data.sensitive, user.nt_password_present),
        (1, 0)
    );
    let mut octets = user.private_data.data.0.expose().to_vec();
    key.convert_delta_secret(&mut octets);
    let keys = UserKeys::decode(&SecretBytes::new(octets), user.user_id).unwrap();
    keys.nt.map(|hash| NtHash::new(*hash.expose()))
}

fn types(deltas: &[Delta]) -> Vec<u16> {
    deltas.iter().map(|delta| delta.delta_type().0).collect()
}

fn entry(database: u8, delta_type: u8, rid: u32) -> ChangeLogEntry {
    ChangeLogEntry {
        serial_number: 1,
        rid,
        flags: ChangeLogFlags::default(),
        database,
        delta_type,
        object: ChangeLogObject::Rid,
    }
}

#[tokio::test]
async fn the_whole_domain() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let (deltas, _) = backup.whole(DatabaseId::SAM, ALL).await;
    let Some(Delta::Domain {
        change: Some(of_domain),
        ..
    }) = deltas.first()
    else {
        panic!("the domain is not the first");
    };
    assert_eq!(of_domain.name.as_str(), Some("OURDOM"));
    assert_eq!(of_domain.creation_time, NOW);

    let mut users = deltas.iter().filter_map(|delta| match delta {
        Delta::User { change, .. } => change.as_deref(),
        _ => None,
    });
    let user = users.find(|user| user.user_name.as_str() == Some("user"));
    let user = user.unwrap();
    assert!(nt_hash(backup.channel.key(), user) == Some(hash(PASSWORD)));
    assert_eq!(user.password_last_set, NOW);

    let members = deltas.iter().find_map(|delta| match delta {
        Delta::GroupMembers { rid: 513, change } => change.as_deref(),
        _ => None,
    });
    let mut members = members.unwrap().members.0.iter();
    assert!(members.any(|member| member.relative_id == user.user_id));

    // What the domain's delta says is where the deltas go on.
    let serial = of_domain.modified_count.into();
    let reply = backup.deltas(DatabaseId::SAM, serial, ALL).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    assert_eq!(i64::from(reply.modified_count), serial);
    assert_eq!(reply.deltas.unwrap().0.len(), 0);
}

// [MS-NRPC] 3.5.4.6.2: "this method supports retrieving portions of the database changes in a series of calls".
#[tokio::test]
async fn a_database_in_portions_is_the_same_database() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    for database in [DatabaseId::SAM, DatabaseId::BUILTIN, DatabaseId::LSA] {
        let (at_once, calls) = backup.whole(database, ALL).await;
        assert_eq!(calls, 1, "{database:?}");
        for preferred in [0, 200] {
            let (in_portions, calls) = backup.whole(database, preferred).await;
            assert!(calls > 1 || at_once.len() == 1, "{database:?}: {calls}");
            assert!(in_portions == at_once, "{database:?} by {preferred}");
        }
    }
}

#[tokio::test]
async fn the_predecessor_of_the_call_does_the_same() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let (authenticator, pending) = backup.channel.authenticator(NOW);
    let request = DatabaseSync {
        primary_name: "OURPDC".into(),
        computer_name: "B".into(),
        authenticator,
        return_authenticator: Authenticator::default(),
        database: DatabaseId::BUILTIN,
        sync_context: 0,
        preferred_maximum_length: ALL,
    };
    let reply = backup.client.call(&request).await.unwrap();
    backup.verify(pending, &reply.return_authenticator);
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let (deltas, _) = backup.whole(DatabaseId::BUILTIN, ALL).await;
    assert!(reply.deltas.is_some_and(|array| array.0 == deltas));
    let administrators = deltas.iter().find_map(|delta| match delta {
        Delta::AliasMembers { rid: 544, change } => change.as_deref(),
        _ => None,
    });
    let members = &administrators.unwrap().members.0;
    let admins = "S-1-5-21-1-2-3-512".parse().ok();
    assert!(members.contains(&admins), "{members:?}");
}

#[tokio::test]
async fn a_series_is_restarted_where_it_broke_off() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    for (state, context, first, rid) in [
        (SyncState::DOMAIN, 0, 1, 0),
        (SyncState::GROUP, 513, 2, 513),
        (SyncState::USER, 1000, 5, 1000),
        (SyncState::GROUP_MEMBER, 514, 8, 514),
    ] {
        let reply = backup.sync(DatabaseId::SAM, state, context, 0).await;
        assert_eq!(reply.status, NtStatus::MORE_ENTRIES);
        let deltas = reply.deltas.unwrap().0;
        assert_eq!(types(&deltas), [first]);
        let (Delta::Domain { rid: is, .. }
        | Delta::Group { rid: is, .. }
        | Delta::User { rid: is, .. }
        | Delta::GroupMembers { rid: is, .. }) = deltas[0]
        else {
            panic!("another delta");
        };
        assert_eq!(is, rid);
    }
    let done = backup
        .sync(DatabaseId::SAM, SyncState::SAM_DONE, 0, ALL)
        .await;
    assert_eq!(done.status, NtStatus::SUCCESS);
    assert_eq!(done.deltas.unwrap().0.len(), 0);
    let wrong = backup.sync(DatabaseId::SAM, SyncState(9), 0, ALL).await;
    assert_eq!(wrong.status, NtStatus::INVALID_PARAMETER);
    assert!(wrong.deltas.is_none());
}

async fn serial(backup: &mut Backup) -> i64 {
    let Delta::Domain {
        change: Some(domain),
        ..
    } = backup.redo_one(&entry(0, 1, 0)).await
    else {
        panic!("no domain");
    };
    domain.modified_count.into()
}

#[tokio::test]
async fn what_changed_since() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let store = &domain.store;
    let user = store.user_by_name("user").await.unwrap().unwrap().rid;
    store.rename_user(user, "person", NOW).await.unwrap();
    let new = hash("new password");
    let change = PasswordChange::new(&new, NOW);
    store.set_password(user, change).await.unwrap();
    let group = store.create_group("Group", "", NOW).await.unwrap().rid;
    store.add_group_member(group, user, NOW).await.unwrap();
    let member = store.user_by_name("N$").await.unwrap().unwrap().rid;
    store.delete_user(member, NOW).await.unwrap();

    let reply = backup.deltas(DatabaseId::SAM, before, ALL).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let after = i64::from(reply.modified_count);
    assert_eq!(after, serial(&mut backup).await);
    let deltas = reply.deltas.unwrap().0;
    let [
        Delta::RenameUser {
            rid,
            change: Some(rename),
        },
        Delta::User {
            change: Some(changed),
            ..
        },
        Delta::Group { .. },
        Delta::GroupMembers {
            change: Some(members),
            ..
        },
        ..,
        Delta::DeleteUser { rid: deleted },
    ] = &deltas[..]
    else {
        panic!("{:?}", types(&deltas));
    };
    assert_eq!((*rid, *deleted), (user, member));
    assert_eq!(rename.old_name.as_str(), Some("user"));
    assert_eq!(rename.new_name.as_str(), Some("person"));
    assert!(nt_hash(backup.channel.key(), changed) == Some(new));
    assert_eq!(members.members.0[0].relative_id, user);

    // The same, one by one.
    let (mut at, mut one_by_one) = (before, Vec::new());
    loop {
        let reply = backup.deltas(DatabaseId::SAM, at, 0).await;
        let next = i64::from(reply.modified_count);
        assert!(next > at, "no progress from {at}");
        at = next;
        one_by_one.extend(reply.deltas.unwrap().0);
        if reply.status != NtStatus::MORE_ENTRIES {
            break;
        }
    }
    assert_eq!(at, after);
    assert!(one_by_one == deltas);
}

// What was changed and is gone has no delta but the one that deletes it.
#[tokio::test]
async fn what_is_gone_by_now_is_deleted_only() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let store = &domain.store;
    let group = store
        .create_group("Short-lived", "", NOW)
        .await
        .unwrap()
        .rid;
    store.delete_group(group, NOW).await.unwrap();
    let reply = backup.deltas(DatabaseId::SAM, before, ALL).await;
    assert!(reply.deltas.unwrap().0 == [Delta::DeleteGroup { rid: group }]);
}

#[tokio::test]
async fn a_serial_number_that_is_not_in_the_log_needs_a_full_synchronization() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let newest = serial(&mut backup).await;
    for unknown in [newest + 1, i64::MAX, -1, i64::MIN] {
        let reply = backup.deltas(DatabaseId::SAM, unknown, ALL).await;
        assert_eq!(
            reply.status,
            NtStatus::SYNCHRONIZATION_REQUIRED,
            "{unknown}"
        );
        assert_eq!(reply.modified_count, ModifiedCount::from(unknown));
        assert!(reply.deltas.is_none());
    }
    let status = Some(NtStatus::SYNCHRONIZATION_REQUIRED);
    let events = domain.events().await;
    assert!(
        events
            .iter()
            .any(|(id, strings, data)| (*id, strings[0].as_str(), *data) == (5712, "B", status)),
        "{events:?}"
    );
}

#[tokio::test]
async fn events_tell_how_much_was_fetched() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let before = serial(&mut backup).await;
    let (deltas, _) = backup.whole(DatabaseId::BUILTIN, ALL).await;
    domain.store.create_group("One", "", NOW).await.unwrap();
    domain.store.create_group("Two", "", NOW).await.unwrap();
    backup.deltas(DatabaseId::SAM, before, ALL).await;
    backup.sync(DatabaseId(3), SyncState::NORMAL, 0, ALL).await;
    let events = domain.events().await;
    let strings = |id| {
        let mut events = events.iter().filter(move |event| event.0 == id);
        events.next_back().unwrap().1.clone()
    };
    assert_eq!(strings(5711), ["B", "2"]);
    assert_eq!(strings(5713), ["B".to_owned(), deltas.len().to_string()]);
    let failed = events.iter().find(|event| event.0 == 5714).unwrap();
    assert_eq!(failed.1[0], "B");
    assert_eq!(failed.2, Some(NtStatus::INVALID_LEVEL));
}

// "If the DatabaseID is not one of these values, the server MUST return the status code STATUS_INVALID_LEVEL."
#[tokio::test]
async fn there_are_three_databases() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    for database in [DatabaseId(3), DatabaseId(u32::MAX)] {
        let deltas = backup.deltas(database, 0, ALL).await;
        let sync = backup.sync(database, SyncState::NORMAL, 0, ALL).await;
        assert_eq!(deltas.status, NtStatus::INVALID_LEVEL);
        assert_eq!(sync.status, NtStatus::INVALID_LEVEL);
        assert!(deltas.deltas.is_none() && sync.deltas.is_none());
    }
}

#[tokio::test]
async fn one_object_at_a_time() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let user = domain
        .store
        .user_by_name("user")
        .await
        .unwrap()
        .unwrap()
        .rid;
    let delta = backup.redo_one(&entry(0, 5, user)).await;
    assert!(matches!(delta, Delta::User { rid, .. } if rid == user));
    let delta = backup.redo_one(&entry(1, 12, 544)).await;
    assert!(matches!(delta, Delta::AliasMembers { rid: 544, .. }));
    assert!(backup.redo_one(&entry(0, 5, 77)).await == Delta::DeleteUser { rid: 77 });

    let mut odd = entry(0, 5, user).encode();
    odd.push(0);
    for wrong in [
        Vec::new(),
        odd,
        entry(3, 5, user).encode(),
        // Groups are not in BUILTIN, users not in the LSA, and deltas not above 22.
        entry(1, 2, 544).encode(),
        entry(2, 5, user).encode(),
        entry(0, 23, user).encode(),
        // A secret without a name.
        entry(2, 18, 0).encode(),
    ] {
        let reply = backup.redo(wrong.clone()).await;
        assert_eq!(reply.status, NtStatus::INVALID_PARAMETER, "{wrong:?}");
        assert!(reply.deltas.is_none());
    }
}

// KB Q197160: `$MACHINE.ACC` is never returned by any interface. Only global secrets belong to the whole domain.
#[tokio::test]
async fn secrets_that_are_not_global_stay() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let policy = backup.redo_one(&entry(2, 13, 0)).await;
    let Delta::LsaPolicy {
        change: Some(policy),
        ..
    } = policy
    else {
        panic!("no policy");
    };
    let secret = |text: &str| SecretBytes::new(text.as_bytes().to_vec());
    for name in ["G$GLOBAL", "$MACHINE.ACC", "L$LOCAL", "G"] {
        let value = secret(&format!("value of {name}"));
        domain.store.store_secret(name, &value, NOW).await.unwrap();
    }
    let (whole, _) = backup.whole(DatabaseId::LSA, ALL).await;
    let serial = policy.modified_count.into();
    let changes = backup.deltas(DatabaseId::LSA, serial, ALL).await;
    for deltas in [whole, changes.deltas.unwrap().0] {
        let mut secrets = deltas.iter().filter_map(|delta| match delta {
            Delta::LsaSecret { name, change } => Some((name.clone().unwrap(), change)),
            _ => None,
        });
        let (name, change) = secrets.next().unwrap();
        assert_eq!(name.as_str(), "G$GLOBAL");
        let mut octets = change.as_ref().unwrap().current.octets.0.clone();
        backup.channel.key().convert_delta_secret(&mut octets);
        assert_eq!(octets, b"value of G$GLOBAL");
        assert!(secrets.all(|(name, _)| name.as_str() == "G$GLOBAL"));
    }
    for name in ["$MACHINE.ACC", "L$LOCAL", "G", ""] {
        let reply = backup
            .redo(
                ChangeLogEntry {
                    object: ChangeLogObject::Name(name.to_owned()),
                    ..entry(2, 18, 0)
                }
                .encode(),
            )
            .await;
        assert_eq!(reply.status, NtStatus::INVALID_PARAMETER, "{name}");
    }
}

/// What nobody gets who is no backup domain controller on a sealed channel.
async fn refused(backup: &mut Backup, status: NtStatus) {
    let reply = backup.deltas(DatabaseId::SAM, 0, ALL).await;
    assert_eq!(reply.status, status);
    assert!(reply.deltas.is_none());
    let reply = backup
        .sync(DatabaseId::SAM, SyncState::NORMAL, 0, ALL)
        .await;
    assert_eq!(reply.status, status);
    assert!(reply.deltas.is_none());
    let reply = backup.redo(entry(0, 5, 500).encode()).await;
    assert_eq!(reply.status, status);
    assert!(reply.deltas.is_none());
}

// "Verify that the client is a backup domain controller (BDC), the server is a PDC, and synchronization is enabled. If any
// of these conditions are false, the server MUST return the status code STATUS_NOT_SUPPORTED."
#[tokio::test]
async fn a_member_fetches_nothing() {
    let domain = Domain::new().await;
    let mut member = Backup::new(&domain, "M").await;
    refused(&mut member, NtStatus::NOT_SUPPORTED).await;
}

#[tokio::test]
async fn no_exception_lets_hashes_out_unsealed() {
    let domain = Domain::new().await;
    let except = |account| {
        let exception = NewException {
            account,
            kinds: ExceptionKinds::ALL,
            owner: "test",
            reason: "test",
            until: FileTime(NOW.0 + 1_000_000_000),
        };
        let store = domain.store.clone();
        async move { store.add_exception(&exception, NOW).await }
    };
    except("B$").await.unwrap();
    except("M$").await.unwrap();
    for computer in ["B", "M"] {
        let channel = domain.channel(computer).await;
        let client = domain.through(&channel, Protection::Integrity).await;
        let mut signed = Backup { channel, client };
        let (authenticator, _) = signed.channel.authenticator(NOW);
        let request = DatabaseDeltas {
            primary_name: "OURPDC".into(),
            computer_name: computer.into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database: DatabaseId::SAM,
            modified_count: 0.into(),
            preferred_maximum_length: ALL,
        };
        let reply = signed.client.call(&request).await.unwrap();
        assert_eq!(reply.status, NtStatus::NOT_SUPPORTED, "{computer}");
        assert!(reply.deltas.is_none());
    }
    // Nor one that is not protected at all.
    let channel = domain.channel("M").await;
    let client = domain.anonymous().await;
    let mut open = Backup { channel, client };
    refused(&mut open, NtStatus::NOT_SUPPORTED).await;
}

// CVE-2015-0240: no output is touched before the authenticator is verified.
#[tokio::test]
async fn whoever_proves_nothing_gets_nothing() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let request = |computer: &str| DatabaseSync {
        primary_name: "OURPDC".into(),
        computer_name: computer.into(),
        authenticator: Authenticator::default(),
        return_authenticator: Authenticator::default(),
        database: DatabaseId(7),
        sync_context: 9,
        preferred_maximum_length: ALL,
    };
    let mut anonymous = domain.anonymous().await;
    for client in [&mut backup.client, &mut anonymous] {
        for computer in ["B", "M", "NOBODY", ""] {
            let reply = client.call(&request(computer)).await.unwrap();
            assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
            assert_eq!(reply.return_authenticator, Authenticator::default());
            assert_eq!(reply.sync_context, 9);
            assert!(reply.deltas.is_none());
        }
    }
    // And the channel is none the worse.
    backup.whole(DatabaseId::BUILTIN, ALL).await;
}

// A channel may be older than an administrator's last word.
#[tokio::test]
async fn an_account_that_is_disabled_fetches_nothing_any_more() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    backup.whole(DatabaseId::BUILTIN, ALL).await;
    let account = domain.store.user_by_name("B$").await.unwrap().unwrap().rid;
    let disable = UserChange {
        set_control: store::Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    let store = &domain.store;
    store.update_user(account, disable, NOW).await.unwrap();
    refused(&mut backup, NtStatus::ACCESS_DENIED).await;
    store.delete_user(account, NOW).await.unwrap();
    refused(&mut backup, NtStatus::ACCESS_DENIED).await;
}

// [MS-NRPC] 3.5.4.10: what LAN Manager asked is not supported, and not a fault either.
#[tokio::test]
async fn nobody_is_a_lan_manager_any_more() {
    let domain = Domain::new().await;
    let mut backup = Backup::new(&domain, "B").await;
    let logon = UasLogon {
        server_name: None,
        user_name: "user".into(),
        workstation: "W".into(),
    };
    let reply = backup.client.call(&logon).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_NOT_SUPPORTED);
    assert!(reply.validation.is_none());
    let (authenticator, _) = backup.channel.authenticator(NOW);
    let sync = AccountSync {
        primary_name: None,
        computer_name: "B".into(),
        authenticator,
        return_authenticator: Authenticator::default(),
        reference: 0,
        level: 0,
        buffer_size: u32::MAX,
        last_record_id: SurplusRecordId::default(),
    };
    let reply = backup.client.call(&sync).await.unwrap();
    assert_eq!(reply.status, NtStatus::NOT_IMPLEMENTED);
    assert!(reply.buffer.0.is_empty());
}
