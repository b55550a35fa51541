//! The domain administered from afar, by Samba's tools.

use anyhow::{Result, ensure};
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use interop::ours::DNS_DOMAIN;

use super::{ask, ask_for, ask_in_vain, net_rpc};
use crate::Scenario;
use crate::scene::Scene;

pub(crate) const SCENARIOS: [Scenario; 7] = [
    ("net_rpc_user", net_rpc_user),
    ("net_rpc_group", net_rpc_group),
    ("net_rpc_local_group", net_rpc_local_group),
    ("rpcclient_asks_samr_and_lsa", rpcclient_asks_samr_and_lsa),
    (
        "rpcclient_lists_and_ends_sessions",
        rpcclient_lists_and_ends_sessions,
    ),
    ("the_directory_is_searched", the_directory_is_searched),
    (
        "a_plain_user_reads_and_changes_only_its_password",
        a_plain_user_reads_and_changes_only_its_password,
    ),
];

fn net_rpc_user(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    net_rpc(scene, &["user", "add", "clerk", "Cl3rk-Pw-One"])?;
    ensure!(net_rpc(scene, &["user"])?.contains("clerk"), "not listed");
    let groups = net_rpc(scene, &["user", "info", "clerk"])?;
    ensure!(groups.contains("Domain Users"), "{groups}");
    let member = &scene.domain.member;
    ask(member, &["wbinfo", "-a", r"OURDOM\clerk%Cl3rk-Pw-One"])?;
    net_rpc(scene, &["user", "password", "clerk", "Cl3rk-Pw-Two"])?;
    ask(member, &["wbinfo", "-a", r"OURDOM\clerk%Cl3rk-Pw-Two"])?;
    net_rpc(scene, &["user", "rename", "clerk", "scribe"])?;
    ask(member, &["wbinfo", "-a", r"OURDOM\scribe%Cl3rk-Pw-Two"])?;
    net_rpc(scene, &["user", "delete", "scribe"])?;
    ask_in_vain(
        member,
        &["wbinfo", "-a", r"OURDOM\scribe%Cl3rk-Pw-Two"],
        "NT_STATUS_NO_SUCH_USER",
    )?;
    ensure!(
        !net_rpc(scene, &["user"])?.contains("scribe"),
        "still listed"
    );
    Ok(())
}

fn net_rpc_group(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let members = || net_rpc(scene, &["group", "members", "clerks"]);
    net_rpc(scene, &["group", "add", "clerks"])?;
    net_rpc(scene, &["group", "addmem", "clerks", PLAIN_USER])?;
    ensure!(members()?.contains(PLAIN_USER), "not a member");
    ensure!(
        net_rpc(scene, &["user", "info", PLAIN_USER])?.contains("clerks"),
        "its groups do not have it"
    );
    net_rpc(scene, &["group", "delmem", "clerks", PLAIN_USER])?;
    ensure!(!members()?.contains(PLAIN_USER), "still a member");
    net_rpc(scene, &["group", "rename", "clerks", "scribes"])?;
    let groups = net_rpc(scene, &["group", "list", "global"])?;
    ensure!(
        groups.contains("scribes") && !groups.contains("clerks"),
        "{groups}"
    );
    net_rpc(scene, &["group", "delete", "scribes"])?;
    ensure!(
        !net_rpc(scene, &["group"])?.contains("scribes"),
        "still listed"
    );
    Ok(())
}

fn net_rpc_local_group(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let members = || net_rpc(scene, &["group", "members", "readers"]);
    net_rpc(scene, &["group", "add", "readers", "-L"])?;
    net_rpc(scene, &["group", "addmem", "readers", PLAIN_USER])?;
    ensure!(members()?.contains(PLAIN_USER), "not a member");
    net_rpc(scene, &["group", "delmem", "readers", PLAIN_USER])?;
    ensure!(!members()?.contains(PLAIN_USER), "still a member");
    net_rpc(scene, &["group", "delete", "readers"])?;
    let builtin = net_rpc(scene, &["group", "list", "builtin"])?;
    ensure!(builtin.contains("Administrators"), "{builtin}");
    Ok(())
}

/// What each command of rpcclient must tell; a command that fails ends rpcclient with an error.
fn rpcclient_asks_samr_and_lsa(scene: &Scene<'_>) -> Result<()> {
    let questions: [(&str, &[&str]); 25] = [
        ("enumdomusers", &["user:[Administrator] rid:[0x1f4]"]),
        ("enumdomgroups", &["group:[Domain Admins] rid:[0x200]"]),
        (
            "enumalsgroups builtin",
            &["group:[Administrators] rid:[0x220]"],
        ),
        ("enumdomains", &["name:[OURDOM]", "name:[Builtin]"]),
        ("querydominfo", &["OURDOM", "ROLE_DOMAIN_PDC"]),
        ("querydominfo 1", &["Minimum password length:\t\t\t7"]),
        ("querydominfo 12", &["Lockout after bad attempts:"]),
        ("queryuser 500", &["Administrator", "0x1f4"]),
        ("querygroup 512", &["Domain Admins"]),
        ("querygroupmem 512", &["rid:[0x1f4]"]),
        ("queryusergroups 500", &["group rid:[0x200]"]),
        ("queryaliasmem builtin 544", &["-500", "-512"]),
        ("querydispinfo", &["Account: Administrator"]),
        ("querydispinfo2", &["Account: Administrator"]),
        ("samlookupnames domain Administrator", &["0x1f4"]),
        ("samlookuprids domain 500", &["Administrator"]),
        ("getdompwinfo", &["min_password_length"]),
        ("lookupdomain OURDOM", &["Domain SID: S-1-5-21-"]),
        (
            "lsaquery",
            &["Domain Name: OURDOM", "Domain Sid: S-1-5-21-"],
        ),
        ("lookupnames Administrator", &["-500 (User: 1)"]),
        ("lookupsids S-1-5-32-544", &[r"BUILTIN\Administrators"]),
        ("enumprivs", &["SeMachineAccountPrivilege"]),
        ("lsaenumsid", &["S-1-5-32-544"]),
        ("getusername", &["Administrator", "OURDOM"]),
        ("srvinfo", &["PDC"]),
    ];
    for (command, parts) in questions {
        let answer = scene.rpcclient(command)?;
        for part in parts {
            ensure!(
                answer.contains(part),
                "{command} does not say {part}: {answer}"
            );
        }
    }
    Ok(())
}

/// A session of the plain user's is there while Samba's client has it, seen by the administrator and not by others; and it
/// is gone when he ends it, and the member's channel is not. rpcclient takes two backslashes for one.
fn rpcclient_lists_and_ends_sessions(scene: &Scene<'_>) -> Result<()> {
    let address = scene.domain.names().dc_address;
    let plain = format!("{PLAIN_USER}%{PLAIN_USER_PASSWORD}");
    let here = format!(r"\\\\{} {PLAIN_USER}", scene.lab.admin.address());
    let said = scene
        .lab
        .admin
        .script(
            r#"
            cd "$(mktemp -d)"; mkfifo ask
            rpcclient -U "$1" "$2" <ask >told 2>&1 & exec 3>ask
            echo getusername >&3
            timeout 20 sh -c 'until grep -q Account told; do sleep 0.1; done'
            for level in 0 1 2 10 502; do
                rpcclient -U "$3" "$2" -c "netsessenum $4 $level" || exit 1
            done
            rpcclient -U "$1" "$2" -c "netsessenum $5 10" && exit 1
            rpcclient -U "$1" "$2" -c "netsessenum $4 1" && exit 1
            rpcclient -U "$1" "$2" -c "netsessdel $4" && exit 1
            rpcclient -U "$3" "$2" -c "netsessdel $4" || exit 1
            rpcclient -U "$3" "$2" -c "netsessenum $4 10" && exit 1
            printf 'lsaquery\nexit\n' >&3; exec 3>&-; wait; cat told
            rpcclient -U "$3" "$2" -c epmlookup
            "#,
            &[
                &plain,
                address,
                &scene.domain.admin_credentials(),
                &here,
                &here.replace(PLAIN_USER, scene.domain.names().admin),
            ],
            "",
        )?
        .success()?;
    for (part, times) in [
        ("Received 1 entries.", 5),
        ("WERR_NERR_USERNOTFOUND", 2),
        ("WERR_ACCESS_DENIED", 2),
        ("NT_STATUS_CONNECTION_DISCONNECTED", 1),
        ("12345678-1234-abcd-ef00-01234567cffb", 2),
    ] {
        let count = said.matches(part).count();
        ensure!(count == times, "{count} times {part}: {said}");
    }
    ask(&scene.domain.member, &["wbinfo", "-t"])?;
    Ok(())
}

/// For whatever matches, at once and in pages: as a plain user, by Samba's own clients.
fn the_directory_is_searched(scene: &Scene<'_>) -> Result<()> {
    let admin = &scene.lab.admin;
    let url = format!("ldap://{}", scene.domain.names().dc_address);
    let plain = format!("{PLAIN_USER}@{DNS_DOMAIN}%{PLAIN_USER_PASSWORD}");
    let base = ["ldbsearch", "-H", &url, "-b", "DC=our,DC=example"];
    let who = ["--use-kerberos=off", "-U", &plain];
    for (filter, parts) in [
        (
            "(&(objectClass=user)(sAMAccountName=PL*))",
            ["CN=plain,CN=Users", "# 1 entries"],
        ),
        (
            "(sAMAccountName=*member$)",
            ["CN=ourmember,CN=Computers", "# 1 entries"],
        ),
        (
            "(userAccountControl:1.2.840.113556.1.4.803:=2)",
            ["CN=Guest,CN=Users", "# 1 entries"],
        ),
        (
            "(&(primaryGroupID>=515)(primaryGroupID<=515))",
            ["CN=ourmember", "# 1 entries"],
        ),
    ] {
        ask_for(
            admin,
            &[&base[..], &who, &[filter, "sAMAccountName"]].concat(),
            &parts,
        )?;
        let pages = ["--controls=paged_results:1:1", filter, "sAMAccountName"];
        ask_for(admin, &[&base[..], &who, &pages].concat(), &parts)?;
    }
    Ok(())
}

fn a_plain_user_reads_and_changes_only_its_password(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let (admin, address) = (&scene.lab.admin, scene.domain.names().dc_address);
    let plain = format!("{PLAIN_USER}%{PLAIN_USER_PASSWORD}");
    let run = |command: &'static str| -> [String; 6] {
        ["rpcclient", "-U", &plain, address, "-c", command].map(str::to_owned)
    };
    let said = admin.run(run("enumdomusers"))?.success()?;
    ensure!(said.contains("Administrator"), "{said}");
    for command in [
        "createdomuser intruder",
        "deletedomuser plain",
        "createdomgroup ours",
    ] {
        let output = admin.run(run(command))?;
        ensure!(
            output.text().contains("NT_STATUS_ACCESS_DENIED"),
            "{command}: {}",
            output.text()
        );
    }
    let passwords = format!("{PLAIN_USER_PASSWORD}\nN3w-Pl4in-Pw!\nN3w-Pl4in-Pw!\n");
    admin
        .script(
            r#"smbpasswd -s -r "$1" -U "$2""#,
            &[address, PLAIN_USER],
            &passwords,
        )?
        .success()?;
    ask_for(
        &scene.domain.member,
        &["wbinfo", "-a", r"OURDOM\plain%N3w-Pl4in-Pw!"],
        &["succeeded"],
    )?;
    Ok(())
}
