//! The directory, over loopback: who may read and change what.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use auth::{Account, Credentials, Protection};
use dc::{LdapLimits, LdapListen, ServingLdap, Settings};
use ldap::Page;
use ldap::asn1::{
    AttributeValueAssertion, ChangeOperation, Filter, LdapMessage, ModifyRequest,
    ModifyRequestChanges, PartialAttribute, ProtocolOp, ResultCode, SearchRequest,
    SearchRequestDerefAliases, SearchRequestScope, SearchResultEntry,
};
use ldap::peer::Peer;
use msrpc::netlogon::{
    Authenticator, DomainInformation, GetDomainInfo, WorkstationFlags, WorkstationInfo,
    WorkstationInformation,
};
use ndr::Leveled;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use wire::{NtStatus, Password};

use crate::domain::{Domain, NOW, PASSWORD};

const M: &str = "CN=M,CN=Computers,DC=our,DC=example";

fn settings() -> Settings {
    Settings {
        site: Some("Here".to_owned()),
        dns_domain: Some("our.example".to_owned()),
        ..Settings::default()
    }
}

pub(crate) struct Directory {
    pub(crate) domain: Domain,
    serving: ServingLdap,
}

impl Directory {
    pub(crate) async fn new() -> Self {
        Self::with(LdapLimits::default()).await
    }

    async fn with(limits: LdapLimits) -> Self {
        let domain = Domain::with(settings()).await;
        let listen = LdapListen {
            address: Ipv4Addr::LOCALHOST.into(),
            port: 0,
            limits,
        };
        let serving = domain.controller.serve_ldap(listen).await.unwrap().unwrap();
        Self { domain, serving }
    }

    async fn connect(&self) -> Client {
        Client::connect(self.serving.address).await
    }

    pub(crate) async fn bind(&self, user: &str) -> Client {
        let mut client = self.connect().await;
        assert_eq!(client.bind(user, PASSWORD).await, Ok(()), "{user}");
        client
    }
}

pub(crate) struct Client {
    stream: TcpStream,
    peer: Peer,
}

/// What was found, by name of the attribute.
pub(crate) type Found = (Vec<SearchResultEntry>, ResultCode);

impl Client {
    async fn connect(address: SocketAddr) -> Self {
        Self {
            stream: TcpStream::connect(address).await.unwrap(),
            peer: Peer::new(Credentials::Anonymous),
        }
    }

    async fn bind(&mut self, user: &str, password: &str) -> Result<(), ResultCode> {
        self.peer = Peer::new(Credentials::Password {
            account: Account {
                domain: "OURDOM".into(),
                user: user.into(),
            },
            password: Password::new(password.into()),
        });
        let mut token = self.peer.begin();
        loop {
            self.stream.write_all(&token).await.unwrap();
            let answer = self.octets().await;
            match self.peer.go_on(&answer)? {
                Some(next) => token = next,
                None => return Ok(()),
            }
        }
    }

    async fn octets(&mut self) -> Vec<u8> {
        let mut octets = vec![0; 65_536];
        let length = self.stream.read(&mut octets).await.unwrap();
        assert!(length > 0, "the server has hung up");
        octets.truncate(length);
        octets
    }

    /// All messages up to the one that ends an answer.
    async fn ask(&mut self, operation: ProtocolOp) -> Vec<LdapMessage> {
        let request = self.peer.request(operation);
        self.answers_to(request).await
    }

    async fn answers_to(&mut self, request: Vec<u8>) -> Vec<LdapMessage> {
        self.stream.write_all(&request).await.unwrap();
        let mut messages = Vec::new();
        loop {
            let octets = self.octets().await;
            messages.extend(self.peer.read(&octets));
            match messages.last().map(|message| &message.protocol_op) {
                None | Some(ProtocolOp::SearchResEntry(_)) => {}
                Some(_) => return messages,
            }
        }
    }

    async fn search(
        &mut self,
        base: &str,
        scope: SearchRequestScope,
        filter: Filter,
        attributes: &[&str],
    ) -> Found {
        let search = SearchRequest::new(
            base.into(),
            scope,
            SearchRequestDerefAliases::NeverDerefAliases,
            0,
            0,
            false,
            filter,
            attributes.iter().map(|&name| name.into()).collect(),
        );
        let mut entries = Vec::new();
        for message in self.ask(ProtocolOp::SearchRequest(search)).await {
            match message.protocol_op {
                ProtocolOp::SearchResEntry(entry) => entries.push(entry),
                ProtocolOp::SearchResDone(done) => return (entries, done.0.result_code),
                other => panic!("{other:?}"),
            }
        }
        panic!("no end");
    }

    /// A page of what is below the domain, and where the next one begins.
    pub(crate) async fn page(&mut self, filter: Filter, page: &Page) -> (Found, Vec<u8>) {
        let search = SearchRequest::new(
            "DC=our,DC=example".into(),
            SearchRequestScope::WholeSubtree,
            SearchRequestDerefAliases::NeverDerefAliases,
            0,
            0,
            false,
            filter,
            vec!["sAMAccountName".into()],
        );
        let search = ProtocolOp::SearchRequest(search);
        let request = self.peer.request_with(search, page.control());
        let mut entries = Vec::new();
        for message in self.answers_to(request).await {
            match message.protocol_op {
                ProtocolOp::SearchResEntry(entry) => entries.push(entry),
                ProtocolOp::SearchResDone(done) => {
                    let controls = message.controls.unwrap_or_default();
                    let values = controls.first().and_then(|it| it.control_value.as_deref());
                    let next = values.map(|value| Page::decode(value).unwrap().cookie);
                    return ((entries, done.0.result_code), next.unwrap_or_default());
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("no end");
    }

    /// One entry by its name.
    async fn read(&mut self, base: &str) -> Found {
        let scope = SearchRequestScope::BaseObject;
        self.search(base, scope, present("objectClass"), &[]).await
    }

    /// Below the domain.
    pub(crate) async fn find(&mut self, filter: Filter) -> Found {
        let scope = SearchRequestScope::WholeSubtree;
        self.search("DC=our,DC=example", scope, filter, &["sAMAccountName"])
            .await
    }

    async fn modify(&mut self, object: &str, changes: &[Change<'_>]) -> ResultCode {
        let changes = changes.iter().map(|(operation, attribute, values)| {
            let values: Vec<_> = values
                .iter()
                .map(|value| value.as_bytes().to_vec().into())
                .collect();
            ModifyRequestChanges {
                operation: *operation,
                modification: PartialAttribute::new((*attribute).into(), values.into()),
            }
        });
        let modify = ModifyRequest {
            object: object.into(),
            changes: changes.collect(),
        };
        let said = self.ask(ProtocolOp::ModifyRequest(modify)).await;
        match &said[0].protocol_op {
            ProtocolOp::ModifyResponse(response) => response.0.result_code,
            other => panic!("{other:?}"),
        }
    }
}

type Change<'a> = (ChangeOperation, &'a str, &'a [&'a str]);

pub(crate) fn present(name: &str) -> Filter {
    Filter::Present(name.into())
}

pub(crate) fn equal(name: &str, value: &[u8]) -> Filter {
    let assertion = AttributeValueAssertion::new(name.into(), value.to_vec().into());
    Filter::EqualityMatch(assertion)
}

/// The values of an attribute, sorted, as text.
pub(crate) fn values(entry: &SearchResultEntry, name: &str) -> Vec<String> {
    let mut attributes = entry.attributes.iter();
    let Some(attribute) = attributes.find(|attribute| attribute.r#type.0 == name) else {
        return Vec::new();
    };
    let values = attribute.vals.to_vec().into_iter();
    let mut values: Vec<_> = values
        .map(|value| String::from_utf8_lossy(value).into_owned())
        .collect();
    values.sort();
    values
}

/// The sequence of smbtorture's tests of sites, from the wire.
#[tokio::test]
async fn the_root_tells_everybody_who_the_controller_is() {
    let directory = Directory::new().await;
    let mut client = directory.connect().await;
    let either = Filter::Or(vec![present("objectClass"), present("distinguishedName")].into());
    let root = SearchRequestScope::BaseObject;
    let (found, code) = client
        .search("", root, either.clone(), &["supportedSASLMechanisms"])
        .await;
    assert_eq!(code, ResultCode::Success);
    assert_eq!(values(&found[0], "supportedSASLMechanisms"), ["GSS-SPNEGO"]);
    assert_eq!(found[0].attributes.len(), 1);
    assert_eq!(client.bind("Administrator", PASSWORD).await, Ok(()));
    let (found, _) = client.search("", root, either, &["serverName"]).await;
    let server = "CN=OURPDC,CN=Servers,CN=Here,CN=Sites,CN=Configuration,DC=our,DC=example";
    assert_eq!(values(&found[0], "serverName"), [server]);
    let (found, _) = client.read("").await;
    for (name, value) in [
        ("defaultNamingContext", "DC=our,DC=example"),
        (
            "configurationNamingContext",
            "CN=Configuration,DC=our,DC=example",
        ),
        (
            "schemaNamingContext",
            "CN=Schema,CN=Configuration,DC=our,DC=example",
        ),
        ("rootDomainNamingContext", "DC=our,DC=example"),
        ("dnsHostName", "ourpdc.our.example"),
        ("dsServiceName", &format!("CN=NTDS Settings,{server}")),
    ] {
        assert_eq!(values(&found[0], name), [value], "{name}");
    }
}

#[tokio::test]
async fn a_domain_without_a_name_in_the_dns_has_no_directory() {
    let domain = Domain::new().await;
    let listen = LdapListen {
        address: Ipv4Addr::LOCALHOST.into(),
        port: 0,
        ..LdapListen::default()
    };
    let serving = domain.controller.serve_ldap(listen).await.unwrap();
    assert!(serving.is_none());
}

#[tokio::test]
async fn nobody_reads_or_changes_anything_who_has_not_said_who_he_is() {
    let directory = Directory::new().await;
    let mut client = directory.connect().await;
    let refused = (Vec::new(), ResultCode::InsufficientAccessRights);
    assert_eq!(client.read("DC=our,DC=example").await, refused);
    assert_eq!(client.read(M).await, refused);
    assert_eq!(client.find(equal("sAMAccountName", b"M$")).await, refused);
    // Neither whether there is such an entry.
    assert_eq!(
        client.read("CN=nobody,CN=Users,DC=our,DC=example").await,
        refused
    );
    let change = (ChangeOperation::Replace, "operatingSystem", &["x"][..]);
    assert_eq!(client.modify(M, &[change]).await, refused.1);
    for (user, password) in [("M$", "wrong"), ("nobody", PASSWORD), ("", PASSWORD)] {
        let mut client = directory.connect().await;
        assert_eq!(
            client.bind(user, password).await,
            Err(ResultCode::InvalidCredentials),
            "{user}"
        );
        assert_eq!(client.read(M).await, refused);
    }
}

#[tokio::test]
async fn accounts_are_found_by_what_names_them() {
    let directory = Directory::new().await;
    let mut client = directory.bind("user").await;
    let sid = "S-1-5-21-1-2-3";
    let rid = directory
        .domain
        .store
        .user_by_name("M$")
        .await
        .unwrap()
        .unwrap()
        .rid;
    for filter in [
        equal("sAMAccountName", b"m$"),
        equal("objectSid", format!("{sid}-{rid}").as_bytes()),
        equal("distinguishedName", M.as_bytes()),
        Filter::And(
            vec![
                equal("objectClass", b"computer"),
                equal("sAMAccountName", b"M$"),
            ]
            .into(),
        ),
        Filter::Or(
            vec![
                equal("sAMAccountName", b"M$"),
                equal("sAMAccountName", b"m$"),
            ]
            .into(),
        ),
    ] {
        let (found, code) = client.find(filter.clone()).await;
        assert_eq!((found.len(), code), (1, ResultCode::Success), "{filter:?}");
        assert_eq!(found[0].object_name.0, M);
        assert_eq!(values(&found[0], "sAMAccountName"), ["M$"]);
    }
}

#[tokio::test]
async fn a_search_that_names_nobody_finds_nobody_and_names_not_too_many() {
    let directory = Directory::new().await;
    let mut client = directory.bind("user").await;
    for (filter, code) in [
        (equal("sAMAccountName", b"nobody"), ResultCode::Success),
        (
            equal("sAMAccountName", b"Domain Admins"),
            ResultCode::Success,
        ),
        (equal("objectSid", b"S-1-5-32-544"), ResultCode::Success),
        (equal("objectSid", b"?"), ResultCode::Success),
        (
            Filter::And(
                vec![
                    equal("sAMAccountName", b"user"),
                    equal("objectClass", b"computer"),
                ]
                .into(),
            ),
            ResultCode::Success,
        ),
        (
            Filter::Or(
                (0..17)
                    .map(|n| equal("sAMAccountName", &[n]))
                    .collect::<Vec<_>>()
                    .into(),
            ),
            ResultCode::AdminLimitExceeded,
        ),
    ] {
        assert_eq!(
            client.find(filter.clone()).await,
            (Vec::new(), code),
            "{filter:?}"
        );
    }
}

#[tokio::test]
async fn entries_are_read_where_they_lie() {
    let directory = Directory::new().await;
    let mut client = directory.bind("user").await;
    let (found, _) = client.read("dc=OUR,dc=example").await;
    assert_eq!(values(&found[0], "dc"), ["our"]);
    for (base, code) in [
        ("CN=user,CN=Users,DC=our,DC=example", ResultCode::Success),
        (
            "CN=B,OU=Domain Controllers,DC=our,DC=example",
            ResultCode::Success,
        ),
        // Where it does not lie.
        (
            "CN=B,CN=Computers,DC=our,DC=example",
            ResultCode::NoSuchObject,
        ),
        ("CN=M$,CN=Users,DC=our,DC=example", ResultCode::NoSuchObject),
        (
            "CN=M,CN=Computers,DC=other,DC=example",
            ResultCode::NoSuchObject,
        ),
        (
            "OU=M,CN=Computers,DC=our,DC=example",
            ResultCode::NoSuchObject,
        ),
        ("M", ResultCode::InvalidDnSyntax),
    ] {
        let (found, outcome) = client.read(base).await;
        assert_eq!(outcome, code, "{base}");
        assert_eq!(
            found.len(),
            usize::from(code == ResultCode::Success),
            "{base}"
        );
    }
    let (found, _) = client
        .search(
            "CN=Users,DC=our,DC=example",
            SearchRequestScope::SingleLevel,
            Filter::Or(
                vec![
                    equal("sAMAccountName", b"M$"),
                    equal("sAMAccountName", b"user"),
                ]
                .into(),
            ),
            &["1.1"],
        )
        .await;
    assert_eq!(found.len(), 1, "only what lies there");
    assert!(found[0].attributes.is_empty());
}

/// "Validated writes", [MS-ADTS] 3.1.1.5.3.1.1: a computer says of itself only what is so.
#[tokio::test]
async fn a_computer_changes_what_it_says_of_itself_and_nothing_else() {
    use ChangeOperation::{Add, Delete, Replace};
    let directory = Directory::new().await;
    let mut client = directory.bind("M$").await;
    let all: &[Change<'_>] = &[
        (Replace, "dNSHostName", &["m.our.example"]),
        (
            Replace,
            "servicePrincipalName",
            &["HOST/M", "HOST/m.our.example"],
        ),
        (Replace, "operatingSystem", &["Samba"]),
        (Add, "operatingSystemVersion", &["4.17"]),
        (Add, "operatingSystemServicePack", &["12"]),
        (Replace, "msDS-SupportedEncryptionTypes", &["28"]),
    ];
    assert_eq!(client.modify(M, all).await, ResultCode::Success);
    let (found, _) = client.read(M).await;
    for (_, name, said) in all {
        assert_eq!(values(&found[0], name), *said, "{name}");
    }
    for (change, code) in [
        (
            (Replace, "dNSHostName", &["ourpdc.our.example"][..]),
            ResultCode::ConstraintViolation,
        ),
        (
            (Add, "servicePrincipalName", &["HOST/ourpdc"]),
            ResultCode::ConstraintViolation,
        ),
        (
            (Replace, "userAccountControl", &["8192"]),
            ResultCode::UnwillingToPerform,
        ),
        (
            (Replace, "sAMAccountName", &["OURPDC$"]),
            ResultCode::UnwillingToPerform,
        ),
        (
            (Replace, "unicodePwd", &["x"]),
            ResultCode::UnwillingToPerform,
        ),
        (
            (Replace, "msDS-SupportedEncryptionTypes", &["x"]),
            ResultCode::InvalidAttributeSyntax,
        ),
        (
            (Replace, "operatingSystem", &[&"x".repeat(2000)]),
            ResultCode::ConstraintViolation,
        ),
    ] {
        // Nothing of a request is done that is refused.
        let changes = [(Delete, "operatingSystemVersion", &[][..]), change];
        assert_eq!(client.modify(M, &changes).await, code, "{change:?}");
    }
    let (found_after, _) = client.read(M).await;
    assert_eq!(found, found_after);
    assert_eq!(
        client
            .modify(M, &[(Delete, "servicePrincipalName", &["host/m"])])
            .await,
        ResultCode::Success
    );
    let (found, _) = client.read(M).await;
    assert_eq!(
        values(&found[0], "servicePrincipalName"),
        ["HOST/m.our.example"]
    );
}

#[tokio::test]
async fn others_change_nothing_and_administrators_the_same() {
    let directory = Directory::new().await;
    let set: &[Change<'_>] = &[(ChangeOperation::Replace, "operatingSystem", &["x"])];
    let person = "CN=user,CN=Users,DC=our,DC=example";
    for (user, object, code) in [
        ("N$", M, ResultCode::InsufficientAccessRights),
        ("user", M, ResultCode::InsufficientAccessRights),
        ("user", person, ResultCode::InsufficientAccessRights),
        (
            "M$",
            "DC=our,DC=example",
            ResultCode::InsufficientAccessRights,
        ),
        (
            "Administrator",
            person,
            ResultCode::InsufficientAccessRights,
        ),
        (
            "Administrator",
            "CN=x,CN=Computers,DC=our,DC=example",
            ResultCode::NoSuchObject,
        ),
        ("Administrator", "x", ResultCode::InvalidDnSyntax),
        ("Administrator", M, ResultCode::Success),
    ] {
        let mut client = directory.bind(user).await;
        assert_eq!(client.modify(object, set).await, code, "{user} {object}");
    }
    let mut client = directory.bind("Administrator").await;
    let other: &[Change<'_>] = &[(
        ChangeOperation::Replace,
        "dNSHostName",
        &["m.elsewhere.example"],
    )];
    assert_eq!(client.modify(M, other).await, ResultCode::Success);
}

#[tokio::test]
async fn what_a_computer_says_over_its_channel_is_in_the_directory() {
    let directory = Directory::new().await;
    let mut channel = directory.domain.channel("M").await;
    let mut member = directory
        .domain
        .through(&channel, Protection::Privacy)
        .await;
    let mut told = Vec::new();
    for flags in [WorkstationFlags(0), WorkstationFlags::UPDATES_SPN] {
        let (authenticator, pending) = channel.authenticator(NOW);
        let request = GetDomainInfo {
            server_name: "\\\\OURPDC".into(),
            computer_name: Some("M".into()),
            authenticator,
            return_authenticator: Authenticator::default(),
            workstation: Leveled(WorkstationInformation::Domain(Some(Box::new(
                WorkstationInfo {
                    dns_host_name: Some("M.our.example".into()),
                    os_name: "Samba".into(),
                    workstation_flags: flags,
                    ..WorkstationInfo::default()
                },
            )))),
        };
        let reply = member.call(&request).await.unwrap();
        assert_eq!(reply.status, NtStatus::SUCCESS);
        channel
            .verify_return(pending, &reply.return_authenticator)
            .unwrap();
        let DomainInformation::Domain(Some(info)) = reply.domain else {
            panic!("no information");
        };
        told.push(info.dns_host_name_in_ds.0);
    }
    assert_eq!(told, [None, Some("M.our.example".to_owned())]);
    let (found, _) = directory.bind("user").await.read(M).await;
    assert_eq!(values(&found[0], "operatingSystem"), ["Samba"]);
    assert_eq!(values(&found[0], "dNSHostName"), ["M.our.example"]);
    assert_eq!(
        values(&found[0], "servicePrincipalName"),
        ["HOST/M", "HOST/M.our.example"]
    );
}

#[tokio::test]
async fn whoever_does_not_log_on_or_says_nothing_is_gone() {
    let directory = Directory::with(LdapLimits {
        logon: Duration::from_millis(200),
        silence: Duration::from_millis(200),
        ..LdapLimits::default()
    })
    .await;
    let mut anonymous = directory.connect().await;
    let mut bound = directory.bind("user").await;
    for client in [&mut anonymous, &mut bound] {
        assert_eq!(client.stream.read(&mut [0; 9]).await.unwrap(), 0);
    }
}
