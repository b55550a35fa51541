//! A member's state directory: one `store` file, a key beside it, and a witness elsewhere.
//!
//! | module | has |
//! |---|---|
//! | `directory` | [`State`]: the [`MembershipStore`](crate::MembershipStore) that is on the disk |
//! | `key` | [`MachineKey`], under which the secret is sealed, and where it is found |
//! | `seal` | the sealing itself |
//! | `origin` | [`Origin`]: what tells this machine from another, and this state from an older copy of it |

mod directory;
mod key;
mod origin;
mod seal;

pub use directory::State;
pub use key::{KeyError, KeyPlace, MachineKey};
pub use origin::Origin;
