//! Setting the secure channel up: challenge, proof, and the check that nobody tampered with the flags.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::NtStatus;

use super::{Authenticator, Credential, NegotiateFlags, SecureChannelType};

/// `NetrServerReqChallenge` request, [MS-NRPC] 3.5.4.4.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct ReqChallenge {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    pub computer_name: WideStr,
    /// `ClientChallenge`.
    pub client_challenge: Credential,
}

/// `NetrServerReqChallenge` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct ReqChallengeReply {
    /// `ServerChallenge`.
    pub server_challenge: Credential,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerAuthenticate` request, [MS-NRPC] 3.5.4.4.4: what LAN Manager and NT 3.1 used. It negotiates nothing.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct Authenticate {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `AccountName`: the machine account, with its `$`.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `SecureChannelType`.
    pub channel_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `ClientCredential`.
    pub client_credential: Credential,
}

/// `NetrServerAuthenticate` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct AuthenticateReply {
    /// `ServerCredential`.
    pub server_credential: Credential,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerAuthenticate2` request, [MS-NRPC] 3.5.4.4.3: what NT 3.5 and NT 4 use.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct Authenticate2 {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `AccountName`: the machine account, with its `$`.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `SecureChannelType`.
    pub channel_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `ClientCredential`.
    pub client_credential: Credential,
    /// `NegotiateFlags`, which the client offers.
    pub flags: NegotiateFlags,
}

/// `NetrServerAuthenticate2` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct Authenticate2Reply {
    /// `ServerCredential`.
    pub server_credential: Credential,
    /// `NegotiateFlags`, on which both agree.
    pub flags: NegotiateFlags,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerAuthenticate3` request, [MS-NRPC] 3.5.4.4.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct Authenticate3 {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `AccountName`: the machine account, with its `$`.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `SecureChannelType`.
    pub channel_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `ClientCredential`.
    pub client_credential: Credential,
    /// `NegotiateFlags`, which the client offers.
    pub flags: NegotiateFlags,
}

/// `NetrServerAuthenticate3` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct Authenticate3Reply {
    /// `ServerCredential`.
    pub server_credential: Credential,
    /// `NegotiateFlags`, on which both agree.
    pub flags: NegotiateFlags,
    /// `AccountRid`: the account's identifier within its domain.
    pub account_rid: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrLogonGetCapabilities` request, [MS-NRPC] 3.5.4.4.11.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetCapabilities {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: Unique<WideStr>,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `QueryLevel`: 1 for what was negotiated, 2 for what the server saw requested.
    pub query_level: u32,
}

/// `NetrLogonGetCapabilities` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct GetCapabilitiesReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `Capabilities`.
    pub capabilities: Capabilities,
    /// The outcome.
    pub status: NtStatus,
}

/// `NETLOGON_CAPABILITIES`, [MS-NRPC] 2.2.1.3.14.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum Capabilities {
    /// `ServerCapabilities`: the flags of the channel.
    #[ndr(case = 1)]
    Negotiated(NegotiateFlags),
    /// `RequestedFlags`: those that the client asked for.
    #[ndr(case = 2)]
    Requested(NegotiateFlags),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::testing::{check, image};

    fn request() -> Authenticate3 {
        Authenticate3 {
            primary_name: Some("\\\\D".into()),
            account_name: "M$".into(),
            channel_type: SecureChannelType::WORKSTATION,
            computer_name: "M".into(),
            client_credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
            flags: NegotiateFlags::MEMBER,
        }
    }

    #[test]
    fn authenticate3() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0x00, 0x00, 0x02, 0x00],                                  // PrimaryName: referent
            &[4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0],                      // maximum, offset, actual
            &[b'\\', 0, b'\\', 0, b'D', 0, 0, 0],
            &[3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0],                      // AccountName
            &[b'M', 0, b'$', 0, 0, 0],
            &[2, 0],                                                    // SecureChannelType
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],                      // ComputerName
            &[b'M', 0, 0, 0],
            &[1, 2, 3, 4, 5, 6, 7, 8],                                  // ClientCredential
            &[0xff, 0xff, 0x2f, 0x61],                                  // NegotiateFlags
        ]);
        check(&request(), &octets);
    }

    #[test]
    fn authenticate3_reply() {
        #[rustfmt::skip]
        let octets = image(&[
            &[1, 2, 3, 4, 5, 6, 7, 8],      // ServerCredential
            &[0xff, 0xff, 0x2f, 0x61],      // NegotiateFlags
            &[0x50, 0x04, 0, 0],            // AccountRid: 1104
            &[0, 0, 0, 0],                  // STATUS_SUCCESS
        ]);
        check(
            &Authenticate3Reply {
                server_credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
                flags: NegotiateFlags::MEMBER,
                account_rid: 1104,
                status: NtStatus::SUCCESS,
            },
            &octets,
        );
    }

    #[test]
    fn req_challenge() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                              // PrimaryName: null
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],                      // ComputerName
            &[b'M', 0, 0, 0],
            &[1, 2, 3, 4, 5, 6, 7, 8],                                  // ClientChallenge
        ]);
        check(
            &ReqChallenge {
                primary_name: None,
                computer_name: "M".into(),
                client_challenge: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
            },
            &octets,
        );
    }

    #[test]
    fn get_capabilities() {
        #[rustfmt::skip]
        let octets = image(&[
            &[3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0],                      // ServerName
            &[b'D', 0, b'C', 0, 0, 0, 0, 0],                            // and padding
            &[0, 0, 2, 0],                                              // ComputerName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],
            &[b'M', 0, 0, 0],
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],                      // Authenticator
            &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],                      // ReturnAuthenticator
            &[1, 0, 0, 0],                                              // QueryLevel
        ]);
        check(
            &GetCapabilities {
                server_name: "DC".into(),
                computer_name: Some("M".into()),
                authenticator: Authenticator {
                    credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
                    timestamp: 9,
                },
                return_authenticator: Authenticator::default(),
                query_level: 1,
            },
            &octets,
        );
    }

    #[test]
    fn get_capabilities_reply() {
        #[rustfmt::skip]
        let octets = image(&[
            &[1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0],      // ReturnAuthenticator
            &[1, 0, 0, 0, 0xff, 0xff, 0x2f, 0x61],      // Capabilities: level, flags
            &[0, 0, 0, 0],                              // STATUS_SUCCESS
        ]);
        check(
            &GetCapabilitiesReply {
                return_authenticator: Authenticator {
                    credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
                    timestamp: 0,
                },
                capabilities: Capabilities::Negotiated(NegotiateFlags::MEMBER),
                status: NtStatus::SUCCESS,
            },
            &octets,
        );
    }

    #[test]
    fn names_are_bounded() {
        let long = Authenticate3 {
            account_name: "x".repeat(257).into(),
            ..request()
        };
        let octets = ndr::to_bytes(&long);
        assert!(matches!(
            ndr::from_bytes::<Authenticate3>(&octets, ndr::DataRepresentation::LittleEndian),
            Err(wire::Malformed::TooLarge { .. })
        ));
    }
}
