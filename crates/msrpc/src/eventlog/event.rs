//! Reporting what happened.

use ndr::{Conformant, Count, Decoder, Encoder, Malformed, Param, Params, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::LogHandle;

/// `ElfrReportEventW` request, [MS-EVEN] 3.1.4.13.
///
/// `NumStrings` and `DataSize` are no members: they are written, and on reading must be, what `strings` and `data` say.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ReportEvent {
    /// The event's source.
    pub log: LogHandle,
    /// When it happened: seconds since 1970, UTC.
    pub time: u32,
    /// How bad it is.
    pub event_type: EventType,
    /// What kind of event it is among those of its source.
    pub event_category: u16,
    /// What happened, by the messages of its source.
    pub event_id: u32,
    /// The computer on which it happened.
    pub computer_name: UnicodeString,
    /// The user to whom it happened.
    pub user_sid: Unique<Sid>,
    /// What the message leaves open, each behind a pointer of its own: at most 256.
    pub strings: Unique<Conformant<Unique<UnicodeString>>>,
    /// Octets that the source understands: at most 61,440.
    pub data: Unique<Conformant<u8>>,
    /// Not used.
    pub flags: u16,
    /// Whether the caller would like to know; the number is ignored.
    pub record_number: Unique<u32>,
    /// Likewise.
    pub time_written: Unique<u32>,
}

/// `ElfrReportEventW` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct ReportEventReply {
    /// The number that the event got in its log.
    pub record_number: Unique<u32>,
    /// When it was written: seconds since 1970, UTC.
    pub time_written: Unique<u32>,
    /// The outcome.
    pub status: NtStatus,
}

crate::flags::values! {
    /// Type of an event, [MS-EVEN] 2.2.2.
    EventType: u16 {
        /// `EVENTLOG_SUCCESS`.
        SUCCESS = 0x0000;
        /// `EVENTLOG_ERROR_TYPE`.
        ERROR = 0x0001;
        /// `EVENTLOG_WARNING_TYPE`.
        WARNING = 0x0002;
        /// `EVENTLOG_INFORMATION_TYPE`.
        INFORMATION = 0x0004;
        /// `EVENTLOG_AUDIT_SUCCESS`.
        AUDIT_SUCCESS = 0x0008;
        /// `EVENTLOG_AUDIT_FAILURE`.
        AUDIT_FAILURE = 0x0010;
    }
}

/// The most strings that an event has, [MS-EVEN] 3.1.4.13.
pub(super) const MAX_STRINGS: u16 = 256;
/// The most octets of data that an event has, [MS-EVEN] 3.1.4.13.
const MAX_DATA: u32 = 61_440;

impl Params for ReportEvent {
    fn encode(&self, encoder: &mut Encoder) {
        self.log.encode_param(encoder);
        self.time.encode_param(encoder);
        self.event_type.encode_param(encoder);
        self.event_category.encode_param(encoder);
        self.event_id.encode_param(encoder);
        // A count that is cut differs from the array's own, which no server accepts.
        encoder.u16(u16::try_from(self.strings.count()).unwrap_or(u16::MAX));
        encoder.count(self.data.count());
        self.computer_name.encode_param(encoder);
        self.user_sid.encode_param(encoder);
        self.strings.encode_param(encoder);
        self.data.encode_param(encoder);
        self.flags.encode_param(encoder);
        self.record_number.encode_param(encoder);
        self.time_written.encode_param(encoder);
    }

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let log = parameter("LogHandle", decoder)?;
        let time = parameter("Time", decoder)?;
        let event_type = parameter("EventType", decoder)?;
        let event_category = parameter("EventCategory", decoder)?;
        let event_id = parameter("EventID", decoder)?;
        let num_strings = parameter::<u16>("NumStrings", decoder)?;
        at_most(u32::from(MAX_STRINGS), u32::from(num_strings), decoder)?;
        let data_size = parameter("DataSize", decoder)?;
        at_most(MAX_DATA, data_size, decoder)?;
        let computer_name = parameter("ComputerName", decoder)?;
        let user_sid = parameter("UserSID", decoder)?;
        let strings = parameter("Strings", decoder)?;
        same_count(&strings, u32::from(num_strings), decoder)?;
        let data = parameter("Data", decoder)?;
        same_count(&data, data_size, decoder)?;
        Ok(Self {
            log,
            time,
            event_type,
            event_category,
            event_id,
            computer_name,
            user_sid,
            strings,
            data,
            flags: parameter("Flags", decoder)?,
            record_number: parameter("RecordNumber", decoder)?,
            time_written: parameter("TimeWritten", decoder)?,
        })
    }
}

fn parameter<T: Param>(field: &'static str, decoder: &mut Decoder<'_>) -> Result<T, Malformed> {
    decoder.enter(field);
    T::decode_param(decoder)
}

fn at_most(limit: u32, value: u32, decoder: &Decoder<'_>) -> Result<(), Malformed> {
    if value <= limit {
        return Ok(());
    }
    Err(Malformed::TooLarge {
        field: decoder.field(),
        value: u64::from(value),
        limit: u64::from(limit),
    })
}

/// The count that was announced is the array's own; a peer that contradicts itself is not believed.
fn same_count(array: &impl Count, count: u32, decoder: &Decoder<'_>) -> Result<(), Malformed> {
    if u32::try_from(array.count()) == Ok(count) {
        Ok(())
    } else {
        Err(decoder.illegal(count))
    }
}
