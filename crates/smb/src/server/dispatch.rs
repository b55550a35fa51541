//! Receiving a request, [MS-SMB2] 3.3.5.2: its number, its signature, its session and tree, and who handles it.

use wire::{FileTime, NtStatus};

use super::Violation;
use super::compound::{Chain, Part};
use super::connection::Connection;
use super::reply::{Handled, Reply, ReplyTo, Stop, success};
use crate::dialect::Dialect;
use crate::header::{Addressee, Command, Flags, Header};
use crate::message::{Body, EchoRequest, EchoResponse, FileId};

/// A request that is being handled.
pub(super) struct Call<'a> {
    pub(super) part: &'a Part<'a>,
    pub(super) to: ReplyTo,
    pub(super) now: FileTime,
    related: bool,
    chain: &'a mut Chain,
}

impl Call<'_> {
    /// The body of the request; one that does not decode is `STATUS_INVALID_PARAMETER`, [MS-SMB2] 3.3.5.2.
    pub(super) fn body<B: Body>(&self) -> Result<B, NtStatus> {
        B::decode(self.part.body).map_err(|_| NtStatus::INVALID_PARAMETER)
    }

    /// The open that the request is about, which in a related one is that of the request before, [MS-SMB2] 3.3.5.2.7.2.
    pub(super) fn file(&mut self, named: FileId) -> Result<FileId, NtStatus> {
        if !self.related {
            self.chain.file = Ok(named);
        }
        self.chain.file
    }

    /// The open that the request has made.
    pub(super) const fn opened(&mut self, file: FileId) {
        self.chain.file = Ok(file);
    }
}

impl Connection {
    /// Takes one request of a message.
    pub(super) fn receive_part(
        &mut self,
        part: &Part<'_>,
        sealed_for: Option<u64>,
        chain: &mut Chain,
        now: FileTime,
    ) -> Result<(), Violation> {
        let header = &part.header;
        let related = header.flags.contains(Flags::RELATED);
        if header.flags.contains(Flags::RESPONSE) {
            return Err(Violation::NotARequest);
        }
        if sealed_for.is_some_and(|id| !related && id != header.session_id) {
            return Err(Violation::OtherSession(header.session_id));
        }
        match (&self.agreement, header.command) {
            (None, Command::NEGOTIATE) => {}
            (Some(_), Command::NEGOTIATE) => return Err(Violation::NegotiatedAlready),
            (None, _) => return Err(Violation::NotNegotiated),
            (Some(_), Command::CANCEL) => {
                // It has no part in a chain, so nothing but this ties it to the session that has encrypted it.
                self.cancel(part, sealed_for == Some(header.session_id));
                return Ok(());
            }
            (Some(_), _) => {}
        }
        let mut to = ReplyTo {
            command: header.command,
            message_id: header.message_id,
            credit_charge: header.credit_charge,
            credits: self.charge(header)?,
            session_id: header.session_id,
            tree_id: match header.addressee {
                Addressee::Sync { tree_id } => tree_id,
                Addressee::Async { .. } => 0,
            },
            async_id: None,
            sealed: sealed_for.is_some(),
        };
        if !related {
            chain.file = Err(NtStatus::INVALID_PARAMETER);
        } else if chain.started {
            (to.session_id, to.tree_id) = (chain.session_id, chain.tree_id);
        } else {
            to.session_id = sealed_for.unwrap_or(to.session_id);
            self.refuse(&to, NtStatus::INVALID_PARAMETER);
            return Ok(());
        }
        let mut call = Call {
            part,
            to,
            now,
            related,
            chain,
        };
        let handled = self.handle(&mut call);
        self.settle(call, handled)
    }

    /// Answers, and leaves to the next request of a compound what it may need.
    fn settle(&mut self, call: Call<'_>, handled: Handled) -> Result<(), Violation> {
        let Call { to, chain, .. } = call;
        if to.command == Command::CREATE
            && let Err(Stop::Refused(status)) = handled
        {
            chain.file = Err(status);
        }
        chain.started = true;
        (chain.session_id, chain.tree_id) = (to.session_id, to.tree_id);
        match handled {
            Ok(None) => {}
            Ok(Some(Reply { status, body })) => {
                self.answer(&to, status, &body);
            }
            Err(Stop::Refused(status)) => self.refuse(&to, status),
            Err(Stop::Violation(violation)) => return Err(violation),
        }
        Ok(())
    }

    /// Takes the request's numbers, and says how many more the client gets, [MS-SMB2] 3.3.5.2.3 and 3.3.1.2. That the
    /// charge is enough for what is asked, 3.3.5.2.5, needs no check: nothing may be longer than the 64 KiB of one
    /// credit.
    fn charge(&mut self, header: &Header) -> Result<u16, Violation> {
        let dialect = self.agreement.as_ref().map(|agreement| agreement.dialect);
        let charge = match dialect {
            Some(dialect) if dialect > Dialect::SMB_2_0_2 => header.credit_charge,
            _ => 1, // a reserved field
        };
        if self.window.take(header.message_id, charge) {
            Ok(self.window.grant(header.credits))
        } else {
            Err(Violation::MessageId(header.message_id))
        }
    }

    fn handle(&mut self, call: &mut Call<'_>) -> Handled {
        let command = call.to.command;
        if command == Command::NEGOTIATE {
            return self.negotiate(call);
        }
        self.admit(call)?;
        match command {
            Command::SESSION_SETUP => return self.session_setup(call),
            Command::LOGOFF => return self.log_off(call),
            Command::TREE_CONNECT => return self.tree_connect(call),
            Command::ECHO => {
                let EchoRequest = call.body()?;
                return success(&EchoResponse);
            }
            _ => {}
        }
        let valid = self.sessions.valid(call.to.session_id);
        if !valid.is_some_and(|valid| valid.has_tree(call.to.tree_id)) {
            return Err(NtStatus::NETWORK_NAME_DELETED.into()); // 3.3.5.2.11
        }
        match command {
            Command::TREE_DISCONNECT => self.tree_disconnect(call),
            Command::CREATE => self.create(call),
            Command::CLOSE => self.close(call),
            Command::READ => self.read(call),
            Command::WRITE => self.write(call),
            Command::IOCTL => self.ioctl(call),
            Command::QUERY_INFO => self.query_info(call),
            Command::SET_INFO => self.set_info(call),
            _ => Err(NtStatus::NOT_SUPPORTED.into()),
        }
    }

    /// Verifying the signature and the session, [MS-SMB2] 3.3.5.2.4 and 3.3.5.2.9.
    fn admit(&mut self, call: &Call<'_>) -> Result<(), NtStatus> {
        let ReplyTo {
            command,
            session_id,
            sealed,
            ..
        } = call.to;
        let signed = call.part.header.flags.contains(Flags::SIGNED);
        let may_be_new = command == Command::SESSION_SETUP;
        // Clients ask whether the server is there in no session at all.
        if session_id == 0 && !signed && (may_be_new || command == Command::ECHO) {
            return Ok(());
        }
        let session = self.sessions.get(session_id);
        let session = session.ok_or(NtStatus::USER_SESSION_DELETED)?;
        let Some(valid) = &session.valid else {
            // There is no key yet to verify anything with.
            return if may_be_new {
                Ok(())
            } else {
                Err(NtStatus::USER_SESSION_DELETED)
            };
        };
        if valid.believes(call.part, sealed, self.config.encryption) {
            session.used = None; // it is used now
            Ok(())
        } else {
            Err(NtStatus::ACCESS_DENIED)
        }
    }
}
