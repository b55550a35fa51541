//! NDR 2.0 transfer syntax, C706 14 as [MS-RPCE] 2.2.4 uses it: how the parameters of a call become octets.
//!
//! Types implement [`Ndr`] (almost always by `#[derive(Ndr)]`), requests and replies implement [`Params`] (by
//! `#[derive(Params)]`). Writing is always little-endian; reading follows the format label of the PDU.
//!
//! | IDL | here |
//! |---|---|
//! | `unsigned char, short, long, hyper` and signed ones | `u8 u16 u32 u64 i16 i32 i64` |
//! | `enum` (16 bits on the wire), `[v1_enum]` (32 bits), flags, status codes | a newtype: `#[derive(Ndr)] pub struct Kind(pub u16);` |
//! | `T x[4]` | `[T; 4]` |
//! | `[unique] T *` | [`Unique<T>`], which is `Option<T>` |
//! | `[ref] T *` inside a structure | [`Ref<T>`]; as a parameter, plain `T` |
//! | `[ptr] T *` (full) | [`Full<T>`] |
//! | `[string] wchar_t *` (pointee) | [`WideStr`]; so `[in, unique, string] wchar_t *` is `Unique<WideStr>` |
//! | `[string] char *` (pointee) | [`AnsiStr`] |
//! | `[size_is(n)] T[]` (pointee, parameter, or last member of a structure, with its maximum count) | [`Conformant<T>`] |
//! | `[size_is(n), length_is(m)] T[]` | [`ConformantVarying<T>`]; with a constant for `n`, `ConformantVarying<T, 1260>` |
//! | `[length_is(m)] T x[4]` | [`Varying<T, 4>`](Varying) |
//! | `{ ULONG n; [size_is(n)] T *p; }` | [`Counted<T>`] |
//! | `{ ULONG m; ULONG n; [size_is(n), length_is(m)] T *p; }` | [`CountedVarying<T>`] |
//! | parameters `ULONG n, [size_is(n)] T p[]` | [`CountedInline<T>`] |
//! | parameters `ULONG m, [size_is(1000), length_is(m)] T p[]` | [`CountedVaryingInline<T, 1000>`](CountedVaryingInline) |
//! | parameters `[unique, size_is(n)] T *p, ULONG n` | [`ThenCount<T>`] |
//! | parameters `[size_is(n)] T p[], ULONG n` | [`InlineThenCount<T>`] |
//! | `RPC_UNICODE_STRING`, `STRING`, `RPC_SHORT_BLOB` | [`UnicodeString`], [`AnsiString`], [`ShortBlob`] |
//! | `RPC_SID *` | `Unique<Sid>`; `Sid`, `Guid`, `FileTime`, `NtStatus`, `Win32Error` come from `wire` |
//! | a key or hash that must stay secret | `wire::SecretKey<16>`, as `[u8; 16]` |
//! | context handle | [`ContextHandle`] |
//! | `[switch_is(level)] union` | an `enum` with `#[derive(Ndr)] #[ndr(tag = u16)]`, a `#[ndr(case = 3)]` on each variant, `#[ndr(default)]` on at most one |
//! | `level, [switch_is(level)] union`, parameters or adjacent members | [`Leveled<U>`] |
//! | `[range(0, 1000)] ULONG n` as the count of one of these | `#[ndr(max = 1000)]` on the field |
//!
//! `FILETIME` and `OLD_LARGE_INTEGER` are two `ULONG`s, so `wire::FileTime` aligns to 4 octets; a `LARGE_INTEGER` is a
//! `hyper` and aligns to 8: that is `u64` or `i64`.
//!
//! What the derives refuse, they refuse when compiling:
//!
//! ```compile_fail
//! #[derive(ndr::Ndr)] // an IDL enum is a newtype, and an IDL union says of what type its tag is
//! enum Kind {
//!     #[ndr(case = 1)]
//!     One,
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(ndr::Params)]
//! struct Request {
//!     #[ndr(max = 5)] // there is nothing to count
//!     number: u32,
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(ndr::Ndr)]
//! struct Pair {
//!     array: ndr::CountedInline<u8>, // two parameters, which no structure can contain
//! }
//! ```
//!
//! ```compile_fail
//! #[derive(ndr::Ndr)]
//! struct Early {
//!     array: ndr::Conformant<u8>, // not the last member
//!     number: u32,
//! }
//!
//! #[derive(ndr::Params)]
//! struct Request {
//!     early: Early,
//! }
//!
//! ndr::to_bytes(&Request { early: Early { array: vec![].into(), number: 0 } });
//! ```

extern crate self as ndr; // for the derives, which name this crate

mod array;
mod context;
mod counted;
mod counted_string;
mod decoder;
mod encoder;
mod pointer;
mod representation;
mod string;
mod stub;
mod traits;
mod union;
mod values;

pub use array::{Conformant, ConformantVarying, Varying};
pub use context::ContextHandle;
pub use counted::{
    Counted, CountedInline, CountedVarying, CountedVaryingInline, InlineThenCount, ThenCount,
};
pub use counted_string::{AnsiString, ShortBlob, UnicodeString};
pub use decoder::Decoder;
pub use encoder::Encoder;
pub use ndr_derive::{Ndr, Params};
pub use pointer::{Full, Ref, Unique};
pub use representation::DataRepresentation;
pub use string::{AnsiStr, WideStr};
pub use stub::{from_bytes, oracle, to_bytes};
pub use traits::{Count, Ndr, Param, Params};
pub use union::{Leveled, Union};
pub use wire::Malformed;

/// What the derives expand to; nothing for people.
#[doc(hidden)]
pub mod derived {
    pub use crate::traits::{check_count, max_align};
}
