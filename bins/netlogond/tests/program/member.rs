//! `netlogond member` against `netlogond dc`: joined, proven, rotated, served, broken, repaired, left.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

use serde_json::{Value, json};

use crate::program::{Ended, PASSWORD, Running, Service, State, check_config, ended, program};

/// The member `M` beside the domain `OURDOM`.
pub(crate) struct Scene {
    pub(crate) domain: State,
    controller: Service,
}

impl Scene {
    pub(crate) fn new(test: &str) -> Self {
        let domain = State::with_domain(test);
        let controller = domain.serve();
        let scene = Self { domain, controller };
        let settings = scene.settings();
        scene.domain.beside("member.toml", &settings);
        scene
    }

    /// Where the controller is, and nothing outside of the test's directory.
    fn settings(&self) -> String {
        let (smb, epmapper) = (
            self.controller.smb.port(),
            self.controller.endpoint_mapper.port(),
        );
        let here = self.path("");
        let here = here.display();
        format!(
            "listen = ['127.0.0.1']
             ports = {{ smb = 0, endpoint-mapper = 0, rpc = 0 }}
             witness = '{here}'
             socket.path = '{here}/member.sock'
             [locate]
             dns = 'off'
             broadcast = 'off'
             reply_port = 0
             [locate.names.host.OURPDC]
             addresses = ['127.0.0.1']
             ports = {{ smb = {smb}, epmapper = {epmapper} }}
             [locate.names.domain.OURDOM]
             pdc = 'OURPDC'
            "
        )
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.domain.directory().with_file_name(name)
    }

    pub(crate) fn command(&self, words: &str) -> Command {
        let mut command = program();
        command
            .args(["member", "--state"])
            .arg(self.path("machine"))
            .arg("--config")
            .arg(self.path("member.toml"))
            .args(words.split_whitespace())
            .env("NETLOGOND_PASSWORD", PASSWORD);
        command
    }

    fn member(&self, words: &str) -> Ended {
        ended(&mut self.command(words))
    }

    /// A command that succeeds: its result.
    pub(crate) fn json(&self, words: &str) -> Value {
        let ended = self.member(&format!("{words} --json"));
        assert_eq!(ended.exit, Some(0), "{words}: {}", ended.out);
        let document: Value = serde_json::from_str(&ended.out).unwrap();
        document["result"].clone()
    }

    /// A command that fails: its exit status and its reason.
    fn refused(&self, words: &str) -> (Option<i32>, String) {
        let ended = self.member(&format!("{words} --json"));
        let document: Value = serde_json::from_str(&ended.out).unwrap();
        let reason = document["reason"].as_str().unwrap_or_default();
        (ended.exit, reason.to_owned())
    }

    pub(crate) fn join(&self) -> Value {
        self.json("join --domain OURDOM --user Administrator --name M")
    }

    fn serve(&self) -> Running {
        let running = Running::start(self.command(""), &self.path("member-notify"));
        assert_eq!(
            running.notified(),
            "READY=1\nSTATUS=member of domain OURDOM\n"
        );
        running
    }

    fn account_is_disabled(&self) -> bool {
        let account = self.domain.json("computer show M");
        account["disabled"].as_bool().unwrap()
    }

    /// Breaks the channel, as somebody does who resets the account.
    fn break_channel(&self) {
        let reset = self.domain.dc("computer reset M");
        assert_eq!(reset.exit, Some(0), "{}", reset.err);
    }
}

#[test]
fn a_machine_joins_proves_rotates_and_leaves() {
    let scene = Scene::new("member-story");
    let joined = scene.join();
    assert_eq!(joined["computer"], r"\\M");
    assert_eq!(joined["domain"], "OURDOM");
    assert_eq!(joined["controller"], r"\\OURPDC");
    assert_eq!(joined["created"], true);
    let status = scene.json("status");
    assert_eq!(status["channel"], json!({ "state": "unused" }));
    assert_eq!(status["password"]["generation"], 1);
    let verified = scene.json("verify");
    assert_eq!(verified["channel"]["state"], "up");
    assert_eq!(verified["channel"]["controller"], "OURPDC");
    let rotated = scene.json("rotate");
    assert_eq!(rotated["password"]["pending_since"], Value::Null);
    // Written down before it was sent, and again once it was proven.
    assert_eq!(rotated["password"]["generation"], 3);
    let events = scene.json("events");
    assert_eq!(events[0]["id"], 5823);
    assert!(events[0]["text"].as_str().unwrap().contains(r"\\OURPDC"));
    let shown = scene.member("verify").out;
    assert!(
        shown.contains("Secure channel:     works, to OURPDC"),
        "{shown}"
    );
    let left = scene.json("leave --user Administrator");
    assert_eq!(left["disabled"], true);
    assert!(scene.account_is_disabled());
    assert_eq!(scene.refused("verify"), (Some(1), "not-joined".into()));
    assert_eq!(scene.refused("leave"), (Some(1), "not-a-member".into()));
    assert_eq!(scene.join()["created"], false);
    assert!(!scene.account_is_disabled());
}

#[test]
fn a_service_is_asked_while_it_runs() {
    let scene = Scene::new("member-service");
    scene.join();
    let service = scene.serve();
    assert_eq!(scene.json("verify")["channel"]["state"], "up");
    let before = scene.json("status")["password"]["generation"].as_u64();
    let rotated = scene.json("rotate")["password"]["generation"].as_u64();
    assert!(rotated > before);
    // Whoever would write beside it is refused.
    let join = "join --domain OURDOM --user Administrator";
    for command in [join, "leave", ""] {
        let refused = (Some(10), "already-served".to_owned());
        assert_eq!(scene.refused(command), refused, "{command}");
    }
    service.signal("-TERM");
    let (exit, log) = service.end();
    assert_eq!(exit, Some(0), "{log}");
    // What it has written down is what the controller has.
    assert_eq!(scene.json("verify")["channel"]["state"], "up");
}

#[test]
fn a_killed_service_leaves_a_member_that_works() {
    let scene = Scene::new("member-killed");
    scene.join();
    for _ in 0..3 {
        let service = scene.serve();
        scene.json("rotate");
        service.signal("-KILL");
        service.end();
        assert_eq!(scene.json("verify")["channel"]["state"], "up");
    }
}

#[test]
fn a_broken_channel_is_named_and_repaired_by_joining_again() {
    let scene = Scene::new("member-broken");
    scene.join();
    scene.break_channel();
    assert_eq!(scene.refused("verify"), (Some(6), "wrong-password".into()));
    let told = scene.member("verify").err;
    assert!(
        told.contains("[wrong-password]") && told.contains("To do:"),
        "{told}"
    );
    let events = scene.json("events --id 3210");
    assert_eq!(events[0]["strings"], json!(["OURDOM", r"\\OURPDC"]));
    assert_eq!(events[0]["data"], "220000c0");
    assert_eq!(scene.join()["created"], false);
    scene.json("verify");
}

#[test]
fn what_stands_in_the_way_is_named() {
    let scene = Scene::new("member-refused");
    let words = "join --domain OURDOM --user Administrator";
    let mut wrong = scene.command(&format!("{words} --name M --json"));
    let wrong = ended(wrong.env("NETLOGOND_PASSWORD", "wrong"));
    assert_eq!(wrong.exit, Some(4), "{}", wrong.out);
    let nowhere = "join --domain NOWHERE --user Administrator";
    assert_eq!(scene.refused(nowhere), (Some(3), "pdc-not-found".into()));
    let renamed = format!("{words} --name OTHER");
    assert_eq!(scene.refused(&renamed), (Some(2), "usage".into()));
    scene.join();
    // Each directory is served by its own kind of service.
    let machine = scene.path("machine");
    let mut dc = program();
    dc.args(["dc", "show", "--json", "--state"]).arg(&machine);
    let refused = ended(&mut dc);
    assert_eq!(refused.exit, Some(2));
    assert!(refused.out.contains("another-role"), "{}", refused.out);
    // Nobody can use the secret without the key, or with another.
    let key = machine.join("machine.key");
    let content = fs::read(&key).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(scene.refused("verify"), (Some(2), "open-key".into()));
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(&key, [1; 32]).unwrap();
    assert_eq!(scene.refused("verify").0, Some(9));
    fs::remove_file(&key).unwrap();
    assert_eq!(scene.refused("status"), (Some(9), "key-missing".into()));
    fs::write(&key, content).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    scene.json("verify");
}

/// A copy of the state that is older than what was seen on this machine.
#[test]
fn a_restored_snapshot_is_named_in_status_and_event() {
    let scene = Scene::new("member-snapshot");
    scene.join();
    let machine = scene.path("machine");
    let snapshot = scene.path("snapshot");
    let copy = |from: &PathBuf, to: &PathBuf| {
        let copied = Command::new("cp").arg("-a").arg(from).arg(to).status();
        assert!(copied.unwrap().success());
    };
    copy(&machine, &snapshot);
    scene.json("rotate");
    assert_eq!(scene.json("status")["copied"], Value::Null);
    fs::remove_dir_all(&machine).unwrap();
    copy(&snapshot, &machine);
    let status = scene.json("status");
    let evidence = status["copied"].as_str().unwrap();
    assert!(
        evidence.contains("generation 1, and generation 3"),
        "{evidence}"
    );
    // The controller has a password that this state has never known.
    assert_eq!(scene.refused("verify"), (Some(6), "wrong-password".into()));
    let events = scene.json("events --id 5900");
    assert_eq!(events[0]["strings"][0], "M");
    scene.join();
    assert_eq!(scene.json("verify")["copied"], Value::Null);
}

#[test]
fn a_machine_without_a_domain_waits_for_its_administrator() {
    let scene = Scene::new("member-init");
    scene.json("init --name M");
    assert_eq!(scene.json("status")["domain"], Value::Null);
    let running = Running::start(scene.command(""), &scene.path("member-notify"));
    assert_eq!(running.notified(), "READY=1\nSTATUS=member of no domain\n");
    assert_eq!(scene.refused("verify"), (Some(1), "not-joined".into()));
    let set = scene.json("password");
    assert_eq!(set["name"], "Administrator");
}

#[test]
fn the_settings_of_a_member_are_checked() {
    let scene = Scene::new("member-settings");
    let good = scene
        .domain
        .beside("good.toml", "maximum-password-age-days = 30\n");
    let mut command = program();
    let checked = ended(command.args(["check-config", "--member"]).arg(good));
    assert_eq!(checked.exit, Some(0), "{}", checked.err);
    assert!(checked.out.contains("maximum-password-age-days = 30"));
    let bad = scene
        .domain
        .beside("bad.toml", "maximum-password-age-days = 0\n");
    let mut command = program();
    let refused = ended(command.args(["check-config", "--member"]).arg(&bad));
    assert_eq!(refused.exit, Some(2));
    // A domain controller knows no such setting.
    assert_eq!(check_config(&bad).exit, Some(2));
}
