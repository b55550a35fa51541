//! How single fields are written: for `#[serde(with)]`, so that the types themselves, the secret ones above all, need no
//! `Serialize` of their own.

/// Octets as hexadecimal digits.
pub(super) mod hex {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use zeroize::Zeroizing;

    pub(in super::super) fn serialize<S: Serializer>(
        octets: impl AsRef<[u8]>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let octets = octets.as_ref();
        let mut digits = Zeroizing::new(String::with_capacity(octets.len().saturating_mul(2)));
        for octet in octets {
            for half in [octet >> 4, octet & 15] {
                digits.extend(char::from_digit(half.into(), 16));
            }
        }
        serializer.serialize_str(&digits)
    }

    pub(in super::super) fn deserialize<'de, D, T>(deserializer: D) -> Result<T, D::Error>
    where
        D: Deserializer<'de>,
        T: TryFrom<Vec<u8>>,
    {
        let octets = deserializer.deserialize_str(Digits)?;
        let length = octets.len();
        T::try_from(octets)
            .map_err(|_| D::Error::invalid_length(length, &"as many as the field has"))
    }

    struct Digits;

    impl Visitor<'_> for Digits {
        type Value = Vec<u8>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("hexadecimal digits, two for each octet")
        }

        // Not `visit_string`: the text is borrowed from the frame, which is wiped.
        fn visit_str<E: Error>(self, digits: &str) -> Result<Self::Value, E> {
            let pairs = digits.as_bytes().chunks(2);
            let octet = |pair: &[u8]| match *pair {
                [high, low] => Some((half(high)? << 4) | half(low)?),
                _ => None,
            };
            let mut octets = Vec::with_capacity(digits.len() / 2);
            for pair in pairs {
                // The text may be secret, and is no part of the error.
                octets.push(octet(pair).ok_or_else(|| E::custom("not hexadecimal"))?);
            }
            Ok(octets)
        }
    }

    fn half(digit: u8) -> Option<u8> {
        let value = char::from(digit).to_digit(16)?;
        u8::try_from(value).ok()
    }
}

/// A key of 16 octets, as hexadecimal digits.
pub(super) mod key {
    use serde::{Deserializer, Serializer};
    use wire::SecretKey;

    pub(in super::super) fn serialize<S: Serializer>(
        key: &SecretKey<16>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        super::hex::serialize(key.expose(), serializer)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<SecretKey<16>, D::Error> {
        struct Key(SecretKey<16>);
        impl TryFrom<Vec<u8>> for Key {
            type Error = ();

            fn try_from(octets: Vec<u8>) -> Result<Self, ()> {
                let octets = zeroize::Zeroizing::new(octets);
                let key = octets.as_slice().try_into().map_err(|_| ())?;
                Ok(Self(SecretKey::new(key)))
            }
        }
        super::hex::deserialize(deserializer).map(|Key(key)| key)
    }
}

/// A password.
pub(super) mod password {
    use std::fmt;

    use serde::de::{Error, Visitor};
    use serde::{Deserializer, Serializer};
    use wire::Password;

    pub(in super::super) fn serialize<S: Serializer>(
        password: &Password,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(password.expose())
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Password, D::Error> {
        deserializer.deserialize_string(Text)
    }

    struct Text;

    impl Visitor<'_> for Text {
        type Value = Password;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Password::new(text.to_owned()))
        }

        fn visit_string<E: Error>(self, text: String) -> Result<Self::Value, E> {
            Ok(Password::new(text))
        }
    }
}

/// An `NTSTATUS`, as a number.
pub(super) mod status {
    use serde::{Deserialize, Deserializer, Serializer};
    use wire::NtStatus;

    pub(in super::super) fn serialize<S: Serializer>(
        status: &NtStatus,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(status.0)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<NtStatus, D::Error> {
        u32::deserialize(deserializer).map(NtStatus)
    }
}

/// A SID, as `S-1-5-…`.
pub(super) mod sid {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use wire::Sid;

    pub(in super::super) fn serialize<S: Serializer>(
        sid: &Sid,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(sid)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Sid, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// SIDs.
pub(super) mod sids {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use wire::Sid;

    pub(in super::super) fn serialize<S: Serializer>(
        sids: &[Sid],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(sids.iter().map(ToString::to_string))
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Sid>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        let sids = texts.iter().map(|text| text.parse());
        sids.collect::<Result<_, _>>().map_err(D::Error::custom)
    }
}
