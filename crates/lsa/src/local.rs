//! The rules that administration on the computer itself keeps, too: the same as over the network.

use msrpc::lsarpc::SystemAccess;
use msrpc::samr::PasswordProperties;
use store::Policy;
use wire::Password;

use crate::lsarpc::privilege::{Right, system_access_names};
use crate::samr::password_rules::PasswordRules;

pub use crate::samr::password_rules::BadPassword;

/// Sees whether a person's new password keeps the domain's rules, [MS-SAMR] 3.1.1.7.
///
/// # Errors
/// [`BadPassword`] with the rule that it breaks.
pub fn check_password(
    policy: &Policy,
    password: &Password,
    user_name: &str,
    full_name: &str,
) -> Result<(), BadPassword> {
    let rules = PasswordRules {
        min_length: policy.min_password_length,
        properties: PasswordProperties(policy.password_properties),
    };
    rules.check(&password.to_utf16le(), user_name, full_name)
}

/// Whether passwords have to be complex, [MS-SAMR] 2.2.3.1.
#[must_use]
pub const fn is_complexity_required(policy: &Policy) -> bool {
    policy.password_properties & PasswordProperties::COMPLEX.0 != 0
}

/// Has passwords be complex, or not.
pub const fn require_complexity(policy: &mut Policy, required: bool) {
    if required {
        policy.password_properties |= PasswordProperties::COMPLEX.0;
    } else {
        policy.password_properties &= !PasswordProperties::COMPLEX.0;
    }
}

/// Account rights, as the store keeps them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Rights {
    /// Names of privileges.
    pub privileges: Vec<&'static str>,
    /// Ways to log on.
    pub system_access: u32,
}

impl Rights {
    /// Those with these names, [MS-LSAD] 3.1.1.2.
    ///
    /// # Errors
    /// The name that is none.
    pub fn named(names: &[String]) -> Result<Self, &str> {
        let mut rights = Self::default();
        for name in names {
            match Right::by_name(name).ok_or(name.as_str())? {
                Right::Privilege(privilege) => rights.privileges.push(privilege.name),
                Right::SystemAccess(access) => rights.system_access |= access.0,
            }
        }
        Ok(rights)
    }
}

/// The names of ways to log on.
pub fn logon_rights(system_access: u32) -> impl Iterator<Item = &'static str> {
    system_access_names(SystemAccess(system_access))
}
