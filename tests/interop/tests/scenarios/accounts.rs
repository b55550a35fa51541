//! Computer accounts: list, create, look at, delete; and the outputs that scripts parse.

use anyhow::{Context, Result, ensure};
use interop::Output;

use crate::Scenario;
use crate::scene::{Scene, UNPROVEN, must_fail, must_succeed, told};

pub(crate) const SCENARIOS: [Scenario; 4] = [
    (
        "listing_as_the_batch_files_parse_it",
        listing_as_the_batch_files_parse_it,
    ),
    ("add_query_delete", add_query_delete),
    (
        "query_lists_controllers_and_members",
        query_lists_controllers_and_members,
    ),
    ("json_is_one_document", json_is_one_document),
];

/// Q173529 and Q297789: `for /f "skip=6 tokens=4"` of the verbose listing, token 1 of the other. The case is that of the account.
fn listing_as_the_batch_files_parse_it(scene: &Scene<'_>) -> Result<()> {
    let member = scene.member();
    let is_member =
        |word: Option<&str>| word.is_some_and(|word| word.eq_ignore_ascii_case(&member));

    let verbose = scene.netdom().run(["member"])?;
    must_succeed(&verbose)?;
    let mut lines = verbose
        .stdout
        .lines()
        .skip(6)
        .filter(|line| line.contains(r"\\") && line.contains("Member"));
    ensure!(
        lines.any(|line| is_member(line.split_whitespace().nth(3))),
        "{}",
        told(&verbose)
    );

    let short = scene.netdom().run(["/noverbose", "member"])?;
    must_succeed(&short)?;
    let mut lines = short.stdout.lines();
    ensure!(
        lines.any(|line| is_member(line.split_whitespace().next())),
        "{}",
        told(&short)
    );
    let is_bare = short.stdout.lines().all(|line| line.starts_with(r"\\"));
    ensure!(is_bare, "headings in spite of /noverbose: {}", told(&short));
    Ok(())
}

fn add_query_delete(scene: &Scene<'_>) -> Result<()> {
    scene.will_change();
    let listed = |name: &str| -> Result<bool> {
        Ok(scene
            .netdom()
            .run(["/noverbose", "member"])?
            .stdout
            .to_uppercase()
            .contains(name))
    };
    must_succeed(&scene.netdom().run(["member", r"\\NEWPC", "/add"])?)?;
    ensure!(listed(r"\\NEWPC")?, "not listed after /add");
    must_fail(&scene.netdom().run(["add", "NEWPC"])?, 1, "account-exists")?;
    must_succeed(&scene.netdom().run(["member", "NEWPC", "/delete"])?)?;
    ensure!(!listed(r"\\NEWPC")?, "still listed after /delete");
    must_fail(
        &scene.netdom().run(["member", "NEWPC", "/delete"])?,
        1,
        "account-missing",
    )
}

fn query_lists_controllers_and_members(scene: &Scene<'_>) -> Result<()> {
    for (kind, name) in [
        ("workstation", scene.member()),
        ("dc", scene.dc()),
        ("pdc", scene.dc()),
    ] {
        let output = scene.netdom().run(["query", kind])?;
        must_succeed(&output)?;
        ensure!(
            output.stdout.to_uppercase().contains(&name),
            "{kind}: {}",
            told(&output)
        );
    }
    must_succeed(&scene.netdom().run(["member", &scene.member(), "/query"])?)
}

fn json_is_one_document(scene: &Scene<'_>) -> Result<()> {
    let member = scene.member();
    let calls: [&[&str]; 4] = [
        &["member"],
        &["query", "dc"],
        &["verify", &member],
        &["member", &member, "/query"],
    ];
    for words in calls {
        let output = scene.netdom().run([&["--json"], words].concat())?;
        ensure!(
            output.code == Some(0) || output.code == Some(UNPROVEN),
            "{}",
            told(&output)
        );
        document(&output)?;
    }
    let failed = scene
        .netdom()
        .for_domain("NOSUCHDOM")
        .switch("timeout", "2")
        .run(["--json", "member"])?;
    ensure!(
        document(&failed)?.to_string().contains("pdc-not-found"),
        "{}",
        told(&failed)
    );
    Ok(())
}

fn document(output: &Output) -> Result<serde_json::Value> {
    serde_json::from_str(&output.stdout).with_context(|| format!("no JSON: {}", told(output)))
}
