//! How a membership's secret is sealed: AES-256-GCM, with all that is not secret as associated data.
//!
//! A row whose domain, computer, generation or marks are exchanged for another's does not open any more, and neither does
//! the sealed part of one row in another.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{AeadInOut as _, KeyInit as _};
use store::{MachineMarks, MembershipRecord};
use wire::{FileTime, Malformed, NetbiosName, Password, Reader, Writer};
use zeroize::Zeroizing;

use super::MachineKey;
use crate::{Domain, MachineSecret, Membership, MembershipStoreError, SecretValue};

/// What stands before everything that is sealed or associated: its meaning, and its version.
const LABEL: &[u8] = b"netlogond membership 1";
/// The length of the tag that follows what is sealed.
const TAG: usize = 16;
/// More than any machine password has in UTF-8.
const LONGEST_PASSWORD: u32 = 4096;

/// A membership as it is written down.
pub(super) fn seal(
    key: &MachineKey,
    membership: &Membership,
    marks: MachineMarks,
    nonce: [u8; 12],
) -> Result<MembershipRecord, MembershipStoreError> {
    let mut record = MembershipRecord {
        domain: membership.domain.name.as_str().to_owned(),
        dns_name: membership.domain.dns_name.clone(),
        sid: membership.domain.sid.clone(),
        computer: membership.computer.as_str().to_owned(),
        renaming: membership.renaming.as_ref().map(ToString::to_string),
        server: membership.server.clone(),
        generation: membership.secret.generation,
        marks,
        key_id: key.id(),
        nonce,
        sealed: Vec::new(),
    };
    let mut octets = encode(&membership.secret);
    let cipher = Aes256Gcm::new(key.expose().into());
    let associated = associated(&record);
    let tag = cipher
        .encrypt_inout_detached(&nonce.into(), &associated, octets.as_mut_slice().into())
        .map_err(|_| MembershipStoreError::Corrupt("the secret is too long".to_owned()))?;
    record.sealed.extend_from_slice(&octets);
    record.sealed.extend_from_slice(&tag);
    Ok(record)
}

/// The membership that was written down.
pub(super) fn open(
    key: &MachineKey,
    record: &MembershipRecord,
) -> Result<Membership, MembershipStoreError> {
    if record.key_id != key.id() {
        return Err(MembershipStoreError::WrongKey);
    }
    let damaged = |what: &str| MembershipStoreError::Corrupt(what.to_owned());
    let length = record.sealed.len().checked_sub(TAG);
    let split = length.and_then(|length| record.sealed.split_at_checked(length));
    let (sealed, tag) = split.ok_or_else(|| damaged("the sealed secret is cut off"))?;
    let tag: [u8; TAG] = tag.try_into().map_err(|_| damaged("the tag is cut off"))?;
    let mut octets = Zeroizing::new(sealed.to_vec());
    let cipher = Aes256Gcm::new(key.expose().into());
    let nonce = record.nonce.into();
    let associated = associated(record);
    cipher
        .decrypt_inout_detached(
            &nonce,
            &associated,
            octets.as_mut_slice().into(),
            &tag.into(),
        )
        .map_err(|_| damaged("the record of the membership was altered"))?;
    let secret = decode(&octets, record.generation);
    let secret = secret.map_err(|error| MembershipStoreError::Corrupt(error.to_string()))?;
    let name = |name: &str| {
        NetbiosName::new(name).map_err(|error| MembershipStoreError::Corrupt(error.to_string()))
    };
    Ok(Membership {
        domain: Domain {
            name: name(&record.domain)?,
            dns_name: record.dns_name.clone(),
            sid: record.sid.clone(),
        },
        computer: name(&record.computer)?,
        renaming: record.renaming.as_deref().map(name).transpose()?,
        server: record.server.clone(),
        secret,
    })
}

/// Everything of a record that is not secret, in a form that no other record has.
fn associated(record: &MembershipRecord) -> Vec<u8> {
    let mut w = Writer::new();
    w.bytes(LABEL);
    let sid = record.sid.to_string();
    let fields = [
        Some(record.domain.as_str()),
        record.dns_name.as_deref(),
        Some(&sid),
        Some(&record.computer),
        record.server.as_deref(),
        record.marks.machine_id.as_deref(),
        record.marks.product_uuid.as_deref(),
    ];
    for field in fields {
        text(&mut w, field);
    }
    w.u64(record.generation);
    // Records of the first version had no such field, and most have it empty.
    if record.renaming.is_some() {
        text(&mut w, record.renaming.as_deref());
    }
    w.into_vec()
}

fn text(w: &mut Writer, field: Option<&str>) {
    w.u8(field.is_some().into());
    let field = field.unwrap_or_default();
    w.u64(u64::try_from(field.len()).unwrap_or(u64::MAX));
    w.bytes(field.as_bytes());
}

/// The values of a secret, current, old and pending, in one buffer that never grows, so that no copy is left behind.
fn encode(secret: &MachineSecret) -> Zeroizing<Vec<u8>> {
    let values = [
        Some(&secret.current),
        secret.old.as_ref(),
        secret.pending.as_ref(),
    ];
    let lengths = values.map(|value| value.map_or(0, |value| value.password.expose().len()));
    let length = lengths.iter().sum::<usize>().saturating_add(3 * HEADER);
    let mut octets = Zeroizing::new(Vec::with_capacity(length));
    for (value, length) in values.into_iter().zip(lengths) {
        octets.push(value.is_some().into());
        let set = value.map_or(0, |value| value.set.0);
        octets.extend_from_slice(&set.to_le_bytes());
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        octets.extend_from_slice(&length.to_le_bytes());
        if let Some(value) = value {
            octets.extend_from_slice(value.password.expose().as_bytes());
        }
    }
    octets
}

/// What stands before each password: whether there is one, its time, its length.
const HEADER: usize = 13;

fn decode(octets: &[u8], generation: u64) -> Result<MachineSecret, Malformed> {
    let mut r = Reader::new(octets);
    let current = value(&mut r, "current")?.ok_or(Malformed::Illegal {
        field: "current",
        value: 0,
    })?;
    let old = value(&mut r, "old")?;
    let pending = value(&mut r, "pending")?;
    if !r.is_empty() {
        return Err(Malformed::Trailing {
            field: "secret",
            left: r.remaining(),
        });
    }
    Ok(MachineSecret {
        current,
        old,
        pending,
        generation,
    })
}

fn value(r: &mut Reader<'_>, field: &'static str) -> Result<Option<SecretValue>, Malformed> {
    let is_there = r.u8(field)? != 0;
    let set = FileTime(r.u64(field)?);
    let length = r.u32(field)?;
    if length > LONGEST_PASSWORD {
        return Err(Malformed::TooLarge {
            field,
            value: length.into(),
            limit: LONGEST_PASSWORD.into(),
        });
    }
    let text = r.bytes(usize::try_from(length).unwrap_or(usize::MAX), field)?;
    let text = std::str::from_utf8(text).map_err(|_| Malformed::NotText { field })?;
    Ok(is_there.then(|| SecretValue {
        password: Password::new(text.to_owned()),
        set,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(hex: &str) -> Vec<u8> {
        let pairs = hex.as_bytes().chunks(2);
        let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16);
        pairs.map(|octets| pair(octets).unwrap()).collect()
    }

    fn key() -> MachineKey {
        MachineKey::new(std::array::from_fn(|n| u8::try_from(n).unwrap()))
    }

    fn membership() -> Membership {
        let secret = MachineSecret::new(Password::new("one".into()), FileTime(1));
        let pending = secret.begin(Password::new("two".into()), FileTime(2));
        Membership {
            domain: Domain {
                name: NetbiosName::new("DOM").unwrap(),
                dns_name: None,
                sid: "S-1-5-21-1-2-3".parse().unwrap(),
            },
            computer: NetbiosName::new("M1").unwrap(),
            renaming: None,
            server: Some("DC1".into()),
            secret: pending.unwrap().finish(FileTime(2)),
        }
    }

    fn record() -> MembershipRecord {
        let marks = MachineMarks {
            machine_id: Some("0123456789abcdef0123456789abcdef".into()),
            product_uuid: None,
        };
        seal(&key(), &membership(), marks, [9; 12]).unwrap()
    }

    /// Computed by another implementation (Python's `cryptography`) from the description above.
    #[test]
    fn known_answer() {
        let record = record();
        assert_eq!(record.key_id.as_slice(), octets("89c6c80d1c3443f5"));
        assert_eq!(
            record.sealed,
            octets(
                "b21a083b879f43a4d10a30f9abe2cca03813df2e5a0640b513f4626b9358e52288756eb6d3fcfceeb3b48bfd60f9f25d\
                 817e835933e60bae9cff365432"
            )
        );
    }

    #[test]
    fn what_was_sealed_is_opened() {
        let opened = open(&key(), &record()).unwrap();
        let (was, is) = (membership(), opened);
        assert_eq!(is.domain, was.domain);
        assert_eq!(is.computer, was.computer);
        assert_eq!(is.server, was.server);
        assert_eq!(is.secret.generation, 3);
        assert!(is.secret.current.password == was.secret.current.password);
        assert_eq!(is.secret.current.set, FileTime(2));
        assert!(is.secret.old.unwrap().password.expose() == "one");
        assert!(is.secret.pending.is_none());
    }

    /// Nobody makes a computer forget, or believe, that its account may have another name.
    #[test]
    fn an_undecided_name_is_sealed_with_the_rest() {
        let renaming = membership().about_to_take(Some("M2".parse().unwrap()));
        let record = seal(&key(), &renaming, MachineMarks::default(), [9; 12]).unwrap();
        let opened = open(&key(), &record).unwrap();
        assert_eq!(opened.renaming.as_ref().unwrap().as_str(), "M2");
        for other in [None, Some("M3".to_owned()), Some(String::new())] {
            let altered = MembershipRecord {
                renaming: other,
                ..record.clone()
            };
            let outcome = open(&key(), &altered);
            assert!(matches!(outcome, Err(MembershipStoreError::Corrupt(_))));
        }
    }

    fn altered(change: impl Fn(&mut MembershipRecord)) {
        let mut record = record();
        change(&mut record);
        let outcome = open(&key(), &record);
        let corrupt = matches!(outcome, Err(MembershipStoreError::Corrupt(_)));
        assert!(corrupt, "{record:?}");
    }

    #[test]
    fn a_flipped_bit_or_a_cut_is_found_anywhere() {
        let length = record().sealed.len();
        for octet in 0..length {
            for bit in 0..8 {
                altered(|record| record.sealed[octet] ^= 1 << bit);
            }
            altered(|record| record.sealed.truncate(octet));
        }
        altered(|record| record.nonce[0] ^= 1);
        altered(|record| record.sealed.push(0));
    }

    /// Each column is bound, also against moving an end of one into the next.
    #[test]
    fn the_secret_of_one_row_does_not_open_in_another() {
        altered(|record| record.domain = "DOM2".into());
        altered(|record| record.sid = "S-1-5-21-1-2-4".parse().unwrap());
        altered(|record| record.computer = "M2".into());
        altered(|record| record.renaming = Some("M2".into()));
        altered(|record| record.server = None);
        altered(|record| record.dns_name = Some(String::new()));
        altered(|record| record.generation += 1);
        altered(|record| record.marks.machine_id = None);
        altered(|record| {
            record.marks.product_uuid = record.marks.machine_id.take();
        });
    }

    #[test]
    fn another_key_is_named_as_such() {
        let other = MachineKey::new([1; 32]);
        let outcome = open(&other, &record());
        assert!(matches!(outcome, Err(MembershipStoreError::WrongKey)));
        // One that says that it is the right one.
        let mut record = record();
        record.key_id = other.id();
        let outcome = open(&other, &record);
        assert!(matches!(outcome, Err(MembershipStoreError::Corrupt(_))));
    }
}
