//! An account of a machine's SAM, as `nltest /user` shows it.

use host::{Accounts, Policy};
use msrpc::samr::UserAll;
use serde::Serialize;
use wire::FileTime;

use super::{Machine, json};
use crate::{Problem, Reason};

/// What the SAM tells of an account. Hashes are not among it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct UserReport {
    /// The account's name.
    pub name: String,
    /// Its relative identifier.
    pub rid: u32,
    /// The last logon.
    #[serde(serialize_with = "json::time")]
    pub last_logon: FileTime,
    /// When the password was set.
    #[serde(serialize_with = "json::time")]
    pub password_last_set: FileTime,
    /// When the account expires.
    #[serde(serialize_with = "json::time")]
    pub account_expires: FileTime,
    /// The relative identifier of the primary group.
    pub primary_group_id: u32,
    /// `UserAccountControl`, [MS-SAMR] 2.2.1.12.
    pub user_account_control: u32,
    /// The user's country.
    pub country_code: u16,
    /// The user's code page.
    pub code_page: u16,
    /// Wrong passwords since the last right one.
    pub bad_password_count: u16,
    /// Successful logons.
    pub logon_count: u16,
}

impl Machine {
    /// Reads an account of the machine's own SAM, which on a domain controller is the domain's.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn user(&self, name: &str) -> Result<UserReport, Problem> {
        let domain = Policy::open(&self.host).await?.account_domain().await?;
        let sid = domain.sid.ok_or_else(|| self.incomplete())?;
        let mut accounts = Accounts::open(&self.host, &sid).await?;
        let missing = || Reason::UserMissing {
            name: name.to_owned(),
        };
        let found = accounts.read(name).await?;
        let (rid, all) = found.ok_or_else(|| self.problem(missing()))?;
        Ok(report(name, rid, *all))
    }
}

fn report(asked: &str, rid: u32, all: UserAll) -> UserReport {
    UserReport {
        name: all.user_name.0.unwrap_or_else(|| asked.to_owned()),
        rid,
        last_logon: all.last_logon,
        password_last_set: all.password_last_set,
        account_expires: all.account_expires,
        primary_group_id: all.primary_group_id,
        user_account_control: all.user_account_control.0,
        country_code: all.country_code,
        code_page: all.code_page,
        bad_password_count: all.bad_password_count,
        logon_count: all.logon_count,
    }
}
