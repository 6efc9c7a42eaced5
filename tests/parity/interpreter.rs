//! The Python that the tests run programs in.

use std::ffi::OsString;

/// The one that `PYTHON` names.
pub fn interpreter() -> OsString {
    std::env::var_os("PYTHON").expect(
        "PYTHON names no interpreter that has the packages of python/requirements.txt: run `cargo xtask test`, which makes an environment and names its own",
    )
}
