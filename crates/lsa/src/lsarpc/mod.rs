//! The Local Security Authority of a computer, [MS-LSAD] and [MS-LSAT].
//!
//! | module | answers |
//! |---|---|
//! | `policy`, `policy_info`, `domain_policy` | opening and closing, what is asked about the policy and may be changed |
//! | `lookup` | names and SIDs, each from the other |
//! | `rights`, `account`, `privilege`, `privilege_calls` | who has which rights |
//! | `secret` | secrets, but for those that never leave the computer |
//! | `trust`, `trust_info`, `trust_change`, `trust_list` | trusted domain objects |
//! | `security` | who may do what with an object |
//!
//! A domain without Active Directory has trusted domains as NT 4.0 has them: where [MS-LSAD] asks for
//! `STATUS_DIRECTORY_SERVICE_REQUIRED`, they are served.

mod access;
mod account;
mod domain_policy;
mod lookup;
mod object;
mod page;
mod policy;
mod policy_info;
pub(crate) mod privilege;
mod privilege_calls;
mod refusal;
mod rights;
mod secret;
mod secret_name;
mod security;
mod trust;
mod trust_change;
mod trust_info;
mod trust_list;
