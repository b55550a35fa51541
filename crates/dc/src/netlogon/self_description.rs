//! What a computer says of itself when it asks for its domain, [MS-NRPC] 2.2.1.3.6 and 3.5.4.4.10: kept for those who look
//! into the directory, where the domain has one.

use lsa::unreadable;
use msrpc::netlogon::{SecureChannelType, WorkstationFlags, WorkstationInfo};
use ndr::UnicodeString;
use store::{Computer, StoreError};
use tracing::debug;
use wire::NtStatus;

use super::Channel;
use crate::Controller;
use crate::computer::OwnNames;

/// What the directory knows of a computer, which the answer tells it.
#[derive(Default)]
pub(super) struct Known {
    /// `DnsHostNameInDs`.
    pub(super) dns_host_name: UnicodeString,
    /// `SupportedEncTypes`, if the computer has set them.
    pub(super) encryption_types: Option<u32>,
}

impl Controller {
    /// Takes down what a computer says of itself, and says what was known of it before.
    pub(super) async fn take_down(
        &self,
        channel: &Channel,
        workstation: &WorkstationInfo,
    ) -> Result<Known, NtStatus> {
        let is_computer = matches!(
            channel.channel_type,
            SecureChannelType::WORKSTATION | SecureChannelType::SERVER
        );
        let Some((dns_domain, _)) = self.dns_names().filter(|_| is_computer) else {
            return Ok(Known::default());
        };
        let names = OwnNames::of(&channel.account, dns_domain);
        let dns_host_name = workstation.dns_host_name.as_ref().map(|name| name.as_str());
        debug!(
            computer = %cli::printable(&channel.computer),
            dns_host_name = %cli::printable(dns_host_name.unwrap_or_default()),
            flags = workstation.workstation_flags.0,
            "a computer describes itself"
        );
        let before = self.store().computer(channel.rid).await;
        let before = before.map_err(unreadable)?;
        let before = before.unwrap_or_else(|| names.initial());
        let mut after = before.clone();
        describe(&mut after, workstation, &names);
        if after != before {
            let initial = names.initial();
            let update = self
                .store()
                .update_computer(channel.rid, initial, |computer| {
                    describe(computer, workstation, &names);
                    Ok::<(), std::convert::Infallible>(())
                });
            match update.await {
                Ok(Ok(())) => {}
                // What does not fit is not kept, and costs the computer nothing else.
                Err(StoreError::InvalidValue { field }) => {
                    debug!(computer = %cli::printable(&channel.computer), field, "not kept");
                }
                Err(error) => return Err(unreadable(error)),
            }
        }
        // "If there was a change in domain naming, this value holds the previous DNS host name because the AD query is done
        // prior to changing the value."
        let tells_name = workstation
            .workstation_flags
            .contains(WorkstationFlags::UPDATES_SPN);
        let dns_host_name =
            Some(before.dns_host_name).filter(|name| tells_name && !name.is_empty());
        Ok(Known {
            dns_host_name: UnicodeString(dns_host_name),
            encryption_types: before.supported_encryption_types,
        })
    }
}

fn describe(computer: &mut Computer, workstation: &WorkstationInfo, names: &OwnNames) {
    if !workstation
        .workstation_flags
        .contains(WorkstationFlags::UPDATES_SPN)
    {
        let dns_host_name = workstation.dns_host_name.as_ref().map(|name| name.as_str());
        if let Some(name) = dns_host_name.filter(|name| names.is_dns_host_name(name)) {
            name.clone_into(&mut computer.dns_host_name);
        }
        for service in names.host_services() {
            let known = &mut computer.service_principal_names;
            if !known
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&service))
            {
                known.push(service);
            }
        }
    }
    let version = workstation.os_version.0.as_deref().and_then(Version::read);
    let name = match (workstation.os_name.as_str(), &version) {
        (Some(name), _) if !name.is_empty() => name,
        (_, Some(version)) if version.is_workstation => "Windows",
        (_, Some(_)) => "Windows Server",
        (_, None) => "Windows unknown version",
    };
    name.clone_into(&mut computer.operating_system);
    if let Some(version) = version {
        computer.operating_system_version = version.number;
        computer.operating_system_service_pack = version.service_pack;
    }
}

/// An `OSVERSIONINFOEX`, [MS-RPRN] 2.2.3.10.2, as far as it is kept.
struct Version {
    /// `10.0 (19045)`, as `operatingSystemVersion` has it.
    number: String,
    /// `szCSDVersion`.
    service_pack: String,
    /// `wProductType` is `VER_NT_WORKSTATION`.
    is_workstation: bool,
}

impl Version {
    /// Reads it out of 16-bit units, little-endian.
    fn read(units: &[u16]) -> Option<Self> {
        let double = |at: usize| match units.get(at..)? {
            [low, high, ..] => Some(u32::from(*high) << 16 | u32::from(*low)),
            _ => None,
        };
        // dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId
        let (major, minor, build) = (double(2)?, double(4)?, double(6)?);
        let service_pack = units.get(10..138)?;
        let service_pack = service_pack
            .split(|unit| *unit == 0)
            .next()
            .unwrap_or_default();
        // wServicePackMajor, wServicePackMinor, wSuiteMask, then wProductType and an octet that is reserved
        let product_type = units.get(141)? & 0xff;
        Some(Self {
            number: format!("{major}.{minor} ({build})"),
            service_pack: String::from_utf16_lossy(service_pack),
            is_workstation: product_type == 1,
        })
    }
}

#[cfg(test)]
mod tests {
    use ndr::ShortBlob;

    use super::*;

    fn version(service_pack: &str, product_type: u16) -> ShortBlob {
        let mut units = vec![284, 0, 10, 0, 1, 0, 0x4a65, 1, 2, 0];
        units.extend(service_pack.encode_utf16());
        units.resize(138, 0);
        units.extend([10, 0, 0, product_type]);
        ShortBlob(Some(units))
    }

    fn said(workstation: &WorkstationInfo) -> Computer {
        let mut computer = Computer {
            operating_system_service_pack: "former".to_owned(),
            ..Computer::default()
        };
        describe(
            &mut computer,
            workstation,
            &OwnNames::of("M$", "our.example"),
        );
        computer
    }

    #[test]
    fn a_system_is_told_by_name_and_version() {
        let mut workstation = WorkstationInfo {
            os_version: version("Pack 10", 1),
            os_name: "Samba".into(),
            ..WorkstationInfo::default()
        };
        let computer = said(&workstation);
        assert_eq!(computer.operating_system, "Samba");
        assert_eq!(computer.operating_system_version, "10.1 (84581)");
        assert_eq!(computer.operating_system_service_pack, "Pack 10");
        workstation.os_version = version("", 1);
        assert_eq!(said(&workstation).operating_system_service_pack, "");
        workstation.os_name = UnicodeString::NULL;
        assert_eq!(said(&workstation).operating_system, "Windows");
        workstation.os_version = version("", 3);
        assert_eq!(said(&workstation).operating_system, "Windows Server");
        for short in [None, Some(vec![]), Some(vec![0; 141])] {
            workstation.os_version = ShortBlob(short);
            let computer = said(&workstation);
            assert_eq!(computer.operating_system, "Windows unknown version");
            assert_eq!(computer.operating_system_version, "");
            assert_eq!(computer.operating_system_service_pack, "former");
        }
    }

    #[test]
    fn a_computer_that_does_not_do_it_itself_gets_its_own_names_and_no_other() {
        let mut workstation = WorkstationInfo {
            dns_host_name: Some("m.our.example".into()),
            ..WorkstationInfo::default()
        };
        let computer = said(&workstation);
        assert_eq!(computer.dns_host_name, "m.our.example");
        assert_eq!(
            computer.service_principal_names,
            ["HOST/M", "HOST/M.our.example"]
        );
        workstation.dns_host_name = Some("ourpdc.our.example".into());
        assert_eq!(said(&workstation).dns_host_name, "");
        workstation.workstation_flags = WorkstationFlags::UPDATES_SPN;
        workstation.dns_host_name = Some("m.our.example".into());
        let computer = said(&workstation);
        assert_eq!(computer.dns_host_name, "");
        assert_eq!(computer.service_principal_names, Vec::<String>::new());
    }
}
