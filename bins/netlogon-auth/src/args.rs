//! The command line: the switches of `ntlm_auth` that its callers use.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use wire::Sid;

use crate::error::Error;

/// Has the domain judge logons for Squid, FreeRADIUS and others, through this computer's `netlogond member`.
#[derive(Debug, Parser)]
#[command(name = "netlogon-auth", version)]
pub struct Args {
    /// Speak the protocol of a helper on standard input and output, for as long as there is input
    #[arg(long, value_name = "PROTOCOL")]
    pub helper_protocol: Option<Protocol>,
    /// Judge one response, and print the session key it makes: `NT_KEY: …`
    #[arg(long)]
    pub request_nt_key: bool,
    /// The account: user, DOMAIN\user or user@domain
    #[arg(long, value_name = "USER")]
    pub username: Option<String>,
    /// The domain of accounts that are named without one; by default this computer's
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,
    /// The computer that the user sits at
    #[arg(long, value_name = "COMPUTER", default_value = "")]
    pub workstation: String,
    /// The challenge that was answered, 16 hexadecimal digits
    #[arg(long, value_name = "HEX")]
    pub challenge: Option<Hex>,
    /// The NT response: NTLM version 2's, or MS-CHAP's 48 digits
    #[arg(long, value_name = "HEX")]
    pub nt_response: Option<Hex>,
    /// The LM response, if there is one
    #[arg(long, value_name = "HEX")]
    pub lm_response: Option<Hex>,
    /// Tell the domain controller that the response is one of MS-CHAPv2, which some let in where NTLM version 1 is refused
    #[arg(long)]
    pub allow_mschapv2: bool,
    /// Let in only who is a member of this group, by its SID; may be given several times, and one will do
    #[arg(long, value_name = "SID")]
    pub require_membership_of: Vec<Sid>,
    /// Let only clients in that protect the exchange by an integrity code, as Windows does and many a browser elsewhere does
    /// not (squid-2.5-ntlmssp, gss-spnego)
    #[arg(long)]
    pub require_mic: bool,
    /// File whose first line is the password; without it, it is asked for, or read from standard input if that is no terminal
    #[arg(long, value_name = "FILE")]
    pub password_file: Option<PathBuf>,
    /// Refused: every user of this machine could read it
    #[arg(long, value_name = "PASSWORD", hide = true)]
    pub password: Option<Refused>,
    /// The socket of the service
    #[arg(long, value_name = "PATH", default_value = local_client::SOCKET, env = "NETLOGOND_SOCKET")]
    pub socket: PathBuf,
}

/// A protocol between a server and its helper.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub enum Protocol {
    /// Squid's for NTLM: YR, TT, KK, AF, NA, BH
    #[value(name = "squid-2.5-ntlmssp")]
    SquidNtlmssp,
    /// Squid's for passwords: a line with user and password, OK or ERR
    #[value(name = "squid-2.5-basic")]
    SquidBasic,
    /// Squid's for Negotiate, with NTLM in it; Kerberos is not spoken
    #[value(name = "gss-spnego")]
    GssSpnego,
    /// Lines with names and values, as servers use it that have had a challenge answered
    #[value(name = "ntlm-server-1")]
    NtlmServer1,
}

/// Octets that were given in hexadecimal digits. Not printed: a response is as good as a weak password.
#[derive(Clone)]
pub struct Hex(pub(crate) Vec<u8>);

/// A value that is not kept.
#[derive(Clone, Debug)]
pub struct Refused;

impl std::fmt::Debug for Hex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} octets", self.0.len())
    }
}

impl std::str::FromStr for Hex {
    type Err = NotHex;

    fn from_str(digits: &str) -> Result<Self, NotHex> {
        let half = |digit: u8| {
            char::from(digit)
                .to_digit(16)
                .and_then(|half| u8::try_from(half).ok())
        };
        let octet = |pair: &[u8]| match *pair {
            [high, low] => Some((half(high)? << 4) | half(low)?),
            _ => None,
        };
        let octets = digits.as_bytes().chunks(2).map(octet);
        octets.collect::<Option<_>>().map(Self).ok_or(NotHex)
    }
}

/// What was given is not in hexadecimal digits.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("not hexadecimal digits, two for each octet")]
pub struct NotHex;

impl std::str::FromStr for Refused {
    type Err = std::convert::Infallible;

    fn from_str(_: &str) -> Result<Self, Self::Err> {
        Ok(Self)
    }
}

impl Args {
    /// What would be ignored is refused.
    pub(crate) fn refuse_what_is_for_one_logon(&self) -> Result<(), Error> {
        if self.password.is_some() {
            return Err(Error::PasswordArgument);
        }
        let given = [
            ("--request-nt-key", self.request_nt_key),
            ("--username", self.username.is_some()),
            ("--challenge", self.challenge.is_some()),
            ("--nt-response", self.nt_response.is_some()),
            ("--lm-response", self.lm_response.is_some()),
            ("--password-file", self.password_file.is_some()),
        ];
        match given.into_iter().find(|(_, given)| *given) {
            Some((name, _)) => Err(Error::OnlyForOneLogon(name)),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freeradius_and_squid_are_understood() {
        let args = Args::try_parse_from([
            "netlogon-auth",
            "--request-nt-key",
            "--username=alice",
            "--domain=DOMAIN",
            "--challenge=0123456789abcdef",
            "--nt-response=d77c65cb6c8d02fd4a6e8acca31c4b8b19b5a888115f32cf",
            "--allow-mschapv2",
        ]);
        let args = args.unwrap();
        assert!(args.request_nt_key && args.allow_mschapv2);
        assert_eq!(args.nt_response.unwrap().0.len(), 24);
        for (name, protocol) in [
            ("squid-2.5-ntlmssp", Protocol::SquidNtlmssp),
            ("squid-2.5-basic", Protocol::SquidBasic),
            ("gss-spnego", Protocol::GssSpnego),
            ("ntlm-server-1", Protocol::NtlmServer1),
        ] {
            let args = Args::try_parse_from(["netlogon-auth", "--helper-protocol", name]);
            assert_eq!(args.unwrap().helper_protocol, Some(protocol));
        }
    }

    #[test]
    fn what_would_be_ignored_is_refused_and_a_password_is_not_kept() {
        let args = |more: &[&str]| {
            let words = [
                &["netlogon-auth", "--helper-protocol=squid-2.5-basic"],
                more,
            ]
            .concat();
            Args::try_parse_from(words)
                .unwrap()
                .refuse_what_is_for_one_logon()
        };
        assert!(args(&["--domain=DOMAIN"]).is_ok());
        assert!(matches!(
            args(&["--username=x"]),
            Err(Error::OnlyForOneLogon("--username"))
        ));
        assert!(matches!(
            args(&["--password=x"]),
            Err(Error::PasswordArgument)
        ));
        let digits: Result<Hex, _> = "0g".parse();
        assert!(digits.is_err() && "012".parse::<Hex>().is_err());
    }
}
