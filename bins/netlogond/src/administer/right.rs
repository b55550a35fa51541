//! `dc right`.

use lsa::local::{Rights, logon_rights};
use wire::Sid;

use super::Desk;
use super::user::PAGE;
use crate::args::{RightCommand, RightOf};
use crate::error::{About as _, Error, UsageError};
use crate::report::{Done, Report, RightsLine};

impl Desk {
    pub(super) async fn right(&self, command: &RightCommand) -> Result<Report, Error> {
        match command {
            RightCommand::List { name: None } => self.list_rights().await,
            RightCommand::List { name: Some(name) } => {
                let sid = self.sid_of(name).await?;
                let line = self.rights_of(&sid).await?;
                Ok(Report::Rights(line.into_iter().collect()))
            }
            RightCommand::Grant(of) => {
                let (sid, rights) = self.right_of(of).await?;
                let (access, now) = (rights.system_access, self.now());
                let granted = self
                    .store
                    .add_account_rights(&sid, &rights.privileges, access, now);
                granted.await.about(RIGHTS, &of.name)?;
                Ok(Report::Done(Done::new(RIGHTS, &of.name, "granted")))
            }
            RightCommand::Revoke(of) => {
                let (sid, rights) = self.right_of(of).await?;
                let (access, now) = (rights.system_access, self.now());
                let revoked =
                    self.store
                        .remove_account_rights(&sid, &rights.privileges, access, now);
                revoked.await.about(RIGHTS, &of.name)?;
                Ok(Report::Done(Done::new(RIGHTS, &of.name, "revoked")))
            }
        }
    }

    async fn right_of(&self, of: &RightOf) -> Result<(Sid, Rights), Error> {
        let rights =
            Rights::named(&of.rights).map_err(|name| UsageError::NoSuchRight(name.to_owned()))?;
        Ok((self.sid_of(&of.name).await?, rights))
    }

    async fn list_rights(&self) -> Result<Report, Error> {
        let mut lines = Vec::new();
        let mut skip: u32 = 0;
        loop {
            let page = self
                .store
                .rights_accounts(skip, PAGE)
                .await
                .about(RIGHTS, "*")?;
            if page.is_empty() {
                return Ok(Report::Rights(lines));
            }
            skip = skip.saturating_add(PAGE);
            for sid in page {
                lines.extend(self.rights_of(&sid).await?);
            }
        }
    }

    /// What a SID may do; `None` if nothing is written down about it.
    async fn rights_of(&self, sid: &Sid) -> Result<Option<RightsLine>, Error> {
        let text = sid.to_string();
        let Some(rights) = self.store.account_rights(sid).await.about(RIGHTS, &text)? else {
            return Ok(None);
        };
        let logon = logon_rights(rights.system_access).map(str::to_owned);
        Ok(Some(RightsLine {
            name: self.name_of(sid).await?,
            rights: rights.privileges.into_iter().chain(logon).collect(),
            sid: text,
        }))
    }
}

const RIGHTS: &str = "rights of";
