//! Who a client says it is, until somebody who knows accounts has judged it.

use wire::{NtStatus, SecretKey};

use crate::{AuthError, NtHash, Step};

/// What an acceptor does with a [`Verdict`].
pub(crate) type Resume = Box<dyn FnOnce(Verdict) -> Result<Step, AuthError> + Send>;

/// An account name and the client's proof that it knows the password: an NTLM `AUTHENTICATE_MESSAGE` that nobody has
/// verified yet. Whoever knows the accounts looks the name up and calls [`Claim::resume`]; a server without accounts
/// passes the challenge and the responses on to a domain controller (`NETLOGON_NETWORK_INFO`, [MS-NRPC] 2.2.1.4.5).
pub struct Claim {
    /// `DomainName` as the client sent it; may be empty.
    pub domain: String,
    /// `UserName` as the client sent it; never empty.
    pub user: String,
    /// `Workstation` as the client sent it; proves nothing.
    pub workstation: String,
    /// `ServerChallenge`: `LmChallenge` of `NETLOGON_NETWORK_INFO`.
    pub server_challenge: [u8; 8],
    /// `NtChallengeResponse`, an NTLMv2 response.
    pub nt_response: Vec<u8>,
    /// `LmChallengeResponse`; zeros from a current client, and never verified here.
    pub lm_response: Vec<u8>,
    pub(crate) resume: Resume,
}

/// The judgement on a [`Claim`].
pub enum Verdict {
    /// The account's hash; the proof is verified with it.
    Hash(NtHash),
    /// The `SessionBaseKey` that a domain controller returned after it had verified the proof (`UserSessionKey`,
    /// [MS-NRPC] 2.2.1.4.11).
    SessionBaseKey(SecretKey<16>),
    /// No such account, disabled, wrong hour and so on.
    Refused(NtStatus),
}

impl Claim {
    /// `ParameterControl` for passing this claim on, [MS-NRPC] 2.2.1.4.15: computer accounts, a domain controller's (E)
    /// and a member's (K), may log on over the network as well as people's.
    pub const LOGON_PARAMETERS: u32 = 0x0000_0020 | 0x0000_0800;

    /// Goes on with the exchange.
    ///
    /// # Errors
    /// [`AuthError::Refused`] with the status of [`Verdict::Refused`]; another [`AuthError`] when the client's proof or
    /// integrity code does not fit the key.
    pub fn resume(self, verdict: Verdict) -> Result<Step, AuthError> {
        (self.resume)(verdict)
    }

    /// This claim, with something to be done once the judgement is in.
    pub(crate) fn and_then(
        self,
        then: impl FnOnce(Step) -> Result<Step, AuthError> + Send + 'static,
    ) -> Self {
        let resume = self.resume;
        Self {
            resume: Box::new(move |verdict| then(resume(verdict)?)),
            ..self
        }
    }
}
