//! NEGOTIATE, [MS-SMB2] 3.3.5.4.

use wire::{FileTime, NtStatus};

use super::connection::Connection;
use super::dispatch::Call;
use super::reply::Handled;
use super::{Config, Violation};
use crate::MAX_TRANSFER;
use crate::crypto::PreauthHash;
use crate::dialect::{Capabilities, Cipher, Dialect, SecurityMode, SigningAlgorithm};
use crate::header::Flags;
use crate::message::{
    HashAlgorithm, NegotiateContext, NegotiateRequest, NegotiateResponse,
    ValidateNegotiateInfoRequest, ValidateNegotiateInfoResponse, encode_body,
};

/// What was agreed on.
pub(super) struct Agreement {
    pub(super) dialect: Dialect,
    pub(super) signing: SigningAlgorithm,
    pub(super) cipher: Option<Cipher>,
    /// `Connection.PreauthIntegrityHashValue`, with which all sessions begin.
    pub(super) preauth: PreauthHash,
    /// What the client said, to be confirmed once there is a key; `None` if it said so in SMB 1.
    pub(super) said: Option<ValidateNegotiateInfoRequest>,
    /// What we said.
    pub(super) heard: ValidateNegotiateInfoResponse,
}

/// "no cipher": how a server says that it has none of those offered, [MS-SMB2] 2.2.4.1.2.
const NO_CIPHER: Cipher = Cipher(0);

impl Connection {
    pub(super) fn negotiate(&mut self, call: &Call<'_>) -> Handled {
        if call.part.header.flags.contains(Flags::SIGNED) {
            return Err(NtStatus::INVALID_PARAMETER.into()); // 3.3.5.2.4: there is no key
        }
        let request: NegotiateRequest = call.body()?;
        if request.dialects.is_empty() {
            return Err(NtStatus::INVALID_PARAMETER.into());
        }
        let dialect = choose(&self.config, &request.dialects).ok_or(NtStatus::NOT_SUPPORTED)?;
        let mut terms = if dialect == Dialect::SMB_3_1_1 {
            Terms::of_contexts(&self.config, &request.contexts)?
        } else {
            Terms::of_dialect(&self.config, dialect, request.capabilities)
        };
        if dialect == Dialect::SMB_3_1_1 {
            terms.contexts.insert(0, self.preauth_context());
        }
        let Terms {
            cipher,
            signing,
            contexts,
        } = terms;
        let response = NegotiateResponse {
            contexts,
            ..response(&self.config, dialect, cipher, call.now)
        };
        let heard = heard(&response);
        let said = PreauthHash::new().then(call.part.octets);
        let body = encode_body(&response);
        let Some(message) = self.answer(&call.to, NtStatus::SUCCESS, &body) else {
            return Ok(None); // unreachable before there are keys
        };
        let preauth = said.then(message);
        self.agreement = Some(Agreement {
            dialect,
            signing,
            cipher,
            preauth,
            said: Some(ValidateNegotiateInfoRequest {
                capabilities: request.capabilities,
                client_guid: request.client_guid,
                security_mode: request.security_mode,
                dialects: request.dialects,
            }),
            heard,
        });
        Ok(None)
    }

    /// What was agreed on; nothing but NEGOTIATE gets here without.
    pub(super) fn agreement(&self) -> Result<&Agreement, Violation> {
        self.agreement.as_ref().ok_or(Violation::NotNegotiated)
    }

    fn preauth_context(&mut self) -> NegotiateContext {
        NegotiateContext::PreauthIntegrity {
            hashes: vec![HashAlgorithm::SHA_512],
            salt: self.random::<32>().to_vec(),
        }
    }
}

/// The newest dialect that both sides speak.
pub(super) fn choose(config: &Config, offered: &[Dialect]) -> Option<Dialect> {
    let spoken = |dialect: &Dialect| {
        Dialect::ALL.contains(dialect)
            && (config.min_dialect..=config.max_dialect).contains(dialect)
    };
    offered.iter().copied().filter(spoken).max()
}

/// The response but for contexts. 65,536 octets at once are the least that clients of SMB 2.1 expect.
pub(super) fn response(
    config: &Config,
    dialect: Dialect,
    cipher: Option<Cipher>,
    now: FileTime,
) -> NegotiateResponse {
    let mut capabilities = Capabilities::default();
    if dialect > Dialect::SMB_2_0_2 {
        capabilities.0 |= Capabilities::LARGE_MTU.0;
    }
    // SMB 3.1.1 has a context for it.
    if cipher.is_some() && dialect != Dialect::SMB_3_1_1 {
        capabilities.0 |= Capabilities::ENCRYPTION.0;
    }
    NegotiateResponse {
        security_mode: SecurityMode::SIGNING_REQUIRED,
        dialect,
        server_guid: config.server_guid,
        capabilities,
        max_transact_size: MAX_TRANSFER,
        max_read_size: MAX_TRANSFER,
        max_write_size: MAX_TRANSFER,
        system_time: now,
        server_start_time: FileTime::ZERO,
        token: auth::spnego::offer(),
        contexts: Vec::new(),
    }
}

/// What the client is to have heard.
pub(super) const fn heard(response: &NegotiateResponse) -> ValidateNegotiateInfoResponse {
    ValidateNegotiateInfoResponse {
        capabilities: response.capabilities,
        server_guid: response.server_guid,
        security_mode: response.security_mode,
        dialect: response.dialect,
    }
}

/// How a connection will be protected.
struct Terms {
    cipher: Option<Cipher>,
    signing: SigningAlgorithm,
    /// What says so.
    contexts: Vec<NegotiateContext>,
}

impl Terms {
    /// Before SMB 3.1.1.
    fn of_dialect(config: &Config, dialect: Dialect, client: Capabilities) -> Self {
        let encrypts = dialect.is_smb3()
            && client.contains(Capabilities::ENCRYPTION)
            && config.ciphers.contains(&Cipher::AES_128_CCM);
        Self {
            cipher: encrypts.then_some(Cipher::AES_128_CCM),
            signing: dialect.default_signing(),
            contexts: Vec::new(),
        }
    }

    /// SMB 3.1.1; the context for pre-authentication integrity is still to be added.
    fn of_contexts(config: &Config, offered: &[NegotiateContext]) -> Result<Self, NtStatus> {
        let hashes = only(offered, |context| match context {
            NegotiateContext::PreauthIntegrity { hashes, .. } => Some(hashes),
            _ => None,
        })?;
        let ciphers = only(offered, |context| match context {
            NegotiateContext::Encryption(ciphers) => Some(ciphers),
            _ => None,
        })?;
        let algorithms = only(offered, |context| match context {
            NegotiateContext::Signing(algorithms) => Some(algorithms),
            _ => None,
        })?;
        let hashes = hashes.ok_or(NtStatus::INVALID_PARAMETER)?;
        if !hashes.contains(&HashAlgorithm::SHA_512) {
            return Err(NtStatus::SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP);
        }
        let mut contexts = Vec::new();
        let cipher = ciphers.and_then(|offered| first(&config.ciphers, offered));
        if ciphers.is_some() {
            contexts.push(NegotiateContext::Encryption(vec![
                cipher.unwrap_or(NO_CIPHER),
            ]));
        }
        let signing = algorithms.and_then(|offered| first(&config.signing, offered));
        contexts.extend(signing.map(|signing| NegotiateContext::Signing(vec![signing])));
        Ok(Self {
            cipher,
            signing: signing.unwrap_or(Dialect::SMB_3_1_1.default_signing()),
            contexts,
        })
    }
}

/// The list of the one context of a kind, if there is such a context; two are an error.
fn only<T>(
    contexts: &[NegotiateContext],
    of: impl Fn(&NegotiateContext) -> Option<&Vec<T>>,
) -> Result<Option<&[T]>, NtStatus> {
    let mut found = contexts.iter().filter_map(of);
    match (found.next(), found.next()) {
        (Some(list), None) if !list.is_empty() => Ok(Some(list)),
        (None, _) => Ok(None),
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}

/// The first of ours that is offered.
fn first<T: Copy + PartialEq>(ours: &[T], offered: &[T]) -> Option<T> {
    ours.iter().copied().find(|one| offered.contains(one))
}
