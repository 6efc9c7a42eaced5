//! A place that has pictures, and nothing else: no page, no download directory, no Python.

use playground::error::{ErrorCode, PlaygroundError};
use playground::playground::{Host, PythonAbilities, PythonTrial, PythonTrialRequest, RunEvent};
use playground::tasks::{Fetched, File, Format, SavedBody};

/// A place by what it does with events, and by its pictures.
pub struct Bare<Tell, Picture> {
    pub tell: Tell,
    pub picture: Picture,
}

impl<Tell: Fn(RunEvent), Picture: Fn(u32) -> Fetched> Host for Bare<Tell, Picture> {
    fn emit(&self, event: RunEvent, _: Option<Vec<u8>>) {
        (self.tell)(event);
    }

    async fn picture(&self, number: u32) -> Fetched {
        (self.picture)(number)
    }

    async fn set_up_directory(&self) -> Result<(), PlaygroundError> {
        Ok(())
    }

    fn keep(&self, _: usize, _: &[u8]) {}

    async fn kept(&self, _: usize) -> Option<Vec<u8>> {
        None
    }

    async fn shows(&self, _: usize, _: Format) -> bool {
        false
    }

    async fn save(&self, _: &[File], _: &[SavedBody]) -> Result<(), PlaygroundError> {
        Ok(())
    }

    async fn start_python(&self) -> Result<PythonAbilities, PlaygroundError> {
        Err(PlaygroundError::new(
            ErrorCode::StartFailed,
            "there is no Python here",
        ))
    }

    async fn python_trial(&self, _: PythonTrialRequest) -> Result<PythonTrial, PlaygroundError> {
        unreachable!("it never starts")
    }

    fn interrupt_python(&self) {}
}
