//! `dc group`.

use store::{PrincipalKind, SamDomain, StoreError};

use super::Desk;
use super::user::PAGE;
use crate::args::{GroupCommand, Membership};
use crate::error::{About as _, Error};
use crate::report::{Done, GroupLine, Member, Report};

impl Desk {
    pub(super) async fn group(&self, command: &GroupCommand) -> Result<Report, Error> {
        let now = self.now();
        match command {
            GroupCommand::Add(add) => {
                let made = self.store.create_group(&add.name, &add.comment, now).await;
                let group = made.about(GROUP, &add.name)?;
                Ok(Report::Done(Done::with_rid(
                    GROUP,
                    &group.name,
                    "added",
                    group.rid,
                )))
            }
            GroupCommand::Delete(group) => {
                let rid = self.group_rid(&group.name).await?;
                self.store
                    .delete_group(rid, now)
                    .await
                    .about(GROUP, &group.name)?;
                Ok(Report::Done(Done::with_rid(
                    GROUP,
                    &group.name,
                    "deleted",
                    rid,
                )))
            }
            GroupCommand::List => self.list_groups().await,
            GroupCommand::Members(group) => self.group_members(&group.name).await,
            GroupCommand::AddMember(membership) => {
                let (group, user) = self.group_and_user(membership).await?;
                let added = self.store.add_group_member(group, user, now).await;
                added.about("member", &membership.member)?;
                Ok(Report::Done(Done::new(
                    "member",
                    &membership.member,
                    "added",
                )))
            }
            GroupCommand::RemoveMember(membership) => {
                let (group, user) = self.group_and_user(membership).await?;
                let removed = self.store.remove_group_member(group, user, now).await;
                removed.about("member", &membership.member)?;
                Ok(Report::Done(Done::new(
                    "member",
                    &membership.member,
                    "removed",
                )))
            }
        }
    }

    async fn list_groups(&self) -> Result<Report, Error> {
        let mut lines: Vec<GroupLine> = Vec::new();
        loop {
            let after = lines.last().map_or(0, |line| line.rid);
            let page = self.store.groups(after, PAGE).await.about(GROUP, "*")?;
            if page.is_empty() {
                return Ok(Report::Groups(lines));
            }
            lines.extend(page.into_iter().map(|group| GroupLine {
                rid: group.rid,
                domain: self.domain.name.as_str().to_owned(),
                name: group.name,
                comment: group.description,
            }));
        }
    }

    async fn group_members(&self, name: &str) -> Result<Report, Error> {
        let group = self.group_rid(name).await?;
        let mut members: Vec<Member> = Vec::new();
        let mut after = 0;
        loop {
            let page = self
                .store
                .group_members(group, after, PAGE)
                .await
                .about(GROUP, name)?;
            let rids: Vec<u32> = page.iter().map(|member| member.rid).collect();
            let Some(last) = rids.last() else {
                return Ok(Report::Members(members));
            };
            after = *last;
            let found = self.store.lookup_rids(SamDomain::Account, &rids).await;
            for (rid, principal) in rids.iter().zip(found.about(GROUP, name)?) {
                let sid = self.domain.sid.child(*rid);
                members.push(Member {
                    sid: sid
                        .map_err(|_| StoreError::Corrupt)
                        .about(GROUP, name)?
                        .to_string(),
                    name: principal.map(|user| format!("{}\\{}", self.domain.name, user.name)),
                });
            }
        }
    }

    async fn group_rid(&self, name: &str) -> Result<u32, Error> {
        self.rid_of(PrincipalKind::Group, GROUP, name, StoreError::NoSuchGroup)
            .await
    }

    async fn group_and_user(&self, membership: &Membership) -> Result<(u32, u32), Error> {
        let group = self.group_rid(&membership.name).await?;
        let user = self
            .rid_of(
                PrincipalKind::User,
                "member",
                &membership.member,
                StoreError::NoSuchAccount,
            )
            .await?;
        Ok((group, user))
    }
}

const GROUP: &str = "group";
