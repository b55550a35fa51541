//! `#[derive(Params)]`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Error, Result};

use crate::attributes;
use crate::field::{Field, bounded};

pub(crate) fn derive(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new(
            input.ident.span(),
            "the parameters of a call are a struct",
        ));
    };
    attributes::none(&input.attrs, "a struct")?;
    let fields = Field::all(&data.fields)?;
    let encode = fields.iter().map(|Field { member, ty, .. }| {
        quote!(<#ty as ::ndr::Param>::encode_param(&self.#member, encoder);)
    });
    let decode = fields.iter().map(|field| {
        let ty = field.ty;
        field.initialise(&quote!(<#ty as ::ndr::Param>::decode_param(decoder)))
    });
    let name = &input.ident;
    let bounded = bounded(input, &quote!(::ndr::Param));
    let (generics, arguments, clause) = bounded.split_for_impl();
    Ok(quote! {
        #[automatically_derived]
        impl #generics ::ndr::Params for #name #arguments #clause {
            fn encode(&self, encoder: &mut ::ndr::Encoder) {
                let _ = &encoder;
                #(#encode)*
            }

            fn decode(
                decoder: &mut ::ndr::Decoder<'_>,
            ) -> ::core::result::Result<Self, ::ndr::Malformed> {
                let _ = &decoder;
                ::core::result::Result::Ok(Self { #(#decode),* })
            }
        }
    })
}
