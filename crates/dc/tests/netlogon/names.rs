//! What this controller says of where a controller is, and which domains there are.

use auth::Protection;
use dc::Settings;
use msrpc::netlogon::{
    DcFlags, DcRequirements, DomainControllerInfo, DsrGetDcNameEx2, EnumerateDomainTrusts,
    EnumerateTrustedDomainsEx, GetAnyDcName, Logon, TrustFlags,
};
use store::{Control, TrustAuth, TrustedDomain, UserChange};
use transport::RpcClient;
use wire::{Guid, Win32Error};

use crate::domain::{Domain, NOW};

const NO_SUCH_DOMAIN: Win32Error = Win32Error::ERROR_NO_SUCH_DOMAIN;

fn wanted(domain: Option<&str>, flags: DcRequirements) -> DsrGetDcNameEx2 {
    DsrGetDcNameEx2 {
        computer_name: None,
        account_name: None,
        allowable_account_control: 0,
        domain_name: domain.map(Into::into),
        domain_guid: None,
        site_name: None,
        flags,
    }
}

async fn found(
    client: &mut RpcClient<Logon>,
    call: &DsrGetDcNameEx2,
) -> Result<DomainControllerInfo, Win32Error> {
    let reply = client.call(call).await.unwrap();
    assert_eq!(
        reply.info.is_some(),
        reply.status == Win32Error::NERR_Success
    );
    reply.info.ok_or(reply.status)
}

async fn member(domain: &Domain) -> RpcClient<Logon> {
    let channel = domain.channel("M").await;
    domain.through(&channel, Protection::Privacy).await
}

/// A domain that this one trusts, and that trusts it.
pub(crate) async fn trust(domain: &Domain, name: &str, dns_name: &str) {
    let trust = TrustedDomain {
        name: name.into(),
        dns_name: dns_name.into(),
        sid: "S-1-5-21-7-8-9".parse().unwrap(),
        direction: 3,
        trust_type: 2,
        attributes: 0,
        posix_offset: 0,
    };
    let auth = TrustAuth {
        incoming: None,
        outgoing: None,
    };
    let created = domain.store.create_trusted_domain(&trust, &auth, NOW);
    created.await.unwrap();
}

// [MS-NRPC] 3.5.4.3.1, "Flags parameter validations" and "parameter validations".
#[tokio::test]
async fn a_domain_is_looked_for_by_a_name_of_the_form_that_is_said() {
    use DcRequirements as R;
    let domain = Domain::with(Settings {
        dns_domain: Some("our.example".to_owned()),
        ..Settings::default()
    })
    .await;
    let mut member = member(&domain).await;
    let long = "x".repeat(64);
    for (name, flags, outcome) in [
        (None, R(0), Ok("\\\\OURPDC")),
        (Some(""), R::IS_DNS_NAME, Ok("\\\\OURPDC")),
        (Some("ourdom"), R::IS_FLAT_NAME, Ok("\\\\OURPDC")),
        (Some("our.example"), R::IS_DNS_NAME, Ok("\\\\OURPDC")),
        (
            Some("our.example"),
            R::RETURN_DNS_NAME,
            Ok("\\\\ourpdc.our.example"),
        ),
        (Some("OURDOM"), R::IS_DNS_NAME, Err(NO_SUCH_DOMAIN)),
        (Some("OTHER"), R(0), Err(NO_SUCH_DOMAIN)),
        (
            Some("our.example"),
            R::IS_FLAT_NAME,
            Err(Win32Error::ERROR_INVALID_DOMAINNAME),
        ),
        (
            Some(&*long),
            R(0),
            Err(Win32Error::ERROR_INVALID_DOMAINNAME),
        ),
        (
            None,
            R::IS_DNS_NAME | R::IS_FLAT_NAME,
            Err(Win32Error::ERROR_INVALID_FLAGS),
        ),
        (None, R(2), Err(Win32Error::ERROR_INVALID_FLAGS)),
        (
            None,
            R::PDC_REQUIRED | R::WRITABLE_REQUIRED,
            Ok("\\\\OURPDC"),
        ),
        (None, R::KDC_REQUIRED, Err(NO_SUCH_DOMAIN)),
        (None, R::TIMESERV_REQUIRED, Err(NO_SUCH_DOMAIN)),
        (None, R::AVOID_SELF, Err(NO_SUCH_DOMAIN)),
    ] {
        let info = found(&mut member, &wanted(name, flags)).await;
        let name_of = |info: DomainControllerInfo| info.name.unwrap().as_str().to_owned();
        assert_eq!(
            info.map(name_of),
            outcome.map(str::to_owned),
            "{name:?} {flags:?}"
        );
    }
    // What answers to pings have: the primary one, writable, in everybody's site.
    let info = found(&mut member, &wanted(None, R(0))).await.unwrap();
    let flags = DcFlags::PDC | DcFlags::WRITABLE | DcFlags::CLOSEST | DcFlags::DNS_FOREST;
    assert_eq!(info.flags, flags);
    // A domain that was renamed is found by its GUID, and another GUID finds nothing.
    for (guid, outcome) in [(info.domain_guid, true), (Guid::from_u128(7), false)] {
        let by_guid = DsrGetDcNameEx2 {
            domain_guid: Some(guid),
            ..wanted(Some("FORMER"), R(0))
        };
        assert_eq!(
            found(&mut member, &by_guid).await.is_ok(),
            outcome,
            "{guid}"
        );
    }
}

#[tokio::test]
async fn a_domain_without_a_name_in_the_dns_is_not_told_by_one() {
    let domain = Domain::new().await;
    let mut member = member(&domain).await;
    let by_dns = wanted(None, DcRequirements::RETURN_DNS_NAME);
    assert_eq!(found(&mut member, &by_dns).await, Err(NO_SUCH_DOMAIN));
    // It has no GUID either: nothing is found by the nil one.
    let by_guid = DsrGetDcNameEx2 {
        domain_guid: Some(Guid::NIL),
        ..wanted(Some("FORMER"), DcRequirements(0))
    };
    assert_eq!(found(&mut member, &by_guid).await, Err(NO_SUCH_DOMAIN));
}

// "SiteName: [...] the name of the site in which the DC MUST be located."
#[tokio::test]
async fn a_controller_in_another_site_is_none() {
    let domain = Domain::with(Settings {
        site: Some("Here".to_owned()),
        ..Settings::default()
    })
    .await;
    let mut member = member(&domain).await;
    for (site, flags, outcome) in [
        ("here", DcRequirements(0), None),
        ("There", DcRequirements(0), Some(NO_SUCH_DOMAIN)),
        (
            "Here",
            DcRequirements::TRY_NEXT_CLOSEST_SITE,
            Some(Win32Error::ERROR_INVALID_FLAGS),
        ),
    ] {
        let in_site = DsrGetDcNameEx2 {
            site_name: Some(site.into()),
            ..wanted(None, flags)
        };
        assert_eq!(found(&mut member, &in_site).await.err(), outcome, "{site}");
    }
}

// "AccountName: [...] the name of the account that MUST exist and be enabled on the DC."
#[tokio::test]
async fn an_account_is_there_if_it_is_enabled_and_of_the_kind_that_is_meant() {
    let domain = Domain::new().await;
    let disabled = UserChange {
        set_control: Control::ACCOUNT_DISABLED,
        ..UserChange::default()
    };
    // N$
    domain.store.update_user(1001, disabled, NOW).await.unwrap();
    let mut member = member(&domain).await;
    let nobody = Some(Win32Error::ERROR_NO_SUCH_USER);
    // Bits of a directory: 0x200 a person, 0x1000 a member, 0x2000 a backup domain controller.
    for (account, kinds, outcome) in [
        ("user", 0, None),
        ("user", 0x200, None),
        ("USER", 0x3b00, None),
        ("user", 0x1000, nobody),
        ("M$", 0x1000, None),
        ("M$", 0x200, nobody),
        ("B$", 0x2000, None),
        // smbtorture, in the bits of the SAM.
        ("B$", 0x100, None),
        ("N$", 0x1000, nobody),
        ("nobody", 0, nobody),
    ] {
        let with_account = DsrGetDcNameEx2 {
            account_name: Some(account.into()),
            allowable_account_control: kinds,
            ..wanted(None, DcRequirements(0))
        };
        let outcome_here = found(&mut member, &with_account).await.err();
        assert_eq!(outcome_here, outcome, "{account} {kinds:#x}");
        // Accounts of another domain are not looked for here.
        let elsewhere = DsrGetDcNameEx2 {
            domain_name: Some("OTHER".into()),
            ..with_account
        };
        assert_eq!(found(&mut member, &elsewhere).await, Err(NO_SUCH_DOMAIN));
    }
}

// [MS-NRPC] 3.5.4.3.5.
#[tokio::test]
async fn the_primary_controller_is_not_any_controller_of_its_domain() {
    let domain = Domain::new().await;
    trust(&domain, "OTHER", "other.example").await;
    let mut member = member(&domain).await;
    for (server, name, status) in [
        (None, None, NO_SUCH_DOMAIN),
        (None, Some("OURDOM"), NO_SUCH_DOMAIN),
        (None, Some("NOWHERE"), NO_SUCH_DOMAIN),
        (None, Some("OTHER"), Win32Error::ERROR_NO_LOGON_SERVERS),
        (
            Some("\\\\a\\b"),
            None,
            Win32Error::ERROR_INVALID_COMPUTERNAME,
        ),
    ] {
        let call = GetAnyDcName {
            server_name: server.map(Into::into),
            domain_name: name.map(Into::into),
        };
        let reply = member.call(&call).await.unwrap();
        assert_eq!(
            (reply.name, reply.status),
            (None, status),
            "{server:?} {name:?}"
        );
    }
}

// [MS-NRPC] 2.2.1.6.2, 3.5.4.7.1, 3.5.4.7.2.
#[tokio::test]
async fn a_trusted_domain_has_both_its_names() {
    let domain = Domain::new().await;
    trust(&domain, "OTHER", "other.example").await;
    let mut member = member(&domain).await;
    let all = |flags| EnumerateDomainTrusts {
        server_name: None,
        flags,
    };
    let both = TrustFlags::DIRECT_OUTBOUND | TrustFlags::DIRECT_INBOUND;
    let reply = member.call(&all(both)).await.unwrap();
    let [other] = &reply.domains.0[..] else {
        panic!("{reply:?}");
    };
    assert_eq!(other.netbios_name, Some("OTHER".into()));
    assert_eq!(other.dns_name, Some("other.example".into()));
    assert_eq!(other.flags, both);
    // "strips off the F flag from the returned data for backward compatibility"
    let call = EnumerateTrustedDomainsEx { server_name: None };
    let reply = member.call(&call).await.unwrap();
    let flags: Vec<TrustFlags> = reply.domains.0.iter().map(|one| one.flags).collect();
    assert_eq!(flags, [TrustFlags::PRIMARY, TrustFlags::DIRECT_OUTBOUND]);
    for flags in [TrustFlags(0), TrustFlags(0x40)] {
        let reply = member.call(&all(flags)).await.unwrap();
        assert_eq!(reply.status, Win32Error::ERROR_INVALID_FLAGS, "{flags:?}");
    }
    let elsewhere = EnumerateDomainTrusts {
        server_name: Some("\\\\".into()),
        flags: both,
    };
    let reply = member.call(&elsewhere).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_INVALID_COMPUTERNAME);
}

// [MS-NRPC] 3.5.4.3.1: "If the IP address of the DC ... is known ..., the DomainControllerInfo.DomainControllerAddress field MUST
// be set to that address."
#[tokio::test]
async fn the_address_is_told_where_it_is_known() {
    for (address, told, kind) in [
        (None, "\\\\OURPDC", 2),
        (Some([10, 75, 0, 6].into()), "\\\\10.75.0.6", 1),
    ] {
        let settings = Settings {
            address,
            ..Settings::default()
        };
        let domain = Domain::with(settings).await;
        let mut member = member(&domain).await;
        let call = wanted(None, DcRequirements::IP_REQUIRED);
        let info = found(&mut member, &call).await.unwrap();
        assert_eq!(info.address.as_ref().map(|it| it.as_str()), Some(told));
        assert_eq!(
            (info.address_type, info.name.unwrap().as_str()),
            (kind, "\\\\OURPDC")
        );
    }
}
