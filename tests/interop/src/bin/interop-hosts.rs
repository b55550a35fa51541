//! The domains, kept running for use by hand: `interop-hosts up`, then `exec`, `break`, `heal` and `testjoin` from anywhere.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a program for people"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};
use interop::{Cause, Domain, Kind, Lab, Verdict};

const USAGE: &str = "\
interop-hosts up [nt4|ad|ours]...         boot all domains, or the named ones, stay in the foreground, end them on any signal
interop-hosts hosts                       names, addresses, namespaces
interop-hosts exec HOST COMMAND...        run a command on a host
interop-hosts break nt4|ad|ours CAUSE     DoublePasswordChange AccountRemoved AccountDisabled OldSecretRestored Renamed
interop-hosts heal nt4|ad|ours            put both hosts of the domain back to their first, healthy state
interop-hosts testjoin nt4|ad|ours        Samba's verdict on the member's channel
interop-hosts down                        end them

INTEROP_SOCKET names the control socket (default /tmp/interop-hosts.sock): one for each set of hosts.
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["up", kinds @ ..] => up(kinds),
        ["exec", host, command @ ..] if !command.is_empty() => exec(host, command),
        ["hosts" | "down"] | ["heal" | "testjoin", _] | ["break", _, _] => {
            ask(&words.join(" ")).map(|answer| print!("{answer}"))
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("interop-hosts: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn up(kinds: &[&str]) -> Result<()> {
    let kinds = match kinds {
        [] => Kind::ALL.to_vec(),
        named => named.iter().map(|name| kind(name)).collect::<Result<_>>()?,
    };
    let socket = socket();
    if UnixStream::connect(&socket).is_ok() {
        bail!("hosts are up already, at {socket}");
    }
    let lab = Lab::start(&kinds)?;
    // A stale socket of a run that was killed.
    let _ = std::fs::remove_file(&socket);
    let listener = UnixListener::bind(&socket)?;
    println!("{}hosts are up; control socket {socket}", hosts(&lab));
    for stream in listener.incoming() {
        let mut stream = stream?;
        let mut line = String::new();
        BufReader::new(&stream).read_line(&mut line)?;
        let words: Vec<&str> = line.split_whitespace().collect();
        if words == ["down"] {
            break;
        }
        let answer = answer(&lab, &words).unwrap_or_else(|error| format!("error: {error:#}\n"));
        // Whoever asked may be gone.
        let _ = stream.write_all(answer.as_bytes());
    }
    std::fs::remove_file(&socket)?;
    Ok(())
}

fn answer(lab: &Lab, words: &[&str]) -> Result<String> {
    Ok(match words {
        ["hosts"] => hosts(lab),
        ["heal", kind] => {
            domain(lab, kind)?.heal()?;
            "healed\n".to_owned()
        }
        ["testjoin", kind] => match domain(lab, kind)?.member.testjoin()? {
            Verdict::Healthy => "healthy\n".to_owned(),
            Verdict::Broken(why) => format!("broken: {why}\n"),
        },
        ["break", kind, cause] => {
            let cause = Cause::ALL
                .into_iter()
                .find(|known| format!("{known:?}") == *cause);
            domain(lab, kind)?.break_channel(cause.context("no such cause")?)?;
            "broken\n".to_owned()
        }
        _ => bail!("what?"),
    })
}

fn hosts(lab: &Lab) -> String {
    lab.hosts()
        .map(|host| format!("{} {} {}\n", host.name(), host.address(), host.pid()))
        .collect()
}

fn domain<'a>(lab: &'a Lab, name: &str) -> Result<&'a Domain> {
    lab.domain(kind(name)?).context("not booted")
}

fn kind(name: &str) -> Result<Kind> {
    Ok(match name {
        "nt4" => Kind::Nt4,
        "ad" => Kind::Ad,
        "ours" => Kind::Ours,
        _ => bail!("no such domain: {name}"),
    })
}

fn exec(host: &str, command: &[&str]) -> Result<()> {
    let hosts = ask("hosts")?;
    let pid = hosts
        .lines()
        .filter_map(|line| line.split_once(' '))
        .find(|(name, _)| *name == host)
        .and_then(|(_, rest)| rest.rsplit(' ').next())
        .with_context(|| format!("no host {host}; there are:\n{hosts}"))?;
    let error = Command::new("nsenter")
        .args(["--target", pid, "--mount", "--uts", "--ipc", "--net"])
        .arg(format!("--pid=/proc/{pid}/ns/pid_for_children"))
        .arg("--")
        .args(command)
        .exec();
    Err(error).context("nsenter")
}

fn ask(question: &str) -> Result<String> {
    let socket = socket();
    let mut stream =
        UnixStream::connect(&socket).with_context(|| format!("no hosts are up at {socket}"))?;
    writeln!(stream, "{question}")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.strip_prefix("error: ") {
        Some(error) => bail!("{}", error.trim_end().to_owned()),
        None => Ok(answer),
    }
}

fn socket() -> String {
    std::env::var("INTEROP_SOCKET").unwrap_or_else(|_| "/tmp/interop-hosts.sock".to_owned())
}
