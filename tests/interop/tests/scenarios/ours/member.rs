//! What a Samba host does as a member of our domain.

use anyhow::{Context, Result, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::ours::{DNS_DOMAIN, SHARE};

use super::{ask, ask_for, ask_in_vain, local, net_rpc};
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 8] = [
    ("net_rpc_join_and_testjoin", net_rpc_join_and_testjoin),
    (
        "wbinfo_checks_and_changes_the_secret",
        wbinfo_checks_and_changes_the_secret,
    ),
    ("net_rpc_changetrustpw", net_rpc_changetrustpw),
    ("wbinfo_logs_on", wbinfo_logs_on),
    ("principal_names", principal_names),
    (
        "wbinfo_lists_users_and_groups",
        wbinfo_lists_users_and_groups,
    ),
    (
        "wbinfo_translates_names_and_sids",
        wbinfo_translates_names_and_sids,
    ),
    ("a_domain_user_opens_a_share", a_domain_user_opens_a_share),
];

fn net_rpc_join_and_testjoin(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let before = scene.member_secrets()?;
    let joined = net_rpc(scene, &["join"])?;
    ensure!(
        joined.contains("Joined 'OURMEMBER' to domain 'OURDOM'"),
        "{joined}"
    );
    ensure!(
        scene.member_secrets()? != before,
        "the join has set no password"
    );
    ask_for(
        &scene.domain.member,
        &["net", "rpc", "testjoin"],
        &["Join to 'OURDOM' is OK"],
    )?;
    Ok(())
}

fn wbinfo_checks_and_changes_the_secret(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let member = &scene.domain.member;
    ask_for(member, &["wbinfo", "-t"], &["succeeded"])?;
    let before = scene.member_secrets()?;
    ask_for(member, &["wbinfo", "-c"], &["succeeded"])?;
    ensure!(scene.member_secrets()? != before, "nothing was changed");
    ask_for(member, &["wbinfo", "-t"], &["succeeded"])?;
    scene.must_be_healthy()
}

fn net_rpc_changetrustpw(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    // Twice: the second must be let in with what the first has set.
    for _ in 0..2 {
        let before = scene.member_secrets()?;
        ask(&scene.domain.member, &["net", "rpc", "changetrustpw"])?;
        ensure!(scene.member_secrets()? != before, "nothing was changed");
    }
    scene.must_be_healthy()
}

fn wbinfo_logs_on(scene: &Scene<'_>) -> Result<()> {
    let member = &scene.domain.member;
    let plain = format!(r"OURDOM\{PLAIN_USER}");
    let both = [
        "plaintext password authentication succeeded",
        "challenge/response password authentication succeeded",
    ];
    ask_for(
        member,
        &["wbinfo", "-a", &format!("{plain}%{PLAIN_USER_PASSWORD}")],
        &both,
    )?;
    ask_in_vain(
        member,
        &["wbinfo", "-a", &format!("{plain}%Wr0ng-Passw0rd")],
        "NT_STATUS_WRONG_PASSWORD",
    )?;
    ask_in_vain(
        member,
        &["wbinfo", "-a", r"OURDOM\nobody-knows-me%Wr0ng-Passw0rd"],
        "NT_STATUS_NO_SUCH_USER",
    )?;
    scene.will_change();
    local(scene, &["user", "disable", PLAIN_USER])?;
    ask_in_vain(
        member,
        &["wbinfo", "-a", &format!("{plain}%{PLAIN_USER_PASSWORD}")],
        "NT_STATUS_ACCOUNT_DISABLED",
    )
}

/// `user@our.example` is who `OURDOM\user` is, to a member and to a session with the controller.
fn principal_names(scene: &Scene<'_>) -> Result<()> {
    let member = &scene.domain.member;
    for name in [
        format!("{PLAIN_USER}@{DNS_DOMAIN}"),
        format!("{PLAIN_USER}@OURDOM"),
    ] {
        let user = format!("{name}%{PLAIN_USER_PASSWORD}");
        ask_for(
            &scene.lab.admin,
            &[
                "rpcclient",
                "-U",
                &user,
                scene.domain.names().dc_address,
                "-c",
                &format!("getusername; lookupnames {name}"),
            ],
            &["Account Name: plain", "-1000 (User: 1)"],
        )?;
        ask_for(member, &["wbinfo", "-a", &user], &["succeeded"])?;
        ask_for(member, &["wbinfo", "-n", &name], &["-1000 SID_USER (1)"])?;
        let wrong = format!("{name}%Wr0ng-Passw0rd");
        ask_in_vain(
            member,
            &["wbinfo", "-a", &wrong],
            "NT_STATUS_WRONG_PASSWORD",
        )?;
    }
    Ok(())
}

fn wbinfo_lists_users_and_groups(scene: &Scene<'_>) -> Result<()> {
    let member = &scene.domain.member;
    let users = ask(member, &["wbinfo", "-u"])?.to_lowercase();
    for user in ["administrator", "plain"] {
        ensure!(
            users.contains(&format!(r"ourdom\{user}")),
            "no {user}: {users}"
        );
    }
    ensure!(!users.contains('$'), "computers among the users: {users}");
    let groups = ask(member, &["wbinfo", "-g"])?.to_lowercase();
    for group in [
        "domain admins",
        "domain users",
        "domain guests",
        "domain computers",
    ] {
        ensure!(
            groups.contains(&format!(r"ourdom\{group}")),
            "no {group}: {groups}"
        );
    }
    Ok(())
}

fn wbinfo_translates_names_and_sids(scene: &Scene<'_>) -> Result<()> {
    let member = &scene.domain.member;
    for (name, rid, kind) in [
        (r"OURDOM\Administrator", "-500", "SID_USER (1)"),
        (r"OURDOM\Domain Admins", "-512", "SID_DOM_GROUP (2)"),
        (r"OURDOM\Domain Users", "-513", "SID_DOM_GROUP (2)"),
    ] {
        let answer = ask_for(member, &["wbinfo", "-n", name], &[rid, kind])?;
        let sid = answer.split_whitespace().next().context("no SID")?;
        let back = ask(member, &["wbinfo", "-s", sid])?.to_lowercase();
        ensure!(back.contains(&name.to_lowercase()), "{sid} is {back}");
    }
    ask_in_vain(
        member,
        &["wbinfo", "-n", r"OURDOM\nobody-knows-me"],
        "wbcLookupName",
    )?;
    ask_for(
        member,
        &["id", &format!(r"OURDOM\{PLAIN_USER}")],
        &["domain users"],
    )?;
    Ok(())
}

fn a_domain_user_opens_a_share(scene: &Scene<'_>) -> Result<()> {
    let admin = &scene.lab.admin;
    let share = format!("//{}/{SHARE}", scene.domain.names().member_address);
    let user = |password: &str| format!(r"OURDOM\{PLAIN_USER}%{password}");
    admin.write("/etc/letter", "for the member\n")?;
    let commands = "put /etc/letter letter; ls; get letter /etc/letter.back";
    let right = user(PLAIN_USER_PASSWORD);
    ask_for(
        admin,
        &["smbclient", &share, "-U", &right, "-c", commands],
        &["letter"],
    )?;
    admin.sh("cmp /etc/letter /etc/letter.back")?;
    let owner = scene.domain.member.sh("stat -c %U /var/tmp/data/letter")?;
    ensure!(
        owner
            .trim()
            .eq_ignore_ascii_case(&format!(r"OURDOM\{PLAIN_USER}")),
        "the file belongs to {owner}"
    );
    ask_in_vain(
        admin,
        &[
            "smbclient",
            &share,
            "-U",
            &user("Wr0ng-Passw0rd"),
            "-c",
            "ls",
        ],
        "NT_STATUS_LOGON_FAILURE",
    )
}
