//! A folder as a whole: what lies in it, and making it so.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// The files of a folder and of those in it, by their names from there (`sub/file`).
pub type Files = BTreeMap<String, Vec<u8>>;

/// What lies in a folder; nothing if there is no such folder.
pub fn read(folder: &Path) -> io::Result<Files> {
    let mut files = Files::new();
    if folder.exists() {
        read_into(&mut files, folder, "")?;
    }
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            read_into(files, &entry.path(), &format!("{name}/"))?;
        } else {
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Makes a folder hold these files and no others: writes those that differ, removes strangers.
/// Returns how many that were.
pub fn replace(folder: &Path, wanted: &Files) -> io::Result<usize> {
    let present = read(folder)?;
    let strangers: Vec<_> = present
        .keys()
        .filter(|name| !wanted.contains_key(*name))
        .collect();
    let stale: Vec<_> = wanted
        .iter()
        .filter(|(name, bytes)| present.get(*name) != Some(bytes))
        .collect();
    for name in &strangers {
        fs::remove_file(folder.join(name))?;
    }
    for (name, bytes) in &stale {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, bytes)?;
    }
    Ok(strangers.len() + stale.len())
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn files<const COUNT: usize>(files: [(&str, &str); COUNT]) -> Files {
        files
            .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
            .into()
    }

    #[test]
    fn a_folder_that_is_not_there_is_made() -> io::Result<()> {
        let parent = tempfile::tempdir()?;
        let folder = parent.path().join("new").join("folder");
        assert_eq!(read(&folder)?, Files::new());
        let wanted = files([("a", "1"), ("in/b", "2"), ("in/it/c", "3")]);
        assert_eq!(replace(&folder, &wanted)?, 3);
        assert_eq!(read(&folder)?, wanted);
        Ok(())
    }

    #[test]
    fn what_is_right_is_left_alone_and_what_is_not_wanted_goes() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path();
        replace(
            path,
            &files([("kept", "1"), ("changed", "2"), ("in/stranger", "3")]),
        )?;
        let long_ago = SystemTime::UNIX_EPOCH;
        fs::File::options()
            .write(true)
            .open(path.join("kept"))?
            .set_modified(long_ago)?;

        let wanted = files([("kept", "1"), ("changed", "4")]);
        assert_eq!(replace(path, &wanted)?, 2);
        assert_eq!(read(path)?, wanted);
        assert_eq!(fs::metadata(path.join("kept"))?.modified()?, long_ago);
        assert_eq!(replace(path, &wanted)?, 0);
        Ok(())
    }
}
