//! A bare TCP echo: two connections, and the messages of a set-up to and fro.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::Result;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::Work;

/// The octets of each message of a set-up, to the server and back, over the first and the second connection: bind,
/// challenge, proof; bind, capabilities.
const MESSAGES: [&[usize]; 2] = [&[116, 92, 148], &[152, 180]];

pub(crate) async fn run(work: Work) -> Result<Value> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let server = tokio::spawn(async move {
        let mut clients = JoinSet::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            clients.spawn(async move {
                let mut buffer = [0; 512];
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
            let mut buffer = [0; 512];
            while start.elapsed() < work.time {
                for sizes in MESSAGES {
                    let mut stream = TcpStream::connect(address).await?;
                    stream.set_nodelay(true)?;
                    for size in sizes {
                        let message = buffer.get_mut(..*size).unwrap_or_default();
                        stream.write_all(message).await?;
                        stream.read_exact(message).await?;
                    }
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
