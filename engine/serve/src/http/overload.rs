//! How many requests are answered at once. More are told to come again at once, rather than wait in a line that only grows.

use super::{engine::Engine, refusal::Refusal};
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

/// A request's place among them.
#[derive(Debug)]
struct Place<'f>(&'f InFlight);

impl InFlight {
    /// So many at once.
    pub(crate) fn new(most: usize) -> InFlight {
        InFlight { now: AtomicUsize::new(0), most }
    }

    fn enter(&self) -> Option<Place<'_>> {
        // Made first, so that it is given back also where there are too many.
        let place = Place(self);
        (self.now.fetch_add(1, Ordering::Relaxed) < self.most).then_some(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Refuses what clients ask while too much is being answered. Health and metrics are told always.
pub(crate) async fn refuse_when_full<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B, BoxBody>>, Error> {
    let engine = request.app_data::<Data<Engine>>().filter(|_| request.path().starts_with("/cds-services")).cloned();
    let Some(engine) = engine else { return next.call(request).await.map(ServiceResponse::map_into_left_body) };
    match engine.in_flight.enter() {
        Some(_place) => next.call(request).await.map(ServiceResponse::map_into_left_body),
        None => Ok(request.into_response(Refusal::Overloaded.error_response()).map_into_right_body()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_given_back() {
        let in_flight = InFlight::new(2);
        let (one, _two) = (in_flight.enter(), in_flight.enter());
        assert!(one.is_some() && in_flight.enter().is_none() && in_flight.enter().is_none());
        drop(one);
        assert!(in_flight.enter().is_some());
        assert_eq!(in_flight.now.load(Ordering::Relaxed), 1);
    }
}
