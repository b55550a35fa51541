use msrpc::wkssvc::*;
use ndr::{Counted, Leveled};
use wire::Win32Error;

use crate::exchange::{Exchange, assert_image, exchange};

/// The calls that have no wire test of their own in the crate.
pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut all = vec![
        users(
            WkstaUsers::Level0(Some(Counted(vec![]))),
            WkstaUsers::Level0(Some(Counted(vec![WkstaUserInfo0 {
                username: Some("root".into()),
            }]))),
        ),
        users(
            WkstaUsers::Level1(Some(Counted(vec![]))),
            WkstaUsers::Level1(Some(Counted(vec![WkstaUserInfo1 {
                username: Some("root".into()),
                logon_domain: Some("DOMAIN".into()),
                other_domains: None,
                logon_server: Some("PDC".into()),
            }]))),
        ),
    ];
    let info_100 = || WkstaInfo100 {
        platform_id: 500,
        computer_name: Some("PDC".into()),
        langroup: Some("DOMAIN".into()),
        ver_major: 4,
        ver_minor: 9,
    };
    let info_101 = || WkstaInfo101 {
        info: info_100(),
        lanroot: Some("".into()),
    };
    let levels = [
        WkstaInfo::Info100(Some(info_100())),
        WkstaInfo::Info101(Some(info_101())),
        WkstaInfo::Info102(Some(WkstaInfo102 {
            info: info_101(),
            logged_on_users: 1,
        })),
        WkstaInfo::Info502(NullArm),
    ];
    all.extend(levels.into_iter().map(|info| {
        exchange(
            &WkstaGetInfo {
                server_name: None,
                level: ndr::Union::tag(&info),
            },
            &WkstaGetInfoReply {
                info,
                status: Win32Error::NERR_Success,
            },
        )
    }));
    all.push(exchange(
        &GetJoinInformation {
            server_name: None,
            name_buffer: None,
        },
        &GetJoinInformationReply {
            name_buffer: Some("DOMAIN".into()),
            buffer_type: JoinStatus::DOMAIN,
            status: Win32Error::NERR_Success,
        },
    ));
    all
}

fn users(asked: WkstaUsers, answered: WkstaUsers) -> Exchange {
    exchange(
        &WkstaUserEnum {
            server_name: None,
            users: Leveled(asked),
            preferred_maximum_length: u32::MAX,
            resume_handle: Some(0),
        },
        &WkstaUserEnumReply {
            users: Leveled(answered),
            total_entries: 1,
            resume_handle: Some(0),
            status: Win32Error::NERR_Success,
        },
    )
}

#[test]
fn an_error_stands_behind_the_null_pointer_of_a_level_that_is_known_by_name_only() {
    let reply = WkstaGetInfoReply {
        info: WkstaInfo::Info502(NullArm),
        status: Win32Error::ERROR_INVALID_LEVEL,
    };
    let image = [
        0xf6, 1, 0, 0, // the union's tag
        0, 0, 0, 0, // WkstaInfo502
        124, 0, 0, 0, // ERROR_INVALID_LEVEL
    ];
    assert_image(&reply, &image);
}
