//! `NEGOTIATE`, the flags of all three messages.

use std::fmt;

/// `NEGOTIATE`, [MS-NLMP] 2.2.2.5. Unknown bits survive; known ones print their name.
#[derive(Clone, Copy, Default, Eq, PartialEq)]
pub struct NegotiateFlags(pub u32);

impl NegotiateFlags {
    /// Without these, neither end here goes on: texts are Unicode, responses are NTLMv2 over a target that is described,
    /// keys have 128 bits and messages the newer form of protection.
    pub const REQUIRED: Self = Self::UNICODE
        .with(Self::NTLM)
        .with(Self::EXTENDED_SESSIONSECURITY)
        .with(Self::KEY_128);

    /// What an account's session needs beyond [`NegotiateFlags::REQUIRED`], so that its messages can be signed and sealed
    /// with a key of its own.
    pub const PROTECTED: Self = Self::SIGN.with(Self::SEAL).with(Self::KEY_EXCH);
}

wire::flag_bits!(NegotiateFlags);

impl fmt::Display for NegotiateFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut unnamed = self.0;
        let mut separator = "";
        for (flag, name) in Self::NAMES {
            if self.contains(*flag) {
                write!(f, "{separator}{name}")?;
                separator = " ";
                unnamed &= !flag.0;
            }
        }
        match (unnamed, self.0) {
            (0, 0) => f.write_str("none"),
            (0, _) => Ok(()),
            _ => write!(f, "{separator}{unnamed:#010x}"),
        }
    }
}

impl fmt::Debug for NegotiateFlags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

macro_rules! flags {
    ($($value:literal $name:ident = $spec:literal;)*) => {
        impl NegotiateFlags {
            $(
                #[doc = concat!("`", $spec, "`.")]
                pub const $name: Self = Self($value);
            )*

            const NAMES: &'static [(Self, &'static str)] = &[$((Self::$name, $spec)),*];
        }
    };
}

flags! {
    0x0000_0001 UNICODE = "NTLMSSP_NEGOTIATE_UNICODE";
    0x0000_0002 OEM = "NTLM_NEGOTIATE_OEM";
    0x0000_0004 REQUEST_TARGET = "NTLMSSP_REQUEST_TARGET";
    0x0000_0010 SIGN = "NTLMSSP_NEGOTIATE_SIGN";
    0x0000_0020 SEAL = "NTLMSSP_NEGOTIATE_SEAL";
    0x0000_0040 DATAGRAM = "NTLMSSP_NEGOTIATE_DATAGRAM";
    0x0000_0080 LM_KEY = "NTLMSSP_NEGOTIATE_LM_KEY";
    0x0000_0200 NTLM = "NTLMSSP_NEGOTIATE_NTLM";
    0x0000_0800 ANONYMOUS = "NTLMSSP_ANONYMOUS";
    0x0000_1000 OEM_DOMAIN_SUPPLIED = "NTLMSSP_NEGOTIATE_OEM_DOMAIN_SUPPLIED";
    0x0000_2000 OEM_WORKSTATION_SUPPLIED = "NTLMSSP_NEGOTIATE_OEM_WORKSTATION_SUPPLIED";
    0x0000_8000 ALWAYS_SIGN = "NTLMSSP_NEGOTIATE_ALWAYS_SIGN";
    0x0001_0000 TARGET_TYPE_DOMAIN = "NTLMSSP_TARGET_TYPE_DOMAIN";
    0x0002_0000 TARGET_TYPE_SERVER = "NTLMSSP_TARGET_TYPE_SERVER";
    0x0008_0000 EXTENDED_SESSIONSECURITY = "NTLMSSP_NEGOTIATE_EXTENDED_SESSIONSECURITY";
    0x0010_0000 IDENTIFY = "NTLMSSP_NEGOTIATE_IDENTIFY";
    0x0040_0000 REQUEST_NON_NT_SESSION_KEY = "NTLMSSP_REQUEST_NON_NT_SESSION_KEY";
    0x0080_0000 TARGET_INFO = "NTLMSSP_NEGOTIATE_TARGET_INFO";
    0x0200_0000 VERSION = "NTLMSSP_NEGOTIATE_VERSION";
    0x2000_0000 KEY_128 = "NTLMSSP_NEGOTIATE_128";
    0x4000_0000 KEY_EXCH = "NTLMSSP_NEGOTIATE_KEY_EXCH";
    0x8000_0000 KEY_56 = "NTLMSSP_NEGOTIATE_56";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_bits_have_names_and_unknown_ones_survive() {
        let flags = NegotiateFlags::SIGN | NegotiateFlags(0x0400_0000);
        assert_eq!(flags.to_string(), "NTLMSSP_NEGOTIATE_SIGN 0x04000000");
        assert_eq!(NegotiateFlags::default().to_string(), "none");
    }
}
