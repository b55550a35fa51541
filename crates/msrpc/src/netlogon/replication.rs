//! How a backup domain controller of NT 4 keeps up with the primary one.

use ndr::{Counted, InlineThenCount, Params, Unique, WideStr};
use wire::NtStatus;

use super::{Authenticator, Delta, ModifiedCount};
use crate::flags::values;

values! {
    /// `DatabaseID`, [MS-NRPC] 3.5.4.6.1.
    DatabaseId: u32 {
        /// The accounts of the domain.
        SAM = 0;
        /// The accounts of `BUILTIN`.
        BUILTIN = 1;
        /// Policy, trusted domains, rights and secrets.
        LSA = 2;
    }

    /// `SYNC_STATE`, [MS-NRPC] 2.2.1.5.29.
    SyncState: u16 {
        /// `NormalState`: the context is what the server returned, or zero.
        NORMAL = 0;
        /// `DomainState`: begins again with the domain.
        DOMAIN = 1;
        /// `GroupState`: the context is the group to continue with.
        GROUP = 2;
        /// `UasBuiltInGroupState`, which is not used.
        UAS_BUILTIN_GROUP = 3;
        /// `UserState`: the context is the user to continue with.
        USER = 4;
        /// `GroupMemberState`: the context is the group with whose members to continue.
        GROUP_MEMBER = 5;
        /// `AliasState`: begins again with the aliases.
        ALIAS = 6;
        /// `AliasMemberState`: begins again with the members of aliases.
        ALIAS_MEMBER = 7;
        /// `SamDoneState`: nothing is left.
        SAM_DONE = 8;
    }
}

/// `NETLOGON_DELTA_ENUM_ARRAY`, [MS-NRPC] 2.2.1.5.12.
pub type DeltaArray = Counted<Delta>;

/// `NetrDatabaseDeltas` request, [MS-NRPC] 3.5.4.6.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DatabaseDeltas {
    /// `PrimaryName`: the primary domain controller, with leading backslashes.
    pub primary_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `DatabaseID`.
    pub database: DatabaseId,
    /// `DomainModifiedCount`: the serial number that the client has.
    pub modified_count: ModifiedCount,
    /// `PreferredMaximumLength`: about how many octets the client wants.
    pub preferred_maximum_length: u32,
}

/// `NetrDatabaseDeltas` reply.
#[derive(Eq, PartialEq, Params)]
pub struct DatabaseDeltasReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `DomainModifiedCount`: the serial number of the last delta.
    pub modified_count: ModifiedCount,
    /// `DeltaArray`.
    pub deltas: Unique<DeltaArray>,
    /// The outcome; [`NtStatus::MORE_ENTRIES`] when there are more.
    pub status: NtStatus,
}

/// `NetrDatabaseSync` request, [MS-NRPC] 3.5.4.6.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DatabaseSync {
    /// `PrimaryName`: the primary domain controller, with leading backslashes.
    pub primary_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `DatabaseID`.
    pub database: DatabaseId,
    /// `SyncContext`: zero at first, and then what the last reply had.
    pub sync_context: u32,
    /// `PreferredMaximumLength`: about how many octets the client wants.
    pub preferred_maximum_length: u32,
}

/// `NetrDatabaseSync2` request, [MS-NRPC] 3.5.4.6.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DatabaseSync2 {
    /// `PrimaryName`: the primary domain controller, with leading backslashes.
    pub primary_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `DatabaseID`.
    pub database: DatabaseId,
    /// `RestartState`: what `sync_context` means.
    pub restart_state: SyncState,
    /// `SyncContext`: zero at first, and then what the last reply had.
    pub sync_context: u32,
    /// `PreferredMaximumLength`: about how many octets the client wants.
    pub preferred_maximum_length: u32,
}

/// The reply of both.
#[derive(Eq, PartialEq, Params)]
pub struct DatabaseSyncReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `SyncContext`: with which to continue.
    pub sync_context: u32,
    /// `DeltaArray`.
    pub deltas: Unique<DeltaArray>,
    /// The outcome; [`NtStatus::MORE_ENTRIES`] when there are more.
    pub status: NtStatus,
}

/// `NetrDatabaseRedo` request, [MS-NRPC] 3.5.4.6.4.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DatabaseRedo {
    /// `PrimaryName`: the primary domain controller, with leading backslashes.
    pub primary_name: WideStr,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `ReturnAuthenticator`, which means nothing on the way in.
    pub return_authenticator: Authenticator,
    /// `ChangeLogEntry`, the octets of a [`ChangeLogEntry`](super::ChangeLogEntry), and `ChangeLogEntrySize`.
    #[ndr(max = 4096)]
    pub entry: InlineThenCount<u8>,
}

/// `NetrDatabaseRedo` reply.
#[derive(Eq, PartialEq, Params)]
pub struct DatabaseRedoReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `DeltaArray`: one delta.
    pub deltas: Unique<DeltaArray>,
    /// The outcome.
    pub status: NtStatus,
}
