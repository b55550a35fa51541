//! SMB2 QUERY_INFO, [MS-SMB2] 3.3.5.20.

use wire::{NtStatus, Writer};

use super::connection::Connection;
use super::dispatch::Call;
use super::pipe_io::transfer;
use super::reply::{Handled, success};
use crate::message::{InfoClass, QueryInfoRequest, QueryInfoResponse};

impl Connection {
    /// Tells what a pipe is, [MS-SMB2] 3.3.5.20.1: Windows asks before it binds.
    pub(super) fn query_info(&mut self, call: &mut Call<'_>) -> Handled {
        let request: QueryInfoRequest = call.body()?;
        transfer(request.max_output)?;
        self.pipe(call, request.file_id)?;
        if !request.class.is_of_file() {
            return Err(NtStatus::NOT_SUPPORTED.into());
        }
        if request.class != InfoClass::FILE_STANDARD {
            return Err(NtStatus::INVALID_INFO_CLASS.into());
        }
        let output = standard_information();
        if u32::try_from(output.len()).is_ok_and(|len| len <= request.max_output) {
            success(&QueryInfoResponse { output })
        } else {
            Err(NtStatus::INFO_LENGTH_MISMATCH.into())
        }
    }
}

/// `FileStandardInformation`, [MS-FSCC] 2.4.41, of a pipe: no octets in it that could be told, one name, and gone when
/// nobody has it open.
fn standard_information() -> Vec<u8> {
    let mut w = Writer::new();
    w.u64(4096); // AllocationSize
    w.u64(0); // EndOfFile
    w.u32(1); // NumberOfLinks
    w.u8(1); // DeletePending
    w.u8(0); // Directory
    w.u16(0); // Reserved
    w.into_vec()
}
