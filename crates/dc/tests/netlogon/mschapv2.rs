//! Responses of MS-CHAPv2, which are those of NTLM version 1: refused, unless the settings, the member and the channel all
//! say otherwise.

use auth::Protection;
use dc::Settings;
use msrpc::netlogon::{
    LogonIdentity, LogonInformation, NetworkLogon, ParameterControl, SamLogonExReply, Validation,
};
use ndr::{AnsiString, UnicodeString};
use store::{Control, ExceptionKinds, NewException, NewUser};
use wire::{FileTime, NtStatus};

use crate::domain::{Domain, NOW, hash};
use crate::logons::sam_logon_ex;

/// RFC 2759 9.2: `NT-Response` of "clientPass" to D0 2E 43 86 BC E9 12 26.
const RESPONSE: [u8; 24] = [
    0x82, 0x30, 0x9e, 0xcd, 0x8d, 0x70, 0x8b, 0x5e, 0xa0, 0x8f, 0xaa, 0x39, 0x81, 0xcd, 0x83, 0x54,
    0x42, 0x33, 0x11, 0x4a, 0x3d, 0x85, 0xd6, 0xdf,
];

const MSCHAPV2: ParameterControl = ParameterControl::ALLOW_MSVCHAPV2;

/// A domain whose user `User` has the RFC's password.
async fn domain(allow_mschapv2_des_responses: bool) -> Domain {
    let settings = Settings {
        allow_mschapv2_des_responses,
        ..Settings::default()
    };
    let domain = Domain::with(settings).await;
    let password = hash("clientPass");
    let user = NewUser {
        password: Some(&password),
        ..NewUser::new("rfc", Control::NORMAL_ACCOUNT, NOW)
    };
    domain.store.create_user(&user).await.unwrap();
    domain
}

async fn log_on(
    domain: &Domain,
    (computer, protection): (&str, Protection),
    parameter_control: ParameterControl,
    response: &[u8],
) -> SamLogonExReply {
    let channel = domain.channel(computer).await;
    let mut client = domain.through(&channel, protection).await;
    let logon = LogonInformation::NetworkTransitive(Some(NetworkLogon {
        identity: LogonIdentity {
            domain: "OURDOM".into(),
            parameter_control,
            reserved: [0; 2],
            user: "rfc".into(),
            workstation: UnicodeString::NULL,
        },
        challenge: 0xd02e_4386_bce9_1226_u64.to_be_bytes(),
        nt_response: AnsiString(Some(response.to_vec())),
        lm_response: AnsiString(None),
    }));
    let mut reply = client.call(&sam_logon_ex(logon)).await.unwrap();
    channel.key().decrypt_validation(&mut reply.validation);
    reply
}

const SEALED: (&str, Protection) = ("M", Protection::Privacy);

async fn status(
    domain: &Domain,
    from: (&str, Protection),
    parameters: ParameterControl,
) -> NtStatus {
    log_on(domain, from, parameters, &RESPONSE).await.status
}

#[tokio::test]
async fn a_response_lets_its_user_in_makes_the_key_of_the_rfc_and_is_told_of() {
    let domain = domain(true).await;
    let reply = log_on(&domain, SEALED, MSCHAPV2, &RESPONSE).await;
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let Validation::SamInfo4(Some(info)) = reply.validation else {
        panic!("no information");
    };
    // RFC 2759 9.2: `PasswordHashHash`.
    let key = 0x41c0_0c58_4bd2_d91c_4017_a2a1_2fa5_9f3f_u128;
    assert_eq!(info.user.user_session_key.expose(), &key.to_be_bytes());
    let strings = ["M", "M$"].map(String::from).to_vec();
    assert_eq!(domain.events().await, [(5850, strings, None)]);
}

#[tokio::test]
async fn a_wrong_password_is_counted_and_the_channel_stays() {
    let domain = domain(true).await;
    let mut wrong = RESPONSE;
    wrong[23] ^= 1;
    let reply = log_on(&domain, SEALED, MSCHAPV2, &wrong).await;
    assert_eq!(reply.status, NtStatus::WRONG_PASSWORD);
    let user = domain.store.user_by_name("rfc").await.unwrap().unwrap();
    assert_eq!(user.bad_password_count, 1);
    assert_eq!(domain.events().await, []);
    assert_eq!(status(&domain, SEALED, MSCHAPV2).await, NtStatus::SUCCESS);
}

#[tokio::test]
async fn nothing_else_of_the_old_form_is_looked_at() {
    let allowed = domain(true).await;
    let exception = NewException {
        account: "M$",
        kinds: ExceptionKinds::NO_SEAL,
        owner: "test",
        reason: "test",
        until: FileTime(NOW.0 + 1_000_000_000),
    };
    allowed.store.add_exception(&exception, NOW).await.unwrap();
    let blocked = NtStatus::NTLM_BLOCKED;
    // NTLM version 1 itself.
    let nothing = ParameterControl(0);
    assert_eq!(status(&allowed, SEALED, nothing).await, blocked);
    // What is not sealed, although an exception lets the call pass.
    let signed = ("M", Protection::Integrity);
    assert_eq!(status(&allowed, signed, MSCHAPV2).await, blocked);
    // From a backup controller, which would judge it itself.
    let backup = ("B", Protection::Privacy);
    assert_eq!(status(&allowed, backup, MSCHAPV2).await, blocked);
    // Where nobody has allowed it.
    let refusing = domain(false).await;
    assert_eq!(status(&refusing, SEALED, MSCHAPV2).await, blocked);
    assert_eq!(refusing.events().await, []);
}

#[tokio::test]
async fn what_has_not_the_form_is_judged_as_it_is() {
    let domain = domain(true).await;
    for (response, expected) in [
        (&RESPONSE[..23], NtStatus::INVALID_PARAMETER),
        (&[], NtStatus::NTLM_BLOCKED),
        (&[0x11; 60][..], NtStatus::WRONG_PASSWORD),
    ] {
        let reply = log_on(&domain, SEALED, MSCHAPV2, response).await;
        assert_eq!(reply.status, expected, "{} octets", response.len());
    }
}
