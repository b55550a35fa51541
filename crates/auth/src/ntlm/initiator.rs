//! The client's half of the exchange, [MS-NLMP] 3.1.5.1.

use wire::{FileTime, NetbiosName, SecretKey};

use super::keys::{Sender, rc4_key};
use super::response::ResponseKey;
use super::{
    Authenticate, AvId, AvPairs, Challenge, ClientChallenge, Negotiate, NegotiateFlags,
    NtlmSecurity,
};
use crate::cipher::hmac_md5;
use crate::{Account, AuthError, Credentials, Established, Exchange, Identity, NtHash, Step};

/// Begins an NTLM authentication, [MS-NLMP] 3.1.5.1.1.
pub struct Initiator {
    credentials: Credentials,
    target_spn: String,
    workstation: NetbiosName,
    entropy: InitiatorEntropy,
    now: FileTime,
}

/// What an initiator needs at random, fresh for each exchange.
pub struct InitiatorEntropy {
    /// `ChallengeFromClient`.
    pub client_challenge: [u8; 8],
    /// `ExportedSessionKey`: the key of the session.
    pub exported_session_key: SecretKey<16>,
}

impl Initiator {
    /// An initiator that means to reach the service `target_spn` (`cifs/HOST`) and calls its own computer `workstation`.
    /// `now` is used when the server does not tell the time.
    #[must_use]
    pub fn new(
        credentials: Credentials,
        target_spn: &str,
        workstation: NetbiosName,
        entropy: InitiatorEntropy,
        now: FileTime,
    ) -> Self {
        Self {
            credentials,
            target_spn: target_spn.into(),
            workstation,
            entropy,
            now,
        }
    }
}

impl Exchange for Initiator {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        if !token.is_empty() {
            return Err(AuthError::UnexpectedToken);
        }
        let needed = match self.credentials {
            // There will be no key to sign or seal with.
            Credentials::Anonymous => NegotiateFlags::REQUIRED,
            _ => NegotiateFlags::REQUIRED | NegotiateFlags::PROTECTED,
        };
        let wanted = needed | NegotiateFlags::REQUEST_TARGET | NegotiateFlags::ALWAYS_SIGN;
        let negotiate = Negotiate { flags: wanted }.encode();
        Ok(Step::Continue {
            token: negotiate.clone(),
            next: Box::new(AwaitChallenge {
                initiator: *self,
                negotiate,
                needed,
                wanted,
            }),
        })
    }
}

/// Awaits the `CHALLENGE_MESSAGE`, [MS-NLMP] 3.1.5.1.2.
struct AwaitChallenge {
    initiator: Initiator,
    /// The `NEGOTIATE_MESSAGE`, which the MIC covers.
    negotiate: Vec<u8>,
    needed: NegotiateFlags,
    wanted: NegotiateFlags,
}

impl Exchange for AwaitChallenge {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let challenge = Challenge::decode(token)?;
        let missing = self.needed.without(challenge.flags);
        if missing != NegotiateFlags::default() {
            return Err(AuthError::NotNegotiated(missing));
        }
        let flags = challenge.flags & (self.wanted | NegotiateFlags::TARGET_INFO);
        let Initiator {
            credentials,
            target_spn,
            workstation,
            entropy,
            now,
        } = self.initiator;
        match credentials.into_hash() {
            None => anonymous(&workstation, flags),
            Some((account, hash)) => Proof {
                account,
                hash,
                target_spn,
                workstation,
                entropy,
                now,
                flags,
            }
            .send(&self.negotiate, token, challenge),
        }
    }
}

/// [MS-NLMP] 3.2.5.1.2: no name, no NT response, and one zero as LM response.
fn anonymous(workstation: &NetbiosName, flags: NegotiateFlags) -> Result<Step, AuthError> {
    let message = Authenticate {
        lm_response: vec![0],
        nt_response: Vec::new(),
        domain: String::new(),
        user: String::new(),
        workstation: workstation.as_str().into(),
        encrypted_session_key: Vec::new(),
        flags: flags | NegotiateFlags::ANONYMOUS,
        mic: None,
    };
    Ok(Step::Done {
        token: Some(message.encode()?),
        established: Established {
            identity: Identity::Anonymous,
            session_key: None,
            standing: None,
            security: None,
        },
    })
}

/// All that goes into the answer to a challenge.
struct Proof {
    account: Account,
    hash: NtHash,
    target_spn: String,
    workstation: NetbiosName,
    entropy: InitiatorEntropy,
    now: FileTime,
    flags: NegotiateFlags,
}

impl Proof {
    fn send(
        self,
        negotiate: &[u8],
        challenge_message: &[u8],
        challenge: Challenge,
    ) -> Result<Step, AuthError> {
        let mut pairs = challenge.target_info.ok_or(AuthError::TargetInfoMissing)?;
        let timestamp = pairs.timestamp().unwrap_or(self.now);
        self.add_own(&mut pairs);
        let temp = ClientChallenge {
            timestamp,
            challenge: self.entropy.client_challenge,
            pairs,
        }
        .encode()?;

        let response_key = ResponseKey::new(&self.hash, &self.account.user, &self.account.domain);
        let proven = response_key.respond(challenge.server_challenge, &temp);
        let session_key = self.entropy.exported_session_key;
        let workstation = String::from(self.workstation.as_str());
        let mut message = Authenticate {
            // Z(24), with or without MsvAvTimestamp: an LMv2 response is a second proof that no MIC protects
            // (CVE-2019-1338).
            lm_response: vec![0; 24],
            nt_response: proven.nt_response,
            domain: self.account.domain.clone(),
            user: self.account.user.clone(),
            workstation: workstation.clone(),
            encrypted_session_key: rc4_key(&proven.session_base_key, session_key.expose()).to_vec(),
            flags: self.flags,
            mic: Some([0; 16]),
        };
        let without_mic = message.encode()?;
        message.mic = Some(hmac_md5(
            session_key.expose(),
            &[negotiate, challenge_message, &without_mic],
        ));

        Ok(Step::Done {
            token: Some(message.encode()?),
            established: Established {
                identity: Identity::Account {
                    domain: self.account.domain,
                    user: self.account.user,
                    workstation,
                    sid: None,
                    groups: Vec::new(),
                },
                security: Some(Box::new(NtlmSecurity::new(
                    &session_key,
                    Sender::Client,
                    true,
                ))),
                session_key: Some(session_key),
                standing: None,
            },
        })
    }

    /// What the client adds to the server's description of itself.
    fn add_own(&self, pairs: &mut AvPairs) {
        // The specification asks for the MIC if there is an MsvAvTimestamp. We always send it: who takes the timestamp out
        // must not get rid of the MIC with it, and an old server passes over both.
        let flags = pairs.flags() | AvPairs::FLAG_MIC;
        pairs.set(AvId::FLAGS, flags.to_le_bytes().to_vec());
        pairs.set(AvId::CHANNEL_BINDINGS, vec![0; 16]);
        pairs.set_text(AvId::TARGET_NAME, &self.target_spn);
    }
}
