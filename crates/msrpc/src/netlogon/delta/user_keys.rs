//! The hashes of an account's passwords, as they are inside the private data of a delta.

use wire::{Malformed, Reader, SecretBytes, SecretKey};
use zeroize::Zeroizing;

use crate::samr::EncryptedOwfPassword;

/// What is in the `Data` of an [`NLPR_USER_PRIVATE_INFO`](super::PrivateInfo) before that is encrypted, [MS-NRPC]
/// 2.2.1.5.15.
#[derive(Default, Eq, PartialEq)]
pub struct UserKeys {
    /// `LmHash`.
    pub lm: Option<SecretKey<16>>,
    /// `NtHash`.
    pub nt: Option<SecretKey<16>>,
    /// `NtHistoryArray`: the NT hashes of the current password and those before it, the newest first.
    pub nt_history: Vec<SecretKey<16>>,
    /// `LmHistoryArray`.
    pub lm_history: Vec<SecretKey<16>>,
}

impl UserKeys {
    /// The octets for the account with this relative identifier. The two current hashes are under it; what protects all of
    /// them is the encryption of the private data, and the channel.
    #[must_use]
    pub fn encode(&self, rid: u32) -> SecretBytes {
        let histories = [&self.lm_history, &self.nt_history].map(|history| newest(history));
        let hashes = histories.iter().map(|history| history.len()).sum::<usize>();
        // Of the length that it gets, so that no smaller buffer stays behind.
        let capacity = hashes.saturating_mul(16).saturating_add(FIXED);
        let mut out = Zeroizing::new(Vec::with_capacity(capacity));
        out.extend_from_slice(&DATA_TYPE.to_le_bytes());
        for hash in [&self.lm, &self.nt] {
            encode_length(hash.iter().len(), &mut out);
            match hash {
                Some(hash) => {
                    let encrypted = EncryptedOwfPassword::seal(hash, &rid_key(rid));
                    out.extend_from_slice(&encrypted.0);
                }
                None => out.extend_from_slice(&[0; 16]),
            }
        }
        // Samba has the two lengths the other way round, and the arrays as here.
        for history in histories {
            encode_length(history.len(), &mut out);
        }
        let [lm, nt] = histories;
        for hash in nt.iter().chain(lm) {
            out.extend_from_slice(hash.expose());
        }
        SecretBytes::new(std::mem::take(&mut *out))
    }

    /// Reads such octets.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong: most likely, another key was used to decrypt them.
    pub fn decode(octets: &SecretBytes, rid: u32) -> Result<Self, Malformed> {
        let mut r = Reader::new(octets.expose());
        let data_type = r.u32("DataType")?;
        if data_type != DATA_TYPE {
            return Err(illegal("DataType", data_type));
        }
        let lm = decode_hash(&mut r, rid, "LmHash")?;
        let nt = decode_hash(&mut r, rid, "NtHash")?;
        let lm_length = decode_length(&mut r, "LmHistoryLength")?;
        let nt_length = decode_length(&mut r, "NtHistoryLength")?;
        let nt_history = decode_history(&mut r, nt_length, "NtHistoryArray")?;
        let lm_history = decode_history(&mut r, lm_length, "LmHistoryArray")?;
        r.finish("Data")?;
        Ok(Self {
            lm,
            nt,
            nt_history,
            lm_history,
        })
    }
}

/// `Length` and `MaximumLength` of that many hashes, and the place of a pointer.
fn encode_length(hashes: usize, out: &mut Vec<u8>) {
    let octets = u16::try_from(hashes.saturating_mul(16)).unwrap_or(0);
    out.extend_from_slice(&octets.to_le_bytes());
    out.extend_from_slice(&octets.to_le_bytes());
    out.extend_from_slice(&[0; 4]);
}

/// As many hashes as a length can express.
fn newest(history: &[SecretKey<16>]) -> &[SecretKey<16>] {
    history.get(..MAX_HISTORY).unwrap_or(history)
}

fn decode_length(r: &mut Reader<'_>, field: &'static str) -> Result<u16, Malformed> {
    let length = r.u16(field)?;
    let maximum = r.u16(field)?;
    let _unused = r.u32(field)?;
    if length == maximum && length.is_multiple_of(HASH) {
        Ok(length)
    } else {
        Err(illegal(field, length))
    }
}

fn decode_hash(
    r: &mut Reader<'_>,
    rid: u32,
    field: &'static str,
) -> Result<Option<SecretKey<16>>, Malformed> {
    let length = decode_length(r, field)?;
    let encrypted = EncryptedOwfPassword(r.array(field)?);
    match length {
        0 => Ok(None),
        HASH => Ok(Some(encrypted.open(&rid_key(rid)))),
        length => Err(illegal(field, length)),
    }
}

fn decode_history(
    r: &mut Reader<'_>,
    length: u16,
    field: &'static str,
) -> Result<Vec<SecretKey<16>>, Malformed> {
    (0..length / HASH)
        .map(|_| r.array(field).map(SecretKey::new))
        .collect()
}

fn illegal(field: &'static str, value: impl Into<u64>) -> Malformed {
    Malformed::Illegal {
        field,
        value: value.into(),
    }
}

/// "The 16-byte encryption key is created by concatenating four times the relative ID."
fn rid_key(rid: u32) -> SecretKey<16> {
    let mut key = Zeroizing::new([0; 16]);
    for (slot, octet) in key.iter_mut().zip(rid.to_le_bytes().into_iter().cycle()) {
        *slot = octet;
    }
    SecretKey::new(*key)
}

/// `DataType`: "MUST be 0x00000002".
const DATA_TYPE: u32 = 2;
/// Octets before the histories.
const FIXED: usize = 68;
/// Octets of a hash.
const HASH: u16 = 16;
/// Hashes whose octets a 16-bit length can count.
const MAX_HISTORY: usize = 4095;
