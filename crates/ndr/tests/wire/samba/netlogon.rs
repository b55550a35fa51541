//! `netlogon`: times, counted strings and groups behind a union's pointer.

use ndr::{Counted, Ndr, Params, UnicodeString, Unique, WideStr};
use wire::{FileTime, NtStatus, SecretKey, Sid};

use crate::image;

/// `NetrServerReqChallenge` request, [MS-NRPC] 3.5.4.4.1.
#[derive(Params, PartialEq)]
struct ReqChallenge {
    primary_name: Unique<WideStr>,
    computer_name: WideStr,
    client_challenge: [u8; 8],
}

#[test]
fn netr_server_req_challenge_in() {
    let request = ReqChallenge {
        primary_name: Some(r"\\PDC".into()),
        computer_name: "MEM".into(),
        client_challenge: [1, 2, 3, 4, 5, 6, 7, 8],
    };
    image(
        &request,
        &[
            0x00, 0x00, 0x02, 0x00, // PrimaryName: referent
            6, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            6, 0, 0, 0, // actual count
            b'\\', 0, b'\\', 0, b'P', 0, b'D', 0, b'C', 0, 0, 0, // "\\PDC" and its terminator
            4, 0, 0, 0, // ComputerName: maximum count
            0, 0, 0, 0, // offset
            4, 0, 0, 0, // actual count
            b'M', 0, b'E', 0, b'M', 0, 0, 0, // "MEM" and its terminator
            1, 2, 3, 4, 5, 6, 7, 8, // ClientChallenge
        ],
    );
}

/// `NetrLogonSamLogonEx` reply, [MS-NRPC] 3.5.4.5.1.
#[derive(Params, PartialEq)]
struct SamLogonExReply {
    validation: Validation,
    authoritative: u8,
    extra_flags: u32,
    status: NtStatus,
}

/// `NETLOGON_VALIDATION`, [MS-NRPC].
#[derive(Ndr, PartialEq)]
#[ndr(tag = u16)]
enum Validation {
    #[ndr(case = 3)]
    Sam2(Unique<Box<SamInfo2>>),
}

/// `NETLOGON_VALIDATION_SAM_INFO2`, [MS-NRPC].
#[derive(Ndr, PartialEq)]
struct SamInfo2 {
    times: [FileTime; 6],
    effective_name: UnicodeString,
    full_name: UnicodeString,
    logon_script: UnicodeString,
    profile_path: UnicodeString,
    home_directory: UnicodeString,
    home_directory_drive: UnicodeString,
    logon_count: u16,
    bad_password_count: u16,
    user_id: u32,
    primary_group_id: u32,
    groups: Counted<GroupMembership>,
    user_flags: u32,
    user_session_key: SecretKey<16>,
    logon_server: UnicodeString,
    logon_domain_name: UnicodeString,
    logon_domain_id: Unique<Sid>,
    expansion_room: [u32; 10],
    extra_sids: Counted<SidAndAttributes>,
}

/// `GROUP_MEMBERSHIP`, [MS-NRPC].
#[derive(Ndr, PartialEq)]
struct GroupMembership {
    relative_id: u32,
    attributes: u32,
}

/// `NETLOGON_SID_AND_ATTRIBUTES`, [MS-NRPC].
#[derive(Ndr, PartialEq)]
struct SidAndAttributes {
    sid: Unique<Sid>,
    attributes: u32,
}

fn sam_logon_ex_reply() -> SamLogonExReply {
    SamLogonExReply {
        validation: Validation::Sam2(Some(Box::new(SamInfo2 {
            times: [1, 2, 3, 4, 5, 0x7fff_ffff_ffff_ffff].map(FileTime),
            effective_name: "u".into(),
            full_name: "".into(),
            logon_script: "".into(),
            profile_path: UnicodeString::NULL,
            home_directory: UnicodeString::NULL,
            home_directory_drive: UnicodeString::NULL,
            logon_count: 1,
            bad_password_count: 2,
            user_id: 1000,
            primary_group_id: 513,
            groups: vec![GroupMembership {
                relative_id: 513,
                attributes: 7,
            }]
            .into(),
            user_flags: 0x20,
            user_session_key: SecretKey::new([0xcc; 16]),
            logon_server: "PDC".into(),
            logon_domain_name: "DOM".into(),
            logon_domain_id: Some("S-1-5-21-1-2-3".parse().unwrap()),
            expansion_room: [0; 10],
            extra_sids: vec![SidAndAttributes {
                sid: Some("S-1-18-1".parse().unwrap()),
                attributes: 7,
            }]
            .into(),
        }))),
        authoritative: 1,
        extra_flags: 0,
        status: NtStatus(0),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one line for each field")]
fn netr_logon_sam_logon_ex_out() {
    image(
        &sam_logon_ex_reply(),
        &[
            3, 0, // tag: NetlogonValidationSamInfo2
            0, 0, // padding
            0x00, 0x00, 0x02, 0x00, // ValidationSam2: referent
            1, 0, 0, 0, 0, 0, 0, 0, // LogonTime
            2, 0, 0, 0, 0, 0, 0, 0, // LogoffTime
            3, 0, 0, 0, 0, 0, 0, 0, // KickOffTime
            4, 0, 0, 0, 0, 0, 0, 0, // PasswordLastSet
            5, 0, 0, 0, 0, 0, 0, 0, // PasswordCanChange
            0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, // PasswordMustChange: never
            0x02, 0x00, 0x02, 0x00, // EffectiveName: Length, MaximumLength
            0x04, 0x00, 0x02, 0x00, // referent
            0, 0, 0, 0, // FullName: Length, MaximumLength
            0x08, 0x00, 0x02, 0x00, // referent
            0, 0, 0, 0, // LogonScript: Length, MaximumLength
            0x0c, 0x00, 0x02, 0x00, // referent
            0, 0, 0, 0, // ProfilePath: Length, MaximumLength
            0, 0, 0, 0, // null
            0, 0, 0, 0, // HomeDirectory: Length, MaximumLength
            0, 0, 0, 0, // null
            0, 0, 0, 0, // HomeDirectoryDrive: Length, MaximumLength
            0, 0, 0, 0, // null
            0x01, 0x00, 0x02, 0x00, // LogonCount, BadPasswordCount
            0xe8, 0x03, 0x00, 0x00, // UserId
            1, 2, 0, 0, // PrimaryGroupId
            1, 0, 0, 0, // GroupCount
            0x10, 0x00, 0x02, 0x00, // GroupIds: referent
            0x20, 0x00, 0x00, 0x00, // UserFlags
            0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc, 0xcc,
            0xcc, 0xcc, // UserSessionKey
            6, 0, 6, 0, // LogonServer: Length, MaximumLength
            0x14, 0x00, 0x02, 0x00, // referent
            6, 0, 6, 0, // LogonDomainName: Length, MaximumLength
            0x18, 0x00, 0x02, 0x00, // referent
            0x1c, 0x00, 0x02, 0x00, // LogonDomainId: referent
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // ExpansionRoom
            0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // ExpansionRoom, continued
            0, 0, 0, 0, 0, 0, 0, 0, // ExpansionRoom, continued
            1, 0, 0, 0, // SidCount
            0x20, 0x00, 0x02, 0x00, // ExtraSids: referent
            1, 0, 0, 0, // EffectiveName: maximum count
            0, 0, 0, 0, // offset
            1, 0, 0, 0, // actual count
            b'u', 0, // "u"
            0, 0, // padding
            0, 0, 0, 0, // FullName: maximum count
            0, 0, 0, 0, // offset
            0, 0, 0, 0, // actual count
            0, 0, 0, 0, // LogonScript: maximum count
            0, 0, 0, 0, // offset
            0, 0, 0, 0, // actual count
            1, 0, 0, 0, // GroupIds: maximum count
            1, 2, 0, 0, // RelativeId
            7, 0, 0, 0, // Attributes
            3, 0, 0, 0, // LogonServer: maximum count
            0, 0, 0, 0, // offset
            3, 0, 0, 0, // actual count
            b'P', 0, b'D', 0, b'C', 0, // "PDC"
            0, 0, // padding
            3, 0, 0, 0, // LogonDomainName: maximum count
            0, 0, 0, 0, // offset
            3, 0, 0, 0, // actual count
            b'D', 0, b'O', 0, b'M', 0, // "DOM"
            0, 0, // padding
            4, 0, 0, 0, // SID: maximum count
            1, 4, // Revision, SubAuthorityCount
            0, 0, 0, 0, 0, 5, // IdentifierAuthority
            0x15, 0x00, 0x00, 0x00, // SubAuthority
            1, 0, 0, 0, // SubAuthority
            2, 0, 0, 0, // SubAuthority
            3, 0, 0, 0, // SubAuthority
            1, 0, 0, 0, // ExtraSids: maximum count
            0x24, 0x00, 0x02, 0x00, // Sid: referent
            7, 0, 0, 0, // Attributes
            1, 0, 0, 0, // SID: maximum count
            1, 1, // Revision, SubAuthorityCount
            0x00, 0x00, 0x00, 0x00, 0x00, 0x12, // IdentifierAuthority
            1, 0, 0, 0, // SubAuthority
            1, // Authoritative
            0, 0, 0, // padding
            0, 0, 0, 0, // ExtraFlags
            0, 0, 0, 0, // status
        ],
    );
}
