//! The machine password: setting it, and fetching its hash.

use ndr::{Counted, Ndr, Params, UnicodeString, Unique, WideStr};
use wire::NtStatus;

use super::{Authenticator, SecureChannelType};

/// `NL_TRUST_PASSWORD`, [MS-NRPC] 2.2.1.3.7, encrypted with the session key.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct EncryptedTrustPassword {
    buffer: [u16; 256],
    length: u32,
}

impl EncryptedTrustPassword {
    /// The octets of the structure.
    pub const LEN: usize = 516;

    /// Takes the octets of the encrypted structure.
    #[must_use]
    pub fn from_octets(octets: &[u8; Self::LEN]) -> Self {
        let [buffer @ .., a, b, c, d] = octets;
        let mut units = [0; 256];
        for (unit, pair) in units.iter_mut().zip(buffer.as_chunks().0) {
            *unit = u16::from_le_bytes(*pair);
        }
        Self {
            buffer: units,
            length: u32::from_le_bytes([*a, *b, *c, *d]),
        }
    }

    /// The octets of the encrypted structure.
    #[must_use]
    pub fn to_octets(&self) -> [u8; Self::LEN] {
        let mut octets = [0; Self::LEN];
        let units = self.buffer.iter().flat_map(|unit| unit.to_le_bytes());
        for (slot, octet) in octets
            .iter_mut()
            .zip(units.chain(self.length.to_le_bytes()))
        {
            *slot = octet;
        }
        octets
    }
}

/// `ENCRYPTED_NT_OWF_PASSWORD`, [MS-SAMR] 2.2.7.3: an NT hash under the session key.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ndr)]
pub struct EncryptedNtHash(pub [u8; 16]);

/// `NetrServerPasswordSet` request, [MS-NRPC] 3.5.4.4.7: what clients before Windows 2000 used.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct PasswordSet {
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
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `UasNewPassword`: the NT hash of the new password.
    pub new_hash: EncryptedNtHash,
}

/// `NetrServerPasswordSet2` request, [MS-NRPC] 3.5.4.4.6.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct PasswordSet2 {
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
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ClearNewPassword`, which in spite of its name is encrypted.
    pub new_password: EncryptedTrustPassword,
}

/// The reply of both.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct PasswordSet2Reply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerPasswordGet` request, [MS-NRPC] 3.5.4.4.8: for backup domain controllers.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct PasswordGet {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `AccountName`: whose password.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `AccountType`.
    pub account_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
}

/// `NetrServerPasswordGet` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct PasswordGetReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `EncryptedNtOwfPassword`.
    pub nt_hash: EncryptedNtHash,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerTrustPasswordsGet` request, [MS-NRPC] 3.5.4.4.9.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct TrustPasswordsGet {
    /// `TrustedDcName`: the domain controller, with leading backslashes.
    pub trusted_dc_name: Unique<WideStr>,
    /// `AccountName`: whose passwords.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `SecureChannelType`.
    pub channel_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
}

/// `NetrServerTrustPasswordsGet` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct TrustPasswordsGetReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `EncryptedNewOwfPassword`: the current one.
    pub new_hash: EncryptedNtHash,
    /// `EncryptedOldOwfPassword`: the one before it.
    pub old_hash: EncryptedNtHash,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrServerGetTrustInfo` request, [MS-NRPC] 3.5.4.7.6.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetTrustInfo {
    /// `TrustedDcName`: the domain controller, with leading backslashes.
    pub trusted_dc_name: Unique<WideStr>,
    /// `AccountName`: whose passwords.
    #[ndr(max = 256)]
    pub account_name: WideStr,
    /// `SecureChannelType`.
    pub channel_type: SecureChannelType,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
}

/// `NetrServerGetTrustInfo` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetTrustInfoReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `EncryptedNewOwfPassword`: the current one.
    pub new_hash: EncryptedNtHash,
    /// `EncryptedOldOwfPassword`: the one before it.
    pub old_hash: EncryptedNtHash,
    /// `TrustInfo`: its only number is the `TrustAttributes` of [MS-LSAD] 2.2.7.9.
    pub trust_info: Unique<GenericRpcData>,
    /// The outcome.
    pub status: NtStatus,
}

/// `NL_GENERIC_RPC_DATA`, [MS-NRPC] 2.2.1.6.4.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct GenericRpcData {
    /// `UlongData`.
    #[ndr(max = 4096)]
    pub numbers: Counted<u32>,
    /// `UnicodeStringData`.
    #[ndr(max = 4096)]
    pub strings: Counted<UnicodeString>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::Credential;
    use crate::netlogon::testing::{check, image};

    const AUTHENTICATOR: Authenticator = Authenticator {
        credential: Credential([1, 2, 3, 4, 5, 6, 7, 8]),
        timestamp: 9,
    };

    #[test]
    fn password_set_2() {
        let mut password = [0; EncryptedTrustPassword::LEN];
        for (octet, value) in password.iter_mut().zip((0..=255_u8).cycle()) {
            *octet = value;
        }
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                              // PrimaryName: null
            &[3, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0],                      // AccountName
            &[b'M', 0, b'$', 0, 0, 0],
            &[2, 0],                                                    // SecureChannelType
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0],                      // ComputerName
            &[b'M', 0, 0, 0],
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],                      // Authenticator
            &password,                                                  // ClearNewPassword
        ]);
        check(
            &PasswordSet2 {
                primary_name: None,
                account_name: "M$".into(),
                channel_type: SecureChannelType::WORKSTATION,
                computer_name: "M".into(),
                authenticator: AUTHENTICATOR,
                new_password: EncryptedTrustPassword::from_octets(&password),
            },
            &octets,
        );
        let again = EncryptedTrustPassword::from_octets(&password).to_octets();
        assert_eq!(again, password);
    }

    #[test]
    fn get_trust_info_reply() {
        #[rustfmt::skip]
        let octets = image(&[
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],      // ReturnAuthenticator
            &[0xaa; 16],                                // EncryptedNewOwfPassword
            &[0xbb; 16],                                // EncryptedOldOwfPassword
            &[0, 0, 2, 0],                              // TrustInfo: referent
            &[1, 0, 0, 0, 4, 0, 2, 0],                  // UlongEntryCount, UlongData
            &[0, 0, 0, 0, 0, 0, 0, 0],                  // UnicodeStringEntryCount, UnicodeStringData
            &[1, 0, 0, 0, 8, 0, 0, 0],                  // maximum count, TRUST_ATTRIBUTE_FOREST_TRANSITIVE
            &[0, 0, 0, 0],                              // STATUS_SUCCESS
        ]);
        check(
            &GetTrustInfoReply {
                return_authenticator: AUTHENTICATOR,
                new_hash: EncryptedNtHash([0xaa; 16]),
                old_hash: EncryptedNtHash([0xbb; 16]),
                trust_info: Some(GenericRpcData {
                    numbers: vec![8].into(),
                    strings: Counted::default(),
                }),
                status: NtStatus::SUCCESS,
            },
            &octets,
        );
    }
}
