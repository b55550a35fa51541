//! What a person and the scripts of a quarter of a century read: the lines of Windows's own tool, to the letter where
//! they are known (KB Q158148, Q238374, Q197478, and Microsoft's documentation since).

use admin::control::{
    AddressSite, BackupState, ChannelState, ControlFlags, ControllerInfo, ControllerList,
    ForestNames, ForestRecord, ListedController, ServiceState, Trust, TrustFlags, UserReport,
    WhoWillReport,
};
use cli::printable;
use wire::{FileTime, Win32Error};

use crate::answer::Answer;
use crate::question::Question;

/// The lines of an answer.
pub(crate) fn lines(question: &Question, answer: &Answer) -> Vec<String> {
    let mut lines = match answer {
        Answer::Service(state) => service(state),
        Answer::Channel(state) => channel(state),
        Answer::Located(info) => located(info),
        Answer::Controllers(list) => controllers(list),
        Answer::Pdc { domain, name } => vec![format!(
            "PDC for Domain {} is {}",
            printable(domain),
            printable(name)
        )],
        Answer::Backups(backups) => backups.iter().flat_map(backup).collect(),
        Answer::Trusts(trusts) => {
            let verbose = matches!(question, Question::Trusts { verbose: true, .. });
            self::trusts(trusts, verbose)
        }
        Answer::TrustedDomains(names) => {
            let names = names.iter().map(|name| format!("    {}", printable(name)));
            std::iter::once("Trusted domain list:".to_owned())
                .chain(names)
                .collect()
        }
        Answer::ParentDomain(parent) => vec![format!(
            "{} ({})",
            printable(&parent.name),
            u8::from(parent.pdc_same_site)
        )],
        Answer::User(report) => user(report),
        Answer::FoundUser(found) => vec![
            format!("Domain Name: {}", printable(&found.domain)),
            format!("Trusted DC Name {}", printable(&found.controller)),
        ],
        Answer::WhoWill(report) => who_will(report),
        Answer::Time(time) => vec![dated(*time)],
        Answer::Site(site) => vec![printable(site).into_owned()],
        Answer::Sites(sites) => sites
            .iter()
            .map(|site| printable(site).into_owned())
            .collect(),
        Answer::AddressSites(sites) => sites.iter().map(address_site).collect(),
        Answer::Forest(records) => records.iter().map(forest_record).collect(),
        Answer::LogonAttempts(attempts) => {
            vec![format!("Number of attempted logons: {attempts}")]
        }
    };
    lines.push("The command completed successfully".to_owned());
    lines
}

/// `Status = 5 0x5 ERROR_ACCESS_DENIED`.
pub(crate) fn status(status: Win32Error) -> String {
    let name = status.name().map(|name| format!(" {name}"));
    format!(
        "Status = {} {:#x}{}",
        status.0,
        status.0,
        name.unwrap_or_default()
    )
}

fn service(state: &ServiceState) -> Vec<String> {
    vec![
        flags(state.flags),
        format!("Connection {}", status(state.status)),
    ]
}

fn channel(state: &ChannelState) -> Vec<String> {
    let controller = state.controller.as_deref().map(printable);
    let controller = controller.map(|name| format!(" {name}"));
    let mut lines = vec![
        flags(state.flags),
        format!("Trusted DC Name{}", controller.unwrap_or_default()),
        format!("Trusted DC Connection Status {}", status(state.status)),
    ];
    if let Some(verification) = state.verification {
        lines.push(format!("Trust Verification {}", status(verification)));
    }
    lines
}

/// `Flags: 30 HAS_IP  HAS_TIMESERV`: the number in hexadecimal, then names with two spaces between.
fn flags(flags: ControlFlags) -> String {
    let named = FLAG_NAMES.iter().filter(|(flag, _)| flags.contains(*flag));
    let names: Vec<&str> = named.map(|(_, name)| *name).collect();
    let separator = if names.is_empty() { "" } else { " " };
    format!("Flags: {:x}{separator}{}", flags.0, names.join("  "))
}

fn located(info: &ControllerInfo) -> Vec<String> {
    let guid = info.domain_guid.map(|guid| guid.to_string());
    let rows = [
        ("DC", Some(&info.name)),
        ("Address", Some(&info.address)),
        ("Dom Guid", guid.as_ref()),
        ("Dom Name", info.domain_name.as_ref()),
        ("Forest Name", info.forest_name.as_ref()),
        ("Dc Site Name", info.dc_site.as_ref()),
        ("Our Site Name", info.client_site.as_ref()),
    ];
    let rows = rows.into_iter().filter_map(|(label, value)| {
        value.map(|value| format!("{label:>13}: {}", printable(value)))
    });
    let flags = format!("{:>13}: {}", "Flags", info.flags);
    let flags = flags.trim_end().to_owned();
    rows.chain([flags]).collect()
}

/// As NT 4 for a domain without a directory, and as Windows since 2003 for one with.
fn controllers(list: &ControllerList) -> Vec<String> {
    let domain = printable(&list.domain);
    let is_modern = list
        .controllers
        .iter()
        .any(|controller| controller.has_directory);
    let heading = match &list.asked {
        Some(asked) if is_modern => {
            let asked = printable(asked);
            format!("Get list of DCs in domain '{domain}' from '{asked}'.")
        }
        _ => format!("List of DCs in Domain {domain}"),
    };
    let row = if is_modern { modern_row } else { nt4_row };
    std::iter::once(heading)
        .chain(list.controllers.iter().map(row))
        .collect()
}

fn nt4_row(controller: &ListedController) -> String {
    let pdc = if controller.is_pdc { " (PDC)" } else { "" };
    format!("   \\\\{}{pdc}", printable(&controller.name))
}

fn modern_row(controller: &ListedController) -> String {
    let mut row = format!("    {}", printable(&controller.name));
    if controller.is_pdc {
        row.push_str(" [PDC]");
    }
    if controller.has_directory {
        row.push_str(" [DS]");
    }
    if let Some(site) = &controller.site {
        row.push_str(&format!(" Site: {}", printable(site)));
    }
    row
}

fn backup(backup: &BackupState) -> [String; 3] {
    let (sync, connection) = match &backup.state {
        Ok(state) => (sync_state(state.flags), state.status),
        Err(problem) => ("UNKNOWN".to_owned(), problem.reason.win32()),
    };
    [
        format!("Server : {}", printable(&backup.server)),
        format!("   SyncState : {sync}"),
        format!("   ConnectionState : {}", status(connection)),
    ]
}

fn sync_state(flags: ControlFlags) -> String {
    let named = SYNC_NAMES.iter().filter(|(flag, _)| flags.contains(*flag));
    let names: Vec<&str> = named.map(|(_, name)| *name).collect();
    if names.is_empty() {
        "IN_SYNC".to_owned()
    } else {
        names.join(" ")
    }
}

fn trusts(trusts: &[Trust], verbose: bool) -> Vec<String> {
    let mut lines = vec!["List of domain trusts:".to_owned()];
    for (index, trust) in trusts.iter().enumerate() {
        lines.push(trust_row(index, trust));
        if !verbose {
            continue;
        }
        if let Some(guid) = trust.guid {
            lines.push(format!("       Dom Guid: {guid}"));
        }
        if let Some(sid) = &trust.sid {
            lines.push(format!("       Dom Sid: {sid}"));
        }
    }
    lines
}

fn trust_row(index: usize, trust: &Trust) -> String {
    let mut row = format!("    {index}:");
    for name in [&trust.name, &trust.dns_name].into_iter().flatten() {
        row.push_str(&format!(" {}", printable(name)));
    }
    row.push_str(match trust.kind {
        1 => " (NT 4)",
        2 => " (NT 5)",
        3 => " (MIT)",
        4 => " (DCE)",
        _ => "",
    });
    if let Some(parent) = trust.parent {
        row.push_str(&format!(" (Forest: {parent})"));
    }
    for (flag, name) in TRUST_NAMES {
        if trust.flags.contains(flag) {
            row.push_str(&format!(" ({name})"));
        }
    }
    row
}

/// The form is ours: that of Windows is documented nowhere.
fn address_site(found: &AddressSite) -> String {
    let site = found.site.as_deref().map(printable);
    let mut row = format!("{}: {}", found.address, site.unwrap_or("in no site".into()));
    if let Some(subnet) = &found.subnet {
        row.push_str(&format!(" ({})", printable(subnet)));
    }
    row
}

/// The form is ours, too.
fn forest_record(record: &ForestRecord) -> String {
    let mut row = match &record.names {
        ForestNames::TopLevelName { name } => format!("TLN: {}", printable(name)),
        ForestNames::Exclusion { name } => format!("TLNEX: {}", printable(name)),
        ForestNames::Domain {
            dns_name,
            netbios_name,
            sid,
        } => {
            let sid = sid.as_ref().map(|sid| format!(" {sid}"));
            format!(
                "Dom: {} ({}){}",
                printable(dns_name),
                printable(netbios_name),
                sid.unwrap_or_default()
            )
        }
        ForestNames::Other { record_type } => format!("Type {record_type}"),
    };
    if record.flags != 0 {
        row.push_str(&format!(" flags {:#x}", record.flags));
    }
    row
}

fn user(report: &UserReport) -> Vec<String> {
    vec![
        format!("User: {}", printable(&report.name)),
        format!("Rid: {:#x}", report.rid),
        format!("LastLogon: {}", dated(report.last_logon)),
        format!("PasswordLastSet: {}", dated(report.password_last_set)),
        format!("AccountExpires: {}", dated(report.account_expires)),
        format!("PrimaryGroupId: {:#x}", report.primary_group_id),
        format!("UserAccountControl: {:#x}", report.user_account_control),
        format!("CountryCode: {:#x}", report.country_code),
        format!("CodePage: {:#x}", report.code_page),
        format!("BadPasswordCount: {:#x}", report.bad_password_count),
        format!("LogonCount: {:#x}", report.logon_count),
    ]
}

/// As KB Q158148 has it, but for the time of each line, which is that of the last answer, in UTC.
fn who_will(report: &WhoWillReport) -> Vec<String> {
    let at = report.at.to_utc();
    let at = format!("[{:02}:{:02}:{:02}]", at.hour, at.minute, at.second);
    let sent = format!(
        "{at} Mail message 0 sent successfully ({})",
        printable(&report.mailslot)
    );
    let answers = report.answers.iter().enumerate().map(|(index, answer)| {
        format!(
            "{at} Response {index}: S:{} D:{} A:{} (Act {})",
            printable(&answer.controller),
            printable(&answer.domain),
            printable(&answer.user),
            if answer.will { "found" } else { "not found" }
        )
    });
    std::iter::once(sent).chain(answers).collect()
}

/// `9dad5428 01c0e577 = 5/25/2001 17:05:47`: the lower half, the upper half, and the time in UTC.
fn dated(time: FileTime) -> String {
    let utc = time.to_utc();
    format!(
        "{:08x} {:08x} = {}/{}/{} {:02}:{:02}:{:02}",
        time.0 & u64::from(u32::MAX),
        time.0 >> 32,
        utc.month,
        utc.day,
        utc.year,
        utc.hour,
        utc.minute,
        utc.second
    )
}

const FLAG_NAMES: [(ControlFlags, &str); 7] = [
    (ControlFlags::REPLICATION_NEEDED, "REPLICATION_NEEDED"),
    (
        ControlFlags::REPLICATION_IN_PROGRESS,
        "REPLICATION_IN_PROGRESS",
    ),
    (ControlFlags::FULL_SYNC_REPLICATION, "FULL_SYNC"),
    (ControlFlags::REDO_NEEDED, "REDO_NEEDED"),
    (ControlFlags::HAS_IP, "HAS_IP"),
    (ControlFlags::HAS_TIMESERV, "HAS_TIMESERV"),
    (ControlFlags::DNS_UPDATE_FAILURE, "DNS_UPDATE_FAILURE"),
];

const SYNC_NAMES: [(ControlFlags, &str); 4] = [
    (ControlFlags::REPLICATION_NEEDED, "REPLICATION_NEEDED"),
    (
        ControlFlags::REPLICATION_IN_PROGRESS,
        "REPLICATION_IN_PROGRESS",
    ),
    (ControlFlags::FULL_SYNC_REPLICATION, "FULL_SYNC"),
    (ControlFlags::REDO_NEEDED, "REDO_NEEDED"),
];

const TRUST_NAMES: [(TrustFlags, &str); 5] = [
    (TrustFlags::TREE_ROOT, "Forest Tree Root"),
    (TrustFlags::DIRECT_OUTBOUND, "Direct Outbound"),
    (TrustFlags::DIRECT_INBOUND, "Direct Inbound"),
    (TrustFlags::PRIMARY, "Primary Domain"),
    (TrustFlags::NATIVE_MODE, "Native"),
];

#[cfg(test)]
mod tests;
