//! Bit fields and enumerations as newtypes with named constants, so that values which this code does not know survive.

/// Declares bit fields: `Name: u32 { NAME = value; }`.
macro_rules! flags {
    ($(
        $(#[$doc:meta])*
        $name:ident: $repr:ty {
            $($(#[$bit_doc:meta])* $bit:ident = $value:literal;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, Eq, ::ndr::Ndr, PartialEq)]
            pub struct $name(pub $repr);

            impl $name {
                $($(#[$bit_doc])* pub const $bit: Self = Self($value);)*
            }

            ::wire::flag_bits!($name);
        )*
    };
}

/// Declares access masks: [`flags!`] with the rights that every object has, [MS-DTYP] 2.4.3.
macro_rules! access_masks {
    ($(
        $(#[$doc:meta])*
        $name:ident {
            $($(#[$bit_doc:meta])* $bit:ident = $value:literal;)*
        }
    )*) => {
        $crate::flags::flags! {$(
            $(#[$doc])*
            $name: u32 {
                $($(#[$bit_doc])* $bit = $value;)*
                /// `DELETE`.
                DELETE = 0x0001_0000;
                /// `READ_CONTROL`.
                READ_CONTROL = 0x0002_0000;
                /// `WRITE_DAC`.
                WRITE_DAC = 0x0004_0000;
                /// `WRITE_OWNER`.
                WRITE_OWNER = 0x0008_0000;
                /// `ACCESS_SYSTEM_SECURITY`.
                SYSTEM_SECURITY = 0x0100_0000;
                /// `MAXIMUM_ALLOWED`: whatever the caller may do.
                MAXIMUM_ALLOWED = 0x0200_0000;
            }
        )*}
    };
}

/// Declares enumerations: `Name: u16 { NAME = value; }`.
macro_rules! values {
    ($(
        $(#[$doc:meta])*
        $name:ident: $repr:ty {
            $($(#[$value_doc:meta])* $constant:ident = $value:literal;)*
        }
    )*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, Eq, ::ndr::Ndr, PartialEq)]
            pub struct $name(pub $repr);

            impl $name {
                $($(#[$value_doc])* pub const $constant: Self = Self($value);)*
            }
        )*
    };
}

pub(crate) use {access_masks, flags, values};
