//! Sizes, durations, addresses, URLs and time zones as people write them.

use super::parsed::FromText;
use engine_smart::fhir_base_url::is_secure;
use jiff::tz::TimeZone;
use reqwest::Url;
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Size(pub(super) usize);

impl FromText for Size {
    const EXPECTED: &'static str = "a size such as 512KB or 10MB";
    fn read(text: &str) -> Option<Size> {
        let (number, unit) = split(text)?;
        let factor = match unit.to_ascii_uppercase().as_str() {
            "" | "B" => 1,
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            "KIB" => 1 << 10,
            "MIB" => 1 << 20,
            "GIB" => 1 << 30,
            _ => return None,
        };
        usize::try_from(number).ok()?.checked_mul(factor).filter(|bytes| *bytes > 0).map(Size)
    }
}

impl FromText for Duration {
    const EXPECTED: &'static str = "a duration such as 500ms or 2s";
    fn read(text: &str) -> Option<Duration> {
        let (number, unit) = split(text)?;
        let duration = match unit {
            "ms" => Duration::from_millis(number),
            "s" => Duration::from_secs(number),
            "min" => Duration::from_secs(number.checked_mul(60)?),
            _ => return None,
        };
        (!duration.is_zero() && duration <= Duration::from_secs(3600)).then_some(duration)
    }
}

impl FromText for SocketAddr {
    const EXPECTED: &'static str = "an address and a port such as 127.0.0.1:8080";
    fn read(text: &str) -> Option<SocketAddr> {
        match text.strip_prefix("localhost:") {
            Some(port) => Some((Ipv4Addr::LOCALHOST, port.parse().ok()?).into()),
            None => text.parse().ok(),
        }
    }
}

impl FromText for Url {
    const EXPECTED: &'static str = "a URL that begins with https:// or http://";
    fn read(text: &str) -> Option<Url> {
        Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host())
    }
}

/// Reads the URL of what is trusted as it comes: encrypted on the way unless it never leaves this machine, without user, password or fragment.
pub(super) fn secure_url(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    (is_plain && is_secure(&url)).then_some(url)
}

/// A time zone of the settings.
#[derive(Clone, Debug)]
pub(super) struct Zone(pub(super) TimeZone);

impl FromText for Zone {
    const EXPECTED: &'static str = "a time zone by its IANA name, such as America/New_York";
    fn read(text: &str) -> Option<Zone> {
        TimeZone::get(text).ok().map(Zone)
    }
}

/// An origin of the settings.
#[derive(Clone, Debug)]
pub(super) struct Origin(pub(super) String);

impl FromText for Origin {
    const EXPECTED: &'static str = "an origin such as https://ehr.example.org (no path, no slash at its end), or `*`";
    fn read(text: &str) -> Option<Origin> {
        let is_origin = || Url::parse(text).is_ok_and(|url| url.origin().is_tuple() && url.origin().ascii_serialization() == text);
        (text == "*" || is_origin()).then(|| Origin(text.to_owned()))
    }
}

/// The digits that a text begins with, and what follows them.
fn split(text: &str) -> Option<(u64, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    Some((text[..end].parse().ok()?, text[end..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_in_decimal_and_binary_units() {
        assert_eq!(Size::read("10MB"), Some(Size(10_000_000)));
        assert_eq!(Size::read("64 KiB"), Some(Size(65_536)));
        assert_eq!(Size::read("200"), Some(Size(200)));
    }

    #[test]
    fn what_is_no_size_is_refused() {
        for text in ["", "MB", "0", "-1MB", "10 M", "1.5MB", "99999999999999999999GB"] {
            assert_eq!(Size::read(text), None, "{text}");
        }
    }

    #[test]
    fn durations_need_a_unit() {
        assert_eq!(Duration::read("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(Duration::read("2s"), Some(Duration::from_secs(2)));
        for text in ["500", "0s", "2h", "61min", ""] {
            assert_eq!(Duration::read(text), None, "{text}");
        }
    }

    #[test]
    fn localhost_is_an_address() {
        assert_eq!(SocketAddr::read("localhost:80"), SocketAddr::read("127.0.0.1:80"));
        assert_eq!(SocketAddr::read("8080"), None);
    }
}
