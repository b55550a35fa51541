//! DOMAINMEMBER: its accounts, its Netlogon service, and who manages it from afar.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use auth::NtHash;
use locate::Locator;
use lsa::{Serving, Surroundings};
use member::joining::{Joining, OverSmb};
use member::state::{KeyPlace, Origin, State};
use member::{EventWriter, Member, MembershipStore, Network, Remote, Sockets};
use store::{NewMachine, Store};
use tokio::task::JoinSet;
use wire::Password;

use crate::error::Error;
use crate::house::{MEMBER, computer, on_loopback};

/// The member, as long as it is not dropped.
pub(crate) struct Machine {
    /// Its own accounts, and its events.
    pub(crate) store: Store,
    /// Its membership, as it is kept on the disk.
    pub(crate) state: Arc<State>,
    /// Its Netlogon service.
    pub(crate) member: Arc<Member>,
    /// Where it can be managed from.
    pub(crate) remote: Serving,
    _tasks: JoinSet<()>,
}

/// The longest wait for any one answer.
const TIMEOUT: Duration = Duration::from_secs(10);

impl Machine {
    /// Makes a machine that is in no domain, and starts its services. `locator` is how it finds controllers.
    pub(crate) async fn start(
        directory: &Path,
        surroundings: &Surroundings,
        administrator: &Password,
        locator: impl Fn() -> Result<Locator, Error>,
    ) -> Result<Self, Error> {
        let new = NewMachine {
            computer: &computer(MEMBER)?,
            sid: &surroundings.draw_sid(),
            administrator: Some(&NtHash::from_password(administrator)),
            now: surroundings.clock.now(),
        };
        let store = Store::create_machine(directory, &new).await?;
        let key = KeyPlace::of(directory, None, None);
        let key = key.load_or_create(&*surroundings.entropy)?;
        let entropy = Arc::clone(&surroundings.entropy);
        let state = Arc::new(State::new(store.clone(), key, Origin::default(), entropy));
        let memberships: Arc<dyn MembershipStore> = state.clone();
        let (events, queue) = EventWriter::new(store.clone());
        let network = Sockets::new(locator()?, computer(MEMBER)?, TIMEOUT);
        let network: Arc<dyn Network> = Arc::new(network);
        let settings = member::Settings::default();
        let member = Member::new(
            MEMBER.to_owned(),
            Arc::clone(&memberships),
            Arc::clone(&network),
            Arc::new(events),
            surroundings.clone(),
            settings.clone(),
        )
        .await?;
        let joining = Joining {
            own_accounts: Arc::new(store.clone()),
            memberships,
            administration: Arc::new(OverSmb {
                locator: locator()?,
                timeout: settings.timeout,
            }),
            network,
            surroundings: surroundings.clone(),
            settings,
            member: Some(Arc::clone(&member)),
            pin: false,
        };
        let remote = Remote::new(Arc::clone(&member), store.clone(), Arc::new(joining)).await?;
        let remote = remote.serve(on_loopback()).await?;
        let mut tasks = JoinSet::new();
        tasks.spawn(queue.run());
        let kept = Arc::clone(&member);
        tasks.spawn(async move { kept.run().await });
        Ok(Self {
            store,
            state,
            member,
            remote,
            _tasks: tasks,
        })
    }
}
