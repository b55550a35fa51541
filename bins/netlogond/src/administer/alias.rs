//! `dc alias`.

use store::SamDomain;

use super::Desk;
use super::names::BUILTIN;
use super::user::PAGE;
use crate::args::AliasCommand;
use crate::error::{About as _, Error};
use crate::report::{Done, GroupLine, Member, Report};

impl Desk {
    pub(super) async fn alias(&self, command: &AliasCommand) -> Result<Report, Error> {
        let now = self.now();
        match command {
            AliasCommand::Add(add) => {
                let made = self.store.create_alias(&add.name, &add.comment, now).await;
                let alias = made.about(ALIAS, &add.name)?;
                let done = Done::with_rid(ALIAS, &alias.name, "added", alias.id.rid);
                Ok(Report::Done(done))
            }
            AliasCommand::Delete(alias) => {
                let id = self.alias_of(&alias.name).await?;
                self.store
                    .delete_alias(id, now)
                    .await
                    .about(ALIAS, &alias.name)?;
                Ok(Report::Done(Done::with_rid(
                    ALIAS,
                    &alias.name,
                    "deleted",
                    id.rid,
                )))
            }
            AliasCommand::List => self.list_aliases().await,
            AliasCommand::Members(alias) => self.alias_members(&alias.name).await,
            AliasCommand::AddMember(membership) => {
                let id = self.alias_of(&membership.name).await?;
                let sid = self.sid_of(&membership.member).await?;
                let added = self.store.add_alias_member(id, &sid, now).await;
                added.about("member", &membership.member)?;
                Ok(Report::Done(Done::new(
                    "member",
                    &membership.member,
                    "added",
                )))
            }
            AliasCommand::RemoveMember(membership) => {
                let id = self.alias_of(&membership.name).await?;
                let sid = self.sid_of(&membership.member).await?;
                let removed = self.store.remove_alias_member(id, &sid, now).await;
                removed.about("member", &membership.member)?;
                Ok(Report::Done(Done::new(
                    "member",
                    &membership.member,
                    "removed",
                )))
            }
        }
    }

    async fn list_aliases(&self) -> Result<Report, Error> {
        let mut lines = Vec::new();
        for (domain, name) in [
            (SamDomain::Account, self.domain.name.as_str()),
            (SamDomain::Builtin, BUILTIN),
        ] {
            let mut after = 0;
            loop {
                let page = self
                    .store
                    .aliases(domain, after, PAGE)
                    .await
                    .about(ALIAS, "*")?;
                let Some(last) = page.last() else { break };
                after = last.id.rid;
                lines.extend(page.into_iter().map(|alias| GroupLine {
                    rid: alias.id.rid,
                    domain: name.to_owned(),
                    name: alias.name,
                    comment: alias.description,
                }));
            }
        }
        Ok(Report::Groups(lines))
    }

    async fn alias_members(&self, name: &str) -> Result<Report, Error> {
        let id = self.alias_of(name).await?;
        let sids = self.store.alias_members(id).await.about(ALIAS, name)?;
        let mut members = Vec::new();
        for sid in sids {
            members.push(Member {
                name: self.name_of(&sid).await?,
                sid: sid.to_string(),
            });
        }
        Ok(Report::Members(members))
    }
}

const ALIAS: &str = "alias";
