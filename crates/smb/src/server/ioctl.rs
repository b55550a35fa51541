//! SMB2 IOCTL, [MS-SMB2] 3.3.5.15.

use wire::{Malformed, NtStatus, Writer};

use super::connection::Connection;
use super::dispatch::Call;
use super::pipe_io::transfer;
use super::reply::{Handled, Stop, success};
use super::{Violation, negotiate};
use crate::dialect::Dialect;
use crate::message::{
    Body, ControlCode, FileId, IoctlRequest, IoctlResponse, PipeWait, ValidateNegotiateInfoRequest,
};

/// `FSCTL_DFS_GET_REFERRALS` and `FSCTL_DFS_GET_REFERRALS_EX`.
const DFS_REFERRALS: [ControlCode; 2] = [ControlCode(0x0006_0194), ControlCode(0x0006_01b0)];

/// `FSCTL_QUERY_NETWORK_INTERFACE_INFO`.
const NETWORK_INTERFACES: ControlCode = ControlCode(0x0014_01fc);

/// Octets of a VALIDATE_NEGOTIATE_INFO Response, [MS-SMB2] 2.2.32.6.
const VALIDATION_LEN: u32 = 24;

impl Connection {
    pub(super) fn ioctl(&mut self, call: &mut Call<'_>) -> Handled {
        let request = decode(call.part.body)?;
        transfer(u32::try_from(request.input.len()).unwrap_or(u32::MAX))?;
        transfer(request.max_output)?;
        let IoctlRequest {
            code,
            file_id,
            input,
            max_output,
        } = request;
        match code {
            ControlCode::PIPE_TRANSCEIVE => self.transceive(call, file_id, input, max_output),
            ControlCode::PIPE_WAIT => self.pipe_wait(file_id, &input),
            ControlCode::VALIDATE_NEGOTIATE_INFO => self.validate(file_id, &input, max_output),
            NETWORK_INTERFACES => Err(NtStatus::NOT_SUPPORTED.into()),
            code if DFS_REFERRALS.contains(&code) => Err(NtStatus::FS_DRIVER_REQUIRED.into()),
            _ => Err(NtStatus::INVALID_DEVICE_REQUEST.into()),
        }
    }

    /// FSCTL_PIPE_WAIT, [MS-FSCC] 2.3.49: a pipe that exists always has an instance to be opened.
    fn pipe_wait(&self, file_id: FileId, input: &[u8]) -> Handled {
        let wait = PipeWait::decode(input).map_err(|_| NtStatus::INVALID_PARAMETER)?;
        let mut pipes = self.config.pipes.iter();
        if pipes.any(|pipe| pipe.name.is_called(&wait.name)) {
            success(&IoctlResponse {
                code: ControlCode::PIPE_WAIT,
                file_id,
                output: Vec::new(),
            })
        } else {
            Err(NtStatus::OBJECT_NAME_NOT_FOUND.into())
        }
    }

    /// FSCTL_VALIDATE_NEGOTIATE_INFO, [MS-SMB2] 3.3.5.15.12. Whoever altered the negotiation gets no answer that could
    /// be altered as well.
    fn validate(&self, file_id: FileId, input: &[u8], max_output: u32) -> Handled {
        let altered = Err(Stop::Violation(Violation::NegotiationAltered));
        let Some(agreement) = &self.agreement else {
            return altered;
        };
        let Ok(confirmed) = ValidateNegotiateInfoRequest::decode(input) else {
            return altered;
        };
        let chosen = negotiate::choose(&self.config, &confirmed.dialects);
        let said = agreement.said.as_ref().is_some_and(|said| {
            said.capabilities == confirmed.capabilities
                && said.client_guid == confirmed.client_guid
                && said.security_mode == confirmed.security_mode
        });
        // In SMB 3.1.1 the keys prove the negotiation, and nobody has a reason to ask.
        if !said
            || chosen != Some(agreement.dialect)
            || agreement.dialect == Dialect::SMB_3_1_1
            || max_output < VALIDATION_LEN
        {
            return altered;
        }
        let mut w = Writer::new();
        agreement.heard.encode(&mut w);
        success(&IoctlResponse {
            code: ControlCode::VALIDATE_NEGOTIATE_INFO,
            file_id,
            output: w.into_vec(),
        })
    }
}

/// The request; one that is no file system control is `STATUS_NOT_SUPPORTED`.
fn decode(body: &[u8]) -> Result<IoctlRequest, NtStatus> {
    IoctlRequest::decode(body).map_err(|malformed| match malformed {
        Malformed::Illegal { field: "Flags", .. } => NtStatus::NOT_SUPPORTED,
        _ => NtStatus::INVALID_PARAMETER,
    })
}
