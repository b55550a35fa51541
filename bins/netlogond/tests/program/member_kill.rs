//! `kill -9` at each named step of a member's password change: it gets in afterwards, finishes what it had begun, and both
//! sides have the same.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Stdio;

use auth::NtHash;
use member::state::{KeyPlace, Origin, State};
use member::{Candidate, FAULT_POINT, FAULT_POINTS, MachineSecret, MembershipStore as _};
use serde_json::Value;
use store::Store;

use crate::member::Scene;

/// How often it is killed at each step; 100 for the long run.
const ROUNDS: &str = "MEMBER_KILL_ROUNDS";

#[tokio::test]
async fn a_member_that_is_killed_at_any_step_of_a_change_keeps_its_password() {
    let rounds: usize = std::env::var(ROUNDS).map_or(2, |rounds| rounds.parse().unwrap());
    // Its service does not run: each command does its work itself.
    let scene = Scene::new("member-kill");
    scene.join();
    for round in 0..rounds {
        for point in FAULT_POINTS {
            scene.is_killed_at(point);
            scene.json("verify");
            let theirs = scene.hash_at_controller().await;
            let secret = scene.secret().await;
            let mut values = secret.candidates(None).into_iter();
            let knows = values.any(|value| hash(&secret, value) == theirs);
            assert!(knows, "{point}, round {round}: the password is lost");
            // Finishes what was begun, or makes another one.
            let status = scene.json("rotate");
            assert_eq!(status["password"]["pending_since"], Value::Null, "{point}");
            let current = hash(&scene.secret().await, Candidate::Current);
            let in_step = current == scene.hash_at_controller().await;
            assert!(in_step, "{point}, round {round}");
        }
    }
}

fn hash(secret: &MachineSecret, value: Candidate) -> NtHash {
    NtHash::from_password(&secret.value(value).unwrap().password)
}

impl Scene {
    /// Begins a change of the password, comes to the step, and is no more.
    fn is_killed_at(&self, point: &str) {
        let mut command = self.command("rotate");
        command.env(FAULT_POINT, point).stderr(Stdio::piped());
        let mut child = command.stdout(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let reached = lines.any(|line| line.unwrap() == format!("fault point {point}"));
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(reached, "it never comes to {point}");
    }

    async fn hash_at_controller(&self) -> NtHash {
        let store = Store::open(&self.domain.directory()).await.unwrap();
        let found = store.credentials_by_name("M$").await.unwrap();
        found.unwrap().1.current.unwrap()
    }

    async fn secret(&self) -> MachineSecret {
        let directory = self.path("machine");
        let store = Store::open_machine(&directory).await.unwrap();
        let key = KeyPlace::of(&directory, None, None).load().unwrap();
        let entropy = lsa::Surroundings::system().entropy;
        let state = State::new(store, key, Origin::read(Path::new("/"), None), entropy);
        state.load().await.unwrap().unwrap().secret
    }
}
