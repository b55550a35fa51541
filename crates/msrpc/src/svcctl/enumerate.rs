//! Listing services. The reply is a buffer of fixed-size entries with offsets to strings behind them, which NDR does not
//! look into.

use ndr::{Conformant, Params, Unique};
use wire::{Malformed, Reader, Win32Error, utf16};

use super::{ManagerHandle, ServiceState, ServiceStatus};

/// `REnumServicesStatusW` request, [MS-SCMR] 3.1.4.14.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumServicesStatus {
    /// The manager.
    pub manager: ManagerHandle,
    /// `dwServiceType`: which types, as a bit mask; 0x30 for services that are no drivers.
    pub service_type: u32,
    /// `dwServiceState`: 1 active ones, 2 inactive ones, 3 all.
    pub service_state: u32,
    /// How much the caller takes: up to 256 KiB.
    pub buffer_size: u32,
    /// Where to go on.
    pub resume_index: Unique<u32>,
}

/// `REnumServicesStatusW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumServicesStatusReply {
    /// The entries and their strings.
    pub buffer: Conformant<u8>,
    /// What is still missing.
    pub bytes_needed: u32,
    /// How many entries the buffer begins with.
    pub services_returned: u32,
    /// Where to go on.
    pub resume_index: Unique<u32>,
    /// The outcome.
    pub status: Win32Error,
}

/// `ENUM_SERVICE_STATUSW`, [MS-SCMR] 2.2.11, with its strings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnumServiceStatus {
    /// `lpServiceName`.
    pub service_name: String,
    /// `lpDisplayName`.
    pub display_name: String,
    /// How the service is.
    pub status: ServiceStatus,
}

impl EnumServicesStatusReply {
    /// The entries of the buffer.
    ///
    /// # Errors
    /// [`Malformed`] for more entries than the buffer can hold, or an offset outside it.
    pub fn services(&self) -> Result<Vec<EnumServiceStatus>, Malformed> {
        let buffer = self.buffer.0.as_slice();
        let mut r = Reader::new(buffer);
        let limit = u64::try_from(buffer.len() / ENTRY_LEN).unwrap_or(u64::MAX);
        let count = u64::from(self.services_returned);
        if count > limit {
            return Err(Malformed::TooLarge {
                field: "lpServicesReturned",
                value: count,
                limit,
            });
        }
        (0..count).map(|_| entry(&mut r, buffer)).collect()
    }
}

fn entry(r: &mut Reader<'_>, buffer: &[u8]) -> Result<EnumServiceStatus, Malformed> {
    let service_name = string_at(buffer, r.u32("lpServiceName")?, "lpServiceName")?;
    let display_name = string_at(buffer, r.u32("lpDisplayName")?, "lpDisplayName")?;
    let status = ServiceStatus {
        service_type: r.u32("dwServiceType")?,
        current_state: ServiceState(r.u32("dwCurrentState")?),
        controls_accepted: r.u32("dwControlsAccepted")?,
        exit_code: Win32Error(r.u32("dwWin32ExitCode")?),
        service_specific_exit_code: r.u32("dwServiceSpecificExitCode")?,
        check_point: r.u32("dwCheckPoint")?,
        wait_hint: r.u32("dwWaitHint")?,
    };
    Ok(EnumServiceStatus {
        service_name,
        display_name,
        status,
    })
}

/// The terminated string at an offset from the start of the buffer.
fn string_at(buffer: &[u8], offset: u32, field: &'static str) -> Result<String, Malformed> {
    let illegal = Malformed::Illegal {
        field,
        value: u64::from(offset),
    };
    let tail = usize::try_from(offset)
        .ok()
        .and_then(|offset| buffer.get(offset..));
    let (units, _) = tail.ok_or(illegal)?.as_chunks::<2>();
    let length = units
        .iter()
        .take(MAX_NAME + 1)
        .position(|unit| *unit == [0, 0])
        .ok_or(illegal)?;
    utf16::decode(units.get(..length).ok_or(illegal)?.as_flattened(), field)
}

/// Two offsets and a `SERVICE_STATUS`.
const ENTRY_LEN: usize = 36;
/// `SC_MAX_NAME_LENGTH`: 256 characters.
const MAX_NAME: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(services_returned: u32, name_offset: u8) -> EnumServicesStatusReply {
        let mut buffer = vec![
            name_offset,
            0,
            0,
            0, // lpServiceName
            40,
            0,
            0,
            0, // lpDisplayName
            0x20,
            0,
            0,
            0,
            4,
            0,
            0,
            0, // dwServiceType, dwCurrentState
        ];
        buffer.resize(ENTRY_LEN, 0);
        buffer.extend_from_slice(&[b'N', 0, 0, 0, b'L', 0, 0, 0]);
        EnumServicesStatusReply {
            buffer: Conformant(buffer),
            bytes_needed: 0,
            services_returned,
            resume_index: None,
            status: Win32Error::NERR_Success,
        }
    }

    #[test]
    fn names_are_where_the_offsets_say() {
        let services = reply(1, 36).services().unwrap();
        assert_eq!(services[0].service_name, "N");
        assert_eq!(services[0].display_name, "L");
        assert_eq!(services[0].status.current_state, ServiceState::RUNNING);
    }

    #[test]
    fn a_lying_buffer_is_refused() {
        assert!(reply(2, 36).services().is_err(), "one entry is no two");
        assert!(reply(u32::MAX, 36).services().is_err());
        assert!(reply(1, 200).services().is_err(), "an offset outside");
        assert!(reply(1, 43).services().is_err(), "no terminator behind it");
    }
}
