//! A proxy that cuts its connection after so many of the server's answers: `interop-cut LISTEN SERVER ANSWERS`.
//!
//! An answer is one frame of SMB over TCP: three octets of length behind a zero, [MS-SMB2] 2.1.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [listen, server, answers] = args.as_slice() else {
        anyhow::bail!("usage: interop-cut LISTEN SERVER ANSWERS");
    };
    // One budget for all connections of a run, one after another or at once.
    let answers_left = Arc::new(AtomicI64::new(answers.parse().context("ANSWERS")?));
    for client in TcpListener::bind(listen)?.incoming() {
        let client = client?;
        let server = TcpStream::connect(server)?;
        let answers_left = Arc::clone(&answers_left);
        std::thread::spawn(move || connection(client, server, &answers_left));
    }
    Ok(())
}

/// How a connection ends is what the client under test sees; there is nobody here to tell.
fn connection(client: TcpStream, server: TcpStream, answers_left: &AtomicI64) {
    if let (Ok(mut from_client), Ok(mut to_server)) = (client.try_clone(), server.try_clone()) {
        std::thread::spawn(move || {
            let _ = std::io::copy(&mut from_client, &mut to_server);
            let _ = to_server.shutdown(Shutdown::Write);
        });
    }
    let _ = relay_answers(&server, &client, answers_left);
    let _ = client.shutdown(Shutdown::Both);
    let _ = server.shutdown(Shutdown::Both);
}

fn relay_answers(
    mut server: &TcpStream,
    mut client: &TcpStream,
    answers_left: &AtomicI64,
) -> Result<()> {
    loop {
        let mut header = [0; 4];
        server.read_exact(&mut header)?;
        let mut frame = vec![0; usize::try_from(u32::from_be_bytes(header) & 0x00ff_ffff)?];
        server.read_exact(&mut frame)?;
        if answers_left.fetch_sub(1, Ordering::Relaxed) <= 0 {
            return Ok(());
        }
        client.write_all(&header)?;
        client.write_all(&frame)?;
    }
}
