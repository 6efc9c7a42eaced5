//! What an execution's items need from the network, fetched as a worker fetches: on an event loop,
//! or by a thread that waits.

use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::StreamExt;

use super::execution::{Execution, Stop};
use super::news::{Arrival, News};
use crate::network::{self, Order, Orders, Retry, Tried};
use crate::tasks::Fetched;
use crate::timeline::SpanKind;

impl Execution {
    /// What a range's items need from the network, awaited one after another; nothing if they
    /// need nothing.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub async fn fetch_range(
        &self,
        range: Range<usize>,
        lane: usize,
    ) -> Result<Vec<Fetched>, Stop> {
        let mut fetched = Vec::new();
        if self.downloads() {
            for item in range {
                fetched.push(self.unless_cancelled(self.fetch(item, lane)).await?);
            }
        }
        Ok(fetched)
    }

    /// [`Execution::fetch_range`]'s twin for a thread, which waits for each request.
    ///
    /// # Errors
    /// [`Stop::Cancelled`].
    pub fn fetch_range_blocking(
        &self,
        range: Range<usize>,
        lane: usize,
    ) -> Result<Vec<Fetched>, Stop> {
        let mut fetched = Vec::new();
        if self.downloads() {
            for item in range {
                self.check_cancelled()?;
                fetched.push(self.fetch_blocking(item, lane)?);
            }
        }
        Ok(fetched)
    }

    async fn fetch(&self, item: usize, lane: usize) -> Fetched {
        let Some(source) = self.task.source(item) else {
            return Ok(Arc::default());
        };
        let (row, range) = (self.timeline.lane(lane), Some((item..item + 1).into()));
        let conditions = &self.plan.conditions;
        let mut retry = Retry::new(conditions);
        loop {
            let get = network::get(conditions, &source, retry.attempt(), |bytes| {
                self.received(bytes)
            });
            let tried = row.span_async(SpanKind::Fetch, range, get).await;
            let Some(pause_ms) = retry.next(&tried) else {
                return self.arrived(item, lane, tried);
            };
            self.counters.retries.fetch_add(1, Ordering::Relaxed);
            row.span_async(SpanKind::Wait, range, network::pause(pause_ms))
                .await;
        }
    }

    /// [`Execution::fetch`]'s twin for a thread, which cannot await.
    fn fetch_blocking(&self, item: usize, lane: usize) -> Result<Fetched, Stop> {
        let Some(source) = self.task.source(item) else {
            return Ok(Ok(Arc::default()));
        };
        let (row, range) = (self.timeline.lane(lane), Some((item..item + 1).into()));
        let conditions = &self.plan.conditions;
        let mut retry = Retry::new(conditions);
        loop {
            let get = || self.requester.get_blocking(&source, retry.attempt());
            let tried = row.span(SpanKind::Fetch, range, get);
            let tried = tried.ok_or(Stop::Cancelled)?;
            let Some(pause_ms) = retry
                .next(&tried)
                .filter(|_| !self.cancellation.is_wished())
            else {
                return Ok(self.arrived(item, lane, tried));
            };
            self.counters.retries.fetch_add(1, Ordering::Relaxed);
            let pause = Duration::from_millis(u64::from(pause_ms));
            row.span(SpanKind::Wait, range, || self.cancellation.wait(pause));
        }
    }

    /// On the coordinator's event loop: makes the requests that threads wait for, all of them at
    /// once, until there can be no more. When the run is cancelled they are ended, and the threads
    /// woken.
    pub async fn make_requests(&self, orders: Orders) {
        let make = async |order: Order| {
            let received = |bytes| self.received(bytes);
            let get = network::get(
                &self.plan.conditions,
                &order.source,
                order.attempt,
                received,
            );
            if let Ok(tried) = self.unless_cancelled(get).await {
                order.answer(tried);
            }
        };
        orders.for_each_concurrent(None, make).await;
    }

    fn received(&self, bytes: usize) {
        self.counters.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn arrived(&self, item: usize, lane: usize, tried: Tried) -> Fetched {
        let body = Arc::new(tried.map_err(|failed| failed.failure)?);
        self.tell(News::Arrival(Arrival {
            item,
            lane,
            body: body.clone(),
        }));
        Ok(body)
    }
}
