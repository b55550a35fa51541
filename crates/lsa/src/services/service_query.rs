//! What is asked about one service, [MS-SCMR] 3.1.4.

use msrpc::svcctl::{
    BufferReply, ConfigLevel, GetServiceDisplayName, GetServiceKeyName, ManagerAccess,
    PackedStatus, QueryServiceConfig, QueryServiceConfig2, QueryServiceConfigReply,
    QueryServiceStatus, QueryServiceStatusEx, ServiceAccess, ServiceConfig, ServiceNameReply,
    ServiceStatusReply,
};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{Win32Error, Writer, utf16};

use super::caller::outcome;
use super::catalogue::Entry;
use super::control::{Manager, Service, require};
use crate::Authority;

impl Handler<QueryServiceStatus> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryServiceStatus,
    ) -> Result<ServiceStatusReply, RpcStatus> {
        let service = context.handles().get::<Service>(call.service)?;
        let allowed = require(service.granted, ServiceAccess::QUERY_STATUS);
        Ok(self.status_of(service.entry, allowed))
    }
}

impl Handler<QueryServiceStatusEx> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryServiceStatusEx,
    ) -> Result<BufferReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_8K)?;
        let service = context.handles().get::<Service>(call.service)?;
        let found = require(service.granted, ServiceAccess::QUERY_STATUS).and_then(|()| {
            if call.info_level != QueryServiceStatusEx::PROCESS_INFO {
                return Err(Win32Error::ERROR_INVALID_LEVEL);
            }
            let mut w = Writer::new();
            let state = self.role.service_state();
            service.entry.process_status(state).write(&mut w);
            Ok(w.into_vec())
        });
        Ok(BufferReply::fill(found, size))
    }
}

impl Handler<QueryServiceConfig> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryServiceConfig,
    ) -> Result<QueryServiceConfigReply, RpcStatus> {
        let service = context.handles().get::<Service>(call.service)?;
        let config = service.entry.config(self.role.start_type());
        let needed = packed_len(&config);
        let fits = if needed > call.buffer_size {
            Err(Win32Error::ERROR_INSUFFICIENT_BUFFER)
        } else {
            Ok(config)
        };
        let allowed = require(service.granted, ServiceAccess::QUERY_CONFIG).and(fits);
        let (config, status) = outcome(allowed);
        Ok(QueryServiceConfigReply {
            config: config.unwrap_or_default(),
            bytes_needed: needed,
            status,
        })
    }
}

impl Handler<QueryServiceConfig2> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: QueryServiceConfig2,
    ) -> Result<BufferReply, RpcStatus> {
        let size = within(call.buffer_size, BufferReply::MAX_8K)?;
        let service = context.handles().get::<Service>(call.service)?;
        let found = require(service.granted, ServiceAccess::QUERY_CONFIG)
            .and_then(|()| optional_config(service.entry, call.info_level));
        Ok(BufferReply::fill(found, size))
    }
}

impl Handler<GetServiceDisplayName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetServiceDisplayName,
    ) -> Result<ServiceNameReply, RpcStatus> {
        let manager = context.handles().get::<Manager>(call.manager)?;
        let found = found(&manager, Entry::by_name(call.service_name.as_str()));
        let name = found.map(|entry| entry.display_name);
        Ok(ServiceNameReply::fill(name, call.buffer_size))
    }
}

impl Handler<GetServiceKeyName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: GetServiceKeyName,
    ) -> Result<ServiceNameReply, RpcStatus> {
        let manager = context.handles().get::<Manager>(call.manager)?;
        let found = found(&manager, Entry::by_display_name(call.display_name.as_str()));
        let name = found.map(|entry| entry.name);
        Ok(ServiceNameReply::fill(name, call.buffer_size))
    }
}

/// A service, for who may look for one.
fn found(manager: &Manager, entry: Option<Entry>) -> Result<Entry, Win32Error> {
    require(manager.granted, ManagerAccess::CONNECT)?;
    entry.ok_or(Win32Error::ERROR_SERVICE_DOES_NOT_EXIST)
}

/// The size of a buffer, which the IDL bounds by `[range]`.
///
/// # Errors
/// [`RpcStatus::BAD_STUB_DATA`] for a larger one.
pub(super) fn within(size: u32, most: u32) -> Result<u32, RpcStatus> {
    if size <= most {
        Ok(size)
    } else {
        Err(RpcStatus::BAD_STUB_DATA)
    }
}

/// What of the configuration is optional, [MS-SCMR] 2.2.34 to 2.2.41: a service here has a description, and nothing else is
/// configured.
fn optional_config(entry: Entry, level: ConfigLevel) -> Result<Vec<u8>, Win32Error> {
    let words = match level {
        ConfigLevel::DESCRIPTION => {
            let mut w = Writer::new();
            w.u32(4); // dwDescriptionOffset
            w.bytes(&utf16::encode(entry.description));
            w.u16(0);
            return Ok(w.into_vec());
        }
        // dwResetPeriod, dwRebootMsgOffset, dwCommandOffset, cActions, dwsaActionsOffset
        ConfigLevel::FAILURE_ACTIONS => 5,
        ConfigLevel::DELAYED_AUTO_START
        | ConfigLevel::FAILURE_ACTIONS_FLAG
        | ConfigLevel::SERVICE_SID
        | ConfigLevel::REQUIRED_PRIVILEGES => 1,
        _ => return Err(Win32Error::ERROR_INVALID_LEVEL),
    };
    Ok([0_u8; 4].repeat(words))
}

/// The octets that a configuration takes in the caller's memory, for which it tells how much it has: nine members, and the
/// strings.
fn packed_len(config: &ServiceConfig) -> u32 {
    let strings = [
        &config.binary_path_name,
        &config.load_order_group,
        &config.dependencies,
        &config.service_start_name,
        &config.display_name,
    ];
    let units: usize = strings
        .into_iter()
        .flatten()
        .map(|text| text.as_str().encode_utf16().count().saturating_add(1))
        .sum();
    u32::try_from(units.saturating_mul(2).saturating_add(36)).unwrap_or(u32::MAX)
}
