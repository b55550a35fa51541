//! A proxy that cuts its connection after so many of the server's answers: `interop-cut LISTEN SERVER ANSWERS`.
//!
//! An answer is one frame of SMB over TCP: three octets of length behind a zero, [MS-SMB2] 2.1.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};

use anyhow::{Context, Result};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [listen, server, answers] = args.as_slice() else {
        anyhow::bail!("usage: interop-cut LISTEN SERVER ANSWERS");
    };
    let mut answers_left: u32 = answers.parse().context("ANSWERS")?;
    let listener = TcpListener::bind(listen)?;
    // One budget for all connections of a run, whether there is one or several after each other.
    for client in listener.incoming() {
        let client = client?;
        let server = TcpStream::connect(server)?;
        let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
        let upstream = std::thread::spawn(move || {
            // Ends when either side closes, and that is all there is to say about it.
            let _ = std::io::copy(&mut from_client, &mut to_server);
            let _ = to_server.shutdown(Shutdown::Write);
        });
        // A connection that ends on its own is followed by the next.
        let _ = relay(server.try_clone()?, client.try_clone()?, &mut answers_left);
        let _ = client.shutdown(Shutdown::Both);
        let _ = server.shutdown(Shutdown::Both);
        let _ = upstream.join();
    }
    Ok(())
}

fn relay(mut server: TcpStream, mut client: TcpStream, answers_left: &mut u32) -> Result<()> {
    while *answers_left > 0 {
        let mut header = [0; 4];
        server.read_exact(&mut header)?;
        let mut frame = vec![0; usize::try_from(u32::from_be_bytes(header) & 0x00ff_ffff)?];
        server.read_exact(&mut frame)?;
        client.write_all(&header)?;
        client.write_all(&frame)?;
        *answers_left -= 1;
    }
    Ok(())
}
