//! What a run needs from the place it runs in.

use super::event::RunEvent;
use super::python::{PythonAbilities, PythonTrial, PythonTrialRequest};
use crate::error::PlaygroundError;
use crate::tasks::{Fetched, File, Format, SavedBody};

/// The place a run runs in: a coordinator worker, or a test.
pub trait Host {
    /// Tells whoever watches. A picture's bytes travel beside its event.
    fn emit(&self, event: RunEvent, picture: Option<Vec<u8>>);

    /// One of the playground's own pictures, by its number from 0, past any simulated network.
    fn picture(&self, number: u32) -> impl Future<Output = Fetched>;

    /// Makes the download directory ready.
    fn set_up_directory(&self) -> impl Future<Output = Result<(), PlaygroundError>>;

    /// Keeps a body that has just come, outside the memory that workers share, in place of the one
    /// that came for this item before.
    fn keep(&self, item: usize, body: &[u8]);

    /// The body that is kept of an item, if one is.
    fn kept(&self, item: usize) -> impl Future<Output = Option<Vec<u8>>>;

    /// Whether the body that is kept of an item is a picture that can be shown here.
    fn shows(&self, item: usize, format: Format) -> impl Future<Output = bool>;

    /// Saves files, and bodies that are kept, in the download directory.
    fn save(
        &self,
        files: &[File],
        bodies: &[SavedBody],
    ) -> impl Future<Output = Result<(), PlaygroundError>>;

    /// Has Python ready, which takes seconds where it is not yet.
    fn start_python(&self) -> impl Future<Output = Result<PythonAbilities, PlaygroundError>>;

    /// Has Python execute a trial. The bodies that came are kept, as by [`Host::keep`].
    fn python_trial(
        &self,
        request: PythonTrialRequest,
    ) -> impl Future<Output = Result<PythonTrial, PlaygroundError>>;

    /// Interrupts the trial that Python executes, which then fails with `cancelled`.
    fn interrupt_python(&self);
}
