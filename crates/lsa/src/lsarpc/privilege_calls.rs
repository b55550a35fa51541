//! Which privileges there are, and what they are called, [MS-LSAD] 3.1.4.8.

use msrpc::lsarpc::{
    EnumeratePrivileges, EnumeratePrivilegesReply, LookupPrivilegeDisplayName,
    LookupPrivilegeDisplayNameReply, LookupPrivilegeName, LookupPrivilegeNameReply,
    LookupPrivilegeValue, LookupPrivilegeValueReply, PolicyAccess, PolicyPrivilegeDef,
};
use ndr::Counted;
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::NtStatus;

use super::object::Policy;
use super::page;
use super::privilege::{ENGLISH, PRIVILEGES, Privilege};
use crate::Authority;
use crate::access::require;
use crate::objects::outcome;

impl Handler<EnumeratePrivileges> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: EnumeratePrivileges,
    ) -> Result<EnumeratePrivilegesReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        if let Err(status) = require(policy.granted, PolicyAccess::VIEW_LOCAL_INFORMATION) {
            return Ok(EnumeratePrivilegesReply {
                enumeration_context: call.enumeration_context,
                privileges: Counted::default(),
                status,
            });
        }
        let first = usize::try_from(call.enumeration_context).unwrap_or(usize::MAX);
        let left = PRIVILEGES.get(first..).unwrap_or(&[]);
        let left: Vec<_> = left.iter().map(definition).collect();
        let octets = |one: &PolicyPrivilegeDef| {
            one.name
                .as_str_or_empty()
                .len()
                .saturating_mul(2)
                .saturating_add(16)
        };
        let (privileges, status) = page::page(left, call.preferred_maximum_length, octets);
        Ok(EnumeratePrivilegesReply {
            enumeration_context: page::next(call.enumeration_context, privileges.len()),
            privileges: Counted(privileges),
            status,
        })
    }
}

impl Handler<LookupPrivilegeValue> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupPrivilegeValue,
    ) -> Result<LookupPrivilegeValueReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let found = require(policy.granted, PolicyAccess::LOOKUP_NAMES)
            .and_then(|()| named(call.name.as_str_or_empty()))
            .map(Privilege::luid);
        let (value, status) = outcome(found);
        Ok(LookupPrivilegeValueReply { value, status })
    }
}

impl Handler<LookupPrivilegeName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupPrivilegeName,
    ) -> Result<LookupPrivilegeNameReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let found = require(policy.granted, PolicyAccess::LOOKUP_NAMES).and_then(|()| {
            let privilege = Privilege::by_luid(call.value);
            privilege.ok_or(NtStatus::NO_SUCH_PRIVILEGE)
        });
        let (name, status) = outcome(found.map(|privilege| Some(privilege.name.into())));
        Ok(LookupPrivilegeNameReply { name, status })
    }
}

impl Handler<LookupPrivilegeDisplayName> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: LookupPrivilegeDisplayName,
    ) -> Result<LookupPrivilegeDisplayNameReply, RpcStatus> {
        let policy = context.handles().get::<Policy>(call.policy)?;
        let found = require(policy.granted, PolicyAccess::LOOKUP_NAMES)
            .and_then(|()| named(call.name.as_str_or_empty()));
        let (display_name, status) = outcome(found.map(|found| Some(found.display_name.into())));
        // Whatever the client would like: this server speaks one language.
        let language_returned = if status.is_success() { ENGLISH } else { 0 };
        Ok(LookupPrivilegeDisplayNameReply {
            display_name,
            language_returned,
            status,
        })
    }
}

fn named(name: &str) -> Result<Privilege, NtStatus> {
    Privilege::by_name(name).ok_or(NtStatus::NO_SUCH_PRIVILEGE)
}

fn definition(privilege: &Privilege) -> PolicyPrivilegeDef {
    PolicyPrivilegeDef {
        name: privilege.name.into(),
        local_value: privilege.luid(),
    }
}
