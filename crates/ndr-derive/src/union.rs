//! `#[derive(Ndr)]` on an `enum`: non-encapsulated unions, C706 14.3.8.
//!
//! Tag and arm each have their own alignment and no common one, as Windows and Samba have it; only a structure around
//! the union is aligned to its largest arm.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Ident, Result};

use crate::arm::Arm;
use crate::attributes::{self, Setting};
use crate::field::refuse_conformant;

pub(crate) fn derive(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    if !input.generics.params.is_empty() {
        return Err(Error::new_spanned(
            &input.generics,
            "a union cannot be generic",
        ));
    }
    let tag = tag(input)?;
    let arms = data
        .variants
        .iter()
        .map(Arm::new)
        .collect::<Result<Vec<_>>>()?;
    if let Some(second) = arms.iter().filter(|arm| arm.is_default()).nth(1) {
        return Err(Error::new(
            second.name.span(),
            "a union has at most one default arm",
        ));
    }
    let constants = arms.iter().map(|arm| arm.constant(&tag));
    let pending_variants = arms.iter().map(|arm| arm.pending_variant(&tag));
    let distinct = distinct(&tag, &arms);
    let union = implement_union(&input.ident, &tag, &arms);
    let ndr = implement_ndr(&input.ident, &tag, &arms);
    Ok(quote! {
        const _: () = {
            #(#constants)*
            #distinct

            /// What the inline part tells before the referents are read.
            #[allow(unreachable_pub, clippy::large_enum_variant)]
            pub enum Pending {
                #(#pending_variants,)*
            }

            #union
            #ndr
        };
    })
}

/// Has the compiler refuse one tag for two arms: as the patterns of a `match` in a macro, it would say nothing.
fn distinct(tag: &Ident, arms: &[Arm<'_>]) -> Option<TokenStream> {
    let cases: Vec<_> = arms.iter().filter_map(Arm::discriminant).collect();
    (!cases.is_empty()).then(|| {
        quote! {
            #[repr(#tag)]
            #[allow(dead_code)]
            enum Distinct {
                #(#cases,)*
            }
        }
    })
}

fn implement_union(name: &Ident, tag: &Ident, arms: &[Arm<'_>]) -> TokenStream {
    let tag_of: Vec<_> = arms.iter().map(Arm::tag_of).collect();
    quote! {
        #[automatically_derived]
        impl ::ndr::Union for #name {
            type Tag = #tag;

            fn tag(&self) -> #tag {
                match self {
                    #(Self::#tag_of,)*
                }
            }

            fn pending_tag(pending: &Pending) -> #tag {
                match pending {
                    #(Pending::#tag_of,)*
                }
            }
        }
    }
}

fn implement_ndr(name: &Ident, tag: &Ident, arms: &[Arm<'_>]) -> TokenStream {
    let types: Vec<_> = arms.iter().filter_map(|arm| arm.ty).collect();
    let conformant = refuse_conformant(
        types.iter().copied(),
        "an arm of a union cannot be a conformant array",
    );
    let encode_inline = arms.iter().map(Arm::encode_inline);
    let encode_referents = arms.iter().map(Arm::encode_referents);
    let decode_inline = decode_inline(arms);
    let decode_referents = arms.iter().map(|arm| arm.decode_referents(name));
    quote! {
        #[automatically_derived]
        impl ::ndr::Ndr for #name {
            const ALIGN: usize = ::ndr::derived::max_align(&[
                <#tag as ::ndr::Ndr>::ALIGN,
                #(<#types as ::ndr::Ndr>::ALIGN,)*
            ]);
            type Pending = Pending;

            fn encode_inline(&self, encoder: &mut ::ndr::Encoder) {
                #conformant
                <#tag as ::ndr::Ndr>::encode_inline(&::ndr::Union::tag(self), encoder);
                match self {
                    #(#encode_inline)*
                }
            }

            fn encode_referents(&self, encoder: &mut ::ndr::Encoder) {
                let _ = &encoder;
                match self {
                    #(#encode_referents)*
                }
            }

            #decode_inline

            fn decode_referents(
                pending: Pending,
                decoder: &mut ::ndr::Decoder<'_>,
            ) -> ::core::result::Result<Self, ::ndr::Malformed> {
                let _ = &decoder;
                ::core::result::Result::Ok(match pending {
                    #(#decode_referents)*
                })
            }
        }
    }
}

fn decode_inline(arms: &[Arm<'_>]) -> TokenStream {
    let (default, cases): (Vec<_>, Vec<_>) = arms.iter().partition(|arm| arm.is_default());
    let cases = cases.into_iter().map(Arm::decode_inline);
    let otherwise = match default.first() {
        Some(arm) => arm.decode_inline(),
        None => quote!(tag => return ::core::result::Result::Err(decoder.illegal(tag)),),
    };
    quote! {
        fn decode_inline(
            decoder: &mut ::ndr::Decoder<'_>,
        ) -> ::core::result::Result<Pending, ::ndr::Malformed> {
            let tag = <<Self as ::ndr::Union>::Tag as ::ndr::Ndr>::decode_inline(decoder)?;
            ::core::result::Result::Ok(match tag {
                #(#cases)*
                #otherwise
            })
        }
    }
}

fn tag(input: &DeriveInput) -> Result<Ident> {
    let mut tag = None;
    for (span, setting) in attributes::settings(&input.attrs)? {
        match setting {
            Setting::Tag(ty) if tag.is_none() => tag = Some(ty),
            Setting::Tag(_) => return Err(Error::new(span, "one `tag` is enough")),
            Setting::Max(_) | Setting::Case(_) | Setting::Default => {
                return Err(Error::new(span, "on an enum, only `tag = …` has a meaning"));
            }
        }
    }
    tag.ok_or_else(|| {
        Error::new(
            input.ident.span(),
            "a union needs `#[ndr(tag = u16)]` or another type of tag; an IDL enum is a newtype of `u16` or `u32`",
        )
    })
}
