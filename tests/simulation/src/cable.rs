//! One connection, and what becomes of messages on it.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, ReadHalf, WriteHalf, split};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, sleep, sleep_until};
use transport::{Answer, PipeError, PipeFuture, PipeIo};

use crate::faults::Fault;
use crate::world::World;

/// The member's end of a connection. What was sent arrives even when this end is gone.
pub(crate) struct Cable {
    world: Arc<World>,
    index: usize,
    up: UnboundedSender<(Instant, Vec<u8>)>,
    down: UnboundedReceiver<Vec<u8>>,
    /// It has broken, and this end knows.
    cut: bool,
    /// Nothing gets through any more, and this end does not know.
    lost: bool,
}

impl Cable {
    pub(crate) fn new(world: &Arc<World>, index: usize, stream: DuplexStream) -> Self {
        let (theirs, ours) = split(stream);
        let (up, sent) = unbounded_channel();
        let (answered, down) = unbounded_channel();
        tokio::spawn(upwards(sent, ours));
        tokio::spawn(downwards(Arc::clone(world), theirs, answered));
        Self {
            world: Arc::clone(world),
            index,
            up,
            down,
            cut: false,
            lost: false,
        }
    }

    /// What becomes of a request.
    fn transmit(&mut self, pdu: &[u8]) {
        let world = &self.world;
        let soon = Instant::now() + world.random.milliseconds(1..20);
        let occurs = |fault| {
            let occurs = world.faults.occurs(fault);
            if occurs {
                world.note(format!("{fault:?}, {}", described(pdu)));
            }
            occurs
        };
        if !world.controllers[self.index].state().reachable || occurs(Fault::RequestLost) {
            self.lost = true;
            return;
        }
        if occurs(Fault::RequestCut) {
            self.cut = true;
            return;
        }
        if occurs(Fault::RequestReplayed)
            && let recorded = world.recorded.lock().unwrap()
            && !recorded.is_empty()
        {
            let _ = self.up.send((soon, world.random.pick(&recorded).clone()));
        }
        let mut arrival = soon;
        if occurs(Fault::RequestLate) {
            arrival += world.random.seconds(1..600);
            self.cut = true;
        } else if occurs(Fault::RequestSlow) {
            arrival += world.random.seconds(20..90);
        }
        if is_sealed(pdu) {
            let mut recorded = world.recorded.lock().unwrap();
            recorded.push(pdu.to_vec());
            if recorded.len() > 8 {
                recorded.remove(0);
            }
        }
        let again = occurs(Fault::RequestRepeated).then(|| (arrival, pdu.to_vec()));
        for message in [(arrival, pdu.to_vec())].into_iter().chain(again) {
            let _ = self.up.send(message);
        }
    }
}

impl PipeIo for Cable {
    fn send<'a>(&'a mut self, pdu: &'a [u8], _: Answer) -> PipeFuture<'a, ()> {
        Box::pin(async move {
            self.world.step("before it sends").await;
            if self.cut {
                return Err(PipeError::Closed);
            }
            if opnum(pdu) == Some(PASSWORD_SET_2) {
                self.world.truth().sends();
            }
            if !self.lost {
                self.transmit(pdu);
            }
            self.world.step("after it has sent").await;
            Ok(())
        })
    }

    fn receive(&mut self) -> PipeFuture<'_, Vec<u8>> {
        Box::pin(async move {
            if self.cut {
                return Err(PipeError::Closed);
            }
            let octets = self.down.recv().await.ok_or(PipeError::Closed)?;
            self.world.step("after it has received").await;
            Ok(octets)
        })
    }
}

async fn upwards(
    mut sent: UnboundedReceiver<(Instant, Vec<u8>)>,
    mut stream: WriteHalf<DuplexStream>,
) {
    while let Some((arrival, pdu)) = sent.recv().await {
        sleep_until(arrival).await;
        if stream.write_all(&pdu).await.is_err() {
            break;
        }
    }
    let _ = stream.shutdown().await;
}

async fn downwards(
    world: Arc<World>,
    mut stream: ReadHalf<DuplexStream>,
    answered: UnboundedSender<Vec<u8>>,
) {
    let mut octets = vec![0; 0x2000];
    let mut lost = false;
    while let Ok(count @ 1..) = stream.read(&mut octets).await {
        let mut answer = octets[..count].to_vec();
        let occurs = |fault| {
            let occurs = world.faults.occurs(fault);
            if occurs {
                world.note(format!("{fault:?}"));
            }
            occurs
        };
        if occurs(Fault::AnswerCut) {
            return;
        }
        lost |= occurs(Fault::AnswerLost);
        if lost {
            continue;
        }
        if occurs(Fault::AnswerAltered) {
            let index = world.random.between(0..u64::try_from(count).unwrap());
            answer[usize::try_from(index).unwrap()] ^= 1 << world.random.between(0..8);
        }
        let slow = if occurs(Fault::AnswerSlow) {
            world.random.seconds(20..90)
        } else {
            Duration::ZERO
        };
        sleep(slow + world.random.milliseconds(1..20)).await;
        if answered.send(answer).is_err() {
            return;
        }
    }
    // A peer that is lost does not even say that it closes.
    if lost {
        answered.closed().await;
    }
}

/// `NetrServerPasswordSet2`.
const PASSWORD_SET_2: u16 = 30;

/// The operation number of a request PDU, C706 12.6.4.9.
fn opnum(pdu: &[u8]) -> Option<u16> {
    let number = pdu.get(22..24).filter(|_| pdu[2] == 0)?;
    Some(u16::from_le_bytes([number[0], number[1]]))
}

/// Whether a request has a verifier.
fn is_sealed(pdu: &[u8]) -> bool {
    pdu[2] == 0 && pdu[10..12] != [0, 0]
}

fn described(pdu: &[u8]) -> String {
    opnum(pdu).map_or_else(
        || format!("PDU {}", pdu[2]),
        |opnum| format!("call {opnum}"),
    )
}
