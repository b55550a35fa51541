//! Dialogues as they were recorded: the lines of Squid and FreeRADIUS with tokens of Samba 4.17's client, and what
//! Samba's `ntlm_auth` answered to the same, but for where the module says that it differs.

mod curl;
mod recorded;

use std::cell::RefCell;

use auth::ntlm::{Authenticate, Initiator, InitiatorEntropy, verify_response};
use auth::{Account, AuthError, Credentials, Exchange, NtHash, Step};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Parser;
use cli::{ExitStatus, Out};
use local_client::{
    ClientError, Failure, FailureKind, LoggedOn, PasswordLogon, Pong, ResponseLogon,
};
use wire::{FileTime, NtStatus, Password, SecretKey};

use self::recorded::{
    KK, KK_NOBODY, KK_SPNEGO, KK_SPNEGO_WRONG, KK_WRONG, TT, TT_SPNEGO, YR, YR_SPNEGO,
};
use super::basic::Basic;
use super::ntlmssp::{Ntlmssp, Wrapping};
use super::server::Server;
use super::{Dialogue, Rules, Surroundings, talk};
use crate::args::Args;
use crate::domain::{Domain, Verdict};
use crate::once;

/// DOMAIN with its user `plain`, and how many were judged.
struct Fake {
    channel: bool,
    judged: RefCell<Vec<String>>,
}

const PASSWORD: &str = "Pl4in-User!";

impl Fake {
    fn new() -> Self {
        Self {
            channel: true,
            judged: RefCell::default(),
        }
    }

    fn verdict(&self, domain: &str, user: &str, key: Option<SecretKey<16>>) -> Verdict {
        self.judged.borrow_mut().push(format!("{domain}\\{user}"));
        let refused = |status| {
            Err(Failure {
                kind: FailureKind::Refused,
                code: "logon-refused".into(),
                status,
                is_elsewhere: false,
                reason: "the domain controller refused".into(),
                remedy: None,
                message: None,
            })
        };
        if !self.channel {
            return Err(Failure {
                kind: FailureKind::NoChannel,
                code: "wrong-password".into(),
                status: NtStatus::ACCESS_DENIED,
                is_elsewhere: false,
                reason: "there is none".into(),
                remedy: None,
                message: Some("The system cannot log you on to this domain.".into()),
            });
        }
        if user == "expired" {
            return refused(NtStatus::PASSWORD_EXPIRED);
        }
        if user != "plain" || domain != "DOMAIN" {
            return refused(NtStatus::NO_SUCH_USER);
        }
        let Some(session_key) = key else {
            return refused(NtStatus::WRONG_PASSWORD);
        };
        Ok(LoggedOn {
            domain: "DOMAIN".into(),
            user: "plain".into(),
            sid: "S-1-5-21-1-2-3-1105".parse().unwrap(),
            groups: vec!["S-1-5-21-1-2-3-513".parse().unwrap()],
            session_key,
            controller: "DC".into(),
        })
    }
}

impl Domain for Fake {
    async fn ping(&self) -> Result<Pong, ClientError> {
        Ok(Pong {
            up: self.channel,
            computer: "DOMAINMEMBER".into(),
            domain: Some("DOMAIN".into()),
            controller: None,
            failure: None,
        })
    }

    async fn log_on(&self, logon: ResponseLogon) -> Result<Verdict, ClientError> {
        if logon.nt_response.len() > 10_000 {
            return Err(ClientError::TooLong(logon.nt_response.len()));
        }
        let hash = NtHash::from_password(&Password::new(PASSWORD.into()));
        let (user, domain) = (&logon.user, &logon.domain);
        let key = if logon.nt_response == MSCHAP_RESPONSE && logon.mschapv2 {
            Some(SecretKey::new([0xab; 16]))
        } else {
            verify_response(&hash, user, domain, logon.challenge, &logon.nt_response).ok()
        };
        Ok(self.verdict(domain, user, key))
    }

    async fn check_password(&self, logon: PasswordLogon) -> Result<Verdict, ClientError> {
        let fits = logon.password.expose() == PASSWORD;
        let key = fits.then(|| SecretKey::new([0xcd; 16]));
        Ok(self.verdict(&logon.domain, &logon.user, key))
    }
}

struct Fixed;

impl Surroundings for Fixed {
    fn challenge(&self) -> [u8; 8] {
        [1, 2, 3, 4, 5, 6, 7, 8]
    }

    fn now(&self) -> FileTime {
        FileTime(0x01dd_0000_0000_0000)
    }
}

fn rules() -> Rules {
    Rules {
        domain: None,
        workstation: String::new(),
        groups: Vec::new(),
        allow_mschapv2: false,
        require_mic: false,
    }
}

fn only(group: &str) -> Rules {
    Rules {
        groups: vec![group.parse().unwrap()],
        ..rules()
    }
}

/// What is answered to these lines, each on a line.
fn answers(dialogue: impl Dialogue, domain: &Fake, lines: &[&str]) -> Vec<String> {
    let input = lines.concat();
    let mut out = Out::new(Vec::new());
    let mut input = input.as_bytes();
    let talk = talk(dialogue, domain, &mut input, &mut out);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let ended = runtime.unwrap().block_on(talk).unwrap();
    assert_eq!(ended, ExitStatus::Success);
    let Ok(said) = out.finish() else {
        panic!("the output was closed");
    };
    let said = String::from_utf8(said).unwrap();
    said.lines().map(str::to_owned).collect()
}

fn squid(domain: &Fake, lines: &[&str]) -> Vec<String> {
    answers(Ntlmssp::new(rules(), Wrapping::None, Fixed), domain, lines)
}

fn negotiate(domain: &Fake, lines: &[&str]) -> Vec<String> {
    let dialogue = Ntlmssp::new(rules(), Wrapping::Spnego, Fixed);
    answers(dialogue, domain, lines)
}

#[test]
fn squid_has_a_user_let_in_by_ntlm() {
    let domain = Fake::new();
    let said = squid(&domain, &["YR ", YR, "\n", "KK ", KK, "\n"]);
    assert_eq!(said, [format!("TT {TT}"), "AF DOMAIN\\plain".to_owned()]);
    assert_eq!(*domain.judged.borrow(), ["DOMAIN\\plain"]);
}

#[test]
fn squid_hears_the_same_of_a_wrong_password_and_of_nobody() {
    for answer in [KK_WRONG, KK_NOBODY] {
        let said = squid(&Fake::new(), &["YR ", YR, "\n", "KK ", answer, "\n"]);
        assert_eq!(said.last().unwrap(), "NA NT_STATUS_LOGON_FAILURE");
    }
}

#[test]
fn squid_goes_on_after_whatever_went_wrong() {
    let domain = Fake::new();
    let lines = [
        "YR\nKK TlRMTVNTUAADAAAA\nKK\nYR !!!\n",
        "XX\nXX abcd\nY\n\nYRx\n",
        "YR ",
        YR,
        "\nKK ",
        KK,
        "\n",
    ];
    let said = squid(&domain, &lines);
    let (last, before) = said.split_last().unwrap();
    assert_eq!(
        before,
        [
            "NA NT_STATUS_INVALID_PARAMETER",
            "NA NT_STATUS_INVALID_PARAMETER",
            "NA NT_STATUS_INVALID_PARAMETER",
            "NA NT_STATUS_INVALID_PARAMETER",
            "BH Query unknown",
            "BH Query unknown",
            "BH Query invalid",
            "BH Query invalid",
            "BH Query invalid",
            &format!("TT {TT}"),
        ]
    );
    assert_eq!(last, "AF DOMAIN\\plain");
}

#[test]
fn an_answer_is_good_once_and_for_its_own_challenge() {
    struct Other;
    impl Surroundings for Other {
        fn challenge(&self) -> [u8; 8] {
            [8; 8]
        }

        fn now(&self) -> FileTime {
            Fixed.now()
        }
    }
    let domain = Fake::new();
    let again = squid(&domain, &["YR ", YR, "\nKK ", KK, "\nKK ", KK, "\n"]);
    assert_eq!(again.last().unwrap(), "NA NT_STATUS_INVALID_PARAMETER");
    let dialogue = Ntlmssp::new(rules(), Wrapping::None, Other);
    let replayed = answers(dialogue, &domain, &["YR ", YR, "\nKK ", KK, "\n"]);
    assert_eq!(replayed.last().unwrap(), "NA NT_STATUS_LOGON_FAILURE");
}

#[test]
fn an_answer_that_is_longer_than_any_is_the_clients_own_fault() {
    let message = STANDARD.decode(KK).unwrap();
    let mut message = Authenticate::decode(&message).unwrap();
    message.nt_response.resize(16_000, 0);
    let long = STANDARD.encode(message.encode().unwrap());
    let said = squid(&Fake::new(), &["YR ", YR, "\nKK ", &long, "\n"]);
    assert_eq!(said.last().unwrap(), "NA NT_STATUS_INVALID_PARAMETER");
}

#[test]
fn an_altered_dialogue_lets_nobody_in_although_the_password_is_right() {
    let protecting = || {
        let (negotiate, client) = next(Box::new(initiator()).step(&[]));
        let mut altered = negotiate.clone();
        // A flag that means nothing.
        *altered.get_mut(15).unwrap() |= 0x08;
        (STANDARD.encode(negotiate), STANDARD.encode(altered), client)
    };
    for (is_altered, last) in [
        (false, "AF DOMAIN\\plain"),
        (true, "NA NT_STATUS_INVALID_PARAMETER"),
    ] {
        let (negotiate, altered, client) = protecting();
        let begin = if is_altered { altered } else { negotiate };
        let domain = Fake::new();
        let challenge = squid(&domain, &["YR ", &begin, "\n"]);
        let challenge = challenge.last().unwrap().strip_prefix("TT ").unwrap();
        let Ok(Step::Done { token, .. }) = client.step(&STANDARD.decode(challenge).unwrap()) else {
            panic!("the client does not go on");
        };
        let answer = STANDARD.encode(token.unwrap());
        let said = squid(&domain, &["YR ", &begin, "\nKK ", &answer, "\n"]);
        assert_eq!(said.last().unwrap(), last);
        assert_eq!(domain.judged.borrow().len(), 1);
    }
}

#[test]
fn clients_without_an_integrity_code_can_be_kept_out() {
    let strict = Rules {
        require_mic: true,
        ..rules()
    };
    let dialogue = Ntlmssp::new(strict, Wrapping::None, Fixed);
    let domain = Fake::new();
    let said = answers(dialogue, &domain, &["YR ", YR, "\nKK ", KK, "\n"]);
    assert_eq!(said.last().unwrap(), "NA NT_STATUS_INVALID_PARAMETER");
    assert!(domain.judged.borrow().is_empty());
}

fn initiator() -> Initiator {
    let credentials = Credentials::Password {
        account: Account::parse("DOMAIN\\plain").unwrap(),
        password: Password::new(PASSWORD.into()),
    };
    let entropy = InitiatorEntropy {
        client_challenge: [4; 8],
        exported_session_key: SecretKey::new([5; 16]),
    };
    let workstation = "WS1".parse().unwrap();
    Initiator::new(credentials, "http/proxy", workstation, entropy, Fixed.now())
}

fn next(step: Result<Step, AuthError>) -> (Vec<u8>, Box<dyn Exchange>) {
    match step {
        Ok(Step::Continue { token, next }) => (token, next),
        _ => panic!("it does not go on"),
    }
}

#[test]
fn who_is_in_none_of_the_groups_is_not_let_in() {
    let lines = ["YR ", YR, "\nKK ", KK, "\n"];
    for (group, answer) in [
        ("S-1-5-21-1-2-3-513", "AF DOMAIN\\plain"),
        ("S-1-5-21-1-2-3-1105", "AF DOMAIN\\plain"),
        ("S-1-5-21-1-2-3-512", "NA NT_STATUS_ACCESS_DENIED"),
    ] {
        let dialogue = Ntlmssp::new(only(group), Wrapping::None, Fixed);
        let said = answers(dialogue, &Fake::new(), &lines);
        assert_eq!(said.last().unwrap(), answer, "{group}");
    }
}

#[test]
fn without_a_channel_squid_hears_why_and_asks_for_no_other_password() {
    let domain = Fake {
        channel: false,
        ..Fake::new()
    };
    let said = squid(&domain, &["YR ", YR, "\nKK ", KK, "\n"]);
    assert_eq!(
        said.last().unwrap(),
        "BH NT_STATUS_ACCESS_DENIED The system cannot log you on to this domain."
    );
    let basic = Basic { rules: rules() };
    let said = answers(basic, &domain, &["plain x\n"]);
    assert_eq!(
        said,
        ["BH message=\"The system cannot log you on to this domain.\""]
    );
}

#[test]
fn negotiate_has_ntlm_in_spnego() {
    let right = ["YR ", YR_SPNEGO, "\nKK ", KK_SPNEGO, "\n"];
    let said = negotiate(&Fake::new(), &right);
    assert_eq!(
        said,
        [
            format!("TT {TT_SPNEGO} *"),
            "AF oQcwBaADCgEA DOMAIN\\plain".to_owned()
        ]
    );
    let wrong = [
        "YR ",
        YR_SPNEGO,
        "\nKK ",
        KK_SPNEGO_WRONG,
        "\nKK TlRMTVNTUAADAAAA\n",
    ];
    let said = negotiate(&Fake::new(), &wrong);
    assert_eq!(
        said.get(1..).unwrap(),
        [
            "NA * NT_STATUS_LOGON_FAILURE",
            "NA * NT_STATUS_INVALID_PARAMETER"
        ]
    );
    // Bare NTLM, as Negotiate allows it.
    let said = negotiate(&Fake::new(), &["YR ", YR, "\nKK ", KK, "\n"]);
    assert_eq!(said.last().unwrap(), "AF * DOMAIN\\plain");
}

#[test]
fn squid_has_passwords_judged() {
    let domain = Fake::new();
    let lines = [
        "DOMAIN\\plain Pl4in-User!\n",
        "DOMAIN\\plain wrong\n",
        "DOMAIN%5cplain Pl4in-User%21\n",
        "plain Pl4in-User!\n",
        "plain\n",
        "\n",
        "nosuch Pl4in-User!\n",
        "plain@domain.example x\n",
    ];
    let said = answers(Basic { rules: rules() }, &domain, &lines);
    assert_eq!(said, ["OK", "ERR", "OK", "OK", "ERR", "ERR", "ERR", "ERR"]);
    assert_eq!(
        domain.judged.borrow().get(3..).unwrap(),
        ["DOMAIN\\plain", "DOMAIN\\nosuch", "\\plain@domain.example"]
    );
    let strict = Basic {
        rules: only("S-1-5-21-1-2-3-512"),
    };
    assert_eq!(answers(strict, &domain, &["plain Pl4in-User!\n"]), ["ERR"]);
}

#[test]
fn a_server_gets_the_key_that_a_response_makes() {
    let response: String = MSCHAP_RESPONSE
        .iter()
        .map(|octet| format!("{octet:02X}"))
        .collect();
    let lines = [
        "Username: plain\nNT-Domain: DOMAIN\nLANMAN-Challenge: D02E4386BCE91226\nNT-Response: ",
        &response,
        "\nRequest-User-Session-Key: Yes\n.\n",
    ];
    let mschap = Rules {
        allow_mschapv2: true,
        ..rules()
    };
    assert_eq!(
        answers(Server::new(mschap), &Fake::new(), &lines),
        [
            "Authenticated: Yes",
            "User-Session-Key: ABABABABABABABABABABABABABABABAB",
            "."
        ]
    );
}

#[test]
fn a_server_has_challenges_and_passwords_judged() {
    let lines = [
        "Username: plain\nNT-Domain: DOMAIN\nPassword: Pl4in-User!\n.\n",
        "Username:: cGxhaW4=\nNT-Domain: DOMAIN\nPassword: Pl4in-User!\nRequest-User-Session-Key: Yes\n.\n",
        "Username: plain\nLANMAN-Challenge: 0123456789abcdef\nNT-Response: 00\n.\n",
        "Foo\n.\n",
        "Bar: x\n.\n",
        "Username: plain\n.\n",
        "LANMAN-Challenge: 01\n.\n",
    ];
    let said = answers(Server::new(rules()), &Fake::new(), &lines);
    assert_eq!(
        said,
        [
            "Authenticated: Yes",
            ".",
            "Authenticated: Yes",
            ".",
            "Authenticated: No",
            "Authentication-Error: the domain controller refused",
            ".",
            "Error: Parameter not found!",
            ".",
            "Error: No username supplied!",
            ".",
            "Error: Unknown request",
            ".",
            "Error: No username supplied!",
            ".",
            "Error: No username supplied!",
            ".",
            "Error: The value is none of its kind!",
            ".",
            "Error: No username supplied!",
            ".",
        ]
    );
}

/// What one logon prints, and how it ends.
fn one(domain: &Fake, more: &[&str]) -> (ExitStatus, String) {
    // As FreeRADIUS has it where the account is named without a domain.
    let words = [&["netlogon-auth", "--domain="], more].concat();
    let args = Args::try_parse_from(words).unwrap();
    let Ok(logon) = once::Logon::new(&args) else {
        panic!("no logon");
    };
    let mut out = Out::new(Vec::new());
    let judged = once::judge(domain, logon, &args, &mut out);
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let exit = runtime.unwrap().block_on(judged).unwrap();
    let Ok(said) = out.finish() else {
        panic!("the output was closed");
    };
    (exit, String::from_utf8(said).unwrap())
}

#[test]
fn freeradius_gets_the_key_or_the_status() {
    let mschap = [
        "--request-nt-key",
        "--challenge=d02e4386bce91226",
        "--nt-response=82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df",
    ];
    let with = |more: &[&'static str]| [&mschap, more].concat();
    let domain = Fake::new();
    let plain = ["--username=plain", "--allow-mschapv2"];
    let key = "NT_KEY: ABABABABABABABABABABABABABABABAB\n";
    assert_eq!(
        one(&domain, &with(&plain)),
        (ExitStatus::Success, key.to_owned())
    );
    for (words, refused) in [
        (
            &["--username=plain"][..],
            "NT_STATUS_WRONG_PASSWORD: The domain controller does not let the account in. (0xc000006a)\n",
        ),
        (
            &["--username=nosuch", "--allow-mschapv2"],
            "NT_STATUS_NO_SUCH_USER: The domain controller does not let the account in. (0xc0000064)\n",
        ),
        (
            &["--username=expired", "--allow-mschapv2"],
            "NT_STATUS_PASSWORD_EXPIRED: The password has expired. (0xc0000071)\n",
        ),
    ] {
        assert_eq!(
            one(&domain, &with(words)),
            (ExitStatus::Failed, refused.to_owned())
        );
    }
    let outside = "--require-membership-of=S-1-5-21-1-2-3-512";
    let (exit, said) = one(&domain, &with(&[&plain[..], &[outside]].concat()));
    assert_eq!(exit, ExitStatus::Failed);
    assert!(said.starts_with("NT_STATUS_ACCESS_DENIED: "), "{said}");
    let broken = Fake {
        channel: false,
        ..Fake::new()
    };
    let message =
        "NT_STATUS_ACCESS_DENIED: The system cannot log you on to this domain. (0xc0000022)\n";
    assert_eq!(
        one(&broken, &with(&plain)),
        (ExitStatus::Broken, message.to_owned())
    );
}

#[test]
fn half_a_response_is_no_logon() {
    for words in [
        &["--username=x", "--request-nt-key"][..],
        &["--username=x", "--challenge=0123456789abcdef"],
        &["--username=x", "--nt-response=00"],
        &["--username=x", "--lm-response=00"],
        &["--username=x", "--challenge=00", "--nt-response=00"],
        &["--username=x", "--password=y"],
        &["--challenge=0123456789abcdef", "--nt-response=00"],
    ] {
        let words = [&["netlogon-auth"], words].concat();
        let args = Args::try_parse_from(&words).unwrap();
        let error = once::Logon::new(&args).err();
        assert_eq!(error.unwrap().exit(), ExitStatus::Usage, "{words:?}");
    }
}

/// RFC 2759 9.2: `NtResponse`.
const MSCHAP_RESPONSE: [u8; 24] = [
    0x82, 0x30, 0x9e, 0xcd, 0x8d, 0x70, 0x8b, 0x5e, 0xa0, 0x8f, 0xaa, 0x39, 0x81, 0xcd, 0x83, 0x54,
    0x42, 0x33, 0x11, 0x4a, 0x3d, 0x85, 0xd6, 0xdf,
];
