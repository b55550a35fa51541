//! One entry of a change log, by which a backup domain controller asks for one object.

use wire::{Malformed, Reader, Sid, Writer, utf16};

use super::DeltaType;
use crate::flags::flags;

/// `CHANGELOG_ENTRY`, [MS-NRPC] 3.5.4.6.4.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ChangeLogEntry {
    /// `SerialNumber`: of the database, once the change was made.
    pub serial_number: u64,
    /// `ObjectRid`.
    pub rid: u32,
    /// `Flags`, without those that say what `object` is.
    pub flags: ChangeLogFlags,
    /// `DBIndex`: as a [`DatabaseId`](super::DatabaseId) has it.
    pub database: u8,
    /// `DeltaType`, in eight bits.
    pub delta_type: u8,
    /// `ObjectSid` or `ObjectName`.
    pub object: ChangeLogObject,
}

/// What a [`ChangeLogEntry`] says of its object besides the relative identifier.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ChangeLogObject {
    /// No more.
    Rid,
    /// `ObjectSid`.
    Sid(Sid),
    /// `ObjectName`.
    Name(String),
}

flags! {
    /// `Flags` of a change-log entry, [MS-NRPC] 3.5.4.6.4.
    ChangeLogFlags: u16 {
        /// A: to be replicated at once.
        IMMEDIATE = 0x0001;
        /// B: the password was changed.
        PASSWORD_CHANGED = 0x0002;
        /// C: `ObjectSid` is there.
        SID_INCLUDED = 0x0004;
        /// D: `ObjectName` is there.
        NAME_INCLUDED = 0x0008;
        /// E: the first change after a promotion.
        FIRST_PROMOTION = 0x0010;
    }
}

impl ChangeLogEntry {
    /// Reads the octets of an entry.
    ///
    /// # Errors
    /// [`Malformed`] says what the octets have wrong.
    pub fn decode(octets: &[u8]) -> Result<Self, Malformed> {
        let mut r = Reader::new(octets);
        let serial_number = r.u64("SerialNumber")?;
        let rid = r.u32("ObjectRid")?;
        let flags = ChangeLogFlags(r.u16("Flags")?);
        let database = r.u8("DBIndex")?;
        let delta_type = r.u8("DeltaType")?;
        let sid = flags.contains(ChangeLogFlags::SID_INCLUDED);
        let object = match (sid, flags.contains(ChangeLogFlags::NAME_INCLUDED)) {
            (false, false) => ChangeLogObject::Rid,
            (true, false) => ChangeLogObject::Sid(Sid::decode(&mut r)?),
            (false, true) => ChangeLogObject::Name(decode_name(&mut r)?),
            // "Cannot be combined with flag D."
            (true, true) => {
                return Err(Malformed::Illegal {
                    field: "Flags",
                    value: flags.0.into(),
                });
            }
        };
        r.finish("ChangeLogEntry")?;
        Ok(Self {
            serial_number,
            rid,
            flags: flags.without(OBJECT),
            database,
            delta_type,
            object,
        })
    }

    /// The octets of the entry.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let included = match self.object {
            ChangeLogObject::Rid => ChangeLogFlags::default(),
            ChangeLogObject::Sid(_) => ChangeLogFlags::SID_INCLUDED,
            ChangeLogObject::Name(_) => ChangeLogFlags::NAME_INCLUDED,
        };
        let mut w = Writer::new();
        w.u64(self.serial_number);
        w.u32(self.rid);
        w.u16((self.flags.without(OBJECT) | included).0);
        w.u8(self.database);
        w.u8(self.delta_type);
        match &self.object {
            ChangeLogObject::Rid => {}
            ChangeLogObject::Sid(sid) => sid.encode(&mut w),
            ChangeLogObject::Name(name) => {
                w.bytes(&utf16::encode(name));
                w.u16(0);
            }
        }
        w.into_vec()
    }

    /// `DeltaType`.
    #[must_use]
    pub const fn delta_type(&self) -> DeltaType {
        DeltaType(u16::from_le_bytes([self.delta_type, 0]))
    }
}

/// The flags that say what [`ChangeLogEntry::object`] is.
const OBJECT: ChangeLogFlags = ChangeLogFlags(0x000c);

/// The rest, which ends with the only terminator in it.
fn decode_name(r: &mut Reader<'_>) -> Result<String, Malformed> {
    const FIELD: &str = "ObjectName";
    let name = utf16::decode(r.take_rest(), FIELD)?;
    match name.strip_suffix('\0') {
        Some(name) if !name.contains('\0') => Ok(name.to_owned()),
        _ => Err(Malformed::NotText { field: FIELD }),
    }
}
