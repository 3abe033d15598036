//! Load shedding: only so many requests are answered at once. One beyond them is refused at once with 503 and `Retry-After`, rather than put in a queue
//! that only grows.

use super::refusal::Refusal;
use actix_web::{
    Error, ResponseError,
    body::{BoxBody, EitherBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Data,
};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Requests that are being answered.
#[derive(Debug)]
pub(crate) struct InFlight {
    now: AtomicUsize,
    most: usize,
}

/// Lets one request be answered. Dropped, it lets in another.
#[derive(Debug)]
struct Permit<'f>(&'f InFlight);

impl InFlight {
    /// At most so many at once.
    pub(crate) fn new(most: usize) -> InFlight {
        InFlight { now: AtomicUsize::new(0), most }
    }

    /// A permit, unless as many as may be are being answered.
    fn enter(&self) -> Option<Permit<'_>> {
        // The permit is made first, so that it is given back also where there are too many.
        let permit = Permit(self);
        (self.now.fetch_add(1, Ordering::Relaxed) < self.most).then_some(permit)
    }
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Refuses what clients ask while too much is being answered. Health and metrics are always answered.
pub(crate) async fn refuse_when_full<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let in_flight = request.app_data::<Data<InFlight>>().filter(|_| request.path().starts_with("/cds-services")).cloned();
    let Some(in_flight) = in_flight else { return next.call(request).await.map(ServiceResponse::map_into_left_body) };
    match in_flight.enter() {
        Some(_permit) => next.call(request).await.map(ServiceResponse::map_into_left_body),
        None => Ok(request.into_response(Refusal::Overloaded.error_response()).map_into_right_body()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permits_are_given_back() {
        let in_flight = InFlight::new(2);
        let (one, _two) = (in_flight.enter(), in_flight.enter());
        assert!(one.is_some() && in_flight.enter().is_none() && in_flight.enter().is_none());
        drop(one);
        assert!(in_flight.enter().is_some());
        assert_eq!(in_flight.now.load(Ordering::Relaxed), 1);
    }
}
