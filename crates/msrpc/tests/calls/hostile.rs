//! What a peer must not get away with, and arbitrary values on their way there and back.

use msrpc::{lsarpc, samr};
use ndr::{DataRepresentation, Leveled, Malformed, Params, UnicodeString};
use proptest::collection::vec;
use proptest::prelude::*;
use wire::{FileTime, NtStatus, Sid};

fn read<P: Params>(octets: &[u8]) -> Result<P, Malformed> {
    ndr::from_bytes(octets, DataRepresentation::LittleEndian)
}

#[test]
fn logon_hours_that_do_not_fit_their_units_are_refused() {
    let reply = samr::QueryInformationUserReply {
        buffer: Some(samr::UserInfo::LogonHours(samr::LogonHours::hourly(
            [0; 21],
        ))),
        status: NtStatus::SUCCESS,
    };
    let mut octets = ndr::to_bytes(&reply);
    // 161 to 168 units need the 21 octets that are there.
    for (units, fits) in [
        (160, false),
        (161, true),
        (168, true),
        (169, false),
        (0, false),
    ] {
        octets[8] = units;
        let read = read::<samr::QueryInformationUserReply>(&octets);
        assert_eq!(read.is_ok(), fits, "{units}: {read:?}");
    }
}

#[test]
fn a_group_with_fewer_attributes_than_members_is_refused() {
    let reply = samr::GetMembersInGroupReply {
        members: Some(samr::GroupMembers(vec![
            samr::GroupMembership::default(),
            samr::GroupMembership::default(),
        ])),
        status: NtStatus::SUCCESS,
    };
    let octets = ndr::to_bytes(&reply);
    let refused = |offset: usize, count: u8| {
        let mut octets = octets.clone();
        octets[offset] = count;
        read::<samr::GetMembersInGroupReply>(&octets).is_err()
    };
    assert!(refused(4, 1) && refused(4, 3), "MemberCount");
    assert!(refused(16, 1) && refused(28, 1), "maximum counts");
}

#[test]
fn a_level_that_contradicts_its_union_is_refused() {
    let request = samr::SetInformationUser2 {
        user: samr::UserHandle::default(),
        information: Leveled(samr::UserInfo::Control(samr::UserAccountControl(0))),
    };
    let mut octets = ndr::to_bytes(&request);
    octets[20] = 9;
    assert!(read::<samr::SetInformationUser2>(&octets).is_err());
}

// [MS-SAMR] 3.1.5.11.2 and [MS-LSAT] 3.1.4.5: range(0,1000).
#[test]
fn a_thousand_names_are_the_most() {
    let names = |count| vec![UnicodeString::NULL; count];
    let samr = |count| samr::LookupNamesInDomain {
        domain: samr::DomainHandle::default(),
        names: names(count).into(),
    };
    let lsarpc = |count| lsarpc::LookupNames3 {
        policy: lsarpc::PolicyHandle::default(),
        names: names(count).into(),
        translated_sids: vec![].into(),
        lookup_level: lsarpc::LookupLevel::WKSTA,
        mapped_count: 0,
        lookup_options: lsarpc::LookupOptions(0),
        client_revision: lsarpc::ClientRevision::WINDOWS_2000,
    };
    for (count, fits) in [(1000, true), (1001, false)] {
        let octets = ndr::to_bytes(&samr(count));
        assert_eq!(read::<samr::LookupNamesInDomain>(&octets).is_ok(), fits);
        let octets = ndr::to_bytes(&lsarpc(count));
        assert_eq!(read::<lsarpc::LookupNames3>(&octets).is_ok(), fits);
    }
}

fn text() -> impl Strategy<Value = UnicodeString> {
    proptest::option::of(".{0,20}").prop_map(UnicodeString)
}

fn sid() -> impl Strategy<Value = Sid> {
    vec(any::<u32>(), 0..=15).prop_map(|subs| Sid::new(5, &subs).unwrap())
}

fn round_trip<P: Params + std::fmt::Debug + PartialEq>(value: &P) -> Result<(), TestCaseError> {
    let octets = ndr::to_bytes(value);
    let read = read::<P>(&octets);
    prop_assert_eq!(read.as_ref(), Ok(value));
    Ok(())
}

proptest! {
    #[test]
    fn user_all(
        names in [text(), text(), text(), text()],
        times: [u64; 3],
        numbers: [u32; 3],
        parameters in proptest::option::of(vec(any::<u16>(), 0..40)),
        hours in proptest::option::of(any::<[u8; 21]>()),
        flags: [u8; 4],
    ) {
        let [user_name, full_name, admin_comment, work_stations] = names;
        let all = samr::UserAll {
            last_logon: FileTime(times[0]),
            password_last_set: FileTime(times[1]),
            account_expires: FileTime(times[2]),
            user_name,
            full_name,
            admin_comment,
            work_stations,
            parameters: ndr::ShortBlob(parameters),
            user_id: numbers[0],
            user_account_control: samr::UserAccountControl(numbers[1]),
            which_fields: samr::WhichFields(numbers[2]),
            logon_hours: hours.map(samr::LogonHours::hourly).unwrap_or_default(),
            lm_password_present: flags[0],
            nt_password_present: flags[1],
            password_expired: flags[2],
            private_data_sensitive: flags[3],
            ..samr::UserAll::default()
        };
        round_trip(&samr::QueryInformationUserReply {
            buffer: Some(samr::UserInfo::All(Box::new(all))),
            status: NtStatus::SUCCESS,
        })?;
    }

    #[test]
    fn enumerations(entries in vec((any::<u32>(), text()), 0..8), more: bool) {
        let entries: Vec<_> = entries
            .into_iter()
            .map(|(relative_id, name)| samr::RidEnumeration { relative_id, name })
            .collect();
        round_trip(&samr::EnumerationReply {
            enumeration_context: 0,
            count_returned: 0,
            buffer: Some(entries.into()),
            status: if more { NtStatus::MORE_ENTRIES } else { NtStatus::SUCCESS },
        })?;
    }

    #[test]
    fn group_members(members in vec(any::<(u32, u32)>(), 0..20)) {
        let members = members
            .into_iter()
            .map(|(relative_id, attributes)| samr::GroupMembership {
                relative_id,
                attributes: samr::GroupAttributes(attributes),
            })
            .collect();
        round_trip(&samr::GetMembersInGroupReply {
            members: Some(samr::GroupMembers(members)),
            status: NtStatus::SUCCESS,
        })?;
    }

    #[test]
    fn policy(names in [text(), text(), text()], guid: u128, sid in proptest::option::of(sid())) {
        let [name, dns_domain_name, dns_forest_name] = names;
        round_trip(&lsarpc::QueryInformationPolicyReply {
            information: Some(lsarpc::PolicyInfo::DnsDomain(lsarpc::PolicyDnsDomainInfo {
                name,
                dns_domain_name,
                dns_forest_name,
                domain_guid: wire::Guid::from_u128(guid),
                sid,
            })),
            status: NtStatus::SUCCESS,
        })?;
    }

    #[test]
    fn lookups(
        domains in vec((text(), proptest::option::of(sid())), 0..4),
        sids in vec((any::<u16>(), proptest::option::of(sid()), any::<i32>(), any::<u32>()), 0..6),
    ) {
        let domains: Vec<_> = domains
            .into_iter()
            .map(|(name, sid)| lsarpc::TrustInformation { name, sid })
            .collect();
        let sids: Vec<_> = sids
            .into_iter()
            .map(|(sid_name_use, sid, domain_index, flags)| lsarpc::TranslatedSidEx2 {
                sid_name_use: lsarpc::SidNameUse(sid_name_use),
                sid,
                domain_index,
                flags: lsarpc::TranslationFlags(flags),
            })
            .collect();
        round_trip(&lsarpc::LookupNames3Reply {
            referenced_domains: Some(lsarpc::ReferencedDomainList {
                domains: domains.into(),
                max_entries: 32,
            }),
            translated_sids: sids.into(),
            mapped_count: 0,
            status: NtStatus::SUCCESS,
        })?;
    }

    #[test]
    fn whatever_arrives_is_refused_or_understood(octets in vec(any::<u8>(), 0..200)) {
        ndr::oracle::<samr::QueryInformationUserReply>(&octets);
        ndr::oracle::<samr::SetInformationUser2>(&octets);
        ndr::oracle::<samr::QueryDisplayInformationReply>(&octets);
        ndr::oracle::<samr::GetMembersInGroupReply>(&octets);
        ndr::oracle::<lsarpc::OpenPolicy2>(&octets);
        ndr::oracle::<lsarpc::QueryInformationPolicyReply>(&octets);
        ndr::oracle::<lsarpc::LookupNames3Reply>(&octets);
        ndr::oracle::<lsarpc::QuerySecretReply>(&octets);
    }
}
