use msrpc::samr::*;
use ndr::{Counted, UnicodeString};
use wire::NtStatus;

use crate::exchange::{Exchange, exchange};
use crate::sample::handle;

pub(super) fn displays() -> Vec<Exchange> {
    let oem = || {
        vec![DisplayOem {
            index: 1,
            account_name: "MEMBER$".into(),
        }]
    };
    let levels = [
        DisplayInfo::User(
            vec![DisplayUser {
                index: 1,
                rid: 500,
                account_control: UserAccountControl::NORMAL_ACCOUNT,
                account_name: "Administrator".into(),
                admin_comment: "".into(),
                full_name: UnicodeString::NULL,
            }]
            .into(),
        ),
        DisplayInfo::Machine(machines()),
        DisplayInfo::Group(
            vec![DisplayGroup {
                index: 1,
                rid: 512,
                attributes: GroupAttributes::DEFAULT,
                account_name: "Domain Admins".into(),
                admin_comment: "comment".into(),
            }]
            .into(),
        ),
        DisplayInfo::OemUser(oem().into()),
        DisplayInfo::OemGroup(oem().into()),
    ];
    let mut all = Vec::new();
    for info in levels {
        let domain = DomainHandle(handle(2));
        let information_class = DisplayInformationClass(ndr::Union::tag(&info));
        let (index, entry_count, preferred_maximum_length) = (0, 100, 0xffff);
        let reply = QueryDisplayInformationReply {
            total_available: 200,
            total_returned: 100,
            buffer: info,
            status: NtStatus::MORE_ENTRIES,
        };
        all.extend([
            exchange(
                &QueryDisplayInformation {
                    domain,
                    information_class,
                    index,
                    entry_count,
                    preferred_maximum_length,
                },
                &reply,
            ),
            exchange(
                &QueryDisplayInformation2 {
                    domain,
                    information_class,
                    index,
                    entry_count,
                    preferred_maximum_length,
                },
                &reply,
            ),
            exchange(
                &QueryDisplayInformation3 {
                    domain,
                    information_class,
                    index,
                    entry_count,
                    preferred_maximum_length,
                },
                &reply,
            ),
        ]);
    }
    let (domain, information_class) = (DomainHandle(handle(2)), DisplayInformationClass::GROUP);
    let prefix = UnicodeString::from("Dom");
    let found = GetDisplayEnumerationIndexReply {
        index: 3,
        status: NtStatus::SUCCESS,
    };
    all.extend([
        exchange(
            &GetDisplayEnumerationIndex {
                domain,
                information_class,
                prefix: prefix.clone(),
            },
            &found,
        ),
        exchange(
            &GetDisplayEnumerationIndex2 {
                domain,
                information_class,
                prefix,
            },
            &found,
        ),
    ]);
    all
}

fn machines() -> Counted<DisplayMachine> {
    vec![DisplayMachine {
        index: 1,
        rid: 1103,
        account_control: UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
        account_name: "M$".into(),
        admin_comment: "".into(),
    }]
    .into()
}
