//! Stub data: the parameters of one request or reply.

use crate::{DataRepresentation, Decoder, Encoder, Malformed, Params};

/// Writes the parameters of a request or reply, little-endian.
///
/// ```
/// use ndr::{Params, Unique, WideStr};
/// use wire::Win32Error;
///
/// /// `NetrServerGetInfo`, [MS-SRVS] 3.1.4.17.
/// #[derive(Params)]
/// struct ServerGetInfo {
///     server_name: Unique<WideStr>,
///     level: u32,
/// }
///
/// let request = ServerGetInfo { server_name: Some("M".into()), level: 100 };
/// assert_eq!(ndr::to_bytes(&request), [
///     0x00, 0x00, 0x02, 0x00, // referent of ServerName
///     2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, // maximum count, offset, actual count
///     b'M', 0, 0, 0, // "M" and its terminator
///     100, 0, 0, 0, // Level
/// ]);
/// ```
#[must_use]
pub fn to_bytes(parameters: &impl Params) -> Vec<u8> {
    let mut encoder = Encoder::new();
    parameters.encode(&mut encoder);
    encoder.finish()
}

/// Reads the parameters of a request or reply.
///
/// After them may come padding up to a multiple of 8 octets, whatever it contains: some peers pad stub data although
/// C706 14.4 does not say so. Anything more is refused.
///
/// # Errors
/// [`Malformed`] says what the octets have wrong, and where.
pub fn from_bytes<P: Params>(
    stub: &[u8],
    representation: DataRepresentation,
) -> Result<P, Malformed> {
    let mut decoder = Decoder::new(stub, representation);
    let parameters = P::decode(&mut decoder)?;
    decoder.finish()?;
    Ok(parameters)
}

/// What must hold for any octets, in either byte order: they are refused, or what was read from them can be written
/// and read again and is then the same. For fuzz targets and property tests.
///
/// # Panics
/// When it does not hold.
pub fn oracle<P: Params>(stub: &[u8]) {
    for representation in [
        DataRepresentation::LittleEndian,
        DataRepresentation::BigEndian,
    ] {
        let Ok(parameters) = from_bytes::<P>(stub, representation) else {
            continue;
        };
        let written = to_bytes(&parameters);
        let again = from_bytes::<P>(&written, DataRepresentation::LittleEndian);
        let again = again.map(|parameters| to_bytes(&parameters));
        assert_eq!(
            again.as_deref(),
            Ok(written.as_slice()),
            "read from {stub:02x?}"
        );
    }
}
