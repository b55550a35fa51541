//! The bodies without content: LOGOFF, TREE_DISCONNECT, ECHO and CANCEL.

use wire::{Malformed, Reader, Writer};

use super::{Body, structure_size};
use crate::header::Command;

macro_rules! simple {
    ($($(#[$doc:meta])* $name:ident is $command:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Eq, PartialEq)]
            pub struct $name;

            impl Body for $name {
                const COMMAND: Command = Command::$command;

                fn encode(&self, w: &mut Writer) {
                    w.u16(4); // StructureSize
                    w.u16(0); // Reserved
                }

                fn decode(body: &[u8]) -> Result<Self, Malformed> {
                    let mut r = Reader::new(body);
                    structure_size(&mut r, 4)?;
                    r.skip(2, "Reserved")?;
                    Ok(Self)
                }
            }
        )*
    };
}

simple! {
    /// SMB2 LOGOFF Request, [MS-SMB2] 2.2.7.
    LogoffRequest is LOGOFF;
    /// SMB2 LOGOFF Response, [MS-SMB2] 2.2.8.
    LogoffResponse is LOGOFF;
    /// SMB2 TREE_DISCONNECT Request, [MS-SMB2] 2.2.11.
    TreeDisconnectRequest is TREE_DISCONNECT;
    /// SMB2 TREE_DISCONNECT Response, [MS-SMB2] 2.2.12.
    TreeDisconnectResponse is TREE_DISCONNECT;
    /// SMB2 ECHO Request, [MS-SMB2] 2.2.28.
    EchoRequest is ECHO;
    /// SMB2 ECHO Response, [MS-SMB2] 2.2.29.
    EchoResponse is ECHO;
    /// SMB2 CANCEL Request, [MS-SMB2] 2.2.30. It has no response of its own.
    CancelRequest is CANCEL;
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_wire;
    use super::*;

    #[test]
    fn four_octets_each() {
        // Reserved may be missing from no message, although nothing is in it.
        assert!(EchoRequest::decode(&[4, 0, 0]).is_err());
        let mut w = Writer::new();
        LogoffRequest.encode(&mut w);
        assert_eq!(w.as_slice(), [4, 0, 0, 0]);
        assert_wire(&TreeDisconnectResponse, &[4, 0, 0, 0]);
        assert!(LogoffResponse::decode(&[9, 0, 0, 0]).is_err());
    }
}
