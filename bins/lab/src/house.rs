//! DOMAINPDC and DOMAINMEMBER: real services on real sockets, with everything that they keep in one directory.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use auth::NtHash;
use dc::{Controller, Locating};
use locate::server::ServerSettings;
use locate::{
    Broadcast, Dns, DomainEntry, HostEntry, Locator, LocatorConfig, NameTable, PortOverrides, Ports,
};
use lsa::{Clock, Listen, Serving, Surroundings};
use member::{
    ChannelFailure, ChannelStatus, LoggedOn, Logon, LogonFailure, MembershipStore as _, Proof,
};
use msrpc::netlogon::ParameterControl;
use store::{Control, Event, NewDomain, NewUser, PasswordChange, Store};
use toml::Table;
use wire::{FileTime, NetbiosName, Password};

use crate::causes::Cause;
use crate::clock::LabClock;
use crate::error::Error;
use crate::machine::Machine;
use crate::scratch::Scratch;
use crate::tool;

/// The domain's NetBIOS name.
pub(crate) const DOMAIN: &str = "DOMAIN";
/// Its primary domain controller.
pub(crate) const PDC: &str = "DOMAINPDC";
/// Its member.
pub(crate) const MEMBER: &str = "DOMAINMEMBER";
/// What the member was called before it was renamed.
pub(crate) const FORMER: &str = "OLDMEMBER";
/// A user of the domain.
pub(crate) const USER: &str = "alice";

/// Both services, as long as it is not dropped.
pub(crate) struct House {
    accounts: Store,
    machine: Machine,
    surroundings: Surroundings,
    clock: Arc<LabClock>,
    user_password: Password,
    /// `netdom.toml` for it.
    pub(crate) config: PathBuf,
    pdc: Serving,
    _locating: Locating,
    /// Last, so that it outlives those who use it.
    _scratch: Scratch,
}

/// What was logged on one side.
pub(crate) struct Logged {
    /// The computer.
    pub(crate) computer: &'static str,
    /// Its event.
    pub(crate) event: Event,
}

impl House {
    /// Makes the domain and its member, starts both, and has the member join.
    pub(crate) async fn build() -> Result<Self, Error> {
        let scratch = Scratch::new().map_err(Error::Scratch)?;
        let clock = Arc::new(LabClock::default());
        let told: Arc<dyn Clock> = clock.clone();
        let surroundings = Surroundings {
            clock: told,
            ..Surroundings::system()
        };
        let password = || random_password(&surroundings);
        let (administrator, local_administrator, user_password) =
            (password(), password(), password());

        let directory = scratch.path().join("pdc");
        let accounts =
            make_domain(&directory, &surroundings, &administrator, &user_password).await?;
        let settings = dc::Settings::default();
        let controller = Controller::new(accounts.clone(), surroundings.clone(), settings).await?;
        let pdc = controller.serve(on_loopback()).await?;
        let locating = controller.serve_locator(locator_on_loopback()).await?;

        let directory = scratch.path().join("member");
        let machine = Machine::start(&directory, &surroundings, &local_administrator, || {
            let names = table(&pdc, &locating, None)?;
            Ok(Locator::new(located(names)))
        });
        let machine = machine.await?;
        let names = table(&pdc, &locating, Some(&machine.remote))?;
        let config = settings_file(&scratch, &names, &administrator, &local_administrator)?;
        let house = Self {
            accounts,
            machine,
            surroundings,
            clock,
            user_password,
            config,
            pdc,
            _locating: locating,
            _scratch: scratch,
        };
        house.join()?;
        Ok(house)
    }

    /// The first join, by the same program that repairs.
    fn join(&self) -> Result<(), Error> {
        let target = format!("\\\\{MEMBER}");
        let mut said = Vec::new();
        let words = ["member", &target, "/joindomain"];
        let exit = tool::netdom(&self.config, &words, |line| said.push(line.to_owned()));
        match exit.map_err(Error::Program)? {
            Some(0) => Ok(()),
            _ => Err(Error::NotJoined(said.join("\n"))),
        }
    }

    fn now(&self) -> FileTime {
        self.surroundings.clock.now()
    }

    /// Where the controller's SMB is.
    pub(crate) const fn controller_address(&self) -> SocketAddr {
        self.pdc.smb
    }

    /// Where the member's SMB is.
    pub(crate) const fn member_address(&self) -> SocketAddr {
        self.machine.remote.smb
    }

    /// Breaks the channel, some time after what was before, and has the member start anew as after a restart; when that
    /// was.
    pub(crate) async fn break_channel(&self, cause: Cause) -> Result<FileTime, Error> {
        self.clock.advance(BETWEEN_CAUSES);
        let account = self.accounts.user_by_name(&format!("{MEMBER}$")).await?;
        let rid = account.ok_or(Error::Story("it has no account"))?.rid;
        let now = self.now();
        match cause {
            // Its account still has the name that it had until now.
            Cause::Renamed => {
                let former = format!("{FORMER}$");
                self.accounts.rename_user(rid, &former, now).await?;
            }
            Cause::OldSecret => {
                let backup = self.machine.state.load().await?;
                let backup = backup.ok_or(Error::Story("it is not joined"))?;
                // Two changes, since the value before the last is tried as well.
                for _ in 0..2 {
                    self.machine.member.change_password().await?;
                }
                self.machine.state.save(&backup).await?;
            }
            Cause::AccountRemoved => self.accounts.delete_user(rid, now).await?,
            Cause::WrongPassword => {
                let other = NtHash::from_password(&random_password(&self.surroundings));
                let change = PasswordChange::new(&other, now);
                self.accounts.set_password(rid, change).await?;
            }
        }
        let broken = self.now();
        self.machine.member.reload().await?;
        Ok(broken)
    }

    /// A user logs on at the member.
    pub(crate) async fn log_on(&self) -> Result<LoggedOn, LogonFailure> {
        let logon = Logon {
            domain: DOMAIN.to_owned(),
            user: USER.to_owned(),
            workstation: MEMBER.to_owned(),
            parameters: ParameterControl(0),
            proof: Proof::Password(self.user_password.duplicate()),
        };
        self.machine.member.log_on(&logon).await
    }

    /// Has the member prove that its channel works.
    pub(crate) async fn verify(&self) -> Result<(), ChannelFailure> {
        self.machine.member.verify().await
    }

    /// How the channel is.
    pub(crate) fn channel(&self) -> ChannelStatus {
        self.machine.member.status().channel
    }

    /// What both sides have logged since then, once the member has told of the event `on_member` and the controller of
    /// `on_controller`, or after a while.
    pub(crate) async fn events(
        &self,
        since: FileTime,
        on_member: u32,
        on_controller: u32,
    ) -> Result<Vec<Logged>, Error> {
        let mut logged = Vec::new();
        for _ in 0..ATTEMPTS {
            let member = newer(&self.machine.store, since).await?;
            let controller = newer(&self.accounts, since).await?;
            let has = |events: &[Event], id| events.iter().any(|e| e.event.event_id == id);
            let all = has(&member, on_member) && has(&controller, on_controller);
            let named = |computer| move |event| Logged { computer, event };
            logged = member.into_iter().map(named(MEMBER)).collect();
            logged.extend(controller.into_iter().map(named(PDC)));
            if all {
                break;
            }
            tokio::time::sleep(BETWEEN_ATTEMPTS).await;
        }
        Ok(logged)
    }
}

/// More than the time in which a repeated event is only counted.
const BETWEEN_CAUSES: Duration = Duration::from_mins(2);
/// Events reach the disk a moment after they happen.
const BETWEEN_ATTEMPTS: Duration = Duration::from_millis(20);
/// Five seconds in all.
const ATTEMPTS: u32 = 250;

/// Events that were logged, or came again, since then; the newest few hundred are looked at.
async fn newer(store: &Store, since: FileTime) -> Result<Vec<Event>, Error> {
    let newest = store.event_log_state().await?.newest;
    let events = store
        .events_from(newest.saturating_sub(500).max(1), 501)
        .await?;
    let newer = events.into_iter().filter(|event| event.last_time >= since);
    Ok(newer.collect())
}

/// The domain, with a user.
async fn make_domain(
    directory: &Path,
    surroundings: &Surroundings,
    administrator: &Password,
    user: &Password,
) -> Result<Store, Error> {
    let now = surroundings.clock.now();
    let new = NewDomain {
        name: &computer(DOMAIN)?,
        controller: &computer(PDC)?,
        sid: &surroundings.draw_sid(),
        administrator: &NtHash::from_password(administrator),
        now,
    };
    let accounts = Store::create(directory, &new).await?;
    let user = NtHash::from_password(user);
    let user = NewUser {
        password: Some(&user),
        ..NewUser::new(USER, Control::NORMAL_ACCOUNT, now)
    };
    accounts.create_user(&user).await?;
    Ok(accounts)
}

/// Ports that the operating system picks, on the address that only this machine can reach.
pub(crate) fn on_loopback() -> Listen {
    Listen {
        address: IpAddr::V4(Ipv4Addr::LOCALHOST),
        smb_port: 0,
        endpoint_mapper_port: 0,
        rpc_port: 0,
        ..Listen::default()
    }
}

/// The same for those who look for the controller: pings are answered, and nobody's broadcasts are heard.
fn locator_on_loopback() -> ServerSettings {
    ServerSettings {
        bind: Ipv4Addr::LOCALHOST,
        ports: Ports {
            netbios_name: 0,
            netbios_datagram: 0,
            ldap: 0,
            ..Ports::default()
        },
        broadcast: Broadcast::Off,
        ..ServerSettings::default()
    }
}

/// Where everybody is.
fn table(pdc: &Serving, locating: &Locating, member: Option<&Serving>) -> Result<NameTable, Error> {
    let mut names = NameTable::default();
    let ports = PortOverrides {
        netbios_name: Some(locating.ports.netbios_name),
        netbios_datagram: Some(locating.ports.netbios_datagram),
        ldap: Some(locating.ports.ldap),
        ..PortOverrides::default()
    };
    names.add_host(PDC, host(pdc, ports))?;
    if let Some(member) = member {
        names.add_host(MEMBER, host(member, PortOverrides::default()))?;
    }
    let domain = DomainEntry {
        pdc: Some(PDC.to_owned()),
        controllers: Vec::new(),
    };
    names.add_domain(DOMAIN, domain)?;
    Ok(names)
}

fn host(serving: &Serving, ports: PortOverrides) -> HostEntry {
    HostEntry {
        addresses: vec![serving.smb.ip()],
        ports: PortOverrides {
            smb: Some(serving.smb.port()),
            epmapper: Some(serving.endpoint_mapper.port()),
            ..ports
        },
    }
}

/// The name table, and nobody else to ask.
fn located(names: NameTable) -> LocatorConfig {
    LocatorConfig {
        names,
        dns: Dns::Off,
        broadcast: Broadcast::Off,
        ..LocatorConfig::default()
    }
}

/// `netdom.toml` for this domain, with files for the passwords of both administrators beside it.
fn settings_file(
    scratch: &Scratch,
    names: &NameTable,
    administrator: &Password,
    local_administrator: &Password,
) -> Result<PathBuf, Error> {
    let file = |name: &str, contents: &str| scratch.write(name, contents).map_err(Error::Scratch);
    let domain_password = file("administrator.password", administrator.expose())?;
    let local_password = file("local-administrator.password", local_administrator.expose())?;
    let mut locate = Table::new();
    locate.insert("dns".to_owned(), "off".into());
    locate.insert("broadcast".to_owned(), "off".into());
    locate.insert("names".to_owned(), toml::Value::try_from(names)?);
    let mut settings = Table::new();
    for (name, value) in [
        ("domain", DOMAIN.to_owned()),
        ("userd", format!("{DOMAIN}\\Administrator")),
        ("passwordd_file", domain_password.display().to_string()),
        ("usero", "Administrator".to_owned()),
        ("passwordo_file", local_password.display().to_string()),
    ] {
        settings.insert(name.to_owned(), value.into());
    }
    settings.insert("locate".to_owned(), locate.into());
    file("netdom.toml", &toml::to_string(&settings)?)
}

pub(crate) fn computer(name: &str) -> Result<NetbiosName, Error> {
    name.parse().map_err(|_| Error::Story("a name is none"))
}

/// A password that nobody knows.
fn random_password(surroundings: &Surroundings) -> Password {
    netlogon::machine_password(|octets| surroundings.entropy.fill(octets))
}
