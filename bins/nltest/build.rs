//! Has the unwinder linked in, so that the program is one file that needs no library beyond libc.
//!
//! `std` links to the shared libgcc_s. A linker script of that name, found first, brings in the static half of the same
//! library instead. (`crt-static` would do so too, but a build without `--target` cannot have it together with derives.)

use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let is = |variable, value| env::var(variable).is_ok_and(|v| v == value);
    if is("CARGO_CFG_TARGET_OS", "linux") && is("CARGO_CFG_TARGET_ENV", "gnu") {
        let directory = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
        fs::write(directory.join("libgcc_s.so"), "INPUT(-lgcc_eh -lgcc)\n")?;
        println!("cargo:rustc-link-search=native={}", directory.display());
    }
    Ok(())
}
