//! The commands that administer a domain on this machine, each a few transactions of its store.

mod alias;
mod computer;
mod event;
mod exception;
mod group;
mod names;
mod policy;
mod right;
mod trust;
mod user;

use std::path::Path;

use lsa::Surroundings;
use store::{Domain, Store};
use wire::FileTime;

use crate::args::DcCommand;
use crate::error::{About as _, Error};
use crate::render::Render;
use crate::report::{DomainReport, Report};

/// The domain that is administered.
pub(crate) struct Desk {
    store: Store,
    domain: Domain,
    surroundings: Surroundings,
}

impl Desk {
    /// Opens the domain of a directory.
    pub(crate) async fn open(directory: &Path, surroundings: Surroundings) -> Result<Self, Error> {
        let in_directory = |error| Error::State {
            directory: directory.to_owned(),
            error,
        };
        let store = Store::open(directory).await.map_err(in_directory)?;
        Self::of(store, directory, surroundings).await
    }

    /// Over what was opened of a directory, a domain's or a machine's.
    pub(crate) async fn of(
        store: Store,
        directory: &Path,
        surroundings: Surroundings,
    ) -> Result<Self, Error> {
        let domain = store.domain().await.map_err(|error| Error::State {
            directory: directory.to_owned(),
            error,
        })?;
        Ok(Self {
            store,
            domain,
            surroundings,
        })
    }

    /// Does what the command says, and renders what it answers.
    pub(crate) async fn administer(
        &self,
        command: &DcCommand,
        render: &mut dyn Render,
    ) -> Result<(), Error> {
        let report = match command {
            // It made the domain that was opened here.
            DcCommand::Init(_) | DcCommand::Show => self.show().await?,
            DcCommand::User(command) => self.user(command).await?,
            DcCommand::Computer(command) => self.computer(command).await?,
            DcCommand::Group(command) => self.group(command).await?,
            DcCommand::Alias(command) => self.alias(command).await?,
            DcCommand::Policy(command) => self.policy(command).await?,
            DcCommand::Right(command) => self.right(command).await?,
            DcCommand::Exception(command) => self.exception(command).await?,
            DcCommand::Trust(command) => self.trust(command).await?,
            DcCommand::Event(command) => return self.event(command, render).await,
        };
        render.report(&report);
        Ok(())
    }

    async fn show(&self) -> Result<Report, Error> {
        let report = DomainReport::read(&self.store).await;
        Ok(Report::Domain(
            report.about("domain", self.domain.name.as_str())?,
        ))
    }

    fn now(&self) -> FileTime {
        self.surroundings.clock.now()
    }
}
