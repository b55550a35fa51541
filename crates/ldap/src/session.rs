//! One client: who it is, what it asks for, and what it is told, RFC 4511 4 and RFC 4513.
//!
//! A password is never taken: only GSS-SPNEGO proves who somebody is, [MS-ADTS] 5.1.1.1.2, and what follows is signed at
//! least. One request is answered after the other, so that a client holds no more than one.

use auth::{AuthError, Claim, Exchange, Identity, Step};
use rasn_ldap::{
    AddResponse, AuthenticationChoice, BindRequest, BindResponse, CompareResponse, DelResponse,
    LdapMessage, ModifyDnResponse, ModifyRequest, ModifyResponse, ProtocolOp, ResultCode,
    SaslCredentials, SearchRequest, SearchResultDone,
};
use wire::Sid;

use crate::entry::{Entry, Selection};
use crate::frames::Frames;
use crate::message::{self, extended, notice_of_disconnection, result};
use crate::paging::{self, Page};

/// The server's end of one client's connection.
pub struct Session {
    acceptor: MakeAcceptor,
    frames: Frames,
    state: State,
    /// Octets to be sent.
    outgoing: Vec<u8>,
}

/// Begins to find out who a client is.
pub type MakeAcceptor = Box<dyn Fn() -> Box<dyn Exchange> + Send>;

enum State {
    /// Nobody has said who he is, or somebody is about to.
    Anonymous(Option<Box<dyn Exchange>>),
    /// Somebody's proof is being judged.
    Judging {
        bind: u32,
    },
    /// Somebody has proven who he is.
    Bound(Sid),
    /// A request is being answered.
    Working {
        caller: Option<Sid>,
        selection: Option<Selection>,
    },
    Ended(Ended),
}

/// What a session asks of whoever has it.
pub enum Event {
    /// Somebody's proof is to be judged: [`Session::resume`].
    Identify(Claim),
    /// A request is to be answered: [`Session::answer`].
    Request(Request),
}

/// A request.
pub struct Request {
    /// Its number.
    pub id: u32,
    /// Whose it is, if he has proven it.
    pub caller: Option<Sid>,
    /// What he wants.
    pub operation: Operation,
    /// Which page of what is found he wants, if he wants pages.
    pub page: Option<Page>,
}

/// What a client wants.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Operation {
    /// Entries.
    Search(SearchRequest),
    /// A change to one.
    Modify(ModifyRequest),
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Outcome {
    /// How it ended.
    pub code: ResultCode,
    /// Why, for people.
    pub diagnostic: &'static str,
}

/// The answer to a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Answer {
    /// What a search found, and how it ended.
    Found(Vec<Entry>, Outcome),
    /// A page of what a search found, and where the next one begins; nowhere after the last.
    Page(Vec<Entry>, Vec<u8>),
    /// How a change ended.
    Changed(Outcome),
}

/// Why a session is at its end.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum Ended {
    /// The client has enough.
    #[error("the client unbound")]
    Unbound,
    /// What the client sent is no LDAP, or an answer.
    #[error("the client sent what is no request")]
    NotLdap,
    /// A message is longer than any may be.
    #[error("the client sent a message that is too long")]
    TooLong,
    /// What is protected does not fit its protection.
    #[error("a message was altered, replayed or protected with another key")]
    Altered,
}

impl Outcome {
    /// All went well.
    pub const SUCCESS: Self = Self::new(ResultCode::Success, "");

    /// An outcome and why.
    #[must_use]
    pub const fn new(code: ResultCode, diagnostic: &'static str) -> Self {
        Self { code, diagnostic }
    }
}

impl Session {
    /// A session that begins.
    #[must_use]
    pub fn new(acceptor: MakeAcceptor) -> Self {
        Self {
            acceptor,
            frames: Frames::new(),
            state: State::Anonymous(None),
            outgoing: Vec::new(),
        }
    }

    /// Takes octets from the client. Whoever calls it takes all events, and answers them, before the next time.
    pub fn receive(&mut self, octets: &[u8]) {
        if !matches!(self.state, State::Ended(_)) {
            self.frames.receive(octets);
        }
    }

    /// The next thing to be done; none while one is, and when more has to come from the client first.
    pub fn poll_event(&mut self) -> Option<Event> {
        loop {
            if !matches!(self.state, State::Anonymous(_) | State::Bound(_)) {
                return None;
            }
            let octets = match self.frames.next() {
                Ok(Some(octets)) => octets,
                Ok(None) => return None,
                Err(ended) => {
                    self.end(ended);
                    return None;
                }
            };
            let Ok(message) = message::decode(&octets) else {
                self.end(Ended::NotLdap);
                return None;
            };
            if let Some(event) = self.take(message) {
                return Some(event);
            }
        }
    }

    /// Octets for the client, if there are any.
    pub fn poll_transmit(&mut self) -> Option<Vec<u8>> {
        let outgoing = std::mem::take(&mut self.outgoing);
        (!outgoing.is_empty()).then_some(outgoing)
    }

    /// Goes on once a claim is judged.
    pub fn resume(&mut self, step: Result<Step, AuthError>) {
        if let State::Judging { bind } = self.state {
            self.state = State::Anonymous(None);
            // What was judged once is not asked about again.
            let _ = self.advance(bind, step);
        }
    }

    /// Answers the request that is being worked at.
    pub fn answer(&mut self, id: u32, answer: Answer) {
        let State::Working { caller, selection } = &mut self.state else {
            return;
        };
        let (caller, selection) = (caller.take(), selection.take());
        self.state = caller.map_or(State::Anonymous(None), State::Bound);
        let (found, last) = match answer {
            Answer::Found(found, Outcome { code, diagnostic }) => {
                let done = SearchResultDone(result(code, diagnostic));
                let done = message::encode(id, ProtocolOp::SearchResDone(done));
                (found, done)
            }
            Answer::Page(found, next) => {
                let done = SearchResultDone(result(ResultCode::Success, ""));
                let done = ProtocolOp::SearchResDone(done);
                (found, message::encode_with(id, done, paging::answer(&next)))
            }
            Answer::Changed(Outcome { code, diagnostic }) => {
                let done = ModifyResponse(result(code, diagnostic));
                let done = message::encode(id, ProtocolOp::ModifyResponse(done));
                (Vec::new(), done)
            }
        };
        let mut octets = Vec::new();
        if let Some(selection) = selection {
            for entry in &found {
                let entry = ProtocolOp::SearchResEntry(selection.apply(entry));
                octets.extend(message::encode(id, entry));
                // No client has to take a buffer that is as long as everything together.
                if octets.len() >= BUFFER {
                    self.send(std::mem::take(&mut octets));
                }
            }
        }
        octets.extend(last);
        self.send(octets);
    }

    /// Whether the client has proven who it is.
    #[must_use]
    pub const fn is_bound(&self) -> bool {
        self.frames.is_protected()
    }

    /// Why the session is at its end, if it is; what is to be sent is still sent.
    #[must_use]
    pub const fn ended(&self) -> Option<Ended> {
        match self.state {
            State::Ended(ended) => Some(ended),
            _ => None,
        }
    }

    fn take(&mut self, message: LdapMessage) -> Option<Event> {
        let id = message.message_id;
        // RFC 4511 4.1.1.1: zero is that of notifications, and the highest is 2^31 - 1.
        if id == 0 || id > MAX_ID {
            self.end(Ended::NotLdap);
            return None;
        }
        let page = match requested_page(&message) {
            Ok(page) => page,
            Err(outcome) => {
                self.turn_down(id, &message.protocol_op, outcome);
                return None;
            }
        };
        match message.protocol_op {
            ProtocolOp::BindRequest(bind) => self.bind(id, bind),
            ProtocolOp::SearchRequest(search) => {
                let selection = Selection::of(&search);
                let request = self.work(id, Operation::Search(search), Some(selection));
                Some(Event::Request(Request { page, ..request }))
            }
            ProtocolOp::ModifyRequest(modify) => {
                let request = self.work(id, Operation::Modify(modify), None);
                Some(Event::Request(request))
            }
            // There is nothing that goes on while a request for its end could come in.
            ProtocolOp::AbandonRequest(_) => None,
            other => {
                let outcome = match self.state {
                    State::Bound(_) => Outcome::new(
                        ResultCode::UnwillingToPerform,
                        "this directory is searched and modified only",
                    ),
                    _ => Outcome::new(ResultCode::InsufficientAccessRights, "bind first"),
                };
                self.turn_down(id, &other, outcome);
                None
            }
        }
    }

    fn work(&mut self, id: u32, operation: Operation, selection: Option<Selection>) -> Request {
        let caller = match &self.state {
            State::Bound(caller) => Some(caller.clone()),
            _ => None,
        };
        // RFC 4513 5.2.1.2: any other request ends a negotiation that was going on.
        self.state = State::Working {
            caller: caller.clone(),
            selection,
        };
        Request {
            id,
            caller,
            operation,
            page: None,
        }
    }

    /// RFC 4511 4.2 and RFC 4513 5.
    fn bind(&mut self, id: u32, bind: BindRequest) -> Option<Event> {
        let exchange = match &mut self.state {
            State::Anonymous(exchange) => exchange.take(),
            _ => None,
        };
        if self.is_bound() {
            self.bound(
                id,
                ResultCode::UnwillingToPerform,
                "a connection is bound once",
                None,
            );
            return None;
        }
        let (code, diagnostic) = match bind.authentication {
            _ if bind.version != 3 => (ResultCode::ProtocolError, "only LDAP 3 is spoken"),
            AuthenticationChoice::Sasl(SaslCredentials {
                mechanism,
                credentials,
                ..
            }) => {
                if mechanism.0 == MECHANISM {
                    let exchange = exchange.unwrap_or_else(|| (self.acceptor)());
                    return self.advance(id, exchange.step(&credentials.unwrap_or_default()));
                }
                (ResultCode::AuthMethodNotSupported, "bind by GSS-SPNEGO")
            }
            AuthenticationChoice::Simple(password) => {
                match (bind.name.is_empty(), password.is_empty()) {
                    (true, true) => (ResultCode::Success, ""),
                    // RFC 4513 5.1.2: a client that sends no password takes itself for somebody, and is nobody.
                    (false, true) => (ResultCode::UnwillingToPerform, "a name without a password"),
                    (_, false) => (
                        ResultCode::StrongerAuthRequired,
                        "a password is not taken: bind by GSS-SPNEGO, with signing",
                    ),
                }
            }
            _ => (ResultCode::AuthMethodNotSupported, "bind by GSS-SPNEGO"),
        };
        self.bound(id, code, diagnostic, None);
        None
    }

    fn advance(&mut self, id: u32, step: Result<Step, AuthError>) -> Option<Event> {
        match step {
            Ok(Step::Continue { token, next }) => {
                self.state = State::Anonymous(Some(next));
                self.bound(id, ResultCode::SaslBindInProgress, "", Some(token));
            }
            Ok(Step::Identify(claim)) => {
                self.state = State::Judging { bind: id };
                return Some(Event::Identify(claim));
            }
            Ok(Step::Done { token, established }) => {
                match (established.identity, established.security) {
                    (Identity::Account { sid: Some(sid), .. }, Some(security)) => {
                        self.bound(id, ResultCode::Success, "", token);
                        self.state = State::Bound(sid);
                        self.frames.protect(security);
                    }
                    (Identity::Account { sid: Some(_), .. }, None) => self.bound(
                        id,
                        ResultCode::StrongerAuthRequired,
                        "signing is required",
                        None,
                    ),
                    _ => self.bound(id, ResultCode::InvalidCredentials, REFUSED, None),
                }
            }
            Err(AuthError::NotNegotiated(_)) => self.bound(
                id,
                ResultCode::StrongerAuthRequired,
                "the client does not offer what is required of NTLM",
                None,
            ),
            // Why, the controller's log says, and nobody else.
            Err(_) => self.bound(id, ResultCode::InvalidCredentials, REFUSED, None),
        }
        None
    }

    fn bound(&mut self, id: u32, code: ResultCode, diagnostic: &str, token: Option<Vec<u8>>) {
        let response = BindResponse::new(
            code,
            "".into(),
            diagnostic.into(),
            None,
            token.map(Into::into),
        );
        self.send(message::encode(id, ProtocolOp::BindResponse(response)));
    }

    /// Answers a request in its own form without looking at it.
    fn turn_down(&mut self, id: u32, operation: &ProtocolOp, outcome: Outcome) {
        let Outcome { code, diagnostic } = outcome;
        let refusal = result(code, diagnostic);
        let response = match operation {
            ProtocolOp::BindRequest(_) => return self.bound(id, code, diagnostic, None),
            ProtocolOp::SearchRequest(_) => ProtocolOp::SearchResDone(SearchResultDone(refusal)),
            ProtocolOp::ModifyRequest(_) => ProtocolOp::ModifyResponse(ModifyResponse(refusal)),
            ProtocolOp::AddRequest(_) => ProtocolOp::AddResponse(AddResponse(refusal)),
            ProtocolOp::DelRequest(_) => ProtocolOp::DelResponse(DelResponse(refusal)),
            ProtocolOp::ModDnRequest(_) => ProtocolOp::ModDnResponse(ModifyDnResponse(refusal)),
            ProtocolOp::CompareRequest(_) => ProtocolOp::CompareResponse(CompareResponse(refusal)),
            // RFC 4511 4.12: what the server does not recognise.
            ProtocolOp::ExtendedReq(_) => extended(
                ResultCode::ProtocolError,
                "no extended operation is supported",
                None,
            ),
            ProtocolOp::AbandonRequest(_) => return,
            ProtocolOp::UnbindRequest(_) => return self.end(Ended::Unbound),
            _ => return self.end(Ended::NotLdap),
        };
        self.send(message::encode(id, response));
    }

    fn end(&mut self, ended: Ended) {
        let diagnostic = match ended {
            Ended::NotLdap => "not a request of LDAP",
            Ended::TooLong => "the message is too long",
            // Nothing is said to who has gone, nor under a key that others may have.
            Ended::Unbound | Ended::Altered => "",
        };
        if !diagnostic.is_empty() {
            self.send(notice_of_disconnection(
                ResultCode::ProtocolError,
                diagnostic,
            ));
        }
        self.state = State::Ended(ended);
    }

    fn send(&mut self, octets: Vec<u8>) {
        let octets = self.frames.send(octets);
        self.outgoing.extend(octets);
    }
}

/// The page that a search is to tell of.
///
/// # Errors
/// What becomes of a message with another control that the client insists on, RFC 4511 4.1.11, or with one that cannot be read.
fn requested_page(message: &LdapMessage) -> Result<Option<Page>, Outcome> {
    let is_search = matches!(message.protocol_op, ProtocolOp::SearchRequest(_));
    let mut page = None;
    for control in message.controls.iter().flatten() {
        if is_search && control.control_type == paging::OID.as_bytes() {
            let value = control.control_value.as_deref().unwrap_or_default();
            let value = Page::decode(value).map_err(|_| {
                Outcome::new(ResultCode::ProtocolError, "the control for pages is none")
            })?;
            page = Some(value);
        } else if control.criticality {
            return Err(Outcome::new(
                ResultCode::UnavailableCriticalExtension,
                "of controls, only that for pages of a search is supported",
            ));
        }
    }
    Ok(page)
}

/// How many octets of an answer go together.
const BUFFER: usize = 65_536;

/// RFC 4178 in SASL, [MS-ADTS] 5.1.1.1.2.
pub const MECHANISM: &str = "GSS-SPNEGO";

/// What everybody hears who could not prove who he is.
const REFUSED: &str = "the credentials are not valid";

/// `maxInt`, RFC 4511 4.1.1.
const MAX_ID: u32 = 0x7fff_ffff;

#[cfg(test)]
mod tests;
