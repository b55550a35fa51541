//! NDR 2.0 transfer syntax, [C706] 14 as [MS-RPCE] 2.2.4 uses it: how the parameters of a call become octets.
//!
//! Types implement [`Ndr`] (almost always by `#[derive(Ndr)]`), requests and replies implement [`Params`] (by
//! `#[derive(Params)]`). Writing is always little-endian; reading follows the format label of the PDU.
//!
//! | IDL | here |
//! |---|---|
//! | `unsigned char, short, long, hyper` and signed ones | `u8 u16 u32 u64 i16 i32 i64` |
//! | `enum` (16 bits on the wire), `[v1_enum]` (32 bits), flags, status codes | a newtype: `#[derive(Ndr)] pub struct Kind(pub u16);` |
//! | `T x[4]` | `[T; 4]` |
//! | `[unique] T *` | `Unique<T>`, which is `Option<T>` |
//! | `[ref] T *` inside a structure | `Ref<T>`; as a parameter, plain `T` |
//! | `[ptr] T *` (full) | `Full<T>` |
//! | `[string] wchar_t *` (pointee) | `WideStr`; so `[in, unique, string] wchar_t *` is `Unique<WideStr>` |
//! | `[string] char *` (pointee) | `AnsiStr` |
//! | `[size_is(n)] T[]` (pointee or parameter, with its maximum count) | `Conformant<T>` |
//! | `[size_is(n), length_is(m)] T[]` | `ConformantVarying<T>` |
//! | `{ ULONG n; [size_is(n)] T *p; }` | `Counted<T>` |
//! | parameters `ULONG n, [size_is(n)] T p[]` | `CountedInline<T>` |
//! | parameters `[unique, size_is(n)] T *p, ULONG n` | `ThenCount<T>` |
//! | `RPC_UNICODE_STRING`, `STRING` | `UnicodeString`, `AnsiString` |
//! | `RPC_SID *` | `Unique<Sid>`; `Sid`, `Guid`, `FileTime`, `NtStatus`, `Win32Error` come from `wire` |
//! | context handle | `ContextHandle` |
//! | `[switch_is(level)] union` | an `enum` with `#[derive(Ndr)] #[ndr(tag = u16)]`, a `#[ndr(case = 3)]` on each variant, `#[ndr(default)]` on at most one |
//! | parameters `level, [switch_is(level)] union` | `Leveled<U>` |
