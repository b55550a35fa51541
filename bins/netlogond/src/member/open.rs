//! What a member's state directory has, and what is built on it.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use locate::Locator;
use lsa::Surroundings;
use member::joining::{Joining, OverSmb};
use member::state::{KeyPlace, Origin, State};
use member::{EventLog, EventQueue, EventWriter, Member, MembershipStore, Sockets};
use store::{Domain, ServiceLock, Store};
use wire::NetbiosName;

use crate::administer::Desk;
use crate::config::MemberConfig;
use crate::error::Error;

/// A member's state directory, opened.
pub(crate) struct Machine {
    pub(super) directory: PathBuf,
    pub(super) config: MemberConfig,
    pub(super) store: Store,
    /// The machine's own accounts.
    accounts: Domain,
    surroundings: Surroundings,
}

impl Machine {
    /// Opens it.
    pub(super) async fn open(directory: &Path, config: MemberConfig) -> Result<Self, Error> {
        let in_directory = |error| Error::State {
            directory: directory.to_owned(),
            error,
        };
        let store = Store::open_machine(directory).await;
        let store = store.map_err(in_directory)?;
        Ok(Self {
            directory: directory.to_owned(),
            config,
            accounts: store.domain().await.map_err(in_directory)?,
            store,
            surroundings: Surroundings::system(),
        })
    }

    /// The right to change what is in it, which a service that runs has.
    pub(super) fn lock(&self) -> Result<ServiceLock, Error> {
        ServiceLock::take(&self.directory).map_err(|error| Error::State {
            directory: self.directory.clone(),
            error,
        })
    }

    /// The machine's name.
    pub(super) const fn computer(&self) -> &NetbiosName {
        &self.accounts.name
    }

    /// The membership. A key is made if there is none, and nothing yet that another one sealed.
    pub(super) async fn memberships(&self) -> Result<Arc<dyn MembershipStore>, Error> {
        let credentials = env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
        let configured = self.config.key_file.as_deref();
        let place = KeyPlace::of(&self.directory, configured, credentials.as_deref());
        let sealed = self.store.membership().await;
        let sealed = sealed.map_err(|error| Error::State {
            directory: self.directory.clone(),
            error,
        })?;
        let key = match sealed {
            Some(_) => place.load()?,
            None => place.load_or_create(&*self.surroundings.entropy)?,
        };
        // The same for each copy of the directory, and for no other machine's.
        let witness = format!("{}.generation", self.accounts.sid);
        let origin = Origin::read(Path::new("/"), Some(self.config.witness.join(witness)));
        let entropy = Arc::clone(&self.surroundings.entropy);
        let state = State::new(self.store.clone(), key, origin, entropy);
        Ok(Arc::new(state))
    }

    fn locator(&self) -> Locator {
        let mut config = self.config.locate.clone();
        config.client_name.clone_from(self.computer());
        Locator::new(config)
    }

    /// The service, which does nothing yet, and what writes its events down.
    pub(super) async fn member(
        &self,
        memberships: Arc<dyn MembershipStore>,
    ) -> Result<(Arc<Member>, EventQueue), Error> {
        let computer = self.computer().as_str().to_owned();
        let (writer, queue) = EventWriter::new(self.store.clone());
        let events: Arc<dyn EventLog> = Arc::new(writer);
        let settings = self.config.settings();
        let sockets = Sockets::new(self.locator(), self.computer().clone(), settings.timeout)
            .pinned(self.config.server.clone());
        let member = Member::new(
            computer,
            memberships,
            Arc::new(sockets),
            events,
            self.surroundings.clone(),
            settings,
        );
        let member = member.await.map_err(Error::Channel)?;
        Ok((member, queue))
    }

    /// What joins and leaves; `pin` has the controller that is named used from then on.
    pub(super) fn joining(
        &self,
        memberships: Arc<dyn MembershipStore>,
        member: Option<Arc<Member>>,
        pin: bool,
    ) -> Joining {
        let settings = self.config.settings();
        let (locator, computer) = (self.locator(), self.computer().clone());
        let sockets = Sockets::new(locator.clone(), computer.clone(), settings.timeout);
        Joining {
            own_accounts: Arc::new(self.store.clone()),
            memberships,
            administration: Arc::new(OverSmb {
                locator,
                timeout: settings.timeout,
            }),
            network: Arc::new(sockets),
            surroundings: self.surroundings.clone(),
            settings,
            member,
            pin,
        }
    }

    /// The administration of the machine's own accounts.
    pub(super) async fn desk(&self) -> Result<Desk, Error> {
        let surroundings = self.surroundings.clone();
        Desk::of(self.store.clone(), &self.directory, surroundings).await
    }
}
