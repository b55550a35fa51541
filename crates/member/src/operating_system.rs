//! What this computer runs on, as a controller is told.

use std::fs;
use std::path::Path;

use ndr::ShortBlob;

/// What this computer runs on.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct OperatingSystem {
    /// Its name.
    pub name: Option<String>,
    /// The version of its kernel: three numbers.
    pub kernel: Option<[u32; 3]>,
    /// What it calls the computer; the name in the DNS on some, and on others only the first part of that.
    pub host_name: Option<String>,
}

impl OperatingSystem {
    /// As the files below `root` tell it (`/` outside of tests): os-release(5) and proc_sys_kernel(5).
    #[must_use]
    pub fn read(root: &Path) -> Self {
        let text = |file: &str| fs::read_to_string(root.join(file)).ok();
        let release = text("etc/os-release").or_else(|| text("usr/lib/os-release"));
        Self {
            name: release.and_then(|release| pretty_name(&release)),
            kernel: text("proc/sys/kernel/osrelease").and_then(|release| numbers(&release)),
            host_name: text("proc/sys/kernel/hostname").map(|name| name.trim().to_owned()),
        }
    }

    /// As an `OSVERSIONINFOEX`, [MS-RPRN] 2.2.3.10.2, in units of two octets.
    pub(crate) fn version(&self) -> ShortBlob {
        let Some([major, minor, build]) = self.kernel else {
            return ShortBlob(None);
        };
        // dwOSVersionInfoSize, dwMajorVersion, dwMinorVersion, dwBuildNumber, dwPlatformId: VER_PLATFORM_WIN32_NT
        let numbers = [SIZE, major, minor, build, 2];
        let mut units: Vec<u16> = numbers
            .into_iter()
            .flat_map(|number| {
                let [a, b, c, d] = number.to_le_bytes();
                [u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d])]
            })
            .collect();
        // szCSDVersion, then wServicePackMajor, wServicePackMinor and wSuiteMask: none; wProductType: VER_NT_SERVER
        units.resize(141, 0);
        units.push(3);
        ShortBlob(Some(units))
    }
}

/// `PRETTY_NAME`, without its quotation marks.
fn pretty_name(release: &str) -> Option<String> {
    let mut lines = release.lines();
    let name = lines.find_map(|line| line.trim().strip_prefix("PRETTY_NAME="))?;
    let name = name.trim().trim_matches(['"', '\'']).trim();
    let fits = !name.is_empty() && name.len() <= LONGEST_NAME && !name.contains(char::is_control);
    fits.then(|| name.to_owned())
}

/// The first three numbers of `6.1.0-13-amd64`; one that is missing is 0.
fn numbers(release: &str) -> Option<[u32; 3]> {
    let version = release
        .trim()
        .split(|c: char| !c.is_ascii_digit() && c != '.');
    let mut numbers = version.take(1).flat_map(|version| version.split('.'));
    let major = numbers.next()?.parse().ok()?;
    let mut next = || {
        let number = numbers.next().and_then(|number| number.parse().ok());
        number.unwrap_or(0)
    };
    Some([major, next(), next()])
}

/// Of an `OSVERSIONINFOEX`, in octets.
const SIZE: u32 = 284;

/// Longer than any name of an operating system that there is.
const LONGEST_NAME: usize = 256;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_called_as_it_calls_itself() {
        let release = "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n";
        let name = pretty_name(release);
        assert_eq!(name.as_deref(), Some("Debian GNU/Linux 12 (bookworm)"));
        for none in [
            "",
            "PRETTY_NAME=",
            "PRETTY_NAME=\"\"",
            "NAME=x",
            "PRETTY_NAME=a\u{1b}b",
        ] {
            assert_eq!(pretty_name(none), None, "{none}");
        }
        assert_eq!(
            pretty_name(&format!("PRETTY_NAME={}", "x".repeat(257))),
            None
        );
    }

    #[test]
    fn a_kernel_has_three_numbers() {
        assert_eq!(numbers("6.1.0-13-amd64\n"), Some([6, 1, 0]));
        assert_eq!(numbers("6.12"), Some([6, 12, 0]));
        assert_eq!(numbers("5.10.99999999999"), Some([5, 10, 0]));
        assert_eq!(numbers("unknown"), None);
        assert_eq!(numbers(""), None);
    }

    #[test]
    fn a_version_is_a_structure_of_its_size() {
        let system = OperatingSystem {
            name: None,
            kernel: Some([6, 1, 0x0001_0002]),
            host_name: None,
        };
        let units = system.version().0.unwrap();
        assert_eq!(units.len() * 2, 284);
        assert_eq!(units[..10], [284, 0, 6, 0, 1, 0, 2, 1, 2, 0]);
        assert_eq!(units[10..141], [0; 131]);
        assert_eq!(units[141], 3);
        assert_eq!(OperatingSystem::default().version(), ShortBlob(None));
    }
}
