//! SMB2 SET_INFO, [MS-SMB2] 3.3.5.21.

use wire::{NtStatus, Reader};

use super::connection::Connection;
use super::dispatch::Call;
use super::pipe::ReadMode;
use super::reply::{Handled, success};
use crate::message::{InfoClass, SetInfoRequest, SetInfoResponse};

impl Connection {
    /// `FilePipeInformation`, [MS-FSCC] 2.4.37: how a client wants to read. Windows's RPC sets what is so already.
    pub(super) fn set_info(&mut self, call: &mut Call<'_>) -> Handled {
        let request: SetInfoRequest = call.body()?;
        let pipe = self.pipe(call, request.file_id)?;
        if !request.class.is_of_file() {
            return Err(NtStatus::NOT_SUPPORTED.into());
        }
        if request.class != InfoClass::FILE_PIPE {
            return Err(NtStatus::INVALID_INFO_CLASS.into());
        }
        let mode = read_mode(&request.input)?;
        let open = self.opens.get(pipe).ok_or(NtStatus::FILE_CLOSED)?;
        open.read_mode = mode;
        success(&SetInfoResponse)
    }
}

/// `ReadMode`. Of the two ways to complete an operation, `CompletionMode`, requests that wait are the one that is there.
fn read_mode(input: &[u8]) -> Result<ReadMode, NtStatus> {
    let mut r = Reader::new(input);
    let mut field = |name| r.u32(name).map_err(|_| NtStatus::INFO_LENGTH_MISMATCH);
    match (field("ReadMode")?, field("CompletionMode")?) {
        (0, 0) => Ok(ReadMode::Stream),
        (1, 0) => Ok(ReadMode::Message),
        (0 | 1, 1) => Err(NtStatus::NOT_SUPPORTED),
        _ => Err(NtStatus::INVALID_PARAMETER),
    }
}
