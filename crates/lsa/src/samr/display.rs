//! Lists by name, for people to look at, [MS-SAMR] 3.1.5.3. Where to go on is the number of entries before; each entry's
//! `Index` is that number for the next one, since some clients count and others give the last `Index` back.

use msrpc::samr::{
    DisplayInfo, DisplayInformationClass, DomainAccess, GetDisplayEnumerationIndex,
    GetDisplayEnumerationIndex2, GetDisplayEnumerationIndexReply, QueryDisplayInformation,
    QueryDisplayInformation2, QueryDisplayInformation3, QueryDisplayInformationReply,
    UserAccountControl,
};
use ndr::Counted;
use rpc::{Handler, RpcStatus};
use store::SamDomain;
use transport::CallContext;
use wire::NtStatus;

use super::display_entry::{
    display_group, display_machine, display_user, group_octets, oem, oem_octets, user_octets,
};
use super::object::Domain;
use super::page::Page;
use crate::Authority;
use crate::access::require;
use crate::logon::unreadable;
use crate::objects::outcome;

macro_rules! query_display_information {
    ($($call:ident)*) => {
        $(
            impl Handler<$call> for Authority {
                async fn handle(
                    &self,
                    context: &CallContext,
                    call: $call,
                ) -> Result<QueryDisplayInformationReply, RpcStatus> {
                    let domain = context.handles().get::<Domain>(call.domain)?;
                    let window = Window {
                        skip: call.index,
                        page: Page::new(call.preferred_maximum_length).with_entries(call.entry_count),
                    };
                    self.display(&domain, call.information_class, window).await
                }
            }
        )*
    };
}

query_display_information! { QueryDisplayInformation QueryDisplayInformation2 QueryDisplayInformation3 }

macro_rules! get_display_enumeration_index {
    ($($call:ident)*) => {
        $(
            impl Handler<$call> for Authority {
                async fn handle(
                    &self,
                    context: &CallContext,
                    call: $call,
                ) -> Result<GetDisplayEnumerationIndexReply, RpcStatus> {
                    let domain = context.handles().get::<Domain>(call.domain)?;
                    let prefix = call.prefix.as_str_or_empty();
                    let found = self.display_index(&domain, call.information_class, prefix).await;
                    let (index, status) = outcome(found);
                    Ok(GetDisplayEnumerationIndexReply { index, status })
                }
            }
        )*
    };
}

get_display_enumeration_index! { GetDisplayEnumerationIndex GetDisplayEnumerationIndex2 }

/// The part of a list that is wanted.
struct Window {
    skip: u32,
    page: Page,
}

impl Window {
    /// How many entries to read: one more than there can be, which tells whether there are more.
    fn limit(&self) -> u32 {
        self.page.most().max(1).saturating_add(1)
    }

    /// The entries that there is room for, each with its `Index`, and whether there are more.
    fn fill<T, E>(
        mut self,
        list: Vec<T>,
        octets: impl Fn(&T) -> usize,
        entry: impl Fn(u32, T) -> E,
    ) -> Filled<E> {
        let mut entries = Vec::new();
        let mut index = self.skip;
        let mut more = false;
        for line in list {
            if !self.page.takes(octets(&line)) {
                more = true;
                break;
            }
            index = index.saturating_add(1);
            entries.push(entry(index, line));
        }
        Filled {
            entries: Counted(entries),
            octets: self.page.octets(),
            more,
        }
    }
}

struct Filled<E> {
    entries: Counted<E>,
    octets: u32,
    more: bool,
}

impl<E> Filled<E> {
    fn reply(self, buffer: impl FnOnce(Counted<E>) -> DisplayInfo) -> QueryDisplayInformationReply {
        QueryDisplayInformationReply {
            // More than is here, if there is more: how much nobody knows who has not read it all.
            total_available: self.octets.saturating_add(u32::from(self.more)),
            total_returned: self.octets,
            buffer: buffer(self.entries),
            status: if self.more {
                NtStatus::MORE_ENTRIES
            } else {
                NtStatus::SUCCESS
            },
        }
    }
}

impl Authority {
    async fn display(
        &self,
        domain: &Domain,
        class: DisplayInformationClass,
        window: Window,
    ) -> Result<QueryDisplayInformationReply, RpcStatus> {
        let nothing = match class {
            DisplayInformationClass::USER => DisplayInfo::User(Counted(Vec::new())),
            DisplayInformationClass::MACHINE => DisplayInfo::Machine(Counted(Vec::new())),
            DisplayInformationClass::GROUP => DisplayInfo::Group(Counted(Vec::new())),
            DisplayInformationClass::OEM_USER => DisplayInfo::OemUser(Counted(Vec::new())),
            DisplayInformationClass::OEM_GROUP => DisplayInfo::OemGroup(Counted(Vec::new())),
            // There is no list in which the reply could say so.
            _ => return Err(RpcStatus::INVALID_TAG),
        };
        let refused = |status| QueryDisplayInformationReply {
            total_available: 0,
            total_returned: 0,
            buffer: nothing,
            status,
        };
        if let Err(status) = require(domain.granted, DomainAccess::LIST_ACCOUNTS) {
            return Ok(refused(status));
        }
        // BUILTIN has aliases only; but the lists in the OEM code page are those of both domains.
        let oem = matches!(
            class,
            DisplayInformationClass::OEM_USER | DisplayInformationClass::OEM_GROUP
        );
        if domain.which == SamDomain::Builtin && !oem {
            return Ok(refused(NtStatus::SUCCESS));
        }
        let listed = self.list(class, window).await;
        Ok(listed.unwrap_or_else(refused))
    }

    /// A part of a list of the account domain.
    async fn list(
        &self,
        class: DisplayInformationClass,
        window: Window,
    ) -> Result<QueryDisplayInformationReply, NtStatus> {
        let (skip, limit) = (window.skip, window.limit());
        if matches!(
            class,
            DisplayInformationClass::GROUP | DisplayInformationClass::OEM_GROUP
        ) {
            let groups = self
                .store()
                .groups_by_name(skip, limit)
                .await
                .map_err(unreadable)?;
            return Ok(if class == DisplayInformationClass::OEM_GROUP {
                let octets = |group: &store::Group| oem_octets(&group.name);
                let entry = |index, group: store::Group| oem(index, &group.name);
                without_total(
                    window
                        .fill(groups, octets, entry)
                        .reply(DisplayInfo::OemGroup),
                )
            } else {
                window
                    .fill(groups, group_octets, display_group)
                    .reply(DisplayInfo::Group)
            });
        }
        let kinds = kinds(class);
        let users = self
            .store()
            .users_by_name(skip, limit, kinds.0)
            .await
            .map_err(unreadable)?;
        Ok(match class {
            DisplayInformationClass::USER => window
                .fill(users, user_octets, display_user)
                .reply(DisplayInfo::User),
            DisplayInformationClass::MACHINE => window
                .fill(users, user_octets, display_machine)
                .reply(DisplayInfo::Machine),
            _ => {
                let octets = |user: &store::User| oem_octets(&user.name);
                let entry = |index, user: store::User| oem(index, &user.name);
                without_total(
                    window
                        .fill(users, octets, entry)
                        .reply(DisplayInfo::OemUser),
                )
            }
        })
    }

    /// How many entries of a list come before the first that is not less than `prefix`.
    async fn display_index(
        &self,
        domain: &Domain,
        class: DisplayInformationClass,
        prefix: &str,
    ) -> Result<u32, NtStatus> {
        require(domain.granted, DomainAccess::LIST_ACCOUNTS)?;
        let store = self.store();
        let before = match (domain.which, class) {
            (_, DisplayInformationClass(0 | 4..)) => return Err(NtStatus::INVALID_INFO_CLASS),
            (SamDomain::Builtin, _) => return Err(NtStatus::NO_MORE_ENTRIES),
            (SamDomain::Account, DisplayInformationClass::GROUP) => {
                let index = self.group_index(prefix).await?;
                return Ok(index);
            }
            (SamDomain::Account, class) => store
                .users_before(prefix, kinds(class).0)
                .await
                .map_err(unreadable)?,
        };
        let index = u32::try_from(before).unwrap_or(u32::MAX);
        let there = store
            .users_by_name(index, 1, kinds(class).0)
            .await
            .map_err(unreadable)?;
        there
            .first()
            .map(|_| index)
            .ok_or(NtStatus::NO_MORE_ENTRIES)
    }

    /// The same for groups, of which there are few.
    async fn group_index(&self, prefix: &str) -> Result<u32, NtStatus> {
        let prefix = prefix.to_lowercase();
        let mut index = 0;
        loop {
            let groups = self
                .store()
                .groups_by_name(index, PORTION)
                .await
                .map_err(unreadable)?;
            if groups.is_empty() {
                return Err(NtStatus::NO_MORE_ENTRIES);
            }
            for group in groups {
                if group.name.to_lowercase() >= prefix {
                    return Ok(index);
                }
                index = index.saturating_add(1);
            }
        }
    }
}

/// The accounts that are in a list.
fn kinds(class: DisplayInformationClass) -> UserAccountControl {
    if class == DisplayInformationClass::MACHINE {
        UserAccountControl::WORKSTATION_TRUST_ACCOUNT | UserAccountControl::SERVER_TRUST_ACCOUNT
    } else {
        UserAccountControl::NORMAL_ACCOUNT
    }
}

/// [MS-SAMR] 3.1.5.3.1: "The value returned in TotalAvailable MUST be set to zero" for the lists in the OEM code page.
fn without_total(reply: QueryDisplayInformationReply) -> QueryDisplayInformationReply {
    QueryDisplayInformationReply {
        total_available: 0,
        ..reply
    }
}

/// How many groups are read at once.
const PORTION: u32 = 100;
