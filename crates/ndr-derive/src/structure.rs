//! `#[derive(Ndr)]` on a `struct`: structures, C706 14.3.6 and 14.3.7.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DataStruct, DeriveInput, Error, Result};

use crate::attributes;
use crate::field::{Field, bounded, refuse_conformant};

pub(crate) fn derive(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    attributes::none(&input.attrs, "a struct")?;
    let fields = Field::all(&data.fields)?;
    let Some((last, others)) = fields.split_last() else {
        return Err(Error::new(
            input.ident.span(),
            "a structure without members has no representation",
        ));
    };
    let types: Vec<_> = fields.iter().map(|field| field.ty).collect();
    let early = refuse_conformant(
        others.iter().map(|field| field.ty),
        "only the last member of a structure can be a conformant array",
    );
    let members: Vec<_> = fields.iter().map(|field| &field.member).collect();
    let (last_type, last_member) = (last.ty, &last.member);
    let enter: Vec<_> = fields.iter().map(Field::enter).collect();
    let enter_last = last.enter();
    let pending: Vec<_> = (0..fields.len())
        .map(|i| format_ident!("pending_{i}"))
        .collect();
    let complete = fields.iter().zip(&pending).map(|(field, pending)| {
        let ty = field.ty;
        field.initialise(&quote!(<#ty as ::ndr::Ndr>::decode_referents(#pending, decoder)))
    });
    let name = &input.ident;
    let bounded = bounded(input, &quote!(::ndr::Ndr));
    let (generics, arguments, clause) = bounded.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::ndr::Ndr for #name #arguments #clause {
            const ALIGN: usize = ::ndr::derived::max_align(&[#(<#types as ::ndr::Ndr>::ALIGN),*]);
            const CONFORMANT: bool = <#last_type as ::ndr::Ndr>::CONFORMANT;
            type Pending = (#(<#types as ::ndr::Ndr>::Pending,)*);

            fn encode_conformance(&self, encoder: &mut ::ndr::Encoder) {
                <#last_type as ::ndr::Ndr>::encode_conformance(&self.#last_member, encoder);
            }

            fn encode_inline(&self, encoder: &mut ::ndr::Encoder) {
                #early
                encoder.align(Self::ALIGN);
                #(<#types as ::ndr::Ndr>::encode_inline(&self.#members, encoder);)*
            }

            fn encode_referents(&self, encoder: &mut ::ndr::Encoder) {
                #(<#types as ::ndr::Ndr>::encode_referents(&self.#members, encoder);)*
            }

            fn decode_conformance(
                decoder: &mut ::ndr::Decoder<'_>,
            ) -> ::core::result::Result<(), ::ndr::Malformed> {
                #enter_last
                <#last_type as ::ndr::Ndr>::decode_conformance(decoder)
            }

            fn decode_inline(
                decoder: &mut ::ndr::Decoder<'_>,
            ) -> ::core::result::Result<Self::Pending, ::ndr::Malformed> {
                decoder.align(Self::ALIGN)?;
                ::core::result::Result::Ok((#({
                    #enter
                    <#types as ::ndr::Ndr>::decode_inline(decoder)?
                },)*))
            }

            fn decode_referents(
                (#(#pending,)*): Self::Pending,
                decoder: &mut ::ndr::Decoder<'_>,
            ) -> ::core::result::Result<Self, ::ndr::Malformed> {
                ::core::result::Result::Ok(Self { #(#complete),* })
            }
        }
    })
}
