//! Whether a name may be one, [MS-SRVS] 3.1.4.25.

use msrpc::srvsvc::{NameType, NameValidate, Win32Reply};
use rpc::{Handler, RpcStatus};
use transport::CallContext;
use wire::{NetbiosName, Win32Error};

use super::caller::status;
use crate::Authority;

impl Handler<NameValidate> for Authority {
    async fn handle(
        &self,
        context: &CallContext,
        call: NameValidate,
    ) -> Result<Win32Reply, RpcStatus> {
        let caller = self.known_caller(context).await;
        let checked = caller.and_then(|_| check(call.name.as_str(), call.name_type));
        Ok(Win32Reply {
            status: status(checked),
        })
    }
}

fn check(name: &str, kind: NameType) -> Result<(), Win32Error> {
    let most = match kind {
        NameType::COMPUTER | NameType::DOMAIN | NameType::WORKGROUP | NameType::MESSAGE => {
            let name = name.parse::<NetbiosName>();
            return name.map(drop).map_err(|_| Win32Error::ERROR_INVALID_NAME);
        }
        NameType::USER | NameType::GROUP | NameType::PASSWORD => 256,
        NameType::SERVICE | NameType::SHARE => 80,
        NameType::EVENT => 16,
        NameType::NET | NameType::MESSAGE_DESTINATION => 259,
        NameType::SHARE_PASSWORD => 8,
        _ => return Err(Win32Error::ERROR_INVALID_PARAMETER),
    };
    // A password may be empty, and has any characters.
    let free = matches!(kind, NameType::PASSWORD | NameType::SHARE_PASSWORD);
    let forbidden = |c: char| c.is_control() || "\"/\\[]:|<>+=;,?*".contains(c);
    let length = name.encode_utf16().count();
    if length > most || (!free && (length == 0 || name.contains(forbidden))) {
        return Err(Win32Error::ERROR_INVALID_NAME);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_name_has_its_rules() {
        let long = "a".repeat(257);
        let bad = Err(Win32Error::ERROR_INVALID_NAME);
        for (name, kind, outcome) in [
            ("MEMBER", NameType::COMPUTER, Ok(())),
            ("sixteen-characters", NameType::COMPUTER, bad),
            ("", NameType::USER, bad),
            ("a\\b", NameType::USER, bad),
            (&long, NameType::USER, bad),
            (&long[1..], NameType::USER, Ok(())),
            ("", NameType::PASSWORD, Ok(())),
            ("a/b", NameType::PASSWORD, Ok(())),
            ("IPC$", NameType::SHARE, Ok(())),
            ("a", NameType(0), Err(Win32Error::ERROR_INVALID_PARAMETER)),
            ("a", NameType(14), Err(Win32Error::ERROR_INVALID_PARAMETER)),
        ] {
            assert_eq!(check(name, kind), outcome, "{name} {kind:?}");
        }
    }
}
