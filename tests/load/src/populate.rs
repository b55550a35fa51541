//! A database with many computers.

use std::path::Path;
use std::time::{Instant, SystemTime};

use anyhow::Result;
use serde_json::{Value, json};
use store::{Control, NewUser, Store, StoreError};
use wire::FileTime;

use crate::machine::Target;

pub(crate) async fn run(target: &Target, state: &Path, count: u32) -> Result<Value> {
    let start = Instant::now();
    let store = Store::open(state).await?;
    let now = FileTime::from_system_time(SystemTime::now());
    store
        .add_many_machines(&target.prefix, count, &target.hash, now)
        .await?;
    let user = NewUser {
        password: Some(&target.hash),
        ..NewUser::new("loaduser", Control::NORMAL_ACCOUNT, now)
    };
    match store.create_user(&user).await {
        Ok(_) | Err(StoreError::NameTaken) => {}
        Err(error) => return Err(error.into()),
    }
    Ok(json!({ "accounts": count, "seconds": start.elapsed().as_secs_f64() }))
}
