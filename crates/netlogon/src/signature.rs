//! Netlogon signature tokens, [MS-NRPC] 2.2.1.3.2 and 2.2.1.3.3, computed and verified as in 3.3.4.2; steps are numbered
//! as there.

use auth::Altered;
use auth::cipher::{hmac_md5, md5, rc4};
use subtle::ConstantTimeEq;
use wire::{Malformed, Reader, Writer};
use zeroize::Zeroizing;

use crate::aes_cfb8::AesCfb8;
use crate::cipher::hmac_sha256;
use crate::session_key::{Algorithm, SessionKey};

/// The sequence number of a message as it is before encryption, [MS-NRPC] 3.3.4.2.1 step 5: the number in two big-endian
/// halves, the low one first, and a bit that says who sent it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct SequenceNumber([u8; 8]);

impl SequenceNumber {
    pub(crate) fn new(number: u64, from_initiator: bool) -> Self {
        let direction = if from_initiator { 1 << 31 } else { 0 };
        Self((number.rotate_left(32) | direction).to_be_bytes())
    }

    /// Twice in a row, as the initialisation vector of AES.
    fn iv(self) -> [u8; 16] {
        doubled(self.0)
    }
}

/// `NL_AUTH_SIGNATURE` or `NL_AUTH_SHA2_SIGNATURE`.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Signature {
    header: Header,
    sequence: [u8; 8],
    checksum: [u8; 8],
    /// Of sealed messages only.
    confounder: Option<[u8; 8]>,
}

/// The first eight octets: `SignatureAlgorithm`, `SealAlgorithm`, `Pad`, `Flags`. The checksum covers them.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Header([u8; 8]);

/// The octets that a token has, [MS-NRPC] 2.2.1.3.2 and 2.2.1.3.3.
pub(crate) const fn token_len(algorithm: Algorithm, sealed: bool) -> usize {
    let confounder = if sealed { 8 } else { 0 };
    let reserved = match algorithm {
        Algorithm::Aes => RESERVED,
        Algorithm::StrongKey => 0,
    };
    WITHOUT_CONFOUNDER + confounder + reserved
}

/// A message: what is signed, and the range of it that is sealed, if any.
pub(crate) struct Message<'a> {
    before: &'a mut [u8],
    sealed: Option<&'a mut [u8]>,
    after: &'a mut [u8],
}

impl<'a> Message<'a> {
    /// A message that is signed only.
    pub(crate) fn signed(octets: &'a mut [u8]) -> Self {
        Self {
            before: octets,
            sealed: None,
            after: &mut [],
        }
    }

    /// A message of which `body` is sealed. What a wrong range has outside of the message is not there; the rest of the
    /// range is sealed all the same.
    pub(crate) fn sealed(octets: &'a mut [u8], body: std::ops::Range<usize>) -> Self {
        let (before, rest) = octets.split_at_mut(body.start.min(octets.len()));
        let (sealed, after) = rest.split_at_mut(body.len().min(rest.len()));
        Self {
            before,
            sealed: Some(sealed),
            after,
        }
    }
}

/// Signs a message, and seals what of it is to be sealed, [MS-NRPC] 3.3.4.2.1; returns the token. `confounder` draws
/// random octets.
pub(crate) fn protect(
    key: &SessionKey,
    sequence: SequenceNumber,
    confounder: impl FnOnce() -> [u8; 8],
    message: Message<'_>,
) -> Vec<u8> {
    // 1-4. Algorithm identifiers, padding and flags.
    let header = Header::new(key.algorithm(), message.sealed.is_some());
    // 5. The sequence number came with the call.
    // 6. A confounder, if the message is sealed.
    let mut confounder = message.sealed.is_some().then(confounder);
    // 7. Checksum over header, confounder and message.
    let checksum = key.checksum(header, confounder, &message);
    // 8. Confounder and message are encrypted, in this order.
    if let (Some(confounder), Some(sealed)) = (&mut confounder, message.sealed) {
        key.seal(sequence, confounder, sealed);
    }
    // 9. The sequence number is encrypted under the checksum.
    let sequence = key.encrypt_sequence(sequence, checksum);
    Signature {
        header,
        sequence,
        checksum,
        confounder,
    }
    .encode(key.algorithm())
}

/// Opens and verifies a message, [MS-NRPC] 3.3.4.2.2. `expected` is the sequence number that comes next.
pub(crate) fn unprotect(
    key: &SessionKey,
    expected: SequenceNumber,
    token: &[u8],
    message: Message<'_>,
) -> Result<(), Altered> {
    let sealed = message.sealed.is_some();
    let token = Signature::decode(token, sealed).map_err(|_| Altered)?;
    // 1-4. Algorithm identifiers and padding have one legal value each; flags are ignored.
    if !token.header.is_legal(key.algorithm(), sealed) {
        return Err(Altered);
    }
    // 5-7. The sequence number is decrypted and compared with the one that comes next.
    let sequence = key.decrypt_sequence(token.sequence, token.checksum);
    let in_order = sequence.0.ct_eq(&expected.0);
    // 9. Confounder and message are decrypted.
    let mut confounder = token.confounder;
    let mut message = message;
    if let (Some(confounder), Some(sealed)) = (&mut confounder, &mut message.sealed) {
        key.open(sequence, confounder, sealed);
    }
    // 10. The checksum is computed anew and compared.
    let checksum = key.checksum(token.header, confounder, &message);
    // 8. The caller counts on only if both fit, so that a forged message cannot advance the counter.
    if bool::from(in_order & checksum.ct_eq(&token.checksum)) {
        Ok(())
    } else {
        Err(Altered)
    }
}

impl SessionKey {
    fn checksum(
        &self,
        header: Header,
        confounder: Option<[u8; 8]>,
        message: &Message<'_>,
    ) -> [u8; 8] {
        let confounder = confounder.as_ref().map_or(&[][..], |octets| octets);
        let sealed = message.sealed.as_deref().unwrap_or_default();
        let parts = [
            &header.0[..],
            confounder,
            &*message.before,
            sealed,
            &*message.after,
        ];
        match self.algorithm() {
            Algorithm::Aes => first_eight(&hmac_sha256(self.octets(), &parts)),
            Algorithm::StrongKey => {
                let [header, confounder, before, sealed, after] = parts;
                let digest = md5(&[&[0; 4], header, confounder, before, sealed, after]);
                first_eight(&hmac_md5(self.octets(), &[&digest]))
            }
        }
    }

    fn seal(&self, sequence: SequenceNumber, confounder: &mut [u8; 8], body: &mut [u8]) {
        match self.algorithm() {
            Algorithm::Aes => {
                let mut cipher = AesCfb8::new(&self.sealing_key(sequence), &sequence.iv());
                cipher.encrypt(confounder);
                cipher.encrypt(body);
            }
            Algorithm::StrongKey => self.seal_rc4(sequence, confounder, body),
        }
    }

    fn open(&self, sequence: SequenceNumber, confounder: &mut [u8; 8], body: &mut [u8]) {
        match self.algorithm() {
            Algorithm::Aes => {
                let mut cipher = AesCfb8::new(&self.sealing_key(sequence), &sequence.iv());
                cipher.decrypt(confounder);
                cipher.decrypt(body);
            }
            Algorithm::StrongKey => self.seal_rc4(sequence, confounder, body),
        }
    }

    /// The key stream starts anew for the body.
    fn seal_rc4(&self, sequence: SequenceNumber, confounder: &mut [u8; 8], body: &mut [u8]) {
        let key = self.sealing_key(sequence);
        rc4(&key, confounder);
        rc4(&key, body);
    }

    /// The key for confounder and message: the session key with each octet XOR 0xF0, and with RC4 derived from that and
    /// the sequence number.
    fn sealing_key(&self, sequence: SequenceNumber) -> Zeroizing<[u8; 16]> {
        let turned = Zeroizing::new(self.octets().map(|octet| octet ^ 0xf0));
        match self.algorithm() {
            Algorithm::Aes => turned,
            Algorithm::StrongKey => rc4_key(&turned, &sequence.0),
        }
    }

    fn encrypt_sequence(&self, sequence: SequenceNumber, checksum: [u8; 8]) -> [u8; 8] {
        let mut octets = sequence.0;
        match self.algorithm() {
            Algorithm::Aes => AesCfb8::new(self.octets(), &doubled(checksum)).encrypt(&mut octets),
            Algorithm::StrongKey => rc4(&rc4_key(self.octets(), &checksum), &mut octets),
        }
        octets
    }

    fn decrypt_sequence(&self, mut octets: [u8; 8], checksum: [u8; 8]) -> SequenceNumber {
        match self.algorithm() {
            Algorithm::Aes => AesCfb8::new(self.octets(), &doubled(checksum)).decrypt(&mut octets),
            Algorithm::StrongKey => rc4(&rc4_key(self.octets(), &checksum), &mut octets),
        }
        SequenceNumber(octets)
    }
}

impl Header {
    fn new(algorithm: Algorithm, sealed: bool) -> Self {
        let (sign, seal) = match algorithm {
            Algorithm::Aes => (HMAC_SHA256, AES_128),
            Algorithm::StrongKey => (HMAC_MD5, RC4),
        };
        let [a, b] = sign;
        let [c, d] = if sealed { seal } else { NOT_SEALED };
        Self([a, b, c, d, 0xff, 0xff, 0, 0])
    }

    fn is_legal(self, algorithm: Algorithm, sealed: bool) -> bool {
        let [a, b, c, d, e, f, _, _] = self.0;
        Self([a, b, c, d, e, f, 0, 0]) == Self::new(algorithm, sealed)
    }
}

impl Signature {
    fn encode(&self, algorithm: Algorithm) -> Vec<u8> {
        let mut w = Writer::with_capacity(token_len(algorithm, self.confounder.is_some()));
        w.bytes(&self.header.0);
        w.bytes(&self.sequence);
        w.bytes(&self.checksum);
        if let Some(confounder) = &self.confounder {
            w.bytes(confounder);
        }
        if algorithm == Algorithm::Aes {
            w.zeros(RESERVED);
        }
        w.into_vec()
    }

    /// What follows is ignored: reserved octets, and the place of a confounder that Samba leaves in tokens of messages that
    /// are not sealed. No token is longer than a sealed one with all of that.
    fn decode(token: &[u8], sealed: bool) -> Result<Self, Malformed> {
        let mut r = Reader::new(token);
        let signature = Self {
            header: Header(r.array("SignatureAlgorithm")?),
            sequence: r.array("SequenceNumber")?,
            checksum: r.array("Checksum")?,
            confounder: sealed.then(|| r.array("Confounder")).transpose()?,
        };
        let longest = token_len(Algorithm::Aes, true);
        let ignored = longest.saturating_sub(r.position()).min(r.remaining());
        r.skip(ignored, "Reserved")?;
        r.finish("NL_AUTH_SHA2_SIGNATURE")?;
        Ok(signature)
    }
}

/// HMAC-MD5 of `octets` under HMAC-MD5 of four zeros.
fn rc4_key(key: &[u8; 16], octets: &[u8; 8]) -> Zeroizing<[u8; 16]> {
    let inner = Zeroizing::new(hmac_md5(key, &[&[0; 4]]));
    Zeroizing::new(hmac_md5(&inner, &[octets]))
}

fn doubled(half: [u8; 8]) -> [u8; 16] {
    let [a, b, c, d, e, f, g, h] = half;
    [a, b, c, d, e, f, g, h, a, b, c, d, e, f, g, h]
}

fn first_eight<const N: usize>(digest: &[u8; N]) -> [u8; 8] {
    digest.first_chunk().copied().unwrap_or_default()
}

const HMAC_MD5: [u8; 2] = 0x0077_u16.to_le_bytes();
const HMAC_SHA256: [u8; 2] = 0x0013_u16.to_le_bytes();
const RC4: [u8; 2] = 0x007a_u16.to_le_bytes();
const AES_128: [u8; 2] = 0x001a_u16.to_le_bytes();
const NOT_SEALED: [u8; 2] = 0xffff_u16.to_le_bytes();

const WITHOUT_CONFOUNDER: usize = 24;
/// `Reserved` of `NL_AUTH_SHA2_SIGNATURE`.
const RESERVED: usize = 24;

#[cfg(test)]
mod tests {
    use super::*;

    const CONFOUNDER: [u8; 8] = 0x717f5076c5902bcd_u64.to_be_bytes();

    fn key(algorithm: Algorithm) -> SessionKey {
        SessionKey::from_octets(
            algorithm,
            0x0cb6948805f797bf2a82807973b89537_u128.to_be_bytes(),
        )
    }

    fn plain() -> [u8; 32] {
        std::array::from_fn(|i| u8::try_from(i).unwrap())
    }

    #[test]
    fn sequence_numbers() {
        assert_eq!(SequenceNumber::new(0, true).0, [0, 0, 0, 0, 0x80, 0, 0, 0]);
        assert_eq!(
            SequenceNumber::new(0x0102_0304_0506_0708, false).0,
            [5, 6, 7, 8, 1, 2, 3, 4]
        );
    }

    // [MS-NRPC] 4.3: encryption of confounder and sequence number. The message there is not known to us, so its checksum
    // is taken as given.
    #[test]
    fn encryption_of_the_specification() {
        let key = key(Algorithm::Aes);
        let sequence = SequenceNumber::new(0, true);
        let mut confounder = CONFOUNDER;
        key.seal(sequence, &mut confounder, &mut []);
        assert_eq!(confounder, 0x632d1f547d2cf6ff_u64.to_be_bytes());
        assert_eq!(
            key.encrypt_sequence(sequence, 0x86761f2f86f4f4c1_u64.to_be_bytes()),
            0xb37c1f0ec86468f0_u64.to_be_bytes()
        );
    }

    // Expected values were computed with Python's hmac and Cryptodome; impacket agrees on the sealed RC4 one.
    #[test]
    fn sealed_with_aes() {
        let mut body = plain();
        let message = Message::sealed(&mut body, 0..32);
        let token = protect(
            &key(Algorithm::Aes),
            SequenceNumber::new(0, true),
            || CONFOUNDER,
            message,
        );
        #[rustfmt::skip]
        let image = [
            0x13, 0x00,             // SignatureAlgorithm: HMAC-SHA256
            0x1a, 0x00,             // SealAlgorithm: AES-128
            0xff, 0xff,             // Pad
            0x00, 0x00,             // Flags
            0xb9, 0x36, 0xc8, 0xd0, 0x86, 0xef, 0x5a, 0x89, // SequenceNumber, encrypted
            0xbb, 0x3a, 0xd0, 0x81, 0x2c, 0x98, 0xb3, 0x0f, // Checksum
            0x63, 0x2d, 0x1f, 0x54, 0x7d, 0x2c, 0xf6, 0xff, // Confounder, encrypted
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // Reserved
        ];
        assert_eq!(token, image);
        assert_eq!(
            body,
            [
                0xf9, 0x63, 0xa1, 0xc1, 0xca, 0xdc, 0x28, 0xcc, 0xc8, 0xaf, 0x93, 0x66, 0x65, 0xf1,
                0x7e, 0x84, 0xbb, 0xfc, 0x4e, 0xaa, 0x69, 0x81, 0x77, 0x49, 0x51, 0x4a, 0x7a, 0x10,
                0xb6, 0x59, 0x97, 0xc7,
            ]
        );
    }

    #[test]
    fn signed_with_aes() {
        let mut message = plain();
        let token = protect(
            &key(Algorithm::Aes),
            SequenceNumber::new(0, true),
            || CONFOUNDER,
            Message::signed(&mut message),
        );
        assert_eq!(
            token[..24],
            [
                0x13, 0x00, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0xa8, 0xa9, 0x9d, 0x39, 0x48, 0xf2,
                0x9d, 0xd9, 0xab, 0x6d, 0xd5, 0x20, 0xb9, 0xdb, 0x68, 0xc0,
            ]
        );
        assert_eq!(token.len(), token_len(Algorithm::Aes, false));
        assert_eq!(message, plain());
    }

    #[test]
    fn sealed_with_rc4() {
        let mut body = plain();
        let message = Message::sealed(&mut body, 0..32);
        let token = protect(
            &key(Algorithm::StrongKey),
            SequenceNumber::new(0, true),
            || CONFOUNDER,
            message,
        );
        assert_eq!(
            token,
            [
                0x77, 0x00, 0x7a, 0x00, 0xff, 0xff, 0x00, 0x00, 0x75, 0x84, 0x75, 0xb3, 0x6d, 0x65,
                0xbb, 0x69, 0x7d, 0x54, 0x97, 0xfd, 0x02, 0x55, 0x33, 0xe5, 0xc2, 0x83, 0x04, 0x78,
                0x6d, 0x15, 0xe0, 0x31,
            ]
        );
        assert_eq!(body[..4], [0xb3, 0xfd, 0x56, 0x0d]);
    }

    #[test]
    fn signed_with_rc4s_key() {
        let mut message = plain();
        let token = protect(
            &key(Algorithm::StrongKey),
            SequenceNumber::new(0, true),
            || CONFOUNDER,
            Message::signed(&mut message),
        );
        assert_eq!(
            token,
            [
                0x77, 0x00, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00, 0xcf, 0x35, 0x7d, 0xec, 0xa1, 0xf9,
                0xe5, 0x3a, 0xc4, 0xff, 0x9b, 0x15, 0xda, 0x39, 0xc9, 0x2a,
            ]
        );
    }
}
