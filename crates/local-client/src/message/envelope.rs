//! Versions and numbers, around requests and answers.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wire::SecretBytes;
use zeroize::Zeroizing;

use super::{Answer, Request};

/// The version that is spoken here.
const VERSION: u32 = 1;

/// What came is no message. It says no more, since the message may hold secrets.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAMessage {
    /// It is of another version.
    #[error("it is of version {0}, and only version {VERSION} is known here")]
    Version(u32),
    /// It has a number, and what is asked or answered is not known.
    #[error("message {0} is not understood")]
    Unknown(u64),
    /// It has not even a number.
    #[error("it is no message")]
    Garbage,
}

/// A request and its number.
pub struct NumberedRequest {
    /// The number, which the answer repeats.
    pub id: u64,
    /// The request.
    pub request: Request,
}

/// An answer and the number of its request.
pub struct NumberedAnswer {
    /// The number of the request.
    pub id: u64,
    /// The answer.
    pub answer: Answer,
}

impl NumberedRequest {
    /// The frame's content.
    #[must_use]
    pub fn encode(&self) -> SecretBytes {
        encode(&RequestOut {
            version: VERSION,
            id: self.id,
            request: &self.request,
        })
    }

    /// Reads the frame's content.
    ///
    /// # Errors
    /// [`NotAMessage`].
    pub fn decode(frame: &SecretBytes) -> Result<Self, NotAMessage> {
        let RequestIn { id, request, .. } = decode(frame, |message: &RequestIn| message.version)?;
        Ok(Self { id, request })
    }
}

impl NumberedAnswer {
    /// The frame's content.
    #[must_use]
    pub fn encode(&self) -> SecretBytes {
        encode(&AnswerOut {
            version: VERSION,
            id: self.id,
            answer: &self.answer,
        })
    }

    /// Reads the frame's content.
    ///
    /// # Errors
    /// [`NotAMessage`].
    pub fn decode(frame: &SecretBytes) -> Result<Self, NotAMessage> {
        let AnswerIn { id, answer, .. } = decode(frame, |message: &AnswerIn| message.version)?;
        Ok(Self { id, answer })
    }
}

#[derive(Serialize)]
struct RequestOut<'a> {
    version: u32,
    id: u64,
    request: &'a Request,
}

#[derive(Deserialize)]
struct RequestIn {
    version: u32,
    id: u64,
    request: Request,
}

#[derive(Serialize)]
struct AnswerOut<'a> {
    version: u32,
    id: u64,
    answer: &'a Answer,
}

#[derive(Deserialize)]
struct AnswerIn {
    version: u32,
    id: u64,
    answer: Answer,
}

/// What every version has.
#[derive(Deserialize)]
struct Head {
    version: u32,
    id: Option<u64>,
}

fn encode(message: &impl Serialize) -> SecretBytes {
    // Counted first: a buffer that grows would leave what it outgrew behind.
    let mut count = Count(0);
    let counted = serde_json::to_writer(&mut count, message);
    let mut octets = Zeroizing::new(Vec::with_capacity(count.0));
    let written = counted.and_then(|()| serde_json::to_writer(&mut *octets, message));
    debug_assert!(written.is_ok(), "{written:?}");
    SecretBytes::new(std::mem::take(&mut *octets))
}

fn decode<T: DeserializeOwned>(
    frame: &SecretBytes,
    version: impl Fn(&T) -> u32,
) -> Result<T, NotAMessage> {
    let octets = frame.expose();
    let decoded = serde_json::from_slice(octets);
    if let Ok(message) = decoded
        && version(&message) == VERSION
    {
        return Ok(message);
    }
    Err(match serde_json::from_slice(octets) {
        Ok(Head { version, .. }) if version != VERSION => NotAMessage::Version(version),
        Ok(Head { id: Some(id), .. }) => NotAMessage::Unknown(id),
        _ => NotAMessage::Garbage,
    })
}

struct Count(usize);

impl std::io::Write for Count {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.saturating_add(octets.len());
        Ok(octets.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
