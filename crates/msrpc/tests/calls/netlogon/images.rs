//! Octets, field by field: what Samba does not judge, and what it knows as octets only.

use msrpc::netlogon::*;
use wire::{Guid, Malformed, NtStatus, SecretBytes, SecretKey, Win32Error};

use super::AUTHENTICATOR;
use crate::exchange::assert_image;
use crate::sample::sid;

pub(crate) fn entry_with_a_sid() -> ChangeLogEntry {
    ChangeLogEntry {
        serial_number: 42,
        rid: 0,
        flags: ChangeLogFlags::IMMEDIATE | ChangeLogFlags::PASSWORD_CHANGED,
        database: 2,
        delta_type: 16,
        object: ChangeLogObject::Sid(sid("S-1-5-32")),
    }
}

pub(crate) fn entry_with_a_name() -> ChangeLogEntry {
    ChangeLogEntry {
        serial_number: 43,
        rid: 0,
        flags: ChangeLogFlags::FIRST_PROMOTION,
        database: 2,
        delta_type: 18,
        object: ChangeLogObject::Name("G$".into()),
    }
}

pub(crate) fn keys() -> UserKeys {
    UserKeys {
        lm: None,
        nt: Some(SecretKey::new([0xaa; 16])),
        nt_history: vec![SecretKey::new([0xbb; 16]), SecretKey::new([0xcc; 16])],
        lm_history: vec![SecretKey::new([0xdd; 16])],
    }
}

fn octets(fields: &[&[u8]]) -> Vec<u8> {
    fields.concat()
}

#[test]
fn account_sync() {
    #[rustfmt::skip]
    assert_image(
        &AccountSync {
            primary_name: None,
            computer_name: "B".into(),
            authenticator: AUTHENTICATOR,
            return_authenticator: Authenticator::default(),
            reference: 7,
            level: 8,
            buffer_size: 3,
            last_record_id: SurplusRecordId::default(),
        },
        &octets(&[
            &[0, 0, 0, 0],                                          // PrimaryName: null
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'B', 0, 0, 0],   // ComputerName
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],                  // Authenticator
            &[0; 12],                                               // ReturnAuthenticator
            &[7, 0, 0, 0, 8, 0, 0, 0, 3, 0, 0, 0],                  // Reference, Level, BufferSize
        ]),
    );
    #[rustfmt::skip]
    assert_image(
        &AccountSyncReply {
            return_authenticator: AUTHENTICATOR,
            buffer: vec![1, 2, 3].into(),
            count_returned: 4,
            total_entries: 5,
            next_reference: 6,
            last_record_id: UasRecordId {
                computer_name: *b"0123456789abcdef",
                time_created: 7,
                serial_number: 8,
            },
            status: NtStatus::SUCCESS,
        },
        &octets(&[
            &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],                  // ReturnAuthenticator
            &[3, 0, 0, 0, 1, 2, 3, 0],                              // Buffer: maximum count, octets, padding
            &[4, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0],                  // CountReturned, TotalEntries, NextReference
            b"0123456789abcdef",                                    // LastRecordId: ComputerName
            &[7, 0, 0, 0, 8, 0, 0, 0],                              // TimeCreated, SerialNumber
            &[0, 0, 0, 0],                                          // STATUS_SUCCESS
        ]),
    );
}

#[test]
fn a_surplus_record_is_read_whole_or_not_at_all() {
    let request = |record| AccountSync {
        primary_name: None,
        computer_name: "B".into(),
        authenticator: AUTHENTICATOR,
        return_authenticator: Authenticator::default(),
        reference: 7,
        level: 8,
        buffer_size: 3,
        last_record_id: SurplusRecordId(record),
    };
    let with = request(Some(UasRecordId {
        computer_name: *b"0123456789abcdef",
        time_created: 7,
        serial_number: 8,
    }));
    let image = ndr::to_bytes(&with);
    let read = |octets: &[u8]| {
        ndr::from_bytes::<AccountSync>(octets, ndr::DataRepresentation::LittleEndian)
    };
    assert_eq!(read(&image), Ok(with));
    let shorter = image.len() - 24;
    assert_eq!(read(&image[..shorter]), Ok(request(None)));
    for len in (0..image.len()).filter(|len| *len != shorter) {
        assert!(read(&image[..len]).is_err(), "{len}");
    }
}

#[test]
fn set_service_bits() {
    #[rustfmt::skip]
    assert_image(
        &SetServiceBits {
            server_name: None,
            of_interest: ServiceBits::TIME | ServiceBits::RELIABLE_TIME,
            running: ServiceBits::WEB,
        },
        &[0, 0, 0, 0, 0x40, 0x02, 0, 0, 0x00, 0x20, 0, 0],
    );
}

#[test]
fn digests() {
    #[rustfmt::skip]
    assert_image(
        &ComputeServerDigest {
            server_name: None,
            rid: 1104,
            message: vec![1, 2, 3].into(),
        },
        &octets(&[
            &[0, 0, 0, 0],                  // ServerName: null
            &[0x50, 0x04, 0, 0],            // Rid
            &[3, 0, 0, 0, 1, 2, 3, 0],      // Message: maximum count, octets, padding
            &[3, 0, 0, 0],                  // MessageSize
        ]),
    );
    #[rustfmt::skip]
    assert_image(
        &ComputeClientDigest {
            server_name: None,
            domain_name: None,
            message: vec![1, 2, 3, 4].into(),
        },
        &octets(&[
            &[0, 0, 0, 0],                  // ServerName: null
            &[0, 0, 0, 0],                  // DomainName: null
            &[4, 0, 0, 0, 1, 2, 3, 4],      // Message
            &[4, 0, 0, 0],                  // MessageSize
        ]),
    );
    #[rustfmt::skip]
    assert_image(
        &DigestReply {
            new_digest: [0xaa; 16],
            old_digest: [0xbb; 16],
            status: Win32Error::ERROR_ACCESS_DENIED,
        },
        &octets(&[&[0xaa; 16], &[0xbb; 16], &[5, 0, 0, 0]]),
    );
}

#[test]
fn get_time_service_parent_domain() {
    #[rustfmt::skip]
    assert_image(
        &GetTimeServiceParentDomainReply {
            domain_name: Some("P".into()),
            pdc_same_site: 1,
            status: Win32Error::NERR_Success,
        },
        &octets(&[
            &[0x00, 0x00, 0x02, 0x00],                              // DomainName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'P', 0, 0, 0],
            &[1, 0, 0, 0],                                          // PdcSameSite
            &[0, 0, 0, 0],                                          // NERR_Success
        ]),
    );
}

#[test]
fn dsr_deregister_dns_host_records() {
    #[rustfmt::skip]
    assert_image(
        &DsrDeregisterDnsHostRecords {
            server_name: None,
            dns_domain_name: None,
            domain_guid: Some(Guid::from_bytes([7; 16])),
            dsa_guid: None,
            dns_host_name: Some("h".into()),
        },
        &octets(&[
            &[0, 0, 0, 0],                                          // ServerName: null
            &[0, 0, 0, 0],                                          // DnsDomainName: null
            &[0x00, 0x00, 0x02, 0x00],                              // DomainGuid: referent
            &[7; 16],
            &[0, 0, 0, 0],                                          // DsaGuid: null
            &[0x04, 0x00, 0x02, 0x00],                              // DnsHostName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'h', 0, 0, 0],
        ]),
    );
}

// Its type stands there three times.
#[test]
fn a_delta_that_contradicts_itself_is_refused() {
    let reply = DatabaseRedoReply {
        return_authenticator: AUTHENTICATOR,
        deltas: Some(vec![Delta::DeleteUser { rid: 1104 }].into()),
        status: NtStatus::SUCCESS,
    };
    #[rustfmt::skip]
    let image = octets(&[
        &[1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0],  // ReturnAuthenticator
        &[0x00, 0x00, 0x02, 0x00],              // NETLOGON_DELTA_ENUM_ARRAY: referent
        &[1, 0, 0, 0, 0x04, 0x00, 0x02, 0x00],  // CountReturned, Deltas
        &[1, 0, 0, 0],                          // maximum count
        &[6, 0],                                // DeltaType: DeleteUser
        &[6, 0, 0x50, 0x04, 0, 0],              // DeltaID
        &[6, 0, 0, 0],                          // DeltaUnion, and padding
        &[0, 0, 0, 0],                          // STATUS_SUCCESS
    ]);
    assert_eq!(ndr::to_bytes(&reply), image);
    let read = |octets: &[u8]| {
        ndr::from_bytes::<DatabaseRedoReply>(octets, ndr::DataRepresentation::LittleEndian)
    };
    assert!(read(&image).is_ok_and(|read| read == reply));
    for offset in [28, 30, 36] {
        let mut image = image.clone();
        image[offset] = 3;
        assert!(read(&image).is_err(), "type at {offset}");
    }
}

#[test]
fn a_socket_address_has_128_octets_at_most() {
    let read = |octets: usize| {
        let request = DsrAddressToSiteNames {
            computer_name: None,
            addresses: vec![SocketAddress(vec![2; octets])].into(),
        };
        let octets = ndr::to_bytes(&request);
        let little = ndr::DataRepresentation::LittleEndian;
        ndr::from_bytes::<DsrAddressToSiteNames>(&octets, little)
    };
    assert!(read(128).is_ok() && read(129).is_err());
}

#[test]
fn change_log_entries() {
    #[rustfmt::skip]
    let image = octets(&[
        &[42, 0, 0, 0, 0, 0, 0, 0],             // SerialNumber
        &[0, 0, 0, 0],                          // ObjectRid
        &[0x07, 0x00],                          // Flags: A, B, C
        &[2, 16],                               // DBIndex, DeltaType: AddOrChangeLsaAccount
        &[1, 1, 0, 0, 0, 0, 0, 5, 32, 0, 0, 0], // ObjectSid
    ]);
    assert_eq!(entry_with_a_sid().encode(), image);
    assert_eq!(ChangeLogEntry::decode(&image), Ok(entry_with_a_sid()));
    let both = Malformed::Illegal {
        field: "Flags",
        value: 0x0f,
    };
    let with_flags = |flags| {
        let mut image = image.clone();
        image[12] = flags;
        ChangeLogEntry::decode(&image)
    };
    assert_eq!(with_flags(0x0f), Err(both));
    assert!(with_flags(0x03).is_err(), "an object that nobody announced");

    let image = entry_with_a_name().encode();
    assert_eq!(image[16..], [b'G', 0, b'$', 0, 0, 0]);
    assert_eq!(ChangeLogEntry::decode(&image), Ok(entry_with_a_name()));
    for len in 0..image.len() {
        assert!(ChangeLogEntry::decode(&image[..len]).is_err(), "{len}");
    }
    let twice = [image, vec![b'x', 0, 0, 0]].concat();
    assert!(ChangeLogEntry::decode(&twice).is_err(), "two terminators");
}

#[test]
fn user_keys() {
    let image = keys().encode(0x0102_0304);
    // [MS-SAMR] 2.2.11.1.3, by the OpenSSL of Debian 12, under the octets 04 03 02 01 04 03 02 and 01 04 03 02 01 04 03.
    let encrypted = 0x3ae1_7af1_c1ff_0684_5ab8_e2a9_ee70_636d_u128.to_be_bytes();
    #[rustfmt::skip]
    let expected = octets(&[
        &[2, 0, 0, 0],                          // DataType
        &[0, 0, 0, 0, 0, 0, 0, 0],              // LmLength, LmMaximumLength, Unused1
        &[0; 16],                               // LmHash
        &[16, 0, 16, 0, 0, 0, 0, 0],            // NtLength, NtMaximumLength, Unused2
        &encrypted,                             // NtHash
        &[16, 0, 16, 0, 0, 0, 0, 0],            // LmHistoryLength, LmHistoryMaximumLength, Unused3
        &[32, 0, 32, 0, 0, 0, 0, 0],            // NtHistoryLength, NtHistoryMaximumLength, Unused4
        &[0xbb; 16],                            // NtHistoryArray
        &[0xcc; 16],
        &[0xdd; 16],                            // LmHistoryArray
    ]);
    assert_eq!(image.expose(), expected);
    assert!(UserKeys::decode(&image, 0x0102_0304) == Ok(keys()));
    for len in 0..expected.len() {
        let part = SecretBytes::new(expected[..len].to_vec());
        assert!(UserKeys::decode(&part, 0x0102_0304).is_err(), "{len}");
    }
    for (offset, value) in [(0, 3), (4, 16), (28, 8), (30, 0), (52, 15), (54, 32)] {
        let mut changed = expected.clone();
        changed[offset] = value;
        let changed = SecretBytes::new(changed);
        assert!(UserKeys::decode(&changed, 0x0102_0304).is_err(), "{offset}");
    }
}
