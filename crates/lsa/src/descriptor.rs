//! Security descriptors that say what this server really grants, [MS-DTYP] 2.4.6.

use msrpc::samr::{SecurityInformation, ServerAccess};
use wire::{Sid, Writer};

use crate::token::ADMINISTRATORS;

/// Who may what with an object.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Descriptor {
    /// Whose it is; the owner's group is the same.
    pub(crate) owner: Sid,
    /// `ACCESS_ALLOWED_ACE`s.
    pub(crate) allowed: Vec<(Sid, u32)>,
}

impl Descriptor {
    /// The parts that are asked for, self-relative.
    pub(crate) fn encode(&self, parts: SecurityInformation) -> Vec<u8> {
        let has_dacl = parts.contains(SecurityInformation::DACL);
        let mut body = Writer::new();
        let mut place = |wanted: bool, write: &dyn Fn(&mut Writer)| {
            if !wanted {
                return 0;
            }
            let offset = HEADER.saturating_add(body.len());
            write(&mut body);
            u32::try_from(offset).unwrap_or(0)
        };
        let owner = place(parts.contains(SecurityInformation::OWNER), &|w| {
            self.owner.encode(w)
        });
        let group = place(parts.contains(SecurityInformation::GROUP), &|w| {
            self.owner.encode(w)
        });
        let dacl = place(has_dacl, &|w| self.encode_dacl(w));
        let mut w = Writer::new();
        w.u8(REVISION);
        w.u8(0);
        w.u16(if has_dacl {
            SELF_RELATIVE | DACL_PRESENT
        } else {
            SELF_RELATIVE
        });
        for offset in [owner, group, 0, dacl] {
            w.u32(offset);
        }
        w.bytes(body.as_slice());
        w.into_vec()
    }

    /// `ACL`, [MS-DTYP] 2.4.5.
    fn encode_dacl(&self, w: &mut Writer) {
        let mut entries = Writer::new();
        for (sid, mask) in &self.allowed {
            let mut encoded = Writer::new();
            sid.encode(&mut encoded);
            entries.u8(ACCESS_ALLOWED);
            entries.u8(0);
            entries.u16(length(encoded.len()));
            entries.u32(*mask);
            entries.bytes(encoded.as_slice());
        }
        w.u8(ACL_REVISION);
        w.u8(0);
        w.u16(length(entries.len()));
        w.u16(u16::try_from(self.allowed.len()).unwrap_or(0));
        w.u16(0);
        w.bytes(entries.as_slice());
    }
}

/// What a handle was opened for, and who may do what with the object behind it, where that follows from what the caller is.
pub(crate) struct Guarded {
    pub(crate) granted: u32,
    pub(crate) administrators: u32,
    pub(crate) authenticated: u32,
    pub(crate) anonymous: u32,
}

impl Guarded {
    /// The parts of the descriptor that are asked for; `None` without the right to read them.
    pub(crate) fn query(&self, parts: SecurityInformation) -> Option<Vec<u8>> {
        self.allows(access_to_query(parts))
            .then(|| self.descriptor().encode(parts))
    }

    /// Whether the handle was opened for setting these parts.
    pub(crate) fn may_set(&self, parts: SecurityInformation) -> bool {
        self.allows(access_to_set(parts))
    }

    const fn allows(&self, required: u32) -> bool {
        self.granted & required == required
    }

    fn descriptor(&self) -> Descriptor {
        let builtin = Sid::builtin();
        let administrators = builtin.child(ADMINISTRATORS).unwrap_or(builtin);
        let well_known = |rid| Sid::new(5, &[rid]).ok();
        let others = [
            (well_known(11), self.authenticated), // Authenticated Users
            (well_known(7), self.anonymous),      // ANONYMOUS LOGON
        ];
        let others = others.into_iter().filter(|(_, mask)| *mask != 0);
        let others = others.filter_map(|(sid, mask)| Some((sid?, mask)));
        let mut allowed = vec![(administrators.clone(), self.administrators)];
        allowed.extend(others);
        Descriptor {
            owner: administrators,
            allowed,
        }
    }
}

/// What a handle must have been opened for to read parts of a descriptor, [MS-LSAD] 3.1.4.9.1 and [MS-SAMR] 3.1.5.12.2.
pub(crate) fn access_to_query(parts: SecurityInformation) -> u32 {
    let mut required = 0;
    let readable = SecurityInformation::OWNER
        | SecurityInformation::GROUP
        | SecurityInformation::DACL
        | SecurityInformation::LABEL;
    if parts.0 & readable.0 != 0 {
        required |= ServerAccess::READ_CONTROL.0;
    }
    if parts.contains(SecurityInformation::SACL) {
        required |= ServerAccess::SYSTEM_SECURITY.0;
    }
    required
}

/// What a handle must have been opened for to set parts of a descriptor, [MS-DTYP] 2.4.3: [MS-LSAD] 3.1.4.9.2 has the
/// pseudocode for querying here, too.
pub(crate) fn access_to_set(parts: SecurityInformation) -> u32 {
    let mut required = 0;
    let owned =
        SecurityInformation::OWNER | SecurityInformation::GROUP | SecurityInformation::LABEL;
    if parts.0 & owned.0 != 0 {
        required |= ServerAccess::WRITE_OWNER.0;
    }
    if parts.contains(SecurityInformation::DACL) {
        required |= ServerAccess::WRITE_DAC.0;
    }
    if parts.contains(SecurityInformation::SACL) {
        required |= ServerAccess::SYSTEM_SECURITY.0;
    }
    required
}

/// The length of a list or entry with its header of eight octets. There are a few entries, of a SID each.
fn length(octets: usize) -> u16 {
    u16::try_from(octets.saturating_add(8)).unwrap_or(u16::MAX)
}

/// Octets of `SECURITY_DESCRIPTOR`.
const HEADER: usize = 20;
const REVISION: u8 = 1;
const ACL_REVISION: u8 = 2;
/// `ACCESS_ALLOWED_ACE_TYPE`, [MS-DTYP] 2.4.4.1.
const ACCESS_ALLOWED: u8 = 0;
/// `SR`, [MS-DTYP] 2.4.6.
const SELF_RELATIVE: u16 = 0x8000;
/// `DP`.
const DACL_PRESENT: u16 = 0x0004;

#[cfg(test)]
mod tests {
    use super::*;

    fn descriptor() -> Descriptor {
        Descriptor {
            owner: "S-1-5-32-544".parse().unwrap(),
            allowed: vec![("S-1-1-0".parse().unwrap(), 0x0002_0801)],
        }
    }

    #[test]
    fn a_descriptor_on_the_wire() {
        let all = SecurityInformation(7);
        let expected = [
            1, 0, 0x04, 0x80, // Revision, Sbz1, Control: SR, DP
            20, 0, 0, 0, 36, 0, 0, 0, 0, 0, 0, 0, 52, 0, 0, 0, // owner, group, SACL, DACL
            1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0, // 20: the owner
            1, 2, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0, 0x20, 2, 0, 0, // 36: its group
            2, 0, 28, 0, 1, 0, 0, 0, // 52: the list
            0, 0, 20, 0, 0x01, 0x08, 0x02, 0, // an entry
            1, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, // for Everyone
        ];
        assert_eq!(descriptor().encode(all), expected);
    }

    #[test]
    fn what_is_not_asked_for_is_not_in_it() {
        let none = descriptor().encode(SecurityInformation(0));
        assert_eq!(none, [&[1, 0, 0, 0x80][..], &[0; 16]].concat());
        let owner = descriptor().encode(SecurityInformation::OWNER);
        assert_eq!(owner.len(), 36);
    }
}
