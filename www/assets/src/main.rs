//! Makes, before the page is bundled, what it needs from Rust: the pictures, the catalogue and
//! the TypeScript types. What is up to date is left alone, so that nobody builds again for it.

mod folder;
mod generated;
mod pictures;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let www = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    report("pictures", || pictures::make(&www.join("pictures")))?;
    report("catalogue and types", || {
        generated::write(&www.join("generated"))
    })
}

/// Does one step and says what came of it and how long it took.
fn report<E>(name: &str, step: impl FnOnce() -> Result<usize, E>) -> Result<(), E> {
    let start = Instant::now();
    let changed = step()?;
    let took = start.elapsed();
    match changed {
        0 => println!("{name}: up to date ({took:.0?})"),
        changed => println!("{name}: {changed} files written ({took:.1?})"),
    }
    Ok(())
}
