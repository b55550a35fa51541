//! Frames of the local socket. Whatever they hold may be secret, so every buffer here is wiped.

use tokio::io::{AsyncRead, AsyncReadExt};
use wire::SecretBytes;
use zeroize::Zeroizing;

/// What has come and is no whole frame yet.
pub(super) struct Inbox {
    octets: Zeroizing<Vec<u8>>,
    /// The longest frame that is taken.
    longest: usize,
}

/// A frame says that it is longer than any may be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct TooLong;

impl Inbox {
    pub(super) fn new(longest: usize) -> Self {
        Self {
            octets: Zeroizing::new(Vec::with_capacity(PORTION)),
            longest,
        }
    }

    /// Whether the other end has begun a frame.
    pub(super) fn is_empty(&self) -> bool {
        self.octets.is_empty()
    }

    /// Reads once; the count is 0 at the end of the stream. Dropping the future loses nothing.
    pub(super) async fn read<R: AsyncRead + Unpin>(
        &mut self,
        stream: &mut R,
    ) -> std::io::Result<usize> {
        self.make_room();
        stream.read_buf(&mut *self.octets).await
    }

    /// The next frame, if all of it is there.
    pub(super) fn take(&mut self) -> Result<Option<SecretBytes>, TooLong> {
        let Some(length) = self.announced() else {
            return Ok(None);
        };
        if length > self.longest {
            return Err(TooLong);
        }
        let end = HEADER.saturating_add(length);
        let Some(frame) = self.octets.get(HEADER..end) else {
            return Ok(None);
        };
        let frame = SecretBytes::new(frame.to_vec());
        let rest = self.octets.get(end..).unwrap_or_default();
        self.octets = copied(rest, rest.len().max(PORTION));
        Ok(Some(frame))
    }

    fn announced(&self) -> Option<usize> {
        let header = self.octets.first_chunk::<HEADER>()?;
        usize::try_from(u32::from_be_bytes(*header)).ok()
    }

    /// Room for the rest of the frame. A vector that grows by itself would leave its old octets behind.
    fn make_room(&mut self) {
        let frame = self.announced().unwrap_or(0).min(self.longest);
        let wanted = frame.saturating_add(HEADER);
        if self.octets.len() == self.octets.capacity() || self.octets.capacity() < wanted {
            let capacity = wanted.max(self.octets.len().saturating_add(PORTION));
            self.octets = copied(&self.octets, capacity);
        }
    }
}

fn copied(octets: &[u8], capacity: usize) -> Zeroizing<Vec<u8>> {
    let mut copy = Zeroizing::new(Vec::with_capacity(capacity));
    copy.extend_from_slice(octets);
    copy
}

/// A frame as it is sent.
pub(super) fn framed(content: &SecretBytes) -> Option<SecretBytes> {
    let content = content.expose();
    let length = u32::try_from(content.len()).ok()?;
    let mut frame = Vec::with_capacity(content.len().saturating_add(HEADER));
    frame.extend_from_slice(&length.to_be_bytes());
    frame.extend_from_slice(content);
    Some(SecretBytes::new(frame))
}

/// Octets of the length.
const HEADER: usize = 4;

/// What is read at a time, in octets: more than most requests have.
const PORTION: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    fn octets(contents: &[&[u8]]) -> Vec<u8> {
        let frames = contents
            .iter()
            .map(|content| framed(&SecretBytes::new(content.to_vec())).unwrap());
        frames.flat_map(|frame| frame.expose().to_vec()).collect()
    }

    #[tokio::test]
    async fn frames_arrive_whole_however_they_are_cut() {
        let long = vec![7; 3 * PORTION];
        let sent = octets(&[b"one", b"", &long, b"two"]);
        for portion in [1, 2, 5, PORTION, sent.len()] {
            let mut inbox = Inbox::new(4 * PORTION);
            let mut received = Vec::new();
            for mut portion in sent.chunks(portion) {
                while !portion.is_empty() {
                    inbox.read(&mut portion).await.unwrap();
                    while let Some(frame) = inbox.take().unwrap() {
                        received.push(frame.expose().to_vec());
                    }
                }
            }
            assert_eq!(
                received,
                [b"one".to_vec(), vec![], long.clone(), b"two".to_vec()]
            );
            assert!(inbox.is_empty());
        }
    }

    #[tokio::test]
    async fn a_frame_is_refused_by_its_length_alone() {
        let mut inbox = Inbox::new(16);
        let mut octets: &[u8] = &17_u32.to_be_bytes();
        inbox.read(&mut octets).await.unwrap();
        assert_eq!(inbox.take().err(), Some(TooLong));
        let mut inbox = Inbox::new(16);
        let mut octets: &[u8] = &u32::MAX.to_be_bytes();
        inbox.read(&mut octets).await.unwrap();
        inbox.make_room();
        assert!(inbox.octets.capacity() < 2 * PORTION);
        assert_eq!(inbox.take().err(), Some(TooLong));
    }
}
