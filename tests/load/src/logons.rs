//! Sealed logons per second.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Instant, SystemTime};

use anyhow::{Result, ensure};
use auth::ntlm::{self, InitiatorEntropy};
use auth::{Account, Credentials, Exchange, Step};
use msrpc::netlogon::{
    ExtraFlags, LogonIdentity, LogonInformation, NetworkLogon, ParameterControl, SamLogonEx,
    ValidationLevel,
};
use ndr::{AnsiString, Leveled, UnicodeString};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use wire::{FileTime, SecretKey};

use crate::Work;
use crate::machine::Target;

pub(crate) async fn run(target: Target, work: Work, user: String) -> Result<Value> {
    let target = Arc::new(target);
    let done = Arc::new(AtomicU64::new(0));
    let mut sealed = Vec::new();
    for n in 1..=work.clients {
        let io = target.connect().await?;
        let (channel, _anonymous) = target.set_up(n, io).await?;
        let io = target.connect().await?;
        sealed.push(target.seal(&channel, io).await?);
    }
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for (n, mut logon) in sealed.into_iter().enumerate() {
        let (target, done, user) = (Arc::clone(&target), Arc::clone(&done), user.clone());
        clients.spawn(async move {
            let computer = format!("{}{}", target.prefix, n + 1);
            let (challenge, nt_response) = respond(&target, &user, &computer)?;
            let request = SamLogonEx {
                logon_server: Some(format!("\\\\{}", target.server).into()),
                computer_name: Some(computer.as_str().into()),
                logon: Leveled(LogonInformation::NetworkTransitive(Some(NetworkLogon {
                    identity: LogonIdentity {
                        domain: target.domain.as_str().into(),
                        parameter_control: ParameterControl(0),
                        reserved: [0; 2],
                        user: user.as_str().into(),
                        workstation: UnicodeString::NULL,
                    },
                    challenge,
                    nt_response: AnsiString(Some(nt_response)),
                    lm_response: AnsiString(None),
                }))),
                validation_level: ValidationLevel::SAM_INFO_4,
                extra_flags: ExtraFlags(0),
            };
            while start.elapsed() < work.time {
                let reply = logon.call(&request).await?;
                ensure!(reply.status.is_success(), "{}", reply.status);
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    let seconds = start.elapsed().as_secs_f64();
    let done = done.load(Ordering::Relaxed);
    Ok(json!({ "logons": done, "seconds": seconds, "clients": work.clients }))
}

/// A user's answer to a challenge, made by the two halves of NTLM that this project has.
pub(crate) fn respond(target: &Target, user: &str, computer: &str) -> Result<([u8; 8], Vec<u8>)> {
    let challenge = [0x5a; 8];
    let now = FileTime::from_system_time(SystemTime::now());
    let config = ntlm::AcceptorConfig::in_domain(computer.parse()?, target.domain.parse()?);
    let acceptor = Box::new(ntlm::Acceptor::new(&config, challenge, now));
    let account = Account {
        domain: target.domain.clone(),
        user: user.to_owned(),
    };
    let credentials = Credentials::NtHash {
        account,
        hash: target.hash.duplicate(),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [0xa5; 8],
        exported_session_key: SecretKey::new([0x33; 16]),
    };
    let initiator = ntlm::Initiator::new(credentials, "cifs/LOAD", "LOAD".parse()?, entropy, now);
    let initiator: Box<dyn Exchange> = Box::new(initiator);
    let Step::Continue { token, next } = initiator.step(&[])? else {
        anyhow::bail!("no first token")
    };
    let Step::Continue {
        token,
        next: acceptor,
    } = acceptor.step(&token)?
    else {
        anyhow::bail!("no challenge")
    };
    let (Step::Continue { token, .. }
    | Step::Done {
        token: Some(token), ..
    }) = next.step(&token)?
    else {
        anyhow::bail!("no response")
    };
    let Step::Identify(claim) = acceptor.step(&token)? else {
        anyhow::bail!("no claim")
    };
    Ok((challenge, claim.nt_response))
}
