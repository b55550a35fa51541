//! A client and a server, against each other and against those in between.

#![cfg(test)]

use auth::{AuthError, Exchange, Identity, MessageSecurity, NtHash, Protection, Step};
use msrpc::netlogon::{
    Authenticate3, Authenticate3Reply, Authenticator, Capabilities, Credential,
    GetCapabilitiesReply, NegotiateFlags, ReqChallengeReply, SecureChannelType,
};
use netlogon::{
    AcceptError, Accepted, Acceptor, Algorithm, CapabilitiesError, CapabilitiesQuery, Challenges,
    ChannelNames, KeyStrength, NegotiateRequest, SecureChannel, Session, SessionKey, Setup,
    SetupError, WrongAuthenticator,
};
use proptest::prelude::*;
use wire::{FileTime, NtStatus, Password};

const CLIENT: [u8; 8] = *b"client!?";
const SERVER: Credential = Credential(*b"server!?");
const NOW: FileTime = FileTime::from_unix_seconds(1_700_000_000);
const STRONG: NegotiateFlags = NegotiateFlags(0x602f_ffff);

fn hash(password: &str) -> NtHash {
    NtHash::from_password(&Password::new(password.into()))
}

fn setup(flags: NegotiateFlags, strength: KeyStrength) -> Setup {
    Setup {
        names: ChannelNames {
            server: "\\\\P".into(),
            domain: "D".into(),
            account: "M$".into(),
            computer: "M".into(),
            channel_type: SecureChannelType::WORKSTATION,
        },
        nt_hash: hash("secret"),
        flags,
        strength,
    }
}

/// A server that has AES and strong keys, and whose copy of the password is `password`.
fn serve(
    password: &str,
    client_challenge: Credential,
    request: &Authenticate3,
) -> Result<(Authenticate3Reply, Accepted), AcceptError> {
    let flags = request.flags.intersection(NegotiateFlags::MEMBER);
    let algorithm = Algorithm::select(flags, KeyStrength::AllowStrongKey).unwrap();
    let challenges = Challenges {
        client: client_challenge,
        server: SERVER,
    };
    let accepted = challenges.accept(algorithm, &hash(password), request.client_credential)?;
    let reply = Authenticate3Reply {
        server_credential: accepted.server_credential,
        flags,
        account_rid: 1104,
        status: NtStatus::SUCCESS,
    };
    Ok((reply, accepted))
}

const CHALLENGE: ReqChallengeReply = ReqChallengeReply {
    server_challenge: SERVER,
    status: NtStatus::SUCCESS,
};

fn joined(flags: NegotiateFlags, strength: KeyStrength) -> (SecureChannel, Accepted) {
    let (request, next) = setup(flags, strength).start(CLIENT).ok().unwrap();
    let challenge = request.client_challenge;
    let (request, next) = next.authenticate(&CHALLENGE).ok().unwrap();
    let (reply, accepted) = serve("secret", challenge, &request).ok().unwrap();
    (next.finish(&reply).ok().unwrap(), accepted)
}

fn both() -> [(SecureChannel, Accepted); 2] {
    [
        joined(NegotiateFlags::MEMBER, KeyStrength::AesOnly),
        joined(STRONG, KeyStrength::AllowStrongKey),
    ]
}

/// Lets a reply that an honest server would give be changed on its way.
fn finish_after(change: impl FnOnce(&mut Authenticate3Reply)) -> Result<(), SetupError> {
    let (request, next) = setup(NegotiateFlags::MEMBER, KeyStrength::AesOnly).start(CLIENT)?;
    let challenge = request.client_challenge;
    let (request, next) = next.authenticate(&CHALLENGE)?;
    let (mut reply, _) = serve("secret", challenge, &request).ok().unwrap();
    change(&mut reply);
    next.finish(&reply).map(drop)
}

#[test]
fn both_ends_agree() {
    let [(aes, _), (strong, _)] = both();
    assert_eq!(aes.key().algorithm(), Algorithm::Aes);
    assert_eq!(strong.key().algorithm(), Algorithm::StrongKey);
    assert_eq!(aes.account_rid(), 1104);
    assert_eq!(aes.negotiated(), NegotiateFlags::MEMBER);
}

#[test]
fn a_client_with_another_password_is_refused() {
    let (request, next) = setup(NegotiateFlags::MEMBER, KeyStrength::AesOnly)
        .start(CLIENT)
        .ok()
        .unwrap();
    let challenge = request.client_challenge;
    let (request, _) = next.authenticate(&CHALLENGE).ok().unwrap();
    assert_eq!(
        serve("other", challenge, &request).err(),
        Some(AcceptError::WrongCredential)
    );
}

// Whoever may have one of two passwords says by his proof which; the key of the channel is made of that one.
#[test]
fn one_of_several_passwords_is_named() {
    let challenges = || Challenges {
        client: Credential(CLIENT),
        server: SERVER,
    };
    let (in_use, before) = (hash("in use"), hash("before"));
    let known = [(&in_use, 1), (&before, 2)];
    for (password, expected) in [("in use", Some(1)), ("before", Some(2)), ("other", None)] {
        let key = SessionKey::derive(Algorithm::Aes, &hash(password), Credential(CLIENT), SERVER);
        let proof = key.credential(Credential(CLIENT));
        let outcome = challenges().accept_any(Algorithm::Aes, known, proof);
        let named = outcome.map(|(accepted, named)| {
            assert!(accepted.server_credential == key.credential(SERVER));
            named
        });
        assert_eq!(named.ok(), expected, "{password}");
    }
}

// CVE-2020-1472: even a client that guessed the credential gets nowhere.
#[test]
fn zero_challenge_is_refused() {
    let outcome = setup(NegotiateFlags::MEMBER, KeyStrength::AesOnly).start([0; 8]);
    assert_eq!(outcome.err(), Some(SetupError::PredictableClientChallenge));
    let zero = Credential([0; 8]);
    for password in (0..600).map(|n| n.to_string()) {
        let challenges = Challenges {
            client: zero,
            server: SERVER,
        };
        let outcome = challenges.accept(Algorithm::Aes, &hash(&password), zero);
        assert_eq!(outcome.err(), Some(AcceptError::PredictableChallenge));
    }
}

#[test]
fn a_false_server_is_found_out() {
    for challenge in [Credential([0; 8]), Credential(CLIENT)] {
        let (_, next) = setup(NegotiateFlags::MEMBER, KeyStrength::AesOnly)
            .start(CLIENT)
            .ok()
            .unwrap();
        let outcome = next.authenticate(&ReqChallengeReply {
            server_challenge: challenge,
            status: NtStatus::SUCCESS,
        });
        assert_eq!(outcome.err(), Some(SetupError::PredictableServerChallenge));
    }
    assert_eq!(
        finish_after(|reply| reply.server_credential = Credential([7; 8])),
        Err(SetupError::WrongServerCredential)
    );
}

#[test]
fn each_refusal_has_its_reason() {
    for (flags, status, reason) in [
        (
            NegotiateFlags::MEMBER,
            NtStatus::ACCESS_DENIED,
            SetupError::Refused(NtStatus::ACCESS_DENIED),
        ),
        (
            NegotiateFlags(0),
            NtStatus::NO_TRUST_SAM_ACCOUNT,
            SetupError::Refused(NtStatus::NO_TRUST_SAM_ACCOUNT),
        ),
        // NT 4 cannot know whether the password is right.
        (
            STRONG,
            NtStatus::ACCESS_DENIED,
            SetupError::AesNotNegotiated,
        ),
        (STRONG, NtStatus::SUCCESS, SetupError::AesNotNegotiated),
        (
            NegotiateFlags(0),
            NtStatus::SUCCESS,
            SetupError::AesNotNegotiated,
        ),
        (
            NegotiateFlags(0x212f_ffff),
            NtStatus::SUCCESS,
            SetupError::SecureRpcNotNegotiated,
        ),
    ] {
        let outcome = finish_after(|reply| {
            reply.flags = flags;
            reply.status = status;
        });
        assert_eq!(outcome, Err(reason));
    }
    let outcome = setup(STRONG, KeyStrength::AesOnly).start(CLIENT);
    assert_eq!(outcome.err(), Some(SetupError::NoAlgorithmOffered));
}

/// The server's answer to a question about flags.
fn capabilities(
    accepted: &mut Accepted,
    authenticator: &Authenticator,
    capabilities: Capabilities,
) -> GetCapabilitiesReply {
    GetCapabilitiesReply {
        return_authenticator: accepted
            .stored
            .verify(&accepted.key, authenticator)
            .unwrap(),
        capabilities,
        status: NtStatus::SUCCESS,
    }
}

#[test]
fn flipped_flags_are_found_out() {
    let questions: [(_, fn(_) -> _); 2] = [
        (CapabilitiesQuery::Negotiated, Capabilities::Negotiated),
        (CapabilitiesQuery::Requested, Capabilities::Requested),
    ];
    for (query, answer) in questions {
        let (mut channel, mut accepted) = joined(NegotiateFlags::MEMBER, KeyStrength::AesOnly);
        let (request, pending) = channel.ask_capabilities(query, NOW);
        let honest = answer(NegotiateFlags::MEMBER);
        let reply = capabilities(&mut accepted, &request.authenticator, honest);
        assert_eq!(channel.verify_capabilities(query, pending, &reply), Ok(()));

        for bit in 0..32 {
            let seen = NegotiateFlags(NegotiateFlags::MEMBER.0 ^ 1 << bit);
            let (request, pending) = channel.ask_capabilities(query, NOW);
            let reply = capabilities(&mut accepted, &request.authenticator, answer(seen));
            assert_eq!(
                channel.verify_capabilities(query, pending, &reply),
                Err(CapabilitiesError::Downgraded {
                    ours: NegotiateFlags::MEMBER.0,
                    theirs: seen.0
                })
            );
        }
    }
}

#[test]
fn capabilities_that_nobody_asked_for_or_proved_are_refused() {
    let (mut channel, mut accepted) = joined(NegotiateFlags::MEMBER, KeyStrength::AesOnly);
    let query = CapabilitiesQuery::Negotiated;
    let other = Capabilities::Requested(NegotiateFlags::MEMBER);
    let right = Capabilities::Negotiated(NegotiateFlags::MEMBER);

    let (request, pending) = channel.ask_capabilities(query, NOW);
    let reply = capabilities(&mut accepted, &request.authenticator, other);
    assert_eq!(
        channel.verify_capabilities(query, pending, &reply),
        Err(CapabilitiesError::WrongLevel)
    );

    let (request, pending) = channel.ask_capabilities(query, NOW);
    let mut forged = capabilities(&mut accepted, &request.authenticator, right);
    forged.return_authenticator = Authenticator::default();
    assert_eq!(
        channel.verify_capabilities(query, pending, &forged),
        Err(CapabilitiesError::WrongAuthenticator(WrongAuthenticator))
    );

    let (_, pending) = channel.ask_capabilities(query, NOW);
    forged.status = NtStatus::NOT_IMPLEMENTED;
    assert_eq!(
        channel.verify_capabilities(query, pending, &forged),
        Err(CapabilitiesError::Refused(NtStatus::NOT_IMPLEMENTED))
    );
}

#[test]
fn a_new_password_arrives() {
    for (channel, mut accepted) in both() {
        let (request, _pending) = channel
            .set_password(&Password::new("new".into()), [0x55; 512], NOW)
            .ok()
            .unwrap();
        assert!(
            accepted
                .stored
                .verify(&accepted.key, &request.authenticator)
                .is_ok()
        );
        let clear = accepted.key.decrypt_password(&request.new_password);
        assert!(clear.ok().unwrap().to_password().unwrap().expose() == "new");
    }
}

type Ends = [Box<dyn MessageSecurity>; 2];

/// Runs the exchange of an RPC connection.
fn secure(channel: &SecureChannel, accepted: Accepted) -> Ends {
    let initiator = channel.exchange(Box::new(|octets| octets.fill(0xc1)));
    let acceptor: Box<dyn Exchange> = Box::new(Acceptor::new(
        Box::new(|request: &NegotiateRequest| {
            assert_eq!(request.computer(), Some("M"));
            Some(Session {
                identity: Identity::Anonymous,
                standing: 0,
                key: accepted.key,
            })
        }),
        Box::new(|octets| octets.fill(0xc2)),
    ));
    let Ok(Step::Continue { token, next }) = initiator.step(&[]) else {
        panic!("an initiator begins");
    };
    let Ok(Step::Done {
        token: Some(token),
        established: server,
    }) = acceptor.step(&token)
    else {
        panic!("an acceptor answers once");
    };
    let Ok(Step::Done {
        token: None,
        established: client,
    }) = next.step(&token)
    else {
        panic!("nothing follows the answer");
    };
    let Identity::Account { user, .. } = &client.identity else {
        panic!("the client has an account");
    };
    assert_eq!(user, "M$");
    [client, server].map(|end| end.security.unwrap())
}

const LEVELS: [Protection; 2] = [Protection::Integrity, Protection::Privacy];

#[test]
fn messages_go_both_ways() {
    for protection in LEVELS {
        for (channel, accepted) in both() {
            let mut ends = secure(&channel, accepted);
            for turn in 0..6_u8 {
                let [sender, receiver] = &mut ends;
                let mut message = *b"head, body, tail";
                message[0] = turn;
                let clear = message;
                let token = sender.protect(protection, &mut message, 6..10);
                assert_eq!(token.len(), sender.token_len(protection));
                let sealed = protection == Protection::Privacy;
                assert_eq!(message[6..10] != clear[6..10], sealed);
                assert_eq!((&message[..6], &message[10..]), (&clear[..6], &clear[10..]));
                let opened = receiver.unprotect(protection, &mut message, 6..10, &token);
                assert!(opened.is_ok());
                assert_eq!(message, clear);
                ends.swap(0, 1);
            }
        }
    }
}

#[test]
fn altered_replayed_and_reflected_messages_are_refused() {
    for protection in LEVELS {
        for (channel, accepted) in both() {
            let [mut client, mut server] = secure(&channel, accepted);
            let mut message = *b"a message";
            let token = client.protect(protection, &mut message, 0..9);
            // Pad, Flags (of which the checksum covers the latter), sequence number, checksum, confounder.
            let signed = if protection == Protection::Privacy {
                32
            } else {
                24
            };
            for at in 0..signed {
                let mut forged = token.clone();
                forged[at] ^= 1;
                let mut copy = message;
                assert!(
                    server
                        .unprotect(protection, &mut copy, 0..9, &forged)
                        .is_err(),
                    "token, octet {at}"
                );
            }
            for at in 0..message.len() {
                let mut forged = message;
                forged[at] ^= 0x80;
                assert!(
                    server
                        .unprotect(protection, &mut forged, 0..9, &token)
                        .is_err()
                );
            }
            for len in 0..signed {
                let mut copy = message;
                assert!(
                    server
                        .unprotect(protection, &mut copy, 0..9, &token[..len])
                        .is_err()
                );
            }
            let mut long = token.clone();
            long.resize(57, 0);
            assert!(
                server
                    .unprotect(protection, &mut message.clone(), 0..9, &long)
                    .is_err()
            );
            // Sent back to its sender, whose next message has the same number in the other direction.
            assert!(
                client
                    .unprotect(protection, &mut message.clone(), 0..9, &token)
                    .is_err()
            );
            // Sealing that somebody stripped.
            let other = match protection {
                Protection::Integrity => Protection::Privacy,
                Protection::Privacy => Protection::Integrity,
            };
            assert!(
                server
                    .unprotect(other, &mut message.clone(), 0..9, &token)
                    .is_err()
            );
            // None of this moved the counter; the message itself does, once.
            let mut copy = message;
            assert!(
                server
                    .unprotect(protection, &mut copy, 0..9, &token)
                    .is_ok()
            );
            assert!(
                server
                    .unprotect(protection, &mut message, 0..9, &token)
                    .is_err()
            );
        }
    }
}

#[test]
fn what_reserved_has_is_ignored() {
    let (channel, accepted) = joined(NegotiateFlags::MEMBER, KeyStrength::AesOnly);
    let [mut client, mut server] = secure(&channel, accepted);
    let mut message = *b"a message";
    let mut token = client.protect(Protection::Privacy, &mut message, 0..9);
    token[32..].fill(0xee);
    assert!(
        server
            .unprotect(Protection::Privacy, &mut message, 0..9, &token)
            .is_ok()
    );
}

// As Samba 4.17 sends them: with a confounder's place that is not used.
#[test]
fn a_signature_may_be_as_long_as_a_seal() {
    for (channel, accepted) in both() {
        let [mut client, mut server] = secure(&channel, accepted);
        let mut message = *b"a message";
        let mut token = client.protect(Protection::Integrity, &mut message, 0..0);
        token.resize(56, 0);
        assert!(
            server
                .unprotect(Protection::Integrity, &mut message, 0..0, &token)
                .is_ok()
        );
    }
}

#[test]
fn a_range_beyond_the_message_is_sealed_as_far_as_there_is_any() {
    let (channel, accepted) = joined(NegotiateFlags::MEMBER, KeyStrength::AesOnly);
    let [mut client, _] = secure(&channel, accepted);
    let mut message = *b"a message";
    client.protect(Protection::Privacy, &mut message, 2..99);
    assert!(message.starts_with(b"a "));
    assert_ne!(&message[2..], b"message");
}

#[test]
fn a_client_without_a_session_is_refused() {
    let acceptor: Box<dyn Exchange> = Box::new(Acceptor::new(Box::new(|_| None), Box::new(|_| ())));
    let request = NegotiateRequest::default().encode();
    assert_eq!(
        acceptor.step(&request).err(),
        Some(AuthError::Refused(NtStatus::ACCESS_DENIED))
    );
    let acceptor: Box<dyn Exchange> = Box::new(Acceptor::new(Box::new(|_| None), Box::new(|_| ())));
    assert!(matches!(
        acceptor.step(b"nonsense"),
        Err(AuthError::Malformed(_))
    ));
}

proptest! {
    #[test]
    fn any_message_survives_and_no_token_is_trouble(
        message in proptest::collection::vec(any::<u8>(), 0..100),
        range in (0..50_usize, 0..50_usize),
        junk in proptest::collection::vec(any::<u8>(), 0..70),
    ) {
        let start = range.0.min(message.len());
        let body = start..(start + range.1).min(message.len());
        for (channel, accepted) in both() {
            let [mut client, mut server] = secure(&channel, accepted);
            let mut copy = message.clone();
            prop_assert!(server.unprotect(Protection::Privacy, &mut copy, body.clone(), &junk).is_err());
            let mut copy = message.clone();
            let token = client.protect(Protection::Privacy, &mut copy, body.clone());
            prop_assert!(server.unprotect(Protection::Privacy, &mut copy, body.clone(), &token).is_ok());
            prop_assert_eq!(&copy, &message);
        }
    }
}
