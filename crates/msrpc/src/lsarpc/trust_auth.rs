//! The passwords of a trust: in the clear, as old levels have them, and in a blob under the session key.

use core::fmt;

use auth::cipher;
use ndr::{Counted, Decoder, Encoder, Malformed, Ndr, Unique};
use wire::{FileTime, Reader, SecretBytes, SecretKey, Writer};
use zeroize::{Zeroize, Zeroizing};

use super::LargeTime;

/// `LSAPR_TRUSTED_DOMAIN_AUTH_INFORMATION`, [MS-LSAD] 2.2.7.11: nothing but the transport protects what is in it.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainAuthInformation {
    /// How many of the next two there are: 0 or 1.
    pub incoming_auth_infos: u32,
    /// What the other domain proves itself with.
    pub incoming: Unique<AuthInformation>,
    /// What it did before.
    pub incoming_previous: Unique<AuthInformation>,
    /// How many of the next two there are: 0 or 1.
    pub outgoing_auth_infos: u32,
    /// What this domain proves itself with.
    pub outgoing: Unique<AuthInformation>,
    /// What it did before.
    pub outgoing_previous: Unique<AuthInformation>,
}

/// `LSAPR_AUTH_INFORMATION`, [MS-LSAD] 2.2.7.17.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct AuthInformation {
    /// When it was set.
    pub last_update_time: LargeTime,
    /// What it is.
    pub auth_type: AuthType,
    /// The password, key or number.
    pub auth_info: AuthOctets,
}

crate::flags::values! {
    /// `AuthType`, [MS-LSAD] 2.2.7.17.
    AuthType: u32 {
        /// `TRUST_AUTH_TYPE_NONE`: nothing.
        NONE = 0;
        /// `TRUST_AUTH_TYPE_NT4OWF`: an NT hash.
        NT4OWF = 1;
        /// `TRUST_AUTH_TYPE_CLEAR`: a password in UTF-16.
        CLEAR = 2;
        /// `TRUST_AUTH_TYPE_VERSION`: a password's number.
        VERSION = 3;
    }
}

/// `AuthInfoLength` and `AuthInfo`: octets that only the transport protects, so that `Debug` does not show them and they
/// are wiped.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct AuthOctets(Counted<u8>);

impl AuthOctets {
    /// These octets.
    #[must_use]
    pub const fn new(octets: Vec<u8>) -> Self {
        Self(Counted(octets))
    }

    /// The octets.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0.0
    }
}

impl fmt::Debug for AuthOctets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthOctets({} octets)", self.0.0.len())
    }
}

impl Drop for AuthOctets {
    fn drop(&mut self) {
        self.0.0.zeroize();
    }
}

impl Ndr for AuthOctets {
    const ALIGN: usize = Counted::<u8>::ALIGN;
    type Pending = <Counted<u8> as Ndr>::Pending;

    fn encode_inline(&self, encoder: &mut Encoder) {
        self.0.encode_inline(encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        self.0.encode_referents(encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        Counted::<u8>::decode_inline(decoder)
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        let octets = Counted::<u8>::decode_referents(pending, decoder)?;
        ndr::derived::check_count(&octets, MAX_OCTETS, "AuthInfoLength")?;
        Ok(Self(octets))
    }
}

/// The range of `AuthInfoLength` and `AuthSize`.
const MAX_OCTETS: usize = 65_536;

/// `LSAPR_TRUSTED_DOMAIN_AUTH_BLOB`, [MS-LSAD] 2.2.7.16: encrypted as 5.1.1 says, by RC4 under the session key.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TrustedDomainAuthBlob {
    /// The ciphertext.
    #[ndr(max = 65_536)]
    pub octets: Counted<u8>,
}

/// What is in a [`TrustedDomainAuthBlob`] that a server without Kerberos can use: the passwords.
#[derive(Default, Eq, PartialEq)]
pub struct TrustPasswords {
    /// What the other domain proves itself with, in UTF-16.
    pub incoming: Option<SecretBytes>,
    /// What this domain proves itself with, in UTF-16.
    pub outgoing: Option<SecretBytes>,
}

/// The decrypted octets are no authentication information: another key was used, or a part lies outside another.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error(
    "the decrypted octets hold no passwords of a trust; another key was used, or they are damaged"
)]
pub struct NoTrustPasswords;

impl TrustedDomainAuthBlob {
    /// Encrypts passwords, set at `time`, after `confounder`.
    #[must_use]
    pub fn seal(
        passwords: &TrustPasswords,
        time: FileTime,
        confounder: &[u8; CONFOUNDER],
        session_key: &SecretKey<16>,
    ) -> Self {
        let outgoing = half(passwords.outgoing.as_ref(), time);
        let incoming = half(passwords.incoming.as_ref(), time);
        let mut w = Writer::new();
        w.bytes(confounder);
        w.bytes(&outgoing);
        w.bytes(&incoming);
        w.u32(u32::try_from(outgoing.len()).unwrap_or(u32::MAX));
        w.u32(u32::try_from(incoming.len()).unwrap_or(u32::MAX));
        let mut octets = w.into_vec();
        cipher::rc4(session_key.expose(), &mut octets);
        Self {
            octets: octets.into(),
        }
    }

    /// Decrypts the passwords.
    ///
    /// # Errors
    /// [`NoTrustPasswords`].
    pub fn open(&self, session_key: &SecretKey<16>) -> Result<TrustPasswords, NoTrustPasswords> {
        let mut clear = Zeroizing::new(self.octets.0.clone());
        cipher::rc4(session_key.expose(), &mut clear);
        read(&clear).map_err(|_| NoTrustPasswords)
    }
}

fn read(clear: &[u8]) -> Result<TrustPasswords, Malformed> {
    let sizes = clear.len().checked_sub(8).ok_or(Malformed::Illegal {
        field: "AuthSize",
        value: 0,
    })?;
    let mut r = Reader::new(clear);
    r.skip(CONFOUNDER, "confounder")?;
    let mut tail = Reader::new(clear);
    tail.skip(sizes, "AuthBlob")?;
    let outgoing = length(tail.u32("OutgoingAuthInfoSize")?);
    let incoming = length(tail.u32("IncomingAuthInfoSize")?);
    let outgoing = password(r.bytes(outgoing, "OutgoingAuthInfos")?)?;
    let incoming = password(r.bytes(incoming, "IncomingAuthInfos")?)?;
    if r.remaining() != 8 {
        return Err(Malformed::Illegal {
            field: "AuthBlob",
            value: u64::try_from(r.remaining()).unwrap_or(u64::MAX),
        });
    }
    Ok(TrustPasswords { incoming, outgoing })
}

/// The first current password of one direction.
fn password(half: &[u8]) -> Result<Option<SecretBytes>, Malformed> {
    if half.is_empty() {
        return Ok(None);
    }
    let mut r = Reader::new(half);
    let count = r.u32("CountAuthInfos")?;
    let current = length(r.u32("ByteOffsetCurrentAuthInfo")?);
    let mut r = Reader::new(half);
    if count == 0 {
        return Ok(None);
    }
    r.skip(current, "ByteOffsetCurrentAuthInfo")?;
    for _ in 0..count {
        r.skip(8, "LastUpdateTime")?;
        let auth_type = AuthType(r.u32("AuthType")?);
        let octets = length(r.u32("AuthInfoLength")?);
        let info = r.bytes(octets, "AuthInfo")?;
        if auth_type == AuthType::CLEAR {
            return Ok(Some(SecretBytes::new(info.to_vec())));
        }
        let pad = octets.next_multiple_of(4).saturating_sub(octets);
        r.skip(pad.min(r.remaining()), "padding")?;
    }
    Ok(None)
}

fn half(password: Option<&SecretBytes>, time: FileTime) -> Zeroizing<Vec<u8>> {
    let Some(password) = password else {
        return Zeroizing::new(Vec::new());
    };
    let octets = password.expose();
    let padded = octets.len().next_multiple_of(4);
    let end = HEADER.saturating_add(16).saturating_add(padded);
    let mut w = Writer::new();
    w.u32(1);
    w.u32(u32::try_from(HEADER).unwrap_or(u32::MAX));
    w.u32(u32::try_from(end).unwrap_or(u32::MAX));
    w.u64(time.0);
    w.u32(AuthType::CLEAR.0);
    w.u32(u32::try_from(octets.len()).unwrap_or(u32::MAX));
    w.bytes(octets);
    w.bytes(
        [0; 3]
            .get(..padded.saturating_sub(octets.len()))
            .unwrap_or(&[]),
    );
    Zeroizing::new(w.into_vec())
}

fn length(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

/// Octets of random data before the passwords.
const CONFOUNDER: usize = 512;
/// Octets of a count and two offsets.
const HEADER: usize = 12;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn secret(octets: &[u8]) -> Option<SecretBytes> {
        Some(SecretBytes::new(octets.to_vec()))
    }

    fn sealed(incoming: Option<SecretBytes>, outgoing: Option<SecretBytes>) -> Vec<u8> {
        let passwords = TrustPasswords { incoming, outgoing };
        let key = SecretKey::new([7; 16]);
        let blob = TrustedDomainAuthBlob::seal(&passwords, FileTime(1), &[3; 512], &key);
        let mut clear = blob.octets.0;
        cipher::rc4(key.expose(), &mut clear);
        clear
    }

    #[test]
    fn a_blob_in_the_clear() {
        let clear = sealed(secret(b"in"), secret(b"out\0"));
        let (confounder, rest) = clear.split_at(512);
        assert_eq!(confounder, [3; 512]);
        let expected = [
            1, 0, 0, 0, 12, 0, 0, 0, 32, 0, 0, 0, // one, at 12, the one before it at the end
            1, 0, 0, 0, 0, 0, 0, 0, // LastUpdateTime
            2, 0, 0, 0, 4, 0, 0, 0, b'o', b'u', b't', 0, // AuthType, AuthInfoLength, AuthInfo
            1, 0, 0, 0, 12, 0, 0, 0, 32, 0, 0, 0, //
            1, 0, 0, 0, 0, 0, 0, 0, //
            2, 0, 0, 0, 2, 0, 0, 0, b'i', b'n', 0, 0, //
            32, 0, 0, 0, 32, 0, 0, 0, // OutgoingAuthInfoSize, IncomingAuthInfoSize
        ];
        assert_eq!(rest, expected);
    }

    #[test]
    fn another_key_is_noticed() {
        let passwords = TrustPasswords {
            incoming: secret(b"i\0n\0"),
            outgoing: None,
        };
        let key = SecretKey::new([7; 16]);
        let blob = TrustedDomainAuthBlob::seal(&passwords, FileTime(1), &[3; 512], &key);
        assert!(blob.open(&key) == Ok(passwords));
        assert!(blob.open(&SecretKey::new([8; 16])) == Err(NoTrustPasswords));
    }

    #[test]
    fn no_prefix_and_no_lying_size_is_believed() {
        let clear = sealed(secret(b"i\0n\0"), secret(b"o\0"));
        for len in 0..clear.len() {
            assert!(read(&clear[..len]).is_err(), "{len}");
        }
        for at in [516, 536, clear.len() - 8, clear.len() - 1] {
            let mut clear = clear.clone();
            clear[at] = 0xff;
            assert!(read(&clear).is_err(), "{at}");
        }
    }

    // Windows also sends versions; a password behind one is found all the same.
    #[test]
    fn what_is_no_password_is_passed_over() {
        let mut clear = vec![0; 512];
        let half = [
            2, 0, 0, 0, 12, 0, 0, 0, 50, 0, 0, 0, //
            0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, // a version, padded
            0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, b'p', 0, //
        ];
        clear.extend_from_slice(&half);
        clear.extend_from_slice(&[50, 0, 0, 0, 0, 0, 0, 0]);
        let passwords = read(&clear).unwrap();
        assert!(passwords.outgoing == secret(b"p\0") && passwords.incoming.is_none());
    }

    #[test]
    fn debug_shows_no_password() {
        let info = AuthInformation {
            auth_type: AuthType::CLEAR,
            auth_info: AuthOctets::new(b"canary".to_vec()),
            ..AuthInformation::default()
        };
        let text = format!("{info:?}");
        assert!(text.contains("6 octets") && !text.contains("99"), "{text}");
    }

    proptest! {
        #[test]
        fn round_trip(incoming: Option<Vec<u8>>, outgoing: Option<Vec<u8>>, key: [u8; 16]) {
            let passwords = TrustPasswords {
                incoming: incoming.map(SecretBytes::new),
                outgoing: outgoing.map(SecretBytes::new),
            };
            let key = SecretKey::new(key);
            let blob = TrustedDomainAuthBlob::seal(&passwords, FileTime(1), &[3; 512], &key);
            prop_assert!(blob.open(&key) == Ok(passwords));
        }

        #[test]
        fn anything(octets: Vec<u8>) {
            let _ = read(&octets);
        }
    }
}
