use msrpc::netlogon::{
    DcRequirements, DsrGetDcNameEx, DsrGetSiteName, EnumerateDomainTrusts, GetAnyDcName, GetDcName,
    Logon, TrustFlags,
};
use store::{TrustAuth, TrustedDomain};
use wire::Win32Error;

use crate::world::{NOW, World, domain_sid};

fn locate(domain: Option<&str>, flags: DcRequirements) -> DsrGetDcNameEx {
    DsrGetDcNameEx {
        computer_name: None,
        domain_name: domain.map(Into::into),
        domain_guid: None,
        site_name: None,
        flags,
    }
}

#[tokio::test]
async fn a_member_knows_a_controller_and_its_domain() {
    let world = World::new().await;
    let mut netlogon = world.domain_user().await.unwrap().open::<Logon>().await;
    let any = GetAnyDcName {
        server_name: None,
        domain_name: Some("ourdom".into()),
    };
    let named = netlogon.call(&any).await.unwrap();
    assert_eq!(
        (named.status, named.name.clone()),
        (Win32Error::NERR_Success, Some("\\\\OURPDC".into()))
    );
    let primary = GetDcName {
        server_name: "M".into(),
        domain_name: None,
    };
    assert_eq!(netlogon.call(&primary).await.unwrap(), named);
    let primary = DcRequirements::PDC_REQUIRED | DcRequirements::WRITABLE_REQUIRED;
    let primary = netlogon.call(&locate(None, primary)).await.unwrap();
    let found = netlogon
        .call(&locate(None, DcRequirements(0)))
        .await
        .unwrap();
    assert_eq!(primary, found);
    let info = found.info.unwrap();
    assert_eq!(info.name, Some("\\\\OURPDC".into()));
    assert_eq!(
        (info.address, info.address_type),
        (Some("\\\\127.0.0.1".into()), 1)
    );
    assert_eq!(info.domain_name, Some("OURDOM".into()));
    let trusts = EnumerateDomainTrusts {
        server_name: None,
        flags: TrustFlags::PRIMARY,
    };
    let domains = netlogon.call(&trusts).await.unwrap().domains;
    let [own] = &domains.0[..] else {
        panic!("{domains:?}");
    };
    assert_eq!(own.sid, Some(domain_sid()));
    let site = DsrGetSiteName {
        computer_name: None,
    };
    let site = netlogon.call(&site).await.unwrap();
    assert_eq!(site.status, Win32Error::ERROR_NO_SITENAME);
}

/// [MS-NRPC] 3.5.4.7.1: a member asks its controller, which tells it when the channel is set up.
#[tokio::test]
async fn it_knows_which_domains_its_own_trusts() {
    let world = World::new().await;
    let sid = "S-1-5-21-4-5-6".parse().unwrap();
    let trust = TrustedDomain {
        name: "OTHERDOM".to_owned(),
        dns_name: String::new(),
        sid,
        direction: 2,
        trust_type: 1,
        attributes: 0,
        posix_offset: 0,
    };
    let auth = TrustAuth {
        incoming: None,
        outgoing: None,
    };
    let created = world.domain.create_trusted_domain(&trust, &auth, NOW);
    created.await.unwrap();
    world.member.verify().await.unwrap();
    let mut netlogon = world.domain_user().await.unwrap().open::<Logon>().await;
    for (flags, expected) in [
        (TrustFlags::PRIMARY, vec!["OURDOM"]),
        (TrustFlags::DIRECT_OUTBOUND, vec!["OTHERDOM"]),
        (
            TrustFlags::PRIMARY | TrustFlags::DIRECT_OUTBOUND,
            vec!["OURDOM", "OTHERDOM"],
        ),
        (TrustFlags::IN_FOREST, vec![]),
    ] {
        let trusts = EnumerateDomainTrusts {
            server_name: None,
            flags,
        };
        let domains = netlogon.call(&trusts).await.unwrap().domains;
        let names = domains.0.into_iter().map(|domain| domain.netbios_name);
        let names: Vec<_> = names
            .map(|name| name.unwrap().as_str().to_owned())
            .collect();
        assert_eq!(names, expected, "{flags:?}");
    }
}

#[tokio::test]
async fn what_it_does_not_know_it_does_not_say() {
    let world = World::new().await;
    let mut netlogon = world.local_user().await.open::<Logon>().await;
    for (domain, flags, expected) in [
        (
            Some("OTHER"),
            DcRequirements(0),
            Win32Error::ERROR_NO_SUCH_DOMAIN,
        ),
        // Its controller does not say that it is one.
        (
            None,
            DcRequirements::GC_REQUIRED,
            Win32Error::ERROR_NO_SUCH_DOMAIN,
        ),
        (
            None,
            DcRequirements::DIRECTORY_SERVICE_10_REQUIRED,
            Win32Error::ERROR_NO_SUCH_DOMAIN,
        ),
        (
            None,
            DcRequirements::GC_REQUIRED | DcRequirements::PDC_REQUIRED,
            Win32Error::ERROR_INVALID_FLAGS,
        ),
        // The domain has no name in the DNS.
        (
            None,
            DcRequirements::RETURN_DNS_NAME,
            Win32Error::ERROR_NO_SUCH_DOMAIN,
        ),
    ] {
        let found = netlogon.call(&locate(domain, flags)).await.unwrap();
        assert_eq!((found.status, found.info), (expected, None), "{flags:?}");
    }
    let other = GetDcName {
        server_name: "M".into(),
        domain_name: Some("OTHER".into()),
    };
    let other = netlogon.call(&other).await.unwrap();
    assert_eq!(other.status, Win32Error::NERR_DCNotFound);
    let elsewhere = DsrGetDcNameEx {
        site_name: Some("There".into()),
        ..locate(None, DcRequirements(0))
    };
    let found = netlogon.call(&elsewhere).await.unwrap();
    assert_eq!(found.status, Win32Error::ERROR_NOT_SUPPORTED);
    let trusts = EnumerateDomainTrusts {
        server_name: None,
        flags: TrustFlags(0x40),
    };
    let trusts = netlogon.call(&trusts).await.unwrap();
    assert_eq!(trusts.status, Win32Error::ERROR_INVALID_FLAGS);
    let world = World::standalone().await;
    let mut netlogon = world.local_user().await.open::<Logon>().await;
    let found = netlogon.call(&locate(None, DcRequirements(0))).await;
    assert_eq!(found.unwrap().status, Win32Error::ERROR_NO_SUCH_DOMAIN);
}
