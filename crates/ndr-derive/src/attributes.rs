//! `#[ndr(…)]`.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::{Attribute, Error, Expr, Ident, Result};

/// What an `#[ndr(…)]` attribute can say. Which of these make sense depends on what it stands on.
pub(crate) enum Setting {
    /// `max = N`
    Max(Expr),
    /// `tag = u16`
    Tag(Ident),
    /// `case = 3`
    Case(Expr),
    /// `default`
    Default,
}

/// All settings, with where each stands.
pub(crate) fn settings(attributes: &[Attribute]) -> Result<Vec<(Span, Setting)>> {
    let mut settings = Vec::new();
    for attribute in attributes.iter().filter(|a| a.path().is_ident("ndr")) {
        attribute.parse_nested_meta(|meta| {
            let setting = if meta.path.is_ident("max") {
                Setting::Max(meta.value()?.parse()?)
            } else if meta.path.is_ident("tag") {
                Setting::Tag(integer(meta.value()?.parse()?)?)
            } else if meta.path.is_ident("case") {
                Setting::Case(meta.value()?.parse()?)
            } else if meta.path.is_ident("default") {
                Setting::Default
            } else {
                return Err(meta.error("expected `max = …`, `tag = …`, `case = …` or `default`"));
            };
            settings.push((meta.path.span(), setting));
            Ok(())
        })?;
    }
    Ok(settings)
}

/// Refuses all settings, on something that has none.
pub(crate) fn none(attributes: &[Attribute], what: &str) -> Result<()> {
    match settings(attributes)?.first() {
        None => Ok(()),
        Some((span, _)) => Err(Error::new(*span, format!("this means nothing on {what}"))),
    }
}

fn integer(tag: Ident) -> Result<Ident> {
    if ["u8", "u16", "u32"].iter().any(|known| tag == known) {
        Ok(tag)
    } else {
        Err(Error::new(
            tag.span(),
            "a union's tag is `u8`, `u16` or `u32`",
        ))
    }
}
