//! SMB2 NEGOTIATE_CONTEXT, [MS-SMB2] 2.2.3.1 and 2.2.4.1: what SMB 3.1.1 negotiates beyond the dialect.

use wire::{Malformed, Reader, Writer};

use super::len16;
use crate::dialect::{Cipher, SigningAlgorithm};

/// Contexts that one message may carry; the specification knows eight kinds.
const MAX_CONTEXTS: u16 = 32;

/// Algorithms that one context may list.
const MAX_ALGORITHMS: u16 = 64;

/// `HashAlgorithms`, [MS-SMB2] 2.2.3.1.1.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct HashAlgorithm(pub u16);

impl HashAlgorithm {
    /// The only one.
    pub const SHA_512: Self = Self(0x0001);
}

/// SMB2 NEGOTIATE_CONTEXT, [MS-SMB2] 2.2.3.1. A request offers lists; a response has one algorithm of each.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NegotiateContext {
    /// SMB2_PREAUTH_INTEGRITY_CAPABILITIES, [MS-SMB2] 2.2.3.1.1.
    PreauthIntegrity {
        /// `HashAlgorithms`.
        hashes: Vec<HashAlgorithm>,
        /// `Salt`, which makes the hash unpredictable.
        salt: Vec<u8>,
    },
    /// SMB2_ENCRYPTION_CAPABILITIES, [MS-SMB2] 2.2.3.1.2.
    Encryption(Vec<Cipher>),
    /// SMB2_SIGNING_CAPABILITIES, [MS-SMB2] 2.2.3.1.7.
    Signing(Vec<SigningAlgorithm>),
    /// Compression, network name, transport, RDMA, or one that nobody knows yet.
    Other {
        /// `ContextType`.
        kind: u16,
        /// `Data`.
        data: Vec<u8>,
    },
}

const PREAUTH_INTEGRITY: u16 = 0x0001;
const ENCRYPTION: u16 = 0x0002;
const SIGNING: u16 = 0x0008;

impl NegotiateContext {
    /// Reads a list of `count` contexts; the reader starts on a boundary of eight octets.
    pub(super) fn decode_list(count: u16, r: &mut Reader<'_>) -> Result<Vec<Self>, Malformed> {
        if count > MAX_CONTEXTS {
            return Err(Malformed::TooLarge {
                field: "NegotiateContextCount",
                value: count.into(),
                limit: MAX_CONTEXTS.into(),
            });
        }
        let mut contexts = Vec::new();
        for _ in 0..count {
            if !contexts.is_empty() {
                r.align(8, "NegotiateContext padding")?;
            }
            contexts.push(Self::decode(r)?);
        }
        Ok(contexts)
    }

    /// Writes a list of contexts; the writer stands on a boundary of eight octets.
    pub(super) fn encode_list(contexts: &[Self], w: &mut Writer) {
        for context in contexts {
            w.align(8);
            let (kind, data) = context.parts();
            w.u16(kind);
            w.u16(len16(&data));
            w.u32(0); // Reserved
            w.bytes(&data);
        }
    }

    fn decode(r: &mut Reader<'_>) -> Result<Self, Malformed> {
        let kind = r.u16("ContextType")?;
        let len = r.u16("DataLength")?;
        r.skip(4, "Reserved")?;
        let mut data = r.sub(len.into(), "Data")?;
        Ok(match kind {
            PREAUTH_INTEGRITY => {
                let count = data.u16("HashAlgorithmCount")?;
                let salt_len = data.u16("SaltLength")?;
                let hashes = algorithms(count, &mut data, "HashAlgorithms", HashAlgorithm)?;
                let salt = data.bytes(salt_len.into(), "Salt")?.to_vec();
                Self::PreauthIntegrity { hashes, salt }
            }
            ENCRYPTION => {
                let count = data.u16("CipherCount")?;
                Self::Encryption(algorithms(count, &mut data, "Ciphers", Cipher)?)
            }
            SIGNING => {
                let count = data.u16("SigningAlgorithmCount")?;
                Self::Signing(algorithms(
                    count,
                    &mut data,
                    "SigningAlgorithms",
                    SigningAlgorithm,
                )?)
            }
            _ => Self::Other {
                kind,
                data: data.take_rest().to_vec(),
            },
        })
    }

    fn parts(&self) -> (u16, Vec<u8>) {
        let mut w = Writer::new();
        let kind = match self {
            Self::PreauthIntegrity { hashes, salt } => {
                w.u16(count(hashes));
                w.u16(len16(salt));
                hashes.iter().for_each(|hash| w.u16(hash.0));
                w.bytes(salt);
                PREAUTH_INTEGRITY
            }
            Self::Encryption(ciphers) => {
                w.u16(count(ciphers));
                ciphers.iter().for_each(|cipher| w.u16(cipher.0));
                ENCRYPTION
            }
            Self::Signing(algorithms) => {
                w.u16(count(algorithms));
                algorithms.iter().for_each(|algorithm| w.u16(algorithm.0));
                SIGNING
            }
            Self::Other { kind, data } => {
                w.bytes(data);
                *kind
            }
        };
        (kind, w.into_vec())
    }
}

fn count<T>(list: &[T]) -> u16 {
    u16::try_from(list.len()).unwrap_or(u16::MAX)
}

fn algorithms<T>(
    count: u16,
    r: &mut Reader<'_>,
    field: &'static str,
    make: impl Fn(u16) -> T,
) -> Result<Vec<T>, Malformed> {
    if count > MAX_ALGORITHMS {
        return Err(Malformed::TooLarge {
            field,
            value: count.into(),
            limit: MAX_ALGORITHMS.into(),
        });
    }
    (0..count).map(|_| r.u16(field).map(&make)).collect()
}
