//! Who gets nothing.

use auth::Protection;
use msrpc::netlogon::{
    AccountSync, Authenticator, DatabaseDeltas, DatabaseId, DatabaseSync, SurplusRecordId,
    SyncState, UasLogon,
};
use store::{Control, UserChange};
use wire::{NtStatus, Win32Error};

use super::backup::{ALL, Backup, entry};
use crate::domain::{Domain, NOW, laboratory};

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
    // Where exceptions count for backup controllers at all.
    let domain = Domain::with(laboratory()).await;
    domain.except("B$").await;
    domain.except("M$").await;
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

// Who was a backup domain controller when its channel was set up may be none any more.
#[tokio::test]
async fn an_account_that_was_disabled_or_demoted_fetches_nothing_any_more() {
    for (set_control, clear_control) in [
        (Control::ACCOUNT_DISABLED, 0),
        (
            Control::WORKSTATION_TRUST_ACCOUNT,
            Control::SERVER_TRUST_ACCOUNT,
        ),
    ] {
        let domain = Domain::new().await;
        let mut backup = Backup::new(&domain, "B").await;
        backup.whole(DatabaseId::BUILTIN, ALL).await;
        let account = domain.store.user_by_name("B$").await.unwrap().unwrap().rid;
        let change = UserChange {
            set_control,
            clear_control,
            ..UserChange::default()
        };
        let store = &domain.store;
        store.update_user(account, change, NOW).await.unwrap();
        let (authenticator, _) = backup.channel.authenticator(NOW);
        let request = DatabaseDeltas {
            primary_name: "OURPDC".into(),
            computer_name: "B".into(),
            authenticator,
            return_authenticator: Authenticator::default(),
            database: DatabaseId::SAM,
            modified_count: 0.into(),
            preferred_maximum_length: ALL,
        };
        let reply = backup.client.call(&request).await.unwrap();
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
        assert!(reply.deltas.is_none());
    }
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
