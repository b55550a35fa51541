//! Samba's own tests of a domain controller, `smbtorture`, and what they answered.

use anyhow::{Result, ensure};

use crate::host::Host;
use crate::lab::Names;

/// What one suite of tests answered.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Answers {
    /// Names of those that passed.
    pub passed: Vec<String>,
    /// The others, with what they said.
    pub failed: Vec<Failure>,
}

/// A test that did not pass.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Failure {
    /// Its name, without the suite's.
    pub test: String,
    /// Its first line.
    pub said: String,
}

/// Runs `suite` on `client` against the domain controller of `names`, as its administrator. The client is told the domain's
/// name in the DNS, for it compares names of computers with what it would call them itself.
pub fn run(client: &Host, names: &Names, dns_domain: &str, suite: &str) -> Result<Answers> {
    let realm = format!("--option=realm={dns_domain}");
    let binding = format!("ncacn_np:{}[]", names.dc_address);
    let user = format!("{}/{}%{}", names.netbios, names.admin, names.admin_password);
    let output = client.run([
        "smbtorture",
        &binding,
        "-U",
        &user,
        "-W",
        names.netbios,
        &realm,
        suite,
    ])?;
    let answers = Answers::read(&output.stdout);
    ensure!(
        answers.total() > 0,
        "`{}` tested nothing: {}",
        output.command,
        output.text()
    );
    Ok(answers)
}

impl Answers {
    /// Reads what smbtorture prints: `success: SUITE.TEST`, or `failure: SUITE.TEST [` and what it has to say up to `]`.
    pub fn read(text: &str) -> Self {
        let mut answers = Self::default();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some((verdict, test)) = line.split_once(": ") else {
                continue;
            };
            let test = test.trim_end_matches('[').trim();
            let test = test
                .split_once('.')
                .map_or(test, |(_, test)| test)
                .to_owned();
            match verdict {
                "success" => answers.passed.push(test),
                "failure" | "error" | "skip" => answers.failed.push(Failure {
                    test,
                    said: lines.next().unwrap_or_default().to_owned(),
                }),
                _ => {}
            }
        }
        answers
    }

    /// How many tests there were.
    pub fn total(&self) -> usize {
        self.passed.len() + self.failed.len()
    }

    /// One line, then one for each failure.
    pub fn report(&self, suite: &str, whose: &str) -> String {
        let mut report = format!(
            "{suite} against {whose}: {} of {} passed\n",
            self.passed.len(),
            self.total()
        );
        for failure in &self.failed {
            report += &format!("    not {}: {}\n", failure.test, failure.said);
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_is_counted_once_with_what_it_said() {
        let answers = Answers::read(
            "test: netlogon.GetDcName\ntime: 2026-11-26\nsuccess: netlogon.GetDcName\n\
             failure: netlogon.Broken RPC binding handle [\n../x.c:83: WERR_OK\n]\n\
             skip: netlogon.GetDomainInfo_async [\ndangerous\n]\nsuccess: schannel\n",
        );
        assert_eq!(answers.passed, ["GetDcName", "schannel"]);
        assert_eq!(answers.total(), 4);
        assert_eq!(
            answers.failed[0],
            Failure {
                test: "Broken RPC binding handle".to_owned(),
                said: "../x.c:83: WERR_OK".to_owned()
            }
        );
    }
}
