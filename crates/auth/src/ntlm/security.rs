//! Signing and sealing of messages, [MS-NLMP] 3.4.

use std::ops::Range;

use rc4::{Rc4, StreamCipher};
use subtle::ConstantTimeEq;
use wire::SecretKey;

use super::keys::{Sender, sealing_key, signing_key};
use crate::cipher::{hmac_md5, rc4_stream};
use crate::{Altered, MessageSecurity, Protection};

/// The message protection of an NTLM session with extended session security and 128-bit keys, [MS-NLMP] 3.4.
pub struct NtlmSecurity {
    outgoing: Direction,
    /// `None` once a message did not fit: the cipher has then lost its place, and trying on would help a guesser.
    incoming: Option<Direction>,
    agreed: Protection,
}

impl NtlmSecurity {
    /// `NTLMSSP_MESSAGE_SIGNATURE`, [MS-NLMP] 2.2.2.9.
    pub const TOKEN_LEN: usize = 16;

    /// For the end that sends as `ours`.
    pub(super) fn new(
        exported_session_key: &SecretKey<16>,
        ours: Sender,
        key_exchange: bool,
    ) -> Self {
        let direction = |of| {
            Direction::new(
                signing_key(exported_session_key, of),
                sealing_key(exported_session_key, of),
                key_exchange,
            )
        };
        let (outgoing, incoming) = match ours {
            Sender::Client => (Sender::Client, Sender::Server),
            Sender::Server => (Sender::Server, Sender::Client),
        };
        Self {
            outgoing: direction(outgoing),
            incoming: Some(direction(incoming)),
            agreed: Protection::Privacy,
        }
    }

    /// For parties that agreed on less than sealing.
    pub(super) fn agreed_on(mut self, agreed: Protection) -> Self {
        self.agreed = agreed;
        self
    }

    /// Whatever goes wrong, no second message is opened.
    fn open(
        &mut self,
        verify: impl FnOnce(&mut Direction) -> Result<(), Altered>,
    ) -> Result<(), Altered> {
        let mut direction = self.incoming.take().ok_or(Altered)?;
        verify(&mut direction)?;
        self.incoming = Some(direction);
        Ok(())
    }
}

impl MessageSecurity for NtlmSecurity {
    fn agreed(&self) -> Protection {
        self.agreed
    }

    fn token_len(&self, _protection: Protection) -> usize {
        Self::TOKEN_LEN
    }

    fn protect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
    ) -> Vec<u8> {
        let checksum = self.outgoing.checksum(message);
        if protection == Protection::Privacy {
            // A body that is not within the message is a mistake of the caller's, which must not send it in the clear.
            match message.get_mut(body) {
                Some(body) => self.outgoing.cipher.apply_keystream(body),
                None => self.outgoing.cipher.apply_keystream(message),
            }
        }
        self.outgoing.token(checksum).to_vec()
    }

    fn unprotect(
        &mut self,
        protection: Protection,
        message: &mut [u8],
        body: Range<usize>,
        token: &[u8],
    ) -> Result<(), Altered> {
        self.open(|incoming| {
            if protection == Protection::Privacy {
                let body = message.get_mut(body).ok_or(Altered)?;
                incoming.cipher.apply_keystream(body);
            }
            incoming.verify(message, token)
        })
    }

    /// [MS-SPNG] 3.3.5.1: the cipher is put back afterwards, the sequence number is not.
    fn mech_list_mic(&mut self, mech_types: &[u8]) -> Vec<u8> {
        let checksum = self.outgoing.checksum(mech_types);
        let token = self.outgoing.token(checksum);
        self.outgoing.rewind();
        token.to_vec()
    }

    /// [MS-SPNG] 3.3.5.1: the cipher is put back afterwards, the sequence number is not.
    fn verify_mech_list_mic(&mut self, mech_types: &[u8], mic: &[u8]) -> Result<(), Altered> {
        self.open(|incoming| {
            incoming.verify(mech_types, mic)?;
            incoming.rewind();
            Ok(())
        })
    }
}

/// The messages of one sender.
struct Direction {
    signing_key: SecretKey<16>,
    sealing_key: SecretKey<16>,
    /// `Handle`: runs on from message to message.
    cipher: Rc4,
    /// `NTLMSSP_NEGOTIATE_KEY_EXCH`: checksums are encrypted.
    key_exchange: bool,
    /// `SeqNum` of the next message.
    sequence: u32,
}

impl Direction {
    fn new(signing_key: SecretKey<16>, sealing_key: SecretKey<16>, key_exchange: bool) -> Self {
        Self {
            cipher: rc4_stream(sealing_key.expose()),
            signing_key,
            sealing_key,
            key_exchange,
            sequence: 0,
        }
    }

    /// The first eight octets of the HMAC, before encryption; it covers a sealed message as it is in plaintext.
    fn checksum(&self, plaintext: &[u8]) -> [u8; 8] {
        let [a, b, c, d, e, f, g, h, ..] = hmac_md5(
            self.signing_key.expose(),
            &[&self.sequence.to_le_bytes(), plaintext],
        );
        [a, b, c, d, e, f, g, h]
    }

    /// `NTLMSSP_MESSAGE_SIGNATURE`, [MS-NLMP] 2.2.2.9.2 and 3.4.4.2; the body, if sealed, went through the cipher before.
    fn token(&mut self, mut checksum: [u8; 8]) -> [u8; NtlmSecurity::TOKEN_LEN] {
        if self.key_exchange {
            self.cipher.apply_keystream(&mut checksum);
        }
        let mut token = [0; NtlmSecurity::TOKEN_LEN];
        let fields = VERSION
            .into_iter()
            .chain(checksum)
            .chain(self.sequence.to_le_bytes());
        token
            .iter_mut()
            .zip(fields)
            .for_each(|(slot, octet)| *slot = octet);
        self.sequence = self.sequence.wrapping_add(1);
        token
    }

    /// The token holds the sequence number that is due here, so an earlier, later or repeated message does not fit.
    fn verify(&mut self, plaintext: &[u8], token: &[u8]) -> Result<(), Altered> {
        let checksum = self.checksum(plaintext);
        let expected = self.token(checksum);
        bool::from(expected.ct_eq(token))
            .then_some(())
            .ok_or(Altered)
    }

    /// Puts the cipher back to its start.
    fn rewind(&mut self) {
        self.cipher = rc4_stream(self.sealing_key.expose());
    }
}

/// `Version` of a signature.
const VERSION: [u8; 4] = [1, 0, 0, 0];

#[cfg(test)]
mod tests {
    use super::*;

    /// "Plaintext" in UTF-16LE, [MS-NLMP] 4.2.1.
    const PLAINTEXT: [u8; 18] = *b"P\0l\0a\0i\0n\0t\0e\0x\0t\0";

    fn pair(key_exchange: bool) -> (NtlmSecurity, NtlmSecurity) {
        let key = SecretKey::new([0x55; 16]);
        (
            NtlmSecurity::new(&key, Sender::Client, key_exchange),
            NtlmSecurity::new(&key, Sender::Server, key_exchange),
        )
    }

    /// [MS-NLMP] 4.2.4.4, `GSS_WrapEx`.
    #[test]
    fn sealed_message_of_the_specification() {
        let (mut client, mut server) = pair(true);
        let mut message = PLAINTEXT;
        let token = client.protect(Protection::Privacy, &mut message, 0..18);
        assert_eq!(
            message,
            [
                0x54, 0xe5, 0x01, 0x65, 0xbf, 0x19, 0x36, 0xdc, 0x99, 0x60, 0x20, 0xc1, 0x81, 0x1b,
                0x0f, 0x06, 0xfb, 0x5f
            ]
        );
        assert_eq!(
            token,
            [
                0x01, 0x00, 0x00, 0x00, // Version
                0x7f, 0xb3, 0x8e, 0xc5, 0xc5, 0x5d, 0x49, 0x76, // Checksum
                0x00, 0x00, 0x00, 0x00, // SeqNum
            ]
        );
        let opened = server.unprotect(Protection::Privacy, &mut message, 0..18, &token);
        assert_eq!((opened, message), (Ok(()), PLAINTEXT));
    }

    /// [MS-NLMP] 4.2.3.4: the same without key exchange, and under keys of 56 bits, which we never negotiate.
    #[test]
    fn sealed_message_of_the_specification_without_key_exchange() {
        let signing = SecretKey::new([
            0x60, 0xe7, 0x99, 0xbe, 0x5c, 0x72, 0xfc, 0x92, 0x92, 0x2a, 0xe8, 0xeb, 0xe9, 0x61,
            0xfb, 0x8d,
        ]);
        let sealing = SecretKey::new([
            0x04, 0xdd, 0x7f, 0x01, 0x4d, 0x85, 0x04, 0xd2, 0x65, 0xa2, 0x5c, 0xc8, 0x6a, 0x3a,
            0x7c, 0x06,
        ]);
        let (mut client, _) = pair(false);
        client.outgoing = Direction::new(signing, sealing, false);
        let mut message = PLAINTEXT;
        let token = client.protect(Protection::Privacy, &mut message, 0..18);
        assert_eq!(
            message,
            [
                0xa0, 0x23, 0x72, 0xf6, 0x53, 0x02, 0x73, 0xf3, 0xaa, 0x1e, 0xb9, 0x01, 0x90, 0xce,
                0x52, 0x00, 0xc9, 0x9d
            ]
        );
        assert_eq!(
            token,
            [
                0x01, 0x00, 0x00, 0x00, // Version
                0xff, 0x2a, 0xeb, 0x52, 0xf6, 0x81, 0x79, 0x3a, // Checksum
                0x00, 0x00, 0x00, 0x00, // SeqNum
            ]
        );
    }

    #[test]
    fn both_directions_and_levels_in_turn() {
        for key_exchange in [true, false] {
            let (mut client, mut server) = pair(key_exchange);
            for round in 0..5_u8 {
                for protection in [Protection::Privacy, Protection::Integrity] {
                    let original = [round; 40];
                    let mut message = original;
                    let token = client.protect(protection, &mut message, 8..32);
                    assert_eq!(message[..8], original[..8], "the header stays readable");
                    assert_eq!(
                        message != original,
                        protection == Protection::Privacy,
                        "only a sealed body changes"
                    );
                    assert_eq!(token.len(), client.token_len(protection));
                    server
                        .unprotect(protection, &mut message, 8..32, &token)
                        .unwrap();
                    assert_eq!(message, original);
                    let token = server.protect(protection, &mut message, 0..40);
                    client
                        .unprotect(protection, &mut message, 0..40, &token)
                        .unwrap();
                    assert_eq!(message, original);
                }
            }
        }
    }

    #[test]
    fn every_altered_bit_is_found() {
        for protection in [Protection::Integrity, Protection::Privacy] {
            let (mut client, _) = pair(true);
            let mut sent = PLAINTEXT;
            let token = client.protect(protection, &mut sent, 2..16);
            for bit in 0..(sent.len() + token.len()) * 8 {
                let (mut message, mut token) = (sent, token.clone());
                let octet = message.iter_mut().chain(&mut token).nth(bit / 8).unwrap();
                *octet ^= 1 << (bit % 8);
                let (_, mut server) = pair(true);
                assert_eq!(
                    server.unprotect(protection, &mut message, 2..16, &token),
                    Err(Altered)
                );
            }
            for end in 0..token.len() {
                let (_, mut server) = pair(true);
                let outcome = server.unprotect(protection, &mut sent.clone(), 2..16, &token[..end]);
                assert_eq!(outcome, Err(Altered));
            }
        }
    }

    #[test]
    fn replayed_reordered_and_reflected_messages_are_refused() {
        for key_exchange in [true, false] {
            let sign = |end: &mut NtlmSecurity| {
                end.protect(Protection::Integrity, &mut PLAINTEXT.clone(), 0..0)
            };
            let open = |end: &mut NtlmSecurity, token: &[u8]| {
                end.unprotect(Protection::Integrity, &mut PLAINTEXT.clone(), 0..0, token)
            };
            let (mut client, mut server) = pair(key_exchange);
            let (first, second) = (sign(&mut client), sign(&mut client));
            assert_eq!(open(&mut client, &first), Err(Altered), "reflected");
            assert_eq!(open(&mut server, &first), Ok(()));
            assert_eq!(open(&mut server, &first), Err(Altered), "replayed");
            let (_, mut server) = pair(key_exchange);
            assert_eq!(open(&mut server, &second), Err(Altered), "reordered");
        }
    }

    #[test]
    fn nothing_is_opened_after_a_message_that_did_not_fit() {
        let (mut client, mut server) = pair(true);
        let mut message = PLAINTEXT;
        let mut altered = client.protect(Protection::Integrity, &mut message, 0..0);
        altered[4] ^= 1;
        let genuine = client.protect(Protection::Integrity, &mut message, 0..0);
        for token in [altered, genuine] {
            let outcome = server.unprotect(Protection::Integrity, &mut message, 0..0, &token);
            assert_eq!(outcome, Err(Altered));
        }
    }

    #[test]
    fn a_body_outside_of_the_message_is_never_sent_in_the_clear() {
        let (mut client, mut server) = pair(true);
        let mut message = PLAINTEXT;
        let token = client.protect(Protection::Privacy, &mut message, 4..99);
        assert_eq!(message[0], 0x54, "all of it is sealed");
        assert_eq!(
            server.unprotect(Protection::Privacy, &mut message, 4..99, &token),
            Err(Altered)
        );
    }

    #[test]
    fn the_cipher_is_put_back_after_the_mech_list_mic_and_the_sequence_is_not() {
        let (mut client, mut server) = pair(true);
        let mic = client.mech_list_mic(b"list");
        assert_eq!(server.verify_mech_list_mic(b"list", &mic), Ok(()));
        let mut message = PLAINTEXT;
        let token = client.protect(Protection::Privacy, &mut message, 0..18);
        assert_eq!(message[0], 0x54, "the keystream of the first message");
        assert_eq!(token[12..], [1, 0, 0, 0]);
        let opened = server.unprotect(Protection::Privacy, &mut message, 0..18, &token);
        assert_eq!((opened, message), (Ok(()), PLAINTEXT));
    }
}
