//! What must hold for any octets whatever: shared by fuzzing and the ordinary tests. Each function panics when it does not.

use auth::ntlm::{self, AcceptorConfig};
use auth::{
    Account, AuthError, Claim, Credentials, Exchange, Identity, NtHash, Step, Verdict, spnego,
};
use rasn_ldap::{ProtocolOp, ResultCode};
use wire::{FileTime, NetbiosName, Password, Sid};

use crate::peer::Peer;
use crate::session::{Answer, Event, MakeAcceptor, Operation, Outcome, Session};
use crate::{Dn, Entry, ber, filter, message};

/// Octets from a client. The first says how the others come: as they are, as one message or many pieces; after a logon,
/// within its protection or without it. Nobody is let in who has not proven who he is, and whatever is answered is LDAP.
pub fn server(octets: &[u8]) {
    let Some((how, octets)) = octets.split_first() else {
        return;
    };
    let piece = if how & 1 == 0 { usize::MAX } else { 3 };
    match how >> 1 & 3 {
        0 => {
            let mut session = session();
            feed(&mut session, octets, piece, false);
            read_all(&mut session, None);
        }
        1 => {
            let (mut session, mut peer) = bound();
            for message in octets.chunks(piece.saturating_mul(11)) {
                let protected = peer.protect(message.to_vec());
                feed(&mut session, &protected, piece, true);
            }
            read_all(&mut session, Some(&mut peer));
        }
        2 => {
            let (mut session, mut peer) = bound();
            let requests = feed(&mut session, octets, piece, true);
            assert_eq!(requests, 0, "what nobody signed is not done");
            read_all(&mut session, Some(&mut peer));
        }
        _ => pieces(octets),
    }
}

/// What messages are made of, by itself.
fn pieces(octets: &[u8]) {
    let length = ber::element_len(octets);
    if let Ok(message) = message::decode(octets) {
        assert_eq!(length, Ok(Some(octets.len())), "a message is one element");
        let again = message::encode(message.message_id, message.protocol_op.clone());
        let again = message::decode(&again).map(|again| again.protocol_op);
        assert_eq!(again, Ok(message.protocol_op));
    }
    if let Ok(text) = std::str::from_utf8(octets)
        && let Ok(dn) = Dn::parse(text)
    {
        assert_eq!(Dn::parse(&dn.to_string()), Ok(dn));
    }
}

/// Gives a session octets, and counts the requests that come of them.
fn feed(session: &mut Session, octets: &[u8], piece: usize, bound: bool) -> usize {
    let mut requests = 0;
    for piece in octets.chunks(piece) {
        session.receive(piece);
        while let Some(event) = session.poll_event() {
            match event {
                Event::Identify(claim) => session.resume(claim.resume(Verdict::Hash(nobodys()))),
                Event::Request(request) => {
                    requests += 1;
                    assert_eq!(request.caller.is_some(), bound, "who asks");
                    let answer = look_at(&request.operation);
                    session.answer(request.id, answer);
                }
            }
        }
    }
    assert_eq!(
        session.is_bound(),
        bound,
        "who has proven nothing is nobody"
    );
    requests
}

/// Reads a request as a directory does.
fn look_at(operation: &Operation) -> Answer {
    match operation {
        Operation::Search(search) => {
            let entry = Entry::new(Dn::of_domain("our.example")).with_text("cn", "cn");
            // A filter that says where to look says so of what matches it.
            let anchors = filter::anchors(&search.filter, &["cn"]);
            let found = filter::matches(&search.filter, &entry) == Some(true);
            assert!(!found || anchors.is_none_or(|anchors| !anchors.is_empty()));
            let _ = Dn::parse(&search.base_object);
            Answer::Found(vec![entry], Outcome::SUCCESS)
        }
        Operation::Modify(modify) => {
            let _ = Dn::parse(&modify.object);
            Answer::Changed(Outcome::new(ResultCode::UnwillingToPerform, "no"))
        }
    }
}

/// Whatever a client is sent, it can read.
fn read_all(session: &mut Session, peer: Option<&mut Peer>) {
    let octets = session.poll_transmit().unwrap_or_default();
    let mut nobody = Peer::new(credentials());
    for message in peer.unwrap_or(&mut nobody).read(&octets) {
        assert!(
            matches!(
                message.protocol_op,
                ProtocolOp::BindResponse(_)
                    | ProtocolOp::SearchResEntry(_)
                    | ProtocolOp::SearchResDone(_)
                    | ProtocolOp::ModifyResponse(_)
                    | ProtocolOp::AddResponse(_)
                    | ProtocolOp::DelResponse(_)
                    | ProtocolOp::ModDnResponse(_)
                    | ProtocolOp::CompareResponse(_)
                    | ProtocolOp::ExtendedResp(_)
            ),
            "only answers are sent"
        );
    }
}

/// A session that nobody has begun.
pub(crate) fn session() -> Session {
    let acceptor: MakeAcceptor = Box::new(|| {
        let config = AcceptorConfig::in_domain(name("SERVER"), name("DOMAIN"));
        let ntlm: Box<dyn Exchange> =
            Box::new(ntlm::Acceptor::new(&config, [0x77; 8], FileTime::ZERO));
        Box::new(spnego::Acceptor::new(ntlm))
    });
    Session::new(acceptor)
}

/// A session that our own client has bound, and that client.
pub(crate) fn bound() -> (Session, Peer) {
    let (mut session, mut peer) = (session(), Peer::new(credentials()));
    let mut token = peer.begin();
    loop {
        session.receive(&token);
        if let Some(Event::Identify(claim)) = session.poll_event() {
            session.resume(judged(claim));
        }
        let answer = session.poll_transmit().unwrap_or_default();
        match peer.go_on(&answer) {
            Ok(Some(next)) => token = next,
            Ok(None) => return (session, peer),
            Err(code) => panic!("our own client was refused: {code:?}"),
        }
    }
}

/// The verdict of somebody who knows the account of [`credentials`].
pub(crate) fn judged(claim: Claim) -> Result<Step, AuthError> {
    let mut step = claim.resume(Verdict::Hash(NtHash::from_password(&password())))?;
    if let Step::Done { established, .. } = &mut step
        && let Identity::Account { sid, .. } = &mut established.identity
    {
        *sid = Some(caller());
    }
    Ok(step)
}

/// Who [`credentials`] are those of.
pub(crate) fn caller() -> Sid {
    match "S-1-5-21-1-2-3-1000".parse() {
        Ok(sid) => sid,
        Err(_) => Sid::builtin(),
    }
}

/// Those of an account that the octets of an oracle do not know the password of.
pub(crate) fn credentials() -> Credentials {
    Credentials::Password {
        account: Account {
            domain: "DOMAIN".into(),
            user: "User".into(),
        },
        password: password(),
    }
}

fn password() -> Password {
    Password::new("Password".into())
}

/// Of a password that no input was made with.
const fn nobodys() -> NtHash {
    NtHash::new([0x3c; 16])
}

fn name(text: &str) -> NetbiosName {
    match NetbiosName::new(text) {
        Ok(name) => name,
        Err(error) => panic!("{text}: {error}"),
    }
}
