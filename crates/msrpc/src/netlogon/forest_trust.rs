//! What is in a forest, for those that trust it.

use ndr::{
    Counted, Decoder, Encoder, Malformed, Ndr, Params, UnicodeString, Union, Unique, WideStr,
};
use wire::{NtStatus, Sid, Win32Error};

use super::Authenticator;
use crate::flags::flags;

/// `DsrGetForestTrustInformation` request, [MS-NRPC] 3.5.4.7.5.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetForestTrustInformation {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `TrustedDomainName`: null for the forest of the domain controller.
    #[ndr(max = 256)]
    pub trusted_domain_name: Unique<WideStr>,
    /// `Flags`.
    pub flags: ForestTrustFlags,
}

/// `DsrGetForestTrustInformation` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct DsrGetForestTrustInformationReply {
    /// `ForestTrustInfo`.
    pub information: Unique<ForestTrustInformation>,
    /// The outcome.
    pub status: Win32Error,
}

/// `NetrGetForestTrustInformation` request, [MS-NRPC] 3.5.4.7.4.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetForestTrustInformation {
    /// `ServerName`: the domain controller, with leading backslashes.
    pub server_name: Unique<WideStr>,
    /// `ComputerName`: the client's NetBIOS name.
    #[ndr(max = 256)]
    pub computer_name: WideStr,
    /// `Authenticator`.
    pub authenticator: Authenticator,
    /// `Flags`, which mean nothing.
    pub flags: u32,
}

/// `NetrGetForestTrustInformation` reply.
#[derive(Clone, Debug, Eq, PartialEq, Params)]
pub struct GetForestTrustInformationReply {
    /// `ReturnAuthenticator`.
    pub return_authenticator: Authenticator,
    /// `ForestTrustInfo`.
    pub information: Unique<ForestTrustInformation>,
    /// The outcome.
    pub status: NtStatus,
}

/// `LSA_FOREST_TRUST_INFORMATION`, [MS-LSAD] 2.2.7.25.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct ForestTrustInformation {
    /// `RecordCount` and `Entries`.
    #[ndr(max = 4000)]
    pub records: Counted<Unique<ForestTrustRecord>>,
}

/// `LSA_FOREST_TRUST_RECORD`, [MS-LSAD] 2.2.7.21. Its `ForestTrustType` is which [`ForestTrustData`] it has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ForestTrustRecord {
    /// `Flags`: what is disabled, and why.
    pub flags: u32,
    /// `Time`: when the record was made, in units of 100 ns since 1601.
    pub time: i64,
    /// `ForestTrustData`.
    pub data: ForestTrustData,
}

/// `ForestTrustData`, by the `LSA_FOREST_TRUST_RECORD_TYPE`, [MS-LSAD] 2.2.7.22.
#[derive(Clone, Debug, Eq, PartialEq, Ndr)]
#[ndr(tag = u32)]
pub enum ForestTrustData {
    /// `ForestTrustTopLevelName`: names below this one are in the forest.
    #[ndr(case = 0)]
    TopLevelName(UnicodeString),
    /// `ForestTrustTopLevelNameEx`: names below this one are not.
    #[ndr(case = 1)]
    TopLevelNameEx(UnicodeString),
    /// `ForestTrustDomainInfo`.
    #[ndr(case = 2)]
    DomainInfo(ForestTrustDomainInfo),
    /// `ForestTrustScannerInfo`, with the same members.
    #[ndr(case = 4)]
    ScannerInfo(ForestTrustDomainInfo),
    /// `LSA_FOREST_TRUST_BINARY_DATA`, [MS-LSAD] 2.2.7.24.
    #[ndr(default)]
    Other(u32, ForestTrustBinaryData),
}

/// `LSA_FOREST_TRUST_DOMAIN_INFO`, [MS-LSAD] 2.2.7.23.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct ForestTrustDomainInfo {
    /// `Sid`.
    pub sid: Unique<Sid>,
    /// `DnsName`.
    pub dns_name: UnicodeString,
    /// `NetbiosName`.
    pub netbios_name: UnicodeString,
}

/// `LSA_FOREST_TRUST_BINARY_DATA`, [MS-LSAD] 2.2.7.24.
#[derive(Clone, Debug, Default, Eq, PartialEq, Ndr)]
pub struct ForestTrustBinaryData {
    /// `Length` and `Buffer`.
    #[ndr(max = 131_072)]
    pub octets: Counted<u8>,
}

impl Ndr for ForestTrustRecord {
    const ALIGN: usize = 8;
    type Pending = (u32, i64, <ForestTrustData as Ndr>::Pending);

    fn encode_inline(&self, encoder: &mut Encoder) {
        encoder.align(Self::ALIGN);
        encoder.u32(self.flags);
        encoder.u32(self.data.tag());
        self.time.encode_inline(encoder);
        self.data.encode_inline(encoder);
    }

    fn encode_referents(&self, encoder: &mut Encoder) {
        self.data.encode_referents(encoder);
    }

    fn decode_inline(decoder: &mut Decoder<'_>) -> Result<Self::Pending, Malformed> {
        decoder.align(Self::ALIGN)?;
        decoder.enter("Flags");
        let flags = decoder.u32()?;
        decoder.enter("ForestTrustType");
        let tag = decoder.u32()?;
        decoder.enter("Time");
        let time = i64::decode_inline(decoder)?;
        decoder.enter("ForestTrustData");
        let data = ForestTrustData::decode_inline(decoder)?;
        if ForestTrustData::pending_tag(&data) != tag {
            return Err(decoder.illegal(tag));
        }
        Ok((flags, time, data))
    }

    fn decode_referents(
        (flags, time, data): Self::Pending,
        decoder: &mut Decoder<'_>,
    ) -> Result<Self, Malformed> {
        decoder.enter("ForestTrustData");
        Ok(Self {
            flags,
            time,
            data: ForestTrustData::decode_referents(data, decoder)?,
        })
    }
}

flags! {
    /// `Flags` of `DsrGetForestTrustInformation`, [MS-NRPC] 3.5.4.7.5.
    ForestTrustFlags: u32 {
        /// A: the server is to remember what it is told.
        UPDATE_TDO = 0x0000_0001;
    }
}
