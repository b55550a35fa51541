//! A domain: its controllers, its accounts, the domains that it trusts, its site.

use anyhow::{Context, Result, ensure};
use interop::lab::PLAIN_USER;
use interop::{Kind, Output};

use super::{COMPLETED, json, must_answer};
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(super) fn a_controller_is_found(scene: &Scene<'_>) -> Result<()> {
    let names = scene.domain.names();
    let domain = format!("/dsgetdc:{}", names.netbios);
    // By this machine itself, as nobody.
    let nobody = scene.nltest()?.to_nobody().as_nobody();
    let output = nobody.run(&[&domain, "/pdc"])?;
    let address = format!(r"      Address: \\{}", names.dc_address);
    let dc = format!(r"           DC: \\{}", names.dc);
    must_answer(&output, &[&dc, &address, "        Flags: PDC "])?;
    let kdc = nobody.run(&[&domain, "/kdc"])?;
    if scene.domain.kind() == Kind::Ad {
        must_answer(&kdc, &[&dc])?;
        let dns = nobody.run(&["/dsgetdc:ad.example"])?;
        must_answer(
            &dns,
            &[
                r"           DC: \\addc.ad.example",
                "     Dom Name: ad.example",
                "  Forest Name: ad.example",
            ],
        )?;
    } else {
        must_fail(&kdc, 3, "dc-not-found")?;
    }
    let unknown = nobody.run(&["/dsgetdc:NOSUCHDOM"])?;
    must_fail(&unknown, 3, "dc-not-found")?;
    ensure!(
        unknown
            .stdout
            .starts_with("Getting DC name failed: Status = 1355 0x54b"),
        "{}",
        told(&unknown)
    );
    // By the controller, which has the call unless it is Samba's classic one.
    let output = scene.nltest()?.run(&[&domain, "/ret_dns"])?;
    if scene.domain.kind() == Kind::Nt4 {
        return must_fail(&output, 1, "call-not-offered");
    }
    let asked = scene.rpcclient(&format!("dsr_getdcname {}", names.netbios))?;
    let found = value_of(&output, "DC")?;
    ensure!(
        asked.contains(found.trim_start_matches('\\')),
        "rpcclient: {asked}\n{}",
        told(&output)
    );
    Ok(())
}

pub(super) fn controllers_are_listed(scene: &Scene<'_>) -> Result<()> {
    let names = scene.domain.names();
    let list = format!("/dclist:{}", names.netbios);
    let row = if scene.domain.kind() == Kind::Ad {
        "    addc.ad.example [PDC] [DS] Site: Default-First-Site-Name".to_owned()
    } else {
        format!(r"   \\{} (PDC)", names.dc)
    };
    let asked = scene.nltest()?.run(&[&list])?;
    let found = scene.nltest()?.to_nobody().run(&[&list])?;
    let seen = scene.nltest()?.to_nobody().as_nobody().run(&[&list])?;
    for output in [asked, found, seen] {
        must_answer(&output, &[&row])?;
    }
    let name = format!("/dcname:{}", names.netbios);
    let line = format!(r"PDC for Domain {} is \\{}", names.netbios, names.dc);
    for output in [
        scene.nltest()?.run(&[&name])?,
        scene.nltest()?.to_nobody().as_nobody().run(&[&name])?,
    ] {
        must_answer(&output, &[&line])?;
    }
    let other = scene.nltest()?.run(&["/dclist:NOSUCHDOM"])?;
    must_fail(&other, 8, "another-domain")?;
    // There are none.
    let backups = scene
        .nltest()?
        .run(&[&format!("/bdc_query:{}", names.netbios)])?;
    must_succeed(&backups)?;
    ensure!(backups.stdout.trim_end() == COMPLETED, "{}", told(&backups));
    Ok(())
}

pub(super) fn an_account(scene: &Scene<'_>) -> Result<()> {
    let member = format!("{}$", scene.domain.names().member);
    for name in [PLAIN_USER, &member] {
        let output = scene.nltest()?.run(&[&format!("/user:{name}")])?;
        must_answer(&output, &["User: ", "Rid: ", "PasswordLastSet: "])?;
        let rid = value_of(&output, "Rid")?;
        // `name plain: 0x3e8 (1)`
        let looked_up = scene.rpcclient(&format!("samlookupnames domain {name}"))?;
        let is_same = |word: &str| number(word).is_some() && number(word) == number(&rid);
        ensure!(
            looked_up.split_whitespace().any(is_same),
            "rpcclient: {looked_up}\n{}",
            told(&output)
        );
        // Joined and made today: Q197478 reads the date behind the equals sign.
        let set = value_of(&output, "PasswordLastSet")?;
        let date = set.split('=').nth(1).context("no date")?;
        ensure!(
            !date.contains("/1601 ") && !date.contains("/30828 "),
            "{set}"
        );
    }
    let output = scene.nltest()?.run(&["/user:nosuchuser"])?;
    must_fail(&output, 1, "user-missing")
}

/// By mailslot. Ours looks the user up; Samba's classic controller says of any name that it is there, and that of an Active
/// Directory says nothing of users.
pub(super) fn who_will_log_a_user_on(scene: &Scene<'_>) -> Result<()> {
    let (names, kind) = (scene.domain.names(), scene.domain.kind());
    let ask = |user| {
        let call = scene.nltest()?.to_nobody().as_nobody();
        call.run(&[&format!("/whowill:{}", names.netbios), user])
    };
    let output = ask(PLAIN_USER)?;
    if kind == Kind::Ad {
        return must_fail(&output, 3, "dc-not-found");
    }
    must_succeed(&output)?;
    let answer = format!(
        r"Response 0: S:\\{} D:{} A:{PLAIN_USER} (Act found)",
        names.dc, names.netbios
    );
    ensure!(output.stdout.contains(&answer), "{}", told(&output));
    if kind == Kind::Ours {
        let ghost = ask("nosuchuser")?;
        ensure!(
            ghost.code == Some(1) && ghost.stdout.contains("A:nosuchuser (Act not found)"),
            "{}",
            told(&ghost)
        );
    }
    Ok(())
}

pub(super) fn domains(scene: &Scene<'_>) -> Result<()> {
    let own = scene.domain.names().netbios;
    let trusted = scene.nltest()?.run(&["/trusted_domains"])?;
    let trusts = scene.nltest()?.run(&["/domain_trusts", "/v"])?;
    must_answer(&trusted, &["Trusted domain list:"])?;
    // Samba's classic controller does not have this one.
    if scene.domain.kind() == Kind::Nt4 {
        return must_fail(&trusts, 1, "call-not-offered");
    }
    must_answer(
        &trusts,
        &[
            "List of domain trusts:",
            &format!("    0: {own} "),
            "       Dom Sid: S-1-5-21-",
        ],
    )?;
    ensure!(
        trusts.stdout.contains("(Primary Domain)"),
        "{}",
        told(&trusts)
    );
    let document = json(&scene.nltest()?.run(&["/domain_trusts", "--json"])?)?;
    let name = document.pointer("/result/0/name");
    ensure!(name == Some(&own.into()), "{document}");
    Ok(())
}

pub(super) fn site(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.run(&["/dsgetsite"])?;
    if scene.domain.kind() == Kind::Nt4 {
        return must_fail(&output, 1, "call-not-offered");
    }
    must_answer(&output, &["Default-First-Site-Name"])
}

/// What stands behind a label.
fn value_of(output: &Output, label: &str) -> Result<String> {
    let mut lines = output
        .stdout
        .lines()
        .filter_map(|line| line.split_once(':'));
    let found = lines.find(|(name, _)| name.trim() == label);
    found
        .map(|(_, value)| value.trim().to_owned())
        .with_context(|| format!("no {label}: {}", told(output)))
}

fn number(word: &str) -> Option<u32> {
    u32::from_str_radix(word.strip_prefix("0x")?, 16).ok()
}
