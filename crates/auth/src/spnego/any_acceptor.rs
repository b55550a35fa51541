//! For servers where some clients leave SPNEGO out.

use super::Acceptor;
use crate::{AuthError, Exchange, Step, ntlm};

/// Accepts NTLM in SPNEGO or bare, as the first token shows; Windows servers do so where SPNEGO is expected,
/// [MS-SMB2] 3.3.5.5.3. A type of its own, so that a server that wants SPNEGO cannot be talked out of it.
pub struct AnyAcceptor {
    ntlm: Box<dyn Exchange>,
}

impl AnyAcceptor {
    /// Wraps an NTLM exchange that has not begun.
    #[must_use]
    pub const fn new(ntlm: Box<dyn Exchange>) -> Self {
        Self { ntlm }
    }
}

impl Exchange for AnyAcceptor {
    fn step(self: Box<Self>, token: &[u8]) -> Result<Step, AuthError> {
        if token.starts_with(&ntlm::SIGNATURE) {
            self.ntlm.step(token)
        } else {
            Box::new(Acceptor::new(self.ntlm)).step(token)
        }
    }
}
