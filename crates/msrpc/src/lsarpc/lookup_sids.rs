//! From SIDs to names.

use ndr::{Counted, Ndr, Params, Ref, UnicodeString, Unique};
use wire::{NtStatus, Sid};

use super::{
    ClientRevision, LookupLevel, LookupOptions, PolicyHandle, ReferencedDomainList, SidNameUse,
    TranslationFlags,
};

/// `LSAPR_TRANSLATED_NAME`, [MS-LSAT] 2.2.19.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TranslatedName {
    /// What the SID stands for.
    pub sid_name_use: SidNameUse,
    /// The name, without its domain.
    pub name: UnicodeString,
    /// The index of its domain; negative for none.
    pub domain_index: i32,
}

/// `LSAPR_TRANSLATED_NAME_EX`, [MS-LSAT] 2.2.21.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TranslatedNameEx {
    /// What the SID stands for.
    pub sid_name_use: SidNameUse,
    /// The name, without its domain.
    pub name: UnicodeString,
    /// The index of its domain; negative for none.
    pub domain_index: i32,
    /// How it was found.
    pub flags: TranslationFlags,
}

/// `LsarLookupSids` request, [MS-LSAT] 3.1.4.11.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupSids {
    /// The policy object.
    pub policy: PolicyHandle,
    /// `LSAPR_SID_ENUM_BUFFER`, [MS-LSAT] 2.2.18.
    #[ndr(max = 20_480)]
    pub sids: Counted<Ref<Sid>>,
    /// Empty.
    #[ndr(max = 20_480)]
    pub translated_names: Counted<TranslatedName>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
}

/// `LsarLookupSids` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupSidsReply {
    /// The domains of what was found.
    pub referenced_domains: Unique<ReferencedDomainList>,
    /// One for each SID.
    #[ndr(max = 20_480)]
    pub translated_names: Counted<TranslatedName>,
    /// How many were translated.
    pub mapped_count: u32,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `LsarLookupSids2` request, [MS-LSAT] 3.1.4.10.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupSids2 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// `LSAPR_SID_ENUM_BUFFER`, [MS-LSAT] 2.2.18.
    #[ndr(max = 20_480)]
    pub sids: Counted<Ref<Sid>>,
    /// Empty.
    #[ndr(max = 20_480)]
    pub translated_names: Counted<TranslatedNameEx>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
    /// How to search; 0.
    pub lookup_options: LookupOptions,
    /// What the client understands.
    pub client_revision: ClientRevision,
}

/// `LsarLookupSids3` request, [MS-LSAT] 3.1.4.9: needs no handle, but a secure channel to a domain controller.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupSids3 {
    /// `LSAPR_SID_ENUM_BUFFER`, [MS-LSAT] 2.2.18.
    #[ndr(max = 20_480)]
    pub sids: Counted<Ref<Sid>>,
    /// Empty.
    #[ndr(max = 20_480)]
    pub translated_names: Counted<TranslatedNameEx>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
    /// How to search; 0.
    pub lookup_options: LookupOptions,
    /// What the client understands.
    pub client_revision: ClientRevision,
}

/// `LsarLookupSids2` and `LsarLookupSids3` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupSidsExReply {
    /// The domains of what was found.
    pub referenced_domains: Unique<ReferencedDomainList>,
    /// One for each SID.
    #[ndr(max = 20_480)]
    pub translated_names: Counted<TranslatedNameEx>,
    /// How many were translated.
    pub mapped_count: u32,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}
