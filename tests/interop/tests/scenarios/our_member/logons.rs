//! Logons of the domain's users at programs of the member's machine, by `netlogon-auth`; Samba's clients and helpers say
//! what is right.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use anyhow::{Context, Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use interop::lab::{PLAIN_USER, PLAIN_USER_PASSWORD};
use serde_json::Value;

use super::{Limpet, PATIENCE};
use crate::Scenario;
use crate::scene::{Scene, told};

pub(crate) const SCENARIOS: [Scenario; 3] = [
    ("passwords_are_judged", passwords_are_judged),
    (
        "squids_helper_answers_as_sambas",
        squids_helper_answers_as_sambas,
    ),
    (
        "the_servers_helper_answers_as_sambas",
        the_servers_helper_answers_as_sambas,
    ),
];

const WRONG: &str = "Wr0ng-Passw0rd";

/// One user's wrong password is none of the channel's business.
fn passwords_are_judged(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    limpet.must_let_in()?;
    let channel = || -> Result<Option<Value>> {
        let status = limpet.ask(&["status"])?;
        Ok(status.get("channel").cloned())
    };
    let before = channel()?;
    let state = before.as_ref().and_then(|channel| channel.get("state"));
    ensure!(state == Some(&"up".into()), "{before:?}");
    for (user, password, status) in [
        (PLAIN_USER, WRONG, "NT_STATUS_WRONG_PASSWORD"),
        ("nobody-knows-me", WRONG, "NT_STATUS_NO_SUCH_USER"),
    ] {
        let output = limpet.log_on(user, password)?;
        ensure!(
            output.code == Some(1) && output.stdout.starts_with(status),
            "not refused with {status}: {}",
            told(&output)
        );
    }
    limpet.must_let_in()?;
    // With the time since when.
    let after = channel()?;
    ensure!(after == before, "{before:?} became {after:?}");
    Ok(())
}

/// A client of Samba's logs on at a web proxy, whose helper is ours; and at one whose helper is that of Samba's member.
fn squids_helper_answers_as_sambas(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    for (password, verdict) in [(PLAIN_USER_PASSWORD, "AF"), (WRONG, "NA")] {
        let answer = |helper: Command| -> Result<String> {
            let mut helper = Talker::start(helper)?;
            let (_, answer) = answered_challenge(scene, &mut helper, password)?;
            helper.ask(&format!("KK {answer}"))
        };
        let ours = answer(limpet.authenticator(&[SQUID])?)?;
        let theirs = answer(samba_helper(scene, SQUID))?;
        ensure!(
            ours.starts_with(verdict) && theirs.starts_with(verdict),
            "not {verdict}: `{ours}`, and Samba's `{theirs}`"
        );
        ensure!(verdict == "NA" || ours == theirs, "`{ours}` and `{theirs}`");
    }
    Ok(())
}

/// A server that has had a challenge answered, by a client of Samba's, has the answer judged.
fn the_servers_helper_answers_as_sambas(scene: &Scene<'_>) -> Result<()> {
    let limpet = Limpet::serving(scene)?;
    for (password, verdict) in [
        (PLAIN_USER_PASSWORD, "Authenticated: Yes"),
        (WRONG, "Authenticated: No"),
    ] {
        // Each has its own challenge answered: controllers refuse what was meant for another computer.
        let answer = |proxy: Command, server: Command| -> Result<Vec<String>> {
            let (mut proxy, mut server) = (Talker::start(proxy)?, Talker::start(server)?);
            let (challenge, answer) = answered_challenge(scene, &mut proxy, password)?;
            server.ask_all(&[
                format!("Username: {PLAIN_USER}"),
                format!("NT-Domain: {}", scene.domain.names().netbios),
                format!("LANMAN-Challenge: {}", server_challenge(&challenge)?),
                format!("NT-Response: {}", nt_response(&answer)?),
                "Request-User-Session-Key: Yes".to_owned(),
            ])
        };
        let ours = answer(
            limpet.authenticator(&[SQUID])?,
            limpet.authenticator(&[SERVER])?,
        )?;
        let theirs = answer(samba_helper(scene, SQUID), samba_helper(scene, SERVER))?;
        let form = |answer: &[String]| -> Vec<String> {
            let names = answer.iter().filter_map(|line| line.split_once(": "));
            let form = names.map(|(name, value)| match name {
                "Authenticated" => value.to_owned(),
                // The key is another each time, and why not is told in each one's words.
                "User-Session-Key" => format!("{name} of {} digits", value.len()),
                _ => name.to_owned(),
            });
            form.collect()
        };
        ensure!(
            ours.first().is_some_and(|line| line == verdict) && form(&ours) == form(&theirs),
            "not {verdict}: {ours:?}, and Samba's {theirs:?}"
        );
        let why = ours.iter().any(|line| line.contains("WRONG_PASSWORD"));
        ensure!(why == (password == WRONG), "{ours:?}");
    }
    Ok(())
}

const SQUID: &str = "--helper-protocol=squid-2.5-ntlmssp";
const SERVER: &str = "--helper-protocol=ntlm-server-1";

/// The challenge of a helper for web proxies, and what a client of Samba's answers to it; each a message in base64.
fn answered_challenge(
    scene: &Scene<'_>,
    helper: &mut Talker,
    password: &str,
) -> Result<(String, String)> {
    let token = |line: &str| -> Result<String> {
        let token = line.split(' ').nth(1);
        Ok(token
            .with_context(|| format!("no token: {line}"))?
            .to_owned())
    };
    let mut client = client(scene, password)?;
    let challenge = helper.ask(&client.ask("YR")?)?;
    let answer = client.ask(&challenge)?;
    Ok((token(&challenge)?, token(&answer)?))
}

/// `ServerChallenge`, [MS-NLMP] 2.2.1.2, in hexadecimal digits.
fn server_challenge(message: &str) -> Result<String> {
    let message = STANDARD.decode(message)?;
    Ok(digits(message.get(24..32).context("no challenge")?))
}

/// `NtChallengeResponse`, [MS-NLMP] 2.2.1.3, in hexadecimal digits: where its length and offset say.
fn nt_response(message: &str) -> Result<String> {
    let message = STANDARD.decode(message)?;
    let length = message.get(20..22).context("no length")?;
    let offset = message.get(24..28).context("no offset")?;
    let length = usize::from(u16::from_le_bytes(length.try_into()?));
    let offset = usize::try_from(u32::from_le_bytes(offset.try_into()?))?;
    let response = message.get(offset..offset + length);
    Ok(digits(response.context("no response")?))
}

fn digits(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}

/// Samba's client, on the administrator's machine, which is told the password.
fn client(scene: &Scene<'_>, password: &str) -> Result<Talker> {
    let mut command = scene.lab.admin.command("ntlm_auth", PATIENCE);
    let domain = scene.domain.names().netbios;
    command
        .args([
            "--helper-protocol=ntlmssp-client-1",
            "--username",
            PLAIN_USER,
        ])
        .args(["--domain", domain]);
    let mut client = Talker::start(command)?;
    let said = client.ask(&format!("PW {}", STANDARD.encode(password)))?;
    ensure!(said == "OK", "{said}");
    Ok(client)
}

/// Samba's helper, on Samba's member of the same domain.
fn samba_helper(scene: &Scene<'_>, protocol: &str) -> Command {
    let mut command = scene.domain.member.command("ntlm_auth", PATIENCE);
    command.arg(protocol);
    command
}

/// A program that is asked in lines and answers in lines.
struct Talker {
    child: Child,
    input: Option<ChildStdin>,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Talker {
    fn start(mut command: Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = child.stdout.take().context("no standard output")?;
        Ok(Self {
            input: child.stdin.take(),
            child,
            answers: BufReader::new(output).lines(),
        })
    }

    fn say(&mut self, line: &str) -> Result<()> {
        let input = self.input.as_mut().context("no standard input")?;
        Ok(writeln!(input, "{line}")?)
    }

    fn hear(&mut self) -> Result<String> {
        self.answers
            .next()
            .context("it has ended")?
            .map_err(Into::into)
    }

    /// One line, and its answer of one.
    fn ask(&mut self, line: &str) -> Result<String> {
        self.say(line)?;
        self.hear()
    }

    /// Several lines, and their answer, each up to a dot.
    fn ask_all(&mut self, lines: &[String]) -> Result<Vec<String>> {
        for line in lines {
            self.say(line)?;
        }
        self.say(".")?;
        let mut answer = Vec::new();
        loop {
            match self.hear()? {
                line if line == "." => return Ok(answer),
                line => answer.push(line),
            }
        }
    }
}

impl Drop for Talker {
    fn drop(&mut self) {
        // It ends with its input; one that does not, by its time limit.
        drop(self.input.take());
        let _ = self.child.wait();
    }
}
