//! `samr`: a varying array with a constant maximum, and a union without alignment.

use ndr::{ContextHandle, CountedVaryingInline, Leveled, Ndr, Params, UnicodeString};

use super::HANDLE;
use crate::image;

/// `SamrLookupNamesInDomain` request, [MS-SAMR] 3.1.5.11.2.
#[derive(Params, PartialEq)]
struct LookupNamesInDomain {
    domain: ContextHandle,
    names: CountedVaryingInline<UnicodeString, 1000>,
}

#[test]
fn samr_lookup_names_in() {
    let request = LookupNamesInDomain {
        domain: HANDLE,
        names: vec!["ab".into(), "M$".into()].into(),
    };
    image(
        &request,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            2, 0, 0, 0, // Count
            0xe8, 0x03, 0x00, 0x00, // Names: maximum count, the constant 1000
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            4, 0, 4, 0, // Names[0]: Length, MaximumLength
            0x00, 0x00, 0x02, 0x00, // referent
            4, 0, 4, 0, // Names[1]: Length, MaximumLength
            0x04, 0x00, 0x02, 0x00, // referent
            2, 0, 0, 0, // Names[0]: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'a', 0, b'b', 0, // "ab"
            2, 0, 0, 0, // Names[1]: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'M', 0, b'$', 0, // "M$"
        ],
    );
}

/// `SamrSetInformationUser` request, [MS-SAMR] 3.1.5.6.5.
#[derive(Params, PartialEq)]
struct SetInformationUser {
    user: ContextHandle,
    information: Leveled<UserInformation>,
}

/// `SAMPR_USER_INFO_BUFFER`, [MS-SAMR].
#[derive(Ndr, PartialEq)]
#[ndr(tag = u16)]
enum UserInformation {
    #[ndr(case = 16)]
    Control(u32),
    #[ndr(case = 18)]
    Internal1(Internal1),
}

/// `SAMPR_USER_INTERNAL1_INFORMATION`, [MS-SAMR] 2.2.6.23: no member needs alignment.
#[derive(Ndr, PartialEq)]
struct Internal1 {
    encrypted_nt_owf: [u8; 16],
    encrypted_lm_owf: [u8; 16],
    nt_present: u8,
    lm_present: u8,
    expired: u8,
}

#[test]
fn samr_set_user_info_in() {
    let control = SetInformationUser {
        user: HANDLE,
        information: UserInformation::Control(0x80).into(),
    };
    image(
        &control,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            0x10, 0x00, // UserInformationClass
            0x10, 0x00, // tag: UserControlInformation
            0x80, 0x00, 0x00, 0x00, // UserAccountControl
        ],
    );
    let internal = SetInformationUser {
        user: HANDLE,
        information: UserInformation::Internal1(Internal1 {
            encrypted_nt_owf: [0xaa; 16],
            encrypted_lm_owf: [0xbb; 16],
            nt_present: 1,
            lm_present: 0,
            expired: 0,
        })
        .into(),
    };
    image(
        &internal,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            0x12, 0x00, // UserInformationClass
            0x12, 0x00, // tag: UserInternal1Information
            0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa, 0xaa,
            0xaa, 0xaa, // EncryptedNtOwfPassword
            0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb, 0xbb,
            0xbb, 0xbb, // EncryptedLmOwfPassword
            1, 0, 0, // NtPasswordPresent, LmPasswordPresent, PasswordExpired
        ],
    );
}
