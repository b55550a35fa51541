//! Each cause: the channel is broken, both sides tell of it, `netdom` repairs it, and it is verified.

use member::{ChannelStatus, LogonFailure};
use serde_json::{Value, json};
use wire::NtStatus;

use crate::causes::Cause;
use crate::error::Error;
use crate::house::{House, Logged, MEMBER, PDC, USER};
use crate::show::Show;
use crate::tool;

/// What became of one cause.
pub(crate) struct Act {
    cause: Cause,
    /// What the member heard of its controller when it was broken.
    status: NtStatus,
    /// Whether it was broken as the cause breaks it: the status, and an event on each side.
    broken: bool,
    /// The exit status of `netdom`.
    netdom: Option<i32>,
    /// Whether the channel works now, and a user can log on.
    repaired: bool,
}

impl Act {
    /// Whether it went as the seed tells it.
    pub(crate) const fn is_good(&self) -> bool {
        self.broken && self.repaired && matches!(self.netdom, Some(0))
    }

    /// As JSON.
    pub(crate) fn to_json(&self) -> Value {
        json!({
            "cause": self.cause.name(),
            "status": format!("0x{:08X}", self.status.0),
            "broken": self.broken,
            "netdom": self.netdom,
            "repaired": self.repaired,
        })
    }
}

/// Plays one cause.
pub(crate) async fn play(house: &House, cause: Cause, show: &mut Show) -> Result<Act, Error> {
    show.cause(cause);
    let since = house.break_channel(cause).await?;

    let logon = house.log_on().await;
    let status = match &logon {
        Ok(_) => NtStatus(0),
        Err(failure) => failure.status(),
    };
    show.logon(USER, logon.as_ref().map(|_| ()));
    let (expected, on_member, on_controller) = cause.expected();
    let logged = house.events(since, on_member, on_controller).await?;
    show.events(&logged);
    let told = |computer, id| {
        logged.iter().any(|logged: &Logged| {
            logged.computer == computer
                && logged.event.event.event_id == id
                && logged.event.event.data == expected.0.to_le_bytes()
        })
    };
    let broken = matches!(&logon, Err(LogonFailure::NoChannel(_)))
        && status == expected
        && told(MEMBER, on_member)
        && told(PDC, on_controller);

    let target = format!("\\\\{MEMBER}");
    let words = ["member", &target, "/joindomain"];
    show.command("netdom", &words);
    let netdom = tool::netdom(&house.config, &words, |line| show.output(line));
    let netdom = netdom.map_err(Error::Program)?;

    let verified = house.verify().await;
    let channel = house.channel();
    show.verified(&channel);
    let logon = house.log_on().await;
    show.logon(USER, logon.as_ref().map(|_| ()));
    let repaired = verified.is_ok() && matches!(channel, ChannelStatus::Up { .. }) && logon.is_ok();
    Ok(Act {
        cause,
        status,
        broken,
        netdom,
        repaired,
    })
}
