//! Setting a secure channel up, [MS-NRPC] 3.1.4.1: the client's half, one type for each step.

use auth::NtHash;
use msrpc::netlogon::{
    Authenticate3, Authenticate3Reply, Credential, NegotiateFlags, ReqChallenge, ReqChallengeReply,
};
use wire::NtStatus;

use crate::authenticator::ClientStoredCredential;
use crate::channel::{ChannelNames, SecureChannel};
use crate::credential::is_predictable;
use crate::session_key::{Algorithm, KeyStrength, SessionKey};

/// Why no secure channel was established.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum SetupError {
    /// The flags that were to be offered have no algorithm that the policy allows.
    #[error("neither AES nor an allowed strong key is among the flags to offer")]
    NoAlgorithmOffered,
    /// The random numbers are not random, or one draw in 2^32 was unlucky.
    #[error("the client challenge is predictable")]
    PredictableClientChallenge,
    /// The server's challenge is predictable, or the client's own: nobody honest sends that.
    #[error("the server challenge is predictable")]
    PredictableServerChallenge,
    /// The server refused.
    #[error("the server refused: {0}")]
    Refused(NtStatus),
    /// The server has no AES. Whatever it thinks of the password, it says nothing about it, since it cannot have
    /// understood the proof.
    #[error("the server did not negotiate AES")]
    AesNotNegotiated,
    /// The server has no strong key.
    #[error("the server did not negotiate a strong key")]
    StrongKeyNotNegotiated,
    /// The server cannot seal messages.
    #[error("the server did not negotiate secure RPC")]
    SecureRpcNotNegotiated,
    /// The server could not prove that it knows the password.
    #[error("the server's credential does not match the session key")]
    WrongServerCredential,
}

/// What a client sets a channel up with.
pub struct Setup {
    /// The domain controller, the account and the computer.
    pub names: ChannelNames,
    /// Of the account's password.
    pub nt_hash: NtHash,
    /// What to offer, usually [`NegotiateFlags::MEMBER`].
    pub flags: NegotiateFlags,
    /// Which session keys the policy allows. With [`KeyStrength::AllowStrongKey`], one that is not AES results only from
    /// flags without [`NegotiateFlags::AES`]: a second attempt after [`SetupError::AesNotNegotiated`].
    pub strength: KeyStrength,
}

impl Setup {
    /// Begins with eight random octets.
    ///
    /// # Errors
    /// [`SetupError::NoAlgorithmOffered`], [`SetupError::PredictableClientChallenge`].
    pub fn start(
        self,
        client_challenge: [u8; 8],
    ) -> Result<(ReqChallenge, AwaitChallenge), SetupError> {
        let algorithm =
            Algorithm::select(self.flags, self.strength).ok_or(SetupError::NoAlgorithmOffered)?;
        let client_challenge = Credential(client_challenge);
        if is_predictable(client_challenge) {
            return Err(SetupError::PredictableClientChallenge);
        }
        let request = ReqChallenge {
            primary_name: Some(self.names.server.as_str().into()),
            computer_name: self.names.computer.as_str().into(),
            client_challenge,
        };
        let next = AwaitChallenge {
            names: self.names,
            nt_hash: self.nt_hash,
            offered: self.flags,
            algorithm,
            client_challenge,
        };
        Ok((request, next))
    }
}

/// Awaits the `NetrServerReqChallenge` reply.
pub struct AwaitChallenge {
    names: ChannelNames,
    nt_hash: NtHash,
    offered: NegotiateFlags,
    algorithm: Algorithm,
    client_challenge: Credential,
}

impl AwaitChallenge {
    /// Proves to the server that this client knows the password.
    ///
    /// # Errors
    /// [`SetupError::Refused`], [`SetupError::PredictableServerChallenge`].
    pub fn authenticate(
        self,
        reply: &ReqChallengeReply,
    ) -> Result<(Authenticate3, AwaitCredential), SetupError> {
        reply.status.check().map_err(SetupError::Refused)?;
        let server_challenge = reply.server_challenge;
        // With the client's own challenge for its own, a server could send the client's proof back and be believed.
        if is_predictable(server_challenge) || server_challenge == self.client_challenge {
            return Err(SetupError::PredictableServerChallenge);
        }
        let key = SessionKey::derive(
            self.algorithm,
            &self.nt_hash,
            self.client_challenge,
            server_challenge,
        );
        let client_credential = key.credential(self.client_challenge);
        let request = Authenticate3 {
            primary_name: Some(self.names.server.as_str().into()),
            account_name: self.names.account.as_str().into(),
            channel_type: self.names.channel_type,
            computer_name: self.names.computer.as_str().into(),
            client_credential,
            flags: self.offered,
        };
        let next = AwaitCredential {
            names: self.names,
            key,
            offered: self.offered,
            client_credential,
            server_challenge,
        };
        Ok((request, next))
    }
}

/// Awaits the `NetrServerAuthenticate3` reply.
pub struct AwaitCredential {
    names: ChannelNames,
    key: SessionKey,
    offered: NegotiateFlags,
    client_credential: Credential,
    server_challenge: Credential,
}

impl AwaitCredential {
    /// Has the server prove that it knows the password as well.
    ///
    /// The flags came unprotected: until [`SecureChannel::verify_capabilities`] has succeeded, somebody between the two
    /// may have weakened what they negotiated.
    ///
    /// # Errors
    /// Any [`SetupError`] that names the server.
    pub fn finish(self, reply: &Authenticate3Reply) -> Result<SecureChannel, SetupError> {
        let (flag, missing) = match self.key.algorithm() {
            Algorithm::Aes => (NegotiateFlags::AES, SetupError::AesNotNegotiated),
            Algorithm::StrongKey => (
                NegotiateFlags::STRONG_KEY,
                SetupError::StrongKeyNotNegotiated,
            ),
        };
        // A server that refuses before it has looked at the flags returns none.
        if reply.flags == NegotiateFlags(0) {
            reply.status.check().map_err(SetupError::Refused)?;
        }
        if !reply.flags.contains(flag) {
            return Err(missing);
        }
        reply.status.check().map_err(SetupError::Refused)?;
        if !reply.flags.contains(NegotiateFlags::SECURE_RPC) {
            return Err(SetupError::SecureRpcNotNegotiated);
        }
        // Authentication is mutual: without this check anyone could be our domain controller.
        if !self
            .key
            .verifies(self.server_challenge, reply.server_credential)
        {
            return Err(SetupError::WrongServerCredential);
        }
        Ok(SecureChannel::new(
            self.names,
            self.key,
            ClientStoredCredential::new(self.client_credential),
            self.offered,
            reply,
        ))
    }
}
