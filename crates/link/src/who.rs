//! Who somebody is whom a controller has let in, by SIDs.

use msrpc::netlogon::{SidAndAttributes, UserInfo};
use wire::Sid;

/// The SID of a user's account, and those of his groups, each once; `None` if the controller does not say who he is.
#[must_use]
pub fn sids_of(user: &UserInfo, extra: Vec<SidAndAttributes>) -> Option<(Sid, Vec<Sid>)> {
    let domain = user.logon_domain_id.as_ref()?;
    let of_domain = |rid: u32| domain.child(rid).ok();
    let sid = of_domain(user.user_id)?;
    let mut groups: Vec<Sid> = [user.primary_group_id]
        .into_iter()
        .chain(user.groups.0.iter().map(|group| group.relative_id))
        .filter_map(of_domain)
        .chain(extra.into_iter().filter_map(|extra| extra.sid))
        .collect();
    groups.sort_unstable();
    groups.dedup();
    Some((sid, groups))
}
