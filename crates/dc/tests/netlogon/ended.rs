//! Open channels of accounts in which somebody else has had a word meanwhile.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use auth::{Credentials, Protection};
use msrpc::netlogon::{Logon, TrustPasswordsGet};
use netlogon::{CapabilitiesError, CapabilitiesQuery, SecureChannel};
use store::{Control, PasswordChange, Store, UserChange};
use transport::{RpcClient, RpcTimeouts, SmbClient, SmbTimeouts, bind_sealed};
use wire::{NtStatus, Password};

use crate::domain::{Domain, NOW, PASSWORD, hash};
use crate::logons::{network_logon, sam_logon_ex};
use crate::passwords::set_password;
use crate::previous_password::come;

/// The account of M.
const M: u32 = 1000;

/// What somebody else does to an account.
#[derive(Clone, Copy, Debug)]
enum Cause {
    Reset,
    Disabled,
    Deleted,
}

impl Cause {
    const ALL: [Self; 3] = [Self::Reset, Self::Disabled, Self::Deleted];

    async fn happen(self, store: &Store) {
        match self {
            Self::Reset => {
                let reset = hash("reset");
                let change = PasswordChange::new(&reset, NOW);
                store.set_password(M, change).await.unwrap();
            }
            Self::Disabled => {
                let disabled = UserChange {
                    set_control: Control::ACCOUNT_DISABLED,
                    ..UserChange::default()
                };
                store.update_user(M, disabled, NOW).await.unwrap();
            }
            Self::Deleted => store.delete_user(M, NOW).await.unwrap(),
        }
    }

    /// What a computer hears then that sets its channel up anew, and the event of it.
    const fn refusal(self) -> (NtStatus, u32) {
        match self {
            Self::Reset => (NtStatus::ACCESS_DENIED, 5722),
            Self::Disabled => (NtStatus::ACCOUNT_DISABLED, 5722),
            Self::Deleted => (NtStatus::NO_TRUST_SAM_ACCOUNT, 5723),
        }
    }
}

/// A connection that a channel seals: over TCP, or over a pipe of a null session.
async fn sealed(domain: &Domain, channel: &SecureChannel, over_smb: bool) -> RpcClient<Logon> {
    if !over_smb {
        return domain.through(channel, Protection::Privacy).await;
    }
    let config = smb::client::Config::default();
    let client = SmbClient::connect(domain.smb, config, SmbTimeouts::default()).await;
    let session = client
        .unwrap()
        .logon(Credentials::Anonymous, "OURPDC", "M".parse().unwrap())
        .await
        .unwrap();
    let pipe = session.open_pipe("netlogon").await.unwrap();
    let entropy = Box::new(|octets: &mut [u8]| getrandom::fill(octets).unwrap());
    bind_sealed(Box::new(pipe), channel, entropy, RpcTimeouts::default())
        .await
        .unwrap()
}

async fn logon(client: &mut RpcClient<Logon>) -> NtStatus {
    let logon = sam_logon_ex(network_logon("user", PASSWORD));
    client.call(&logon).await.unwrap().status
}

/// That whoever has the channel learns no hash by it, sets no password, and is told nothing else.
async fn assert_ended(client: &mut RpcClient<Logon>, channel: &mut SecureChannel) {
    assert_eq!(logon(client).await, NtStatus::ACCESS_DENIED);
    let (authenticator, _pending) = channel.authenticator(NOW);
    let request = TrustPasswordsGet {
        trusted_dc_name: None,
        account_name: "M$".into(),
        channel_type: channel.names().channel_type,
        computer_name: "M".into(),
        authenticator,
    };
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    assert_eq!(reply.new_hash.0, [0; 16]);
    let new = Password::new("theirs".into());
    let (request, _pending) = channel.set_password(&new, [0x55; 512], NOW).unwrap();
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    let query = CapabilitiesQuery::Negotiated;
    let (request, pending) = channel.ask_capabilities(query, NOW);
    let reply = client.call(&request).await.unwrap();
    let confirmed = channel.verify_capabilities(query, pending, &reply);
    let refused = CapabilitiesError::Refused(NtStatus::ACCESS_DENIED);
    assert_eq!(confirmed.err(), Some(refused));
}

#[tokio::test]
async fn they_end_with_the_next_call_and_who_comes_anew_hears_why() {
    for cause in Cause::ALL {
        for over_smb in [false, true] {
            let domain = Domain::new().await;
            let mut channel = domain.channel("M").await;
            let mut client = sealed(&domain, &channel, over_smb).await;
            assert_eq!(logon(&mut client).await, NtStatus::SUCCESS);
            let mut others = sealed(&domain, &domain.channel("N").await, over_smb).await;
            cause.happen(&domain.store).await;
            assert_ended(&mut client, &mut channel).await;
            let found = domain.store.credentials(M).await.unwrap();
            let current = found.and_then(|(_, passwords)| passwords.current);
            assert!(current != Some(hash("theirs")), "{cause:?}");
            let (status, event) = cause.refusal();
            assert_eq!(come(&domain, "M", PASSWORD).await.err(), Some(status));
            let events = domain.events().await;
            let events: Vec<_> = events.iter().map(|(id, ..)| *id).collect();
            assert_eq!(events, [event], "{cause:?}");
            // What it did to M is nothing to N; what N passes on is for N.
            assert_eq!(logon(&mut others).await, NtStatus::LOGON_FAILURE);
        }
    }
}

// The controller keeps the newest channel of each computer; a connection may be protected by one before it.
#[tokio::test]
async fn the_connection_of_an_ended_channel_is_no_better_for_a_new_one() {
    for over_smb in [false, true] {
        let domain = Domain::new().await;
        let mut channel = domain.channel("M").await;
        let mut client = sealed(&domain, &channel, over_smb).await;
        Cause::Reset.happen(&domain.store).await;
        let newer = come(&domain, "M", "reset").await.ok().unwrap();
        assert_ended(&mut client, &mut channel).await;
        // Nor has that done anything to the new one.
        let mut client = sealed(&domain, &newer, over_smb).await;
        assert_eq!(logon(&mut client).await, NtStatus::SUCCESS);
    }
}

#[tokio::test]
async fn an_account_that_was_disabled_and_enabled_between_two_calls_had_its_channel_ended() {
    let domain = Domain::new().await;
    let mut channel = domain.channel("M").await;
    let mut client = sealed(&domain, &channel, false).await;
    Cause::Disabled.happen(&domain.store).await;
    let enabled = UserChange {
        clear_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    domain.store.update_user(M, enabled, NOW).await.unwrap();
    assert_ended(&mut client, &mut channel).await;
    come(&domain, "M", PASSWORD).await.ok().unwrap();
}

#[tokio::test]
async fn a_computer_that_changes_its_password_keeps_all_its_channels() {
    for over_smb in [false, true] {
        let domain = Domain::new().await;
        let first = domain.channel("M").await;
        let mut over_first = sealed(&domain, &first, over_smb).await;
        let mut second = domain.channel("M").await;
        let mut over_second = sealed(&domain, &second, over_smb).await;
        for new in ["new", "newer"] {
            let status = set_password(&domain, &mut second, new).await;
            assert_eq!(status, NtStatus::SUCCESS);
            for client in [&mut over_first, &mut over_second] {
                assert_eq!(logon(client).await, NtStatus::SUCCESS);
            }
        }
        come(&domain, "M", "newer").await.ok().unwrap();
        assert_eq!(logon(&mut over_first).await, NtStatus::SUCCESS);
    }
}

/// A directory of a test's own that is gone afterwards.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        drop(std::fs::remove_dir_all(&self.0));
    }
}

// `netlogond dc computer` on the machine itself.
#[tokio::test]
async fn another_process_ends_them_as_well() {
    for cause in Cause::ALL {
        let name = format!("ended-{cause:?}");
        let scratch = Scratch(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        drop(std::fs::remove_dir_all(&scratch.0));
        let domain = Domain::kept(&scratch.0).await;
        let mut channel = domain.channel("M").await;
        let mut client = sealed(&domain, &channel, false).await;
        assert_eq!(logon(&mut client).await, NtStatus::SUCCESS);
        // Shares nothing with the other one but the file.
        let other = Store::open(&scratch.0).await.unwrap();
        cause.happen(&other).await;
        // The controller learns of it within a millisecond.
        let since = Instant::now();
        while since.elapsed() < Duration::from_millis(2) {
            tokio::task::yield_now().await;
        }
        assert_ended(&mut client, &mut channel).await;
    }
}
