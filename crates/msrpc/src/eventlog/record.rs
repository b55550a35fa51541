//! `EVENTLOGRECORD`: octets in a buffer, which NDR does not look into.

use ndr::WideStr;
use wire::{Malformed, Reader, Sid, Writer, utf16};

use super::{EventType, ReadEl, event::MAX_STRINGS};

/// `EVENTLOGRECORD`, [MS-EVEN] 2.2.3, with strings in UTF-16.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct EventLogRecord {
    /// Its place in the log.
    pub record_number: u32,
    /// When it happened: seconds since 1970, UTC.
    pub time_generated: u32,
    /// When it was written: seconds since 1970, UTC.
    pub time_written: u32,
    /// What happened, by the messages of its source.
    pub event_id: u32,
    /// How bad it is.
    pub event_type: EventType,
    /// What kind of event it is among those of its source.
    pub event_category: u16,
    /// [`EventLogRecord::XML`] if the last string is XML.
    pub reserved_flags: u16,
    /// Who reported it.
    pub source_name: WideStr,
    /// The computer on which it happened.
    pub computer_name: WideStr,
    /// The user to whom it happened.
    pub user_sid: Option<Sid>,
    /// What the message leaves open.
    pub strings: Vec<WideStr>,
    /// Octets that the source understands.
    pub data: Vec<u8>,
}

/// Why a record cannot be written.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum UnwritableRecord {
    /// It has more than 256 strings.
    #[error("an event has at most 256 strings")]
    TooManyStrings,
    /// It is longer than any buffer into which it could be read.
    #[error("an event has at most {} octets", ReadEl::MAX_BYTES)]
    TooLong,
}

impl EventLogRecord {
    /// The one value of [`EventLogRecord::reserved_flags`] other than 0.
    pub const XML: u16 = 0x8000;

    /// Reads the record that comes next in a buffer.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let record = split(r)?;
        let mut r = Reader::new(record);
        let record_number = r.u32("RecordNumber")?;
        let time_generated = r.u32("TimeGenerated")?;
        let time_written = r.u32("TimeWritten")?;
        let event_id = r.u32("EventID")?;
        let event_type = EventType(r.u16("EventType")?);
        let num_strings = r.u16("NumStrings")?;
        let event_category = r.u16("EventCategory")?;
        let reserved_flags = r.u16("ReservedFlags")?;
        r.skip(4, "ClosingRecordNumber")?;
        let string_offset = r.u32("StringOffset")?;
        let user_sid_length = r.u32("UserSidLength")?;
        let user_sid_offset = r.u32("UserSidOffset")?;
        let data_length = r.u32("DataLength")?;
        let data_offset = r.u32("DataOffset")?;
        let source_name = terminated(&mut r, "SourceName")?;
        let computer_name = terminated(&mut r, "Computername")?;
        Ok(Self {
            record_number,
            time_generated,
            time_written,
            event_id,
            event_type,
            event_category,
            reserved_flags,
            source_name,
            computer_name,
            user_sid: user_sid(record, user_sid_offset, user_sid_length)?,
            strings: strings(record, string_offset, num_strings)?,
            data: data(record, data_offset, data_length)?.to_vec(),
        })
    }

    /// Writes the record.
    ///
    /// # Errors
    /// [`UnwritableRecord`].
    pub fn encode(&self) -> Result<Vec<u8>, UnwritableRecord> {
        let num_strings = u16::try_from(self.strings.len()).ok();
        let num_strings = num_strings.filter(|count| *count <= MAX_STRINGS);
        let num_strings = num_strings.ok_or(UnwritableRecord::TooManyStrings)?;

        let mut body = Writer::new();
        write_terminated(&self.source_name, &mut body);
        write_terminated(&self.computer_name, &mut body);
        // UserSidPadding: "zero or more bytes". Samba's client skips none and would read them as the first string.
        let user_sid_offset = offset(&body)?;
        self.user_sid.iter().for_each(|sid| sid.encode(&mut body));
        let string_offset = offset(&body)?;
        for string in &self.strings {
            write_terminated(string, &mut body);
        }
        let data_offset = offset(&body)?;
        body.bytes(&self.data);
        let data_end = offset(&body)?;
        // Padding: at least one octet, and so four where three would be the most and none is needed. Samba reads a
        // terminated text there, and without a terminator no record.
        body.u8(0);
        body.align(4);
        let end = offset(&body)?;

        let length = end.saturating_add(LENGTH_2);
        if length > ReadEl::MAX_BYTES {
            return Err(UnwritableRecord::TooLong);
        }
        let mut w = Writer::new();
        w.u32(length);
        w.u32(SIGNATURE);
        w.u32(self.record_number);
        w.u32(self.time_generated);
        w.u32(self.time_written);
        w.u32(self.event_id);
        w.u16(self.event_type.0);
        w.u16(num_strings);
        w.u16(self.event_category);
        w.u16(self.reserved_flags);
        w.u32(0); // ClosingRecordNumber
        w.u32(string_offset);
        w.u32(match self.user_sid {
            Some(_) => string_offset.saturating_sub(user_sid_offset),
            None => 0,
        });
        w.u32(user_sid_offset);
        w.u32(data_end.saturating_sub(data_offset));
        w.u32(data_offset);
        w.bytes(body.as_slice());
        w.u32(length);
        Ok(w.into_vec())
    }
}

/// Takes the record that comes next, without its first two members and its last.
fn split<'a>(r: &mut Reader<'a>) -> Result<&'a [u8], Malformed> {
    let length = r.u32("Length")?;
    let signature = r.u32("Reserved")?;
    if signature != SIGNATURE {
        return Err(illegal("Reserved", signature));
    }
    let shortest = PREFIX.saturating_add(LENGTH_2);
    let rest = length
        .checked_sub(shortest)
        .filter(|_| length.is_multiple_of(4))
        .and_then(|rest| usize::try_from(rest).ok())
        .ok_or(illegal("Length", length))?;
    let record = r.bytes(rest, "Length")?;
    let length_2 = r.u32("Length2")?;
    if length_2 != length {
        return Err(illegal("Length2", length_2));
    }
    Ok(record)
}

fn user_sid(record: &[u8], offset: u32, length: u32) -> Result<Option<Sid>, Malformed> {
    if length == 0 {
        return Ok(None);
    }
    let mut r = at(record, offset, "UserSidOffset")?;
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let mut r = r.sub(length, "UserSidLength")?;
    let sid = Sid::decode(&mut r)?;
    r.finish("UserSid")?;
    Ok(Some(sid))
}

fn strings(record: &[u8], offset: u32, count: u16) -> Result<Vec<WideStr>, Malformed> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if count > MAX_STRINGS {
        return Err(Malformed::TooLarge {
            field: "NumStrings",
            value: u64::from(count),
            limit: u64::from(MAX_STRINGS),
        });
    }
    let mut r = at(record, offset, "StringOffset")?;
    (0..count).map(|_| terminated(&mut r, "Strings")).collect()
}

fn data(record: &[u8], offset: u32, length: u32) -> Result<&[u8], Malformed> {
    if length == 0 {
        return Ok(&[]);
    }
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    at(record, offset, "DataOffset")?.bytes(length, "DataLength")
}

/// What begins at an offset, which counts from the start of the whole record and cannot point to its fixed members.
fn at<'a>(record: &'a [u8], offset: u32, field: &'static str) -> Result<Reader<'a>, Malformed> {
    offset
        .checked_sub(PREFIX)
        .filter(|_| offset >= FIXED)
        .and_then(|offset| record.get(usize::try_from(offset).ok()?..))
        .map(Reader::new)
        .ok_or(illegal(field, offset))
}

/// The text before the terminator that comes next.
fn terminated(r: &mut Reader<'_>, field: &'static str) -> Result<WideStr, Malformed> {
    let (units, _) = r.peek().as_chunks::<2>();
    let end = units.iter().position(|unit| *unit == [0, 0]);
    let length = end.ok_or(Malformed::NotText { field })?.saturating_mul(2);
    let text = utf16::decode(r.bytes(length, field)?, field)?;
    r.skip(2, field)?;
    Ok(text.into())
}

fn write_terminated(text: &WideStr, w: &mut Writer) {
    w.bytes(&utf16::encode(text.as_str()));
    w.u16(0);
}

/// Where the next octet of what follows the fixed members will be, from the start of the record.
fn offset(body: &Writer) -> Result<u32, UnwritableRecord> {
    let offset = u32::try_from(body.len()).map_err(|_| UnwritableRecord::TooLong)?;
    Ok(offset.saturating_add(FIXED))
}

fn illegal(field: &'static str, value: u32) -> Malformed {
    Malformed::Illegal {
        field,
        value: u64::from(value),
    }
}

/// `Reserved`: "`LfLe`".
const SIGNATURE: u32 = 0x654c_664c;
/// Octets of `Length` and `Reserved`.
const PREFIX: u32 = 8;
/// Octets of all members before `SourceName`.
const FIXED: u32 = 56;
/// Octets of `Length2`.
const LENGTH_2: u32 = 4;
