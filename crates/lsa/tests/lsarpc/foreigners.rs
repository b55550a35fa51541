use auth::Identity;
use store::AliasId;
use wire::Sid;

use crate::world::{NOW, World, domain_sid, sid};

/// What the token of somebody of another domain has, whom that domain's authority says to be in these groups.
async fn token(world: &World, groups: &[Sid]) -> lsa::Token {
    let caller = world.somebody(Identity::Account {
        domain: "OTHER".into(),
        user: "somebody".into(),
        workstation: String::new(),
        sid: Some(sid("S-1-5-21-7-8-9-1000")),
        groups: groups.to_vec(),
    });
    caller.token().await
}

#[tokio::test]
async fn aliases_know_the_groups_of_other_domains() {
    let world = World::new().await;
    let group = sid("S-1-5-21-7-8-9-512");
    assert!(
        !token(&world, std::slice::from_ref(&group))
            .await
            .is_administrator()
    );
    let added = world
        .store
        .add_alias_member(AliasId::builtin(544), &group, NOW);
    added.await.unwrap();
    assert!(
        token(&world, std::slice::from_ref(&group))
            .await
            .is_administrator()
    );
    assert!(!token(&world, &[]).await.is_administrator());
}

// Another authority speaks for its own groups: who is in those of this computer, and in well-known ones, is not its to say.
#[tokio::test]
async fn what_another_authority_says_of_this_ones_groups_is_not_heard() {
    let world = World::new().await;
    let claimed = [
        domain_sid().child(512).unwrap(),
        domain_sid().child(500).unwrap(),
        Sid::builtin().child(544).unwrap(),
        sid("S-1-5-18"),
        sid("S-1-5-21"),
        sid("S-1-3-0"),
    ];
    let token = token(&world, &claimed).await;
    assert!(!token.is_administrator());
    for sid in claimed {
        assert!(!token.has(&sid), "{sid}");
    }
    let theirs = sid("S-1-5-21-7-8-9-513");
    assert!(
        self::token(&world, std::slice::from_ref(&theirs))
            .await
            .has(&theirs)
    );
}
