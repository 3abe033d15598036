//! HTTP in: the routes, and what holds for each request before and after one answers it.

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
