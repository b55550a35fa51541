//! Logging users on over the secure channel: pass-through authentication.
//!
//! What holds hashes or responses has no `Debug`, since it is as good as the password.

use ndr::{AnsiString, Counted, Leveled, Ndr, Params, UnicodeString, Unique, WideStr};
use wire::{NtStatus, SecretKey};

use super::{Authenticator, Validation};
use crate::flags::{flags, values};

/// `NetrLogonSamLogon` request, [MS-NRPC] 3.5.4.5.3.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogon {
    /// `LogonServer`: the domain controller, with leading backslashes.
    pub logon_server: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: Unique<WideStr>,
    /// `Authenticator`.
    pub authenticator: Unique<Authenticator>,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Unique<Authenticator>,
    /// `LogonLevel` and `LogonInformation`.
    pub logon: Leveled<LogonInformation>,
    /// `ValidationLevel`: which arm of [`Validation`] comes back.
    pub validation_level: ValidationLevel,
}

/// `NetrLogonSamLogon` reply.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogonReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Unique<Authenticator>,
    /// `ValidationInformation`.
    pub validation: Validation,
    /// `Authoritative`: whether asking another server is pointless.
    pub authoritative: u8,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrLogonSamLogonWithFlags` request, [MS-NRPC] 3.5.4.5.2.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogonWithFlags {
    /// `LogonServer`: the domain controller, with leading backslashes.
    pub logon_server: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: Unique<WideStr>,
    /// `Authenticator`.
    pub authenticator: Unique<Authenticator>,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Unique<Authenticator>,
    /// `LogonLevel` and `LogonInformation`.
    pub logon: Leveled<LogonInformation>,
    /// `ValidationLevel`: which arm of [`Validation`] comes back.
    pub validation_level: ValidationLevel,
    /// `ExtraFlags`.
    pub extra_flags: ExtraFlags,
}

/// `NetrLogonSamLogonWithFlags` reply.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogonWithFlagsReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Unique<Authenticator>,
    /// `ValidationInformation`.
    pub validation: Validation,
    /// `Authoritative`: whether asking another server is pointless.
    pub authoritative: u8,
    /// `ExtraFlags`.
    pub extra_flags: ExtraFlags,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrLogonSamLogonEx` request, [MS-NRPC] 3.5.4.5.1: needs no authenticator, since secure RPC proves the same.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogonEx {
    /// `LogonServer`: the domain controller, with leading backslashes.
    #[ndr(max = 256)]
    pub logon_server: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: Unique<WideStr>,
    /// `LogonLevel` and `LogonInformation`.
    pub logon: Leveled<LogonInformation>,
    /// `ValidationLevel`: which arm of [`Validation`] comes back.
    pub validation_level: ValidationLevel,
    /// `ExtraFlags`.
    pub extra_flags: ExtraFlags,
}

/// `NetrLogonSamLogonEx` reply.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogonExReply {
    /// `ValidationInformation`.
    pub validation: Validation,
    /// `Authoritative`: whether asking another server is pointless.
    pub authoritative: u8,
    /// `ExtraFlags`.
    pub extra_flags: ExtraFlags,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrLogonSamLogoff` request, [MS-NRPC] 3.5.4.5.4.
#[derive(Eq, PartialEq, Params)]
pub struct SamLogoff {
    /// `LogonServer`: the domain controller, with leading backslashes.
    pub logon_server: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    pub computer_name: Unique<WideStr>,
    /// `Authenticator`.
    pub authenticator: Unique<Authenticator>,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Unique<Authenticator>,
    /// `LogonLevel` and `LogonInformation`.
    pub logon: Leveled<LogonInformation>,
}

/// `NetrLogonSamLogoff` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct SamLogoffReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Unique<Authenticator>,
    /// The outcome.
    pub status: NtStatus,
}

/// `NETLOGON_LEVEL`, [MS-NRPC] 2.2.1.4.6, selected by `NETLOGON_LOGON_INFO_CLASS`, 2.2.1.4.16.
#[derive(Eq, PartialEq, Ndr)]
#[ndr(tag = u16)]
pub enum LogonInformation {
    /// `NetlogonInteractiveInformation`: with hashes, for somebody who typed the password in.
    #[ndr(case = 1)]
    Interactive(Unique<PasswordLogon>),
    /// `NetlogonNetworkInformation`: with the responses of NTLM.
    #[ndr(case = 2)]
    Network(Unique<NetworkLogon>),
    /// `NetlogonServiceInformation`: with hashes, for a service.
    #[ndr(case = 3)]
    Service(Unique<PasswordLogon>),
    /// `NetlogonGenericInformation`: for a security package to make sense of.
    #[ndr(case = 4)]
    Generic(Unique<GenericLogon>),
    /// `NetlogonInteractiveTransitiveInformation`: may cross transitive trusts.
    #[ndr(case = 5)]
    InteractiveTransitive(Unique<PasswordLogon>),
    /// `NetlogonNetworkTransitiveInformation`: may cross transitive trusts.
    #[ndr(case = 6)]
    NetworkTransitive(Unique<NetworkLogon>),
    /// `NetlogonServiceTransitiveInformation`: may cross transitive trusts.
    #[ndr(case = 7)]
    ServiceTransitive(Unique<PasswordLogon>),
    /// A level without an arm here.
    #[ndr(default)]
    Other(u16),
}

impl LogonInformation {
    /// A second copy, made on purpose: of what is passed on, and may have to be passed on once more.
    #[must_use]
    pub fn duplicate(&self) -> Self {
        let password = |logon: &Unique<PasswordLogon>| logon.as_ref().map(PasswordLogon::duplicate);
        let network = |logon: &Unique<NetworkLogon>| logon.as_ref().map(NetworkLogon::duplicate);
        match self {
            Self::Interactive(logon) => Self::Interactive(password(logon)),
            Self::Network(logon) => Self::Network(network(logon)),
            Self::Service(logon) => Self::Service(password(logon)),
            Self::Generic(logon) => Self::Generic(logon.as_ref().map(GenericLogon::duplicate)),
            Self::InteractiveTransitive(logon) => Self::InteractiveTransitive(password(logon)),
            Self::NetworkTransitive(logon) => Self::NetworkTransitive(network(logon)),
            Self::ServiceTransitive(logon) => Self::ServiceTransitive(password(logon)),
            Self::Other(level) => Self::Other(*level),
        }
    }
}

impl PasswordLogon {
    fn duplicate(&self) -> Self {
        Self {
            identity: self.identity.clone(),
            lm_hash: self.lm_hash.duplicate(),
            nt_hash: self.nt_hash.duplicate(),
        }
    }
}

impl NetworkLogon {
    fn duplicate(&self) -> Self {
        Self {
            identity: self.identity.clone(),
            challenge: self.challenge,
            nt_response: self.nt_response.clone(),
            lm_response: self.lm_response.clone(),
        }
    }
}

impl GenericLogon {
    fn duplicate(&self) -> Self {
        Self {
            identity: self.identity.clone(),
            package: self.package.clone(),
            data: self.data.clone(),
        }
    }
}

/// `NETLOGON_LOGON_IDENTITY_INFO`, [MS-NRPC] 2.2.1.4.15.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct LogonIdentity {
    /// `LogonDomainName`.
    pub domain: UnicodeString,
    /// `ParameterControl`.
    pub parameter_control: ParameterControl,
    /// `Reserved`, which some clients fill in with the identifier of the logon session.
    pub reserved: [u32; 2],
    /// `UserName`.
    pub user: UnicodeString,
    /// `Workstation`: where the user is.
    pub workstation: UnicodeString,
}

/// `NETLOGON_INTERACTIVE_INFO` and `NETLOGON_SERVICE_INFO`, [MS-NRPC] 2.2.1.4.3 and 2.2.1.4.4.
#[derive(Eq, PartialEq, Ndr)]
pub struct PasswordLogon {
    /// `Identity`.
    pub identity: LogonIdentity,
    /// `LmOwfPassword`, encrypted with the session key of the channel; zeros if there is none.
    pub lm_hash: SecretKey<16>,
    /// `NtOwfPassword`, encrypted with the session key of the channel.
    pub nt_hash: SecretKey<16>,
}

/// `NETLOGON_NETWORK_INFO`, [MS-NRPC] 2.2.1.4.5.
#[derive(Eq, PartialEq, Ndr)]
pub struct NetworkLogon {
    /// `Identity`.
    pub identity: LogonIdentity,
    /// `LmChallenge`: what the server had asked.
    pub challenge: [u8; 8],
    /// `NtChallengeResponse`.
    pub nt_response: AnsiString,
    /// `LmChallengeResponse`.
    pub lm_response: AnsiString,
}

/// `NETLOGON_GENERIC_INFO`, [MS-NRPC] 2.2.1.4.2.
#[derive(Eq, PartialEq, Ndr)]
pub struct GenericLogon {
    /// `Identity`.
    pub identity: LogonIdentity,
    /// `PackageName`.
    pub package: UnicodeString,
    /// `LogonData`, encrypted with the session key of the channel.
    pub data: Counted<u8>,
}

values! {
    /// `NETLOGON_VALIDATION_INFO_CLASS`, [MS-NRPC] 2.2.1.4.17.
    ValidationLevel: u16 {
        /// `NetlogonValidationSamInfo`.
        SAM_INFO = 2;
        /// `NetlogonValidationSamInfo2`.
        SAM_INFO_2 = 3;
        /// `NetlogonValidationGenericInfo2`.
        GENERIC_INFO_2 = 5;
        /// `NetlogonValidationSamInfo4`.
        SAM_INFO_4 = 6;
    }
}

flags! {
    /// `ExtraFlags`, [MS-NRPC] 3.5.4.5.1.
    ExtraFlags: u32 {
        /// A: pass the request to the root of the forest.
        FOREST_ROOT = 0x0000_0001;
        /// B: pass the request over a trust between forests.
        CROSS_FOREST_HOP = 0x0000_0002;
        /// C: a read-only domain controller passed the request to another domain.
        RODC_TO_OTHER_DOMAIN = 0x0000_0004;
        /// D: a read-only domain controller passed the request on for NTLM.
        RODC_NTLM = 0x0000_0008;
    }

    /// `ParameterControl`, [MS-NRPC] 2.2.1.4.15.
    ParameterControl: u32 {
        /// A: passwords in the clear are allowed.
        CLEARTEXT_PASSWORD_ALLOWED = 0x0000_0002;
        /// B: update the statistics of the account.
        UPDATE_LOGON_STATISTICS = 0x0000_0004;
        /// C: return the user's parameters.
        RETURN_USER_PARAMETERS = 0x0000_0008;
        /// D: do not fall back to the guest account.
        DONT_TRY_GUEST_ACCOUNT = 0x0000_0010;
        /// E: accounts of domain controllers may log on.
        ALLOW_SERVER_TRUST_ACCOUNT = 0x0000_0020;
        /// F: return when the password expires.
        RETURN_PASSWORD_EXPIRY = 0x0000_0040;
        /// K: accounts of computers may log on.
        ALLOW_WORKSTATION_TRUST_ACCOUNT = 0x0000_0800;
        /// `MSV1_0_ALLOW_MSVCHAPV2` of `MSV1_0_LM20_LOGON`, which [MS-NRPC] does not name: the response is one of
        /// MS-CHAPv2, which is computed as those of NTLM version 1 are.
        ALLOW_MSVCHAPV2 = 0x0001_0000;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::Credential;
    use crate::netlogon::testing::{check, image};

    fn identity() -> LogonIdentity {
        LogonIdentity {
            domain: "D".into(),
            parameter_control: ParameterControl::ALLOW_WORKSTATION_TRUST_ACCOUNT,
            reserved: [0; 2],
            user: "u".into(),
            workstation: UnicodeString::NULL,
        }
    }

    #[test]
    fn sam_logon_ex_of_a_network_logon() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // LogonServer: null
            &[0, 0, 2, 0],                                      // ComputerName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'M', 0, 0, 0],
            &[2, 0],                                            // LogonLevel
            &[2, 0],                                            // tag of LogonInformation
            &[4, 0, 2, 0],                                      // NETLOGON_NETWORK_INFO: referent
            &[2, 0, 2, 0, 8, 0, 2, 0],                          // LogonDomainName
            &[0x00, 0x08, 0, 0],                                // ParameterControl
            &[0; 8],                                            // Reserved
            &[2, 0, 2, 0, 12, 0, 2, 0],                         // UserName
            &[0; 8],                                            // Workstation: null
            &[1, 2, 3, 4, 5, 6, 7, 8],                          // LmChallenge
            &[3, 0, 3, 0, 16, 0, 2, 0],                         // NtChallengeResponse
            &[0; 8],                                            // LmChallengeResponse: null
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'D', 0, 0, 0],
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'u', 0, 0, 0],
            &[3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 7, 8, 9, 0],
            &[6, 0, 0, 0],                                      // ValidationLevel, and padding
            &[0, 0, 0, 0],                                      // ExtraFlags
        ]);
        check(
            &SamLogonEx {
                logon_server: None,
                computer_name: Some("M".into()),
                logon: Leveled(LogonInformation::Network(Some(NetworkLogon {
                    identity: identity(),
                    challenge: [1, 2, 3, 4, 5, 6, 7, 8],
                    nt_response: vec![7, 8, 9].into(),
                    lm_response: AnsiString::default(),
                }))),
                validation_level: ValidationLevel::SAM_INFO_4,
                extra_flags: ExtraFlags::default(),
            },
            &octets,
        );
    }

    #[test]
    fn sam_logon_of_a_typed_password() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // LogonServer: null
            &[0, 0, 0, 0],                                      // ComputerName: null
            &[0, 0, 2, 0],                                      // Authenticator: referent
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],
            &[0, 0, 0, 0],                                      // ReturnAuthenticator: null
            &[1, 0, 1, 0],                                      // LogonLevel and tag
            &[4, 0, 2, 0],                                      // NETLOGON_INTERACTIVE_INFO
            &[2, 0, 2, 0, 8, 0, 2, 0],                          // LogonDomainName
            &[0x00, 0x08, 0, 0],                                // ParameterControl
            &[0; 8],                                            // Reserved
            &[2, 0, 2, 0, 12, 0, 2, 0],                         // UserName
            &[0; 8],                                            // Workstation: null
            &[0; 16],                                           // LmOwfPassword
            &[0xaa; 16],                                        // NtOwfPassword
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'D', 0, 0, 0],
            &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, b'u', 0],
            &[3, 0],                                            // ValidationLevel
        ]);
        check(
            &SamLogon {
                logon_server: None,
                computer_name: None,
                authenticator: Some(Authenticator {
                    credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
                    timestamp: 9,
                }),
                return_authenticator: None,
                logon: Leveled(LogonInformation::Interactive(Some(PasswordLogon {
                    identity: identity(),
                    lm_hash: SecretKey::new([0; 16]),
                    nt_hash: SecretKey::new([0xaa; 16]),
                }))),
                validation_level: ValidationLevel::SAM_INFO_2,
            },
            &octets,
        );
    }
}
