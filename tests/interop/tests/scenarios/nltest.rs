//! nltest on a third machine, against the controllers of Samba and ours; what Samba's rpcclient is told is the measure.

use anyhow::{Context, Result, ensure};
use interop::lab::{LOCAL_ROOT_PASSWORD, PLAIN_USER};
use interop::{Kind, Output};
use serde_json::Value;

use crate::Scenario;
use crate::scene::{Scene, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 11] = [
    ("state_of_the_service", state_of_the_service),
    ("a_channel_that_is_not_there", a_channel_that_is_not_there),
    ("a_controller_is_found", a_controller_is_found),
    ("controllers_are_listed", controllers_are_listed),
    ("an_account", an_account),
    ("who_will_log_a_user_on", who_will_log_a_user_on),
    ("domains", domains),
    ("site", site),
    ("a_member_without_the_service", a_member_without_the_service),
    ("who_may_not_ask", who_may_not_ask),
    ("nobody_is_named", nobody_is_named),
];

/// What only our own controller answers, or answers so.
pub(crate) const OUR_SCENARIOS: [Scenario; 2] = [
    (
        "what_a_controller_of_this_kind_does",
        what_a_controller_does,
    ),
    ("a_domain_that_is_trusted", a_domain_that_is_trusted),
];

/// What only a controller that has a channel can show.
pub(crate) const TRUST_SCENARIOS: [Scenario; 1] = [(
    "a_healthy_channel_and_a_broken_one",
    a_healthy_channel_and_a_broken_one,
)];

/// The line that has always ended an answer.
const COMPLETED: &str = "The command completed successfully";

fn state_of_the_service(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.run(&["/query"])?;
    must_answer(
        &output,
        &["Flags: 0", "Connection Status = 0 0x0 NERR_Success"],
    )?;
    let document = json(&scene.nltest()?.run(&["/query", "--json"])?)?;
    ensure!(
        document.pointer("/result/status/code") == Some(&0.into()),
        "{document}"
    );
    Ok(())
}

/// A controller has channels only to domains that it trusts.
fn a_channel_that_is_not_there(scene: &Scene<'_>) -> Result<()> {
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
fn a_healthy_channel_and_a_broken_one(scene: &Scene<'_>) -> Result<()> {
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
fn a_domain_that_is_trusted(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    scene.rpcclient("createtrustdom LOSTDOM S-1-5-21-1-2-3")?;
    let trusted = scene.nltest()?.run(&["/trusted_domains"])?;
    must_answer(&trusted, &["Trusted domain list:", "    LOSTDOM"])?;
    for question in ["/sc_query:LOSTDOM", "/sc_verify:LOSTDOM"] {
        let output = scene.nltest()?.run(&[question])?;
        must_be_broken(&output, "1311 0x51f ERROR_NO_LOGON_SERVERS")?;
    }
    let reset = scene.nltest()?.run(&["/sc_reset:LOSTDOM"])?;
    must_fail(&reset, 3, "member-finds-no-dc")?;
    let changed = scene.nltest()?.run(&["/sc_change_pwd:LOSTDOM"])?;
    must_fail(&changed, 1, "function-not-offered")
}

fn what_a_controller_does(scene: &Scene<'_>) -> Result<()> {
    let ask = |words: &[&str]| scene.nltest()?.run(words);
    let found = [
        format!("Domain Name: {}", scene.domain.names().netbios),
        format!("Trusted DC Name {}", scene.dc()),
    ];
    let found = found.each_ref().map(String::as_str);
    must_answer(&ask(&[&format!("/finduser:{PLAIN_USER}")])?, &found)?;
    must_fail(&ask(&["/finduser:nosuchuser"])?, 1, "user-missing")?;
    must_answer(&ask(&["/dsgetsitecov"])?, &["Default-First-Site-Name"])?;
    let connected = "Connection Status = 0 0x0 NERR_Success";
    must_answer(&ask(&["/transport_notify"])?, &[connected])?;
    // [MS-NRPC] 3.5.4.9.1: ERROR_NOT_SUPPORTED, each of them.
    for question in ["/repl", "/sync", "/pdc_repl"] {
        must_fail(&ask(&[question])?, 1, "function-not-offered")?;
    }
    // [MS-NRPC] 3.5.4.8.6: nobody from afar is told.
    must_fail(&ask(&["/parentdomain"])?, 5, "access-denied")
}

fn a_controller_is_found(scene: &Scene<'_>) -> Result<()> {
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

fn controllers_are_listed(scene: &Scene<'_>) -> Result<()> {
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

fn an_account(scene: &Scene<'_>) -> Result<()> {
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
fn who_will_log_a_user_on(scene: &Scene<'_>) -> Result<()> {
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

fn domains(scene: &Scene<'_>) -> Result<()> {
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

fn site(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.run(&["/dsgetsite"])?;
    if scene.domain.kind() == Kind::Nt4 {
        return must_fail(&output, 1, "call-not-offered");
    }
    must_answer(&output, &["Default-First-Site-Name"])
}

/// Samba's members have no such pipe, which is what NT says of a service that does not run.
fn a_member_without_the_service(scene: &Scene<'_>) -> Result<()> {
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

fn who_may_not_ask(scene: &Scene<'_>) -> Result<()> {
    let domain = scene.domain.names().netbios;
    let plain = scene.nltest()?.as_user(
        &format!(r"{domain}\{PLAIN_USER}"),
        interop::lab::PLAIN_USER_PASSWORD,
    );
    let output = plain.run(&["/sc_verify:NOSUCHDOM"])?;
    must_fail(&output, 5, "access-denied")?;
    let wrong = scene
        .nltest()?
        .as_user(&format!(r"{domain}\{PLAIN_USER}"), "Wr0ng-Passw0rd");
    must_fail(&wrong.run(&["/query"])?, 4, "logon-failure")?;
    // Nobody is told nothing, or what everybody may know; and never a wrong thing.
    let nobody = scene.nltest()?.as_nobody().run(&["/query"])?;
    ensure!(matches!(nobody.code, Some(0 | 5)), "{}", told(&nobody));
    Ok(())
}

/// On a machine without a Netlogon service of its own.
fn nobody_is_named(scene: &Scene<'_>) -> Result<()> {
    let output = scene.nltest()?.to_nobody().run(&["/sc_query:D"])?;
    must_fail(&output, 3, "connection-refused")?;
    ensure!(
        output.stderr.contains("/server:NAME"),
        "no remedy: {}",
        told(&output)
    );
    let unsupported = scene.nltest()?.run(&["/shutdown"])?;
    must_fail(&unsupported, 2, "not supported, because")
}

/// It must have succeeded, with lines that begin so, and the last as always.
pub(crate) fn must_answer(output: &Output, lines: &[&str]) -> Result<()> {
    must_succeed(output)?;
    let lines: Vec<String> = lines.iter().map(|&line| line.to_owned()).collect();
    crate::scene::must_tell(output, &lines)?;
    let last = output.stdout.lines().last();
    ensure!(last == Some(COMPLETED), "{}", told(output));
    Ok(())
}

/// A channel that is not well: the call has succeeded, as its last line says, and the exit status has not.
pub(crate) fn must_be_broken(output: &Output, status: &str) -> Result<()> {
    ensure!(output.code == Some(6), "{}", told(output));
    let line = format!("Trusted DC Connection Status Status = {status}");
    crate::scene::must_tell(output, &[line, COMPLETED.to_owned()])
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

pub(crate) fn json(output: &Output) -> Result<Value> {
    serde_json::from_str(&output.stdout).with_context(|| format!("no JSON: {}", told(output)))
}
