//! What a peer may make us hold.

/// Bounds of an association. All of them hold for what the peer sends; `max_fragment` also for what we send.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// The longest PDU, as `max_xmit_frag` and `max_recv_frag` announce it.
    pub max_fragment: u16,
    /// The most stub data of one request or response, in octets.
    pub max_stub: usize,
    /// The same of a request that comes without the protection of a security context, so that nothing here says whose it
    /// is: whoever offers an endpoint to strangers sets it far below `max_stub`, for each of them can begin such a request.
    pub max_unprotected_stub: usize,
    /// The most fragments of one request or response, which may be empty and still cost time.
    pub max_fragments: usize,
    /// The most calls that are not answered yet.
    pub max_calls: usize,
    /// The most presentation contexts.
    pub max_contexts: usize,
    /// The most security contexts.
    pub max_security_contexts: usize,
}

impl Limits {
    /// `MustRecvFragSize`, C706 12.6.3.1: nobody may accept less.
    pub const MUST_RECEIVE: u16 = 1432;

    /// Those for a request that comes with protection, or without.
    pub(super) fn for_request(self, is_protected: bool) -> Self {
        if is_protected {
            return self;
        }
        Self {
            max_stub: self.max_stub.min(self.max_unprotected_stub),
            ..self
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // What Windows proposes; 4280 for named pipes is what it and Samba then agree to.
            max_fragment: 5840,
            max_stub: MAX_STUB,
            max_unprotected_stub: MAX_STUB,
            max_fragments: 4096,
            max_calls: 32,
            max_contexts: 32,
            max_security_contexts: 16,
        }
    }
}

/// Longer than any list that is asked for at once.
const MAX_STUB: usize = 4 << 20;
