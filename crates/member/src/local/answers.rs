//! What the member does for a local program, and what it answers.

use local_client::{Answer, Failure, FailureKind, LoggedOn, NotAMessage, Pong, Request};
use msrpc::netlogon::ParameterControl;
use wire::NtStatus;

use crate::logon::{Logon, LogonFailure, Proof};
use crate::status::ChannelStatus;
use crate::{ChangeFailure, ChannelFailure, Member};

impl Member {
    pub(super) async fn answer_locally(&self, request: Request) -> Answer {
        let control = |outcome: Result<(), ChannelFailure>| match outcome {
            Ok(()) => Answer::Done,
            Err(failure) => Answer::Failed(no_channel(&failure)),
        };
        match request {
            Request::Ping => Answer::Pong(self.pong()),
            Request::LogOn(logon) => {
                let mschapv2 = logon.mschapv2;
                self.judged(Logon {
                    domain: logon.domain,
                    user: logon.user,
                    workstation: logon.workstation,
                    parameters: parameters(mschapv2),
                    proof: Proof::Response {
                        challenge: logon.challenge,
                        nt_response: logon.nt_response,
                        lm_response: logon.lm_response,
                    },
                })
                .await
            }
            Request::CheckPassword(logon) => {
                self.judged(Logon {
                    domain: logon.domain,
                    user: logon.user,
                    workstation: logon.workstation,
                    parameters: parameters(false),
                    proof: Proof::Password(logon.password),
                })
                .await
            }
            Request::Status => match serde_json::to_value(self.status()) {
                Ok(status) => Answer::Status(status),
                Err(_) => Answer::Failed(unknown(NotAMessage::Garbage)),
            },
            Request::Verify => control(self.verify().await),
            Request::Rediscover { server } => control(self.rediscover(server.as_deref()).await),
            Request::Reload => control(self.reload().await),
            Request::Rotate => match self.change_password().await {
                Ok(()) => Answer::Done,
                Err(ChangeFailure::NoChannel(failure)) => Answer::Failed(no_channel(&failure)),
                Err(failure) => Answer::Failed(not_changed(&failure)),
            },
            _ => Answer::Failed(unknown(NotAMessage::Garbage)),
        }
    }

    async fn judged(&self, logon: Logon) -> Answer {
        match self.log_on(&logon).await {
            Ok(user) => Answer::LoggedOn(Box::new(LoggedOn {
                domain: user.domain,
                user: user.user,
                sid: user.sid,
                groups: user.groups,
                session_key: user.session_key,
                controller: user.controller,
            })),
            Err(failure) => Answer::Failed(not_let_in(&failure)),
        }
    }

    fn pong(&self) -> Pong {
        let status = self.status();
        let (controller, failure) = match status.channel {
            ChannelStatus::Up { controller, .. } => (Some(controller), None),
            ChannelStatus::Down { failure, .. } => (None, Some(no_channel(&failure))),
            ChannelStatus::Unused => (None, None),
        };
        Pong {
            up: controller.is_some(),
            computer: status.computer,
            domain: status.domain,
            controller,
            failure,
        }
    }
}

/// Which accounts may log on: those of people, and of computers, which servers' services log on as.
fn parameters(mschapv2: bool) -> ParameterControl {
    let accounts = ParameterControl::ALLOW_WORKSTATION_TRUST_ACCOUNT
        | ParameterControl::ALLOW_SERVER_TRUST_ACCOUNT;
    if mschapv2 {
        accounts | ParameterControl::ALLOW_MSVCHAPV2
    } else {
        accounts
    }
}

fn not_let_in(failure: &LogonFailure) -> Failure {
    match failure {
        LogonFailure::Refused(refusal) => Failure {
            is_elsewhere: !refusal.is_authoritative,
            ..plain(
                FailureKind::Refused,
                "logon-refused",
                refusal.status,
                failure.to_string(),
            )
        },
        LogonFailure::NoChannel(channel) => Failure {
            message: failure.message(),
            ..no_channel(channel)
        },
    }
}

fn no_channel(failure: &ChannelFailure) -> Failure {
    Failure {
        remedy: Some(failure.remedy().to_owned()),
        ..plain(
            FailureKind::NoChannel,
            failure.code(),
            failure.status(),
            failure.to_string(),
        )
    }
}

fn not_changed(failure: &ChangeFailure) -> Failure {
    plain(
        FailureKind::NotChanged,
        "not-changed",
        failure.status(),
        failure.to_string(),
    )
}

/// The answer to who asks for what only an administrator may.
pub(super) fn forbidden() -> Failure {
    plain(
        FailureKind::Forbidden,
        "forbidden",
        NtStatus::ACCESS_DENIED,
        "only root and the service's own user may ask for this".to_owned(),
    )
}

/// The answer to what is not understood.
pub(super) fn unknown(error: NotAMessage) -> Failure {
    plain(
        FailureKind::NotUnderstood,
        "not-understood",
        NtStatus::INVALID_PARAMETER,
        error.to_string(),
    )
}

/// A failure of which there is no more to say.
fn plain(kind: FailureKind, code: &str, status: NtStatus, reason: String) -> Failure {
    Failure {
        kind,
        code: code.to_owned(),
        status,
        is_elsewhere: false,
        reason,
        remedy: None,
        message: None,
    }
}
