//! How the member finds controllers and connects to them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use locate::Ports;
use member::{BoxFuture, ChannelFailure, Domain, FoundController, Network, Sought};
use tokio::io::duplex;
use tokio::time::sleep;
use transport::{PipeIo, RpcServerLimits};

use crate::cable::Cable;
use crate::faults::Fault;
use crate::service::endpoint;
use crate::world::World;

pub(crate) struct Wires(pub(crate) Arc<World>);

impl Network for Wires {
    fn find<'a>(
        &'a self,
        domain: &'a Domain,
        sought: Sought<'a>,
    ) -> BoxFuture<'a, Result<Vec<FoundController>, ChannelFailure>> {
        Box::pin(async move {
            let world = &self.0;
            world.step("before it looks for a controller").await;
            sleep(world.random.milliseconds(1..100)).await;
            let nothing = world.faults.occurs(Fault::NothingFound);
            let answer = |index: &usize| {
                let controller = &world.controllers[*index];
                let state = controller.state();
                let is_sought = match sought {
                    Sought::Any => true,
                    Sought::Primary => *index == 0,
                    Sought::Named(server) => controller.name.eq_ignore_ascii_case(server),
                };
                is_sought
                    && !nothing
                    // A name may be found though the one behind it is gone.
                    && (state.up && state.reachable
                        || !world.faults.is_quiet() && world.random.chance(300))
            };
            let mut found: Vec<usize> = (0..world.controllers.len()).filter(answer).collect();
            if world.random.chance(300) {
                found.reverse();
            }
            world.note(format!("finds {found:?}"));
            if found.is_empty() {
                return Err(ChannelFailure::NoController {
                    domain: domain.name.as_str().to_owned(),
                    tried: "all".to_owned(),
                });
            }
            Ok(found
                .into_iter()
                .map(|index| self::found(world, index))
                .collect())
        })
    }

    fn open<'a>(
        &'a self,
        controller: &'a FoundController,
    ) -> BoxFuture<'a, Result<Box<dyn PipeIo>, ChannelFailure>> {
        Box::pin(async move {
            let world = &self.0;
            world.step("before it connects").await;
            sleep(world.random.milliseconds(1..20)).await;
            let controllers = &mut world.controllers.iter();
            let index = controllers.position(|known| known.name == controller.name);
            let unreachable = |because: &str| ChannelFailure::Unreachable {
                controller: controller.name.clone(),
                because: because.to_owned(),
            };
            let index = index.ok_or_else(|| unreachable("there is no such host"))?;
            let (up, reachable) = {
                let state = world.controllers[index].state();
                (state.up, state.reachable)
            };
            if !up || world.faults.occurs(Fault::ConnectionRefused) {
                return Err(unreachable("connection refused"));
            }
            if !reachable {
                sleep(Duration::from_secs(30)).await;
                return Err(unreachable("no answer"));
            }
            Ok(connect(world, index))
        })
    }
}

/// A controller, as it is found.
pub(crate) fn found(world: &World, index: usize) -> FoundController {
    FoundController {
        name: world.controllers[index].name.clone(),
        address: address(index),
        ports: Ports::default(),
        flags: None,
    }
}

fn connect(world: &Arc<World>, index: usize) -> Box<dyn PipeIo> {
    let (theirs, ours) = duplex(0x1_0000);
    let peer = SocketAddr::new(address(9), 1024);
    let limits = RpcServerLimits::default();
    let served = tokio::spawn(endpoint(world, index).serve_stream(theirs, peer, limits));
    let mut state = world.controllers[index].state();
    state
        .connections
        .retain(|connection| !connection.is_finished());
    state.connections.push(served.abort_handle());
    drop(state);
    Box::new(Cable::new(world, index, ours))
}

fn address(index: usize) -> IpAddr {
    Ipv4Addr::new(192, 0, 2, u8::try_from(index).unwrap()).into()
}
