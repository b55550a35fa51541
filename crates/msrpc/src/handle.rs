//! Context handles, one type for each kind of object, so that a user's handle cannot stand where a domain's belongs.

/// Declares handle types: one line each, over [`ndr::ContextHandle`], into which each converts for the calls that take any.
macro_rules! handles {
    ($($(#[$doc:meta])* $name:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, Default, Eq, ::ndr::Ndr, PartialEq)]
            pub struct $name(pub ndr::ContextHandle);

            impl From<$name> for ndr::ContextHandle {
                fn from(handle: $name) -> Self {
                    handle.0
                }
            }
        )*
    };
}

pub(crate) use handles;
