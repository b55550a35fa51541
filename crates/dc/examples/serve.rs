//! A domain controller in memory, for trying clients on it: `cargo run -p dc --example serve -- 127.0.0.1 4445`.
//!
//! Domain `OURDOM`, controller `OURPDC`; the administrator's password is `Domain-R00t!`. SMB is on the port that is given
//! (445 if none is), the endpoint mapper and RPC on the two after it, or 135 and one that the system picks.

#![expect(clippy::print_stderr, reason = "a program for people")]

use std::sync::Arc;

use dc::{Controller, Listen, Surroundings};
use store::{Control, NewDomain, NewUser, Store};
use wire::Password;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or("127.0.0.1".into()).parse()?;
    let listen = match arguments.next() {
        Some(port) => {
            let smb_port: u16 = port.parse()?;
            Listen {
                address,
                smb_port,
                endpoint_mapper_port: smb_port + 1,
                rpc_port: smb_port + 2,
                ..Listen::default()
            }
        }
        None => Listen {
            address,
            ..Listen::default()
        },
    };
    let surroundings = Surroundings::system();
    let store = Store::in_memory(&NewDomain {
        name: &"OURDOM".parse()?,
        controller: &"OURPDC".parse()?,
        sid: &"S-1-5-21-1111-2222-3333".parse()?,
        administrator: &auth::NtHash::from_password(&Password::new("Domain-R00t!".into())),
        now: surroundings.clock.now(),
    })
    .await?;
    // For `tests/load`: computers LOAD1$ to LOADn$ and a user, all with the password "Load-Pa55".
    if let Ok(machines) = std::env::var("MACHINES") {
        let hash = auth::NtHash::from_password(&Password::new("Load-Pa55".into()));
        let now = surroundings.clock.now();
        store
            .add_many_machines("LOAD", machines.parse()?, &hash, now)
            .await?;
        let user = NewUser {
            password: Some(&hash),
            ..NewUser::new("loaduser", Control::NORMAL_ACCOUNT, now)
        };
        store.create_user(&user).await?;
    }
    let controller: Arc<Controller> =
        Controller::new(store, surroundings, dc::Settings::default()).await?;
    let serving = controller.serve(listen).await?;
    eprintln!(
        "SMB on {}, endpoint mapper on {}, RPC on {}",
        serving.smb, serving.endpoint_mapper, serving.rpc
    );
    serving.wait().await;
    Ok(())
}
