//! One logon: `--request-nt-key` as FreeRADIUS has it, or a password.

use std::io::{IsTerminal, Read, Write};

use auth::Account;
use cli::{ExitStatus, Out, PasswordSource, printable};
use local_client::{FailureKind, PasswordLogon, ResponseLogon};
use wire::{NtStatus, Password};
use zeroize::Zeroizing;

use crate::args::Args;
use crate::domain::{Domain, home, is_wanted, name};
use crate::error::{Error, of_failure};

/// How somebody proves who he is.
pub(crate) enum Logon {
    Response {
        challenge: [u8; 8],
        nt_response: Vec<u8>,
        lm_response: Vec<u8>,
    },
    Password(Password),
}

impl Logon {
    /// What the command line says, and a password from wherever it is.
    pub(crate) fn new(args: &Args) -> Result<Self, Error> {
        if args.password.is_some() {
            return Err(Error::PasswordArgument);
        }
        let user = args.username.as_deref().ok_or(Error::NothingToDo)?;
        let octets = |hex: &Option<crate::args::Hex>| hex.as_ref().map(|hex| hex.0.clone());
        match (octets(&args.challenge), octets(&args.nt_response)) {
            (Some(challenge), Some(nt_response)) => Ok(Self::Response {
                challenge: challenge
                    .try_into()
                    .map_err(|challenge: Vec<u8>| Error::Challenge(challenge.len()))?,
                nt_response,
                lm_response: octets(&args.lm_response).unwrap_or_default(),
            }),
            (None, None) if !args.request_nt_key && args.lm_response.is_none() => {
                password(args, user).map(Self::Password)
            }
            _ => Err(Error::HalfAResponse),
        }
    }
}

fn password(args: &Args, user: &str) -> Result<Password, Error> {
    if args.password_file.is_none() && !std::io::stdin().is_terminal() {
        let mut line = Zeroizing::new(String::with_capacity(LONGEST_PASSWORD));
        let limit = u64::try_from(LONGEST_PASSWORD).unwrap_or(u64::MAX);
        let read = std::io::stdin().take(limit).read_to_string(&mut line);
        read.map_err(Error::Input)?;
        let first = line.lines().next().unwrap_or_default();
        return Ok(Password::new(first.to_owned()));
    }
    let source = PasswordSource {
        file: args.password_file.clone(),
        option: "--password-file",
        variable: "NETLOGON_AUTH_PASSWORD",
        account: user.to_owned(),
        ..PasswordSource::default()
    };
    Ok(source.read()?)
}

/// Has it judged, and prints the verdict as `ntlm_auth` does.
pub(crate) async fn judge<D: Domain, W: Write>(
    domain: &D,
    logon: Logon,
    args: &Args,
    out: &mut Out<W>,
) -> Result<ExitStatus, Error> {
    let home = home(args.domain.as_deref(), domain).await?;
    let account = Account::parse(args.username.as_deref().unwrap_or_default());
    let account = account.map_err(Error::Account)?.or_in_domain(&home);
    let workstation = args.workstation.clone();
    let verdict = match logon {
        Logon::Response {
            challenge,
            nt_response,
            lm_response,
        } => {
            let logon = ResponseLogon {
                domain: account.domain,
                user: account.user,
                workstation,
                challenge,
                nt_response,
                lm_response,
                mschapv2: args.allow_mschapv2,
            };
            domain.log_on(logon).await?
        }
        Logon::Password(password) => {
            let logon = PasswordLogon {
                domain: account.domain,
                user: account.user,
                workstation,
                password,
            };
            domain.check_password(logon).await?
        }
    };
    Ok(match verdict {
        Ok(user) if !is_wanted(&user, &args.require_membership_of) => {
            let why = "the account is in none of the groups that are let in";
            tell(out, NtStatus::ACCESS_DENIED, why);
            ExitStatus::Failed
        }
        Ok(user) if args.request_nt_key => {
            let key = user.session_key.expose().iter();
            let digits: Zeroizing<String> =
                Zeroizing::new(key.map(|octet| format!("{octet:02X}")).collect());
            out.line(&Zeroizing::new(format!("NT_KEY: {}", *digits)));
            ExitStatus::Success
        }
        Ok(_) => {
            out.line("NT_STATUS_OK: The logon succeeded. (0x0)");
            ExitStatus::Success
        }
        Err(failure) => {
            let why = match failure.kind {
                // FreeRADIUS 3.2 knows what stands for a locked or disabled account, and for a password that must be
                // changed, by the status; this one by these words only.
                FailureKind::Refused if failure.status == NtStatus::PASSWORD_EXPIRED => {
                    "The password has expired."
                }
                // The status says the rest.
                FailureKind::Refused => "The domain controller does not let the account in.",
                _ => failure.message.as_deref().unwrap_or(&failure.reason),
            };
            tell(out, failure.status, why);
            of_failure(&failure)
        }
    })
}

/// The form that FreeRADIUS looks for statuses in.
fn tell<W: Write>(out: &mut Out<W>, status: NtStatus, why: &str) {
    let (name, why) = (name(status), printable(why));
    out.line(&format!("{name}: {why} (0x{:08x})", status.0));
}

/// In octets: more than any password has that Windows lets people set.
const LONGEST_PASSWORD: usize = 1024;
