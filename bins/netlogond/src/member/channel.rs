//! `member status`, `member verify`, `member rotate`: asked of the service, if it runs, and done here otherwise.

use std::sync::Arc;

use cli::Waiting;
use local_client::{Client, Request};
use member::{EventQueue, Member};
use serde_json::Value;
use store::{ServiceLock, StoreError};

use super::Machine;
use super::membership::controller_of;
use crate::error::Error;
use crate::render::Render;
use crate::report::Report;

/// Who is asked.
enum Asked {
    /// The service that runs.
    Service(Client),
    /// The member itself, which nobody else can serve meanwhile.
    Here {
        member: Arc<Member>,
        events: EventQueue,
        _lock: ServiceLock,
    },
}

impl Machine {
    async fn asked(&self) -> Result<Asked, Error> {
        let lock = match self.lock() {
            Err(Error::State {
                error: StoreError::AlreadyServed,
                ..
            }) => {
                let client = Client::connect(&self.config.socket.path).await;
                return Ok(Asked::Service(client.map_err(Error::Service)?));
            }
            lock => lock?,
        };
        let memberships = self.memberships().await?;
        let (member, events) = self.member(memberships).await?;
        Ok(Asked::Here {
            member,
            events,
            _lock: lock,
        })
    }

    pub(super) async fn status(&self, render: &mut dyn Render) -> Result<(), Error> {
        let asked = self.asked().await?;
        asked.end(Ok(()), render).await
    }

    pub(super) async fn verify(&self, render: &mut dyn Render) -> Result<(), Error> {
        let asked = self.asked().await?;
        let waiting = render.waiting();
        let outcome = match &asked {
            Asked::Service(client) => told(client, Request::Verify, waiting).await,
            Asked::Here { member, .. } => {
                let asked = controller(member);
                let verified = waiting.on(&asked, member.verify());
                verified.await.map_err(Error::Channel)
            }
        };
        asked.end(outcome, render).await
    }

    pub(super) async fn rotate(&self, render: &mut dyn Render) -> Result<(), Error> {
        let asked = self.asked().await?;
        let waiting = render.waiting();
        let outcome = match &asked {
            Asked::Service(client) => told(client, Request::Rotate, waiting).await,
            Asked::Here { member, .. } => {
                let asked = controller(member);
                let changed = waiting.on(&asked, member.change_password());
                changed.await.map_err(Error::Change)
            }
        };
        asked.end(outcome, render).await
    }
}

/// Has the service do something.
async fn told(client: &Client, request: Request, waiting: Waiting) -> Result<(), Error> {
    let answer = waiting.on("the service", client.control(request)).await;
    answer.map_err(Error::Service)?.map_err(Error::Told)
}

/// Whom the member asks.
fn controller(member: &Member) -> String {
    controller_of(&member.status().domain.unwrap_or_default())
}

impl Asked {
    async fn status(&self) -> Result<Value, Error> {
        match self {
            Self::Service(client) => client.status().await.map_err(Error::Service),
            // Only maps with keys that are no text cannot be written, and there are none.
            Self::Here { member, .. } => {
                Ok(serde_json::to_value(member.status()).unwrap_or_default())
            }
        }
    }

    /// Shows how the member is, if what was asked for is done. Its events are on the disk then.
    async fn end(self, outcome: Result<(), Error>, render: &mut dyn Render) -> Result<(), Error> {
        let status = match outcome {
            Ok(()) => self.status().await,
            Err(error) => Err(error),
        };
        if let Self::Here { member, events, .. } = self {
            // Nobody is left then who could log one.
            drop(member);
            events.run().await;
        }
        render.report(&Report::Status(status?));
        Ok(())
    }
}
