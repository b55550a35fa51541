//! Values of the wire as they stand in JSON.

use msrpc::netlogon::{ControlFlags, TrustFlags};
use serde::{Serialize, Serializer};
use wire::{FileTime, Guid, Sid, Win32Error};

/// A status: its number, and its name if it has one.
pub(super) fn status<S: Serializer>(status: &Win32Error, serializer: S) -> Result<S::Ok, S::Error> {
    Status::from(*status).serialize(serializer)
}

pub(super) fn some_status<S: Serializer>(
    status: &Option<Win32Error>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    status.map(Status::from).serialize(serializer)
}

#[derive(Serialize)]
struct Status {
    code: u32,
    name: Option<&'static str>,
}

impl From<Win32Error> for Status {
    fn from(status: Win32Error) -> Self {
        Self {
            code: status.0,
            name: status.name(),
        }
    }
}

/// The number, so that unknown bits are not lost.
pub(super) fn flags<S: Serializer>(flags: &ControlFlags, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(flags.0)
}

pub(super) fn trust_flags<S: Serializer>(
    flags: &TrustFlags,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_u32(flags.0)
}

pub(super) fn some_guid<S: Serializer>(
    guid: &Option<Guid>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    guid.map(|guid| guid.to_string()).serialize(serializer)
}

pub(super) fn some_sid<S: Serializer>(sid: &Option<Sid>, serializer: S) -> Result<S::Ok, S::Error> {
    sid.as_ref().map(Sid::to_string).serialize(serializer)
}

/// ISO 8601 in UTC, or `never`.
pub(super) fn time<S: Serializer>(time: &FileTime, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(time)
}
