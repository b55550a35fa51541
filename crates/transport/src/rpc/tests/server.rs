//! A server for [`Greeter`], driven by tokio.

use auth::ntlm::{self, AcceptorConfig};
use auth::{Exchange, NtHash, Verdict, spnego};
use msrpc::epmapper::{Epmapper, EptStatus, Map, MapReply, Tower, Towers};
use ndr::{ContextHandle, Full};
use rpc::RpcStatus;
use rpc::association::{IncomingCall, Limits, ServerAssociation, ServerEvent, ServerPolicy};
use rpc::pdu::{AuthType, SyntaxId};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use wire::{FileTime, NtStatus, Password};

use super::interface::{Greet, GreetReply, Greeter};

pub(super) const GREETER_PORT: u16 = 49_152;
pub(super) const PASSWORD: &str = "correct horse";

/// Serves until the client closes, and says how the association ended.
pub(super) async fn serve<S>(mut stream: S) -> Result<(), rpc::association::ProtocolError>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let policy = Box::new(Policy {
        interfaces: [SyntaxId::of::<Greeter>(), SyntaxId::of::<Epmapper>()],
    });
    let mut association = ServerAssociation::new(policy, Limits::default());
    let mut buffer = [0; 700];
    loop {
        let count = stream.read(&mut buffer).await.unwrap_or(0);
        if count == 0 {
            return Ok(());
        }
        let mut outcome = association.receive(&buffer[..count]);
        while let Some(event) = association.poll_event() {
            match event {
                ServerEvent::Call(call) => answer(&mut association, &call),
                ServerEvent::Identify(claim) => {
                    let hash = NtHash::from_password(&Password::new(PASSWORD.into()));
                    let verdict = match claim.user.as_str() {
                        "root" => Verdict::Hash(hash),
                        _ => Verdict::Refused(NtStatus::NO_SUCH_USER),
                    };
                    outcome = association.resume(claim.resume(verdict));
                }
                ServerEvent::Cancel(_) | ServerEvent::Orphaned(_) => {}
            }
        }
        while let Some(pdu) = association.poll_transmit() {
            stream.write_all(&pdu).await.unwrap();
        }
        outcome?;
    }
}

fn answer(association: &mut ServerAssociation, call: &IncomingCall) {
    if call.interface == SyntaxId::of::<Epmapper>() {
        let reply = map(&call.stub.decode().unwrap());
        association.respond(call.call_id, &ndr::to_bytes(&reply));
        return;
    }
    match call.opnum {
        0 => {
            let greet: Greet = call.stub.decode().unwrap();
            let reply = GreetReply {
                greeting: greet.name,
                status: NtStatus::SUCCESS,
            };
            association.respond(call.call_id, &ndr::to_bytes(&reply));
        }
        1 => {}
        2 => association.fault(call.call_id, RpcStatus::ACCESS_DENIED, false),
        _ => association.respond(call.call_id, &[1, 2, 3]),
    }
}

/// Knows of [`Greeter`], and that it cannot be reached in one of two ways.
fn map(request: &Map) -> MapReply {
    let greeter = SyntaxId::of::<Greeter>();
    let asked = request.map_tower.0.as_deref().and_then(Tower::interface);
    let towers = if asked == Some(greeter) {
        [0, GREETER_PORT]
            .map(|port| Full::new(Tower::tcp(greeter, port, [127, 0, 0, 1])))
            .into()
    } else {
        vec![]
    };
    MapReply {
        entry_handle: ContextHandle::NIL,
        status: if towers.is_empty() {
            EptStatus::NOT_REGISTERED
        } else {
            EptStatus::OK
        },
        towers: Towers {
            max_towers: request.max_towers,
            towers,
        },
    }
}

struct Policy {
    interfaces: [SyntaxId; 2],
}

impl ServerPolicy for Policy {
    fn interfaces(&self) -> &[SyntaxId] {
        &self.interfaces
    }

    fn secondary_address(&self) -> &str {
        "\\PIPE\\greeter"
    }

    fn acceptor(&mut self, auth_type: AuthType) -> Option<Box<dyn Exchange>> {
        let config =
            AcceptorConfig::in_domain("SERVER".parse().unwrap(), "DOMAIN".parse().unwrap());
        let acceptor = ntlm::Acceptor::new(&config, [7; 8], FileTime(1 << 56));
        let ntlm: Box<dyn Exchange> = Box::new(acceptor);
        match auth_type {
            AuthType::NTLM => Some(ntlm),
            AuthType::SPNEGO => Some(Box::new(spnego::Acceptor::new(ntlm))),
            _ => None,
        }
    }

    fn join_group(&mut self, requested: u32) -> Option<u32> {
        (requested == 0).then_some(1)
    }
}
