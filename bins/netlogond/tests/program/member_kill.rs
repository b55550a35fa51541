//! `kill -9` at each named step of what a member does with its account: it gets in afterwards, finishes what it had begun,
//! and both sides have the same.

use std::fs::{self, Permissions};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;

use auth::NtHash;
use member::state::{KeyPlace, Origin, State};
use member::{
    Candidate, FAULT_POINT, FAULT_POINTS, Membership, MembershipStore as _, RENAMING_FAULT_POINTS,
    UNSECURE_FAULT_POINTS,
};
use serde_json::Value;
use store::{PasswordChange, Store};
use wire::Password;

use crate::member::Scene;

/// How often it is killed at each step; 100 for the long run.
const ROUNDS: &str = "MEMBER_KILL_ROUNDS";

fn rounds() -> usize {
    std::env::var(ROUNDS).map_or(2, |rounds| rounds.parse().unwrap())
}

#[tokio::test]
async fn a_member_that_is_killed_at_any_step_of_a_change_keeps_its_password() {
    // Its service does not run: each command does its work itself.
    let scene = Scene::new("member-kill");
    scene.join();
    for round in 0..rounds() {
        for point in FAULT_POINTS {
            scene.is_killed_at(point, "rotate");
            scene
                .is_in_step_after(&format!("{point}, round {round}"))
                .await;
        }
    }
}

#[tokio::test]
async fn a_member_that_is_killed_at_any_step_of_a_renaming_has_its_accounts_name() {
    let scene = Scene::new("member-kill-renaming");
    scene.join();
    let mut names = ["N", "M"].into_iter().cycle();
    for round in 0..rounds() {
        for point in RENAMING_FAULT_POINTS {
            let name = names.next().unwrap();
            let rename = format!("rename {name} --user Administrator");
            scene.is_killed_at(point, &rename);
            scene.json("verify");
            let called = scene.json("status")["computer"].clone();
            let account = format!("{}$", called.as_str().unwrap());
            let found = scene.credentials(&account).await;
            assert!(
                found.is_some(),
                "{point}, round {round}: it is not {called}"
            );
            assert_eq!(scene.json(&rename)["computer"], format!(r"\\{name}"));
            scene.json("verify");
        }
    }
}

#[tokio::test]
async fn a_member_that_is_killed_at_any_step_of_an_unsecure_join_keeps_its_password() {
    let scene = Scene::new("member-kill-unsecure");
    scene.join();
    let file = scene.domain.beside("told", TOLD);
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let join = format!(
        "join --domain OURDOM --account-password-file {}",
        file.display()
    );
    for round in 0..rounds() {
        for point in UNSECURE_FAULT_POINTS {
            scene.tell().await;
            scene.is_killed_at(point, &join);
            if point == UNSECURE_FAULT_POINTS[0] {
                // It has not heard of it yet.
                scene.json(&join);
            }
            scene
                .is_in_step_after(&format!("{point}, round {round}"))
                .await;
        }
    }
}

/// What the member's account is given for once.
const TOLD: &str = "Barnacle-on-the-rock-7";

fn hash(membership: &Membership, value: Candidate) -> NtHash {
    NtHash::from_password(&membership.secret.value(value).unwrap().password)
}

impl Scene {
    /// Begins something, comes to the step, and is no more.
    fn is_killed_at(&self, point: &str, words: &str) {
        let mut command = self.command(words);
        command.env(FAULT_POINT, point).stderr(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let reached = lines.any(|line| line.unwrap() == format!("fault point {point}"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(reached, "it never comes to {point}");
    }

    /// The member gets in, and brings what was begun to its end.
    async fn is_in_step_after(&self, what: &str) {
        self.json("verify");
        let theirs = self.credentials("M$").await.unwrap();
        let membership = self.membership().await;
        let mut values = membership.secret.candidates(None).into_iter();
        let knows = values.any(|value| hash(&membership, value) == theirs);
        assert!(knows, "{what}: the password is lost");
        // Finishes what was begun, or makes another one.
        let status = self.json("rotate");
        assert_eq!(status["password"]["pending_since"], Value::Null, "{what}");
        let current = hash(&self.membership().await, Candidate::Current);
        assert!(Some(current) == self.credentials("M$").await, "{what}");
    }

    async fn credentials(&self, account: &str) -> Option<NtHash> {
        let store = Store::open(&self.domain.directory()).await.unwrap();
        let found = store.credentials_by_name(account).await.unwrap();
        found?.1.current
    }

    /// An administrator gives the account a password for once.
    async fn tell(&self) {
        let store = Store::open(&self.domain.directory()).await.unwrap();
        let account = store.user_by_name("M$").await.unwrap().unwrap();
        let told = NtHash::from_password(&Password::new(TOLD.into()));
        let change = PasswordChange::new(&told, account.created);
        store.set_password(account.rid, change).await.unwrap();
    }

    async fn membership(&self) -> Membership {
        let directory = self.path("machine");
        let store = Store::open_machine(&directory).await.unwrap();
        let key = KeyPlace::of(&directory, None, None).load().unwrap();
        let entropy = lsa::Surroundings::system().entropy;
        let state = State::new(store, key, Origin::read(Path::new("/"), None), entropy);
        state.load().await.unwrap().unwrap()
    }
}
