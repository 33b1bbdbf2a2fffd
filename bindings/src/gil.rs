//! The one place that releases the GIL, and that hears Ctrl-C.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use pyo3::exceptions::PyKeyboardInterrupt;
use pyo3::prelude::*;
use slotwise::solver::CancelToken;

use crate::errors;

/// How often the calling thread looks for signals.
const POLL: Duration = Duration::from_millis(50);

/// Computes something while other Python threads go on. For what takes a moment.
pub fn released<T: Send>(py: Python<'_>, compute: impl FnOnce() -> T + Send) -> T {
    py.detach(compute)
}

/// What an interruptible computation gave, and whether Ctrl-C ended it early.
pub struct Finished<T> {
    pub value: T,
    pub interrupted: bool,
}

enum Message<N, T> {
    News(N),
    Value(T),
}

/// Tells the calling thread how a computation goes on.
pub struct Reporter<N, T>(Sender<Message<N, T>>);

impl<N, T> Clone for Reporter<N, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<N, T> Reporter<N, T> {
    pub fn tell(&self, news: N) {
        // Nobody listens any more after a second Ctrl-C.
        let _ = self.0.send(Message::News(news));
    }
}

/// Computes something long on a thread of its own, while the calling thread hears signals and hands
/// on news, and other Python threads go on.
///
/// Ctrl-C cancels the computation through its token and waits for what it then returns; a second
/// Ctrl-C raises at once and leaves the computation to end by itself. Any other exception, of a
/// signal handler or of `on_news`, cancels the computation and is raised.
pub fn interruptible<T: Send + 'static, N: Send + 'static>(
    py: Python<'_>,
    cancel: &CancelToken,
    compute: impl FnOnce(Reporter<N, T>) -> T + Send + 'static,
    mut on_news: impl FnMut(Python<'_>, Option<N>) -> PyResult<()>,
) -> PyResult<Finished<T>> {
    let (sender, mut receiver) = channel();
    let worker = thread::Builder::new().name("slotwise".into()).spawn(move || {
        let value = compute(Reporter(sender.clone()));
        let _ = sender.send(Message::Value(value));
    })?;
    let mut interrupted = false;
    loop {
        // A receiver is `Send` but not `Sync`: it goes along and comes back.
        let message;
        (receiver, message) = released(py, move || {
            let message = receiver.recv_timeout(POLL);
            (receiver, message)
        });
        if let Err(signal) = py.check_signals() {
            cancel.cancel();
            if interrupted || !signal.is_instance_of::<PyKeyboardInterrupt>(py) {
                return Err(signal);
            }
            interrupted = true;
        }
        let told = match message {
            Ok(Message::News(news)) => on_news(py, Some(news)),
            Ok(Message::Value(value)) => {
                released(py, || worker.join()).map_err(|_| errors::panicked(py))?;
                return Ok(Finished { value, interrupted });
            }
            Err(RecvTimeoutError::Timeout) => on_news(py, None),
            Err(RecvTimeoutError::Disconnected) => return Err(errors::panicked(py)),
        };
        told.inspect_err(|_| cancel.cancel())?;
    }
}
