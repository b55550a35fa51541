//! An administrator has the member join again, or take another name.

use std::sync::Arc;

use auth::{Account, Credentials};
use member::{JoinOrder, Member, RenameOrder, UnsecureOrder};
use tokio::time::sleep;
use wire::Password;

use crate::disk::hash_of;
use crate::storm::Event;
use crate::story::Story;
use crate::truth::{Joins, NAMES, Name};
use crate::world::{DOMAIN, World};

impl Story {
    pub(crate) fn joins(&mut self, event: Event, index: usize) {
        let random = &self.world.random;
        let server = (random.chance(500)).then(|| self.world.controllers[index].name.clone());
        let name = *random.pick(&NAMES);
        match event {
            Event::Rename => self.prompt(move |member, world| async move {
                rename(&world, &member, name, server, Some(administrator())).await;
            }),
            Event::Follow => self.prompt(move |member, world| async move {
                world.set_name(index, name);
                world.truth().rename(&world, "the account was renamed");
                sleep(world.random.milliseconds(1..20_000)).await;
                rename(&world, &member, name, server, None).await;
            }),
            Event::Join => self.prompt(move |member, world| async move {
                let order = JoinOrder {
                    domain: DOMAIN.to_owned(),
                    server,
                    ou: None,
                    credentials: administrator(),
                    create_account: false,
                };
                let joining = world.joining(&member);
                let joins = Joins::begin(&world);
                let joined = joining.join(&order).await.map(drop);
                drop(joins);
                ended(&world, &member, "joins", joined).await;
            }),
            Event::JoinUnsecure => self.prompt(move |member, world| async move {
                let told = world.new_password();
                let hash = hash_of(&told);
                world.truth().orders(hash);
                world.set_password(index, hash);
                world.truth().disturb(&world, "a controller was reset");
                sleep(world.random.milliseconds(1..20_000)).await;
                for _ in 0..world.random.between(1..3) {
                    let told = Password::duplicate(&told);
                    join_unsecure(&world, &member, told, server.clone()).await;
                }
            }),
            _ => {}
        }
    }
}

/// Has the member take a name; without credentials one that its account has.
pub(crate) async fn rename(
    world: &Arc<World>,
    member: &Arc<Member>,
    name: Name,
    server: Option<String>,
    credentials: Option<Credentials>,
) {
    let order = RenameOrder {
        name: name.parse().unwrap(),
        server,
        credentials,
    };
    let renamed = world.joining(member).rename(&order).await.map(drop);
    ended(world, member, "renames", renamed).await;
}

async fn join_unsecure(
    world: &Arc<World>,
    member: &Arc<Member>,
    told: Password,
    server: Option<String>,
) {
    let order = UnsecureOrder {
        domain: DOMAIN.to_owned(),
        server,
        password: Some(told),
    };
    let joined = world.joining(member).join_unsecure(&order).await.map(drop);
    ended(world, member, "joins unsecure", joined).await;
}

/// The service goes on with what is written down then.
async fn ended<E: std::fmt::Debug>(
    world: &Arc<World>,
    member: &Member,
    what: &str,
    outcome: Result<(), E>,
) {
    world.note(format!("{what}: {outcome:?}"));
    let reloaded = member.reload().await;
    world.note(format!("reloads: {reloaded:?}"));
}

fn administrator() -> Credentials {
    Credentials::Password {
        account: Account {
            domain: DOMAIN.to_owned(),
            user: "Administrator".to_owned(),
        },
        password: Password::new("a password".into()),
    }
}
