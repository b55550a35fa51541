//! What can be done with bit fields.

/// Gives newtypes of bits what can be done with them: `flag_bits!(Name)`. Unknown bits survive; what the known ones are called
/// is said by each type itself.
#[macro_export]
macro_rules! flag_bits {
    ($($name:ident),+) => {$(
        impl $name {
            /// Whether every bit of `other` is set.
            #[must_use]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether any bit of `other` is set.
            #[must_use]
            pub const fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }

            /// The bits of both: `|`, in constants too.
            #[must_use]
            pub const fn with(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// These bits without those of `other`.
            #[must_use]
            pub const fn without(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;

            fn bitor(self, other: Self) -> Self {
                self.with(other)
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;

            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }
    )+};
}

#[cfg(test)]
#[expect(unreachable_pub, reason = "it is for types that others see")]
mod tests {
    #[derive(Clone, Copy, Debug, Eq, PartialEq)]
    struct Bits(u8);

    flag_bits!(Bits);

    #[test]
    fn some_of_several_bits_are_not_all_of_them() {
        let both = Bits(1) | Bits(2);
        assert_eq!(both, Bits(1).with(Bits(2)));
        assert!(both.contains(Bits(1)) && !Bits(1).contains(both));
        assert!(both.intersects(Bits(6)) && !both.intersects(Bits(4)));
        assert_eq!(both.without(Bits(6)), Bits(1));
        assert_eq!(both & Bits(6), Bits(2));
    }
}
