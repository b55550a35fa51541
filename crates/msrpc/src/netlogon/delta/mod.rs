//! Deltas: what became of one object of an account database, [MS-NRPC] 2.2.1.5.

mod lsa;
mod sam;
mod user;
mod user_keys;

use ndr::{Decoder, Encoder, Malformed, Ndr, UnicodeString, Unique, WideStr};
use wire::Sid;

use crate::samr::{OldLargeInteger, SecurityDescriptor, SecurityInformation};

pub use lsa::*;
pub use sam::*;
pub use user::*;
pub use user_keys::*;

/// Declares the kinds of delta: `Variant = DeltaType, [member: arm of the ID union] [member: arm of the delta union];`.
macro_rules! deltas {
    ($(
        $(#[$doc:meta])*
        $variant:ident = $tag:literal,
        [$($id:ident: $id_type:ty)?] [$($change:ident: $change_type:ty)?];
    )*) => {
        /// `NETLOGON_DELTA_ENUM`, [MS-NRPC] 2.2.1.5.11, with `NETLOGON_DELTA_ID_UNION`, 2.2.1.5.18, and
        /// `NETLOGON_DELTA_UNION`, 2.2.1.5.27. On the wire its type stands there three times; here it is the variant.
        ///
        /// It has no `Debug`: there are hashes in some.
        #[derive(Eq, PartialEq)]
        #[non_exhaustive]
        pub enum Delta {
            $(
                $(#[$doc])*
                $variant {
                    $(/** Which object. */ $id: $id_type,)?
                    $(/** What became of it. */ $change: $change_type,)?
                },
            )*
            /// A type that the specification does not have, and that says nothing.
            Other(DeltaType),
        }

        impl Delta {
            /// `DeltaType`.
            #[must_use]
            pub const fn delta_type(&self) -> DeltaType {
                match self {
                    $(Self::$variant { .. } => DeltaType($tag),)*
                    Self::Other(delta_type) => *delta_type,
                }
            }
        }

        /// What the inline part tells before the referents are read.
        #[doc(hidden)]
        pub enum PendingDelta {
            $($variant { $($id: <$id_type as Ndr>::Pending,)? $($change: <$change_type as Ndr>::Pending,)? },)*
            Other(DeltaType),
        }

        impl Ndr for Delta {
            const ALIGN: usize = 4;
            type Pending = PendingDelta;

            fn encode_inline(&self, encoder: &mut Encoder) {
                encoder.align(Self::ALIGN);
                let DeltaType(tag) = self.delta_type();
                encoder.u16(tag);
                encoder.u16(tag);
                match self {
                    $(Self::$variant { $($id,)? .. } => { $(<$id_type as Ndr>::encode_inline($id, encoder);)? })*
                    Self::Other(_) => {}
                }
                encoder.u16(tag);
                match self {
                    $(Self::$variant { $($change,)? .. } => {
                        $(<$change_type as Ndr>::encode_inline($change, encoder);)?
                    })*
                    Self::Other(_) => {}
                }
            }

            fn encode_referents(&self, encoder: &mut Encoder) {
                match self {
                    $(Self::$variant { $($id,)? $($change,)? } => {
                        $(<$id_type as Ndr>::encode_referents($id, encoder);)?
                        $(<$change_type as Ndr>::encode_referents($change, encoder);)?
                    })*
                    Self::Other(_) => {}
                }
            }

            fn decode_inline(decoder: &mut Decoder<'_>) -> Result<PendingDelta, Malformed> {
                decoder.align(Self::ALIGN)?;
                decoder.enter("DeltaType");
                let tag = decoder.u16()?;
                decoder.enter("DeltaID");
                same_tag(tag, decoder)?;
                Ok(match tag {
                    $($tag => {
                        $(let $id = <$id_type as Ndr>::decode_inline(decoder)?;)?
                        decoder.enter("DeltaUnion");
                        same_tag(tag, decoder)?;
                        $(let $change = <$change_type as Ndr>::decode_inline(decoder)?;)?
                        PendingDelta::$variant { $($id,)? $($change,)? }
                    })*
                    tag => {
                        decoder.enter("DeltaUnion");
                        same_tag(tag, decoder)?;
                        PendingDelta::Other(DeltaType(tag))
                    }
                })
            }

            fn decode_referents(
                pending: PendingDelta,
                decoder: &mut Decoder<'_>,
            ) -> Result<Self, Malformed> {
                Ok(match pending {
                    $(PendingDelta::$variant { $($id,)? $($change,)? } => Self::$variant {
                        $($id: {
                            decoder.enter("DeltaID");
                            <$id_type as Ndr>::decode_referents($id, decoder)?
                        },)?
                        $($change: {
                            decoder.enter("DeltaUnion");
                            <$change_type as Ndr>::decode_referents($change, decoder)?
                        },)?
                    },)*
                    PendingDelta::Other(delta_type) => Self::Other(delta_type),
                })
            }
        }
    };
}

deltas! {
    /// `AddOrChangeDomain`.
    Domain = 1, [rid: u32] [change: Unique<Box<DeltaDomain>>];
    /// `AddOrChangeGroup`.
    Group = 2, [rid: u32] [change: Unique<Box<DeltaGroup>>];
    /// `DeleteGroup`.
    DeleteGroup = 3, [rid: u32] [];
    /// `RenameGroup`.
    RenameGroup = 4, [rid: u32] [change: Unique<Box<DeltaRename>>];
    /// `AddOrChangeUser`.
    User = 5, [rid: u32] [change: Unique<Box<DeltaUser>>];
    /// `DeleteUser`.
    DeleteUser = 6, [rid: u32] [];
    /// `RenameUser`.
    RenameUser = 7, [rid: u32] [change: Unique<Box<DeltaRename>>];
    /// `ChangeGroupMembership`.
    GroupMembers = 8, [rid: u32] [change: Unique<Box<DeltaGroupMembers>>];
    /// `AddOrChangeAlias`.
    Alias = 9, [rid: u32] [change: Unique<Box<DeltaAlias>>];
    /// `DeleteAlias`.
    DeleteAlias = 10, [rid: u32] [];
    /// `RenameAlias`.
    RenameAlias = 11, [rid: u32] [change: Unique<Box<DeltaRename>>];
    /// `ChangeAliasMembership`.
    AliasMembers = 12, [rid: u32] [change: Unique<Box<DeltaAliasMembers>>];
    /// `AddOrChangeLsaPolicy`.
    LsaPolicy = 13, [sid: Unique<Sid>] [change: Unique<Box<DeltaPolicy>>];
    /// `AddOrChangeLsaTDomain`.
    LsaTrustedDomain = 14, [sid: Unique<Sid>] [change: Unique<Box<DeltaTrustedDomain>>];
    /// `DeleteLsaTDomain`.
    DeleteLsaTrustedDomain = 15, [sid: Unique<Sid>] [];
    /// `AddOrChangeLsaAccount`.
    LsaAccount = 16, [sid: Unique<Sid>] [change: Unique<Box<DeltaAccount>>];
    /// `DeleteLsaAccount`.
    DeleteLsaAccount = 17, [sid: Unique<Sid>] [];
    /// `AddOrChangeLsaSecret`.
    LsaSecret = 18, [name: Unique<WideStr>] [change: Unique<Box<DeltaSecret>>];
    /// `DeleteLsaSecret`.
    DeleteLsaSecret = 19, [name: Unique<WideStr>] [];
    /// `DeleteGroupByName`.
    DeleteGroupByName = 20, [rid: u32] [change: Unique<Box<DeltaDelete>>];
    /// `DeleteUserByName`.
    DeleteUserByName = 21, [rid: u32] [change: Unique<Box<DeltaDelete>>];
    /// `SerialNumberSkip`: the database has this serial number now, and nothing else that concerns the client changed.
    SerialNumberSkip = 22, [] [change: Unique<ModifiedCount>];
}

/// Each of the two unions says once more what it is; a peer that contradicts itself is not believed.
fn same_tag(tag: u16, decoder: &mut Decoder<'_>) -> Result<(), Malformed> {
    let again = decoder.u16()?;
    if again == tag {
        Ok(())
    } else {
        Err(decoder.illegal(again))
    }
}

crate::flags::values! {
    /// `NETLOGON_DELTA_TYPE`, [MS-NRPC] 2.2.1.5.28.
    DeltaType: u16 {
        /// `AddOrChangeDomain`.
        DOMAIN = 1;
        /// `AddOrChangeGroup`.
        GROUP = 2;
        /// `DeleteGroup`.
        DELETE_GROUP = 3;
        /// `RenameGroup`.
        RENAME_GROUP = 4;
        /// `AddOrChangeUser`.
        USER = 5;
        /// `DeleteUser`.
        DELETE_USER = 6;
        /// `RenameUser`.
        RENAME_USER = 7;
        /// `ChangeGroupMembership`.
        GROUP_MEMBERS = 8;
        /// `AddOrChangeAlias`.
        ALIAS = 9;
        /// `DeleteAlias`.
        DELETE_ALIAS = 10;
        /// `RenameAlias`.
        RENAME_ALIAS = 11;
        /// `ChangeAliasMembership`.
        ALIAS_MEMBERS = 12;
        /// `AddOrChangeLsaPolicy`.
        LSA_POLICY = 13;
        /// `AddOrChangeLsaTDomain`.
        LSA_TRUSTED_DOMAIN = 14;
        /// `DeleteLsaTDomain`.
        DELETE_LSA_TRUSTED_DOMAIN = 15;
        /// `AddOrChangeLsaAccount`.
        LSA_ACCOUNT = 16;
        /// `DeleteLsaAccount`.
        DELETE_LSA_ACCOUNT = 17;
        /// `AddOrChangeLsaSecret`.
        LSA_SECRET = 18;
        /// `DeleteLsaSecret`.
        DELETE_LSA_SECRET = 19;
        /// `DeleteGroupByName`.
        DELETE_GROUP_BY_NAME = 20;
        /// `DeleteUserByName`.
        DELETE_USER_BY_NAME = 21;
        /// `SerialNumberSkip`.
        SERIAL_NUMBER_SKIP = 22;
    }
}

/// `NLPR_MODIFIED_COUNT`, [MS-NRPC] 2.2.1.5.26: the serial number of a database.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ModifiedCount(pub OldLargeInteger);

impl From<i64> for ModifiedCount {
    fn from(serial: i64) -> Self {
        Self(serial.into())
    }
}

impl From<ModifiedCount> for i64 {
    fn from(count: ModifiedCount) -> Self {
        count.0.into()
    }
}

/// Who may do what with the object: `SecurityInformation`, `SecuritySize` and `SecurityDescriptor` of every delta.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaSecurity {
    /// `SecurityInformation`: which parts the descriptor has.
    pub information: SecurityInformation,
    /// `SecuritySize` and `SecurityDescriptor`.
    pub descriptor: SecurityDescriptor,
}

/// `DummyString1` to `DummyString4` and `DummyLong1` to `DummyLong4` where none of them means anything.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaDummies {
    /// `DummyString1` to `DummyString4`.
    pub strings: [UnicodeString; 4],
    /// `DummyLong1` to `DummyLong4`.
    pub longs: [u32; 4],
}
