//! Our own member, on the administrator's machine, in each kind of domain: it joins, proves, rotates, is broken and
//! repaired, and leaves; the controllers say what they have of it.

use anyhow::{Context, Result, ensure};
use interop::{Kind, Output, programs};
use serde_json::Value;

use crate::Scenario;
use crate::scene::{Scene, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 4] = [
    (
        "our_member_joins_proves_rotates_and_leaves",
        joins_proves_rotates_and_leaves,
    ),
    (
        "our_member_whose_account_is_gone_joins_again",
        whose_account_is_gone,
    ),
    (
        "our_member_with_an_old_secret_is_named_and_repaired",
        with_an_old_secret,
    ),
    ("our_member_serves_and_is_killed", serves_and_is_killed),
];

const NAME: &str = "LIMPET";
const STATE: &str = "/var/tmp/limpet";

/// The password is in the file only, so that no command line shows it.
struct Ours<'a> {
    scene: &'a Scene<'a>,
    program: String,
}

impl<'a> Ours<'a> {
    fn new(scene: &'a Scene<'a>) -> Result<Self> {
        scene.will_change();
        let admin = &scene.lab.admin;
        admin.sh(&format!(
            "rm -rf {STATE}; mkdir -p {STATE} {STATE}/run; chmod 700 {STATE}"
        ))?;
        let names = scene.domain.names();
        admin.write(
            &format!("{STATE}/password"),
            &format!("{}\n", names.admin_password),
        )?;
        admin.sh(&format!("chmod 600 {STATE}/password"))?;
        let locate = admin.sh("sed -n '/^.locate/,$p' /etc/netdom.toml")?;
        let settings = format!(
            "listen = []\nwitness = '{STATE}/run'\nsocket.path = '{STATE}/run/member.sock'\n{locate}"
        );
        admin.write(&format!("{STATE}/member.toml"), &settings)?;
        let program = programs::beside_us("netlogond")?;
        Ok(Self {
            scene,
            program: program.to_string_lossy().into_owned(),
        })
    }

    fn argv(&self, words: &[&str]) -> Vec<String> {
        let mut argv = vec![self.program.clone(), "member".to_owned()];
        argv.extend(words.iter().map(|&word| word.to_owned()));
        let state = format!("{STATE}/machine");
        let config = format!("{STATE}/member.toml");
        argv.extend(["--state".to_owned(), state]);
        argv.extend(["--config".to_owned(), config, "--json".to_owned()]);
        argv
    }

    fn run(&self, words: &[&str]) -> Result<(Output, Value)> {
        let output = self.scene.lab.admin.run(self.argv(words))?;
        let document = serde_json::from_str(&output.stdout).with_context(|| told(&output))?;
        Ok((output, document))
    }

    /// It succeeds, and answers so.
    fn ask(&self, words: &[&str]) -> Result<Value> {
        let (output, mut document) = self.run(words)?;
        must_succeed(&output)?;
        let result = document.get_mut("result").map(Value::take);
        result.with_context(|| told(&output))
    }

    /// It fails with this exit status and reason.
    fn ask_in_vain(&self, words: &[&str], exit: i32, reason: &str) -> Result<()> {
        let (output, document) = self.run(words)?;
        let found = document.get("reason").and_then(Value::as_str);
        ensure!(
            output.code == Some(exit) && found == Some(reason),
            "not {exit} with {reason}: {}",
            told(&output)
        );
        Ok(())
    }

    fn join(&self) -> Result<Value> {
        let names = self.scene.domain.names();
        let file = format!("{STATE}/password");
        self.ask(&[
            "join",
            "--domain",
            names.netbios,
            "--user",
            names.admin,
            "--password-file",
            &file,
            "--name",
            NAME,
        ])
    }

    /// The channel works now.
    fn verify(&self) -> Result<Value> {
        let status = self.ask(&["verify"])?;
        let state = status.pointer("/channel/state").and_then(Value::as_str);
        ensure!(state == Some("up"), "{status}");
        Ok(status)
    }

    /// What the controller has of its account, as Samba's tool reads it: `acb_info` and when the password was set.
    fn account(&self) -> Result<String> {
        let credentials = self.scene.domain.admin_credentials();
        let address = self.scene.domain.names().dc_address;
        let query = format!("queryuser {NAME}$");
        let argv = ["rpcclient", "-U", &credentials, address, "-c", &query];
        let output = self.scene.lab.admin.run(argv)?;
        must_succeed(&output)?;
        Ok(output.stdout)
    }
}

fn generation(status: &Value) -> Option<u64> {
    status.pointer("/password/generation")?.as_u64()
}

fn joins_proves_rotates_and_leaves(scene: &Scene<'_>) -> Result<()> {
    let ours = Ours::new(scene)?;
    let joined = ours.join()?;
    let is = |field: &str| joined.get(field).and_then(Value::as_str).map(str::to_owned);
    let names = scene.domain.names();
    ensure!(is("domain").as_deref() == Some(names.netbios), "{joined}");
    ensure!(is("dns_name").as_deref() == names.dns, "{joined}");
    ensure!(is("controller") == Some(scene.dc()), "{joined}");
    ours.verify()?;
    for changed in [3, 5] {
        let rotated = ours.ask(&["rotate"])?;
        ensure!(generation(&rotated) == Some(changed), "{rotated}");
        ours.verify()?;
    }
    let events = ours.ask(&["events", "--id", "5823"])?;
    ensure!(
        events.as_array().is_some_and(|events| !events.is_empty()),
        "{events}"
    );
    ensure!(
        ours.account()?.contains("acb_info :\t0x00000080"),
        "{}",
        ours.account()?
    );
    let file = format!("{STATE}/password");
    let user = ["--user", names.admin, "--password-file", &file];
    ours.ask(&[&["leave"], &user[..]].concat())?;
    ensure!(
        ours.account()?.contains("acb_info :\t0x00000081"),
        "{}",
        ours.account()?
    );
    ours.ask_in_vain(&["verify"], 1, "not-joined")?;
    // And comes back to the account that it had.
    ensure!(ours.join()?.get("created") == Some(&Value::Bool(false)));
    ours.verify()?;
    Ok(())
}

fn whose_account_is_gone(scene: &Scene<'_>) -> Result<()> {
    let ours = Ours::new(scene)?;
    ours.join()?;
    must_succeed(&scene.netdom().run(["member", NAME, "/delete"])?)?;
    // Samba's classic controller answers to an unknown account as to a wrong password.
    let (reason, event) = match scene.domain.kind() {
        Kind::Nt4 => ("wrong-password", "3210"),
        Kind::Ad | Kind::Ours => ("no-account", "5721"),
    };
    ours.ask_in_vain(&["verify"], 6, reason)?;
    let events = ours.ask(&["events", "--id", event])?;
    ensure!(
        events.as_array().is_some_and(|events| events.len() == 1),
        "{events}"
    );
    ensure!(ours.join()?.get("created") == Some(&Value::Bool(true)));
    ours.verify()?;
    Ok(())
}

fn with_an_old_secret(scene: &Scene<'_>) -> Result<()> {
    let ours = Ours::new(scene)?;
    let admin = &scene.lab.admin;
    ours.join()?;
    admin.sh(&format!("cp -a {STATE}/machine {STATE}/snapshot"))?;
    ours.ask(&["rotate"])?;
    ours.ask(&["rotate"])?;
    admin.sh(&format!(
        "rm -rf {STATE}/machine && cp -a {STATE}/snapshot {STATE}/machine"
    ))?;
    ours.ask_in_vain(&["verify"], 6, "wrong-password")?;
    let status = ours.ask(&["status"])?;
    ensure!(
        status.get("copied").is_some_and(Value::is_string),
        "{status}"
    );
    ours.join()?;
    let status = ours.verify()?;
    ensure!(status.get("copied") == Some(&Value::Null), "{status}");
    Ok(())
}

/// `kill -9` while it changes its password: whatever the controller has by then, the next start finds out.
fn serves_and_is_killed(scene: &Scene<'_>) -> Result<()> {
    let ours = Ours::new(scene)?;
    ours.join()?;
    let argv = ours.argv(&["rotate"]);
    for delay in ["0.02", "0.05", "0.08", "0.11", "0.2"] {
        let script = r#"delay=$1; shift; "$@" >/dev/null 2>&1 & sleep "$delay"; kill -9 $! 2>/dev/null || true; wait $! 2>/dev/null || true"#;
        let mut args = vec![delay];
        args.extend(argv.iter().map(String::as_str));
        scene.lab.admin.script(script, &args, "")?.success()?;
        ours.verify()?;
    }
    let rotated = ours.ask(&["rotate"])?;
    let pending = rotated.pointer("/password/pending_since");
    ensure!(pending == Some(&Value::Null), "{rotated}");
    Ok(())
}
