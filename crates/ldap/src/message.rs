//! One `LDAPMessage` in octets, RFC 4511 4.1.1.

use rasn_ldap::{Control, ExtendedResponse, LdapMessage, LdapResult, ProtocolOp, ResultCode};

use crate::ber::{NotBer, check_nesting};

/// Reads exactly one message.
///
/// # Errors
/// [`NotBer`] for anything else.
pub fn decode(octets: &[u8]) -> Result<LdapMessage, NotBer> {
    check_nesting(octets, MAX_DEPTH)?;
    // `rasn::ber::decode` would pass over what follows.
    match rasn::ber::decode_with_remainder(octets) {
        Ok((message, [])) => Ok(message),
        _ => Err(NotBer),
    }
}

/// The octets of a message.
#[must_use]
pub fn encode(id: u32, operation: ProtocolOp) -> Vec<u8> {
    // Encoding fails for values that their type's constraints forbid, and these types have none. If it did, the client would
    // get nothing, and give up in its own time.
    rasn::ber::encode(&LdapMessage::new(id, operation)).unwrap_or_default()
}

/// The octets of a message with a control.
#[must_use]
pub fn encode_with(id: u32, operation: ProtocolOp, control: Control) -> Vec<u8> {
    let mut message = LdapMessage::new(id, operation);
    message.controls = Some(vec![control]);
    rasn::ber::encode(&message).unwrap_or_default()
}

/// An `LDAPResult`, RFC 4511 4.1.9.
#[must_use]
pub fn result(code: ResultCode, diagnostic: &str) -> LdapResult {
    LdapResult::new(code, "".into(), diagnostic.into())
}

/// The Notice of Disconnection, RFC 4511 4.4.1: what a client hears before its connection is closed.
#[must_use]
pub fn notice_of_disconnection(code: ResultCode, diagnostic: &str) -> Vec<u8> {
    encode(
        0,
        extended(code, diagnostic, Some(b"1.3.6.1.4.1.1466.20036")),
    )
}

/// The answer to an extended request, RFC 4511 4.12.
pub(crate) fn extended(code: ResultCode, diagnostic: &str, name: Option<&[u8]>) -> ProtocolOp {
    ProtocolOp::ExtendedResp(ExtendedResponse {
        result_code: code,
        matched_dn: "".into(),
        diagnostic_message: diagnostic.into(),
        referral: None,
        response_name: name.map(|name| name.to_vec().into()),
        response_value: None,
    })
}

/// How deep elements may lie in each other. A message with a filter of one level has six; more than a dozen, nobody needs.
const MAX_DEPTH: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notice_of_disconnection_on_the_wire() {
        let mut wire = vec![
            0x30, 38, // LDAPMessage
            0x02, 1, 0, // messageID: an unsolicited notification's
            0x78, 33, // [APPLICATION 24] ExtendedResponse
            0x0a, 1, 2, // resultCode: protocolError
            0x04, 0, // matchedDN
            0x04, 2, b'n', b'o', // diagnosticMessage
            0x8a, 22, // [10] responseName
        ];
        wire.extend(b"1.3.6.1.4.1.1466.20036");
        assert_eq!(
            notice_of_disconnection(ResultCode::ProtocolError, "no"),
            wire
        );
        assert_eq!(decode(&wire).unwrap().message_id, 0);
        for end in 0..wire.len() {
            assert_eq!(decode(&wire[..end]), Err(NotBer));
        }
        for more in [&[0][..], &[0x04, 0], &wire.clone()] {
            let followed = [&wire, more].concat();
            assert_eq!(decode(&followed), Err(NotBer), "something follows");
        }
    }

    #[test]
    fn a_filter_nested_without_end_is_not_read() {
        let mut filter = vec![0x87, 1, b'a'];
        for _ in 0..40 {
            let length = u8::try_from(filter.len()).unwrap();
            filter.splice(0..0, [0xa2, length]);
        }
        assert_eq!(decode(&filter), Err(NotBer));
    }
}
