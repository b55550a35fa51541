//! Calls that fill a buffer of the caller's: what NDR does not look into.

use ndr::{Conformant, Params};
use wire::{Malformed, Reader, Win32Error, Writer};

use super::{ServiceHandle, ServiceState, ServiceStatus};

/// `RQueryServiceStatusEx` request, [MS-SCMR] 3.1.4.39.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceStatusEx {
    /// The service.
    pub service: ServiceHandle,
    /// `SC_STATUS_TYPE`: [`QueryServiceStatusEx::PROCESS_INFO`].
    pub info_level: u32,
    /// How much the caller takes: up to [`BufferReply::MAX_8K`].
    pub buffer_size: u32,
}

impl QueryServiceStatusEx {
    /// `SC_STATUS_PROCESS_INFO`, [MS-SCMR] 2.2.29: a [`ServiceStatusProcess`].
    pub const PROCESS_INFO: u32 = 0;
}

/// `RQueryServiceConfig2W` request, [MS-SCMR] 3.1.4.37.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct QueryServiceConfig2 {
    /// The service.
    pub service: ServiceHandle,
    /// What of the configuration.
    pub info_level: ConfigLevel,
    /// How much the caller takes: up to [`BufferReply::MAX_8K`].
    pub buffer_size: u32,
}

crate::flags::values! {
    /// `dwInfoLevel`, [MS-SCMR] 3.1.4.37.
    ConfigLevel: u32 {
        /// `SERVICE_CONFIG_DESCRIPTION`: the offset of a text, and the text.
        DESCRIPTION = 1;
        /// `SERVICE_CONFIG_FAILURE_ACTIONS`: a period, and the offsets of what is done when the service fails.
        FAILURE_ACTIONS = 2;
        /// `SERVICE_CONFIG_DELAYED_AUTO_START_INFO`: a `BOOL`.
        DELAYED_AUTO_START = 3;
        /// `SERVICE_CONFIG_FAILURE_ACTIONS_FLAG`: a `BOOL`.
        FAILURE_ACTIONS_FLAG = 4;
        /// `SERVICE_CONFIG_SERVICE_SID_INFO`: a type.
        SERVICE_SID = 5;
        /// `SERVICE_CONFIG_REQUIRED_PRIVILEGES_INFO`: the offset of their names.
        REQUIRED_PRIVILEGES = 6;
    }
}

/// Reply of the calls that fill a buffer: `RQueryServiceStatusEx`, `RQueryServiceConfig2W` and
/// `RQueryServiceObjectSecurity`.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct BufferReply {
    /// What was asked for, and zeros up to the size that the caller has named.
    #[ndr(max = 262_144)]
    pub buffer: Conformant<u8>,
    /// How much is needed.
    pub bytes_needed: u32,
    /// The outcome.
    pub status: Win32Error,
}

impl BufferReply {
    /// 8 KiB: what a caller can take at most of a status or a configuration.
    pub const MAX_8K: u32 = 0x2000;
    /// 256 KiB: what a caller can take at most of a descriptor or a list.
    pub const MAX_256K: u32 = 0x0004_0000;

    /// Fills a buffer of `size` octets, if there is room: `size` is no more than what a caller can take.
    #[must_use]
    pub fn fill(found: Result<Vec<u8>, Win32Error>, size: u32) -> Self {
        let room = usize::try_from(size.min(Self::MAX_256K)).unwrap_or(0);
        let needed = found.as_ref().map_or(0, Vec::len);
        let (mut buffer, status) = match found {
            Ok(_) if needed > room => (Vec::new(), Win32Error::ERROR_INSUFFICIENT_BUFFER),
            Ok(octets) => (octets, Win32Error::NERR_Success),
            Err(error) => (Vec::new(), error),
        };
        buffer.resize(room, 0);
        Self {
            buffer: Conformant(buffer),
            bytes_needed: u32::try_from(needed).unwrap_or(u32::MAX),
            status,
        }
    }
}

/// `SERVICE_STATUS_PROCESS`, [MS-SCMR] 2.2.49.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ServiceStatusProcess {
    /// How the service is.
    pub status: ServiceStatus,
    /// `dwProcessId`: 0 while it does not run.
    pub process_id: u32,
    /// `dwServiceFlags`: whether it is a part of the system that always runs.
    pub service_flags: u32,
}

/// A status as it is packed into buffers, in octets that NDR does not look into.
pub trait PackedStatus: Sized {
    /// How many octets it has.
    const LEN: usize;

    /// Writes it.
    fn write(&self, w: &mut Writer);

    /// Reads it.
    ///
    /// # Errors
    /// [`Malformed`] if there is not so much.
    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed>;
}

impl PackedStatus for ServiceStatus {
    const LEN: usize = 28;

    fn write(&self, w: &mut Writer) {
        w.u32(self.service_type);
        w.u32(self.current_state.0);
        w.u32(self.controls_accepted);
        w.u32(self.exit_code.0);
        w.u32(self.service_specific_exit_code);
        w.u32(self.check_point);
        w.u32(self.wait_hint);
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            service_type: r.u32("dwServiceType")?,
            current_state: ServiceState(r.u32("dwCurrentState")?),
            controls_accepted: r.u32("dwControlsAccepted")?,
            exit_code: Win32Error(r.u32("dwWin32ExitCode")?),
            service_specific_exit_code: r.u32("dwServiceSpecificExitCode")?,
            check_point: r.u32("dwCheckPoint")?,
            wait_hint: r.u32("dwWaitHint")?,
        })
    }
}

impl PackedStatus for ServiceStatusProcess {
    const LEN: usize = ServiceStatus::LEN + 8;

    fn write(&self, w: &mut Writer) {
        self.status.write(w);
        w.u32(self.process_id);
        w.u32(self.service_flags);
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        Ok(Self {
            status: ServiceStatus::read(r)?,
            process_id: r.u32("dwProcessId")?,
            service_flags: r.u32("dwServiceFlags")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_is_as_long_as_the_caller_has_said_whatever_is_in_it() {
        let full = BufferReply::fill(Ok(vec![1; 4]), 4);
        assert_eq!((full.buffer.0, full.bytes_needed), (vec![1; 4], 4));
        assert_eq!(full.status, Win32Error::NERR_Success);
        let more = BufferReply::fill(Ok(vec![1; 4]), 6);
        assert_eq!(more.buffer.0, [1, 1, 1, 1, 0, 0]);
        let less = BufferReply::fill(Ok(vec![1; 4]), 3);
        assert_eq!((less.buffer.0, less.bytes_needed), (vec![0; 3], 4));
        assert_eq!(less.status, Win32Error::ERROR_INSUFFICIENT_BUFFER);
        let refused = BufferReply::fill(Err(Win32Error::ERROR_ACCESS_DENIED), u32::MAX);
        assert_eq!(
            (refused.buffer.0.len(), refused.bytes_needed),
            (0x4_0000, 0)
        );
        assert_eq!(refused.status, Win32Error::ERROR_ACCESS_DENIED);
    }

    #[test]
    fn a_status_on_the_wire() {
        let octets = [
            0x20, 0, 0, 0, // dwServiceType: SERVICE_WIN32_SHARE_PROCESS
            4, 0, 0, 0, // dwCurrentState: SERVICE_RUNNING
            3, 0, 0, 0, // dwControlsAccepted
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, // exit codes, dwCheckPoint, dwWaitHint
            0x39, 5, 0, 0, // dwProcessId
            1, 0, 0, 0, // dwServiceFlags: SERVICE_RUNS_IN_SYSTEM_PROCESS
        ];
        let status = ServiceStatusProcess::read(&mut Reader::new(&octets)).unwrap();
        assert_eq!(status.status.current_state, ServiceState::RUNNING);
        assert_eq!((status.process_id, status.service_flags), (1337, 1));
        let mut w = Writer::new();
        status.write(&mut w);
        assert_eq!(w.into_vec(), octets);
        for len in 0..octets.len() {
            assert!(ServiceStatusProcess::read(&mut Reader::new(&octets[..len])).is_err());
        }
    }
}
