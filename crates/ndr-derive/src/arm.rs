//! An arm of a union: a variant of the enum.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Error, Expr, Fields, Ident, Result, Type, Variant};

use crate::attributes::{self, Setting};

/// A variant and what selects it.
pub(crate) struct Arm<'a> {
    pub(crate) name: &'a Ident,
    pub(crate) selector: Selector,
    /// What the union contains then; nothing for an empty arm.
    pub(crate) ty: Option<&'a Type>,
}

pub(crate) enum Selector {
    /// One value of the tag.
    Case { value: Expr, constant: Ident },
    /// All values that have no arm of their own.
    Default,
}

impl<'a> Arm<'a> {
    pub(crate) fn is_default(&self) -> bool {
        matches!(self.selector, Selector::Default)
    }

    pub(crate) fn new(variant: &'a Variant) -> Result<Self> {
        let name = &variant.ident;
        let selector = selector(variant)?;
        let fields: Vec<_> = match &variant.fields {
            Fields::Unit => Vec::new(),
            Fields::Unnamed(fields) => fields.unnamed.iter().collect(),
            Fields::Named(fields) => {
                return Err(Error::new_spanned(
                    fields,
                    "an arm is one unnamed field; give a structure a type of its own",
                ));
            }
        };
        for field in &fields {
            attributes::none(&field.attrs, "the field of an arm")?;
        }
        let ty = match (&selector, fields.as_slice()) {
            (Selector::Case { .. }, []) | (Selector::Default, [_]) => None,
            (Selector::Case { .. }, [arm]) | (Selector::Default, [_, arm]) => Some(&arm.ty),
            (Selector::Case { .. }, _) => {
                return Err(Error::new(
                    name.span(),
                    "an arm is empty or has one field; give a structure a type of its own",
                ));
            }
            (Selector::Default, _) => {
                return Err(Error::new(
                    name.span(),
                    "the default arm has the tag as its first field, and perhaps the arm as its second",
                ));
            }
        };
        Ok(Self { name, selector, ty })
    }

    /// The tag as a constant, so that any constant expression can be the pattern of a `match`.
    pub(crate) fn constant(&self, tag: &Ident) -> Option<TokenStream> {
        match &self.selector {
            Selector::Case { value, constant } => Some(quote!(const #constant: #tag = #value;)),
            Selector::Default => None,
        }
    }

    /// `Variant = tag`, as a plain enum has it.
    pub(crate) fn discriminant(&self) -> Option<TokenStream> {
        let name = self.name;
        match &self.selector {
            Selector::Case { value, constant } => {
                Some(quote_spanned!(value.span()=> #name = #constant))
            }
            Selector::Default => None,
        }
    }

    pub(crate) fn pending_variant(&self, tag: &Ident) -> TokenStream {
        let name = self.name;
        let ty = self.ty.iter();
        match self.selector {
            Selector::Case { .. } => quote!(#name(#(<#ty as ::ndr::Ndr>::Pending)*)),
            Selector::Default => quote!(#name(#tag, #(<#ty as ::ndr::Ndr>::Pending)*)),
        }
    }

    /// `Variant(…) => tag`, without the type.
    pub(crate) fn tag_of(&self) -> TokenStream {
        let name = self.name;
        match &self.selector {
            Selector::Case { constant, .. } => quote!(#name { .. } => #constant),
            Selector::Default => quote!(#name(tag, ..) => *tag),
        }
    }

    pub(crate) fn encode_inline(&self) -> TokenStream {
        self.with_arm(|ty| quote!(<#ty as ::ndr::Ndr>::encode_inline(arm, encoder)))
    }

    pub(crate) fn encode_referents(&self) -> TokenStream {
        self.with_arm(|ty| quote!(<#ty as ::ndr::Ndr>::encode_referents(arm, encoder)))
    }

    /// `Self::Variant(arm) => encode(arm),`
    fn with_arm(&self, encode: impl Fn(&Type) -> TokenStream) -> TokenStream {
        let name = self.name;
        match (&self.selector, self.ty) {
            (_, None) => quote!(Self::#name { .. } => {}),
            (Selector::Case { .. }, Some(ty)) => {
                let encode = encode(ty);
                quote!(Self::#name(arm) => #encode,)
            }
            (Selector::Default, Some(ty)) => {
                let encode = encode(ty);
                quote!(Self::#name(_, arm) => #encode,)
            }
        }
    }

    pub(crate) fn decode_inline(&self) -> TokenStream {
        let name = self.name;
        let arm = self
            .ty
            .iter()
            .map(|ty| quote!(<#ty as ::ndr::Ndr>::decode_inline(decoder)?));
        match &self.selector {
            Selector::Case { constant, .. } => quote!(#constant => Pending::#name(#(#arm)*),),
            Selector::Default => quote!(tag => Pending::#name(tag, #(#arm)*),),
        }
    }

    pub(crate) fn decode_referents(&self, union: &Ident) -> TokenStream {
        let name = self.name;
        match (&self.selector, self.ty) {
            (Selector::Case { .. }, None) => quote!(Pending::#name() => #union::#name,),
            (Selector::Case { .. }, Some(ty)) => quote! {
                Pending::#name(arm) => {
                    #union::#name(<#ty as ::ndr::Ndr>::decode_referents(arm, decoder)?)
                }
            },
            (Selector::Default, None) => quote!(Pending::#name(tag) => #union::#name(tag),),
            (Selector::Default, Some(ty)) => quote! {
                Pending::#name(tag, arm) => {
                    #union::#name(tag, <#ty as ::ndr::Ndr>::decode_referents(arm, decoder)?)
                }
            },
        }
    }
}

fn selector(variant: &Variant) -> Result<Selector> {
    let mut selector = None;
    for (span, setting) in attributes::settings(&variant.attrs)? {
        if selector.is_some() {
            return Err(Error::new(span, "one `case` or `default` is enough"));
        }
        selector = Some(match setting {
            Setting::Case(value) => Selector::Case {
                value,
                constant: format_ident!("CASE_{}", variant.ident.to_string().to_uppercase()),
            },
            Setting::Default => Selector::Default,
            Setting::Max(_) | Setting::Tag(_) => {
                return Err(Error::new(
                    span,
                    "on a variant, only `case = …` and `default` have a meaning",
                ));
            }
        });
    }
    selector.ok_or_else(|| {
        Error::new(
            variant.ident.span(),
            "which arm is this? `#[ndr(case = 3)]` or `#[ndr(default)]`",
        )
    })
}
