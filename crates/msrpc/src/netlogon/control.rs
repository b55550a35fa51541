//! Asking the Netlogon service about its channels, and telling it what to do with them: what `nltest` does.

use ndr::{Decoder, Encoder, Malformed, Ndr, Param, Params, Union, Unique, WideStr};
use wire::Win32Error;

use crate::flags::flags;

/// `NetrLogonControl` request, [MS-NRPC] 3.5.4.9.3.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct LogonControl {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `FunctionCode`: one that needs no data.
    pub function: u32,
    /// `QueryLevel`, which can only be 1.
    pub query_level: u32,
}

/// `NetrLogonControl2` request, [MS-NRPC] 3.5.4.9.2.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct LogonControl2 {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `FunctionCode`, `QueryLevel` and `Data`.
    pub control: Control,
}

/// `NetrLogonControl2Ex` request, [MS-NRPC] 3.5.4.9.1.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct LogonControl2Ex {
    /// `ServerName`: whoever is asked, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `FunctionCode`, `QueryLevel` and `Data`.
    pub control: Control,
}

/// The reply of each of these.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct LogonControlReply {
    /// `Buffer`.
    pub information: QueryInformation,
    /// The outcome.
    pub status: Win32Error,
}

/// Three parameters: `FunctionCode`, `QueryLevel`, and `Data`, which the first selects.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Control {
    /// `FunctionCode` and `Data`.
    pub function: ControlFunction,
    /// `QueryLevel`: which arm of [`QueryInformation`] comes back.
    pub query_level: u32,
}

impl Param for Control {
    fn encode_param(&self, encoder: &mut Encoder) {
        self.function.tag().encode_param(encoder);
        self.query_level.encode_param(encoder);
        self.function.encode_param(encoder);
    }

    fn decode_param(decoder: &mut Decoder<'_>) -> Result<Self, Malformed> {
        let code = u32::decode_param(decoder)?;
        let query_level = u32::decode_param(decoder)?;
        let function = ControlFunction::decode_param(decoder)?;
        if function.tag() != code {
            return Err(Malformed::Illegal {
                field: "FunctionCode",
                value: code.into(),
            });
        }
        // "For other function codes, the Data parameter is ignored", 3.5.4.9.1. Samba sends a name with some of them.
        if !function.has_data() {
            decoder.ignore_rest()?;
        }
        Ok(Self {
            function,
            query_level,
        })
    }
}

/// A function code, [MS-NRPC] 3.5.4.9.1, with its `NETLOGON_CONTROL_DATA_INFORMATION`, 2.2.1.7.1.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum ControlFunction {
    /// `NETLOGON_CONTROL_QUERY`: nothing but the information.
    #[ndr(case = 1)]
    Query,
    /// `NETLOGON_CONTROL_REPLICATE`: a backup domain controller fetches the changes.
    #[ndr(case = 2)]
    Replicate,
    /// `NETLOGON_CONTROL_SYNCHRONIZE`: a backup domain controller fetches everything.
    #[ndr(case = 3)]
    Synchronize,
    /// `NETLOGON_CONTROL_PDC_REPLICATE`: the primary domain controller has the others fetch the changes.
    #[ndr(case = 4)]
    PdcReplicate,
    /// `NETLOGON_CONTROL_REDISCOVER`: find a domain controller of this domain anew, and set a channel up to it. The
    /// domain may be followed by a backslash and the domain controller to take.
    #[ndr(case = 5)]
    Rediscover(Unique<WideStr>),
    /// `NETLOGON_CONTROL_TC_QUERY`: how the channel to this domain was when it was used last.
    #[ndr(case = 6)]
    TrustedChannelQuery(Unique<WideStr>),
    /// `NETLOGON_CONTROL_TRANSPORT_NOTIFY`: there is a new network connection.
    #[ndr(case = 7)]
    TransportNotify,
    /// `NETLOGON_CONTROL_FIND_USER`: which trusted domain has this user?
    #[ndr(case = 8)]
    FindUser(Unique<WideStr>),
    /// `NETLOGON_CONTROL_CHANGE_PASSWORD`: set a new password for the channel to this domain.
    #[ndr(case = 9)]
    ChangePassword(Unique<WideStr>),
    /// `NETLOGON_CONTROL_TC_VERIFY`: use the channel to this domain, and say how that went.
    #[ndr(case = 10)]
    TrustedChannelVerify(Unique<WideStr>),
    /// `NETLOGON_CONTROL_FORCE_DNS_REG`: register all DNS records.
    #[ndr(case = 11)]
    ForceDnsRegistration,
    /// `NETLOGON_CONTROL_QUERY_DNS_REG`: how the registration of DNS records went.
    #[ndr(case = 12)]
    QueryDnsRegistration,
    /// `NETLOGON_CONTROL_BACKUP_CHANGE_LOG`.
    #[ndr(case = 0xfffc)]
    BackupChangeLog,
    /// `NETLOGON_CONTROL_TRUNCATE_LOG`.
    #[ndr(case = 0xfffd)]
    TruncateLog,
    /// `NETLOGON_CONTROL_SET_DBFLAG`: what to write to the log.
    #[ndr(case = 0xfffe)]
    SetDebugFlag(u32),
    /// `NETLOGON_CONTROL_BREAKPOINT`.
    #[ndr(case = 0xffff)]
    Breakpoint,
    /// A function code that the specification does not have.
    #[ndr(default)]
    Other(u32),
}

impl ControlFunction {
    /// The name that the specification gives it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Query => "NETLOGON_CONTROL_QUERY",
            Self::Replicate => "NETLOGON_CONTROL_REPLICATE",
            Self::Synchronize => "NETLOGON_CONTROL_SYNCHRONIZE",
            Self::PdcReplicate => "NETLOGON_CONTROL_PDC_REPLICATE",
            Self::Rediscover(_) => "NETLOGON_CONTROL_REDISCOVER",
            Self::TrustedChannelQuery(_) => "NETLOGON_CONTROL_TC_QUERY",
            Self::TransportNotify => "NETLOGON_CONTROL_TRANSPORT_NOTIFY",
            Self::FindUser(_) => "NETLOGON_CONTROL_FIND_USER",
            Self::ChangePassword(_) => "NETLOGON_CONTROL_CHANGE_PASSWORD",
            Self::TrustedChannelVerify(_) => "NETLOGON_CONTROL_TC_VERIFY",
            Self::ForceDnsRegistration => "NETLOGON_CONTROL_FORCE_DNS_REG",
            Self::QueryDnsRegistration => "NETLOGON_CONTROL_QUERY_DNS_REG",
            Self::BackupChangeLog => "NETLOGON_CONTROL_BACKUP_CHANGE_LOG",
            Self::TruncateLog => "NETLOGON_CONTROL_TRUNCATE_LOG",
            Self::SetDebugFlag(_) => "NETLOGON_CONTROL_SET_DBFLAG",
            Self::Breakpoint => "NETLOGON_CONTROL_BREAKPOINT",
            Self::Other(_) => "a function that the specification does not have",
        }
    }

    /// Whether the function takes `Data`.
    const fn has_data(&self) -> bool {
        matches!(
            self,
            Self::Rediscover(_)
                | Self::TrustedChannelQuery(_)
                | Self::FindUser(_)
                | Self::ChangePassword(_)
                | Self::TrustedChannelVerify(_)
                | Self::SetDebugFlag(_)
        )
    }
}

/// `NETLOGON_CONTROL_QUERY_INFORMATION`, [MS-NRPC] 2.2.1.7.6.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum QueryInformation {
    /// The state of the service.
    #[ndr(case = 1)]
    Info1(Unique<NetlogonInfo1>),
    /// The state of a channel.
    #[ndr(case = 2)]
    Info2(Unique<NetlogonInfo2>),
    /// How many logons there were.
    #[ndr(case = 3)]
    Info3(Unique<NetlogonInfo3>),
    /// Where a user was found.
    #[ndr(case = 4)]
    Info4(Unique<NetlogonInfo4>),
    /// A level that the specification does not have.
    #[ndr(default)]
    Other(u32),
}

/// `NETLOGON_INFO_1`, [MS-NRPC] 2.2.1.7.2.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ndr)]
pub struct NetlogonInfo1 {
    /// `netlog1_flags`.
    pub flags: ControlFlags,
    /// `netlog1_pdc_connection_status`: of the channel to the own domain.
    pub pdc_connection_status: Win32Error,
}

/// `NETLOGON_INFO_2`, [MS-NRPC] 2.2.1.7.3.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct NetlogonInfo2 {
    /// `netlog2_flags`.
    pub flags: ControlFlags,
    /// `netlog2_pdc_connection_status`: of the channel to the own domain, or with
    /// [`ControlFlags::VERIFY_STATUS_RETURNED`] the outcome of the verification.
    pub pdc_connection_status: Win32Error,
    /// `netlog2_trusted_dc_name`: the domain controller at the other end of the channel.
    #[ndr(max = 257)]
    pub trusted_dc_name: Unique<WideStr>,
    /// `netlog2_tc_connection_status`: of the channel to the domain that was asked about.
    pub tc_connection_status: Win32Error,
}

/// `NETLOGON_INFO_3`, [MS-NRPC] 2.2.1.7.4.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Ndr)]
pub struct NetlogonInfo3 {
    /// `netlog3_flags`.
    pub flags: u32,
    /// `netlog3_logon_attempts`: since the service started.
    pub logon_attempts: u32,
    /// `netlog3_reserved1` to `netlog3_reserved5`.
    pub reserved: [u32; 5],
}

/// `NETLOGON_INFO_4`, [MS-NRPC] 2.2.1.7.5.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
pub struct NetlogonInfo4 {
    /// `netlog4_trusted_dc_name`.
    #[ndr(max = 257)]
    pub trusted_dc_name: Unique<WideStr>,
    /// `netlog4_trusted_domain_name`.
    #[ndr(max = 257)]
    pub trusted_domain_name: Unique<WideStr>,
}

flags! {
    /// `netlog1_flags` and `netlog2_flags`, [MS-NRPC] 2.2.1.7.2 and 2.2.1.7.3.
    ControlFlags: u32 {
        /// A database is out of date.
        REPLICATION_NEEDED = 0x0000_0001;
        /// A database is being replicated.
        REPLICATION_IN_PROGRESS = 0x0000_0002;
        /// A database needs to be fetched completely.
        FULL_SYNC_REPLICATION = 0x0000_0004;
        /// A record needs to be fetched.
        REDO_NEEDED = 0x0000_0008;
        /// The domain controller has an IP address.
        HAS_IP = 0x0000_0010;
        /// The domain controller knows the time.
        HAS_TIMESERV = 0x0000_0020;
        /// The last update of a DNS record failed.
        DNS_UPDATE_FAILURE = 0x0000_0040;
        /// `pdc_connection_status` is the outcome of a verification.
        VERIFY_STATUS_RETURNED = 0x0000_0080;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::netlogon::testing::{check, image};

    #[test]
    fn verification_of_a_channel() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // ServerName: null
            &[10, 0, 0, 0],                                     // FunctionCode
            &[2, 0, 0, 0],                                      // QueryLevel
            &[10, 0, 0, 0],                                     // tag of Data
            &[0, 0, 2, 0],                                      // TrustedDomainName: referent
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0],
        ]);
        check(
            &LogonControl2Ex {
                server_name: None,
                control: Control {
                    function: ControlFunction::TrustedChannelVerify(Some("D".into())),
                    query_level: 2,
                },
            },
            &octets,
        );
    }

    #[test]
    fn state_of_a_broken_channel() {
        #[rustfmt::skip]
        let octets = image(&[
            &[2, 0, 0, 0],                                      // tag of Buffer
            &[0, 0, 2, 0],                                      // NETLOGON_INFO_2: referent
            &[0x80, 0, 0, 0],                                   // netlog2_flags
            &[5, 0, 0, 0],                                      // netlog2_pdc_connection_status
            &[4, 0, 2, 0],                                      // netlog2_trusted_dc_name
            &[5, 0, 0, 0],                                      // netlog2_tc_connection_status
            &[4, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, b'\\', 0, b'\\', 0, b'P', 0, 0, 0],
            &[0, 0, 0, 0],                                      // NERR_Success
        ]);
        check(
            &LogonControlReply {
                information: QueryInformation::Info2(Some(NetlogonInfo2 {
                    flags: ControlFlags::VERIFY_STATUS_RETURNED,
                    pdc_connection_status: Win32Error::ERROR_ACCESS_DENIED,
                    trusted_dc_name: Some("\\\\P".into()),
                    tc_connection_status: Win32Error::ERROR_ACCESS_DENIED,
                })),
                status: Win32Error::NERR_Success,
            },
            &octets,
        );
    }

    #[test]
    fn data_of_a_function_without_any_is_ignored() {
        #[rustfmt::skip]
        let octets = image(&[
            &[0, 0, 0, 0],                                      // ServerName: null
            &[7, 0, 0, 0],                                      // FunctionCode: NETLOGON_CONTROL_TRANSPORT_NOTIFY
            &[1, 0, 0, 0],                                      // QueryLevel
            &[7, 0, 0, 0],                                      // tag of Data
            &[0, 0, 2, 0],                                      // what Samba takes for TrustedDomainName
            &[2, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, b'D', 0, 0, 0],
        ]);
        let call: LogonControl2Ex =
            ndr::from_bytes(&octets, ndr::DataRepresentation::LittleEndian).unwrap();
        assert_eq!(call.control.function, ControlFunction::TransportNotify);
    }

    #[test]
    fn other_functions_and_levels() {
        for function in [
            ControlFunction::Query,
            ControlFunction::SetDebugFlag(0x2080_ffff),
            ControlFunction::Breakpoint,
            ControlFunction::Other(4711),
        ] {
            let code = function.tag();
            let octets = ndr::to_bytes(&LogonControl2 {
                server_name: None,
                control: Control {
                    function: function.clone(),
                    query_level: 1,
                },
            });
            assert_eq!(octets[4..8], code.to_le_bytes());
            assert_eq!(octets[12..16], code.to_le_bytes());
            let request = LogonControl2 {
                server_name: None,
                control: Control {
                    function,
                    query_level: 1,
                },
            };
            check(&request, &octets);
        }
        check(
            &LogonControlReply {
                information: QueryInformation::Other(9),
                status: Win32Error::ERROR_INVALID_LEVEL,
            },
            &[9, 0, 0, 0, 124, 0, 0, 0],
        );
    }

    #[test]
    fn a_function_code_that_its_data_contradicts_is_refused() {
        let octets = [0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0];
        assert!(
            ndr::from_bytes::<LogonControl2>(&octets, ndr::DataRepresentation::LittleEndian)
                .is_err()
        );
    }
}
