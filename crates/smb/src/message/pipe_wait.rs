//! FSCTL_PIPE_WAIT Request, [MS-FSCC] 2.3.49.

use wire::{Malformed, Reader, Writer, utf16};

use super::len32;

/// FSCTL_PIPE_WAIT Request, [MS-FSCC] 2.3.49: the input of [`ControlCode::PIPE_WAIT`](super::ControlCode::PIPE_WAIT).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PipeWait {
    /// `Timeout` in units of 100 ns; `None` leaves it to the pipe.
    pub timeout: Option<u64>,
    /// `Name`, without `\PIPE\`.
    pub name: String,
}

impl PipeWait {
    /// Writes the input buffer.
    pub fn encode(&self, w: &mut Writer) {
        let name = utf16::encode(&self.name);
        w.u64(self.timeout.unwrap_or(0));
        w.u32(len32(&name));
        w.u8(self.timeout.is_some().into());
        w.u8(0); // Padding
        w.bytes(&name);
    }

    /// Reads the input buffer.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    pub fn decode(input: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(input);
        let timeout = r.u64("Timeout")?;
        let len = usize::try_from(r.u32("NameLength")?).unwrap_or(usize::MAX);
        let specified = r.u8("TimeoutSpecified")? != 0;
        r.skip(1, "Padding")?;
        let name = utf16::decode(r.bytes(len, "Name")?, "Name")?;
        Ok(Self {
            timeout: specified.then_some(timeout),
            name,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_no_prefix_is_another;
    use super::*;

    #[test]
    fn on_the_wire() {
        #[rustfmt::skip]
        let bytes = [
            0x80, 0x96, 0x98, 0, 0, 0, 0, 0, // Timeout: one second
            0x04, 0x00, 0x00, 0x00,          // NameLength
            0x01,                            // TimeoutSpecified
            0x00,                            // Padding
            0x61, 0x00, 0x62, 0x00,          // Name
        ];
        let body = PipeWait {
            timeout: Some(10_000_000),
            name: "ab".into(),
        };
        let mut w = Writer::new();
        body.encode(&mut w);
        assert_eq!(w.as_slice(), bytes);
        assert_eq!(PipeWait::decode(&bytes).as_ref(), Ok(&body));
        assert_no_prefix_is_another(&bytes, &body, PipeWait::decode);
    }
}
