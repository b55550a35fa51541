//! Our domain controller, judged by Samba: as its member, by its tools for administrators, and by its own tests.

pub(crate) mod administration;
pub(crate) mod channel;
pub(crate) mod member;
pub(crate) mod torture;
pub(crate) mod torture_accounts;

use anyhow::{Context, Result, ensure};
use interop::{Host, Output};
use serde_json::Value;

use crate::scene::{Scene, told};

/// Runs a command of Samba's on `host`. It must succeed, and its answer is returned.
fn ask(host: &Host, argv: &[&str]) -> Result<String> {
    let output = host.run(argv)?;
    ensure!(output.code == Some(0), "{}", told(&output));
    Ok(output.text())
}

/// Like [`ask`], and the answer must contain each of `parts`.
fn ask_for(host: &Host, argv: &[&str], parts: &[&str]) -> Result<String> {
    let answer = ask(host, argv)?;
    for part in parts {
        ensure!(
            answer.contains(part),
            "`{}` does not say `{part}`: {answer}",
            argv.join(" ")
        );
    }
    Ok(answer)
}

/// It must fail, and say `part`.
fn ask_in_vain(host: &Host, argv: &[&str], part: &str) -> Result<()> {
    let output: Output = host.run(argv)?;
    ensure!(
        output.code != Some(0) && output.text().contains(part),
        "not refused with {part}: {}",
        told(&output)
    );
    Ok(())
}

/// `net rpc WORDS` on the member, as the domain's administrator.
fn net_rpc(scene: &Scene<'_>, words: &[&str]) -> Result<String> {
    let credentials = scene.domain.admin_credentials();
    let argv = [
        &["net", "rpc"],
        words,
        &["-S", scene.domain.names().dc, "-U", &credentials],
    ]
    .concat();
    ask(&scene.domain.member, &argv)
}

/// `netlogond dc WORDS` on the controller.
fn local(scene: &Scene<'_>, words: &[&str]) -> Result<String> {
    interop::ours::local(&scene.domain.dc, words)?.success()
}

/// What `netlogond dc event list --json` tells, oldest first.
fn events(scene: &Scene<'_>) -> Result<Vec<Value>> {
    let text = local(scene, &["event", "list", "--json"])?;
    let document: Value = serde_json::from_str(&text).with_context(|| text.clone())?;
    let list = document.get("result").and_then(Value::as_array);
    list.cloned()
        .with_context(|| format!("no list of events: {document}"))
}
