//! What every scenario works with: the lab, one of its domains, and netdom.

use std::cell::Cell;

use anyhow::{Context, Result, ensure};
use interop::netdom::Call;
use interop::{Cause, Domain, Host, Kind, Lab, Netdom, Nltest, Output, Verdict, nltest};

/// The lab of one domain, which its scenarios share.
pub(crate) struct World {
    lab: Lab,
    kind: Kind,
    netdom: Netdom,
    /// Whether somebody changed something that the next scenario must not meet.
    is_changed: Cell<bool>,
}

impl World {
    #[expect(
        clippy::print_stdout,
        reason = "a verdict is worth as much as its judge is known"
    )]
    /// The first of the kinds is the domain that the scenarios are about.
    pub(crate) fn boot(name: &str, kinds: &[Kind]) -> Result<Self> {
        let netdom = Netdom::beside_us()?;
        let kind = *kinds.first().context("no domain is to be booted")?;
        let lab = Lab::start(kinds)?;
        println!("{name}: peer and judge: {}", lab.peer_version);
        Ok(Self {
            lab,
            kind,
            netdom,
            is_changed: Cell::new(false),
        })
    }

    pub(crate) fn play(&self, scenario: fn(&Scene<'_>) -> Result<()>) -> Result<()> {
        let domain = self
            .lab
            .domain(self.kind)
            .context("this domain was not booted")?;
        if self.is_changed.get() {
            domain.heal()?;
        }
        let scene = Scene {
            lab: &self.lab,
            domain,
            netdom: &self.netdom,
            is_changed: Cell::new(false),
        };
        // Until it has ended well, nobody knows what it changed.
        self.is_changed.set(true);
        scenario(&scene)?;
        self.is_changed.set(scene.is_changed.get());
        Ok(())
    }
}

/// One scenario's view.
pub(crate) struct Scene<'a> {
    pub(crate) lab: &'a Lab,
    pub(crate) domain: &'a Domain,
    netdom: &'a Netdom,
    is_changed: Cell<bool>,
}

impl Scene<'_> {
    /// The member as netdom is told of it: with backslashes.
    pub(crate) fn member(&self) -> String {
        format!(r"\\{}", self.domain.names().member)
    }

    /// The domain controller, likewise.
    pub(crate) fn dc(&self) -> String {
        format!(r"\\{}", self.domain.names().dc)
    }

    /// netdom on the administrator's machine, with all credentials.
    pub(crate) fn netdom(&self) -> Call<'_> {
        self.netdom.on(&self.lab.admin, self.domain)
    }

    /// nltest on the administrator's machine, as the domain's administrator.
    pub(crate) fn nltest(&self) -> Result<nltest::Call<'_>> {
        self.nltest_on(&self.lab.admin)
    }

    /// nltest on another machine.
    pub(crate) fn nltest_on<'a>(&self, host: &'a Host) -> Result<nltest::Call<'a>> {
        Ok(Nltest::beside_us()?.on(host, self.domain))
    }

    /// What the controller tells Samba's own client, as the domain's administrator on the administrator's machine.
    pub(crate) fn rpcclient(&self, commands: &str) -> Result<String> {
        let credentials = self.domain.admin_credentials();
        let address = self.domain.names().dc_address;
        let argv = ["rpcclient", "-U", &credentials, address, "-c", commands];
        let output = self.lab.admin.run(argv)?;
        must_succeed(&output)?;
        Ok(output.text())
    }

    /// Tells that the domain must be healed before the next scenario.
    pub(crate) fn will_change(&self) {
        self.is_changed.set(true);
    }

    /// Breaks the channel, and makes sure that it is broken.
    pub(crate) fn break_channel(&self, cause: Cause) -> Result<()> {
        self.will_change();
        self.domain.break_channel(cause)?;
        ensure!(
            self.domain.member.testjoin()? != Verdict::Healthy,
            "{cause:?} did not break the channel"
        );
        Ok(())
    }

    /// Samba's verdict must be that the channel works.
    pub(crate) fn must_be_healthy(&self) -> Result<()> {
        match self.domain.member.testjoin()? {
            Verdict::Healthy => Ok(()),
            Verdict::Broken(why) => anyhow::bail!("Samba's net rpc testjoin: {why}"),
        }
    }

    /// A fingerprint of the member's secrets: equal as long as nobody changed its password.
    pub(crate) fn member_secrets(&self) -> Result<String> {
        self.domain.member.sh(
            "tdbdump /var/lib/samba/private/secrets.tdb | grep -A1 MACHINE_PASSWORD | sha256sum",
        )
    }

    /// Changes a setting of the member's Samba and restarts it.
    pub(crate) fn configure_member(&self, settings: &[&str]) -> Result<()> {
        self.will_change();
        self.domain.member.stop()?;
        let settings: String = settings
            .iter()
            .map(|setting| format!("    {setting}\n"))
            .collect();
        self.domain
            .member
            .script("cat >> /etc/samba/smb.conf", &[], &settings)?
            .success()?;
        self.domain.member.start()
    }
}

/// The call must have succeeded.
pub(crate) fn must_succeed(output: &Output) -> Result<()> {
    ensure!(output.code == Some(0), "{}", told(output));
    Ok(())
}

/// The call must have ended with this status, naming this reason code and saying what to do.
pub(crate) fn must_fail(output: &Output, status: i32, reason: &str) -> Result<()> {
    ensure!(
        output.code == Some(status),
        "not status {status}: {}",
        told(output)
    );
    ensure!(
        output.text().contains(reason),
        "reason {reason} is not named: {}",
        told(output)
    );
    Ok(())
}

/// The lines must appear in this order; others may stand between them.
pub(crate) fn must_tell(output: &Output, lines: &[String]) -> Result<()> {
    let mut told_lines = output.stdout.lines();
    for line in lines {
        let found = told_lines.any(|told| told.trim_end().starts_with(line.as_str()));
        ensure!(
            found,
            "the line `{line}` is missing or out of order: {}",
            told(output)
        );
    }
    Ok(())
}

/// Exit status: nothing is known to be wrong, and the member could not be asked for proof.
pub(crate) const UNPROVEN: i32 = 7;

/// The whole answer, for messages.
pub(crate) fn told(output: &Output) -> String {
    format!(
        "`{}` ended with {:?}\n{}",
        output.command,
        output.code,
        output.text()
    )
}
