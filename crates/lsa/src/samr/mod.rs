//! `samr`, [MS-SAMR]: accounts, groups and aliases, to whoever may see or change them.
//!
//! | file | has |
//! |---|---|
//! | `server`, `domain` | the way in, and what a domain tells of itself |
//! | `user`, `user_query`, `user_set`, `user_change` | accounts |
//! | `group`, `alias`, `alias_members` | groups and aliases |
//! | `enumerate`, `display`, `display_entry`, `lookup`, `page` | lists, and names |
//! | `new_password`, `change_password`, `password_rules`, `validate_password` | passwords |
//! | `access`, `protected`, `security` | who may do what |
//! | `object`, `refusal`, `name` | handles, statuses, names |

mod access;
mod alias;
mod alias_members;
mod change_password;
mod display;
mod display_entry;
mod domain;
mod enumerate;
mod group;
mod lookup;
mod name;
mod new_password;
mod object;
mod page;
pub(crate) mod password_rules;
mod protected;
mod refusal;
mod security;
mod server;
mod user;
mod user_change;
mod user_query;
mod user_set;
mod validate_password;
