//! Each command, and what the next one then says.

use crate::program::{PASSWORD, State};

#[test]
fn a_user_from_beginning_to_end() {
    let state = State::with_domain("user");
    let made = state.json("user add carol --full-name Carol --comment x");
    let rid = made["rid"].as_u64().unwrap();
    assert!(rid >= 1000);
    assert_eq!(state.dc("user add CAROL").exit, Some(1));
    let users = state.json("user list");
    assert!(
        users
            .as_array()
            .unwrap()
            .iter()
            .any(|user| user["name"] == "carol")
    );
    state.json("user set carol --expires 2031-01-02 --password-expires false --new-name caroline");
    state.json("user disable caroline");
    let user = state.json(r"user show OURDOM\Caroline");
    assert_eq!(user["rid"], rid);
    assert_eq!(user["full_name"], "Carol");
    assert_eq!(user["account_expires"], "2031-01-02T00:00:00Z");
    assert_eq!(user["password_must_change"], "never");
    assert_eq!(user["disabled"], true);
    assert_eq!(user["groups"].as_array().unwrap().len(), 1);
    state.json("user enable caroline");
    state.json("user unlock caroline");
    state.json("user password caroline --must-change");
    assert_eq!(
        state.json("user show caroline")["password_last_set"],
        "never"
    );
    state.json("user delete caroline");
    let gone = state.dc("user show caroline");
    assert_eq!(gone.exit, Some(1));
    assert!(gone.err.contains("[no-such-account]"), "{}", gone.err);
    assert_eq!(state.dc("user delete Administrator").exit, Some(1));
}

#[test]
fn no_command_prints_a_password() {
    let state = State::with_domain("secret");
    for words in [
        "user add carol",
        "user password carol",
        "user show carol",
        "computer add ws1",
    ] {
        let ended = state.dc(words);
        assert_eq!(ended.exit, Some(0));
        assert!(
            !ended.out.contains(PASSWORD) && !ended.err.contains(PASSWORD),
            "{words}"
        );
    }
}

#[test]
fn a_computer_from_beginning_to_end() {
    let state = State::with_domain("computer");
    state.json(r"computer add \\ws1");
    let computers = state.json("computer list");
    assert_eq!(computers[0]["name"], "WS1$");
    assert_eq!(computers[0]["kind"], "workstation");
    // A password that anybody can guess is against the rules until they say otherwise.
    let refused = state.dc("computer reset ws1 --default-password");
    assert_eq!(refused.exit, Some(1));
    assert!(
        refused.err.contains("[default-password-not-allowed]"),
        "{}",
        refused.err
    );
    state.json("computer reset ws1");
    state.json("computer disable ws1");
    assert_eq!(state.json("computer show ws1")["disabled"], true);
    state.json("computer enable ws1");
    assert_eq!(state.json("computer show ws1")["disabled"], false);
    state.json("computer add bdc --backup-controller");
    assert_eq!(state.json("computer show bdc")["kind"], "backup-controller");
    // Its channel can read every secret, so that nothing is excepted for it.
    let refused = state.dc("exception add BDC$ --all --reason lazy --days 1");
    assert!(
        refused.err.contains("[domain-controller]"),
        "{}",
        refused.err
    );
    state.json("computer delete bdc");
    state.json("policy set --default-password true");
    state.json("computer reset WS1$ --default-password");
    // Neither kind of account is shown, or deleted, as the other.
    assert_eq!(state.dc("user delete WS1$").exit, Some(1));
    state.json("user add carol");
    assert_eq!(state.dc("computer delete carol").exit, Some(1));
    state.json("computer delete ws1");
    assert_eq!(state.json("computer list").as_array().unwrap().len(), 0);
}

#[test]
fn groups_and_aliases_and_their_members() {
    let state = State::with_domain("groups");
    state.json("user add carol");
    state.json("group add Staff --comment people");
    state.json(r"group add-member Staff OURDOM\carol");
    assert_eq!(
        state.json("group members Staff")[0]["name"],
        r"OURDOM\carol"
    );
    assert_eq!(state.dc("group add-member Staff carol").exit, Some(1));
    state.json("alias add Readers");
    state.json("alias add-member Readers Staff");
    state.json("alias add-member Readers S-1-5-21-1-2-3-1001");
    let members = state.json("alias members Readers");
    assert_eq!(members.as_array().unwrap().len(), 2);
    state.json(r"alias add-member BUILTIN\Administrators carol");
    let administrators = state.json("alias members Administrators");
    let names: Vec<_> = administrators
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["name"])
        .collect();
    assert!(
        names.iter().any(|name| **name == r"OURDOM\carol"),
        "{names:?}"
    );
    state.json(r"alias remove-member Administrators carol");
    state.json("alias delete Readers");
    assert_eq!(state.dc("alias delete Administrators").exit, Some(1));
    state.json("group remove-member Staff carol");
    state.json("group delete Staff");
    let groups = state.json("group list");
    assert!(
        groups
            .as_array()
            .unwrap()
            .iter()
            .all(|group| group["name"] != "Staff")
    );
}

#[test]
fn rules_and_rights() {
    let state = State::with_domain("rules");
    let policy = state.json("policy set --max-password-age 42 --lockout-threshold 5");
    assert_eq!(policy["max_password_age"], 42 * 86_400);
    assert_eq!(state.json("policy show"), policy);
    // An age that would forbid every change.
    let refused = state.dc("policy set --min-password-age 43");
    assert_eq!(refused.exit, Some(2));
    assert!(refused.err.contains("[invalid-value]"), "{}", refused.err);
    state.json("policy set --min-password-length 13");
    let refused = state.dc("user add carol");
    assert!(
        refused.err.contains("[password-too-short]"),
        "{}",
        refused.err
    );
    state.json("policy set --min-password-length 7");
    state.json("user add carol");
    state.json("right grant carol SeMachineAccountPrivilege SeInteractiveLogonRight");
    let rights = state.json("right list carol");
    assert_eq!(
        rights[0]["rights"],
        serde_json::json!(["SeMachineAccountPrivilege", "SeInteractiveLogonRight"])
    );
    assert_eq!(state.dc("right grant carol SeFlyPrivilege").exit, Some(2));
    state.json("right revoke carol SeInteractiveLogonRight");
    assert_eq!(
        state.json("right list carol")[0]["rights"],
        serde_json::json!(["SeMachineAccountPrivilege"])
    );
}

#[test]
fn an_exception_has_an_account_a_reason_and_an_end() {
    let state = State::with_domain("exception");
    state
        .json("exception add old$ --weak-crypto --no-seal --reason legacy --days 30 --owner carol");
    let listed = state.json("exception list");
    assert_eq!(listed[0]["account"], "old$");
    assert_eq!(
        listed[0]["kinds"],
        serde_json::json!(["weak-crypto", "no-seal"])
    );
    assert_eq!(listed[0]["ended"], false);
    assert_eq!(listed[0]["uses"], 0);
    let refused = state.dc("exception add * --all --reason lazy --days 30 --owner carol");
    assert_eq!(refused.exit, Some(2), "{}", refused.err);
    state.json("exception remove OLD$");
    assert_eq!(state.dc("exception remove old$").exit, Some(1));
}

#[test]
fn a_trust_has_two_directions_and_one_password() {
    let state = State::with_domain("trust");
    let sid = "S-1-5-21-4-5-6";
    // Whom this domain is to trust, it has to know.
    for refused in [
        "trust add OTHER".to_owned(),
        format!("trust add OURDOM --sid {sid}"),
        "trust add OTHER --sid S-1-5-32".to_owned(),
    ] {
        assert_eq!(state.dc(&refused).exit, Some(2), "{refused}");
    }
    assert_eq!(state.json("trust list"), serde_json::json!([]));
    state.json(&format!("trust add OTHER --sid {sid} --direction both"));
    state.json("trust add third --direction inbound");
    assert_eq!(
        state.json("trust list"),
        serde_json::json!([
            {"domain": "OTHER", "sid": sid, "direction": "both"},
            {"domain": "THIRD", "direction": "inbound"},
        ])
    );
    let again = state.dc(&format!("trust add other --sid {sid}"));
    assert!(again.err.contains("[trust-exists]"), "{}", again.err);
    for name in ["other", "THIRD"] {
        state.json(&format!("trust password {name}"));
        state.json(&format!("trust remove {name}"));
        assert_eq!(state.dc(&format!("trust remove {name}")).exit, Some(1));
    }
    assert_eq!(state.json("trust list"), serde_json::json!([]));
    // A computer of the name keeps its account.
    state.json("computer add other");
    let taken = state.dc("trust add OTHER --direction inbound");
    assert!(taken.err.contains("[name-taken]"), "{}", taken.err);
}

#[test]
fn a_failed_command_is_a_document_too() {
    let state = State::with_domain("document");
    let failed = state.dc("user show nobody --json");
    assert_eq!(failed.exit, Some(1));
    let document: serde_json::Value = serde_json::from_str(&failed.out).unwrap();
    assert_eq!(document["command"], "dc user show");
    assert_eq!(document["exit"], 1);
    assert_eq!(document["reason"], "no-such-account");
    assert_eq!(
        document["error"]["message"],
        "user nobody: there is no such account"
    );
    assert_eq!(failed.err, "");
}

/// Whoever asks for JSON gets one document, also where the command line is none.
#[test]
fn a_refused_command_line_is_a_document() {
    let state = State::empty("refused");
    for (words, told) in [
        (
            "exception add old$ --all --reason x --days 0 --json",
            "--days",
        ),
        ("user add --json", "required arguments were not provided"),
        ("--json --nonsense", "--nonsense"),
        (
            "--json --listen 127.0.0.1 show",
            "--listen and --config are for serving",
        ),
    ] {
        let ended = state.dc(words);
        assert_eq!(ended.exit, Some(2), "{words}: {}", ended.out);
        assert_eq!(ended.err, "");
        let document: serde_json::Value = serde_json::from_str(&ended.out).unwrap();
        assert_eq!(
            (&document["exit"], &document["reason"]),
            (&2.into(), &"usage".into())
        );
        let message = document["error"]["message"].as_str().unwrap();
        assert!(message.contains(told), "{message}");
    }
}

#[test]
fn names_from_the_database_are_escaped() {
    let state = State::with_domain("escape");
    state.json("user add carol");
    let mut command = state.command("user set carol --full-name");
    let set = crate::program::ended(command.arg("\u{1b}[2Jx"));
    assert_eq!(set.exit, Some(0), "{}", set.err);
    let shown = state.dc("user show carol").out;
    assert!(
        shown.contains(r"\u{1b}[2Jx") && !shown.contains('\u{1b}'),
        "{shown}"
    );
}
