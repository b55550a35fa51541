//! The server's half of the exchange, [MS-NLMP] 3.2.5.1.

use subtle::ConstantTimeEq;
use wire::{FileTime, NetbiosName, SecretKey};

use super::keys::{Sender, rc4_key};
use super::response::{ResponseKey, check_response};
use super::{Authenticate, AvId, AvPairs, Challenge, Negotiate, NegotiateFlags, NtlmSecurity};
use crate::cipher::hmac_md5;
use crate::{AuthError, Claim, Established, Exchange, Identity, Protection, Step, Verdict};

/// Awaits a `NEGOTIATE_MESSAGE`, [MS-NLMP] 3.2.5.1.1.
pub struct Acceptor {
    target_name: String,
    target_type: NegotiateFlags,
    target_info: AvPairs,
    server_challenge: [u8; 8],
    policy: Policy,
}

/// What an acceptor says about itself, and whom it lets in.
#[derive(Clone, Debug)]
pub struct AcceptorConfig {
    /// The server's NetBIOS name.
    pub netbios_computer: NetbiosName,
    /// The NetBIOS name of its domain or workgroup.
    pub netbios_domain: NetbiosName,
    /// The server's DNS name; empty if it has none.
    pub dns_computer: String,
    /// The DNS name of its domain; empty if it has none.
    pub dns_domain: String,
    /// The DNS name of its forest; empty if it has none.
    pub dns_forest: String,
    /// Whether its accounts are its own or a domain's.
    pub role: Role,
    /// Whether null sessions are let in. They never get a session key.
    pub allow_anonymous: bool,
    /// Whether clients from before Windows Vista are let in, which do not protect the exchange by an integrity code.
    pub allow_missing_mic: bool,
    /// Whether the server wants to know who the client is and nothing else, as a proxy for HTTP does: then clients that
    /// offer no key of 128 bits will do, as most browsers off Windows, for no message is protected with it; and those that
    /// write no Unicode, as curl, if their names are in ASCII.
    pub identity_only: bool,
}

impl AcceptorConfig {
    /// A computer of a domain without DNS, as NT 4 had them, that lets nobody in without a name and an integrity code.
    #[must_use]
    pub const fn in_domain(netbios_computer: NetbiosName, netbios_domain: NetbiosName) -> Self {
        Self {
            netbios_computer,
            netbios_domain,
            dns_computer: String::new(),
            dns_domain: String::new(),
            dns_forest: String::new(),
            role: Role::InDomain,
            allow_anonymous: false,
            allow_missing_mic: false,
            identity_only: false,
        }
    }
}

/// Whose accounts a server authenticates.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Role {
    /// Its own: a server in a workgroup.
    Standalone,
    /// A domain's: a member or a domain controller.
    InDomain,
}

#[derive(Clone, Copy)]
struct Policy {
    allow_anonymous: bool,
    allow_missing_mic: bool,
    identity_only: bool,
}

impl Policy {
    /// What a client has to offer that offers `offered`. Of the two character sets, OEM is for who has no other, [MS-NLMP]
    /// 3.2.5.1.1.
    const fn required(self, offered: NegotiateFlags) -> NegotiateFlags {
        if !self.identity_only {
            return NegotiateFlags::REQUIRED;
        }
        let least = NegotiateFlags::REQUIRED.without(NegotiateFlags::KEY_128);
        if offered.contains(NegotiateFlags::UNICODE) || !offered.contains(NegotiateFlags::OEM) {
            return least;
        }
        NegotiateFlags(least.without(NegotiateFlags::UNICODE).0 | NegotiateFlags::OEM.0)
    }
}

impl Acceptor {
    /// An acceptor for one exchange. `server_challenge` is random, and fresh for each.
    #[must_use]
    pub fn new(config: &AcceptorConfig, server_challenge: [u8; 8], now: FileTime) -> Self {
        let mut target_info = AvPairs::default();
        for (id, name) in [
            (AvId::NB_DOMAIN_NAME, config.netbios_domain.as_str()),
            (AvId::NB_COMPUTER_NAME, config.netbios_computer.as_str()),
            (AvId::DNS_DOMAIN_NAME, &config.dns_domain),
            (AvId::DNS_COMPUTER_NAME, &config.dns_computer),
            (AvId::DNS_TREE_NAME, &config.dns_forest),
        ] {
            if !name.is_empty() {
                target_info.set_text(id, name);
            }
        }
        target_info.set(AvId::TIMESTAMP, now.0.to_le_bytes().to_vec());
        let (target_name, target_type) = match config.role {
            Role::Standalone => (&config.netbios_computer, NegotiateFlags::TARGET_TYPE_SERVER),
            Role::InDomain => (&config.netbios_domain, NegotiateFlags::TARGET_TYPE_DOMAIN),
        };
        Self {
            target_name: target_name.as_str().into(),
            target_type,
            target_info,
            server_challenge,
            policy: Policy {
                allow_anonymous: config.allow_anonymous,
                allow_missing_mic: config.allow_missing_mic,
                identity_only: config.identity_only,
            },
        }
    }
}

impl Exchange for Acceptor {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let negotiate = Negotiate::decode(token)?;
        let required = self.policy.required(negotiate.flags);
        let missing = required.without(negotiate.flags);
        if missing != NegotiateFlags::default() {
            return Err(AuthError::NotNegotiated(missing));
        }
        let agreed = negotiate.flags
            & (required
                | NegotiateFlags::REQUIRED
                | NegotiateFlags::PROTECTED
                | NegotiateFlags::ALWAYS_SIGN
                | NegotiateFlags::REQUEST_TARGET);
        let challenge = Challenge {
            target_name: self.target_name,
            flags: agreed | self.target_type,
            server_challenge: self.server_challenge,
            target_info: Some(self.target_info),
        }
        .encode()?;
        Ok(Step::Continue {
            token: challenge.clone(),
            next: Box::new(AwaitAuthenticate {
                negotiate: token.to_vec(),
                challenge,
                server_challenge: self.server_challenge,
                agreed,
                policy: self.policy,
            }),
        })
    }
}

/// Awaits the `AUTHENTICATE_MESSAGE`, [MS-NLMP] 3.2.5.1.2.
struct AwaitAuthenticate {
    /// The `NEGOTIATE_MESSAGE`, which the MIC covers.
    negotiate: Vec<u8>,
    /// The `CHALLENGE_MESSAGE`, which the MIC covers.
    challenge: Vec<u8>,
    server_challenge: [u8; 8],
    agreed: NegotiateFlags,
    policy: Policy,
}

impl Exchange for AwaitAuthenticate {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        let message = Authenticate::decode(token)?;
        if is_anonymous(&message) {
            return self.accept_anonymous();
        }
        let changed = NegotiateFlags((message.flags.0 ^ self.agreed.0) & FINAL.0);
        if changed != NegotiateFlags::default() {
            return Err(AuthError::FlagsChanged(changed));
        }
        if message.user.is_empty() {
            return Err(AuthError::UserNameMissing);
        }
        let response = check_response(&message.nt_response)?;
        let mic_announced = response.pairs.flags() & AvPairs::FLAG_MIC != 0;
        let mic = match message.mic {
            Some(mic) if mic_announced => Some(Mic {
                mic,
                covered: [self.negotiate, self.challenge, without_mic(token)].concat(),
            }),
            None if mic_announced => return Err(AuthError::MicMissing),
            _ if self.policy.allow_missing_mic => None,
            _ => return Err(AuthError::MicMissing),
        };
        let exchanged_key = if exchanges_key(message.flags) {
            let key = message.encrypted_session_key.as_slice().try_into();
            Some(key.map_err(|_| AuthError::SessionKeyMissing)?)
        } else {
            None
        };
        let server_challenge = self.server_challenge;
        let claim = Claim {
            domain: message.domain.clone(),
            user: message.user.clone(),
            workstation: message.workstation.clone(),
            server_challenge,
            nt_response: message.nt_response.clone(),
            lm_response: message.lm_response.clone(),
            resume: Box::new(move |verdict| {
                Unverified {
                    message,
                    server_challenge,
                    exchanged_key,
                    mic,
                }
                .judge(verdict)
            }),
        };
        Ok(Step::Identify(claim))
    }
}

impl AwaitAuthenticate {
    fn accept_anonymous(&self) -> Result<Step, AuthError> {
        if !self.policy.allow_anonymous {
            return Err(AuthError::AnonymousRefused);
        }
        Ok(Step::Done {
            token: None,
            established: Established {
                identity: Identity::Anonymous,
                session_key: None,
                standing: None,
                security: None,
            },
        })
    }
}

/// [MS-NLMP] 3.2.5.1.2: no name, no NT response, and at most one zero as LM response.
fn is_anonymous(message: &Authenticate) -> bool {
    message.user.is_empty()
        && message.nt_response.is_empty()
        && matches!(message.lm_response.as_slice(), [] | [0])
}

/// The message as it was when its MIC was computed.
fn without_mic(message: &[u8]) -> Vec<u8> {
    let mut message = message.to_vec();
    if let Some(mic) = message.get_mut(Authenticate::MIC_OFFSET..Authenticate::MIC_OFFSET + 16) {
        mic.fill(0);
    }
    message
}

/// What a claim rests on.
struct Unverified {
    message: Authenticate,
    server_challenge: [u8; 8],
    exchanged_key: Option<[u8; 16]>,
    mic: Option<Mic>,
}

/// A message integrity code and the three messages under it.
struct Mic {
    mic: [u8; 16],
    covered: Vec<u8>,
}

impl Unverified {
    fn judge(self, verdict: Verdict) -> Result<Step, AuthError> {
        let Authenticate {
            domain,
            user,
            workstation,
            nt_response,
            flags,
            ..
        } = self.message;
        let session_base_key = match verdict {
            Verdict::Refused(status) => return Err(AuthError::Refused(status)),
            Verdict::SessionBaseKey(key) => key,
            Verdict::Hash(hash) => ResponseKey::new(&hash, &user, &domain)
                .verify(self.server_challenge, &nt_response)
                .ok_or(AuthError::WrongProof)?,
        };
        let session_key = match self.exchanged_key {
            Some(encrypted) => SecretKey::new(rc4_key(&session_base_key, &encrypted)),
            None => session_base_key,
        };
        if let Some(mic) = self.mic {
            mic.verify(&session_key)?;
        }
        let key_exchange = flags.contains(NegotiateFlags::KEY_EXCH);
        let agreed = match flags.contains(NegotiateFlags::SEAL) {
            true => Protection::Privacy,
            false => Protection::Integrity,
        };
        let security =
            NtlmSecurity::new(&session_key, Sender::Server, key_exchange).agreed_on(agreed);
        Ok(Step::Done {
            token: None,
            established: Established {
                identity: Identity::Account {
                    domain,
                    user,
                    workstation,
                    sid: None,
                    groups: Vec::new(),
                },
                session_key: Some(session_key),
                standing: None,
                security: if flags.intersects(SIGN_OR_SEAL) {
                    Some(Box::new(security))
                } else {
                    None
                },
            },
        })
    }
}

impl Mic {
    fn verify(&self, session_key: &SecretKey<16>) -> Result<(), AuthError> {
        let expected = hmac_md5(session_key.expose(), &[&self.covered]);
        bool::from(expected.ct_eq(&self.mic))
            .then_some(())
            .ok_or(AuthError::MicWrong)
    }
}

/// Whether the client's message has the session key, [MS-NLMP] 3.1.5.1.2.
const fn exchanges_key(flags: NegotiateFlags) -> bool {
    flags.contains(NegotiateFlags::KEY_EXCH) && flags.intersects(SIGN_OR_SEAL)
}

const SIGN_OR_SEAL: NegotiateFlags =
    NegotiateFlags(NegotiateFlags::SIGN.0 | NegotiateFlags::SEAL.0);

/// What must be in the `AUTHENTICATE_MESSAGE` as it was in the `CHALLENGE_MESSAGE`.
const FINAL: NegotiateFlags =
    NegotiateFlags(NegotiateFlags::REQUIRED.0 | NegotiateFlags::PROTECTED.0);
