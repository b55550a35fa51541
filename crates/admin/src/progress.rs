//! What an administrator's command tells while it runs, as data: the words are the renderer's.

use serde::Serialize;

use crate::Surveyed;

/// Something that takes time and can fail. Each is begun once and ended once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "step")]
#[non_exhaustive]
pub enum Step {
    /// Looking for the domain's primary domain controller.
    SearchPdc {
        /// The domain, as it was named.
        domain: String,
    },
    /// Logging on to the primary domain controller and asking it for its domain.
    QueryPdc {
        /// Its name.
        pdc: String,
    },
    /// Logging on to the computer and asking it what it is a member of.
    QueryComputer {
        /// Its name.
        computer: String,
    },
    /// Finding out whether the computer's channel works.
    VerifyChannel {
        /// The member.
        computer: String,
    },
    /// Ending the sessions that the computer has on the controller, so that it has to open its channel anew.
    EndSessions {
        /// The primary domain controller.
        pdc: String,
    },
    /// Looking at the computer's account.
    VerifyAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Creating the computer's account.
    CreateAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Enabling the computer's account.
    EnableAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Deleting the computer's account.
    DeleteAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Having the computer agree on a new password with the domain.
    ResetChannel,
    /// Having the computer join.
    JoinDomain {
        /// The computer.
        computer: String,
    },
    /// Having the computer leave.
    LeaveDomain {
        /// The computer.
        computer: String,
    },
    /// Having the computer take another name.
    RenameComputer {
        /// The computer.
        computer: String,
        /// The new name; in a box, because a failure has room for little.
        name: Box<str>,
    },
    /// Having the computer join a workgroup.
    JoinWorkgroup {
        /// The workgroup.
        workgroup: String,
    },
    /// Seeing that the account has the new password.
    ChangeAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Stopping NETLOGON.
    StopService {
        /// The member.
        computer: String,
    },
    /// Starting NETLOGON.
    StartService {
        /// The member.
        computer: String,
    },
    /// Reading the member's local groups.
    QueryGroups {
        /// The member.
        computer: String,
    },
    /// Adding the domain's groups to them.
    AddGroups {
        /// The domain.
        domain: String,
        /// The member.
        computer: String,
    },
    /// Finding out whether the channel works after a reset.
    ProveChannel {
        /// The member.
        computer: String,
    },
    /// Finding out whether a secure channel can be set up with a new account.
    ProveAccount {
        /// The primary domain controller.
        pdc: String,
    },
    /// Reading the list of accounts.
    ListAccounts {
        /// The primary domain controller.
        pdc: String,
    },
    /// Verifying the channels of so many members.
    VerifyChannels {
        /// How many.
        members: usize,
    },
}

/// How a step ended that did not fail.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// It was done.
    Done,
    /// This member cannot do it, or not remotely; the command goes on without.
    NotPossible {
        /// The reason code.
        reason: &'static str,
        /// The reason in words.
        because: String,
    },
}

/// Something that was learnt.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "finding")]
#[non_exhaustive]
pub enum Finding {
    /// This is the primary domain controller.
    FoundPdc {
        /// Its name.
        pdc: String,
    },
    /// A controller that was tried first did not answer.
    ControllerFailed {
        /// Its name or address.
        controller: String,
        /// What was wrong.
        because: String,
    },
    /// The computer is a member of the domain.
    AlreadyMember {
        /// The computer.
        computer: String,
        /// The domain.
        domain: String,
    },
    /// The computer is in no domain.
    NotAMember {
        /// The computer.
        computer: String,
        /// The workgroup.
        workgroup: String,
    },
    /// The channel works.
    ChannelWorks {
        /// How that is known.
        proof: Proof,
    },
    /// The channel is broken.
    ChannelBroken {
        /// How that is known.
        because: String,
    },
    /// There is no proof either way.
    ChannelUnproven {
        /// Why.
        because: String,
    },
    /// The computer has no account, or one that does not serve.
    AccountUnfit {
        /// The reason code.
        reason: &'static str,
        /// What is wrong with it.
        because: String,
    },
    /// The member has a domain group now that it lacked.
    GroupAdded {
        /// The domain's group.
        member: String,
        /// The local group.
        alias: String,
    },
}

/// How it is known that a channel works.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proof {
    /// The member's own Netlogon service verified it (`NETLOGON_CONTROL_TC_VERIFY`).
    NetlogonVerified,
    /// The member let a domain account in, which it can only do through its channel.
    DomainLogon,
}

/// Who is told.
pub trait Progress: Send {
    /// A step begins.
    fn begin(&mut self, step: &Step);

    /// The step that runs has ended. One that failed has no end: the command's error follows.
    fn end(&mut self, step: &Step, outcome: &Outcome);

    /// Something was learnt.
    fn found(&mut self, finding: &Finding);

    /// One of many members was looked at; they come in the order of their accounts.
    fn surveyed(&mut self, _: &Surveyed) {}
}

/// Tells nobody.
pub struct Silent;

impl Progress for Silent {
    fn begin(&mut self, _: &Step) {}
    fn end(&mut self, _: &Step, _: &Outcome) {}
    fn found(&mut self, _: &Finding) {}
}
