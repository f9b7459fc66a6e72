//! The writer: takes requests from everybody, carries out what has queued up as one group, and
//! answers when it is on the disk and on the stage. Append, sync, acknowledge, then show.

use super::stage::Stage;
use crate::conduct::Request;
use crate::live::{Live, Undone};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot, watch};

/// Requests that wait; more are turned away.
const QUEUE: usize = 1024;
/// Requests in one group.
const GROUP: usize = 256;

/// A request with the way back.
type Errand = (Request, oneshot::Sender<Result<u32, Undone>>);

/// The way to the writer.
#[derive(Clone)]
pub struct Writer {
    errands: mpsc::Sender<Errand>,
    stage: watch::Receiver<Arc<Stage>>,
}

/// Why a request got no answer from the exercise.
#[derive(Debug)]
pub enum NoAnswer {
    /// Too much is waiting.
    Busy,
    /// The host is going away.
    Closed,
    /// It was not carried out.
    Undone(Undone),
}

impl Writer {
    /// Starts the writer on a thread of its own. It ends when the last way to it is gone.
    #[must_use]
    pub fn start(live: Arc<Live>, salt: Vec<u8>) -> Writer {
        let first = live.look_back(|exercise, memory| Arc::new(Stage::new(exercise, memory, None, &salt)));
        let (publish, stage) = watch::channel(first);
        let (errands, queue) = mpsc::channel(QUEUE);
        std::thread::spawn(move || work(&live, queue, &publish, &salt));
        Writer { errands, stage }
    }

    /// Carries a request out; the stage shows what came of it when this returns.
    ///
    /// # Errors
    /// Why it was not carried out.
    pub async fn carry(&self, request: Request) -> Result<u32, NoAnswer> {
        let (send, answer) = oneshot::channel();
        self.errands.try_send((request, send)).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => NoAnswer::Busy,
            mpsc::error::TrySendError::Closed(_) => NoAnswer::Closed,
        })?;
        answer.await.map_err(|_| NoAnswer::Closed)?.map_err(NoAnswer::Undone)
    }

    /// The exercise as its seats see it now.
    #[must_use]
    pub fn stage(&self) -> Arc<Stage> {
        self.stage.borrow().clone()
    }

    /// A wake-up whenever there is a new one.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<Arc<Stage>> {
        self.stage.clone()
    }
}

fn work(live: &Live, mut queue: mpsc::Receiver<Errand>, publish: &watch::Sender<Arc<Stage>>, salt: &[u8]) {
    while let Some(first) = queue.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = queue.try_recv()
        {
            group.push(next);
        }
        let (requests, senders): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        let answers = live.carry(requests);
        if answers.iter().any(Result::is_ok) {
            let before = publish.borrow().clone();
            let stage = live.look_back(|exercise, memory| Stage::new(exercise, memory, Some(&before), salt));
            publish.send_replace(Arc::new(stage));
        }
        for (sender, answer) in senders.into_iter().zip(answers) {
            // A client that went away meanwhile asks again with the same mark.
            let _ = sender.send(answer);
        }
    }
}
