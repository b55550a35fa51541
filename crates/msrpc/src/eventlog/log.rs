//! Logs and event sources: opening, counting, clearing.

use ndr::{Conformant, Params, UnicodeString, Unique};
use wire::NtStatus;

use super::LogHandle;
pub use crate::reply::StatusReply;

/// `ElfrOpenELW` request, [MS-EVEN] 3.1.4.3.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct OpenEl {
    /// `EVENTLOG_HANDLE_W`, [MS-EVEN] 2.2.7, which is one character and no string; no server looks at it.
    pub server_name: Unique<u16>,
    /// The log: `Application`, `System` or `Security`. One that is not known is `Application`.
    pub module_name: UnicodeString,
    /// The empty string.
    pub reg_module_name: UnicodeString,
    /// 1.
    pub major_version: u32,
    /// 1.
    pub minor_version: u32,
}

/// `ElfrRegisterEventSourceW` request, [MS-EVEN] 3.1.4.5.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RegisterEventSource {
    /// As in [`OpenEl`].
    pub server_name: Unique<u16>,
    /// The source of the events that will be reported.
    pub module_name: UnicodeString,
    /// The empty string.
    pub reg_module_name: UnicodeString,
    /// 1.
    pub major_version: u32,
    /// 1.
    pub minor_version: u32,
}

/// `ElfrOpenELW` and `ElfrRegisterEventSourceW` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OpenedReply {
    /// The log or source.
    pub log: LogHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `ElfrCloseEL` request, [MS-EVEN] 3.1.4.21.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct CloseEl {
    /// A log.
    pub log: LogHandle,
}

/// `ElfrDeregisterEventSource` request, [MS-EVEN] 3.1.4.22.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct DeregisterEventSource {
    /// A source.
    pub log: LogHandle,
}

/// `ElfrCloseEL` and `ElfrDeregisterEventSource` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct ClosedReply {
    /// The null handle.
    pub log: LogHandle,
    /// The outcome.
    pub status: NtStatus,
}

/// `ElfrNumberOfRecords` request, [MS-EVEN] 3.1.4.18.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct NumberOfRecords {
    /// The log.
    pub log: LogHandle,
}

/// `ElfrNumberOfRecords` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct NumberOfRecordsReply {
    /// How many there are.
    pub number_of_records: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `ElfrOldestRecord` request, [MS-EVEN] 3.1.4.19.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OldestRecord {
    /// The log.
    pub log: LogHandle,
}

/// `ElfrOldestRecord` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct OldestRecordReply {
    /// The number of the oldest record, from which they are numbered upwards; 0 if there is none.
    pub oldest_record_number: u32,
    /// The outcome.
    pub status: NtStatus,
}

/// `ElfrClearELFW` request, [MS-EVEN] 3.1.4.9.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ClearElf {
    /// The log.
    pub log: LogHandle,
    /// Where on the server a copy is to be kept, as an NT object path.
    pub backup_file_name: Unique<UnicodeString>,
}

/// `ElfrBackupELFW` request, [MS-EVEN] 3.1.4.11.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct BackupElf {
    /// The log.
    pub log: LogHandle,
    /// Where on the server a copy is to be kept, as an NT object path.
    pub backup_file_name: UnicodeString,
}

/// `ElfrFlushEL` request: a number between those of [MS-EVEN] 3.1.4.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct FlushEl {
    /// The log.
    pub log: LogHandle,
}

/// `ElfrGetLogInformation` request, [MS-EVEN] 3.1.4.20.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct GetLogInformation {
    /// The log.
    pub log: LogHandle,
    /// 0: `EVENTLOG_FULL_INFORMATION`, [MS-EVEN] 2.2.4, whose four octets are 1 if the log is full.
    pub info_level: u32,
    /// How much the caller takes: up to [`GetLogInformation::MAX_BUFFER`].
    pub buffer_size: u32,
}

impl GetLogInformation {
    /// What a caller can take at most.
    pub const MAX_BUFFER: u32 = 1024;
}

/// `ElfrGetLogInformation` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetLogInformationReply {
    /// As many octets as the caller takes.
    #[ndr(max = 1024)]
    pub buffer: Conformant<u8>,
    /// How many are needed.
    pub bytes_needed: u32,
    /// The outcome.
    pub status: NtStatus,
}
