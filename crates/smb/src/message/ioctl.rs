//! SMB2 IOCTL, [MS-SMB2] 2.2.31 and 2.2.32.

use wire::{Malformed, Reader, Writer};

use super::{Body, FileId, Span, len32, offset32, structure_size};
use crate::header::Command;

/// `CtlCode`, [MS-SMB2] 2.2.31.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ControlCode(pub u32);

impl ControlCode {
    /// `FSCTL_PIPE_WAIT`, [MS-FSCC] 2.3.49.
    pub const PIPE_WAIT: Self = Self(0x0011_0018);
    /// `FSCTL_PIPE_TRANSCEIVE`, [MS-FSCC] 2.3.48: writes a message and reads the answer.
    pub const PIPE_TRANSCEIVE: Self = Self(0x0011_c017);
    /// `FSCTL_VALIDATE_NEGOTIATE_INFO`.
    pub const VALIDATE_NEGOTIATE_INFO: Self = Self(0x0014_0204);
}

/// `SMB2_0_IOCTL_IS_FSCTL`.
const IS_FSCTL: u32 = 1;

/// SMB2 IOCTL Request, [MS-SMB2] 2.2.31, for a file system control.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IoctlRequest {
    /// `CtlCode`.
    pub code: ControlCode,
    /// `FileId`; [`FileId::NONE`] where the code concerns no open.
    pub file_id: FileId,
    /// The input buffer.
    pub input: Vec<u8>,
    /// `MaxOutputResponse`.
    pub max_output: u32,
}

const REQUEST_FIXED: usize = 56;

impl Body for IoctlRequest {
    const COMMAND: Command = Command::IOCTL;

    fn encode(&self, w: &mut Writer) {
        w.u16(57); // StructureSize
        w.u16(0); // Reserved
        w.u32(self.code.0);
        self.file_id.encode(w);
        w.u32(offset32(REQUEST_FIXED)); // InputOffset
        w.u32(len32(&self.input));
        w.u32(0); // MaxInputResponse
        w.u32(0); // OutputOffset
        w.u32(0); // OutputCount
        w.u32(self.max_output);
        w.u32(IS_FSCTL);
        w.u32(0); // Reserved2
        w.bytes(&self.input);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 57)?;
        r.skip(2, "Reserved")?;
        let code = ControlCode(r.u32("CtlCode")?);
        let file_id = FileId::decode(&mut r)?;
        let input = Span {
            offset: r.u32("InputOffset")?,
            len: r.u32("InputCount")?,
        };
        r.skip(12, "MaxInputResponse, OutputOffset, OutputCount")?;
        let max_output = r.u32("MaxOutputResponse")?;
        let flags = r.u32("Flags")?;
        if flags != IS_FSCTL {
            return Err(Malformed::Illegal {
                field: "Flags",
                value: flags.into(),
            });
        }
        r.skip(4, "Reserved2")?;
        let input = input.of(body, REQUEST_FIXED, "Input")?.to_vec();
        Ok(Self {
            code,
            file_id,
            input,
            max_output,
        })
    }
}

/// SMB2 IOCTL Response, [MS-SMB2] 2.2.32.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct IoctlResponse {
    /// `CtlCode`.
    pub code: ControlCode,
    /// `FileId`.
    pub file_id: FileId,
    /// The output buffer.
    pub output: Vec<u8>,
}

const RESPONSE_FIXED: usize = 48;

impl Body for IoctlResponse {
    const COMMAND: Command = Command::IOCTL;

    fn encode(&self, w: &mut Writer) {
        w.u16(49); // StructureSize
        w.u16(0); // Reserved
        w.u32(self.code.0);
        self.file_id.encode(w);
        w.u32(offset32(RESPONSE_FIXED)); // InputOffset
        w.u32(0); // InputCount
        w.u32(offset32(RESPONSE_FIXED)); // OutputOffset
        w.u32(len32(&self.output));
        w.u32(0); // Flags
        w.u32(0); // Reserved2
        w.bytes(&self.output);
    }

    fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 49)?;
        r.skip(2, "Reserved")?;
        let code = ControlCode(r.u32("CtlCode")?);
        let file_id = FileId::decode(&mut r)?;
        r.skip(8, "InputOffset, InputCount")?;
        let output = Span {
            offset: r.u32("OutputOffset")?,
            len: r.u32("OutputCount")?,
        };
        r.skip(8, "Flags, Reserved2")?;
        let output = output.of(body, RESPONSE_FIXED, "Output")?.to_vec();
        Ok(Self {
            code,
            file_id,
            output,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_wire;
    use super::*;

    #[test]
    fn a_request_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &IoctlRequest {
                code: ControlCode::PIPE_TRANSCEIVE,
                file_id: FileId { persistent: 1, volatile: 2 },
                input: vec![5, 0, 0],
                max_output: 4280,
            },
            &[
                0x39, 0x00,             // StructureSize
                0x00, 0x00,             // Reserved
                0x17, 0xc0, 0x11, 0x00, // CtlCode: FSCTL_PIPE_TRANSCEIVE
                1, 0, 0, 0, 0, 0, 0, 0, // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0, // FileId.Volatile
                0x78, 0x00, 0x00, 0x00, // InputOffset: 120
                0x03, 0x00, 0x00, 0x00, // InputCount
                0x00, 0x00, 0x00, 0x00, // MaxInputResponse
                0x00, 0x00, 0x00, 0x00, // OutputOffset
                0x00, 0x00, 0x00, 0x00, // OutputCount
                0xb8, 0x10, 0x00, 0x00, // MaxOutputResponse
                0x01, 0x00, 0x00, 0x00, // Flags: file system control
                0x00, 0x00, 0x00, 0x00, // Reserved2
                0x05, 0x00, 0x00,       // Buffer
            ],
        );
    }

    #[test]
    fn a_response_on_the_wire() {
        #[rustfmt::skip]
        assert_wire(
            &IoctlResponse {
                code: ControlCode::PIPE_TRANSCEIVE,
                file_id: FileId { persistent: 1, volatile: 2 },
                output: vec![5, 0, 2],
            },
            &[
                0x31, 0x00,             // StructureSize
                0x00, 0x00,             // Reserved
                0x17, 0xc0, 0x11, 0x00, // CtlCode: FSCTL_PIPE_TRANSCEIVE
                1, 0, 0, 0, 0, 0, 0, 0, // FileId.Persistent
                2, 0, 0, 0, 0, 0, 0, 0, // FileId.Volatile
                0x70, 0x00, 0x00, 0x00, // InputOffset: 112
                0x00, 0x00, 0x00, 0x00, // InputCount
                0x70, 0x00, 0x00, 0x00, // OutputOffset: 112
                0x03, 0x00, 0x00, 0x00, // OutputCount
                0x00, 0x00, 0x00, 0x00, // Flags
                0x00, 0x00, 0x00, 0x00, // Reserved2
                0x05, 0x00, 0x02,       // Buffer
            ],
        );
    }
}
