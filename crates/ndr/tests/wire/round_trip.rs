//! Any value is read as it was written, and any octets are refused or understood.

use ndr::{AnsiStr, AnsiString, Full, Leveled, Params, Ref, ShortBlob, UnicodeString, WideStr};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use wire::{FileTime, Guid, Sid};

use crate::read;
use crate::shapes::{self, Choice, Choices, Lists, Tagged, Texts, Tree};

fn text() -> impl Strategy<Value = String> {
    vec(any::<char>(), 0..5).prop_map(String::from_iter)
}

fn wide() -> impl Strategy<Value = WideStr> {
    text().prop_map(WideStr::from)
}

fn unicode() -> impl Strategy<Value = UnicodeString> {
    option::of(text()).prop_map(UnicodeString)
}

fn sid() -> impl Strategy<Value = Sid> {
    (0..=Sid::MAX_AUTHORITY, vec(any::<u32>(), 0..=15))
        .prop_map(|(authority, subs)| Sid::new(authority, &subs).unwrap())
}

fn tagged<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Tagged<T>> {
    (any::<u16>(), value).prop_map(|(tag, value)| Tagged { tag, value })
}

/// At most eight items as any kind of list.
fn list<L: From<Vec<T>> + std::fmt::Debug, T: std::fmt::Debug>(
    item: impl Strategy<Value = T>,
) -> impl Strategy<Value = L> {
    vec(item, 0..=8).prop_map(L::from)
}

prop_compose! {
    fn texts()(
        octet in any::<u8>(),
        wide in wide(),
        narrow in option::of(text()),
        unicode in tagged(unicode()),
        octets in option::of(vec(any::<u8>(), 0..5)),
        blob in option::of(vec(any::<u16>(), 0..5)),
    ) -> Texts {
        Texts {
            octet,
            wide,
            narrow: narrow.map(AnsiStr::from),
            unicode,
            octets: AnsiString(octets),
            blob: ShortBlob(blob),
        }
    }
}

prop_compose! {
    fn lists()(
        octet in any::<u8>(),
        conformant in list(any::<u64>()),
        varying in list(any::<u16>()),
        conformant_varying in list(any::<i16>()),
        counted in list(tagged(unicode())),
        counted_varying in list(any::<u8>()),
        inline in list(option::of(sid())),
        constant in list(unicode()),
        then_count in list(any::<u64>().prop_map(FileTime)),
        fixed in [tagged(any::<Option<u8>>()), tagged(any::<Option<u8>>())],
    ) -> Lists {
        Lists {
            octet,
            conformant,
            varying,
            conformant_varying,
            counted,
            counted_varying,
            inline,
            constant,
            then_count,
            fixed,
        }
    }
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = any::<u8>().prop_map(|value| Tree {
        left: None,
        value,
        right: None,
    });
    leaf.prop_recursive(5, 16, 2, |tree| {
        let branch = option::of(tree.prop_map(Box::new));
        (branch.clone(), any::<u8>(), branch).prop_map(|(left, value, right)| Tree {
            left,
            value,
            right,
        })
    })
}

fn choice() -> impl Strategy<Value = Choice> {
    prop_oneof![
        Just(Choice::Empty),
        any::<u8>().prop_map(Choice::Octet),
        list(unicode()).prop_map(Choice::Names),
        any::<i64>().prop_map(Choice::Hyper),
        (4..=u16::MAX, option::of(wide())).prop_map(|(tag, arm)| Choice::Other(tag, arm)),
    ]
}

prop_compose! {
    fn choices()(
        tree in tree(),
        leveled in choice(),
        unique in option::of(choice()),
        first in tagged(any::<u8>()),
        second in option::of(option::of(tagged(any::<u8>()))),
        guid in any::<u128>(),
    ) -> Choices {
        let first = Full::new(first);
        let second = match second {
            None => first.clone(),
            Some(None) => Full::NULL,
            Some(Some(other)) => Full::new(other),
        };
        Choices {
            tree: Ref(tree),
            leveled: Leveled(leveled),
            unique,
            first,
            second,
            guid: Guid::from_u128(guid),
        }
    }
}

/// `value` survives, and what is left of its octets after `cut`, with `octet` in it, is refused or understood.
fn check<P: Params + PartialEq + std::fmt::Debug>(
    value: &P,
    cut: prop::sample::Index,
    octet: u8,
) -> Result<(), TestCaseError> {
    let mut wire = ndr::to_bytes(value);
    let again = read::<P>(&wire);
    prop_assert_eq!(again.as_ref(), Ok(value));
    let cut = cut.index(wire.len());
    prop_assert!(read::<P>(&wire[..cut]).is_err(), "{} octets", cut);
    wire[cut] = octet;
    ndr::oracle::<P>(&wire);
    Ok(())
}

proptest! {
    #[test]
    fn texts_round_trip(value in texts(), cut: prop::sample::Index, octet: u8) {
        check(&value, cut, octet)?;
    }

    #[test]
    fn lists_round_trip(value in lists(), cut: prop::sample::Index, octet: u8) {
        check(&value, cut, octet)?;
    }

    #[test]
    fn choices_round_trip(value in choices(), cut: prop::sample::Index, octet: u8) {
        check(&value, cut, octet)?;
    }

    #[test]
    fn any_octets_are_refused_or_understood(octets in vec(prop_oneof![3 => Just(0), 2 => 0..4_u8, 1 => any::<u8>()], 0..200)) {
        shapes::oracle(&octets);
    }
}

/// What the fuzzer found once, and where it starts from.
#[test]
fn corpus_is_refused_or_understood() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fuzz/corpus/ndr");
    let mut seeds = 0;
    for seed in std::fs::read_dir(corpus).unwrap() {
        shapes::oracle(&std::fs::read(seed.unwrap().path()).unwrap());
        seeds += 1;
    }
    assert!(seeds > 0, "the corpus is gone");
}
