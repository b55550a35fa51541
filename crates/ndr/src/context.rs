//! Context handles, C706 6.1.6.

use wire::Guid;

use crate::Ndr;

/// `ndr_context_handle`, C706 appendix N: what a server calls a state that it keeps for a client. To the client it is
/// opaque.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ndr, PartialEq)]
pub struct ContextHandle {
    /// `context_handle_attributes`; always 0.
    pub attributes: u32,
    /// `context_handle_uuid`.
    pub uuid: Guid,
}

impl ContextHandle {
    /// No state: what a server returns when it closed one, or did not open one.
    pub const NIL: Self = Self {
        attributes: 0,
        uuid: Guid::NIL,
    };

    /// Whether it stands for no state.
    #[must_use]
    pub fn is_nil(&self) -> bool {
        *self == Self::NIL
    }
}
