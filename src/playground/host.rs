//! What a run needs from the place it runs in.

use super::event::RunEvent;
use crate::error::PlaygroundError;
use crate::tasks::{Fetched, File};

/// The place a run runs in: a coordinator worker, or a test.
pub trait Host {
    /// Tells whoever watches. A picture's bytes travel beside its event.
    fn emit(&self, event: RunEvent, picture: Option<Vec<u8>>);

    /// One of the playground's own pictures, by its number from 0, past any simulated network.
    fn picture(&self, number: u32) -> impl Future<Output = Fetched>;

    /// Makes the download directory ready.
    fn set_up_directory(&self) -> impl Future<Output = Result<(), PlaygroundError>>;

    /// Saves files in the download directory.
    fn save(&self, files: &[File]) -> impl Future<Output = Result<(), PlaygroundError>>;
}
