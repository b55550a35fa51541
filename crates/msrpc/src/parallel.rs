//! Structures of one count and two arrays, which are one list of pairs here.

use ndr::{Conformant, Decoder, Encoder, Malformed, Ndr};

use crate::samr::{GroupAttributes, GroupMembership};

/// One of the two arrays, which has `count` elements or, if `count` is zero, may be missing.
pub(crate) fn array<T: Ndr>(
    present: bool,
    count: u32,
    decoder: &mut Decoder<'_>,
) -> Result<Vec<T>, Malformed> {
    let Conformant(items) = if present {
        decoder.object()?
    } else {
        Conformant(Vec::new())
    };
    if u32::try_from(items.len()) != Ok(count) {
        return Err(decoder.illegal(count));
    }
    Ok(items)
}

/// `Members` and `Attributes` of a group.
pub(crate) fn encode_members(members: &[GroupMembership], encoder: &mut Encoder) {
    let ids = members.iter().map(|member| member.relative_id);
    encoder.object(&Conformant(ids.collect()));
    let attributes = members.iter().map(|member| member.attributes);
    encoder.object(&Conformant(attributes.collect()));
}

/// `Members` and `Attributes` of a group, of which each is present or not.
pub(crate) fn decode_members(
    (count, members, attributes): (u32, bool, bool),
    decoder: &mut Decoder<'_>,
) -> Result<Vec<GroupMembership>, Malformed> {
    decoder.enter("Members");
    let ids = array::<u32>(members, count, decoder)?;
    decoder.enter("Attributes");
    let attributes = array::<GroupAttributes>(attributes, count, decoder)?;
    let pairs = ids.into_iter().zip(attributes);
    Ok(pairs
        .map(|(relative_id, attributes)| GroupMembership {
            relative_id,
            attributes,
        })
        .collect())
}
