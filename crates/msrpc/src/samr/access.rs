//! Handles of SAM objects, and what each can be opened for.

crate::handle::handles! {
    /// `SAMPR_HANDLE` to a server object.
    ServerHandle;
    /// `SAMPR_HANDLE` to a domain object.
    DomainHandle;
    /// `SAMPR_HANDLE` to a user object; computers and trusts are users, too.
    UserHandle;
    /// `SAMPR_HANDLE` to a group object.
    GroupHandle;
    /// `SAMPR_HANDLE` to an alias object: a local group.
    AliasHandle;
}

crate::flags::access_masks! {
    /// Access to the server object, [MS-SAMR] 2.2.1.3.
    ServerAccess {
        /// `SAM_SERVER_CONNECT`.
        CONNECT = 0x0000_0001;
        /// `SAM_SERVER_SHUTDOWN`.
        SHUTDOWN = 0x0000_0002;
        /// `SAM_SERVER_INITIALIZE`.
        INITIALIZE = 0x0000_0004;
        /// `SAM_SERVER_CREATE_DOMAIN`.
        CREATE_DOMAIN = 0x0000_0008;
        /// `SAM_SERVER_ENUMERATE_DOMAINS`.
        ENUMERATE_DOMAINS = 0x0000_0010;
        /// `SAM_SERVER_LOOKUP_DOMAIN`.
        LOOKUP_DOMAIN = 0x0000_0020;
        /// `SAM_SERVER_ALL_ACCESS`.
        ALL = 0x000f_003f;
    }

    /// Access to a domain object, [MS-SAMR] 2.2.1.4.
    DomainAccess {
        /// `DOMAIN_READ_PASSWORD_PARAMETERS`.
        READ_PASSWORD_PARAMETERS = 0x0000_0001;
        /// `DOMAIN_WRITE_PASSWORD_PARAMS`.
        WRITE_PASSWORD_PARAMETERS = 0x0000_0002;
        /// `DOMAIN_READ_OTHER_PARAMETERS`.
        READ_OTHER_PARAMETERS = 0x0000_0004;
        /// `DOMAIN_WRITE_OTHER_PARAMETERS`.
        WRITE_OTHER_PARAMETERS = 0x0000_0008;
        /// `DOMAIN_CREATE_USER`.
        CREATE_USER = 0x0000_0010;
        /// `DOMAIN_CREATE_GROUP`.
        CREATE_GROUP = 0x0000_0020;
        /// `DOMAIN_CREATE_ALIAS`.
        CREATE_ALIAS = 0x0000_0040;
        /// `DOMAIN_GET_ALIAS_MEMBERSHIP`.
        GET_ALIAS_MEMBERSHIP = 0x0000_0080;
        /// `DOMAIN_LIST_ACCOUNTS`.
        LIST_ACCOUNTS = 0x0000_0100;
        /// `DOMAIN_LOOKUP`.
        LOOKUP = 0x0000_0200;
        /// `DOMAIN_ADMINISTER_SERVER`.
        ADMINISTER_SERVER = 0x0000_0400;
        /// `DOMAIN_ALL_ACCESS`.
        ALL = 0x000f_07ff;
    }

    /// Access to a group object, [MS-SAMR] 2.2.1.5.
    GroupAccess {
        /// `GROUP_READ_INFORMATION`.
        READ_INFORMATION = 0x0000_0001;
        /// `GROUP_WRITE_ACCOUNT`.
        WRITE_ACCOUNT = 0x0000_0002;
        /// `GROUP_ADD_MEMBER`.
        ADD_MEMBER = 0x0000_0004;
        /// `GROUP_REMOVE_MEMBER`.
        REMOVE_MEMBER = 0x0000_0008;
        /// `GROUP_LIST_MEMBERS`.
        LIST_MEMBERS = 0x0000_0010;
        /// `GROUP_ALL_ACCESS`.
        ALL = 0x000f_001f;
    }

    /// Access to an alias object, [MS-SAMR] 2.2.1.6.
    AliasAccess {
        /// `ALIAS_ADD_MEMBER`.
        ADD_MEMBER = 0x0000_0001;
        /// `ALIAS_REMOVE_MEMBER`.
        REMOVE_MEMBER = 0x0000_0002;
        /// `ALIAS_LIST_MEMBERS`.
        LIST_MEMBERS = 0x0000_0004;
        /// `ALIAS_READ_INFORMATION`.
        READ_INFORMATION = 0x0000_0008;
        /// `ALIAS_WRITE_ACCOUNT`.
        WRITE_ACCOUNT = 0x0000_0010;
        /// `ALIAS_ALL_ACCESS`.
        ALL = 0x000f_001f;
    }

    /// Access to a user object, [MS-SAMR] 2.2.1.7.
    UserAccess {
        /// `USER_READ_GENERAL`.
        READ_GENERAL = 0x0000_0001;
        /// `USER_READ_PREFERENCES`.
        READ_PREFERENCES = 0x0000_0002;
        /// `USER_WRITE_PREFERENCES`.
        WRITE_PREFERENCES = 0x0000_0004;
        /// `USER_READ_LOGON`.
        READ_LOGON = 0x0000_0008;
        /// `USER_READ_ACCOUNT`.
        READ_ACCOUNT = 0x0000_0010;
        /// `USER_WRITE_ACCOUNT`.
        WRITE_ACCOUNT = 0x0000_0020;
        /// `USER_CHANGE_PASSWORD`.
        CHANGE_PASSWORD = 0x0000_0040;
        /// `USER_FORCE_PASSWORD_CHANGE`.
        FORCE_PASSWORD_CHANGE = 0x0000_0080;
        /// `USER_LIST_GROUPS`.
        LIST_GROUPS = 0x0000_0100;
        /// `USER_READ_GROUP_INFORMATION`.
        READ_GROUP_INFORMATION = 0x0000_0200;
        /// `USER_WRITE_GROUP_INFORMATION`.
        WRITE_GROUP_INFORMATION = 0x0000_0400;
        /// `USER_ALL_ACCESS`.
        ALL = 0x000f_07ff;
    }
}
