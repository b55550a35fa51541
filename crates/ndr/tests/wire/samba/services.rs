//! `srvsvc`, `svcctl` and `wkssvc`: levels, pointers in front of their counts.

use ndr::{ContextHandle, Counted, Leveled, Ndr, Params, ThenCount, Unique, WideStr};
use wire::Win32Error;

use super::HANDLE;
use crate::image;

/// `NetrSessionEnum` request, [MS-SRVS] 3.1.4.5.
#[derive(Params, PartialEq)]
struct SessionEnum {
    server_name: Unique<WideStr>,
    client_name: Unique<WideStr>,
    user_name: Unique<WideStr>,
    info: SessionEnumStruct,
    preferred_maximum_length: u32,
    resume: Unique<u32>,
}

/// `SESSION_ENUM_STRUCT`, [MS-SRVS] 2.2.4.21: a level and a union, in a structure.
#[derive(Ndr, PartialEq)]
struct SessionEnumStruct {
    info: Leveled<SessionEnumUnion>,
}

/// `SESSION_ENUM_UNION`, [MS-SRVS].
#[derive(Ndr, PartialEq)]
#[ndr(tag = u32)]
enum SessionEnumUnion {
    #[ndr(case = 0)]
    Level0(Unique<Counted<SessionInfo0>>),
}

/// `SESSION_INFO_0`, [MS-SRVS].
#[derive(Ndr, PartialEq)]
struct SessionInfo0 {
    computer_name: Unique<WideStr>,
}

#[test]
fn srvsvc_net_sess_enum_in() {
    let request = SessionEnum {
        server_name: Some("S".into()),
        client_name: None,
        user_name: None,
        info: SessionEnumStruct {
            info: SessionEnumUnion::Level0(Some(
                vec![
                    SessionInfo0 {
                        computer_name: Some("A".into()),
                    },
                    SessionInfo0 {
                        computer_name: None,
                    },
                ]
                .into(),
            ))
            .into(),
        },
        preferred_maximum_length: 0xffff_ffff,
        resume: Some(0),
    };
    image(
        &request,
        &[
            0x00, 0x00, 0x02, 0x00, // ServerName: referent
            2, 0, 0, 0, // maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'S', 0, 0, 0, // "S" and its terminator
            0, 0, 0, 0, // ClientName: null
            0, 0, 0, 0, // UserName: null
            0, 0, 0, 0, // Level
            0, 0, 0, 0, // tag: Level0
            0x04, 0x00, 0x02, 0x00, // SESSION_INFO_0_CONTAINER: referent
            2, 0, 0, 0, // EntriesRead
            0x08, 0x00, 0x02, 0x00, // Buffer: referent
            2, 0, 0, 0, // maximum count
            0x0c, 0x00, 0x02, 0x00, // Buffer[0].sesi0_cname: referent
            0, 0, 0, 0, // Buffer[1].sesi0_cname: null
            2, 0, 0, 0, // Buffer[0].sesi0_cname: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'A', 0, 0, 0, // "A" and its terminator
            0xff, 0xff, 0xff, 0xff, // PreferedMaximumLength
            0x10, 0x00, 0x02, 0x00, // ResumeHandle: referent
            0, 0, 0, 0, // ResumeHandle
        ],
    );
}

/// `RCreateServiceW` request, [MS-SCMR] 3.1.4.12.
#[derive(Params, PartialEq)]
struct CreateService {
    manager: ContextHandle,
    service_name: WideStr,
    display_name: Unique<WideStr>,
    desired_access: u32,
    service_type: u32,
    start_type: u32,
    error_control: u32,
    binary_path_name: WideStr,
    load_order_group: Unique<WideStr>,
    tag_id: Unique<u32>,
    dependencies: ThenCount<u8>,
    service_start_name: Unique<WideStr>,
    password: ThenCount<u8>,
}

#[test]
fn svcctl_create_service_in() {
    let request = CreateService {
        manager: HANDLE,
        service_name: "s".into(),
        display_name: None,
        desired_access: 1,
        service_type: 0x10,
        start_type: 3,
        error_control: 1,
        binary_path_name: "p".into(),
        load_order_group: None,
        tag_id: None,
        dependencies: vec![b'A', 0, 0, 0, 0, 0].into(),
        service_start_name: None,
        password: vec![].into(),
    };
    image(
        &request,
        &[
            0, 0, 0, 0, // handle: attributes
            0x04, 0x03, 0x02, 0x01, 0x06, 0x05, 0x08, 0x07, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e,
            0x0f, 0x10, // uuid
            2, 0, 0, 0, // lpServiceName: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b's', 0, 0, 0, // "s" and its terminator
            0, 0, 0, 0, // lpDisplayName: null
            1, 0, 0, 0, // dwDesiredAccess
            0x10, 0x00, 0x00, 0x00, // dwServiceType
            3, 0, 0, 0, // dwStartType
            1, 0, 0, 0, // dwErrorControl
            2, 0, 0, 0, // lpBinaryPathName: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'p', 0, 0, 0, // "p" and its terminator
            0, 0, 0, 0, // lpLoadOrderGroup: null
            0, 0, 0, 0, // lpdwTagId: null
            0x00, 0x00, 0x02, 0x00, // lpDependencies: referent
            6, 0, 0, 0, // maximum count
            0x41, 0x00, 0x00, 0x00, 0x00, 0x00, // octets
            0, 0, // padding
            6, 0, 0, 0, // dwDependSize
            0, 0, 0, 0, // lpServiceStartName: null
            0, 0, 0, 0, // lpPassword: null
            0, 0, 0, 0, // dwPwSize
        ],
    );
}

/// `NetrWkstaGetInfo` reply, [MS-WKST] 3.2.4.1.
#[derive(Params, PartialEq)]
struct WkstaGetInfoReply {
    info: WkstaInfo,
    status: Win32Error,
}

/// `WKSTA_INFO`, [MS-WKST].
#[derive(Ndr, PartialEq)]
#[ndr(tag = u32)]
enum WkstaInfo {
    #[ndr(case = 100)]
    Level100(Unique<WkstaInfo100>),
}

/// `WKSTA_INFO_100`, [MS-WKST].
#[derive(Ndr, PartialEq)]
struct WkstaInfo100 {
    platform_id: u32,
    computer_name: Unique<WideStr>,
    lan_group: Unique<WideStr>,
    ver_major: u32,
    ver_minor: u32,
}

#[test]
fn wkssvc_net_wksta_get_info_out() {
    let reply = WkstaGetInfoReply {
        info: WkstaInfo::Level100(Some(WkstaInfo100 {
            platform_id: 500,
            computer_name: Some("M".into()),
            lan_group: Some("DOM".into()),
            ver_major: 6,
            ver_minor: 1,
        })),
        status: Win32Error(0),
    };
    image(
        &reply,
        &[
            0x64, 0x00, 0x00, 0x00, // tag: WkstaInfo100
            0x00, 0x00, 0x02, 0x00, // WkstaInfo100: referent
            0xf4, 0x01, 0x00, 0x00, // wki100_platform_id
            0x04, 0x00, 0x02, 0x00, // wki100_computername: referent
            0x08, 0x00, 0x02, 0x00, // wki100_langroup: referent
            6, 0, 0, 0, // wki100_ver_major
            1, 0, 0, 0, // wki100_ver_minor
            2, 0, 0, 0, // wki100_computername: maximum count
            0, 0, 0, 0, // offset
            2, 0, 0, 0, // actual count
            b'M', 0, 0, 0, // "M" and its terminator
            4, 0, 0, 0, // wki100_langroup: maximum count
            0, 0, 0, 0, // offset
            4, 0, 0, 0, // actual count
            b'D', 0, b'O', 0, b'M', 0, 0, 0, // "DOM" and its terminator
            0, 0, 0, 0, // status
        ],
    );
}
