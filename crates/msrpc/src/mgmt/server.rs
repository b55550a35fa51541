//! The server as a whole: whether it listens, what it did, and by which name it is authenticated.

use ndr::{AnsiStr, Conformant, Decoder, Encoder, Malformed, Param, Params};
use wire::Win32Error;

/// `rpc__mgmt_inq_stats` request, C706 appendix Q.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct InqStats {
    /// How many statistics are wanted: [`InqStatsReply::COUNT`].
    pub count: u32,
}

/// `rpc__mgmt_inq_stats` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct InqStatsReply {
    /// How many there are.
    pub count: u32,
    /// Calls received and made, packets received and sent.
    pub statistics: Conformant<u32>,
    /// The outcome.
    pub status: Win32Error,
}

impl InqStatsReply {
    /// The statistics that are defined: `rpc_c_stats_calls_in`, `calls_out`, `pkts_in`, `pkts_out`.
    pub const COUNT: u32 = 4;
}

/// `rpc__mgmt_is_server_listening` request, C706 appendix Q.
#[derive(Clone, Copy, Debug, Default, Eq, Params, PartialEq)]
pub struct IsServerListening {}

/// `rpc__mgmt_is_server_listening` reply.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct IsServerListeningReply {
    /// The outcome.
    pub status: Win32Error,
    /// `boolean32`: 1 if it listens.
    pub listening: u32,
}

/// `rpc__mgmt_stop_server_listening` request, C706 appendix Q.
#[derive(Clone, Copy, Debug, Default, Eq, Params, PartialEq)]
pub struct StopServerListening {}

/// `rpc__mgmt_inq_princ_name` request, C706 appendix Q.
#[derive(Clone, Copy, Debug, Eq, Params, PartialEq)]
pub struct InqPrincName {
    /// The authentication type, as [`AuthType`](rpc::pdu::AuthType) has it.
    pub authn_proto: u32,
    /// The room for the name, in characters with the terminator.
    pub princ_name_size: u32,
}

/// `rpc__mgmt_inq_princ_name` reply.
#[derive(Clone, Debug, Eq, Params, PartialEq)]
pub struct InqPrincNameReply {
    /// The name.
    pub princ_name: PrincipalName,
    /// The outcome.
    pub status: Win32Error,
}

/// `[string, size_is(princ_name_size)] char princ_name[]`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PrincipalName {
    /// As the request had it in `princ_name_size`.
    pub size: u32,
    /// Shorter than that.
    pub name: AnsiStr,
}

impl Param for PrincipalName {
    fn encode_param(&self, encoder: &mut Encoder) {
        let name = self.name.as_str().as_bytes();
        encoder.u32(self.size);
        encoder.u32(0); // offset
        encoder.count(name.len().saturating_add(1));
        encoder.bytes(name);
        encoder.u8(0);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let size = decoder.u32()?;
        let offset = decoder.u32()?;
        let count = decoder.u32()?;
        if offset != 0 {
            return Err(decoder.illegal(offset));
        }
        if count > size {
            return Err(decoder.illegal(count));
        }
        let octets = decoder.elements::<u8>(count)?;
        let name = match octets.split_last() {
            Some((0, name)) if !name.contains(&0) => name,
            _ => return Err(decoder.illegal(count)),
        };
        let name = str::from_utf8(name).map_err(|_| decoder.illegal(count))?;
        Ok(Self {
            size,
            name: name.into(),
        })
    }
}
