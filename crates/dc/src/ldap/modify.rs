//! Changes, RFC 4511 4.6: a few attributes of a computer's entry, by the computer itself or an administrator.

use ldap::asn1::{ChangeOperation, ModifyRequest, ModifyRequestChanges, ResultCode};
use ldap::{Answer, Dn, Outcome};
use store::{Computer, StoreError, User};
use tracing::info;
use wire::Sid;

use super::search::{BIND_FIRST, NO_SUCH_OBJECT, unavailable};
use super::tree::Tree;
use crate::Controller;
use crate::computer::{OwnNames, is_computer};

/// What is held against what a computer says of itself; an administrator may say anything of it.
struct Validation<'a> {
    names: OwnNames,
    dns_domain: &'a str,
}

impl Controller {
    /// Answers a change.
    pub(super) async fn modify(
        &self,
        tree: &Tree,
        caller: Option<&Sid>,
        modify: &ModifyRequest,
    ) -> Answer {
        let changed = self.change(tree, caller, modify).await;
        Answer::Changed(changed.err().unwrap_or(Outcome::SUCCESS))
    }

    async fn change(
        &self,
        tree: &Tree,
        caller: Option<&Sid>,
        modify: &ModifyRequest,
    ) -> Result<(), Outcome> {
        let caller = caller.ok_or(BIND_FIRST)?;
        let dn = Dn::parse(&modify.object)
            .map_err(|_| Outcome::new(ResultCode::InvalidDnSyntax, "no name that is read here"))?;
        if dn == tree.domain {
            return Err(NOT_YOURS);
        }
        let user = self.account_of(tree, &dn).await.map_err(unavailable)?;
        let user = user.ok_or(NO_SUCH_OBJECT)?;
        let validation = self.validation(caller, &user).await?;
        let changes = &modify.changes;
        let initial = self.own_names(&user).initial();
        let updated = self.store().update_computer(user.rid, initial, |computer| {
            changes
                .iter()
                .try_for_each(|change| apply(computer, change, validation.as_ref()))
        });
        match updated.await {
            Ok(outcome) => outcome?,
            Err(StoreError::InvalidValue { .. }) => return Err(TOO_MUCH),
            Err(StoreError::NoSuchAccount) => return Err(NO_SUCH_OBJECT),
            Err(error) => return Err(unavailable(error)),
        }
        info!(%caller, account = %cli::printable(&user.name), "a computer's entry was changed");
        Ok(())
    }

    /// Whether somebody may change an account's entry, and what is held against what he writes.
    async fn validation(
        &self,
        caller: &Sid,
        user: &User,
    ) -> Result<Option<Validation<'_>>, Outcome> {
        let dns_domain = self.settings().dns_domain.as_deref().unwrap_or_default();
        let token = self.authority().token_of(caller, &[]).await;
        let is_administrator = token.map_err(unavailable)?.is_administrator();
        let is_self = self.names().sid.child(user.rid).as_ref() == Ok(caller);
        match (is_administrator, is_self) {
            _ if !is_computer(user) => Err(NOT_YOURS),
            (true, _) => Ok(None),
            (false, true) => Ok(Some(Validation {
                names: self.own_names(user),
                dns_domain,
            })),
            (false, false) => Err(NOT_YOURS),
        }
    }
}

fn apply(
    computer: &mut Computer,
    change: &ModifyRequestChanges,
    validation: Option<&Validation<'_>>,
) -> Result<(), Outcome> {
    let values = change.modification.vals.to_vec();
    let values: Result<Vec<&str>, _> = values
        .into_iter()
        .map(|value| std::str::from_utf8(value))
        .collect();
    let values = values.map_err(|_| NO_TEXT)?;
    let operation = change.operation;
    let attribute = change.modification.r#type.to_ascii_lowercase();
    match attribute.as_str() {
        "dnshostname" => {
            let is_own =
                |name: &&str| validation.is_none_or(|own| own.names.is_dns_host_name(name));
            if operation != ChangeOperation::Delete && !values.iter().all(is_own) {
                return Err(Outcome::new(
                    ResultCode::ConstraintViolation,
                    "dNSHostName has to be the account's name in the domain",
                ));
            }
            single(&mut computer.dns_host_name, operation, &values)
        }
        "operatingsystem" => single(&mut computer.operating_system, operation, &values),
        "operatingsystemversion" => {
            single(&mut computer.operating_system_version, operation, &values)
        }
        "operatingsystemservicepack" => single(
            &mut computer.operating_system_service_pack,
            operation,
            &values,
        ),
        "serviceprincipalname" => {
            let is_own = |name: &&str| {
                validation.is_none_or(|own| own.names.is_service(name, own.dns_domain))
            };
            if operation != ChangeOperation::Delete && !values.iter().all(is_own) {
                return Err(Outcome::new(
                    ResultCode::ConstraintViolation,
                    "servicePrincipalName has to be of the computer's own names",
                ));
            }
            several(&mut computer.service_principal_names, operation, &values)
        }
        "msds-supportedencryptiontypes" => {
            let types = computer.supported_encryption_types;
            let mut text = types.map(|types| types.to_string()).unwrap_or_default();
            single(&mut text, operation, &values)?;
            computer.supported_encryption_types = match text.as_str() {
                "" => None,
                text => Some(text.parse().map_err(|_| NO_NUMBER)?),
            };
            Ok(())
        }
        // What else there is, is the account's, which is not administered here.
        _ => Err(Outcome::new(
            ResultCode::UnwillingToPerform,
            "this attribute is not changed here",
        )),
    }
}

/// A change of an attribute that has one value at most; the empty text is none.
fn single(field: &mut String, operation: ChangeOperation, values: &[&str]) -> Result<(), Outcome> {
    let value = match values {
        [] => None,
        [value] => Some(*value),
        _ => return Err(ONE_VALUE),
    };
    match operation {
        ChangeOperation::Replace => *field = value.unwrap_or_default().to_owned(),
        ChangeOperation::Add if !field.is_empty() => return Err(THERE),
        ChangeOperation::Add => *field = value.ok_or(NO_VALUE)?.to_owned(),
        ChangeOperation::Delete => {
            if field.is_empty() || value.is_some_and(|value| !value.eq_ignore_ascii_case(field)) {
                return Err(NOT_THERE);
            }
            field.clear();
        }
    }
    Ok(())
}

/// A change of an attribute that has any number of values, which are the same in any case.
fn several(
    field: &mut Vec<String>,
    operation: ChangeOperation,
    values: &[&str],
) -> Result<(), Outcome> {
    let position = |field: &[String], value: &str| {
        field
            .iter()
            .position(|known| known.eq_ignore_ascii_case(value))
    };
    match operation {
        ChangeOperation::Replace => field.clear(),
        ChangeOperation::Add if values.is_empty() => return Err(NO_VALUE),
        ChangeOperation::Delete if values.is_empty() && field.is_empty() => return Err(NOT_THERE),
        ChangeOperation::Delete if values.is_empty() => field.clear(),
        ChangeOperation::Add | ChangeOperation::Delete => {}
    }
    for value in values {
        match (operation, position(field, value)) {
            (ChangeOperation::Delete, Some(at)) => drop(field.remove(at)),
            (ChangeOperation::Delete, None) => return Err(NOT_THERE),
            (_, Some(_)) => return Err(THERE),
            // Before there are so many that looking for each among them takes long.
            (_, None) if field.len() >= Computer::MAX_NAMES => return Err(TOO_MUCH),
            (_, None) => field.push((*value).to_owned()),
        }
    }
    Ok(())
}

const NOT_YOURS: Outcome = Outcome::new(
    ResultCode::InsufficientAccessRights,
    "only a computer itself and administrators change its entry",
);
const TOO_MUCH: Outcome = Outcome::new(
    ResultCode::ConstraintViolation,
    "a value is too long, or there are too many",
);
const ONE_VALUE: Outcome = Outcome::new(
    ResultCode::ConstraintViolation,
    "the attribute has one value",
);
const NO_TEXT: Outcome = Outcome::new(ResultCode::InvalidAttributeSyntax, "a value is no text");
const NO_NUMBER: Outcome = Outcome::new(ResultCode::InvalidAttributeSyntax, "a value is no number");
const NO_VALUE: Outcome = Outcome::new(ResultCode::InvalidAttributeSyntax, "there is no value");
const THERE: Outcome = Outcome::new(
    ResultCode::AttributeOrValueExists,
    "the attribute has a value, or this one",
);
const NOT_THERE: Outcome = Outcome::new(
    ResultCode::NoSuchAttribute,
    "the attribute does not have the value",
);

#[cfg(test)]
mod tests {
    use super::*;
    use ChangeOperation::{Add, Delete, Replace};

    #[test]
    fn one_value_comes_and_goes() {
        let mut field = String::new();
        for (operation, values, outcome, after) in [
            (Delete, &[][..], Err(NOT_THERE), ""),
            (Add, &[], Err(NO_VALUE), ""),
            (Add, &["a"], Ok(()), "a"),
            (Add, &["b"], Err(THERE), "a"),
            (Replace, &["b", "c"], Err(ONE_VALUE), "a"),
            (Replace, &["b"], Ok(()), "b"),
            (Delete, &["c"], Err(NOT_THERE), "b"),
            (Delete, &["B"], Ok(()), ""),
            (Replace, &["b"], Ok(()), "b"),
            (Replace, &[], Ok(()), ""),
        ] {
            assert_eq!(single(&mut field, operation, values), outcome, "{values:?}");
            assert_eq!(field, after);
        }
    }

    #[test]
    fn several_values_come_and_go() {
        let mut field = Vec::new();
        for (operation, values, outcome, after) in [
            (Delete, &[][..], Err(NOT_THERE), &[][..]),
            (Add, &[], Err(NO_VALUE), &[]),
            (Add, &["a", "b"], Ok(()), &["a", "b"]),
            (Add, &["A"], Err(THERE), &["a", "b"]),
            (Delete, &["B"], Ok(()), &["a"]),
            (Delete, &["b"], Err(NOT_THERE), &["a"]),
            (Replace, &["c", "d"], Ok(()), &["c", "d"]),
            (Delete, &[], Ok(()), &[]),
            (Replace, &["c"], Ok(()), &["c"]),
            (Replace, &[], Ok(()), &[]),
        ] {
            assert_eq!(
                several(&mut field, operation, values),
                outcome,
                "{values:?}"
            );
            assert_eq!(field, after);
        }
        let many: Vec<String> = (0..=Computer::MAX_NAMES).map(|n| n.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(several(&mut field, Replace, &many), Err(TOO_MUCH));
    }
}
