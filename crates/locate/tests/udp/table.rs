//! The name table.

use locate::{Confirmation, Locator, Want};

use crate::common::{config, domain};

#[tokio::test]
async fn the_table_answers_before_anything_else() {
    let mut config = config();
    config.names = toml::from_str(
        "
        [host.DOMAINPDC]
        addresses = ['127.0.0.2']
        ports = { smb = 10445 }
        [domain.DOMAIN]
        pdc = 'DOMAINPDC'
        ",
    )
    .unwrap();
    let locator = Locator::new(config);
    let located = locator.find(&domain(), Want::Pdc).await.unwrap();
    let pdc = &located.candidates[0];
    assert_eq!(pdc.netbios_name, "DOMAINPDC".parse().ok());
    assert_eq!(
        (pdc.ports.smb, pdc.confirmation),
        (10445, Confirmation::Table)
    );
    assert!(located.tried.is_empty());
    assert_eq!(locator.resolve("domainpdc").await.unwrap().ports.smb, 10445);
}
