//! What programs of this computer ask the member, over its Unix socket: [`local_client`] has the messages and says who
//! may ask what, [`transport`] the socket.

mod answers;
mod group;

use std::sync::Arc;

use local_client::{Answer, NotAMessage, NumberedAnswer, NumberedRequest};
use tracing::{debug, info};
use transport::{LocalLimits, LocalPeer, LocalService, LocalSocket, serve_local};
use wire::SecretBytes;

pub use self::group::{NoSuchGroup, group_id};

use crate::Member;

impl Member {
    /// Answers what local programs ask, for as long as the future is polled.
    pub async fn serve_local(self: Arc<Self>, socket: LocalSocket, limits: LocalLimits) {
        let owner = socket.owner();
        let service = LocalRequests {
            member: self,
            owner,
        };
        serve_local(socket, Arc::new(service), limits).await;
    }
}

/// The member as local programs see it.
struct LocalRequests {
    member: Arc<Member>,
    /// The user that the service runs as.
    owner: u32,
}

impl LocalService for LocalRequests {
    async fn answer(&self, peer: LocalPeer, request: SecretBytes) -> Option<SecretBytes> {
        let (id, answer) = match NumberedRequest::decode(&request) {
            Ok(NumberedRequest { id, request }) => {
                if request.is_administrative() && !self.is_administrator(peer) {
                    info!(
                        ?peer,
                        "a local program asked for what only the administrator may"
                    );
                    (id, Answer::Failed(answers::forbidden()))
                } else {
                    (id, self.member.answer_locally(request).await)
                }
            }
            Err(error @ NotAMessage::Unknown(id)) => (id, Answer::Failed(answers::unknown(error))),
            // Without a number nobody would know what the answer belongs to.
            Err(error @ NotAMessage::Version(_)) => (0, Answer::Failed(answers::unknown(error))),
            Err(error) => {
                debug!(?peer, %error, "a local program sent what is no request");
                return None;
            }
        };
        Some(NumberedAnswer { id, answer }.encode())
    }
}

impl LocalRequests {
    const fn is_administrator(&self, peer: LocalPeer) -> bool {
        peer.uid == 0 || peer.uid == self.owner
    }
}
