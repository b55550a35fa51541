//! Logons through one member, by one long-lived client process: ours over its socket, winbindd through `ntlm_auth`.

use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use local_client::{Client, ResponseLogon};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::Command;
use tokio::task::JoinSet;

use crate::Work;
use crate::logons::respond;
use crate::machine::Target;

/// Through ours: as many requests are under way as there are clients, all on one connection.
pub(crate) async fn ours(target: Target, work: Work, user: String, socket: &Path) -> Result<Value> {
    let client = Client::connect(socket).await?;
    // A response names the server that it was made for, and a controller lets it in from no other.
    let computer = client.ping().await?.computer;
    let (challenge, nt_response) = respond(&target, &user, &computer)?;
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..work.clients {
        let (client, done) = (client.clone(), Arc::clone(&done));
        let (domain, user, nt_response) =
            (target.domain.clone(), user.clone(), nt_response.clone());
        clients.spawn(async move {
            while start.elapsed() < work.time {
                let verdict = client
                    .log_on(ResponseLogon {
                        domain: domain.clone(),
                        user: user.clone(),
                        workstation: "LOAD".into(),
                        challenge,
                        nt_response: nt_response.clone(),
                        lm_response: Vec::new(),
                        mschapv2: false,
                    })
                    .await?;
                if let Err(failure) = verdict {
                    bail!("{failure}");
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
    }
    finish(clients, done, start, work).await
}

/// Through winbindd: the client process is `ntlm_auth --helper-protocol=ntlm-server-1` (or ours, which speaks the same),
/// which asks for one logon after the other; more clients are more processes.
pub(crate) async fn helper(
    target: Target,
    work: Work,
    user: String,
    program: &str,
    computer: &str,
) -> Result<Value> {
    let (challenge, nt_response) = respond(&target, &user, computer)?;
    let hex = |octets: &[u8]| octets.iter().map(|octet| format!("{octet:02x}")).collect();
    let (challenge, nt_response): (String, String) = (hex(&challenge), hex(&nt_response));
    let question = format!(
        "Username: {user}\nNT-Domain: {}\nLANMAN-Challenge: {challenge}\nNT-Response: {nt_response}\n\
         Request-User-Session-Key: Yes\n.\n",
        target.domain
    );
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..work.clients {
        let (question, done, program) = (question.clone(), Arc::clone(&done), program.to_owned());
        clients.spawn(async move {
            let mut words = program.split_whitespace();
            let mut helper = Command::new(words.next().context("no helper is named")?)
                .args(words)
                .arg("--helper-protocol=ntlm-server-1")
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .kill_on_drop(true)
                .spawn()?;
            let mut asks = helper.stdin.take().context("no input")?;
            let answers = helper.stdout.take().context("no output")?;
            let mut answers = BufReader::new(answers).lines();
            while start.elapsed() < work.time {
                asks.write_all(question.as_bytes()).await?;
                let mut is_let_in = false;
                loop {
                    let line = answers.next_line().await?.context("the helper has ended")?;
                    is_let_in |= line == "Authenticated: Yes";
                    if line == "." {
                        break;
                    }
                }
                if !is_let_in {
                    bail!("the helper lets nobody in");
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            Ok(())
        });
    }
    finish(clients, done, start, work).await
}

async fn finish(
    mut clients: JoinSet<Result<()>>,
    done: Arc<AtomicU64>,
    start: Instant,
    work: Work,
) -> Result<Value> {
    while let Some(client) = clients.join_next().await {
        client??;
    }
    let seconds = start.elapsed().as_secs_f64();
    let done = done.load(Ordering::Relaxed);
    Ok(json!({ "logons": done, "seconds": seconds, "clients": work.clients }))
}
