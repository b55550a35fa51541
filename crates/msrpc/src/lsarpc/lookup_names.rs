//! From names to SIDs.

use ndr::{Counted, CountedInline, Ndr, Params, UnicodeString, Unique, WideStr};
use wire::{NtStatus, Sid};

use super::{PolicyHandle, TrustInformation};

crate::flags::values! {
    /// `SID_NAME_USE`, [MS-LSAT] 2.2.13.
    SidNameUse: u16 {
        /// `SidTypeUser`.
        USER = 1;
        /// `SidTypeGroup`.
        GROUP = 2;
        /// `SidTypeDomain`.
        DOMAIN = 3;
        /// `SidTypeAlias`.
        ALIAS = 4;
        /// `SidTypeWellKnownGroup`.
        WELL_KNOWN_GROUP = 5;
        /// `SidTypeDeletedAccount`.
        DELETED_ACCOUNT = 6;
        /// `SidTypeInvalid`.
        INVALID = 7;
        /// `SidTypeUnknown`.
        UNKNOWN = 8;
        /// `SidTypeComputer`.
        COMPUTER = 9;
        /// `SidTypeLabel`.
        LABEL = 10;
    }

    /// `LSAP_LOOKUP_LEVEL`, [MS-LSAT] 2.2.16: where to search.
    LookupLevel: u16 {
        /// `LsapLookupWksta`: everywhere, as an administrator's tool wants it.
        WKSTA = 1;
        /// `LsapLookupPDC`.
        PDC = 2;
        /// `LsapLookupTDL`.
        TDL = 3;
        /// `LsapLookupGC`.
        GC = 4;
        /// `LsapLookupXForestReferral`.
        X_FOREST_REFERRAL = 5;
        /// `LsapLookupXForestResolve`.
        X_FOREST_RESOLVE = 6;
        /// `LsapLookupRODCReferralToFullDC`.
        RODC_REFERRAL_TO_FULL_DC = 7;
    }

    /// `ClientRevision`, [MS-LSAT] 3.1.4.5.
    ClientRevision: u32 {
        /// The client knows nothing of DNS names and forests.
        NT4 = 1;
        /// It does.
        WINDOWS_2000 = 2;
    }
}

crate::flags::flags! {
    /// `LookupOptions`, [MS-LSAT] 3.1.4.5.
    LookupOptions: u32 {
        /// Names without a domain are searched for only among the computer's own accounts.
        LOCAL_ONLY = 0x8000_0000;
    }

    /// `Flags` of a translation, [MS-LSAT] 2.2.21, 2.2.23 and 2.2.25.
    TranslationFlags: u32 {
        /// The SID was not found as the SID of an account, but for example in a SID history.
        NOT_THE_PRINCIPAL = 0x0000_0001;
        /// It might be found in a trusted forest.
        FOREST_TRUST = 0x0000_0002;
        /// It was found in the last view of the database.
        LAST_VIEW = 0x0000_0004;
    }
}

/// `LSAPR_REFERENCED_DOMAIN_LIST`, [MS-LSAT] 2.2.12.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct ReferencedDomainList {
    /// The domains that translations point to by index.
    pub domains: Counted<TrustInformation>,
    /// Ignored.
    pub max_entries: u32,
}

/// `LSA_TRANSLATED_SID`, [MS-LSAT] 2.2.14.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TranslatedSid {
    /// What the name stands for.
    pub sid_name_use: SidNameUse,
    /// The relative identifier.
    pub relative_id: u32,
    /// The index of its domain; negative for none.
    pub domain_index: i32,
}

/// `LSAPR_TRANSLATED_SID_EX`, [MS-LSAT] 2.2.23.
#[derive(Clone, Copy, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TranslatedSidEx {
    /// What the name stands for.
    pub sid_name_use: SidNameUse,
    /// The relative identifier.
    pub relative_id: u32,
    /// The index of its domain; negative for none.
    pub domain_index: i32,
    /// How it was found.
    pub flags: TranslationFlags,
}

/// `LSAPR_TRANSLATED_SID_EX2`, [MS-LSAT] 2.2.25.
#[derive(Clone, Debug, Default, Eq, Ndr, PartialEq)]
pub struct TranslatedSidEx2 {
    /// What the name stands for.
    pub sid_name_use: SidNameUse,
    /// The SID; null if there is none.
    pub sid: Unique<Sid>,
    /// The index of its domain; negative for none.
    pub domain_index: i32,
    /// How it was found.
    pub flags: TranslationFlags,
}

/// `LsarLookupNames` request, [MS-LSAT] 3.1.4.8.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Names, with or without a domain.
    #[ndr(max = 1000)]
    pub names: CountedInline<UnicodeString>,
    /// Empty.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSid>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
}

/// `LsarLookupNames` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNamesReply {
    /// The domains of what was found.
    pub referenced_domains: Unique<ReferencedDomainList>,
    /// One for each name.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSid>,
    /// How many were translated.
    pub mapped_count: u32,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `LsarLookupNames2` request, [MS-LSAT] 3.1.4.7.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames2 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Names, with or without a domain.
    #[ndr(max = 1000)]
    pub names: CountedInline<UnicodeString>,
    /// Empty.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSidEx>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
    /// How to search.
    pub lookup_options: LookupOptions,
    /// What the client understands.
    pub client_revision: ClientRevision,
}

/// `LsarLookupNames2` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames2Reply {
    /// The domains of what was found.
    pub referenced_domains: Unique<ReferencedDomainList>,
    /// One for each name.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSidEx>,
    /// How many were translated.
    pub mapped_count: u32,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `LsarLookupNames3` request, [MS-LSAT] 3.1.4.6.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames3 {
    /// The policy object.
    pub policy: PolicyHandle,
    /// Names, with or without a domain.
    #[ndr(max = 1000)]
    pub names: CountedInline<UnicodeString>,
    /// Empty.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSidEx2>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
    /// How to search.
    pub lookup_options: LookupOptions,
    /// What the client understands.
    pub client_revision: ClientRevision,
}

/// `LsarLookupNames4` request, [MS-LSAT] 3.1.4.5: needs no handle, but a secure channel to a domain controller.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames4 {
    /// Names, with or without a domain.
    #[ndr(max = 1000)]
    pub names: CountedInline<UnicodeString>,
    /// Empty.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSidEx2>,
    /// Where to search.
    pub lookup_level: LookupLevel,
    /// Ignored.
    pub mapped_count: u32,
    /// How to search.
    pub lookup_options: LookupOptions,
    /// What the client understands.
    pub client_revision: ClientRevision,
}

/// `LsarLookupNames3` and `LsarLookupNames4` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct LookupNames3Reply {
    /// The domains of what was found.
    pub referenced_domains: Unique<ReferencedDomainList>,
    /// One for each name.
    #[ndr(max = 1000)]
    pub translated_sids: Counted<TranslatedSidEx2>,
    /// How many were translated.
    pub mapped_count: u32,
    /// [`NtStatus::SOME_NOT_MAPPED`] and [`NtStatus::NONE_MAPPED`] tell that some were not found.
    pub status: NtStatus,
}

/// `LsarGetUserName` request, [MS-LSAT] 3.1.4.4: who the server thinks the caller is.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetUserName {
    /// The computer's name; no server looks at it.
    pub system_name: Unique<WideStr>,
    /// Null.
    pub user_name: Unique<UnicodeString>,
    /// A null in a pointer that is not, if the domain's name is wanted.
    pub domain_name: Unique<Unique<UnicodeString>>,
}

/// `LsarGetUserName` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct GetUserNameReply {
    /// The account's name.
    pub user_name: Unique<UnicodeString>,
    /// Its domain's name, if it was wanted.
    pub domain_name: Unique<Unique<UnicodeString>>,
    /// The outcome.
    pub status: NtStatus,
}
