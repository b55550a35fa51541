//! SMB2 ERROR Response, [MS-SMB2] 2.2.2.

use wire::{Malformed, Reader, Writer};

use super::{len32, structure_size};

/// Contexts that a response may carry; the specification knows two kinds, and `ErrorContextCount` is one octet.
const MAX_CONTEXTS: u8 = 16;

/// SMB2 ERROR Response, [MS-SMB2] 2.2.2: the body of whatever did not succeed. Which command it was for, and the status,
/// are in the header.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ErrorResponse {
    /// `ErrorData` as it stands: dialects before 3.1.1, and 3.1.1 when there is nothing to say.
    Data(Vec<u8>),
    /// SMB 3.1.1 with at least one context.
    Contexts(Vec<ErrorContext>),
}

/// SMB2 ERROR Context Response, [MS-SMB2] 2.2.2.1.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ErrorContext {
    /// `ErrorId`: 0 is the default, 0x72645253 a share redirect.
    pub id: u32,
    /// `ErrorContextData`.
    pub data: Vec<u8>,
}

impl ErrorResponse {
    /// Writes the body.
    pub fn encode(&self, w: &mut Writer) {
        let (count, data) = match self {
            Self::Data(data) => (0, data.clone()),
            Self::Contexts(contexts) => (
                u8::try_from(contexts.len()).unwrap_or(u8::MAX),
                encode_contexts(contexts),
            ),
        };
        w.u16(9); // StructureSize
        w.u8(count);
        w.u8(0); // Reserved
        w.u32(len32(&data));
        if data.is_empty() {
            w.u8(0); // "If the ByteCount field is zero then the server MUST supply an ErrorData field that is one byte in length"
        } else {
            w.bytes(&data);
        }
    }

    /// Reads all that follows the header.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    pub fn decode(body: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(body);
        structure_size(&mut r, 9)?;
        let count = r.u8("ErrorContextCount")?;
        if count > MAX_CONTEXTS {
            return Err(Malformed::TooLarge {
                field: "ErrorContextCount",
                value: count.into(),
                limit: MAX_CONTEXTS.into(),
            });
        }
        r.skip(1, "Reserved")?;
        let len = r.u32("ByteCount")?;
        let mut data = r.sub(usize::try_from(len).unwrap_or(usize::MAX), "ErrorData")?;
        if count == 0 {
            return Ok(Self::Data(data.take_rest().to_vec()));
        }
        let mut contexts = Vec::new();
        for _ in 0..count {
            if !contexts.is_empty() {
                data.align(8, "ErrorContext padding")?;
            }
            contexts.push(ErrorContext::decode(&mut data)?);
        }
        Ok(Self::Contexts(contexts))
    }
}

impl ErrorContext {
    fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let len = r.u32("ErrorDataLength")?;
        let id = r.u32("ErrorId")?;
        let len = usize::try_from(len).unwrap_or(usize::MAX);
        let data = r.bytes(len, "ErrorContextData")?.to_vec();
        Ok(Self { id, data })
    }
}

fn encode_contexts(contexts: &[ErrorContext]) -> Vec<u8> {
    let mut w = Writer::new();
    for context in contexts {
        w.align(8);
        w.u32(len32(&context.data));
        w.u32(context.id);
        w.bytes(&context.data);
    }
    w.into_vec()
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_no_prefix_is_another;
    use super::*;

    fn encoded(body: &ErrorResponse) -> Vec<u8> {
        let mut w = Writer::new();
        body.encode(&mut w);
        w.into_vec()
    }

    #[test]
    fn an_error_without_data_has_one_octet_of_it() {
        #[rustfmt::skip]
        let bytes = [
            0x09, 0x00,             // StructureSize
            0x00,                   // ErrorContextCount
            0x00,                   // Reserved
            0x00, 0x00, 0x00, 0x00, // ByteCount
            0x00,                   // ErrorData
        ];
        let body = ErrorResponse::Data(Vec::new());
        assert_eq!(encoded(&body), bytes);
        assert_eq!(ErrorResponse::decode(&bytes).as_ref(), Ok(&body));
        assert_no_prefix_is_another(&bytes, &body, ErrorResponse::decode);
    }

    #[test]
    fn contexts_are_aligned_within_the_data() {
        #[rustfmt::skip]
        let bytes = [
            0x09, 0x00,             // StructureSize
            0x02,                   // ErrorContextCount
            0x00,                   // Reserved
            0x1c, 0x00, 0x00, 0x00, // ByteCount: 28
            0x01, 0x00, 0x00, 0x00, // ErrorDataLength
            0x00, 0x00, 0x00, 0x00, // ErrorId: SMB2_ERROR_ID_DEFAULT
            0xaa,                   // ErrorContextData
            0, 0, 0, 0, 0, 0, 0,    // padding
            0x04, 0x00, 0x00, 0x00, // ErrorDataLength
            0x53, 0x52, 0x64, 0x72, // ErrorId: SMB2_ERROR_ID_SHARE_REDIRECT
            1, 2, 3, 4,             // ErrorContextData
        ];
        let body = ErrorResponse::Contexts(vec![
            ErrorContext {
                id: 0,
                data: vec![0xaa],
            },
            ErrorContext {
                id: 0x7264_5253,
                data: vec![1, 2, 3, 4],
            },
        ]);
        assert_eq!(encoded(&body), bytes);
        assert_eq!(ErrorResponse::decode(&bytes).as_ref(), Ok(&body));
        assert_no_prefix_is_another(&bytes, &body, ErrorResponse::decode);
    }

    #[test]
    fn a_hostile_count_is_refused() {
        assert!(matches!(
            ErrorResponse::decode(&[9, 0, 255, 0, 0, 0, 0, 0]),
            Err(Malformed::TooLarge { value: 255, .. })
        ));
    }
}
