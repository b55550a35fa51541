//! Channels, as controllers of Samba's and ours have them, and a member of Samba's has not.

use anyhow::{Result, ensure};
use interop::Kind;
use interop::lab::LOCAL_ROOT_PASSWORD;
use serde_json::Value;

use super::{json, must_answer, must_be_broken};
use crate::scene::{Scene, must_fail, told};

/// A controller has channels only to domains that it trusts.
pub(super) fn a_channel_that_is_not_there(scene: &Scene<'_>) -> Result<()> {
    for question in ["/sc_query", "/sc_verify", "/sc_reset", "/sc_change_pwd"] {
        let output = scene.nltest()?.run(&[&format!("{question}:NOSUCHDOM")])?;
        let (is_read, is_nt4) = (
            ["/sc_query", "/sc_reset"].contains(&question),
            scene.domain.kind() == Kind::Nt4,
        );
        match (is_nt4, is_read) {
            (false, _) => {
                must_fail(&output, 1, "no-such-channel")?;
                let line = "I_NetLogonControl failed: Status = 1355 0x54b ERROR_NO_SUCH_DOMAIN";
                ensure!(output.stdout.trim_end() == line, "{}", told(&output));
            }
            // Samba's classic controller says so in the state of the channel, and lets the call succeed.
            (true, true) => must_be_broken(&output, "1355 0x54b ERROR_NO_SUCH_DOMAIN")?,
            (true, false) => must_fail(&output, 1, "function-not-offered")?,
        }
    }
    Ok(())
}

/// Samba's controller of an Active Directory answers for its own domain, and for one that it trusts and cannot find.
pub(super) fn a_healthy_channel_and_a_broken_one(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let own = scene.nltest()?.run(&["/sc_verify:ADDOM"])?;
    must_answer(
        &own,
        &[
            "Flags: 80",
            "Trusted DC Name",
            "Trusted DC Connection Status Status = 0 0x0 NERR_Success",
            "Trust Verification Status = 0 0x0 NERR_Success",
        ],
    )?;
    let (credentials, names) = (scene.domain.admin_credentials(), scene.domain.names());
    scene
        .lab
        .admin
        .run([
            "net",
            "rpc",
            "trust",
            "create",
            "otherdomainsid=S-1-5-21-1-2-3",
            "other_netbios_domain=LOSTDOM",
            "otherdomain=lost.example",
            "trustpw=Lost-Tru5t-Pw!",
            "-S",
            names.dc,
            "-U",
            &credentials,
        ])?
        .success()?;
    let trusts = scene.nltest()?.run(&["/domain_trusts"])?;
    must_answer(
        &trusts,
        &["    0: LOSTDOM lost.example (NT 5) (Direct Outbound)"],
    )?;
    let trusted = scene.nltest()?.run(&["/trusted_domains"])?;
    must_answer(&trusted, &["Trusted domain list:", "    LOSTDOM"])?;
    for (question, remedy) in [
        ("/sc_query:LOSTDOM", "/sc_verify:LOSTDOM"),
        ("/sc_verify:LOSTDOM", "/dsgetdc:LOSTDOM"),
    ] {
        let output = scene.nltest()?.run(&[question])?;
        must_be_broken(&output, "1311 0x51f ERROR_NO_LOGON_SERVERS")?;
        ensure!(output.stderr.contains(remedy), "{}", told(&output));
    }
    let document = json(&scene.nltest()?.run(&["/sc_verify:LOSTDOM", "--json"])?)?;
    for (field, value) in [
        ("/reason", "channel-broken".into()),
        ("/exit", 6.into()),
        ("/result/verification/code", Value::from(1311)),
    ] {
        ensure!(
            document.pointer(field) == Some(&value),
            "{field}: {document}"
        );
    }
    ensure!(document.get("advice").is_some(), "{document}");
    let reset = scene.nltest()?.run(&["/sc_reset:LOSTDOM"])?;
    must_fail(&reset, 3, "member-finds-no-dc")
}

/// Trusted, and nothing is passed on to it: that is no channel, and not no trust.
pub(super) fn a_domain_that_is_trusted(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    scene.rpcclient("createtrustdom LOSTDOM S-1-5-21-1-2-3")?;
    let trusted = scene.nltest()?.run(&["/trusted_domains"])?;
    must_answer(&trusted, &["Trusted domain list:", "    LOSTDOM"])?;
    // Nobody has needed its channel yet; whoever does learns that the trust has no password.
    for (question, status) in [
        ("/sc_query:LOSTDOM", "1311 0x51f ERROR_NO_LOGON_SERVERS"),
        ("/sc_verify:LOSTDOM", "1786 0x6fa ERROR_NO_TRUST_LSA_SECRET"),
        ("/sc_reset:LOSTDOM", "1786 0x6fa ERROR_NO_TRUST_LSA_SECRET"),
    ] {
        let output = scene.nltest()?.run(&[question])?;
        must_be_broken(&output, status)?;
    }
    let changed = scene.nltest()?.run(&["/sc_change_pwd:LOSTDOM"])?;
    must_fail(&changed, 1, "function-not-offered")
}

/// Samba's members have no such pipe, which is what NT says of a service that does not run.
pub(super) fn a_member_without_the_service(scene: &Scene<'_>) -> Result<()> {
    let names = scene.domain.names();
    let call = scene
        .nltest()?
        .to(names.member)
        .as_user("root", LOCAL_ROOT_PASSWORD);
    let output = call.run(&[&format!("/sc_verify:{}", names.netbios)])?;
    must_fail(&output, 1, "not-offered")?;
    let line = "I_NetLogonControl failed: Status = 1722 0x6ba RPC_S_SERVER_UNAVAILABLE";
    ensure!(output.stdout.trim_end() == line, "{}", told(&output));
    // Its own accounts it can tell.
    must_answer(&call.run(&["/user:root"])?, &["User: root"])
}
