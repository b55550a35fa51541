//! One report of each kind (but for settings, which `config` shows), for the tests of text and JSON. Each name has what must not reach a terminal.

use member::joining::{Joined, Left, Renamed};
use member::{ChannelFailure, ChannelStatus, PasswordStatus, Status};
use wire::FileTime;

use crate::report::{
    AccountKind, AccountLine, AccountReport, DomainReport, Done, EventLine, ExceptionLine,
    GroupLine, Member, PolicyReport, Report, RightsLine, TrustDirection, TrustLine,
};

const MADE: FileTime = FileTime::from_unix_seconds(1_700_000_000);

pub(crate) fn all() -> Vec<Report> {
    let mut samples = of_a_domain();
    samples.extend(of_a_member());
    samples
}

fn of_a_domain() -> Vec<Report> {
    vec![
        Report::Domain(DomainReport {
            domain: "OURDOM".to_owned(),
            sid: "S-1-5-21-1-2-3".to_owned(),
            controller: "OURPDC".to_owned(),
            created: MADE,
            users: 2,
            groups: 5,
            aliases: 0,
        }),
        Report::Done(Done::with_rid("user", "evil\u{1b}[2J", "added", 1000)),
        Report::Accounts(vec![AccountLine {
            rid: 1001,
            name: "evil\u{1b}[2J$".to_owned(),
            kind: AccountKind::Workstation,
            disabled: true,
        }]),
        Report::Account(Box::new(account())),
        Report::Groups(vec![GroupLine {
            rid: 512,
            domain: "OURDOM".to_owned(),
            name: "evil\u{1b}[2J".to_owned(),
            comment: "evil\u{202e}".to_owned(),
        }]),
        Report::Members(vec![
            Member {
                sid: "S-1-5-21-1-2-3-1000".to_owned(),
                name: Some("OURDOM\\evil\u{1b}[2J".to_owned()),
            },
            Member {
                sid: "S-1-5-21-4-5-6-1000".to_owned(),
                name: None,
            },
        ]),
        Report::Policy(Box::new(PolicyReport::from(store::Policy::default()))),
        Report::Rights(vec![RightsLine {
            sid: "S-1-5-32-544".to_owned(),
            name: Some(r"BUILTIN\Administrators".to_owned()),
            rights: vec!["SeMachineAccountPrivilege".to_owned()],
        }]),
        Report::Events(vec![
            event(1, None),
            event(7, Some("A\u{1b}[2J".to_owned())),
        ]),
        Report::Exceptions(vec![exception()]),
        Report::Trusts(vec![
            TrustLine {
                domain: "OTHER".to_owned(),
                dns_name: Some("evil\u{1b}[2J".to_owned()),
                sid: Some("S-1-5-21-4-5-6".to_owned()),
                direction: TrustDirection::Both,
            },
            TrustLine::of_account("evil\u{1b}[2J"),
        ]),
    ]
}

fn of_a_member() -> Vec<Report> {
    vec![
        Report::Joined(Joined {
            computer: r"\\M".to_owned(),
            domain: "evil\u{1b}[2J".to_owned(),
            dns_name: None,
            sid: "S-1-5-21-1-2-3".to_owned(),
            controller: r"\\OURPDC".to_owned(),
            created: true,
        }),
        Report::Renamed(Renamed {
            from: "M".to_owned(),
            computer: r"\\N".to_owned(),
            domain: "OURDOM".to_owned(),
            controller: r"\\OURPDC".to_owned(),
            account_renamed: true,
        }),
        Report::Left(Left {
            computer: r"\\M".to_owned(),
            domain: "OURDOM".to_owned(),
            disabled: false,
        }),
        Report::Status(status(ChannelStatus::Up {
            controller: "evil\u{1b}[2J".to_owned(),
            address: "10.75.0.6".to_owned(),
            since: 1_700_000_000,
            flags: 0x612f_ffff,
            refused: None,
        })),
        Report::Status(status(ChannelStatus::Up {
            controller: "OURPDC".to_owned(),
            address: "10.75.0.6".to_owned(),
            since: 1_700_000_000,
            flags: 0x612f_ffff,
            refused: Some(ChannelFailure::WrongPassword {
                controller: "OURPDC".to_owned(),
            }),
        })),
        Report::Status(status(ChannelStatus::Down {
            since: 1_700_000_000,
            failure: ChannelFailure::WrongPassword {
                controller: "OURPDC".to_owned(),
            },
            retry: 1_700_000_900,
        })),
    ]
}

fn status(channel: ChannelStatus) -> serde_json::Value {
    let is_down = matches!(channel, ChannelStatus::Down { .. });
    let status = Status {
        domain: Some("OURDOM".to_owned()),
        computer: "M".to_owned(),
        renaming: is_down.then(|| "N".to_owned()),
        channel,
        password: Some(PasswordStatus {
            set: 1_700_000_000,
            due: Some(1_700_604_800),
            pending_since: is_down.then_some(1_700_000_100),
            generation: 7,
            accepted: None,
            last_failure: None,
        }),
        running: true,
        paused: false,
        copied: is_down.then(|| "it is another machine's".to_owned()),
    };
    serde_json::to_value(status).unwrap()
}

fn account() -> AccountReport {
    AccountReport {
        name: "evil\u{1b}[2J".to_owned(),
        rid: 1000,
        kind: AccountKind::Person,
        full_name: "evil\u{9b}31m".to_owned(),
        comment: String::new(),
        home_directory: r"\\server\evil".to_owned(),
        home_drive: "H:".to_owned(),
        script: String::new(),
        profile: String::new(),
        workstations: "WS1,WS2".to_owned(),
        groups: vec!["Domain Users".to_owned()],
        disabled: false,
        locked: true,
        created: MADE,
        account_expires: FileTime::NEVER,
        password_last_set: FileTime::ZERO,
        previous_password_used: MADE,
        password_must_change: FileTime::ZERO,
        last_logon: MADE,
        logon_count: 3,
        bad_password_time: MADE,
        bad_password_count: 5,
    }
}

fn event(count: u64, text: Option<String>) -> EventLine {
    EventLine {
        record: 1,
        time: MADE,
        last_time: FileTime::from_unix_seconds(1_700_000_100),
        count,
        id: 5722,
        kind: "error",
        source: "NETLOGON".to_owned(),
        computer: "OURPDC".to_owned(),
        text,
        strings: vec!["evil\u{1b}[2J".to_owned(), "M$".to_owned()],
        data: "220000c0".to_owned(),
        status: Some("STATUS_ACCESS_DENIED (0xC0000022)".to_owned()),
        connection: Some(0xabc),
        user: None,
    }
}

fn exception() -> ExceptionLine {
    ExceptionLine {
        account: "old\u{1b}$".to_owned(),
        kinds: vec!["weak-crypto", "no-seal"],
        owner: "carol".to_owned(),
        reason: "evil\u{1b}[2J".to_owned(),
        created: MADE,
        until: FileTime::from_unix_seconds(1_702_592_000),
        ended: false,
        uses: 4,
        last_use: MADE,
    }
}
