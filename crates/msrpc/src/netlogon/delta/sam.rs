//! The domain, its groups and its aliases.

use ndr::{Counted, Decoder, Encoder, Malformed, Ndr, ShortBlob, UnicodeString, Unique, WideStr};
use wire::{FileTime, Sid};

use super::{DeltaDummies, DeltaSecurity, ModifiedCount};
use crate::parallel;
use crate::samr::{GroupAttributes, GroupMembership, OldLargeInteger, PasswordProperties};

/// `NETLOGON_DELTA_DOMAIN`, [MS-NRPC] 2.2.1.5.10.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaDomain {
    /// `DomainName`.
    pub name: UnicodeString,
    /// `OemInformation`: a comment.
    pub oem_information: UnicodeString,
    /// `ForceLogoff`: how long after the logon hours a user is logged off.
    pub force_logoff: OldLargeInteger,
    /// `MinPasswordLength`.
    pub min_password_length: u16,
    /// `PasswordHistoryLength`.
    pub password_history_length: u16,
    /// `MaxPasswordAge`.
    pub max_password_age: OldLargeInteger,
    /// `MinPasswordAge`.
    pub min_password_age: OldLargeInteger,
    /// `DomainModifiedCount`: the serial number of the database.
    pub modified_count: ModifiedCount,
    /// `DomainCreationTime`.
    pub creation_time: FileTime,
    /// Who may do what with the domain.
    pub security: DeltaSecurity,
    /// `DomainLockoutInformation`: a `SAMPR_DOMAIN_LOCKOUT_INFORMATION`, [MS-SAMR] 2.2.3.15, as units of 16 bits.
    pub lockout_information: ShortBlob,
    /// `DummyString2` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 3],
    /// `PasswordProperties`.
    pub password_properties: PasswordProperties,
    /// `DummyLong2` to `DummyLong4`.
    pub dummy_longs: [u32; 3],
}

/// `NETLOGON_DELTA_GROUP`, [MS-NRPC] 2.2.1.5.13.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaGroup {
    /// `Name`.
    pub name: UnicodeString,
    /// `RelativeId`.
    pub rid: u32,
    /// `Attributes`.
    pub attributes: GroupAttributes,
    /// `AdminComment`.
    pub admin_comment: UnicodeString,
    /// Who may do what with the group.
    pub security: DeltaSecurity,
    /// Nothing.
    pub dummies: DeltaDummies,
}

/// `NETLOGON_DELTA_GROUP_MEMBER`, [MS-NRPC] 2.2.1.5.17.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaGroupMembers {
    /// `Members`, `Attributes` and `MemberCount`: all who are in the group.
    pub members: DeltaMembers,
    /// `DummyLong1` to `DummyLong4`.
    pub dummy_longs: [u32; 4],
}

/// `Members`, `Attributes` and `MemberCount`: on the wire two arrays and then one count, which cannot differ here.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct DeltaMembers(pub Vec<GroupMembership>);

impl Ndr for DeltaMembers {
    const ALIGN: usize = 4;
    type Pending = (u32, bool, bool);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.referent();
        encoder.referent();
        encoder.count(self.0.len());
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        parallel::encode_members(&self.0, encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.enter("Members");
        let members = decoder.referent()?;
        decoder.enter("Attributes");
        let attributes = decoder.referent()?;
        decoder.enter("MemberCount");
        Ok((decoder.u32()?, members, attributes))
    }

    fn decode_referents(
        pending: Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        parallel::decode_members(pending, decoder).map(Self)
    }
}

/// `NETLOGON_DELTA_ALIAS`, [MS-NRPC] 2.2.1.5.4.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaAlias {
    /// `Name`.
    pub name: UnicodeString,
    /// `RelativeId`.
    pub rid: u32,
    /// Who may do what with the alias.
    pub security: DeltaSecurity,
    /// `Comment`.
    pub comment: UnicodeString,
    /// `DummyString2` to `DummyString4`.
    pub dummy_strings: [UnicodeString; 3],
    /// `DummyLong1` to `DummyLong4`.
    pub dummy_longs: [u32; 4],
}

/// `NETLOGON_DELTA_ALIAS_MEMBER`, [MS-NRPC] 2.2.1.5.7.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaAliasMembers {
    /// `Members`: `NLPR_SID_ARRAY`, [MS-NRPC] 2.2.1.5.6, of `NLPR_SID_INFORMATION`, 2.2.1.5.5: all who are in the alias.
    pub members: Counted<Unique<Sid>>,
    /// `DummyLong1` to `DummyLong4`.
    pub dummy_longs: [u32; 4],
}

/// `NETLOGON_RENAME_ALIAS`, `NETLOGON_RENAME_GROUP` and `NETLOGON_RENAME_USER`, [MS-NRPC] 2.2.1.5.23 to 2.2.1.5.25.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaRename {
    /// `OldName`.
    pub old_name: UnicodeString,
    /// `NewName`.
    pub new_name: UnicodeString,
    /// Nothing.
    pub dummies: DeltaDummies,
}

/// `NETLOGON_DELTA_DELETE_GROUP` and `NETLOGON_DELTA_DELETE_USER`, [MS-NRPC] 2.2.1.5.8 and 2.2.1.5.9.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct DeltaDelete {
    /// `AccountName`.
    pub account_name: Unique<WideStr>,
    /// Nothing.
    pub dummies: DeltaDummies,
}
