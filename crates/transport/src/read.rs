//! Reading from who may have nothing to say for hours.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Poll, ready};

use tokio::io::{AsyncRead, ReadBuf};

/// Reads once, to the end of `octets`; the count is 0 at the end of the stream. Dropping the future loses nothing.
///
/// What is read into is on the stack, and only while there is something to read: a connection that waits has no buffer.
pub(crate) async fn read<R>(stream: &mut R, octets: &mut Vec<u8>) -> io::Result<usize>
where
    R: AsyncRead + Unpin,
{
    poll_fn(|context| {
        let mut portion = [const { MaybeUninit::uninit() }; PORTION];
        let mut portion = ReadBuf::uninit(&mut portion);
        ready!(Pin::new(&mut *stream).poll_read(context, &mut portion))?;
        octets.extend_from_slice(portion.filled());
        Poll::Ready(Ok(portion.filled().len()))
    })
    .await
}

/// What is read at a time, in octets: more than most messages have.
const PORTION: usize = 8192;
