//! What a computer's clock shows: a skewed one breaks Kerberos, and much else.

use ndr::{Ndr, Params, Unique, WideStr};
use wire::Win32Error;

/// `NetrRemoteTOD` request, [MS-SRVS] 3.1.4.21.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct RemoteTod {
    /// The server's name; no server looks at it.
    pub server_name: Unique<WideStr>,
}

/// `NetrRemoteTOD` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct RemoteTodReply {
    /// The time; null with an error.
    pub time: Unique<TimeOfDay>,
    /// The outcome.
    pub status: Win32Error,
}

/// `TIME_OF_DAY_INFO`, [MS-SRVS] 2.2.4.105.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TimeOfDay {
    /// `tod_elapsedt`: seconds since 1970, UTC. The only member that a comparison needs.
    pub elapsed: u32,
    /// `tod_msecs`: milliseconds since the system started.
    pub milliseconds: u32,
    /// 0 to 23, UTC.
    pub hours: u32,
    /// 0 to 59.
    pub minutes: u32,
    /// 0 to 59.
    pub seconds: u32,
    /// Hundredths of a second.
    pub hundredths: u32,
    /// Minutes west of Greenwich; -1 where it is not known.
    pub timezone: i32,
    /// The resolution of the clock, in ten-thousandths of a second.
    pub interval: u32,
    /// 1 to 31.
    pub day: u32,
    /// 1 to 12.
    pub month: u32,
    /// The year.
    pub year: u32,
    /// 0 for Sunday.
    pub weekday: u32,
}
