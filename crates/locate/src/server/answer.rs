//! What a controller answers to a ping, in each form: [MS-ADTS] 6.3.3.2 and 6.3.5.

use std::net::Ipv4Addr;

use wire::Sid;

use super::config::Identity;
use super::directory::{AccountKinds, Directory, Known, NetlogonState};
use crate::codec::dotted::DottedName;
use crate::codec::ping::{
    DirectoryPart, LogonAnswer, NtVersion, PingResponse, PingText, PrimaryResponse,
    SamLogonResponse, SamLogonResponseEx,
};

/// A ping that this controller is to answer, and about which the [`Directory`] may have to be asked first.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    pub(super) asked: Asked,
    pub(super) reply: Reply,
}

/// What is asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Asked {
    /// Who is the PDC?
    Primary,
    /// Who can log this user on?
    Logon {
        user: PingText,
        kinds: AccountKinds,
        form: Form,
    },
}

/// The form of an answer to a logon request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Form {
    /// `NETLOGON_SAM_LOGON_RESPONSE_NT40`.
    Nt40,
    /// `NETLOGON_SAM_LOGON_RESPONSE`.
    V5,
    /// `NETLOGON_SAM_LOGON_RESPONSE_EX`, with the controller's address or without.
    V5Ex { with_address: bool },
}

/// What an answer is wrapped in.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Reply {
    /// A mailslot write.
    Mailslot(super::mailslot::ReplyTo),
    /// The result of the LDAP search with this `messageID`.
    Ldap(u32),
}

impl Question {
    /// The answer, or none while Netlogon is stopped or the directory cannot tell.
    pub async fn answer(
        self,
        identity: &Identity,
        address: Ipv4Addr,
        directory: &impl Directory,
    ) -> Option<Vec<u8>> {
        let state = directory.state();
        if state == NetlogonState::Stopped {
            return None;
        }
        let (user, kinds, form) = match self.asked {
            Asked::Primary => return Some(self.reply.wrap(&identity.primary_response())),
            Asked::Logon { user, kinds, form } => (user, kinds, form),
        };
        let answer = if state == NetlogonState::Paused {
            LogonAnswer::Paused
        } else if user.as_str().is_empty() {
            LogonAnswer::Ready
        } else if kinds == AccountKinds::default() {
            LogonAnswer::UserUnknown
        } else {
            match directory.knows(user.as_str(), kinds).await {
                Known::Yes => LogonAnswer::Ready,
                Known::No => LogonAnswer::UserUnknown,
                Known::Unavailable => return None,
            }
        };
        let response = identity.logon_response(answer, user, form, address);
        Some(self.reply.wrap(&response))
    }

    /// Whether it needs nothing from the directory that has to be waited for.
    #[must_use]
    pub fn is_immediate(&self) -> bool {
        match &self.asked {
            Asked::Primary => true,
            Asked::Logon { user, kinds, .. } => {
                user.as_str().is_empty() || *kinds == AccountKinds::default()
            }
        }
    }
}

impl Form {
    /// The newest form that the client understands.
    pub(super) const fn for_client(version: NtVersion) -> Self {
        // Some that want the address do not say besides that they understand the form that has it.
        let with_address = version.contains(NtVersion::V5EX_WITH_IP);
        if with_address || version.contains(NtVersion::V5EX) {
            Self::V5Ex { with_address }
        } else if version.contains(NtVersion::V5) {
            Self::V5
        } else {
            Self::Nt40
        }
    }
}

impl Reply {
    fn wrap(self, response: &PingResponse) -> Vec<u8> {
        match self {
            Self::Mailslot(reply_to) => reply_to.wrap(response),
            Self::Ldap(id) => super::ldap::wrap(id, response),
        }
    }
}

impl Identity {
    /// Whether a question that is for the domain with this SID, if it says so, is for this one.
    pub(super) fn has_sid(&self, asked: Option<&Sid>) -> bool {
        match (asked, &self.domain_sid) {
            (Some(asked), Some(ours)) => asked == ours,
            _ => true,
        }
    }

    fn primary_response(&self) -> PingResponse {
        PingResponse::Primary(PrimaryResponse {
            computer: PingText::from(&self.computer),
            domain: PingText::from(&self.domain),
            version: NtVersion::V1,
        })
    }

    fn logon_response(
        &self,
        answer: LogonAnswer,
        user: PingText,
        form: Form,
        address: Ipv4Addr,
    ) -> PingResponse {
        if let Form::V5Ex { with_address } = form {
            let address = with_address.then_some(address);
            return PingResponse::SamLogonEx(self.logon_response_ex(answer, &user, address));
        }
        let directory = (form == Form::V5).then(|| {
            let (dns_forest, dns_domain, dns_host) = self.dns_names();
            DirectoryPart {
                domain_guid: self.domain_guid,
                dns_forest,
                dns_domain,
                dns_host,
                address,
                flags: self.flags(),
            }
        });
        PingResponse::SamLogon(SamLogonResponse {
            answer,
            // As Windows and Samba write it, which not every client expects to do itself.
            computer: PingText::unc(&self.computer),
            user,
            domain: PingText::from(&self.domain),
            directory,
        })
    }

    fn logon_response_ex(
        &self,
        answer: LogonAnswer,
        user: &PingText,
        address: Option<Ipv4Addr>,
    ) -> SamLogonResponseEx {
        let (dns_forest, dns_domain, dns_host) = self.dns_names();
        SamLogonResponseEx {
            answer,
            flags: self.flags(),
            domain_guid: self.domain_guid,
            dns_forest,
            dns_domain,
            dns_host,
            netbios_domain: label(self.domain.as_str()),
            netbios_computer: label(self.computer.as_str()),
            user: label(user.as_str()),
            dc_site: self.site.clone(),
            client_site: self.site.clone(),
            address,
            // There is one site.
            next_closest_site: None,
        }
    }

    fn dns_names(&self) -> (DottedName, DottedName, DottedName) {
        self.dns
            .clone()
            .map(|names| (names.forest, names.domain, names.host))
            .unwrap_or_default()
    }
}

/// A name as labels. No account has one that labels cannot hold, so that a user without one is not known, and the
/// answer says so without repeating it (CVE-2020-14303 and kin).
fn label(name: &str) -> DottedName {
    DottedName::new(name).unwrap_or_default()
}
