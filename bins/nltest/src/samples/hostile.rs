//! Answers of a server that puts into names whatever a terminal might act on.

use admin::control::{
    AddressSite, BackupState, ChannelQuestion, ChannelState, ControlFlags, ControllerInfo,
    ControllerList, ForestNames, ForestRecord, FoundUser, ListedController, ParentDomain,
    ServiceState, Trust, TrustFlags, UserReport, WhoWillAnswer, WhoWillReport,
};
use locate::DsFlags;
use wire::{FileTime, Win32Error};

use crate::answer::Answer;
use crate::question::Question;

/// One of each kind that has names in it.
#[expect(clippy::too_many_lines, reason = "one answer of each kind")]
pub(crate) fn hostile() -> Vec<(Question, Answer)> {
    let evil = || "\u{1b}[2J\u{202e}\r\nStatus = 0\u{7}".to_owned();
    let info = ControllerInfo {
        name: evil(),
        address: evil(),
        domain_guid: None,
        domain_name: Some(evil()),
        forest_name: Some(evil()),
        dc_site: Some(evil()),
        client_site: Some(evil()),
        flags: DsFlags(u32::MAX),
    };
    let controller = |has_directory| ListedController {
        name: evil(),
        is_pdc: true,
        has_directory,
        site: Some(evil()),
    };
    let list = |has_directory| {
        Answer::Controllers(ControllerList {
            domain: evil(),
            asked: Some(evil()),
            controllers: vec![controller(has_directory)],
        })
    };
    let trust = Trust {
        name: Some(evil()),
        dns_name: Some(evil()),
        flags: TrustFlags(u32::MAX),
        parent: Some(u32::MAX),
        kind: u32::MAX,
        attributes: u32::MAX,
        sid: None,
        guid: None,
    };
    let user = UserReport {
        name: evil(),
        rid: u32::MAX,
        last_logon: FileTime(u64::MAX),
        password_last_set: FileTime(u64::MAX),
        account_expires: FileTime(u64::MAX),
        primary_group_id: u32::MAX,
        user_account_control: u32::MAX,
        country_code: u16::MAX,
        code_page: u16::MAX,
        bad_password_count: u16::MAX,
        logon_count: u16::MAX,
    };
    let found = FoundUser {
        domain: evil(),
        controller: evil(),
    };
    let state = ChannelState {
        domain: evil(),
        flags: ControlFlags(u32::MAX),
        controller: Some(evil()),
        status: Win32Error(u32::MAX),
        verification: Some(Win32Error(u32::MAX)),
        is_trust: None,
    };
    let parent = ParentDomain {
        name: evil(),
        pdc_same_site: false,
    };
    let backup = BackupState {
        server: evil(),
        state: Ok(ServiceState {
            flags: ControlFlags(u32::MAX),
            status: Win32Error(u32::MAX),
        }),
    };
    let pdc = Answer::Pdc {
        domain: evil(),
        name: evil(),
    };
    let who_will = WhoWillReport {
        at: FileTime(u64::MAX),
        mailslot: evil(),
        answers: vec![WhoWillAnswer {
            controller: evil(),
            domain: evil(),
            user: evil(),
            will: true,
        }],
    };
    let answers = [
        Answer::WhoWill(who_will),
        Answer::Located(Box::new(info)),
        list(true),
        list(false),
        Answer::Trusts(vec![trust]),
        Answer::User(Box::new(user)),
        Answer::FoundUser(found),
        Answer::Channel(state),
        Answer::ParentDomain(parent),
        Answer::Backups(vec![backup]),
        pdc,
        Answer::Site(evil()),
        Answer::Sites(vec![evil()]),
        Answer::TrustedDomains(vec![evil()]),
        Answer::AddressSites(vec![AddressSite {
            address: [10, 0, 0, 1].into(),
            site: Some(evil()),
            subnet: Some(evil()),
        }]),
        Answer::Forest(vec![
            hostile_record(ForestNames::TopLevelName { name: evil() }),
            hostile_record(ForestNames::Exclusion { name: evil() }),
            hostile_record(ForestNames::Domain {
                dns_name: evil(),
                netbios_name: evil(),
                sid: None,
            }),
        ]),
    ];
    answers
        .map(|answer| (Question::Channel(ChannelQuestion::Verify, evil()), answer))
        .into()
}

const fn hostile_record(names: ForestNames) -> ForestRecord {
    ForestRecord {
        flags: u32::MAX,
        names,
    }
}
