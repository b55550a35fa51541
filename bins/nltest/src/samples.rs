//! One answer of each kind, healthy and broken, for the tests of text and JSON.

mod hostile;

use admin::control::{
    AddressSite, BackupState, ChannelQuestion, ChannelState, ControlFlags, ControllerInfo,
    ControllerList, DcRequirements, ForestNames, ForestRecord, FoundUser, ListedController,
    ParentDomain, ServiceQuestion, ServiceState, Trust, TrustFlags, UserReport, Wanted,
    WhoWillAnswer, WhoWillReport,
};
use admin::{Problem, Reason, Side};
use locate::DsFlags;
use wire::{FileTime, Win32Error};

pub(crate) use self::hostile::hostile;
use crate::answer::Answer;
use crate::question::Question;

pub(crate) type Sample = (&'static str, Question, Answer);

/// All of them, each with the command line that asks it.
pub(crate) fn all() -> Vec<Sample> {
    let mut samples = channels();
    samples.extend(services());
    samples.extend(places());
    samples.extend(sites());
    samples.extend(domains());
    samples.extend(accounts());
    samples
}

fn channels() -> Vec<Sample> {
    let good = Win32Error::NERR_Success;
    let has = ControlFlags::HAS_IP | ControlFlags::HAS_TIMESERV;
    let verified = ControlFlags::VERIFY_STATUS_RETURNED;
    let denied = Win32Error::ERROR_ACCESS_DENIED;
    let missing = Win32Error::ERROR_NO_TRUST_SAM_ACCOUNT;
    let unreached = Win32Error::ERROR_NO_LOGON_SERVERS;
    let (query, verify, reset) = (
        ChannelQuestion::Query,
        ChannelQuestion::Verify,
        ChannelQuestion::Reset,
    );
    vec![
        (
            "/sc_query:DOMAIN",
            Question::Channel(query, "DOMAIN".into()),
            channel(has, Some(r"\\pdc.corp.example"), good, None),
        ),
        (
            "/sc_query:DOMAIN, password mismatch",
            Question::Channel(query, "DOMAIN".into()),
            channel(ControlFlags(0), None, denied, None),
        ),
        (
            "/sc_query:DOMAIN, never used",
            Question::Channel(query, "DOMAIN".into()),
            channel(ControlFlags(0), None, unreached, None),
        ),
        (
            "/sc_verify:DOMAIN",
            Question::Channel(verify, "DOMAIN".into()),
            channel(has | verified, Some(r"\\DOMAINPDC"), good, Some(good)),
        ),
        (
            "/sc_verify:DOMAIN, account missing",
            Question::Channel(verify, "DOMAIN".into()),
            channel(verified, None, missing, Some(missing)),
        ),
        (
            "/sc_verify:DOMAIN, nobody there",
            Question::Channel(verify, "DOMAIN".into()),
            channel(verified, None, unreached, Some(unreached)),
        ),
        (
            "/sc_reset:DOMAIN, password mismatch",
            Question::Channel(reset, "DOMAIN".into()),
            channel(ControlFlags(0), None, denied, None),
        ),
        (
            "/sc_verify:OTHER, broken trust",
            Question::Channel(verify, "OTHER".into()),
            broken_trust(),
        ),
    ]
}

fn channel(
    flags: ControlFlags,
    controller: Option<&str>,
    status: Win32Error,
    verification: Option<Win32Error>,
) -> Answer {
    Answer::Channel(ChannelState {
        domain: "DOMAIN".into(),
        flags,
        controller: controller.map(str::to_owned),
        status,
        verification,
        is_trust: (status != Win32Error::NERR_Success).then_some(false),
    })
}

fn broken_trust() -> Answer {
    Answer::Channel(ChannelState {
        domain: "OTHER".into(),
        flags: ControlFlags::VERIFY_STATUS_RETURNED,
        controller: None,
        status: Win32Error::ERROR_ACCESS_DENIED,
        verification: Some(Win32Error::ERROR_ACCESS_DENIED),
        is_trust: Some(true),
    })
}

fn services() -> Vec<Sample> {
    let state = |flags, status| ServiceState { flags, status };
    let good = Win32Error::NERR_Success;
    let backup = |name: &str, state| BackupState {
        server: name.into(),
        state,
    };
    let problem = Problem {
        side: Side::Member(r"\\BDC3".into()),
        reason: Reason::ConnectionRefused,
    };
    let behind = ControlFlags::REPLICATION_NEEDED | ControlFlags::FULL_SYNC_REPLICATION;
    vec![
        (
            "/query",
            Question::Service(ServiceQuestion::Query),
            Answer::Service(state(ControlFlags(0), good)),
        ),
        (
            "/repl, broken",
            Question::Service(ServiceQuestion::Replicate),
            Answer::Service(state(behind, Win32Error::ERROR_NO_LOGON_SERVERS)),
        ),
        (
            "/sc_change_pwd:DOMAIN",
            Question::ChangePassword("DOMAIN".into()),
            Answer::Service(state(ControlFlags(0), good)),
        ),
        (
            "/logon_query",
            Question::LogonAttempts,
            Answer::LogonAttempts(17),
        ),
        (
            "/bdc_query:DOMAIN",
            Question::Backups("DOMAIN".into()),
            Answer::Backups(vec![
                backup(r"\\BDC1", Ok(state(ControlFlags(0), good))),
                backup(r"\\BDC2", Ok(state(behind, good))),
                backup(r"\\BDC3", Err(problem)),
            ]),
        ),
    ]
}

fn places() -> Vec<Sample> {
    let controller = |name: &str, is_pdc, site: Option<&str>| ListedController {
        name: name.into(),
        is_pdc,
        has_directory: site.is_some(),
        site: site.map(str::to_owned),
    };
    let site = Some("Default-First-Site-Name");
    let list = |asked: Option<&str>, controllers| {
        Answer::Controllers(ControllerList {
            domain: "DOMAIN".into(),
            asked: asked.map(str::to_owned),
            controllers,
        })
    };
    let wanted = Wanted {
        domain: Some("corp.example".into()),
        requirements: DcRequirements::PDC_REQUIRED,
        ..Wanted::default()
    };
    vec![
        (
            "/dsgetdc:corp.example /pdc",
            Question::Locate(wanted.clone()),
            located(),
        ),
        (
            "/dsgetdc:DOMAIN, NT4-style",
            Question::Locate(wanted),
            located_nt4(),
        ),
        (
            "/dclist:DOMAIN, NT4-style",
            Question::Controllers("DOMAIN".into()),
            list(
                Some(r"\\TEST2"),
                vec![
                    controller("TEST2", true, None),
                    controller("TEST1", false, None),
                ],
            ),
        ),
        (
            "/dclist:DOMAIN",
            Question::Controllers("DOMAIN".into()),
            list(
                Some(r"\\DC1"),
                vec![
                    controller("dc1.corp.example", true, site),
                    controller("dc2.corp.example", false, site),
                ],
            ),
        ),
        (
            "/dcname:DOMAIN",
            Question::Pdc("DOMAIN".into()),
            Answer::Pdc {
                domain: "DOMAIN".into(),
                name: r"\\DOMAINPDC".into(),
            },
        ),
    ]
}

fn sites() -> Vec<Sample> {
    vec![
        ("/dsgetsite", Question::Site, Answer::Site("Here".into())),
        (
            "/dsgetsitecov",
            Question::SiteCoverage,
            Answer::Sites(vec!["Here".into(), "There".into()]),
        ),
        (
            "/dsaddresstosite:MEMBER",
            Question::AddressSites {
                machine: "MEMBER".into(),
                addresses: Vec::new(),
            },
            Answer::AddressSites(vec![
                AddressSite {
                    address: [10, 0, 0, 1].into(),
                    site: Some("Here".into()),
                    subnet: Some("10.0.0.0/24".into()),
                },
                AddressSite {
                    address: [10, 9, 9, 9].into(),
                    site: None,
                    subnet: None,
                },
            ]),
        ),
    ]
}

fn located() -> Answer {
    let dns = DsFlags::DNS_DC.0 | DsFlags::DNS_DOMAIN.0 | DsFlags::DNS_FOREST.0;
    Answer::Located(Box::new(ControllerInfo {
        name: r"\\dc1.corp.example".into(),
        address: r"\\10.0.0.1".into(),
        domain_guid: Some("c5c5a1a4-4a75-4d24-b6a1-0c2f9e3d7b10".parse().unwrap()),
        domain_name: Some("corp.example".into()),
        forest_name: Some("corp.example".into()),
        dc_site: Some("Default-First-Site-Name".into()),
        client_site: Some("Default-First-Site-Name".into()),
        flags: DsFlags(0x0001_f3fd | dns),
    }))
}

fn located_nt4() -> Answer {
    Answer::Located(Box::new(ControllerInfo {
        name: r"\\DOMAINPDC".into(),
        address: r"\\10.0.0.1".into(),
        domain_guid: None,
        domain_name: Some("DOMAIN".into()),
        forest_name: None,
        dc_site: None,
        client_site: None,
        flags: DsFlags(0x101),
    }))
}

fn domains() -> Vec<Sample> {
    let trust = |name: &str, dns: Option<&str>, flags, parent| Trust {
        name: Some(name.into()),
        dns_name: dns.map(str::to_owned),
        flags,
        parent,
        kind: if dns.is_some() { 2 } else { 1 },
        attributes: 0,
        sid: Some("S-1-5-21-1-2-3".parse().unwrap()),
        guid: None,
    };
    let own = TrustFlags::IN_FOREST
        | TrustFlags::TREE_ROOT
        | TrustFlags::PRIMARY
        | TrustFlags::NATIVE_MODE;
    let child = TrustFlags::IN_FOREST | TrustFlags::DIRECT_OUTBOUND | TrustFlags::DIRECT_INBOUND;
    let trusts = vec![
        trust("GS", None, TrustFlags::DIRECT_OUTBOUND, None),
        trust("CHILD", Some("child.corp.example"), child, Some(2)),
        trust("CORP", Some("corp.example"), own, None),
    ];
    let question = |verbose| Question::Trusts {
        kinds: TrustFlags(0x2b),
        verbose,
    };
    vec![
        (
            "/domain_trusts",
            question(false),
            Answer::Trusts(trusts.clone()),
        ),
        ("/domain_trusts /v", question(true), Answer::Trusts(trusts)),
        (
            "/dsgetfti:other.example",
            Question::Forest {
                domain: Some("other.example".into()),
                update: false,
            },
            Answer::Forest(forest()),
        ),
        (
            "/trusted_domains",
            Question::TrustedDomains,
            Answer::TrustedDomains(vec!["GS".into(), "RESDOM".into()]),
        ),
        (
            "/parentdomain",
            Question::ParentDomain,
            Answer::ParentDomain(ParentDomain {
                name: "corp.example".into(),
                pdc_same_site: true,
            }),
        ),
    ]
}

fn forest() -> Vec<ForestRecord> {
    let record = |names| ForestRecord { flags: 0, names };
    vec![
        record(ForestNames::TopLevelName {
            name: "other.example".into(),
        }),
        ForestRecord {
            flags: 1,
            names: ForestNames::Exclusion {
                name: "not.other.example".into(),
            },
        },
        record(ForestNames::Domain {
            dns_name: "other.example".into(),
            netbios_name: "OTHER".into(),
            sid: Some("S-1-5-21-4-5-6".parse().unwrap()),
        }),
        record(ForestNames::Other { record_type: 9 }),
    ]
}

fn accounts() -> Vec<Sample> {
    // The times of Microsoft's own example, which is eight hours behind.
    let set = FileTime(0x01c0_e577_9dad_5428);
    vec![
        (
            "/user:User1",
            Question::User("User1".into()),
            Answer::User(Box::new(UserReport {
                name: "User1".into(),
                rid: 0x3eb,
                last_logon: FileTime(0x01c0_e947_2ee6_1c9a),
                password_last_set: set,
                account_expires: FileTime::NEVER,
                primary_group_id: 0x201,
                user_account_control: 0x210,
                country_code: 0,
                code_page: 0,
                bad_password_count: 0,
                logon_count: 0x33,
            })),
        ),
        (
            "/finduser:bob",
            Question::FindUser("bob".into()),
            Answer::FoundUser(FoundUser {
                domain: "ESS".into(),
                controller: r"\\NET1".into(),
            }),
        ),
        (
            "/whowill:ESS bob",
            who_will("bob"),
            Answer::WhoWill(willing(true)),
        ),
        (
            "/whowill:ESS ghost",
            who_will("ghost"),
            Answer::WhoWill(willing(false)),
        ),
        (
            "/time:9dad5428 01c0e577",
            Question::Time(set),
            Answer::Time(set),
        ),
    ]
}

fn who_will(user: &str) -> Question {
    Question::WhoWill {
        domain: "ESS".into(),
        user: user.into(),
    }
}

fn willing(will: bool) -> WhoWillReport {
    WhoWillReport {
        at: FileTime(0x01c0_e577_9dad_5428),
        mailslot: r"\MAILSLOT\NET\GETDC0123456789ABCDEF".into(),
        answers: vec![WhoWillAnswer {
            controller: r"\\NET1".into(),
            domain: "ESS".into(),
            user: if will { "bob" } else { "ghost" }.into(),
            will,
        }],
    }
}
