//! Controllers whose connections can be cut, made slow, or left without an answer.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use locate::Ports;
use member::{BoxFuture, ChannelFailure, Domain, FoundController, Network, Sought};
use tokio::sync::watch;
use transport::{Answer, PipeError, PipeFuture, PipeIo, connect_tcp};

/// How one controller's connections are.
#[derive(Clone, Copy, Default)]
struct State {
    /// Those that were opened under another number are closed.
    cut: u32,
    /// Nothing comes any more.
    stuck: bool,
    /// How late each answer comes.
    delay: Duration,
}

/// One controller, best first.
pub(crate) struct Way {
    name: &'static str,
    address: Mutex<SocketAddr>,
    state: watch::Sender<State>,
    opened: AtomicUsize,
}

impl Way {
    pub(crate) fn new(name: &'static str, address: SocketAddr) -> Self {
        Self {
            name,
            address: Mutex::new(address),
            state: watch::Sender::new(State::default()),
            opened: AtomicUsize::new(0),
        }
    }

    /// Closes all connections.
    pub(crate) fn cut(&self) {
        self.state.send_modify(|state| state.cut += 1);
    }

    /// From now on it is silent, or no longer.
    pub(crate) fn set_stuck(&self, stuck: bool) {
        self.state.send_modify(|state| state.stuck = stuck);
    }

    pub(crate) fn set_delay(&self, delay: Duration) {
        self.state.send_modify(|state| state.delay = delay);
    }

    /// Another process serves under its name.
    pub(crate) fn move_to(&self, address: SocketAddr) {
        *self.address.lock().unwrap() = address;
        self.cut();
    }

    /// Connections that were opened so far.
    pub(crate) fn opened(&self) -> usize {
        self.opened.load(Ordering::Relaxed)
    }
}

/// All of them.
pub(crate) struct Faulty(pub(crate) Vec<Way>);

impl Network for Faulty {
    fn find<'a>(
        &'a self,
        _: &'a Domain,
        _: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        let found = self.0.iter().map(|way| FoundController {
            name: way.name.into(),
            address: way.address.lock().unwrap().ip(),
            ports: Ports::default(),
            flags: None,
        });
        let found = found.collect();
        Box::pin(async { Ok(found) })
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        let way = self.0.iter().find(|way| way.name == controller.name);
        let way = way.unwrap();
        way.opened.fetch_add(1, Ordering::Relaxed);
        let address = *way.address.lock().unwrap();
        let state = way.state.subscribe();
        let generation = state.borrow().cut;
        Box::pin(async move {
            let io = connect_tcp(address, Duration::from_secs(10)).await.unwrap();
            let io: Box<dyn PipeIo> = Box::new(Line {
                io: Box::new(io),
                state,
                generation,
            });
            Ok(io)
        })
    }
}

struct Line {
    io: Box<dyn PipeIo>,
    state: watch::Receiver<State>,
    generation: u32,
}

impl PipeIo for Line {
    fn send<'a>(&'a mut self, pdu: &'a [u8], answer: Answer) -> PipeFuture<'a, ()> {
        let state = *self.state.borrow();
        Box::pin(async move {
            match state {
                State { cut, .. } if cut != self.generation => Err(PipeError::Closed),
                State { stuck: true, .. } => Ok(()),
                _ => self.io.send(pdu, answer).await,
            }
        })
    }

    fn receive(&mut self) -> PipeFuture<'_, Vec<u8>> {
        Box::pin(async move {
            loop {
                let state = *self.state.borrow_and_update();
                if state.cut != self.generation {
                    return Err(PipeError::Closed);
                }
                tokio::select! {
                    received = self.io.receive(), if !state.stuck => {
                        tokio::time::sleep(state.delay).await;
                        return received;
                    }
                    changed = self.state.changed() => changed.unwrap(),
                }
            }
        })
    }
}
