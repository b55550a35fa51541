//! How a name says in which domain it is.

/// A name that is to be translated, [MS-LSAT] 3.1.4.5.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Name<'a> {
    /// `user`, or the name of a domain.
    Isolated(&'a str),
    /// `DOMAIN\user`.
    Qualified {
        /// Before the backslash.
        domain: &'a str,
        /// Behind it.
        name: &'a str,
    },
    /// `user@DOMAIN`. Nobody has another than by account and domain, [`Names::account_of`](crate::Names::account_of).
    Principal {
        /// Behind the last `@`.
        domain: &'a str,
        /// Before it.
        name: &'a str,
    },
}

impl<'a> Name<'a> {
    pub(super) fn parse(text: &'a str) -> Self {
        if let Some((domain, name)) = text.split_once('\\') {
            return Self::Qualified { domain, name };
        }
        match text.rsplit_once('@') {
            Some((name, domain)) => Self::Principal { domain, name },
            None => Self::Isolated(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_forms_of_names() {
        let qualified = |domain, name| Name::Qualified { domain, name };
        let principal = |domain, name| Name::Principal { domain, name };
        for (text, name) in [
            ("user", Name::Isolated("user")),
            ("", Name::Isolated("")),
            ("OURDOM\\user", qualified("OURDOM", "user")),
            ("OURDOM\\", qualified("OURDOM", "")),
            ("\\Everyone", qualified("", "Everyone")),
            ("A\\b\\c", qualified("A", "b\\c")),
            ("OURDOM\\a@b", qualified("OURDOM", "a@b")),
            ("user@ourdom", principal("ourdom", "user")),
            ("a@b@ourdom", principal("ourdom", "a@b")),
        ] {
            assert_eq!(Name::parse(text), name, "{text}");
        }
    }
}
