//! SMB2 CANCEL, [MS-SMB2] 3.3.5.16: it has the number of what it cancels, costs no credit, and is not answered.

use wire::NtStatus;

use super::compound::Part;
use super::connection::Connection;
use crate::header::Addressee;
use crate::message::{Body, CancelRequest};

impl Connection {
    /// Finishes a request early that waits for a pipe's service. Whatever else is to be cancelled, or is not the
    /// client's to cancel, goes on.
    pub(super) fn cancel(&mut self, part: &Part<'_>, sealed: bool) {
        let header = &part.header;
        let Some(valid) = self.sessions.valid(header.session_id) else {
            return;
        };
        let believed = valid.believes(part, sealed, self.config.encryption);
        if !believed || CancelRequest::decode(part.body).is_err() {
            return;
        }
        let async_id = match header.addressee {
            Addressee::Async { async_id } => Some(async_id),
            Addressee::Sync { .. } => None,
        };
        let cancelled = self.opens.take_waiting(|to| {
            to.session_id == header.session_id
                && match async_id {
                    Some(_) => to.async_id == async_id,
                    None => to.message_id == header.message_id,
                }
        });
        if let Some(to) = cancelled {
            self.refuse(&to, NtStatus::CANCELLED);
        }
    }
}
