//! `member init`, `member join`, `member rename`, `member leave`, `member password`.

use std::path::{Path, PathBuf};

use auth::{Account, Credentials, NtHash};
use cli::own_name;
use lsa::Surroundings;
use member::{JoinOrder, RenameOrder, UnsecureOrder};
use store::{NewMachine, Policy, Store, StoreError};
use wire::NetbiosName;

use super::Machine;
use crate::args::{InitMember, JoinDomain, LeaveDomain, LocalPassword, RenameMachine};
use crate::config::MemberConfig;
use crate::error::{Error, UsageError};
use crate::password;
use crate::render::Render;
use crate::report::{Done, Report};

const ADMINISTRATOR: &str = "Administrator";

/// Makes a state directory without a membership.
pub(super) async fn init(
    directory: &Path,
    init: &InitMember,
    config: MemberConfig,
    render: &mut dyn Render,
) -> Result<(), Error> {
    let computer = named(init.name.as_ref())?;
    let account = format!("{computer}\\{ADMINISTRATOR}");
    let administrator = password::read(init.password.password_file.clone(), &account)?;
    let administrator = password::check(&Policy::default(), ADMINISTRATOR, "", &administrator)?;
    create(directory, &computer, Some(&administrator)).await?;
    // Makes the key.
    let machine = Machine::open(directory, config).await?;
    machine.memberships().await?;
    let done = Done::new("machine", computer.as_str(), "made");
    render.report(&Report::Done(done));
    Ok(())
}

/// Joins, in a state directory that is made if there is none.
pub(super) async fn join(
    directory: &Path,
    join: &JoinDomain,
    config: MemberConfig,
    render: &mut dyn Render,
) -> Result<(), Error> {
    let machine = match Machine::open(directory, config.clone()).await {
        Err(Error::State {
            error: StoreError::NoDomain,
            ..
        }) => {
            create(directory, &named(join.name.as_ref())?, None).await?;
            Machine::open(directory, config).await?
        }
        opened => opened?,
    };
    if let Some(name) = &join.name
        && name != machine.computer()
    {
        let is = machine.computer().clone();
        return Err(UsageError::AnotherName { is }.into());
    }
    // A service that runs would go on with what it knows, and might write it down.
    let _lock = machine.lock()?;
    let memberships = machine.memberships().await?;
    let joining = machine.joining(memberships, None, true);
    let (domain, server) = (join.domain.clone(), join.server.clone());
    let joined = match &join.user {
        Some(user) => {
            let order = JoinOrder {
                credentials: credentials(user, &domain, join.password_file.clone())?,
                domain,
                server,
                ou: None,
                create_account: !join.existing,
            };
            let asked = controller_of(&order.domain);
            let joined = render.waiting().on(&asked, joining.join(&order));
            joined.await?
        }
        None => {
            let account = machine.computer().machine_account();
            let file = join.account_password_file.clone();
            let password = file.map(|file| password::read(Some(file), &account));
            let order = UnsecureOrder {
                domain,
                server,
                password: password.transpose()?,
            };
            let asked = controller_of(&order.domain);
            let joined = render.waiting().on(&asked, joining.join_unsecure(&order));
            joined.await?
        }
    };
    render.report(&Report::Joined(joined));
    Ok(())
}

impl Machine {
    pub(super) async fn leave(
        &self,
        leave: &LeaveDomain,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        let _lock = self.lock()?;
        let memberships = self.memberships().await?;
        let membership = memberships.load().await.map_err(Error::Membership)?;
        let domain = membership.map(|membership| membership.domain.name);
        let domain = domain.as_ref().map_or("", NetbiosName::as_str);
        let file = leave.password_file.clone();
        let presented = leave.user.as_ref();
        let presented = presented.map(|user| credentials(user, domain, file));
        let presented = presented.transpose()?;
        let joining = self.joining(memberships, None, false);
        let left = joining.leave(presented.as_ref(), leave.server.as_deref());
        let left = render.waiting().on(&controller_of(domain), left).await?;
        render.report(&Report::Left(left));
        Ok(())
    }

    pub(super) async fn rename(
        &self,
        rename: &RenameMachine,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        // A service that runs would go on under the name that it knows.
        let _lock = self.lock()?;
        let memberships = self.memberships().await?;
        let membership = memberships.load().await.map_err(Error::Membership)?;
        let Some(membership) = membership else {
            let renamed = self.store.rename_machine(&rename.name).await;
            renamed.map_err(|error| Error::State {
                directory: self.directory.clone(),
                error,
            })?;
            let done = Done::new("machine", rename.name.as_str(), "renamed");
            render.report(&Report::Done(done));
            return Ok(());
        };
        let domain = membership.domain.name.as_str();
        let file = rename.password_file.clone();
        let presented = rename.user.as_ref();
        let presented = presented.map(|user| credentials(user, domain, file));
        let order = RenameOrder {
            name: rename.name.clone(),
            server: rename.server.clone(),
            credentials: presented.transpose()?,
        };
        let joining = self.joining(memberships, None, false);
        let renamed = joining.rename(&order);
        let renamed = render.waiting().on(&controller_of(domain), renamed).await?;
        render.report(&Report::Renamed(renamed));
        Ok(())
    }

    pub(super) async fn set_local_password(
        &self,
        new: &LocalPassword,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        let desk = self.desk().await?;
        let set = desk.set_password_and_enable(ADMINISTRATOR, new.password_file.clone());
        render.report(&set.await?);
        Ok(())
    }
}

/// The name that is given, or that this machine has.
fn named(name: Option<&NetbiosName>) -> Result<NetbiosName, UsageError> {
    match name {
        Some(name) => Ok(name.clone()),
        None => Ok(own_name()?),
    }
}

/// Whom it takes long to hear from.
pub(super) fn controller_of(domain: &str) -> String {
    format!("a domain controller of {domain}")
}

async fn create(
    directory: &Path,
    computer: &NetbiosName,
    administrator: Option<&NtHash>,
) -> Result<(), Error> {
    let surroundings = Surroundings::system();
    let new = NewMachine {
        computer,
        sid: &surroundings.draw_sid(),
        administrator,
        now: surroundings.clock.now(),
    };
    let made = Store::create_machine(directory, &new).await;
    made.map(drop).map_err(|error| Error::State {
        directory: directory.to_owned(),
        error,
    })
}

/// The credentials of an account; one that is named without its domain is one of `domain`.
fn credentials(
    account: &Account,
    domain: &str,
    file: Option<PathBuf>,
) -> Result<Credentials, UsageError> {
    let account = account.clone().or_in_domain(domain);
    let password = password::read(file, &account.to_string())?;
    Ok(Credentials::Password { account, password })
}
