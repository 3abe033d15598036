//! What the server says on standard output once it listens.

use crate::{config::Config, rules::running::Running};
use engine_syntax::model::Mode;
use std::net::SocketAddr;

/// The address that it listens on, the rules that it serves, and the clients that it answers.
pub(super) fn announcement(address: SocketAddr, config: &Config, running: &Running) -> String {
    let rules = config.rules.display();
    let count = match running.rules.len() {
        0 => "no rules".to_owned(),
        1 => "1 rule".to_owned(),
        many => format!("{many} rules"),
    };
    let scheme = if config.tls.is_some() { "https" } else { "http" };
    let mut text = format!("Listening on {scheme}://{address}\nServing {count} of {rules}");
    for plan in running.rules.served() {
        let hooks: Vec<&str> = plan.hooks.iter().map(|hook| hook.name.as_str()).collect();
        let mode = if plan.mode == Mode::Silent { " (silent)" } else { "" };
        text += &format!("\n  {}  {}{mode}", plan.id, hooks.join(", "));
    }
    for client in config.clients.iter().flat_map(|trust| &trust.clients) {
        text += &format!("\nAnswering {} ({})", client.name, client.issuer);
    }
    text
}
