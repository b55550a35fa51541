//! Shows what the locator finds, for checks by hand: `dsgetdc CONFIG.toml find-pdc|find-any DOMAIN`, `… find-at DOMAIN
//! SERVER`,
//! `… resolve HOST`, `… status ADDRESS`.

#![expect(clippy::print_stdout, reason = "an example shows something")]

use std::error::Error;
use std::time::Instant;

use locate::{Located, Locator, Want};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (config, args) = args
        .split_first()
        .ok_or("usage: dsgetdc CONFIG.toml COMMAND ARGS")?;
    let locator = Locator::new(toml::from_str(&std::fs::read_to_string(config)?)?);
    let start = Instant::now();
    match args {
        ["find-pdc", domain] => show(locator.find(&domain.parse()?, Want::Pdc).await),
        ["find-any", domain] => show(locator.find(&domain.parse()?, Want::Any).await),
        ["find-at", domain, server] => show(locator.find_at(&domain.parse()?, server).await),
        ["resolve", host] => println!("{:#?}", locator.resolve(host).await),
        ["status", address] => println!("{:#?}", locator.node_status(address.parse()?).await),
        _ => return Err("unknown command".into()),
    }
    println!("took {:?}", start.elapsed());
    Ok(())
}

fn show(result: Result<Located, impl Error>) {
    match result {
        Err(error) => println!("{error}"),
        Ok(located) => {
            println!("{:#?}", located.candidates);
            for attempt in located.tried {
                println!("{attempt}");
            }
        }
    }
}
