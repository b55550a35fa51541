//! SMB2 TRANSFORM_HEADER, [MS-SMB2] 2.2.41: what stands before an encrypted message.

use wire::{Malformed, Reader, Writer};

use crate::crypto::{Aead, Forged};

/// `ProtocolId` of an encrypted message.
pub const TRANSFORM_PROTOCOL_ID: [u8; 4] = [0xfd, b'S', b'M', b'B'];

/// Octets of a transform header.
pub const TRANSFORM_HEADER_LEN: usize = 52;

/// `ProtocolId` and `Signature`, which the signature does not cover.
const UNSIGNED_LEN: usize = 20;

/// "Flags/EncryptionAlgorithm": the one value that both readings of the field have.
const ENCRYPTED: u16 = 0x0001;

/// SMB2 TRANSFORM_HEADER, [MS-SMB2] 2.2.41.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct TransformHeader {
    /// `Signature` over the rest of this header and the message.
    pub signature: [u8; 16],
    /// `Nonce`, of which the cipher takes as much as it needs.
    pub nonce: [u8; 16],
    /// `OriginalMessageSize`.
    pub original_len: u32,
    /// `SessionId`.
    pub session_id: u64,
}

impl TransformHeader {
    /// Reads the header; the reader then stands at the encrypted message.
    ///
    /// # Errors
    /// [`Malformed`], naming the field.
    pub fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let protocol: [u8; 4] = r.array("ProtocolId")?;
        if protocol != TRANSFORM_PROTOCOL_ID {
            return Err(Malformed::Illegal {
                field: "ProtocolId",
                value: u32::from_be_bytes(protocol).into(),
            });
        }
        let signature = r.array("Signature")?;
        let nonce = r.array("Nonce")?;
        let original_len = r.u32("OriginalMessageSize")?;
        r.skip(2, "Reserved")?;
        let flags = r.u16("Flags")?;
        if flags != ENCRYPTED {
            return Err(Malformed::Illegal {
                field: "Flags",
                value: flags.into(),
            });
        }
        let session_id = r.u64("SessionId")?;
        Ok(Self {
            signature,
            nonce,
            original_len,
            session_id,
        })
    }

    /// Writes the header.
    pub fn encode(&self, w: &mut Writer) {
        w.bytes(&TRANSFORM_PROTOCOL_ID);
        w.bytes(&self.signature);
        w.bytes(&self.nonce);
        w.u32(self.original_len);
        w.u16(0); // Reserved
        w.u16(ENCRYPTED);
        w.u64(self.session_id);
    }

    /// What the signature covers besides the message.
    fn associated(&self) -> Vec<u8> {
        let mut w = Writer::new();
        self.encode(&mut w);
        w.as_slice().iter().skip(UNSIGNED_LEN).copied().collect()
    }
}

/// Whether a message announces itself as encrypted.
pub(crate) fn is_encrypted(message: &[u8]) -> bool {
    message.starts_with(&TRANSFORM_PROTOCOL_ID)
}

/// Encrypts a message, [MS-SMB2] 3.1.4.3. The caller never uses a nonce twice.
pub(crate) fn seal(
    key: &Aead,
    nonce: u64,
    session_id: u64,
    mut message: Vec<u8>,
) -> Result<Vec<u8>, Forged> {
    let mut field = [0; 16];
    field
        .iter_mut()
        .zip(nonce.to_le_bytes())
        .for_each(|(to, from)| *to = from);
    let mut header = TransformHeader {
        signature: [0; 16],
        nonce: field,
        original_len: u32::try_from(message.len()).map_err(|_| Forged)?,
        session_id,
    };
    header.signature = key.seal(&header.nonce, &header.associated(), &mut message)?;
    let mut w = Writer::new();
    header.encode(&mut w);
    w.bytes(&message);
    Ok(w.into_vec())
}

/// Which session an encrypted message says that it is for.
pub(crate) fn session_id(message: &[u8]) -> Result<u64, Malformed> {
    TransformHeader::decode(&mut Reader::new(message)).map(|header| header.session_id)
}

/// Why an encrypted message was not opened.
pub(crate) enum OpenError {
    Malformed(Malformed),
    OtherSession(u64),
    Forged,
    /// The session has no key for it.
    NoKey,
}

/// Decrypts a message, [MS-SMB2] 3.2.5.1.1.
pub(crate) fn open(key: &Aead, session_id: u64, message: &[u8]) -> Result<Vec<u8>, OpenError> {
    let mut r = Reader::new(message);
    let header = TransformHeader::decode(&mut r).map_err(OpenError::Malformed)?;
    if header.session_id != session_id {
        return Err(OpenError::OtherSession(header.session_id));
    }
    if usize::try_from(header.original_len) != Ok(r.remaining()) {
        return Err(OpenError::Malformed(Malformed::Illegal {
            field: "OriginalMessageSize",
            value: header.original_len.into(),
        }));
    }
    // As it came: what we would write again is not what the signature covers if a reserved field is set.
    let associated = message
        .get(UNSIGNED_LEN..TRANSFORM_HEADER_LEN)
        .unwrap_or_default();
    let mut inner = r.take_rest().to_vec();
    key.open(&header.nonce, associated, &mut inner, header.signature)
        .map_err(|Forged| OpenError::Forged)?;
    Ok(inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rustfmt::skip]
    const WIRE: [u8; 52] = [
        0xfd, b'S', b'M', b'B',                         // ProtocolId
        1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, // Signature
        2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // Nonce
        0x44, 0x00, 0x00, 0x00,                         // OriginalMessageSize
        0x00, 0x00,                                     // Reserved
        0x01, 0x00,                                     // Flags: encrypted
        0x41, 0x00, 0x00, 0x14, 0x00, 0x98, 0x00, 0x00, // SessionId
    ];

    #[test]
    fn on_the_wire() {
        let mut nonce = [0; 16];
        nonce[0] = 2;
        let header = TransformHeader {
            signature: [1; 16],
            nonce,
            original_len: 68,
            session_id: 0x0000_9800_1400_0041,
        };
        let mut w = Writer::new();
        header.encode(&mut w);
        assert_eq!(w.as_slice(), WIRE);
        assert_eq!(TransformHeader::decode(&mut Reader::new(&WIRE)), Ok(header));
        assert_eq!(header.associated(), WIRE[20..]);
        for len in 0..WIRE.len() {
            assert!(TransformHeader::decode(&mut Reader::new(&WIRE[..len])).is_err());
        }
    }
}
