//! Handles of LSA objects, and what each can be opened for.

crate::handle::handles! {
    /// `LSAPR_HANDLE` to the policy object.
    PolicyHandle;
    /// `LSAPR_HANDLE` to an account object.
    AccountHandle;
    /// `LSAPR_HANDLE` to a secret object.
    SecretHandle;
    /// `LSAPR_HANDLE` to a trusted domain object.
    TrustedDomainHandle;
}

crate::flags::access_masks! {
    /// Access to the policy object, [MS-LSAD] 2.2.1.1.2.
    PolicyAccess {
        /// `POLICY_VIEW_LOCAL_INFORMATION`.
        VIEW_LOCAL_INFORMATION = 0x0000_0001;
        /// `POLICY_VIEW_AUDIT_INFORMATION`.
        VIEW_AUDIT_INFORMATION = 0x0000_0002;
        /// `POLICY_GET_PRIVATE_INFORMATION`.
        GET_PRIVATE_INFORMATION = 0x0000_0004;
        /// `POLICY_TRUST_ADMIN`.
        TRUST_ADMIN = 0x0000_0008;
        /// `POLICY_CREATE_ACCOUNT`.
        CREATE_ACCOUNT = 0x0000_0010;
        /// `POLICY_CREATE_SECRET`.
        CREATE_SECRET = 0x0000_0020;
        /// `POLICY_CREATE_PRIVILEGE`.
        CREATE_PRIVILEGE = 0x0000_0040;
        /// `POLICY_SET_DEFAULT_QUOTA_LIMITS`.
        SET_DEFAULT_QUOTA_LIMITS = 0x0000_0080;
        /// `POLICY_SET_AUDIT_REQUIREMENTS`.
        SET_AUDIT_REQUIREMENTS = 0x0000_0100;
        /// `POLICY_AUDIT_LOG_ADMIN`.
        AUDIT_LOG_ADMIN = 0x0000_0200;
        /// `POLICY_SERVER_ADMIN`.
        SERVER_ADMIN = 0x0000_0400;
        /// `POLICY_LOOKUP_NAMES`.
        LOOKUP_NAMES = 0x0000_0800;
        /// `POLICY_NOTIFICATION`.
        NOTIFICATION = 0x0000_1000;
    }

    /// Access to an account object, [MS-LSAD] 2.2.1.1.3.
    AccountAccess {
        /// `ACCOUNT_VIEW`.
        VIEW = 0x0000_0001;
        /// `ACCOUNT_ADJUST_PRIVILEGES`.
        ADJUST_PRIVILEGES = 0x0000_0002;
        /// `ACCOUNT_ADJUST_QUOTAS`.
        ADJUST_QUOTAS = 0x0000_0004;
        /// `ACCOUNT_ADJUST_SYSTEM_ACCESS`.
        ADJUST_SYSTEM_ACCESS = 0x0000_0008;
    }

    /// Access to a secret object, [MS-LSAD] 2.2.1.1.4.
    SecretAccess {
        /// `SECRET_SET_VALUE`.
        SET_VALUE = 0x0000_0001;
        /// `SECRET_QUERY_VALUE`.
        QUERY_VALUE = 0x0000_0002;
    }

    /// Access to a trusted domain object, [MS-LSAD] 2.2.1.1.5.
    TrustedDomainAccess {
        /// `TRUSTED_QUERY_DOMAIN_NAME`.
        QUERY_DOMAIN_NAME = 0x0000_0001;
        /// `TRUSTED_QUERY_CONTROLLERS`.
        QUERY_CONTROLLERS = 0x0000_0002;
        /// `TRUSTED_SET_CONTROLLERS`.
        SET_CONTROLLERS = 0x0000_0004;
        /// `TRUSTED_QUERY_POSIX`.
        QUERY_POSIX = 0x0000_0008;
        /// `TRUSTED_SET_POSIX`.
        SET_POSIX = 0x0000_0010;
        /// `TRUSTED_SET_AUTH`.
        SET_AUTH = 0x0000_0020;
        /// `TRUSTED_QUERY_AUTH`.
        QUERY_AUTH = 0x0000_0040;
    }
}
