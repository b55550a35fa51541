//! What must hold for any octets whatever: shared by fuzzing and the ordinary tests. It panics when it does not.

use wire::SecretBytes;

use crate::{Answer, NotAMessage, NumberedAnswer, NumberedRequest};

/// A frame, read as the service reads it and as a client does: what was read is read again after it was written, and of what
/// was not there is its number or its version to be told, and neither of them made up.
pub fn message(octets: &[u8]) {
    let frame = SecretBytes::new(octets.to_vec());
    match NumberedRequest::decode(&frame) {
        Ok(read) => match NumberedRequest::decode(&read.encode()) {
            Ok(again) => assert!(
                read.id == again.id && read.request == again.request,
                "a request is another one after it was written"
            ),
            Err(error) => panic!("a request is not read again: {error}"),
        },
        Err(error) => is_in(error, octets),
    }
    match NumberedAnswer::decode(&frame) {
        Ok(read) => match NumberedAnswer::decode(&read.encode()) {
            Ok(again) => {
                assert_eq!(read.id, again.id, "an answer is to another request");
                // A document is for people and may have numbers with a fraction, which are not read to the last digit.
                let is_document = matches!(
                    (&read.answer, &again.answer),
                    (Answer::Status(_), Answer::Status(_))
                );
                assert!(
                    is_document || read.encode().expose() == again.encode().expose(),
                    "an answer is another one after it was written"
                );
            }
            Err(error) => panic!("an answer is not read again: {error}"),
        },
        Err(error) => is_in(error, octets),
    }
}

/// What is said of a frame that is no message stands in it.
fn is_in(error: NotAMessage, octets: &[u8]) {
    let number = match error {
        NotAMessage::Version(version) => u64::from(version),
        NotAMessage::Unknown(id) => id,
        NotAMessage::Garbage => return,
    };
    let digits = number.to_string();
    let mut windows = octets.windows(digits.len());
    assert!(windows.any(|part| part == digits.as_bytes()), "{error}");
}
