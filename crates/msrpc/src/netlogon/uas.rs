//! What LAN Manager used: logging on and replicating accounts before there was a SAM. The specification declares these
//! calls without saying what they do, and a server of this day supports none of them.

use ndr::{Conformant, Decoder, Encoder, Malformed, Ndr, Param, Params, Unique, WideStr};
use wire::{NtStatus, Win32Error};

use super::Authenticator;

/// `NetrLogonUasLogon` request, [MS-NRPC] 3.5.4.10.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct UasLogon {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `UserName`.
    #[ndr(max = 256)]
    pub user_name: WideStr,
    /// `Workstation`.
    #[ndr(max = 256)]
    pub workstation: WideStr,
}

/// `NetrLogonUasLogon` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct UasLogonReply {
    /// `ValidationInformation`.
    pub validation: Unique<UasValidation>,
    /// The outcome.
    pub status: Win32Error,
}

/// `NETLOGON_VALIDATION_UAS_INFO`, [MS-NRPC] 2.2.1.8.1.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct UasValidation {
    /// `usrlog1_eff_name`.
    pub effective_name: Unique<WideStr>,
    /// `usrlog1_priv`.
    pub privilege: u32,
    /// `usrlog1_auth_flags`.
    pub auth_flags: u32,
    /// `usrlog1_num_logons`.
    pub logon_count: u32,
    /// `usrlog1_bad_pw_count`.
    pub bad_password_count: u32,
    /// `usrlog1_last_logon`.
    pub last_logon: u32,
    /// `usrlog1_last_logoff`.
    pub last_logoff: u32,
    /// `usrlog1_logoff_time`.
    pub logoff_time: u32,
    /// `usrlog1_kickoff_time`.
    pub kickoff_time: u32,
    /// `usrlog1_password_age`.
    pub password_age: u32,
    /// `usrlog1_pw_can_change`.
    pub password_can_change: u32,
    /// `usrlog1_pw_must_change`.
    pub password_must_change: u32,
    /// `usrlog1_computer`.
    pub computer: Unique<WideStr>,
    /// `usrlog1_domain`.
    pub domain: Unique<WideStr>,
    /// `usrlog1_script_path`.
    pub script_path: Unique<WideStr>,
    /// `usrlog1_reserved1`.
    pub reserved: u32,
}

/// `NetrLogonUasLogoff` request, [MS-NRPC] 3.5.4.10.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct UasLogoff {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `UserName`.
    #[ndr(max = 256)]
    pub user_name: WideStr,
    /// `Workstation`.
    #[ndr(max = 256)]
    pub workstation: WideStr,
}

/// `NetrLogonUasLogoff` reply.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Params)]
pub struct UasLogoffReply {
    /// `LogoffInformation`.
    pub information: UasLogoffInformation,
    /// The outcome.
    pub status: Win32Error,
}

/// `NETLOGON_LOGOFF_UAS_INFO`, [MS-NRPC] 2.2.1.8.2.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ndr)]
pub struct UasLogoffInformation {
    /// `Duration`.
    pub duration: u32,
    /// `LogonCount`.
    pub logon_count: u16,
}

/// `UAS_INFO_0`, [MS-NRPC] 2.2.1.8.3.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Ndr)]
pub struct UasRecordId {
    /// `ComputerName`.
    pub computer_name: [u8; 16],
    /// `TimeCreated`.
    pub time_created: u32,
    /// `SerialNumber`.
    pub serial_number: u32,
}

/// `NetrAccountDeltas` request, [MS-NRPC] 3.5.4.10.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct AccountDeltas {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `RecordId`.
    pub record_id: UasRecordId,
    /// `Count`.
    pub count: u32,
    /// `Level`.
    pub level: u32,
    /// `BufferSize`.
    pub buffer_size: u32,
}

/// `NetrAccountDeltas` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct AccountDeltasReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `Buffer`.
    pub buffer: Conformant<u8>,
    /// `CountReturned`.
    pub count_returned: u32,
    /// `TotalEntries`.
    pub total_entries: u32,
    /// `NextRecordId`.
    pub next_record_id: UasRecordId,
    /// The outcome.
    pub status: NtStatus,
}

/// `NetrAccountSync` request, [MS-NRPC] 3.5.4.10.4.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct AccountSync {
    /// `PrimaryName`: the domain controller, with leading backslashes.
    pub primary_name: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `Reference`.
    pub reference: u32,
    /// `Level`.
    pub level: u32,
    /// `BufferSize`.
    pub buffer_size: u32,
    /// Nothing, or what Samba sends.
    pub last_record_id: SurplusRecordId,
}

/// A `LastRecordId` in a request. It is `[out]` only, but Samba sends one, and Windows does not mind.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct SurplusRecordId(pub Option<UasRecordId>);

impl Param for SurplusRecordId {
    fn encode_param(&self, encoder: &mut Encoder) {
        if let Some(record_id) = &self.0 {
            encoder.object(record_id);
        }
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let computer_name = match decoder.array() {
            Ok(computer_name) => computer_name,
            Err(Malformed::Truncated { left: 0, .. }) => return Ok(Self(None)),
            Err(error) => return Err(error),
        };
        Ok(Self(Some(UasRecordId {
            computer_name,
            time_created: decoder.u32()?,
            serial_number: decoder.u32()?,
        })))
    }
}

/// `NetrAccountSync` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct AccountSyncReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `Buffer`.
    pub buffer: Conformant<u8>,
    /// `CountReturned`.
    pub count_returned: u32,
    /// `TotalEntries`.
    pub total_entries: u32,
    /// `NextReference`.
    pub next_reference: u32,
    /// `LastRecordId`.
    pub last_record_id: UasRecordId,
    /// The outcome.
    pub status: NtStatus,
}
