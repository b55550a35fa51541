//! Reading a log.

use ndr::{Conformant, Params};
use wire::{Malformed, NtStatus, Reader};

use super::{EventLogRecord, LogHandle};

/// `ElfrReadELW` request, [MS-EVEN] 3.1.4.7.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct ReadEl {
    /// The log.
    pub log: LogHandle,
    /// Where to start, and in which direction to go on: one flag for each.
    pub read_flags: ReadFlags,
    /// The number of the record to start with, if [`ReadFlags::SEEK`] is set.
    pub record_offset: u32,
    /// How many octets the server may send, and so how many its buffer has: at most [`ReadEl::MAX_BYTES`].
    pub number_of_bytes_to_read: u32,
}

impl ReadEl {
    /// `MAX_BATCH_BUFF`, the limit of the type `RULONG` in the IDL of [MS-EVEN].
    pub const MAX_BYTES: u32 = 0x0007_ffff;
}

/// `ElfrReadELW` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct ReadElReply {
    /// The records, and then whatever fills the rest.
    #[ndr(max = 0x7_ffff)]
    pub buffer: Conformant<u8>,
    /// How many octets of the buffer are records.
    pub number_of_bytes_read: u32,
    /// With [`NtStatus::BUFFER_TOO_SMALL`], how long the buffer must be for the next record.
    pub min_number_of_bytes_needed: u32,
    /// The outcome.
    pub status: NtStatus,
}

impl ReadElReply {
    /// The records in the buffer.
    ///
    /// # Errors
    /// [`Malformed`] for more octets than the buffer has, and for what is no record.
    pub fn records(&self) -> Result<Vec<EventLogRecord>, Malformed> {
        let len = usize::try_from(self.number_of_bytes_read).unwrap_or(usize::MAX);
        let mut r = Reader::new(&self.buffer.0).sub(len, "NumberOfBytesRead")?;
        let mut records = Vec::new();
        while !r.is_empty() {
            records.push(EventLogRecord::decode(&mut r)?);
        }
        Ok(records)
    }
}

crate::flags::flags! {
    /// `ReadFlags`, [MS-EVEN] 3.1.4.7.
    ReadFlags: u32 {
        /// `EVENTLOG_SEQUENTIAL_READ`: go on where the last call ended.
        SEQUENTIAL = 0x0000_0001;
        /// `EVENTLOG_SEEK_READ`: start with the record that is named.
        SEEK = 0x0000_0002;
        /// `EVENTLOG_FORWARDS_READ`: to newer ones.
        FORWARDS = 0x0000_0004;
        /// `EVENTLOG_BACKWARDS_READ`: to older ones.
        BACKWARDS = 0x0000_0008;
    }
}
