//! The download directory, in the browser's own file system (OPFS).

use futures::StreamExt;
use futures::stream;
use js_sys::{AsyncIterator, Reflect, Uint8Array};
use locale::{Text, say};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, FileSystemDirectoryHandle, FileSystemFileHandle, FileSystemGetDirectoryOptions,
    FileSystemGetFileOptions, FileSystemRemoveOptions, FileSystemWritableFileStream,
    WorkerGlobalScope,
};

use crate::error::{ErrorCode, PlaygroundError};

/// The directory's name, after the tutorial's.
const NAME: &str = "images";

const NO_FILE_SYSTEM: Text = Text::new(
    "this browser has no file system for pages",
    "dieser Browser hat kein Dateisystem für Seiten",
);
const NO_REASON: Text = Text::new(
    "the browser gave no reason",
    "der Browser nannte keinen Grund",
);

/// One file of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DirectoryEntry {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u32,
}

/// The download directory. Every failure of it is `directory-unavailable`.
#[derive(Debug)]
pub struct Directory(FileSystemDirectoryHandle);

impl Directory {
    /// Makes the directory, unless it is there: the tutorial's `setup_download_dir`.
    pub async fn set_up() -> Result<Self, PlaygroundError> {
        let options = FileSystemGetDirectoryOptions::new();
        options.set_create(true);
        let directory = wait(
            root()
                .await?
                .get_directory_handle_with_options(NAME, &options),
        )
        .await?;
        Ok(Self(directory.unchecked_into()))
    }

    /// Writes a file, in place of one of the same name.
    pub async fn save(&self, name: &str, contents: &Blob) -> Result<(), PlaygroundError> {
        let options = FileSystemGetFileOptions::new();
        options.set_create(true);
        let handle = wait(self.0.get_file_handle_with_options(name, &options)).await?;
        let handle: FileSystemFileHandle = handle.unchecked_into();
        let writable: FileSystemWritableFileStream =
            wait(handle.create_writable()).await?.unchecked_into();
        wait(writable.write_with_blob(contents).map_err(refused)?).await?;
        wait(writable.close()).await?;
        Ok(())
    }

    /// The files, by name.
    pub async fn list(&self) -> Result<Vec<DirectoryEntry>, PlaygroundError> {
        let mut entries = Vec::new();
        for name in self.names().await? {
            let bytes = self.open(&name).await?.size() as u32;
            entries.push(DirectoryEntry { name, bytes });
        }
        Ok(entries)
    }

    /// One file's contents.
    pub async fn read(&self, name: &str) -> Result<Uint8Array, PlaygroundError> {
        let blob = self.open(name).await?;
        Ok(Uint8Array::new(&wait(blob.array_buffer()).await?))
    }

    /// Removes the directory and all in it.
    pub async fn clear() -> Result<(), PlaygroundError> {
        let options = FileSystemRemoveOptions::new();
        options.set_recursive(true);
        Self::set_up().await?;
        wait(root().await?.remove_entry_with_options(NAME, &options)).await?;
        Ok(())
    }

    async fn names(&self) -> Result<Vec<String>, PlaygroundError> {
        let names: AsyncIterator = self.0.keys();
        let names = stream::unfold(names, async |names| {
            let next = wait(names.next().map_err(refused).ok()?).await.ok()?;
            let name = Reflect::get(&next, &"value".into()).ok()?.as_string()?;
            Some((name, names))
        });
        let mut names: Vec<_> = names.collect().await;
        names.sort();
        Ok(names)
    }

    async fn open(&self, name: &str) -> Result<Blob, PlaygroundError> {
        let handle: FileSystemFileHandle =
            wait(self.0.get_file_handle(name)).await?.unchecked_into();
        Ok(wait(handle.get_file()).await?.unchecked_into())
    }
}

async fn root() -> Result<FileSystemDirectoryHandle, PlaygroundError> {
    let scope: WorkerGlobalScope = js_sys::global().unchecked_into();
    let storage = Reflect::get(&scope.navigator(), &"storage".into()).map_err(refused)?;
    if storage.is_undefined() {
        return Err(unavailable(NO_FILE_SYSTEM.read()));
    }
    let storage: web_sys::StorageManager = storage.unchecked_into();
    Ok(wait(storage.get_directory()).await?.unchecked_into())
}

async fn wait(promise: impl Into<JsFuture>) -> Result<JsValue, PlaygroundError> {
    promise.into().await.map_err(refused)
}

fn refused(error: JsValue) -> PlaygroundError {
    let message = Reflect::get(&error, &"message".into())
        .ok()
        .and_then(|message| message.as_string());
    unavailable(&message.unwrap_or_else(|| NO_REASON.into()))
}

fn unavailable(cause: &str) -> PlaygroundError {
    PlaygroundError::new(
        ErrorCode::DirectoryUnavailable,
        say!(
            "The download directory cannot be used: {cause}. Pictures are still shown, but not kept.",
            "Das Download-Verzeichnis ist nicht zu gebrauchen: {cause}. Bilder werden weiterhin gezeigt, aber nicht behalten."
        ),
    )
}
