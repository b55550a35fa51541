//! `dssetup`, [MS-DSSP]: what a computer is to its domain.

mod info;

pub use info::*;

rpc::interface! {
    /// `dssetup`, [MS-DSSP] 1.9 and 3.2.5: directory services setup. It is served at the endpoint of `lsarpc`.
    pub Dssetup = "dssetup", 0x3919286a_b10c_11d0_9ba8_00c04fd92ef5, v 0 0, pipe "lsarpc" {
        0 => GetPrimaryDomainInformation => GetPrimaryDomainInformationReply, "DsRolerGetPrimaryDomainInformation";
    }
}
