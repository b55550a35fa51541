//! What all Netlogon services do with `NetrLogonControl` and its relatives, [MS-NRPC] 3.5.4.9, whatever they answer.

use msrpc::netlogon::{
    Control, ControlFlags, ControlFunction, LogonControl, LogonControlReply, NetlogonInfo1,
    NetlogonInfo2, NetlogonInfo3, QueryInformation,
};
use ndr::WideStr;
use transport::CallContext;
use wire::Win32Error;

use crate::Authority;

/// A Netlogon service that can be asked and told. `lsa::answer_control!` makes the handlers of the three calls from it.
pub trait Controlled: Sync {
    /// The Local Security Authority of the same computer.
    fn authority(&self) -> &Authority;

    /// Does what is asked for, by somebody who may have it done, at a level that it can have.
    ///
    /// # Errors
    /// The status that the call is answered with.
    fn carry_out(
        &self,
        control: &Control,
    ) -> impl Future<Output = Result<QueryInformation, Win32Error>> + Send;
}

/// `NetrLogonControl`, `NetrLogonControl2` and `NetrLogonControl2Ex`, [MS-NRPC] 3.5.4.9, of a [`Controlled`] service.
#[macro_export]
macro_rules! answer_control {
    ($service:ty) => {
        impl ::rpc::Handler<::msrpc::netlogon::LogonControl> for $service {
            async fn handle(
                &self,
                context: &::transport::CallContext,
                call: ::msrpc::netlogon::LogonControl,
            ) -> Result<::msrpc::netlogon::LogonControlReply, ::rpc::RpcStatus> {
                Ok($crate::control::answer_predecessor(self, context, &call).await)
            }
        }

        impl ::rpc::Handler<::msrpc::netlogon::LogonControl2> for $service {
            async fn handle(
                &self,
                context: &::transport::CallContext,
                call: ::msrpc::netlogon::LogonControl2,
            ) -> Result<::msrpc::netlogon::LogonControlReply, ::rpc::RpcStatus> {
                Ok($crate::control::answer_second(self, context, &call.control).await)
            }
        }

        impl ::rpc::Handler<::msrpc::netlogon::LogonControl2Ex> for $service {
            async fn handle(
                &self,
                context: &::transport::CallContext,
                call: ::msrpc::netlogon::LogonControl2Ex,
            ) -> Result<::msrpc::netlogon::LogonControlReply, ::rpc::RpcStatus> {
                Ok($crate::control::answer(self, context, &call.control).await)
            }
        }
    };
}

/// How a channel is, as the levels of an answer tell it, [MS-NRPC] 2.2.1.7.2 to 2.2.1.7.4.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Connection {
    /// The controller at the other end, with or without backslashes; empty for none.
    pub controller: String,
    /// What is wrong with the channel, if anything.
    pub status: Win32Error,
}

impl Connection {
    /// A channel that is down.
    #[must_use]
    pub const fn down(status: Win32Error) -> Self {
        Self {
            controller: String::new(),
            status,
        }
    }

    /// A channel that is up.
    #[must_use]
    pub const fn up(controller: String) -> Self {
        Self {
            controller,
            status: Win32Error::NERR_Success,
        }
    }

    /// As a level tells it.
    ///
    /// # Errors
    /// `ERROR_INVALID_LEVEL`.
    pub fn information(
        &self,
        level: u32,
        authority: &Authority,
    ) -> Result<QueryInformation, Win32Error> {
        Ok(match level {
            1 => QueryInformation::Info1(Some(NetlogonInfo1 {
                flags: ControlFlags(0),
                pdc_connection_status: self.status,
            })),
            2 => self.second(ControlFlags(0), self.status),
            3 => QueryInformation::Info3(Some(NetlogonInfo3 {
                flags: 0,
                logon_attempts: authority.logon_attempts(),
                reserved: [0; 5],
            })),
            _ => return Err(Win32Error::ERROR_INVALID_LEVEL),
        })
    }

    /// After it was verified, with what came of that.
    #[must_use]
    pub fn verified(&self, verified: Win32Error) -> QueryInformation {
        self.second(ControlFlags::VERIFY_STATUS_RETURNED, verified)
    }

    fn second(&self, flags: ControlFlags, pdc_connection_status: Win32Error) -> QueryInformation {
        let controller = match self.controller.trim_start_matches('\\') {
            "" => String::new(),
            controller => format!("\\\\{controller}"),
        };
        QueryInformation::Info2(Some(NetlogonInfo2 {
            flags,
            pdc_connection_status,
            trusted_dc_name: Some(controller.as_str().into()),
            tc_connection_status: self.status,
        }))
    }
}

/// The domain that a function is about, and the controller that may be named after it, `DOMAIN\DC`.
///
/// # Errors
/// `ERROR_INVALID_PARAMETER` if none is named.
pub fn domain_and_controller(named: Option<&WideStr>) -> Result<(&str, Option<&str>), Win32Error> {
    let named = named.ok_or(Win32Error::ERROR_INVALID_PARAMETER)?.as_str();
    Ok(match named.split_once('\\') {
        Some((domain, server)) => (domain, Some(server.trim_start_matches('\\'))),
        None => (named, None),
    })
}

/// Answers a call: what the service has for it, or the null pointer of its level and why.
pub async fn answer(
    service: &impl Controlled,
    context: &CallContext,
    control: &Control,
) -> LogonControlReply {
    let outcome = match service.authority().check_control(context, control).await {
        Ok(()) => service.carry_out(control).await,
        Err(status) => Err(status),
    };
    reply(control.query_level, outcome)
}

/// Answers `NetrLogonControl2`, [MS-NRPC] 3.5.4.9.2: "If the QueryLevel parameter is set to 0x00000004, the error
/// ERROR_INVALID_LEVEL is returned."
pub async fn answer_second(
    service: &impl Controlled,
    context: &CallContext,
    control: &Control,
) -> LogonControlReply {
    match control.query_level {
        4 => reply(4, Err(Win32Error::ERROR_INVALID_LEVEL)),
        _ => answer(service, context, control).await,
    }
}

/// Answers `NetrLogonControl` as the call that it stands for.
pub async fn answer_predecessor(
    service: &impl Controlled,
    context: &CallContext,
    call: &LogonControl,
) -> LogonControlReply {
    match of_predecessor(call) {
        Ok(control) => answer(service, context, &control).await,
        Err(status) => reply(call.query_level, Err(status)),
    }
}

/// The call that its predecessor stands for, [MS-NRPC] 3.5.4.9.3: level 1 only, and only functions that need no data.
fn of_predecessor(call: &LogonControl) -> Result<Control, Win32Error> {
    match call.query_level {
        1 => {}
        2 => return Err(Win32Error::ERROR_NOT_SUPPORTED),
        _ => return Err(Win32Error::ERROR_INVALID_LEVEL),
    }
    let function = match call.function {
        1 => ControlFunction::Query,
        2 => ControlFunction::Replicate,
        3 => ControlFunction::Synchronize,
        4 => ControlFunction::PdcReplicate,
        0xfffc => ControlFunction::BackupChangeLog,
        0xfffd => ControlFunction::TruncateLog,
        0xffff => ControlFunction::Breakpoint,
        _ => return Err(Win32Error::ERROR_NOT_SUPPORTED),
    };
    Ok(Control {
        function,
        query_level: call.query_level,
    })
}

/// The reply of a level: what was asked for, or its null pointer and why.
fn reply(level: u32, outcome: Result<QueryInformation, Win32Error>) -> LogonControlReply {
    let nothing = || match level {
        1 => QueryInformation::Info1(None),
        2 => QueryInformation::Info2(None),
        3 => QueryInformation::Info3(None),
        4 => QueryInformation::Info4(None),
        other => QueryInformation::Other(other),
    };
    match outcome {
        Ok(information) => LogonControlReply {
            information,
            status: Win32Error::NERR_Success,
        },
        Err(status) => LogonControlReply {
            information: nothing(),
            status,
        },
    }
}

impl Authority {
    /// Sees that a caller may have a function carried out, and that there is such a level of it, [MS-NRPC] 3.5.4.9.1. Only
    /// what changes nothing and tells little is for everybody who has logged on.
    async fn check_control(
        &self,
        context: &CallContext,
        control: &Control,
    ) -> Result<(), Win32Error> {
        if !matches!(control.query_level, 1..=4) {
            return Err(Win32Error::ERROR_INVALID_LEVEL);
        }
        if matches!(control.function, ControlFunction::Query) {
            self.known_caller(context).await?;
        } else {
            self.administrator(context).await?;
        }
        check_level(&control.function, control.query_level)
    }
}

/// Which level a function can have, [MS-NRPC] 3.5.4.9.1.
fn check_level(function: &ControlFunction, level: u32) -> Result<(), Win32Error> {
    let of_channel = matches!(
        function,
        ControlFunction::Rediscover(_)
            | ControlFunction::TrustedChannelQuery(_)
            | ControlFunction::TrustedChannelVerify(_)
    );
    let finds_user = matches!(function, ControlFunction::FindUser(_));
    let verifies = matches!(function, ControlFunction::TrustedChannelVerify(_));
    if matches!(function, ControlFunction::QueryDnsRegistration) && level != 1 {
        return Err(Win32Error::ERROR_INVALID_LEVEL);
    }
    if (level == 4) != finds_user || (level == 2 && !of_channel) || (verifies && level != 2) {
        return Err(Win32Error::ERROR_INVALID_PARAMETER);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_predecessor_has_one_level_and_no_data() {
        let call = |function, query_level| {
            of_predecessor(&LogonControl {
                server_name: None,
                function,
                query_level,
            })
        };
        let control = call(1, 1).unwrap();
        assert_eq!(control.function, ControlFunction::Query);
        assert_eq!(call(1, 2), Err(Win32Error::ERROR_NOT_SUPPORTED));
        assert_eq!(call(1, 3), Err(Win32Error::ERROR_INVALID_LEVEL));
        for with_data in [5, 6, 8, 9, 10, 0xfffe] {
            assert_eq!(call(with_data, 1), Err(Win32Error::ERROR_NOT_SUPPORTED));
        }
    }

    #[test]
    fn functions_have_their_levels() {
        let bad = Err(Win32Error::ERROR_INVALID_PARAMETER);
        for (function, levels) in [
            (ControlFunction::Query, &[1, 3][..]),
            (ControlFunction::Rediscover(None), &[1, 2, 3]),
            (ControlFunction::TrustedChannelQuery(None), &[1, 2, 3]),
            (ControlFunction::TrustedChannelVerify(None), &[2]),
            (ControlFunction::FindUser(None), &[4]),
            (ControlFunction::ChangePassword(None), &[1, 3]),
        ] {
            for level in 1..=4 {
                let expected = if levels.contains(&level) { Ok(()) } else { bad };
                assert_eq!(
                    check_level(&function, level),
                    expected,
                    "{function:?} {level}"
                );
            }
        }
        let of_dns = |level| check_level(&ControlFunction::QueryDnsRegistration, level);
        let no_level = Err(Win32Error::ERROR_INVALID_LEVEL);
        assert_eq!(
            [1, 2, 3, 4].map(of_dns),
            [Ok(()), no_level, no_level, no_level]
        );
    }
}
