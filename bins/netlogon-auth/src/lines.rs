//! Lines of a server, which has them from anybody.

use std::io::{self, BufRead, Read};

use zeroize::Zeroizing;

/// What came.
pub(crate) enum Line {
    /// A line, without its end.
    Whole(Zeroizing<Vec<u8>>),
    /// One that is longer than any may be; it was skipped.
    TooLong,
    /// The server has gone.
    End,
}

/// The next line. The reader's own buffer is not wiped: it holds what the server's pipe held.
pub(crate) fn next(input: &mut impl BufRead) -> io::Result<Line> {
    let mut line = Zeroizing::new(Vec::with_capacity(LONGEST));
    let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
    input.by_ref().take(limit).read_until(b'\n', &mut line)?;
    if line.is_empty() {
        return Ok(Line::End);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        return Ok(Line::Whole(line));
    }
    if line.len() < LONGEST {
        // The last one, and it has no end: it may be half of one.
        return Ok(Line::End);
    }
    input.skip_until(b'\n')?;
    Ok(Line::TooLong)
}

/// In octets: a token of NTLM or SPNEGO has some thousand at most.
const LONGEST: usize = 64 * 1024;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_bounded_and_half_ones_are_none() {
        let long = vec![b'x'; LONGEST + 10];
        let mut input = &[&b"one\r\n\n"[..], &long, b"\ntwo\nthr"].concat()[..];
        let mut seen = Vec::new();
        loop {
            match next(&mut input).unwrap() {
                Line::Whole(line) => seen.push(String::from_utf8(line.to_vec()).unwrap()),
                Line::TooLong => seen.push("(too long)".into()),
                Line::End => break,
            }
        }
        assert_eq!(seen, ["one", "", "(too long)", "two"]);
    }
}
