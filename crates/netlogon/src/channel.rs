//! The secure channel as its client has it.

use auth::{Exchange, Identity};
use msrpc::netlogon::{
    Authenticate3Reply, Authenticator, Capabilities, GetCapabilities, GetCapabilitiesReply,
    GetDomainInfo, NegotiateFlags, PasswordSet2, SecureChannelType, WorkstationInfo,
    WorkstationInformation,
};
use ndr::Leveled;
use wire::{FileTime, NtStatus, Password};

use crate::authenticator::{ClientStoredCredential, Pending, WrongAuthenticator};
use crate::password::{PASSWORD_BUFFER, PasswordTooLong};
use crate::security::{Entropy, Initiator};
use crate::session_key::SessionKey;
use crate::token::NegotiateRequest;

/// Whose channel it is, and to whom.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChannelNames {
    /// The domain controller, with leading backslashes.
    pub server: String,
    /// NetBIOS name of its domain.
    pub domain: String,
    /// The account of the client: of a computer, its name and `$`.
    pub account: String,
    /// NetBIOS name of the client.
    pub computer: String,
    /// What the client is.
    pub channel_type: SecureChannelType,
}

/// A secure channel: both ends have proved that they know the password.
pub struct SecureChannel {
    names: ChannelNames,
    key: SessionKey,
    stored: ClientStoredCredential,
    offered: NegotiateFlags,
    negotiated: NegotiateFlags,
    account_rid: u32,
}

/// What to ask `NetrLogonGetCapabilities`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum CapabilitiesQuery {
    /// Level 1: the flags that server and client agreed on. Every server that has AES knows it; a fault is as bad as a
    /// wrong answer.
    Negotiated,
    /// Level 2: the flags that the server saw offered. Servers that were not updated since 2022 answer with a fault, and
    /// Samba's has no token, so whoever is between can claim as much; level 1 holds all the same.
    Requested,
}

/// Why the capabilities of a server are not taken as confirmed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum CapabilitiesError {
    /// The two sides saw different flags: somebody between them changed some.
    #[error("flags {ours:#010x} arrived as {theirs:#010x}: the negotiation was tampered with")]
    Downgraded {
        /// What this side sent or received.
        ours: u32,
        /// What the server says about it.
        theirs: u32,
    },
    /// The server answered another question.
    #[error("the server answered another level than was asked for")]
    WrongLevel,
    /// The server refused.
    #[error("the server refused: {0}")]
    Refused(NtStatus),
    /// The answer does not come from the other end of the channel.
    #[error(transparent)]
    WrongAuthenticator(#[from] WrongAuthenticator),
}

impl SecureChannel {
    pub(crate) const fn new(
        names: ChannelNames,
        key: SessionKey,
        stored: ClientStoredCredential,
        offered: NegotiateFlags,
        reply: &Authenticate3Reply,
    ) -> Self {
        Self {
            names,
            key,
            stored,
            offered,
            negotiated: reply.flags,
            account_rid: reply.account_rid,
        }
    }

    /// Whose channel it is, and to whom.
    #[must_use]
    pub const fn names(&self) -> &ChannelNames {
        &self.names
    }

    /// The session key, for the secrets in calls.
    #[must_use]
    pub const fn key(&self) -> &SessionKey {
        &self.key
    }

    /// What both sides agreed on.
    #[must_use]
    pub const fn negotiated(&self) -> NegotiateFlags {
        self.negotiated
    }

    /// The account's identifier within its domain.
    #[must_use]
    pub const fn account_rid(&self) -> u32 {
        self.account_rid
    }

    /// The exchange that authenticates an RPC connection with this channel, type 68. `entropy` is where the confounders
    /// of its messages come from.
    #[must_use]
    pub fn exchange(&self, entropy: Entropy) -> Box<dyn Exchange> {
        self.seal().exchange(entropy)
    }

    /// What further connections need of the channel, which its calls do not change.
    #[must_use]
    pub fn seal(&self) -> ChannelSeal {
        ChannelSeal {
            domain: self.names.domain.clone(),
            account: self.names.account.clone(),
            computer: self.names.computer.clone(),
            key: self.key.duplicate(),
        }
    }

    /// The authenticator of the next call; see [`ClientStoredCredential::authenticate`].
    pub fn authenticator(&self, now: FileTime) -> (Authenticator, Pending) {
        self.stored.authenticate(&self.key, now)
    }

    /// Verifies the authenticator that the call returned; see [`ClientStoredCredential::verify`].
    ///
    /// # Errors
    /// [`WrongAuthenticator`].
    pub fn verify_return(
        &mut self,
        pending: Pending,
        returned: &Authenticator,
    ) -> Result<(), WrongAuthenticator> {
        self.stored.verify(&self.key, pending, returned)
    }

    /// Asks what the server knows of the negotiation, [MS-NRPC] 3.4.5.2.10. It must go over a connection that is sealed
    /// with this channel.
    pub fn ask_capabilities(
        &self,
        query: CapabilitiesQuery,
        now: FileTime,
    ) -> (GetCapabilities, Pending) {
        let (authenticator, pending) = self.authenticator(now);
        let request = GetCapabilities {
            server_name: self.names.server.as_str().into(),
            computer_name: Some(self.names.computer.as_str().into()),
            authenticator,
            return_authenticator: Authenticator::default(),
            query_level: match query {
                CapabilitiesQuery::Negotiated => 1,
                CapabilitiesQuery::Requested => 2,
            },
        };
        (request, pending)
    }

    /// Compares what the server knows with what this side saw.
    ///
    /// # Errors
    /// [`CapabilitiesError`] with the reason.
    pub fn verify_capabilities(
        &mut self,
        query: CapabilitiesQuery,
        pending: Pending,
        reply: &GetCapabilitiesReply,
    ) -> Result<(), CapabilitiesError> {
        let authentic = self.verify_return(pending, &reply.return_authenticator);
        // A level that the server does not know, it refuses before it has looked at the authenticator.
        reply.status.check().map_err(CapabilitiesError::Refused)?;
        authentic?;
        let (ours, theirs) = match (query, reply.capabilities) {
            (CapabilitiesQuery::Negotiated, Capabilities::Negotiated(theirs)) => {
                (self.negotiated, theirs)
            }
            (CapabilitiesQuery::Requested, Capabilities::Requested(theirs)) => {
                (self.offered, theirs)
            }
            _ => return Err(CapabilitiesError::WrongLevel),
        };
        if ours == theirs {
            Ok(())
        } else {
            Err(CapabilitiesError::Downgraded {
                ours: ours.0,
                theirs: theirs.0,
            })
        }
    }

    /// Tells who the client is, and asks for its domain, [MS-NRPC] 3.4.5.2.9. It must go over a connection that is sealed with
    /// this channel.
    pub fn ask_domain_info(
        &self,
        workstation: WorkstationInfo,
        now: FileTime,
    ) -> (GetDomainInfo, Pending) {
        let (authenticator, pending) = self.authenticator(now);
        let workstation = WorkstationInformation::Domain(Some(Box::new(workstation)));
        let request = GetDomainInfo {
            server_name: self.names.server.as_str().into(),
            computer_name: Some(self.names.computer.as_str().into()),
            authenticator,
            return_authenticator: Authenticator::default(),
            workstation: Leveled(workstation),
        };
        (request, pending)
    }

    /// Sets a new password for the account, [MS-NRPC] 3.4.5.2.6. `fill` is random.
    ///
    /// # Errors
    /// [`PasswordTooLong`].
    pub fn set_password(
        &self,
        password: &Password,
        fill: [u8; PASSWORD_BUFFER],
        now: FileTime,
    ) -> Result<(PasswordSet2, Pending), PasswordTooLong> {
        let new_password = self.key.encrypt_password(password, fill)?;
        let (authenticator, pending) = self.authenticator(now);
        let request = PasswordSet2 {
            primary_name: Some(self.names.server.as_str().into()),
            account_name: self.names.account.as_str().into(),
            channel_type: self.names.channel_type,
            computer_name: self.names.computer.as_str().into(),
            authenticator,
            new_password,
        };
        Ok((request, pending))
    }
}

/// What authenticates and seals connections with a channel. Neither `Debug` nor `Clone`: it holds the session key.
pub struct ChannelSeal {
    domain: String,
    account: String,
    computer: String,
    key: SessionKey,
}

impl ChannelSeal {
    /// The exchange that authenticates an RPC connection with the channel, type 68. `entropy` is where the confounders of
    /// its messages come from.
    #[must_use]
    pub fn exchange(&self, entropy: Entropy) -> Box<dyn Exchange> {
        let request = NegotiateRequest {
            netbios_domain: Some(self.domain.clone()),
            netbios_computer: Some(self.computer.clone()),
            ..NegotiateRequest::default()
        };
        let identity = Identity::Account {
            domain: self.domain.clone(),
            user: self.account.clone(),
            workstation: self.computer.clone(),
            sid: None,
            groups: Vec::new(),
        };
        Box::new(Initiator::new(
            request,
            identity,
            self.key.duplicate(),
            entropy,
        ))
    }
}
