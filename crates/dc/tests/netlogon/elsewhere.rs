//! What a domain of this kind has not, and what is none of a caller's business.

use auth::Protection;
use dc::Settings;
use msrpc::netlogon::{
    Authenticator, ComputeServerDigest, DsrAddressToSiteNames, DsrAddressToSiteNamesEx,
    DsrDeregisterDnsHostRecords, DsrGetDcSiteCoverage, DsrGetForestTrustInformation,
    ForestTrustData, ForestTrustFlags, ForestTrustRecord, GetForestTrustInformation, GetTrustRid,
    NegotiateFlags, SecureChannelType, SendToSam, ServiceBits, SetServiceBits, SocketAddress,
};
use ndr::UnicodeString;
use store::{Control, NewUser};
use wire::{NtStatus, Win32Error};

use crate::domain::{Domain, NOW, PASSWORD, hash, setup};

fn addresses() -> Vec<SocketAddress> {
    let mut v4 = vec![2, 0, 0, 0, 10, 75, 0, 6];
    v4.resize(16, 0);
    vec![SocketAddress(v4), SocketAddress(vec![10, 0])]
}

#[tokio::test]
async fn a_domain_without_sites_answers_for_each_address() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut member = domain.through(&channel, Protection::Privacy).await;
    let request = |addresses: Vec<SocketAddress>| DsrAddressToSiteNames {
        computer_name: None,
        addresses: addresses.into(),
    };
    let reply = member.call(&request(addresses())).await.unwrap();
    assert_eq!(reply.status, Win32Error::NERR_Success);
    let nowhere = [UnicodeString::NULL, UnicodeString::NULL];
    assert_eq!(reply.sites.unwrap().0, nowhere);
    let extended = DsrAddressToSiteNamesEx {
        computer_name: None,
        addresses: addresses().into(),
    };
    let reply = member.call(&extended).await.unwrap();
    assert_eq!(reply.sites.unwrap().0.len(), 2);
    let coverage = DsrGetDcSiteCoverage { server_name: None };
    let reply = member.call(&coverage).await.unwrap();
    assert_eq!(reply.status, Win32Error::NERR_Success);
    assert!(reply.sites.unwrap().0.is_empty());

    // [MS-NRPC] 3.5.4.3.8: EntryCount must not be zero.
    let reply = member.call(&request(Vec::new())).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_INVALID_PARAMETER);
    let mut anonymous = domain.anonymous().await;
    let reply = anonymous.call(&request(addresses())).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    assert!(reply.sites.is_none());
}

#[tokio::test]
async fn the_forest_is_this_domain() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut member = domain.through(&channel, Protection::Privacy).await;
    let request = |trusted: Option<&str>, flags| DsrGetForestTrustInformation {
        server_name: None,
        trusted_domain_name: trusted.map(Into::into),
        flags: ForestTrustFlags(flags),
    };
    let reply = member.call(&request(None, 0)).await.unwrap();
    assert_eq!(reply.status, Win32Error::NERR_Success);
    let records = reply.information.unwrap().records.0;
    let [Some(ForestTrustRecord { data, .. })] = &records[..] else {
        panic!("{records:?}");
    };
    let ForestTrustData::DomainInfo(info) = data else {
        panic!("{data:?}");
    };
    assert_eq!(info.sid, "S-1-5-21-1-2-3".parse().ok());
    for (trusted, flags, status) in [
        (Some("OTHER"), 0, Win32Error::ERROR_NO_SUCH_DOMAIN),
        (None, 1, Win32Error::ERROR_INVALID_FLAGS),
        (None, 2, Win32Error::ERROR_INVALID_FLAGS),
    ] {
        let reply = member.call(&request(trusted, flags)).await.unwrap();
        assert_eq!(reply.status, status, "{trusted:?} {flags}");
        assert!(reply.information.is_none());
    }
    let mut anonymous = domain.anonymous().await;
    let reply = anonymous.call(&request(None, 0)).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    assert!(reply.information.is_none());
}

#[tokio::test]
async fn what_only_administrators_and_local_services_may_is_refused() {
    let domain = Domain::new().await;
    let channel = domain.channel("M").await;
    let mut member = domain.through(&channel, Protection::Privacy).await;
    let records = DsrDeregisterDnsHostRecords {
        server_name: None,
        dns_domain_name: None,
        domain_guid: None,
        dsa_guid: None,
        dns_host_name: Some("pdc".into()),
    };
    let reply = member.call(&records).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    let bits = SetServiceBits {
        server_name: None,
        of_interest: ServiceBits::TIME,
        running: ServiceBits::TIME,
    };
    let reply = member.call(&bits).await.unwrap();
    assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
    let rid = GetTrustRid {
        server_name: None,
        domain_name: None,
    };
    let reply = member.call(&rid).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    // MD5 of the hash and a message of the client's would let it try passwords at home.
    let digest = ComputeServerDigest {
        server_name: None,
        rid: 1000,
        message: vec![1].into(),
    };
    let reply = member.call(&digest).await.unwrap();
    assert_eq!(reply.status, Win32Error::ERROR_ACCESS_DENIED);
    assert_eq!((reply.new_digest, reply.old_digest), ([0; 16], [0; 16]));
}

#[tokio::test]
async fn the_channel_goes_on_after_what_it_is_not_for() {
    let domain = Domain::new().await;
    for (computer, to_sam) in [
        ("M", NtStatus::ACCESS_DENIED),
        ("B", NtStatus::NOT_SUPPORTED),
    ] {
        let mut channel = domain.channel(computer).await;
        let mut client = domain.through(&channel, Protection::Privacy).await;
        let (authenticator, pending) = channel.authenticator(NOW);
        let message = SendToSam {
            primary_name: None,
            computer_name: computer.into(),
            authenticator,
            message: vec![1, 2, 3].into(),
        };
        let reply = client.call(&message).await.unwrap();
        assert_eq!(reply.status, to_sam);
        let returned = &reply.return_authenticator;
        channel.verify_return(pending, returned).unwrap();
        let (authenticator, pending) = channel.authenticator(NOW);
        let forest = GetForestTrustInformation {
            server_name: None,
            computer_name: computer.into(),
            authenticator,
            flags: 0,
        };
        let reply = client.call(&forest).await.unwrap();
        assert_eq!(reply.status, NtStatus::NOT_IMPLEMENTED);
        let returned = &reply.return_authenticator;
        channel.verify_return(pending, returned).unwrap();
        // A replay is refused, and answered with nothing.
        let reply = client.call(&forest).await.unwrap();
        assert_eq!(reply.status, NtStatus::ACCESS_DENIED);
        assert_eq!(reply.return_authenticator, Authenticator::default());
    }
}

// [MS-NRPC] 3.5.4.7.4: "Ensure that the caller is a DC in a different domain", and it is told of this one.
#[tokio::test]
async fn a_controller_of_another_domain_hears_of_the_forest() {
    let settings = Settings {
        dns_domain: Some("our.example".to_owned()),
        ..Settings::default()
    };
    let domain = Domain::with(settings).await;
    let password = hash(PASSWORD);
    let account = NewUser {
        password: Some(&password),
        ..NewUser::new("OTHER$", Control::INTERDOMAIN_TRUST_ACCOUNT, NOW)
    };
    domain.store.create_user(&account).await.unwrap();
    let trusting = setup(
        "OTHER",
        SecureChannelType::TRUSTED_DOMAIN,
        PASSWORD,
        NegotiateFlags::MEMBER,
    );
    let channel = domain.set_up(trusting).await.ok().unwrap();
    let mut client = domain.through(&channel, Protection::Privacy).await;
    let (authenticator, _pending) = channel.authenticator(NOW);
    let request = GetForestTrustInformation {
        server_name: None,
        computer_name: "OTHER".into(),
        authenticator,
        flags: 0,
    };
    let reply = client.call(&request).await.unwrap();
    assert_eq!(reply.status, NtStatus::SUCCESS);
    let records = reply.information.unwrap().records.0;
    let data: Vec<_> = records.into_iter().flatten().map(|one| one.data).collect();
    let [
        ForestTrustData::TopLevelName(top),
        ForestTrustData::DomainInfo(info),
    ] = &data[..]
    else {
        panic!("{data:?}");
    };
    assert_eq!(top, &"our.example".into());
    assert_eq!(info.dns_name, "our.example".into());
    assert_eq!(info.netbios_name, "OURDOM".into());
}
