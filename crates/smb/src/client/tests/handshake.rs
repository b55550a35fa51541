//! Negotiation, logon, tree and confirmation.

use wire::{Malformed, NtStatus};

use super::server::{Confirmation, Server};
use super::*;
use crate::dialect::{Cipher, Dialect, SigningAlgorithm};
use crate::error::{ProtocolError, Refused};
use crate::header::Command;
use crate::message::{SessionFlags, ShareFlags, ShareType};

#[test]
fn every_dialect_leads_to_a_signed_session() {
    for dialect in Dialect::ALL {
        let info = session(&mut Server::new(dialect)).info();
        assert_eq!(info.dialect, dialect);
        assert!(
            info.signing.is_some() && info.encryption.is_none(),
            "{dialect}"
        );
    }
}

#[test]
fn every_signing_algorithm_of_3_1_1_is_spoken() {
    for signing in SigningAlgorithm::OFFER {
        let mut server = Server::new(Dialect::SMB_3_1_1);
        server.signing = signing;
        assert_eq!(session(&mut server).info().signing, Some(signing));
    }
}

#[test]
fn every_cipher_is_spoken_when_the_session_or_the_share_demands_it() {
    for cipher in Cipher::OFFER {
        let mut server = Server::new(Dialect::SMB_3_1_1);
        server.cipher = Some(cipher);
        server.session_flags = SessionFlags::ENCRYPT_DATA;
        assert_eq!(session(&mut server).info().encryption, Some(cipher));

        let mut server = Server::new(Dialect::SMB_3_1_1);
        server.cipher = Some(cipher);
        server.share_flags = ShareFlags::ENCRYPT_DATA;
        assert_eq!(session(&mut server).info().encryption, Some(cipher));
    }
    // Here the confirmation of the negotiation is encrypted as well.
    for dialect in [Dialect::SMB_3_0, Dialect::SMB_3_0_2] {
        let mut server = Server::new(dialect);
        server.session_flags = SessionFlags::ENCRYPT_DATA;
        assert_eq!(
            session(&mut server).info().encryption,
            Some(Cipher::AES_128_CCM)
        );
    }
}

#[test]
fn encryption_that_cannot_be_is_not_done_without() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.cipher = None;
    let always = Config {
        encryption: EncryptionPolicy::Always,
        ..server.client_config()
    };
    assert_eq!(
        negotiate(always, &mut server).err(),
        Some(NegotiateError::EncryptionUnavailable)
    );
    let mut server = Server::new(Dialect::SMB_2_1);
    server.share_flags = ShareFlags::ENCRYPT_DATA;
    assert_eq!(refusal(server), LogonError::EncryptionUnavailable);
}

#[test]
fn an_anonymous_session_is_only_for_who_asks_for_one() {
    for flags in [SessionFlags::IS_NULL, SessionFlags::IS_GUEST] {
        let mut server = Server::new(Dialect::SMB_3_1_1);
        server.session_flags = flags;
        let session = log_on(&mut server, Mechanism::anonymous(), |_, _| {}).unwrap();
        assert_eq!(session.info().signing, None);
        assert!(session.application_key().is_none());
    }
    let mut guest = Server::new(Dialect::SMB_3_1_1);
    guest.session_flags = SessionFlags::IS_GUEST;
    assert_eq!(refusal(guest), LogonError::GuestLogon);
    // A server that let us in as a guest could not end the mechanism; the flag is the better reason.
    let mut guest = Server::new(Dialect::SMB_3_1_1);
    guest.session_flags = SessionFlags::IS_GUEST;
    let outcome = log_on(&mut guest, Mechanism::doubtful(), |_, _| {});
    assert_eq!(outcome.err(), Some(LogonError::GuestLogon));
    let outcome = log_on(
        &mut Server::new(Dialect::SMB_3_1_1),
        Mechanism::doubtful(),
        |_, _| {},
    );
    assert_eq!(
        outcome.err(),
        Some(LogonError::Auth(AuthError::MechListMicMissing))
    );
    let mut null = Server::new(Dialect::SMB_2_1);
    null.session_flags = SessionFlags::IS_NULL;
    assert_eq!(refusal(null), LogonError::NullSession);
}

#[test]
fn a_dialect_that_was_not_offered_is_refused() {
    let mut server = Server::new(Dialect::SMB_2_1);
    let config = Config {
        min_dialect: Dialect::SMB_3_0,
        ..Config::default()
    };
    assert_eq!(
        negotiate(config, &mut server).err(),
        Some(NegotiateError::DialectNotOffered(Dialect::SMB_2_1))
    );
    // The answer to the multi-protocol message that we never send.
    let mut server = Server::new(Dialect(0x02ff));
    assert_eq!(
        negotiate(Config::default(), &mut server).err(),
        Some(NegotiateError::DialectNotOffered(Dialect(0x02ff)))
    );
}

#[test]
fn a_refused_logon_says_so() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.logon_status = NtStatus::LOGON_FAILURE;
    assert_eq!(
        refusal(server),
        LogonError::Refused(Refused {
            command: Command::SESSION_SETUP,
            status: NtStatus::LOGON_FAILURE
        })
    );
}

#[test]
fn ipc_has_to_be_pipes() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    server.share_type = ShareType(1);
    assert_eq!(refusal(server), LogonError::NotPipes(ShareType(1)));
}

#[test]
fn the_last_word_of_the_logon_is_verified() {
    for dialect in Dialect::ALL {
        let mut server = Server::new(dialect);
        let outcome = log_on(&mut server, Mechanism::account(), |leg, answer| {
            if leg == 1 {
                *answer.last_mut().unwrap() ^= 1;
            }
        });
        assert!(
            matches!(
                outcome,
                Err(LogonError::Protocol(ProtocolError::SignatureWrong { .. }))
            ),
            "{dialect}"
        );
        let mut server = Server::new(dialect);
        let outcome = log_on(&mut server, Mechanism::account(), |leg, answer| {
            if leg == 1 {
                answer[16] &= !0x08; // SMB2_FLAGS_SIGNED
            }
        });
        assert!(
            matches!(
                outcome,
                Err(LogonError::Protocol(ProtocolError::SignatureMissing { .. }))
            ),
            "{dialect}"
        );
    }
}

// [MS-SMB2] 3.1.4.2: the keys of SMB 3.1.1 depend on each octet that was said before there were keys.
#[test]
fn a_negotiation_altered_on_its_way_leads_to_other_keys() {
    let mut server = Server::new(Dialect::SMB_3_1_1);
    let (negotiation, message) =
        Negotiation::start(server.client_config(), Guid::NIL, &[4; 32]).unwrap();
    let mut altered = message;
    altered[100] ^= 1; // one of the offered dialects
    let negotiated = negotiation.finish(&server.answer(&altered)).unwrap();
    let Ok(Progress::Send { message, next }) = negotiated.logon(Mechanism::account(), "SERVER")
    else {
        panic!()
    };
    let Ok(Progress::Send { message, next }) = next.receive(&server.answer(&message)) else {
        panic!()
    };
    assert!(matches!(
        next.receive(&server.answer(&message)).err(),
        Some(LogonError::Protocol(ProtocolError::SignatureWrong { .. }))
    ));
}

// [MS-SMB2] 3.2.5.5: dialects before 3.1.1 have the negotiation confirmed.
#[test]
fn a_downgrade_is_found_out() {
    for dialect in [
        Dialect::SMB_2_0_2,
        Dialect::SMB_2_1,
        Dialect::SMB_3_0,
        Dialect::SMB_3_0_2,
    ] {
        for confirmation in [Confirmation::OtherDialect, Confirmation::OtherCapabilities] {
            let mut server = Server::new(dialect);
            server.confirmation = confirmation;
            assert_eq!(refusal(server), LogonError::NegotiationAltered, "{dialect}");
        }
        let denied = NtStatus::ACCESS_DENIED;
        let mut server = Server::new(dialect);
        server.confirmation = Confirmation::Refusal(denied);
        assert_eq!(refusal(server), LogonError::NegotiationUnconfirmed(denied));
    }
}

#[test]
fn only_servers_from_before_smb_3_may_not_know_how_to_confirm() {
    for status in [
        NtStatus::FILE_CLOSED,
        NtStatus::INVALID_DEVICE_REQUEST,
        NtStatus::NOT_SUPPORTED,
    ] {
        for dialect in [Dialect::SMB_2_0_2, Dialect::SMB_2_1] {
            let mut server = Server::new(dialect);
            server.confirmation = Confirmation::Refusal(status);
            assert_eq!(session(&mut server).info().dialect, dialect);
        }
        for dialect in [Dialect::SMB_3_0, Dialect::SMB_3_0_2] {
            let mut server = Server::new(dialect);
            server.confirmation = Confirmation::Refusal(status);
            assert_eq!(refusal(server), LogonError::NegotiationUnconfirmed(status));
        }
    }
}

#[test]
fn the_application_key_is_the_session_key_only_before_smb_3() {
    for dialect in Dialect::ALL {
        let session = session(&mut Server::new(dialect));
        let same = session.application_key() == Some(&SecretKey::new(SESSION_KEY));
        assert_eq!(same, !dialect.is_smb3(), "{dialect}");
    }
}

#[test]
fn no_prefix_of_an_answer_leads_anywhere() {
    for dialect in [Dialect::SMB_2_1, Dialect::SMB_3_1_1] {
        for len in 0.. {
            let mut server = Server::new(dialect);
            let (negotiation, message) =
                Negotiation::start(server.client_config(), Guid::NIL, &[4; 32]).unwrap();
            let answer = server.answer(&message);
            let Some(prefix) = answer
                .get(..len)
                .filter(|prefix| prefix.len() < answer.len())
            else {
                break;
            };
            assert!(
                negotiation.finish(prefix).is_err(),
                "{dialect}, {len} octets"
            );
        }
        for leg in 0..3 {
            for len in 0..200 {
                let mut server = Server::new(dialect);
                let mut cut = false;
                let outcome = log_on(&mut server, Mechanism::account(), |at, answer| {
                    if at == leg && len < answer.len() {
                        answer.truncate(len);
                        cut = true;
                    }
                });
                // Only the challenge is not signed, and it has no padding.
                assert_eq!(
                    outcome.is_err(),
                    cut,
                    "{dialect}, {len} octets of leg {leg}"
                );
            }
        }
    }
}

#[test]
fn transfers_too_small_for_pipes_are_refused() {
    let mut server = Server::new(Dialect::SMB_2_1);
    let (negotiation, message) =
        Negotiation::start(server.client_config(), Guid::NIL, &[4; 32]).unwrap();
    let mut answer = server.answer(&message);
    answer[64 + 32..64 + 36].copy_from_slice(&512_u32.to_le_bytes()); // MaxReadSize
    assert_eq!(
        negotiation.finish(&answer).err(),
        Some(NegotiateError::TransferSizeTooSmall(512))
    );
}

#[test]
fn a_server_that_grants_nothing_is_left() {
    let mut server = Server::new(Dialect::SMB_2_1);
    server.credits = 0;
    assert_eq!(
        negotiate(server.client_config(), &mut server).err(),
        Some(NegotiateError::Protocol(ProtocolError::CreditsExhausted))
    );
}

#[test]
fn smb_1_is_no_answer() {
    let (negotiation, _) = Negotiation::start(Config::default(), Guid::NIL, &[4; 32]).unwrap();
    let mut smb1 = vec![0; 100];
    smb1[..4].copy_from_slice(b"\xffSMB");
    assert!(matches!(
        negotiation.finish(&smb1).err(),
        Some(NegotiateError::Protocol(ProtocolError::Malformed(
            Malformed::Illegal {
                field: "ProtocolId",
                ..
            }
        )))
    ));
}

/// Why this server was left.
fn refusal(mut server: Server) -> LogonError {
    match log_on(&mut server, Mechanism::account(), |_, _| {}) {
        Ok(_) => panic!("the logon succeeded"),
        Err(error) => error,
    }
}
