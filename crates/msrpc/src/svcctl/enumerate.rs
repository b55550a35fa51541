//! Listing services. The reply is a buffer of fixed-size entries with offsets to strings behind them, which NDR does not
//! look into.

use ndr::{Conformant, Params, Unique, WideStr};
use wire::{Malformed, Reader, Win32Error, Writer, utf16};

use super::{BufferReply, ManagerHandle, PackedStatus, ServiceHandle, ServiceStatus};

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

/// `REnumServicesStatusExW` request, [MS-SCMR] 3.1.4.42.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumServicesStatusEx {
    /// The manager.
    pub manager: ManagerHandle,
    /// `SC_ENUM_TYPE`: [`EnumServicesStatusEx::PROCESS_INFO`].
    pub info_level: u32,
    /// `dwServiceType`: which types, as in [`EnumServicesStatus`].
    pub service_type: u32,
    /// `dwServiceState`: which states, as in [`EnumServicesStatus`].
    pub service_state: u32,
    /// How much the caller takes: up to 256 KiB.
    pub buffer_size: u32,
    /// Where to go on.
    pub resume_index: Unique<u32>,
    /// `pszGroupName`: which load order group; the empty one has those of none, and null is all.
    #[ndr(max = 257)]
    pub group_name: Unique<WideStr>,
}

impl EnumServicesStatusEx {
    /// `SC_ENUM_PROCESS_INFO`, [MS-SCMR] 2.2.20: entries with a [`ServiceStatusProcess`](super::ServiceStatusProcess).
    pub const PROCESS_INFO: u32 = 0;
}

/// `REnumDependentServicesW` request, [MS-SCMR] 3.1.4.13.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct EnumDependentServices {
    /// The service on which the others depend.
    pub service: ServiceHandle,
    /// `dwServiceState`: which states, as in [`EnumServicesStatus`].
    pub service_state: u32,
    /// How much the caller takes: up to 256 KiB.
    pub buffer_size: u32,
}

/// `REnumDependentServicesW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumDependentServicesReply {
    /// The entries and their strings, as in [`EnumServicesStatusReply`].
    #[ndr(max = 262_144)]
    pub buffer: Conformant<u8>,
    /// How much is needed.
    pub bytes_needed: u32,
    /// How many entries the buffer begins with.
    pub services_returned: u32,
    /// The outcome.
    pub status: Win32Error,
}

/// `REnumServicesStatusW` and `REnumServicesStatusExW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct EnumServicesStatusReply {
    /// The entries and their strings.
    #[ndr(max = 262_144)]
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

/// `ENUM_SERVICE_STATUSW` and `ENUM_SERVICE_STATUS_PROCESSW`, [MS-SCMR] 2.2.11 and 2.2.13, with its strings.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnumServiceStatus<S = ServiceStatus> {
    /// `lpServiceName`.
    pub service_name: String,
    /// `lpDisplayName`.
    pub display_name: String,
    /// How the service is.
    pub status: S,
}

impl EnumServicesStatusReply {
    /// Answers with as many of the services as have room in a buffer of `size` octets, beginning with the one that has
    /// the index `start`.
    #[must_use]
    pub fn pack<S: PackedStatus>(services: &[EnumServiceStatus<S>], start: u32, size: u32) -> Self {
        let size = usize::try_from(size.min(BufferReply::MAX_256K)).unwrap_or(0);
        let first = usize::try_from(start).unwrap_or(usize::MAX);
        let rest = services.get(first..).unwrap_or(&[]);
        let mut room = size;
        let fitting = rest.iter().take_while(|service| {
            let left = room.checked_sub(packed_len(service));
            room = left.unwrap_or(0);
            left.is_some()
        });
        let (packed, missing) = rest.split_at(fitting.count());
        let missing_len: usize = missing.iter().map(packed_len).sum();
        let count = u32::try_from(packed.len()).unwrap_or(u32::MAX);
        let complete = missing.is_empty();
        Self {
            buffer: Conformant(pack(packed, size)),
            bytes_needed: u32::try_from(missing_len).unwrap_or(u32::MAX),
            services_returned: count,
            resume_index: Some(if complete {
                0
            } else {
                start.saturating_add(count)
            }),
            status: if complete {
                Win32Error::NERR_Success
            } else {
                Win32Error::ERROR_MORE_DATA
            },
        }
    }

    /// The entries of the buffer, with a status of the kind that was asked for.
    ///
    /// # Errors
    /// [`Malformed`] for more entries than the buffer can hold, or an offset outside it.
    pub fn services<S: PackedStatus>(&self) -> Result<Vec<EnumServiceStatus<S>>, Malformed> {
        let buffer = self.buffer.0.as_slice();
        let mut r = Reader::new(buffer);
        let limit = buffer.len().checked_div(entry_len::<S>()).unwrap_or(0);
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
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

/// The octets that an entry and its strings take.
fn packed_len<S: PackedStatus>(service: &EnumServiceStatus<S>) -> usize {
    let strings = [&service.service_name, &service.display_name];
    let units: usize = strings.iter().map(|text| text.encode_utf16().count()).sum();
    // Two terminators.
    units
        .saturating_add(2)
        .saturating_mul(2)
        .saturating_add(entry_len::<S>())
}

/// The entries, their strings, and zeros up to the end of the buffer.
fn pack<S: PackedStatus>(services: &[EnumServiceStatus<S>], size: usize) -> Vec<u8> {
    let mut entries = Writer::new();
    let mut strings = Writer::new();
    let behind = services.len().saturating_mul(entry_len::<S>());
    for service in services {
        for text in [&service.service_name, &service.display_name] {
            let offset = behind.saturating_add(strings.len());
            entries.u32(u32::try_from(offset).unwrap_or(u32::MAX));
            strings.bytes(&utf16::encode(text));
            strings.u16(0);
        }
        service.status.write(&mut entries);
    }
    entries.bytes(&strings.into_vec());
    let mut buffer = entries.into_vec();
    buffer.resize(size.max(buffer.len()), 0);
    buffer
}

fn entry<S: PackedStatus>(
    r: &mut Reader<'_>,
    buffer: &[u8],
) -> Result<EnumServiceStatus<S>, Malformed> {
    Ok(EnumServiceStatus {
        service_name: string_at(buffer, r.u32("lpServiceName")?, "lpServiceName")?,
        display_name: string_at(buffer, r.u32("lpDisplayName")?, "lpDisplayName")?,
        status: S::read(r)?,
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

/// Two offsets and a status.
const fn entry_len<S: PackedStatus>() -> usize {
    S::LEN.saturating_add(8)
}

/// `SC_MAX_NAME_LENGTH`: 256 characters.
const MAX_NAME: usize = 256;

#[cfg(test)]
mod tests {
    use super::super::{ServiceState, ServiceStatusProcess};
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
        buffer.resize(entry_len::<ServiceStatus>(), 0);
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
        let services = reply(1, 36).services::<ServiceStatus>().unwrap();
        assert_eq!(services[0].service_name, "N");
        assert_eq!(services[0].display_name, "L");
        assert_eq!(services[0].status.current_state, ServiceState::RUNNING);
    }

    #[test]
    fn what_is_packed_is_found_again_and_the_rest_later() {
        let service = |name: &str| EnumServiceStatus {
            service_name: name.into(),
            display_name: format!("{name} service"),
            status: ServiceStatus {
                service_type: 0x20,
                current_state: ServiceState::RUNNING,
                controls_accepted: 3,
                exit_code: Win32Error::NERR_Success,
                service_specific_exit_code: 0,
                check_point: 0,
                wait_hint: 0,
            },
        };
        let services = [service("A"), service("BB"), service("CCC")];
        let all = EnumServicesStatusReply::pack(&services, 0, 1000);
        assert_eq!(all.services().as_deref(), Ok(&services[..]));
        assert_eq!((all.buffer.0.len(), all.bytes_needed), (1000, 0));
        assert_eq!(all.status, Win32Error::NERR_Success);
        // One octet less than the first two need.
        let len = packed_len(&services[0]) + packed_len(&services[1]) - 1;
        let some = EnumServicesStatusReply::pack(&services, 0, u32::try_from(len).unwrap());
        assert_eq!(some.services().as_deref(), Ok(&services[..1]));
        assert_eq!(some.status, Win32Error::ERROR_MORE_DATA);
        let next = some.resume_index.unwrap();
        let rest = EnumServicesStatusReply::pack(&services, next, some.bytes_needed);
        assert_eq!(rest.services().as_deref(), Ok(&services[1..]));
        let none = EnumServicesStatusReply::pack(&services, u32::MAX, 0);
        assert_eq!(none.services::<ServiceStatus>(), Ok(vec![]));
    }

    #[test]
    fn an_entry_with_a_process_is_longer_and_found_again() {
        let status = ServiceStatusProcess {
            status: reply(1, 36).services().unwrap().remove(0).status,
            process_id: 1337,
            service_flags: 0,
        };
        let services = [EnumServiceStatus {
            service_name: "NETLOGON".into(),
            display_name: "Net Logon".into(),
            status,
        }];
        let packed = EnumServicesStatusReply::pack(&services, 0, 82);
        assert_eq!(packed.services().as_deref(), Ok(&services[..]));
        assert_eq!(packed.buffer.0[..8], [44, 0, 0, 0, 62, 0, 0, 0]);
        let short = EnumServicesStatusReply::pack(&services, 0, 81);
        assert_eq!(
            (short.status, short.bytes_needed),
            (Win32Error::ERROR_MORE_DATA, 82)
        );
    }

    #[test]
    fn a_lying_buffer_is_refused() {
        assert!(
            reply(2, 36).services::<ServiceStatus>().is_err(),
            "one entry is no two"
        );
        assert!(reply(u32::MAX, 36).services::<ServiceStatus>().is_err());
        assert!(
            reply(1, 200).services::<ServiceStatus>().is_err(),
            "an offset outside"
        );
        assert!(
            reply(1, 43).services::<ServiceStatus>().is_err(),
            "no terminator behind it"
        );
    }
}
