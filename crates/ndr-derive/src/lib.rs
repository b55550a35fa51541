//! Derives for `ndr`, which re-exports them and explains what they are for.

mod arm;
mod attributes;
mod field;
mod params;
mod structure;
mod union;

use proc_macro::TokenStream;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// Implements `ndr::Ndr`: for a `struct` as an NDR structure, for an `enum` as a union.
///
/// A structure of one member has the representation of that member, so newtypes need nothing else.
///
/// On a field of a `struct`: `#[ndr(max = N)]` refuses values whose count is larger (`[range(0, N)]`).
///
/// On an `enum`: `#[ndr(tag = u16)]` names the type of the tag. Each variant is empty or has one unnamed field, its
/// arm, and has `#[ndr(case = 3)]`, an expression that is constant. One variant may have `#[ndr(default)]` instead: its
/// first field is the tag, and it may have a second one, the arm. Without a default, other tags are refused.
#[proc_macro_derive(Ndr, attributes(ndr))]
pub fn derive_ndr(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    match &input.data {
        Data::Struct(data) => structure::derive(&input, data),
        Data::Enum(data) => union::derive(&input, data),
        Data::Union(data) => Err(Error::new(
            data.union_token.span,
            "an IDL union is a Rust enum",
        )),
    }
    .unwrap_or_else(Error::into_compile_error)
    .into()
}

/// Implements `ndr::Params`: each field of the `struct` is one parameter, or a pair of them, in the order of the IDL.
///
/// On a field: `#[ndr(max = N)]` refuses values whose count is larger (`[range(0, N)]`).
#[proc_macro_derive(Params, attributes(ndr))]
pub fn derive_params(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    params::derive(&input)
        .unwrap_or_else(Error::into_compile_error)
        .into()
}
