//! Types with everything in them that NDR has. The fuzz target `ndr` reads them, too: `fuzz/fuzz_targets/ndr.rs`.

use ndr::{
    AnsiStr, AnsiString, Conformant, ConformantVarying, Counted, CountedInline, CountedVarying,
    CountedVaryingInline, Full, Leveled, Ndr, Params, Ref, ShortBlob, ThenCount, UnicodeString,
    Unique, Varying, WideStr,
};
use wire::{FileTime, Guid, Sid};

/// [`ndr::oracle`] for each of them.
pub(crate) fn oracle(octets: &[u8]) {
    ndr::oracle::<Texts>(octets);
    ndr::oracle::<Lists>(octets);
    ndr::oracle::<Choices>(octets);
}

#[derive(Clone, Debug, Params, PartialEq)]
pub(crate) struct Texts {
    pub(crate) octet: u8,
    pub(crate) wide: WideStr,
    pub(crate) narrow: Unique<AnsiStr>,
    pub(crate) unicode: Tagged<UnicodeString>,
    pub(crate) octets: AnsiString,
    pub(crate) blob: ShortBlob,
}

/// A generic structure.
#[derive(Clone, Debug, Ndr, PartialEq)]
pub(crate) struct Tagged<T> {
    pub(crate) tag: u16,
    pub(crate) value: T,
}

#[derive(Clone, Debug, Params, PartialEq)]
pub(crate) struct Lists {
    pub(crate) octet: u8,
    pub(crate) conformant: Conformant<u64>,
    pub(crate) varying: Varying<u16, 8>,
    pub(crate) conformant_varying: ConformantVarying<i16>,
    pub(crate) counted: Counted<Tagged<UnicodeString>>,
    pub(crate) counted_varying: CountedVarying<u8>,
    pub(crate) inline: CountedInline<Unique<Sid>>,
    pub(crate) constant: CountedVaryingInline<UnicodeString, 8>,
    pub(crate) then_count: ThenCount<FileTime>,
    pub(crate) fixed: [Tagged<Unique<u8>>; 2],
}

#[derive(Clone, Debug, Params, PartialEq)]
pub(crate) struct Choices {
    pub(crate) tree: Ref<Tree>,
    pub(crate) leveled: Leveled<Choice>,
    pub(crate) unique: Unique<Choice>,
    pub(crate) first: Full<Tagged<u8>>,
    pub(crate) second: Full<Tagged<u8>>,
    pub(crate) guid: Guid,
}

#[derive(Clone, Debug, Ndr, PartialEq)]
pub(crate) struct Tree {
    pub(crate) left: Unique<Box<Self>>,
    pub(crate) value: u8,
    pub(crate) right: Unique<Box<Self>>,
}

#[derive(Clone, Debug, Ndr, PartialEq)]
#[ndr(tag = u16)]
pub(crate) enum Choice {
    #[ndr(case = 0)]
    Empty,
    #[ndr(case = 1)]
    Octet(u8),
    #[ndr(case = 2)]
    Names(Counted<UnicodeString>),
    #[ndr(case = 3)]
    Hyper(i64),
    #[ndr(default)]
    Other(u16, Unique<WideStr>),
}
