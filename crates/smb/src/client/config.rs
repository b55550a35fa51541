//! What a client insists on.

use crate::dialect::Dialect;

/// What a client offers and insists on.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Config {
    /// The oldest dialect that is good enough.
    pub min_dialect: Dialect,
    /// The newest dialect to offer.
    pub max_dialect: Dialect,
    /// When to encrypt.
    pub encryption: EncryptionPolicy,
}

/// When to encrypt. Messages that are not encrypted are signed, except in an anonymous session.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EncryptionPolicy {
    /// When the server demands it for the session or for `IPC$`.
    WhenDemanded,
    /// Always; servers that cannot are refused.
    Always,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            min_dialect: Dialect::SMB_2_0_2,
            max_dialect: Dialect::SMB_3_1_1,
            encryption: EncryptionPolicy::WhenDemanded,
        }
    }
}

impl Config {
    /// `Dialects` to offer, in ascending order.
    pub(super) fn dialects(&self) -> Vec<Dialect> {
        let offered = |dialect: &Dialect| (self.min_dialect..=self.max_dialect).contains(dialect);
        Dialect::ALL.into_iter().filter(offered).collect()
    }
}
