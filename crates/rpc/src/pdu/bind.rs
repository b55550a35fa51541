//! `bind` and `alter_context`, C706 12.6.4.3 and 12.6.4.1.

use wire::{Malformed, Writer};

use super::context::ContextElement;
use super::fields::FieldReader;

/// The body of `rpcconn_bind_hdr_t` and `rpcconn_alter_context_hdr_t`: what the client proposes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bind {
    /// `max_xmit_frag`: the longest PDU that the client will send.
    pub max_xmit_frag: u16,
    /// `max_recv_frag`: the longest PDU that it accepts.
    pub max_recv_frag: u16,
    /// `assoc_group_id`: zero for a new group.
    pub assoc_group: u32,
    /// `p_context_elem`.
    pub contexts: Vec<ContextElement>,
}

impl Bind {
    pub(super) fn encode(&self, w: &mut Writer) {
        w.u16(self.max_xmit_frag);
        w.u16(self.max_recv_frag);
        w.u32(self.assoc_group);
        ContextElement::encode_list(&self.contexts, w);
    }

    pub(super) fn decode(mut r: FieldReader<'_>) -> Result<Self, Malformed> {
        let max_xmit_frag = r.u16("max_xmit_frag")?;
        let max_recv_frag = r.u16("max_recv_frag")?;
        let assoc_group = r.u32("assoc_group_id")?;
        let contexts = ContextElement::decode_list(&mut r)?;
        r.finish_padded("bind")?;
        Ok(Self {
            max_xmit_frag,
            max_recv_frag,
            assoc_group,
            contexts,
        })
    }
}
