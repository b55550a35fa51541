//! A bare TCP echo: the messages of a job to and fro, without any meaning.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::Work;

/// Which job is imitated.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Of {
    /// Two connections, and what is said over them.
    Setup,
    /// A call over a connection that stays.
    Logon,
}

/// The octets of each message of a set-up, to the server and back, over the first and the second connection: bind,
/// challenge, proof; bind, capabilities.
const SETUP: [&[usize]; 2] = [&[116, 92, 148], &[152, 180]];

/// Those of a sealed logon, on the average of both ways.
const LOGON: usize = 560;

pub(crate) async fn run(work: Work, of: Of) -> Result<Value> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(async move {
        let mut clients = JoinSet::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            clients.spawn(async move {
                let mut buffer = [0; 1024];
                while let Ok(count @ 1..) = stream.read(&mut buffer).await {
                    if stream
                        .write_all(buffer.get(..count).unwrap_or_default())
                        .await
                        .is_err()
                    {
                        break;
                    }
                }
            });
            while clients.try_join_next().is_some() {}
        }
    });
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..work.clients {
        let done = Arc::clone(&done);
        clients.spawn(async move {
            let mut kept = connect(address).await?;
            while start.elapsed() < work.time {
                match of {
                    Of::Setup => {
                        for sizes in SETUP {
                            let mut stream = connect(address).await?;
                            for size in sizes {
                                exchange(&mut stream, *size).await?;
                            }
                        }
                    }
                    Of::Logon => exchange(&mut kept, LOGON).await?,
                }
                done.fetch_add(1, Ordering::Relaxed);
            }
            anyhow::Ok(())
        });
    }
    while let Some(client) = clients.join_next().await {
        client??;
    }
    server.abort();
    let seconds = start.elapsed().as_secs_f64();
    let done = done.load(Ordering::Relaxed);
    Ok(json!({ "echoes": done, "seconds": seconds, "clients": work.clients }))
}

async fn connect(address: SocketAddr) -> Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn exchange(stream: &mut TcpStream, size: usize) -> Result<()> {
    let mut buffer = [0; 1024];
    let message = buffer.get_mut(..size).unwrap_or_default();
    stream.write_all(message).await?;
    stream.read_exact(message).await?;
    Ok(())
}
