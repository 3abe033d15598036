//! HTTP in: the routes, and the middleware that holds for all of them.
//!
//! Knows requests, headers and statuses, and how each refusal is answered. Must never know how a caller is authenticated, how a rule decides, or how
//! anything is kept.

pub(crate) mod app;
mod body;
mod browser;
mod ended;
pub(crate) mod engine;
pub(crate) mod overload;
mod own_host;
mod refusal;
mod routes;
mod web_page;
