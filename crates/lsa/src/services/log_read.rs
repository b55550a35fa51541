//! Reading the event log, [MS-EVEN] 3.1.4.7.

use msrpc::eventlog::{EventLogRecord, EventType, ReadEl, ReadElReply, ReadFlags};
use ndr::Conformant;
use rpc::{Handler, RpcStatus};
use store::Event;
use transport::CallContext;
use wire::{FileTime, NtStatus};

use super::log::{Log, Which, short};
use crate::Authority;
use crate::logon::unreadable;

impl Handler<ReadEl> for Authority {
    async fn handle(&self, context: &CallContext, call: ReadEl) -> Result<ReadElReply, RpcStatus> {
        let log = context.handles().get::<Log>(call.log)?;
        let room = call.number_of_bytes_to_read.min(ReadEl::MAX_BYTES);
        let room = usize::try_from(room).unwrap_or(0);
        let mut page = Page::new(room);
        let status = match self.read_events(&log, &call, &mut page).await {
            Ok(()) => NtStatus::SUCCESS,
            Err(status) => status,
        };
        Ok(page.into_reply(status))
    }
}

impl Authority {
    async fn read_events(&self, log: &Log, call: &ReadEl, page: &mut Page) -> Result<(), NtStatus> {
        if call.number_of_bytes_to_read > ReadEl::MAX_BYTES {
            return Err(NtStatus::INVALID_PARAMETER);
        }
        let (seeks, direction) = flags(call.read_flags)?;
        let state = self.log_state(log.which).await?;
        if log.which == Which::Empty || state.count == 0 {
            return Err(NtStatus::END_OF_FILE);
        }
        let mut next = match (seeks, direction, log.place()) {
            (true, ..) => {
                let record = u64::from(call.record_offset);
                if !(state.oldest..=state.newest).contains(&record) {
                    return Err(NtStatus::INVALID_PARAMETER);
                }
                Some(record)
            }
            (false, Direction::Forwards, None) => Some(state.oldest),
            (false, Direction::Backwards, None) => Some(state.newest),
            (false, Direction::Forwards, Some(place)) => place.checked_add(1),
            (false, Direction::Backwards, Some(place)) => place.checked_sub(1),
        };
        while let Some(record) = next {
            let events = match direction {
                Direction::Forwards => self.store().events_from(record, BATCH).await,
                Direction::Backwards => self.store().events_back_from(record, BATCH).await,
            };
            let events = events.map_err(unreadable)?;
            for event in &events {
                let encoded = encode(event)?;
                if !page.takes(&encoded) {
                    // "STATUS_BUFFER_TOO_SMALL" only if not even one record has room.
                    return page.outcome(encoded.len());
                }
                log.move_to(event.record);
            }
            next = match (direction, events.last()) {
                (_, None) => None,
                (Direction::Forwards, Some(last)) => last.record.checked_add(1),
                (Direction::Backwards, Some(last)) => last.record.checked_sub(1),
            };
        }
        if page.is_empty() {
            return Err(NtStatus::END_OF_FILE);
        }
        Ok(())
    }
}

/// How many events are asked of the database at a time.
const BATCH: u32 = 64;

/// In which direction a log is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Direction {
    /// To newer events.
    Forwards,
    /// To older ones.
    Backwards,
}

/// Whether a record is named, and the direction: one flag of each pair, and no others, [MS-EVEN] 3.1.4.7.
fn flags(flags: ReadFlags) -> Result<(bool, Direction), NtStatus> {
    let has = |flag| flags.contains(flag);
    let seeks = match (has(ReadFlags::SEQUENTIAL), has(ReadFlags::SEEK)) {
        (true, false) => false,
        (false, true) => true,
        _ => return Err(NtStatus::INVALID_PARAMETER),
    };
    let direction = match (has(ReadFlags::FORWARDS), has(ReadFlags::BACKWARDS)) {
        (true, false) => Direction::Forwards,
        (false, true) => Direction::Backwards,
        _ => return Err(NtStatus::INVALID_PARAMETER),
    };
    Ok((seeks, direction))
}

/// The buffer of a reply. It has the size that was asked for, whatever of it is used.
struct Page {
    buffer: Vec<u8>,
    room: usize,
    needed: usize,
}

impl Page {
    const fn new(room: usize) -> Self {
        Self {
            buffer: Vec::new(),
            room,
            needed: 0,
        }
    }

    const fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// Takes a record if it has room.
    fn takes(&mut self, record: &[u8]) -> bool {
        let fits = self.buffer.len().saturating_add(record.len()) <= self.room;
        if fits {
            self.buffer.extend_from_slice(record);
        }
        fits
    }

    /// What it means that a record of so many octets has no room.
    fn outcome(&mut self, needed: usize) -> Result<(), NtStatus> {
        if self.is_empty() {
            self.needed = needed;
            return Err(NtStatus::BUFFER_TOO_SMALL);
        }
        Ok(())
    }

    fn into_reply(mut self, status: NtStatus) -> ReadElReply {
        let read = self.buffer.len();
        self.buffer.resize(self.room, 0);
        ReadElReply {
            buffer: Conformant(self.buffer),
            number_of_bytes_read: u32::try_from(read).unwrap_or(0),
            min_number_of_bytes_needed: u32::try_from(self.needed).unwrap_or(u32::MAX),
            status,
        }
    }
}

/// An event as a record. When it was written is when it happened last: one that repeats is kept once.
fn encode(event: &Event) -> Result<Vec<u8>, NtStatus> {
    let what = &event.event;
    let record = EventLogRecord {
        record_number: short(event.record),
        time_generated: seconds(event.time),
        time_written: seconds(event.last_time),
        event_id: what.event_id,
        event_type: EventType(what.kind.event_type()),
        event_category: 0,
        reserved_flags: 0,
        source_name: what.source.as_str().into(),
        computer_name: what.computer.as_str().into(),
        user_sid: what.user.clone(),
        strings: what
            .strings
            .iter()
            .map(|text| text.as_str().into())
            .collect(),
        data: what.data.clone(),
    };
    record
        .encode()
        .map_err(|_| NtStatus::INTERNAL_DB_CORRUPTION)
}

fn seconds(time: FileTime) -> u32 {
    u32::try_from(time.unix_seconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_read_has_one_flag_of_each_pair() {
        let ok = [(5, false), (9, false), (6, true), (10, true)];
        for bits in 0..16 {
            let expected = ok
                .iter()
                .find(|(ok, _)| *ok == bits)
                .map(|(_, seeks)| *seeks);
            let found = flags(ReadFlags(bits));
            assert_eq!(found.ok().map(|(seeks, _)| seeks), expected, "{bits}");
        }
        assert_eq!(flags(ReadFlags(5)), Ok((false, Direction::Forwards)));
        assert_eq!(flags(ReadFlags(10)), Ok((true, Direction::Backwards)));
    }

    #[test]
    fn a_page_takes_what_fits_and_says_what_it_needs() {
        let mut page = Page::new(10);
        assert!(page.takes(&[1; 6]) && !page.takes(&[2; 5]) && page.takes(&[3; 4]));
        assert_eq!(page.outcome(7), Ok(()));
        let mut page = Page::new(10);
        assert!(!page.takes(&[1; 11]));
        assert_eq!(page.outcome(11), Err(NtStatus::BUFFER_TOO_SMALL));
        let reply = page.into_reply(NtStatus::BUFFER_TOO_SMALL);
        assert_eq!((reply.buffer.0.len(), reply.number_of_bytes_read), (10, 0));
        assert_eq!(reply.min_number_of_bytes_needed, 11);
    }
}
