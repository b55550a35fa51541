//! What a domain controller keeps, in one SQLite file: accounts, groups, secrets, policy, exceptions and events.
