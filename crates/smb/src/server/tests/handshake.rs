//! Negotiation, logon and pipes, in each way in which they can be protected.

use auth::{Credentials, Identity};
use wire::NtStatus;

use super::host::{Host, Pair, account, config, data};
use super::*;
use crate::client::{self, Reply, Request};
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};
use crate::error::{LogonError, Refused};
use crate::header::Command;

/// Opens a pipe, says something, hears something, closes it, logs off.
fn use_pipe(pair: &mut Pair) {
    let (file, pipe) = pair.open("lsarpc");
    let data_to_write = b"request".to_vec();
    let written = pair.ask(Request::Write {
        file,
        data: data_to_write,
    });
    assert_eq!(written, Ok(Reply::Written(7)));
    assert_eq!(pair.received(), (pipe, b"request".to_vec()));
    pair.host.connection.send(pipe, b"answer".to_vec()).unwrap();
    let read = pair.ask(Request::Read { file, max: 4280 });
    assert_eq!(read, data(b"answer", false));
    pair.submit(Request::Transceive {
        file,
        data: b"second".to_vec(),
        max: 4280,
    });
    assert_eq!(pair.received(), (pipe, b"second".to_vec()));
    pair.host.connection.send(pipe, vec![7; 4000]).unwrap();
    assert!(matches!(
        pair.heard().as_slice(),
        [client::Event::Completed { outcome: Ok(Reply::Data { octets, more: false }), .. }]
            if octets.len() == 4000
    ));
    assert_eq!(pair.ask(Request::Echo), Ok(Reply::Done));
    assert_eq!(pair.ask(Request::Close(file)), Ok(Reply::Done));
    assert!(
        matches!(pair.host.events.pop(), Some(Event::Closed { pipe: closed }) if closed == pipe)
    );
    assert_eq!(pair.ask(Request::Disconnect), Ok(Reply::Done));
    assert_eq!(pair.ask(Request::Logoff), Ok(Reply::LoggedOff));
    assert!(!pair.host.connection.has_session());
}

#[test]
fn every_dialect_leads_to_a_signed_session() {
    for dialect in Dialect::ALL {
        let mut pair = Pair::new(Config {
            max_dialect: dialect,
            ..config()
        });
        let info = pair.client.info();
        assert_eq!((info.dialect, info.encryption), (dialect, None));
        assert!(info.signing.is_some());
        use_pipe(&mut pair);
    }
}

#[test]
fn every_cipher_and_every_signing_algorithm_is_spoken() {
    for signing in SigningAlgorithm::OFFER {
        let mut pair = Pair::new(Config {
            signing: vec![signing],
            ..config()
        });
        assert_eq!(pair.client.info().signing, Some(signing));
        use_pipe(&mut pair);
        for cipher in Cipher::OFFER {
            let mut pair = Pair::new(Config {
                signing: vec![signing],
                ciphers: vec![cipher],
                encryption: EncryptionPolicy::Required,
                ..config()
            });
            assert_eq!(pair.client.info().encryption, Some(cipher));
            use_pipe(&mut pair);
        }
    }
    for max_dialect in [Dialect::SMB_3_0, Dialect::SMB_3_0_2] {
        let mut pair = Pair::new(Config {
            max_dialect,
            encryption: EncryptionPolicy::Required,
            ..config()
        });
        assert_eq!(pair.client.info().encryption, Some(Cipher::AES_128_CCM));
        use_pipe(&mut pair);
    }
}

#[test]
fn a_client_may_encrypt_where_it_need_not() {
    for max_dialect in [Dialect::SMB_3_0, Dialect::SMB_3_1_1] {
        let mut host = Host::new(Config {
            max_dialect,
            ..config()
        });
        let always = client::Config {
            encryption: client::EncryptionPolicy::Always,
            ..client::Config::default()
        };
        let session = host.log_on(always, account(r"DOMAIN\root")).unwrap();
        assert!(session.info().encryption.is_some());
    }
}

// [MS-SMB2] 3.3.5.5: with RejectUnencryptedAccess, who cannot encrypt is refused.
#[test]
fn required_encryption_is_for_everybody() {
    for max_dialect in [Dialect::SMB_2_0_2, Dialect::SMB_2_1] {
        let required = Config {
            max_dialect,
            encryption: EncryptionPolicy::Required,
            ..config()
        };
        assert_eq!(
            refusal(required, account(r"DOMAIN\root")),
            NtStatus::ACCESS_DENIED
        );
    }
    let required = Config {
        encryption: EncryptionPolicy::Required,
        ..config()
    };
    // A null session has no key to encrypt with.
    assert_eq!(
        refusal(required, Credentials::Anonymous),
        NtStatus::ACCESS_DENIED
    );
}

#[test]
fn a_refused_logon_says_why_if_the_owner_does() {
    assert_eq!(
        refusal(config(), account(r"DOMAIN\locked")),
        NtStatus::ACCOUNT_LOCKED_OUT
    );
    let Credentials::Password { account, .. } = account(r"DOMAIN\root") else {
        panic!()
    };
    let wrong = Credentials::Password {
        account,
        password: wire::Password::new("secret".into()),
    };
    assert_eq!(refusal(config(), wrong), NtStatus::LOGON_FAILURE);
}

#[test]
fn both_ends_have_one_application_key() {
    for max_dialect in Dialect::ALL {
        let mut pair = Pair::new(Config {
            max_dialect,
            ..config()
        });
        let pipe = "LSARPC".into();
        pair.ask(Request::Open { pipe }).unwrap();
        let Some(Event::Opened {
            name,
            identity,
            session_key,
            ..
        }) = pair.host.events.pop()
        else {
            panic!()
        };
        assert_eq!(name.as_str(), "lsarpc");
        assert!(session_key.as_ref() == pair.client.application_key() && session_key.is_some());
        assert!(matches!(identity, Identity::Account { user, .. } if user == "root"));
    }
}

// [MS-SMB2] 3.3.5.9 leaves it to the server which pipes a null session can open; here the list says so.
#[test]
fn a_null_session_opens_only_what_allows_it() {
    for max_dialect in Dialect::ALL {
        let config = Config {
            max_dialect,
            ..config()
        };
        let mut pair = Pair::of(config, Credentials::Anonymous);
        assert_eq!(pair.client.info().signing, None);
        let lsarpc = Request::Open {
            pipe: "lsarpc".into(),
        };
        assert_eq!(pair.ask(lsarpc), Err(NtStatus::ACCESS_DENIED));
        assert!(pair.host.events.is_empty());
        pair.ask(Request::Open {
            pipe: "netlogon".into(),
        })
        .unwrap();
        assert!(matches!(
            pair.host.events.as_slice(),
            [Event::Opened {
                identity: Identity::Anonymous,
                session_key: None,
                ..
            }]
        ));
    }
}

// Its owner is a task of a server with several threads.
#[test]
fn a_connection_can_move_between_threads() {
    const fn is_send<T: Send>() {}
    is_send::<Connection>();
    is_send::<Event>();
}

/// Why a logon is refused.
fn refusal(config: Config, credentials: Credentials) -> NtStatus {
    let mut host = Host::new(config);
    match host.log_on(client::Config::default(), credentials) {
        Err(LogonError::Refused(Refused {
            command: Command::SESSION_SETUP,
            status,
        })) => {
            assert!(!host.connection.has_session());
            status
        }
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the logon succeeded"),
    }
}
