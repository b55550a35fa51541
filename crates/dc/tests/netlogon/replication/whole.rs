//! Whole databases, and what is not in them.

use msrpc::netlogon::{
    Authenticator, ChangeLogEntry, ChangeLogObject, DatabaseId, DatabaseSync, Delta, SyncState,
};
use wire::{NtStatus, SecretBytes};

use super::backup::{ALL, Backup, entry, nt_hash, types};
use crate::domain::{Domain, NOW, PASSWORD, hash};

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
