//! What a state directory can be, besides one that is in order.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};

use crate::program::{State, check_config, ended};

/// Everything in the directory, by name.
fn content(state: &State) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(state.directory()).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_new_domain_is_private_and_made_once() {
    let state = State::with_domain("once");
    let mode = |path| fs::metadata(path).unwrap().mode() & 0o777;
    assert_eq!(mode(state.directory()), 0o700);
    assert_eq!(mode(state.file()), 0o600);
    let again = state.dc("init --domain OTHER --name OTHERPDC");
    assert_eq!(again.exit, Some(1));
    assert!(again.err.contains("[domain-exists]"), "{}", again.err);
    assert_eq!(state.json("show")["domain"], "OURDOM");
}

#[test]
fn what_is_no_state_file_is_named_and_left_as_it_is() {
    let state = State::with_domain("foreign");
    let ours = fs::read(state.file()).unwrap();
    let with = |at: usize, octets: &[u8]| {
        let mut file = ours.clone();
        file[at..at + octets.len()].copy_from_slice(octets);
        file
    };
    let cases = [
        ("[not-a-database]", b"# Notes\n".repeat(100)),
        // The application id and the version are in the header of the file.
        ("[foreign]", with(68, &7_u32.to_be_bytes())),
        ("[newer]", with(60, &999_u32.to_be_bytes())),
        ("[corrupt]", ours[..ours.len() / 2].to_vec()),
    ];
    for (code, file) in cases {
        for name in ["domain.db-wal", "domain.db-shm"] {
            let _ = fs::remove_file(state.directory().join(name));
        }
        fs::write(state.file(), file).unwrap();
        let before = content(&state);
        for words in ["", "user list", "user add eve"] {
            let refused = state.dc(words);
            assert_eq!(refused.exit, Some(9), "{code} {words}: {}", refused.err);
            assert!(refused.err.contains(code), "{code}: {}", refused.err);
            assert!(
                refused.err.contains("it was left as it is"),
                "{}",
                refused.err
            );
            assert!(refused.err.contains(state.directory().to_str().unwrap()));
        }
        assert!(content(&state) == before, "{code}: something was written");
    }
}

#[test]
fn a_directory_that_others_can_read_is_refused() {
    let state = State::with_domain("open");
    fs::set_permissions(state.directory(), fs::Permissions::from_mode(0o755)).unwrap();
    let refused = state.dc("user list");
    assert_eq!(refused.exit, Some(2));
    assert!(refused.err.contains("[open-directory]"), "{}", refused.err);
}

#[test]
fn a_directory_without_a_domain_says_how_to_make_one() {
    let state = State::empty("nothing");
    for words in ["", "user list"] {
        let refused = state.dc(words);
        assert_eq!(refused.exit, Some(2));
        assert!(refused.err.contains("netlogond dc init"), "{}", refused.err);
    }
    assert!(!state.directory().exists());
}

#[test]
fn a_password_that_others_can_read_or_that_is_too_short_makes_no_domain() {
    let state = State::empty("password");
    let file = state.beside("password", "Domain-R00t!\n");
    let init = "init --domain OURDOM --name OURPDC";
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let refused = ended(state.command(init).arg("--password-file").arg(&file));
    assert_eq!(refused.exit, Some(2));
    assert!(
        refused.err.contains("others can read it"),
        "{}",
        refused.err
    );
    // There is no terminal either.
    let refused = ended(&mut state.command(init));
    assert_eq!(refused.exit, Some(2));
    assert!(
        refused.err.contains("NETLOGOND_PASSWORD"),
        "{}",
        refused.err
    );
    let refused = ended(state.command(init).env("NETLOGOND_PASSWORD", "short"));
    assert_eq!(refused.exit, Some(1));
    assert!(
        refused.err.contains("[password-too-short]"),
        "{}",
        refused.err
    );
    assert!(!refused.err.contains("short]: "), "{}", refused.err);
    assert!(!state.directory().exists());
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    let made = ended(state.command(init).arg("--password-file").arg(&file));
    assert_eq!(made.exit, Some(0), "{}", made.err);
}

#[test]
fn settings_are_checked_and_printed() {
    let state = State::empty("settings");
    let good = check_config(&state.beside("good.toml", "ports.smb = 4445"));
    assert_eq!(good.exit, Some(0), "{}", good.err);
    assert!(good.out.contains("smb = 4445\n") && good.out.contains("level = \"info\"\n"));
    // What is printed can be read again, and then nothing changes any more.
    assert_eq!(
        check_config(&state.beside("again.toml", &good.out)).out,
        good.out
    );
    let bad = check_config(&state.beside("bad.toml", "listen = ['127.0.0.1']\nprots.smb = 1"));
    assert_eq!(bad.exit, Some(2));
    for part in ["bad.toml", "line 2", "prots"] {
        assert!(bad.err.contains(part), "{part}: {}", bad.err);
    }
}
