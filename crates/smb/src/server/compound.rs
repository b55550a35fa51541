//! Compounded requests, [MS-SMB2] 3.3.5.2.7. Each is answered by a message of its own, as 3.3.4.1.3 allows.

use wire::{Malformed, NtStatus};

use super::Violation;
use crate::header::{HEADER_LEN, Header};
use crate::message::{FileId, split_message};

/// One request of a message.
pub(super) struct Part<'a> {
    pub(super) header: Header,
    pub(super) body: &'a [u8],
    /// Header, body and padding: what its signature covers.
    pub(super) octets: &'a [u8],
}

/// Requests that one message may have; clients send three or four.
const MAX_PARTS: usize = 16;

/// Takes a message apart, before anything is done with any of its requests.
pub(super) fn split(message: &[u8]) -> Result<Vec<Part<'_>>, Violation> {
    let mut parts = Vec::new();
    let mut rest = Some(message);
    while let Some(octets) = rest {
        if parts.len() == MAX_PARTS {
            return Err(Violation::CompoundTooLong);
        }
        let (header, _) = split_message(octets)?;
        let (octets, after) = match usize::try_from(header.next_command) {
            Ok(0) => (octets, None),
            Ok(next) if next >= HEADER_LEN && next.is_multiple_of(8) => octets
                .split_at_checked(next)
                .map(|(octets, after)| (octets, Some(after)))
                .ok_or_else(|| misplaced(&header))?,
            _ => return Err(misplaced(&header)),
        };
        let body = octets.get(HEADER_LEN..).unwrap_or_default();
        parts.push(Part {
            header,
            body,
            octets,
        });
        rest = after;
    }
    Ok(parts)
}

fn misplaced(header: &Header) -> Violation {
    Violation::Malformed(Malformed::Illegal {
        field: "NextCommand",
        value: header.next_command.into(),
    })
}

/// What a related request takes from the one before it, [MS-SMB2] 3.3.5.2.7.2.
pub(super) struct Chain {
    /// Whether there is a request that others can be related to.
    pub(super) started: bool,
    pub(super) session_id: u64,
    pub(super) tree_id: u32,
    /// The open that the request before was about or has made, or why there is none.
    pub(super) file: Result<FileId, NtStatus>,
}

impl Chain {
    pub(super) const fn new() -> Self {
        Self {
            started: false,
            session_id: 0,
            tree_id: 0,
            file: Err(NtStatus::INVALID_PARAMETER),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::{Addressee, Flags};
    use crate::message::{Body, EchoRequest, encode_body, join_message};

    fn echo(next_command: u32) -> Vec<u8> {
        let header = Header {
            credit_charge: 1,
            status: NtStatus::SUCCESS,
            command: EchoRequest::COMMAND,
            credits: 1,
            flags: Flags::default(),
            next_command,
            message_id: 1,
            addressee: Addressee::Sync { tree_id: 0 },
            session_id: 0,
        };
        let mut message = join_message(&header, &encode_body(&EchoRequest));
        message.resize(72, 0);
        message
    }

    #[test]
    fn each_part_ends_where_the_next_begins() {
        let message = [echo(72), echo(0)].concat();
        let parts = split(&message).unwrap();
        assert_eq!(
            parts
                .iter()
                .map(|part| part.octets.len())
                .collect::<Vec<_>>(),
            [72, 72]
        );
        assert_eq!(parts[0].body.len(), 8);
    }

    // [MS-SMB2] 2.2.1.2 and 3.3.5.2.7: `NextCommand` is a multiple of eight, and leads to another header.
    #[test]
    fn a_part_that_begins_nowhere_ends_the_connection() {
        for next in [1, 8, 56, 63, 65, 68, 80, 144, u32::MAX, u32::MAX - 7] {
            let message = [echo(next), echo(0)].concat();
            assert!(
                matches!(split(&message), Err(Violation::Malformed(_))),
                "{next}"
            );
        }
        assert!(split(&echo(72)).is_err(), "nothing follows");
    }

    #[test]
    fn parts_are_bounded() {
        let mut message = echo(72).repeat(MAX_PARTS - 1);
        message.extend(echo(0));
        assert!(split(&message).is_ok());
        let mut message = echo(72).repeat(MAX_PARTS);
        message.extend(echo(0));
        assert_eq!(split(&message).err(), Some(Violation::CompoundTooLong));
    }
}
