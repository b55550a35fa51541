//! Setting a secure channel up, [MS-NRPC] 3.5.4.4.1 to 3.5.4.4.5.

use std::iter;
use std::sync::Mutex;

use lsa::unreadable;
use msrpc::netlogon::{
    Authenticate, Authenticate2, Authenticate2Reply, Authenticate3, Authenticate3Reply,
    AuthenticateReply, Credential, NegotiateFlags, ReqChallenge, ReqChallengeReply,
    SecureChannelType,
};
use msrpc::samr::UserAccountControl;
use netlogon::{Algorithm, Challenges, KeyStrength};
use rpc::{Handler, RpcStatus};
use store::{ExceptionKinds, Passwords, User};
use transport::CallContext;
use wire::{FileTime, NtStatus};

use super::Channel;
use crate::Controller;
use crate::events::NetlogonEvent;

impl Handler<ReqChallenge> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: ReqChallenge,
    ) -> Result<ReqChallengeReply, RpcStatus> {
        if let Err(status) = self.takes_channels() {
            return Ok(ReqChallengeReply {
                server_challenge: Credential::default(),
                status,
            });
        }
        let server = Credential(self.random());
        let challenges = Challenges {
            client: call.client_challenge,
            server,
        };
        let computer = call.computer_name.as_str();
        // No computer has a longer name; what is kept for nobody in particular is small.
        if computer.len() > MAX_NAME {
            return Ok(ReqChallengeReply {
                server_challenge: Credential::default(),
                status: NtStatus::INVALID_PARAMETER,
            });
        }
        self.challenges
            .insert(computer, context.connection(), challenges, self.now());
        Ok(ReqChallengeReply {
            server_challenge: server,
            status: NtStatus::SUCCESS,
        })
    }
}

/// The longest name that an account can have, [MS-SAMR] 3.1.1.8.4.
const MAX_NAME: usize = 256;

impl Handler<Authenticate> for Controller {
    /// What LAN Manager used negotiates nothing, and so has no key that is strong enough.
    async fn handle(
        &self,
        context: &CallContext,
        call: Authenticate,
    ) -> Result<AuthenticateReply, RpcStatus> {
        let proof = Proof {
            account: call.account_name.as_str(),
            channel_type: call.channel_type,
            computer: call.computer_name.as_str(),
            credential: call.client_credential,
            flags: NegotiateFlags::default(),
        };
        let outcome = self.set_up(context, &proof).await;
        Ok(AuthenticateReply {
            server_credential: outcome.server_credential,
            status: outcome.status,
        })
    }
}

impl Handler<Authenticate2> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: Authenticate2,
    ) -> Result<Authenticate2Reply, RpcStatus> {
        let proof = Proof {
            account: call.account_name.as_str(),
            channel_type: call.channel_type,
            computer: call.computer_name.as_str(),
            credential: call.client_credential,
            flags: call.flags,
        };
        let outcome = self.set_up(context, &proof).await;
        Ok(Authenticate2Reply {
            server_credential: outcome.server_credential,
            flags: outcome.flags,
            status: outcome.status,
        })
    }
}

impl Handler<Authenticate3> for Controller {
    async fn handle(
        &self,
        context: &CallContext,
        call: Authenticate3,
    ) -> Result<Authenticate3Reply, RpcStatus> {
        let proof = Proof {
            account: call.account_name.as_str(),
            channel_type: call.channel_type,
            computer: call.computer_name.as_str(),
            credential: call.client_credential,
            flags: call.flags,
        };
        let outcome = self.set_up(context, &proof).await;
        Ok(Authenticate3Reply {
            server_credential: outcome.server_credential,
            flags: outcome.flags,
            account_rid: outcome.account_rid,
            status: outcome.status,
        })
    }
}

/// What a client says in any of the three calls.
struct Proof<'a> {
    account: &'a str,
    channel_type: SecureChannelType,
    computer: &'a str,
    credential: Credential,
    flags: NegotiateFlags,
}

/// What it hears.
struct Outcome {
    server_credential: Credential,
    flags: NegotiateFlags,
    account_rid: u32,
    status: NtStatus,
}

/// Why no channel is set up: the status, and what the administrator reads of it.
struct Refused {
    status: NtStatus,
    /// The account, as far as one is known.
    account: Option<String>,
}

impl Refused {
    const fn unknown(status: NtStatus) -> Self {
        Self {
            status,
            account: None,
        }
    }

    fn of(user: &User, status: NtStatus) -> Self {
        Self {
            status,
            account: Some(user.name.clone()),
        }
    }
}

/// Longest name of a computer.
const NETBIOS_NAME_LENGTH: usize = 15;

/// What the server offers: all that a member can, [MS-NRPC] 3.1.4.2.
const OFFERED: NegotiateFlags = NegotiateFlags::MEMBER;

impl Controller {
    /// Verifies a client's proof, and opens its channel.
    async fn set_up(&self, context: &CallContext, proof: &Proof<'_>) -> Outcome {
        let flags = proof.flags.intersection(OFFERED);
        // An administrator wants it so: no event tells of it.
        if let Err(status) = self.takes_channels() {
            return Outcome {
                server_credential: Credential::default(),
                flags: OFFERED,
                account_rid: 0,
                status,
            };
        }
        match self.try_set_up(context, proof, flags).await {
            Ok((server_credential, account_rid)) => Outcome {
                server_credential,
                flags,
                account_rid,
                status: NtStatus::SUCCESS,
            },
            Err(refused) => {
                let status = refused.status;
                self.log_refusal(context, proof, refused).await;
                Outcome {
                    server_credential: Credential::default(),
                    // A client that offers too little learns what it lacks.
                    flags: OFFERED,
                    account_rid: 0,
                    status,
                }
            }
        }
    }

    async fn try_set_up(
        &self,
        context: &CallContext,
        proof: &Proof<'_>,
        negotiated: NegotiateFlags,
    ) -> Result<(Credential, u32), Refused> {
        // What no NetBIOS name is: with this status, as smbtorture has seen it of Windows.
        if proof.computer.encode_utf16().count() > NETBIOS_NAME_LENGTH {
            return Err(Refused::unknown(NtStatus::BUFFER_OVERFLOW));
        }
        // First, since the challenges outlast it: the client tries again with other flags.
        let name = self.account_meant(proof).await?;
        let algorithm = self
            .algorithm(context, &name, negotiated)
            .await
            .ok_or(Refused::unknown(NtStatus::DOWNGRADE_DETECTED))?;
        // Whatever comes of the proof, there is no second one with the same challenges.
        let challenges = self
            .challenges
            .take(proof.computer, context.connection(), self.now());

        let (user, passwords) = self.trust_account(&name, proof.channel_type).await?;
        let denied = || Refused::of(&user, NtStatus::ACCESS_DENIED);
        if !self.may_be_called(proof.computer, &user).await {
            return Err(denied());
        }
        let current = passwords.current.as_ref().ok_or_else(denied)?;
        let previous = self.authority().accepted_previous(&user, &passwords);
        let known = iter::once((current, None))
            .chain(previous.map(|previous| (&previous.hash, Some(previous.replaced))));
        let (accepted, replaced) = challenges
            .ok_or_else(denied)?
            .accept_any(algorithm, known, proof.credential)
            .map_err(|_| denied())?;
        // Whoever knows the password may know as well why it is of no use.
        if UserAccountControl(user.control).contains(UserAccountControl::ACCOUNT_DISABLED) {
            return Err(Refused::of(&user, NtStatus::ACCOUNT_DISABLED));
        }
        self.tell_what_allowed_it(context, proof.computer, &user, (algorithm, replaced))
            .await
            .map_err(|status| Refused::of(&user, status))?;
        let sid = self.names().sid.child(user.rid);
        let sid = sid.map_err(|_| Refused::of(&user, NtStatus::NO_TRUST_SAM_ACCOUNT))?;
        self.channels().insert(Channel {
            computer: proof.computer.to_owned(),
            account: user.name,
            sid,
            rid: user.rid,
            channel_type: proof.channel_type,
            negotiated,
            requested: proof.flags,
            since: self.now(),
            peer: context.peer(),
            standing: passwords.standing,
            key: accepted.key,
            stored: Mutex::new(accepted.stored),
            password_set: Mutex::new(replaced.is_none().then_some(user.password_last_set)),
        });
        Ok((accepted.server_credential, user.rid))
    }

    /// The name of the account that a client means, [MS-NRPC] 3.5.4.4.2: "If the AccountName parameter is the name of a domain
    /// trust object, and there is a period at the end of the parameter name, the period is ignored". Over a channel of the
    /// type for that, it is the domain's own name, in the DNS or NetBIOS.
    async fn account_meant(&self, proof: &Proof<'_>) -> Result<String, Refused> {
        let name = proof.account.strip_suffix('.').unwrap_or(proof.account);
        if proof.channel_type != SecureChannelType::TRUSTED_DNS_DOMAIN || name.ends_with('$') {
            return Ok(name.to_owned());
        }
        let trust = self.store().trusted_domain_by_name(name).await;
        let trust = trust.map_err(|error| Refused::unknown(unreadable(error)))?;
        Ok(trust.map_or_else(|| name.to_owned(), |trust| format!("{}$", trust.name)))
    }

    /// Tells what let a computer in that the policy alone would not have: a weak algorithm, or a password that it replaced then.
    async fn tell_what_allowed_it(
        &self,
        context: &CallContext,
        computer: &str,
        user: &User,
        (algorithm, replaced): (Algorithm, Option<FileTime>),
    ) -> Result<(), NtStatus> {
        let account = &user.name;
        if algorithm != Algorithm::Aes {
            let event = NetlogonEvent::WeakChannel {
                computer: computer.to_owned(),
                account: account.clone(),
            };
            self.log_exception(context, account, event).await;
        }
        let authority = self.authority();
        authority
            .note_which_password(user, replaced.is_some())
            .await?;
        if let Some(replaced) = replaced {
            let event = NetlogonEvent::PreviousPassword {
                computer: computer.to_owned(),
                account: account.clone(),
                replaced,
            };
            self.log(context, event).await;
        }
        Ok(())
    }

    /// The algorithm that the flags stand for, if the account's exceptions allow it.
    async fn algorithm(
        &self,
        context: &CallContext,
        account: &str,
        negotiated: NegotiateFlags,
    ) -> Option<Algorithm> {
        if let Some(algorithm) = Algorithm::select(negotiated, KeyStrength::AesOnly) {
            return Some(algorithm);
        }
        let algorithm = Algorithm::select(negotiated, KeyStrength::AllowStrongKey)?;
        let excepted = self.is_excepted(context, account, ExceptionKinds::MD5_CLIENT);
        excepted.await.then_some(algorithm)
    }

    /// The account of a computer, if it is of the kind that the channel is for.
    async fn trust_account(
        &self,
        name: &str,
        channel_type: SecureChannelType,
    ) -> Result<(User, Passwords), Refused> {
        let kind = match channel_type {
            SecureChannelType::WORKSTATION => UserAccountControl::WORKSTATION_TRUST_ACCOUNT,
            SecureChannelType::SERVER => UserAccountControl::SERVER_TRUST_ACCOUNT,
            SecureChannelType::TRUSTED_DOMAIN | SecureChannelType::TRUSTED_DNS_DOMAIN => {
                UserAccountControl::INTERDOMAIN_TRUST_ACCOUNT
            }
            _ => return Err(Refused::unknown(NtStatus::INVALID_PARAMETER)),
        };
        let (user, passwords) = match self.store().credentials_by_name(name).await {
            Ok(Some(found)) => found,
            Ok(None) => return Err(Refused::unknown(NtStatus::NO_TRUST_SAM_ACCOUNT)),
            Err(error) => return Err(Refused::unknown(unreadable(error))),
        };
        if UserAccountControl(user.control).intersects(kind) {
            Ok((user, passwords))
        } else {
            Err(Refused::of(&user, NtStatus::NO_TRUST_SAM_ACCOUNT))
        }
    }

    /// Whether the owner of an account may set a channel up under the name of this computer: its own, or one that is no
    /// other account's. What another computer's channel is found by is thus never taken from it.
    async fn may_be_called(&self, computer: &str, user: &User) -> bool {
        let own = user.name.strip_suffix('$').unwrap_or(&user.name);
        if own.to_uppercase() == computer.to_uppercase() {
            return true;
        }
        let other = self.store().user_by_name(&format!("{computer}$")).await;
        matches!(other, Ok(None))
    }

    async fn log_refusal(&self, context: &CallContext, proof: &Proof<'_>, refused: Refused) {
        let computer = proof.computer.to_owned();
        let status = refused.status;
        let event = match refused.account {
            _ if status == NtStatus::NO_TRUST_SAM_ACCOUNT => NetlogonEvent::NoTrustAccount {
                computer,
                account: proof.account.to_owned(),
                status,
            },
            Some(account) => NetlogonEvent::AuthenticationFailed {
                computer,
                account,
                status,
            },
            None => NetlogonEvent::AuthenticationFailedNoAccount { computer, status },
        };
        self.log(context, event).await;
    }
}
