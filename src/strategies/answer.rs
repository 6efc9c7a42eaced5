//! In a process: does what the coordinator asks for.

use super::here::{Here, receive};
use super::lanes::{PROCESS, lanes_of};
use super::ranks;
use super::remote::Call;
use crate::timeline::SpanKind;
use crate::workers::Message;

/// Does what a message asks for.
///
/// A message that cannot be read comes from another build, which the handshake rules out: the
/// panic ends this worker, and the coordinator hears of it.
pub async fn answer(message: Message) -> Vec<u8> {
    let timeline = lanes_of(&[], PROCESS);
    match receive(timeline.lane(0), message) {
        Call::Run(task) => {
            let here = Here::unpack(timeline, task);
            let part = here.run(0..here.execution.task.len()).await;
            let part = here.lane().span(SpanKind::Serialise, None, || {
                here.execution.task.encode_part(part)
            });
            here.reply(part)
        }
        Call::Rank(call) => ranks::answer(timeline, call).await,
    }
}
