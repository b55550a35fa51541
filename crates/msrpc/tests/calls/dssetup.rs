use msrpc::dssetup::*;
use wire::{Guid, Win32Error};

use crate::exchange::{Exchange, assert_complete, assert_image, exchange};

#[test]
fn every_call_has_an_exchange() {
    assert_complete::<Dssetup>(&exchanges());
}

pub(crate) fn exchanges() -> Vec<Exchange> {
    [
        DomainInformation::Basic(BasicInformation {
            machine_role: MachineRole::MEMBER_SERVER,
            flags: RoleFlags::DOMAIN_GUID_PRESENT,
            domain_name_flat: Some("DOMAIN".into()),
            domain_name_dns: Some("domain.example".into()),
            domain_forest_name: Some("domain.example".into()),
            domain_guid: Guid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef),
        }),
        DomainInformation::UpgradeStatus(UpgradeStatus {
            operation_state: 4,
            previous_server_state: PreviousServerState::BACKUP,
        }),
        DomainInformation::OperationState(OperationState::NEED_REBOOT),
    ]
    .map(|info| {
        exchange(
            &GetPrimaryDomainInformation {
                info_level: InfoLevel(ndr::Union::tag(&info)),
            },
            &GetPrimaryDomainInformationReply {
                domain_info: Some(info),
                status: Win32Error::NERR_Success,
            },
        )
    })
    .into()
}

#[test]
fn a_primary_domain_controller_on_the_wire() {
    let reply = GetPrimaryDomainInformationReply {
        domain_info: Some(DomainInformation::Basic(BasicInformation {
            machine_role: MachineRole::PRIMARY_DOMAIN_CONTROLLER,
            domain_name_flat: Some("D".into()),
            ..BasicInformation::default()
        })),
        status: Win32Error::NERR_Success,
    };
    let mut octets = vec![
        0, 0, 2, 0, // referent
        1, 0, 0, 0, // the tag, and padding
        5, 0, 0, 0, // MachineRole, and padding
        0, 0, 0, 0, // Flags
        4, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, // DomainNameFlat, DomainNameDns, DomainForestName
    ];
    octets.resize(octets.len() + 16, 0); // DomainGuid
    octets.extend([2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0]);
    octets.extend([0, 0, 0, 0]); // the status
    assert_image(&reply, &octets);
}
