//! Netlogon service of a member.
