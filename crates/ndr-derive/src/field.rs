//! What the derives for structures and parameters have in common.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{DeriveInput, Error, Expr, Fields, Generics, Member, Result, Type};

use crate::attributes::{self, Setting};

/// A field of a structure or of a set of parameters.
pub(crate) struct Field<'a> {
    pub(crate) member: Member,
    pub(crate) ty: &'a Type,
    max: Option<Expr>,
}

impl<'a> Field<'a> {
    /// The fields of a `struct`, in order.
    pub(crate) fn all(fields: &'a Fields) -> Result<Vec<Self>> {
        fields
            .iter()
            .zip(fields.members())
            .map(|(field, member)| {
                Ok(Self {
                    member,
                    ty: &field.ty,
                    max: max(&field.attrs)?,
                })
            })
            .collect()
    }

    /// Names the field in errors. One that has no name keeps the name of the field that the newtype is.
    pub(crate) fn enter(&self) -> Option<TokenStream> {
        match &self.member {
            Member::Named(name) => {
                let name = name.to_string();
                Some(quote!(decoder.enter(#name);))
            }
            Member::Unnamed(_) => None,
        }
    }

    /// `field: value`, where `decode` evaluates to the value.
    pub(crate) fn initialise(&self, decode: &TokenStream) -> TokenStream {
        let Self { member, .. } = self;
        let enter = self.enter();
        let check = self.max.as_ref().map(|max| {
            let name = member.to_token_stream().to_string();
            // Where the trait bound is not met, the compiler is to show this field and not the whole struct.
            quote_spanned! {self.ty.span()=>
                const MAX: usize = #max;
                ::ndr::derived::check_count(&value, MAX, #name)?;
            }
        });
        quote! {
            #member: {
                #enter
                let value = #decode?;
                #check
                value
            }
        }
    }
}

/// Stops compilation, at the type, if one of these is a conformant array where none can be.
pub(crate) fn refuse_conformant<'a>(
    types: impl Iterator<Item = &'a Type>,
    reason: &str,
) -> TokenStream {
    types
        .map(|ty| {
            quote_spanned! {ty.span()=>
                const { ::core::assert!(!<#ty as ::ndr::Ndr>::CONFORMANT, #reason) }
            }
        })
        .collect()
}

/// The generics of an implementation of `bound`, which each type parameter must then have.
pub(crate) fn bounded(input: &DeriveInput, bound: &TokenStream) -> Generics {
    let mut generics = input.generics.clone();
    let parameters: Vec<_> = generics.type_params().map(|p| p.ident.clone()).collect();
    let clause = generics.make_where_clause();
    for parameter in parameters {
        clause
            .predicates
            .push(syn::parse_quote!(#parameter: #bound));
    }
    generics
}

fn max(attributes: &[syn::Attribute]) -> Result<Option<Expr>> {
    let mut max = None;
    for (span, setting) in attributes::settings(attributes)? {
        match setting {
            Setting::Max(limit) if max.is_none() => max = Some(limit),
            Setting::Max(_) => return Err(Error::new(span, "one `max` is enough")),
            Setting::Tag(_) | Setting::Case(_) | Setting::Default => {
                return Err(Error::new(span, "on a field, only `max = …` has a meaning"));
            }
        }
    }
    Ok(max)
}
