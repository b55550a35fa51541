//! What a computer is a member of, and whether it is the computer that was meant.

use host::{Host, Policy};
use serde::Serialize;
use wire::NetbiosName;

use crate::{DomainIdentity, Problem, Reason, Verdict, channel};

/// What a computer says of its membership.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Membership {
    /// It is a member of a domain.
    Domain(DomainIdentity),
    /// It is in a workgroup.
    Workgroup {
        /// Its name.
        name: String,
    },
}

impl Membership {
    /// Whether a computer is a member of `domain`.
    ///
    /// # Errors
    /// [`Reason::MemberOfAnother`], because it has no channel to this one and must not lose the one that it has.
    pub(crate) fn is_in(&self, domain: &DomainIdentity) -> Result<bool, Reason> {
        match self {
            Self::Domain(own) if own.sid == domain.sid => Ok(true),
            Self::Domain(own) => Err(Reason::MemberOfAnother {
                domain: own.name.clone(),
            }),
            Self::Workgroup { .. } => Ok(false),
        }
    }

    /// That a computer is a member of `domain`.
    ///
    /// # Errors
    /// [`Reason::MemberOfAnother`] and [`Reason::NotAMember`].
    pub(crate) fn must_be_in(&self, domain: &DomainIdentity) -> Result<(), Reason> {
        self.is_in(domain)?.then_some(()).ok_or(Reason::NotAMember)
    }
}

/// A computer that was asked, with the session over which it was.
pub(crate) struct Member {
    pub(crate) host: Host,
    pub(crate) membership: Membership,
    /// Whether it is worth while to ask for its Netlogon pipe.
    may_have_netlogon: bool,
}

impl Member {
    /// What the Netlogon service of the computer says of its channel to `domain`; `None` if it cannot be asked.
    pub(crate) async fn netlogon_verdict(&self, domain: &str) -> Option<Verdict> {
        if !self.may_have_netlogon {
            return None;
        }
        channel::ask_netlogon(&self.host, domain).await.ok()
    }
}

/// Asks a computer.
///
/// The computer must say that it has the name that it was addressed by: a stale entry in DNS or WINS would otherwise make
/// this tool reset some other machine. A computer that was renamed answers under its new name here too.
pub(crate) async fn query(host: Host, computer: &NetbiosName) -> Result<Member, Problem> {
    let mut policy = Policy::open(&host).await?;
    let own_name = policy.account_domain().await?.name;
    let domain = policy.primary_domain().await?;
    if domain.sid.is_some() && domain.name.eq_ignore_ascii_case(&own_name) {
        return Err(host.side().problem(Reason::DomainController));
    }
    if !own_name.eq_ignore_ascii_case(computer.as_str()) {
        return Err(host
            .side()
            .problem(Reason::AnotherMachine { answered: own_name }));
    }
    let membership = if domain.sid.is_some() {
        Membership::Domain(domain)
    } else {
        Membership::Workgroup { name: domain.name }
    };
    Ok(Member {
        may_have_netlogon: policy.is_windows_like(),
        host,
        membership,
    })
}
