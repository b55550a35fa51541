use msrpc::srvsvc::*;
use ndr::{Counted, Leveled};
use wire::Win32Error;

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Srvsvc>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut all: Vec<_> = [
        ServerInfo::Info100(Some(info_100())),
        ServerInfo::Info101(Some(info_101())),
        ServerInfo::Info102(Some(info_102())),
        ServerInfo::Info502(NullArm),
        ServerInfo::Info503(NullArm),
    ]
    .into_iter()
    .map(|info| {
        exchange(
            &ServerGetInfo {
                server_name: Some("\\\\PDC".into()),
                level: ndr::Union::tag(&info),
            },
            &ServerGetInfoReply {
                info,
                status: Win32Error::NERR_Success,
            },
        )
    })
    .collect();
    all.push(exchange(
        &RemoteTod {
            server_name: Some("PDC".into()),
        },
        &RemoteTodReply {
            time: Some(time()),
            status: Win32Error::NERR_Success,
        },
    ));
    all.extend(session_exchanges());
    all.push(exchange(
        &SessionDel {
            server_name: None,
            client_name: Some("10.75.0.11".into()),
            user_name: Some("M$".into()),
        },
        &Win32Reply {
            status: Win32Error::NERR_Success,
        },
    ));
    all.push(exchange(
        &NameValidate {
            server_name: None,
            name: "M".into(),
            name_type: NameType::COMPUTER,
            flags: 0,
        },
        &Win32Reply {
            status: Win32Error::NERR_Success,
        },
    ));
    all.push(exchange(
        &ShareEnumSticky {
            server_name: None,
            info: Leveled(ShareInfos::Level1(Some(Counted(vec![])))),
            preferred_maximum_length: u32::MAX,
            resume_handle: None,
        },
        &ShareEnumReply {
            info: Leveled(ShareInfos::Level1(Some(Counted(vec![])))),
            total_entries: 0,
            resume_handle: None,
            status: Win32Error::NERR_Success,
        },
    ));
    all.extend(shares());
    all
}

fn shares() -> Vec<Exchange> {
    let mut all: Vec<_> = [
        (
            ShareInfos::Level0(Some(Counted(vec![]))),
            ShareInfos::Level0(Some(vec![share_0()].into())),
        ),
        (
            ShareInfos::Level1(Some(Counted(vec![]))),
            ShareInfos::Level1(Some(vec![share_1()].into())),
        ),
        (
            ShareInfos::Level2(Some(Counted(vec![]))),
            ShareInfos::Level2(Some(vec![share_2()].into())),
        ),
        (
            ShareInfos::Level501(Some(Counted(vec![]))),
            ShareInfos::Level501(Some(vec![share_501()].into())),
        ),
        (
            ShareInfos::Level502(Some(Counted(vec![]))),
            ShareInfos::Level502(Some(vec![share_502()].into())),
        ),
    ]
    .into_iter()
    .map(|(asked, answered)| {
        exchange(
            &ShareEnum {
                server_name: Some("\\\\PDC".into()),
                info: Leveled(asked),
                preferred_maximum_length: u32::MAX,
                resume_handle: Some(0),
            },
            &ShareEnumReply {
                info: Leveled(answered),
                total_entries: 1,
                resume_handle: Some(0),
                status: Win32Error::NERR_Success,
            },
        )
    })
    .collect();
    all.extend(
        [
            ShareInfo::Info0(Some(share_0())),
            ShareInfo::Info1(Some(share_1())),
            ShareInfo::Info2(Some(share_2())),
            ShareInfo::Info501(Some(share_501())),
            ShareInfo::Info502(Some(share_502())),
            ShareInfo::Info1005(NullArm),
        ]
        .map(|info| {
            exchange(
                &ShareGetInfo {
                    server_name: None,
                    net_name: "IPC$".into(),
                    level: ndr::Union::tag(&info),
                },
                &ShareGetInfoReply {
                    info,
                    status: Win32Error::NERR_Success,
                },
            )
        }),
    );
    all
}

fn share_1() -> ShareInfo1 {
    ShareInfo1 {
        net_name: Some("IPC$".into()),
        share_type: ShareType::IPC | ShareType::SPECIAL,
        remark: Some("IPC".into()),
    }
}

fn share_2() -> ShareInfo2 {
    ShareInfo2 {
        info: share_1(),
        max_uses: u32::MAX,
        path: Some("".into()),
        ..ShareInfo2::default()
    }
}

fn share_0() -> ShareInfo0 {
    ShareInfo0 {
        net_name: Some("IPC$".into()),
    }
}

fn share_501() -> ShareInfo501 {
    ShareInfo501 {
        info: share_1(),
        flags: 0x30,
    }
}

fn share_502() -> ShareInfo502 {
    ShareInfo502 {
        info: share_2(),
        security_descriptor: Counted(vec![]),
    }
}

/// Each level of `NetrSessionEnum`.
fn session_exchanges() -> Vec<Exchange> {
    let levels = [
        (
            SessionInfo::Level1(Some(Counted(vec![]))),
            SessionInfo::Level1(Some(sessions_1())),
        ),
        (
            SessionInfo::Level10(Some(Counted(vec![]))),
            SessionInfo::Level10(Some(sessions_10())),
        ),
        (
            SessionInfo::Level0(Some(Counted(vec![]))),
            SessionInfo::Level0(Some(sessions_0())),
        ),
        (
            SessionInfo::Level2(Some(Counted(vec![]))),
            SessionInfo::Level2(Some(sessions_2())),
        ),
        (
            SessionInfo::Level502(Some(Counted(vec![]))),
            SessionInfo::Level502(Some(sessions_502())),
        ),
    ];
    let exchange = |(asked, answered)| sessions(asked, answered);
    levels.into_iter().map(exchange).collect()
}

fn sessions(asked: SessionInfo, answered: SessionInfo) -> Exchange {
    exchange(
        &SessionEnum {
            server_name: None,
            client_name: Some("\\\\M".into()),
            user_name: Some("root".into()),
            info: Leveled(asked),
            preferred_maximum_length: u32::MAX,
            resume_handle: Some(0),
        },
        &SessionEnumReply {
            info: Leveled(answered),
            total_entries: 2,
            resume_handle: Some(0),
            status: Win32Error::NERR_Success,
        },
    )
}

fn info_100() -> ServerInfo100 {
    ServerInfo100 {
        platform_id: 500,
        name: Some("PDC".into()),
    }
}

fn info_101() -> ServerInfo101 {
    ServerInfo101 {
        info: info_100(),
        version_major: 6,
        version_minor: 1,
        server_type: ServerType::WORKSTATION | ServerType::DOMAIN_CTRL,
        comment: Some("Samba".into()),
    }
}

fn info_102() -> ServerInfo102 {
    ServerInfo102 {
        info: info_101(),
        users: 100,
        disconnect_minutes: -1,
        hidden: 0,
        announce: 240,
        announce_delta: 3000,
        licenses: 0,
        user_path: Some("C:\\".into()),
    }
}

fn time() -> TimeOfDay {
    TimeOfDay {
        elapsed: 1_700_000_000,
        milliseconds: 1234,
        hours: 22,
        minutes: 13,
        seconds: 20,
        hundredths: 5,
        timezone: -60,
        interval: 310,
        day: 14,
        month: 11,
        year: 2023,
        weekday: 2,
    }
}

fn sessions_1() -> Counted<SessionInfo1> {
    Counted(vec![SessionInfo1 {
        client_name: Some("10.0.0.1".into()),
        user_name: Some("root".into()),
        opens: 3,
        seconds: 70,
        idle_seconds: 5,
        user_flags: SessionFlags::GUEST,
    }])
}

fn sessions_0() -> Counted<SessionInfo0> {
    Counted(vec![SessionInfo0 {
        client_name: Some("10.0.0.1".into()),
    }])
}

fn sessions_2() -> Counted<SessionInfo2> {
    let with_type = |info| SessionInfo2 {
        info,
        client_type: Some("".into()),
    };
    Counted(sessions_1().0.into_iter().map(with_type).collect())
}

fn sessions_502() -> Counted<SessionInfo502> {
    let with_transport = |info| SessionInfo502 {
        info,
        transport: Some("TCP".into()),
    };
    Counted(sessions_2().0.into_iter().map(with_transport).collect())
}

fn sessions_10() -> Counted<SessionInfo10> {
    let session = |client: &str, user: &str| SessionInfo10 {
        client_name: Some(client.into()),
        user_name: Some(user.into()),
        seconds: 70,
        idle_seconds: 5,
    };
    Counted(vec![session("10.0.0.1", "root"), session("M", "")])
}

#[test]
fn a_server_on_the_wire() {
    let reply = ServerGetInfoReply {
        info: ServerInfo::Info101(Some(info_101())),
        status: Win32Error::NERR_Success,
    };
    let octets = [
        101, 0, 0, 0, // InfoStruct: tag
        0x00, 0x00, 2, 0, // ServerInfo101: referent
        0xf4, 0x01, 0, 0, // sv101_platform_id: 500
        0x04, 0x00, 2, 0, // sv101_name: referent
        6, 0, 0, 0, 1, 0, 0, 0, // sv101_version_major, sv101_version_minor
        0x09, 0, 0, 0, // sv101_type
        0x08, 0x00, 2, 0, // sv101_comment: referent
        4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, // maximum count, offset, actual count
        b'P', 0, b'D', 0, b'C', 0, 0, 0, //
        6, 0, 0, 0, 0, 0, 0, 0, 6, 0, 0, 0, // maximum count, offset, actual count
        b'S', 0, b'a', 0, b'm', 0, b'b', 0, b'a', 0, 0, 0, //
        0, 0, 0, 0, // NERR_Success
    ];
    assert_image(&reply, &octets);
    assert_eq!(reply.info.common(), Some(&info_100()));
    assert_eq!(reply.info.version(), Some(&info_101()));
}

#[test]
fn an_error_has_no_server() {
    let reply = ServerGetInfoReply {
        info: ServerInfo::Info102(None),
        status: Win32Error::ERROR_ACCESS_DENIED,
    };
    assert_image(&reply, &[102, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0]);
    assert_eq!((reply.info.common(), reply.info.version()), (None, None));
}

#[test]
fn asking_for_sessions_on_the_wire() {
    let request = SessionEnum {
        server_name: None,
        client_name: None,
        user_name: None,
        info: Leveled(SessionInfo::Level10(Some(Counted(vec![])))),
        preferred_maximum_length: u32::MAX,
        resume_handle: None,
    };
    let octets = [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, // ServerName, ClientName, UserName: null
        10, 0, 0, 0, // InfoStruct.Level
        10, 0, 0, 0, // InfoStruct.SessionInfo: tag
        0x00, 0x00, 2, 0, // Level10: referent
        0, 0, 0, 0, 0, 0, 0, 0, // EntriesRead, Buffer: null
        0xff, 0xff, 0xff, 0xff, // PreferedMaximumLength: MAX_PREFERRED_LENGTH
        0, 0, 0, 0, // ResumeHandle: null
    ];
    assert_image(&request, &octets);
}

// Samba knows neither of the two levels.
#[test]
fn an_error_stands_behind_the_null_pointer_of_a_level_that_is_known_by_name_only() {
    let status = Win32Error::ERROR_INVALID_LEVEL;
    let server = ServerGetInfoReply {
        info: ServerInfo::Info103(NullArm),
        status,
    };
    assert_image(&server, &[103, 0, 0, 0, 0, 0, 0, 0, 124, 0, 0, 0]);
    let share = ShareGetInfoReply {
        info: ShareInfo::Info503(NullArm),
        status,
    };
    assert_image(&share, &[0xf7, 1, 0, 0, 0, 0, 0, 0, 124, 0, 0, 0]);
}
