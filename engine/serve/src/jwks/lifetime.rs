//! How long a JWK set is fresh by its response's headers (HTTP caching, RFC 9111, 5.2.2), within bounds.

use actix_web::http::header::CacheDirective;
use reqwest::header::{AGE, CACHE_CONTROL, HeaderMap};
use std::time::Duration;

/// The least, whatever its server says: keys change within days, and calls come every second.
const SHORTEST: Duration = Duration::from_secs(60);
/// The most, whatever its server says: a revoked key must go.
const LONGEST: Duration = Duration::from_secs(3600);
/// The lifetime where its server doesn't say one.
const DEFAULT: Duration = Duration::from_secs(600);

/// The lifetime of what came with these headers.
pub(super) fn of(headers: &HeaderMap) -> Duration {
    let values = headers.get_all(CACHE_CONTROL).into_iter().filter_map(|value| value.to_str().ok());
    let directives = values.flat_map(|value| value.split(',')).filter_map(|text| text.trim().to_ascii_lowercase().parse().ok());
    let lifetimes = directives.filter_map(|directive: CacheDirective| match directive {
        CacheDirective::MaxAge(seconds) => Some(u64::from(seconds).saturating_sub(age(headers))),
        CacheDirective::NoStore | CacheDirective::NoCache => Some(0),
        _ => None,
    });
    lifetimes.min().map_or(DEFAULT, Duration::from_secs).clamp(SHORTEST, LONGEST)
}

/// How many seconds the response has been in caches on its way.
fn age(headers: &HeaderMap) -> u64 {
    headers.get(AGE).and_then(|value| value.to_str().ok()?.trim().parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(written: &[(&'static str, &str)]) -> u64 {
        let headers = written.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        of(&headers.collect()).as_secs()
    }

    #[test]
    fn the_server_says_within_bounds() {
        for (value, expected) in [
            ("max-age=900", 900),
            ("public, Max-Age=900, must-revalidate", 900),
            ("max-age=5", 60),
            ("max-age=31536000", 3600),
            ("no-store", 60),
            ("no-cache, max-age=900", 60),
            ("max-age=forever", 600),
            ("public", 600),
            ("", 600),
        ] {
            assert_eq!(seconds(&[("cache-control", value)]), expected, "{value}");
        }
        assert_eq!(seconds(&[]), 600);
    }

    #[test]
    fn what_lay_in_a_cache_is_older() {
        assert_eq!(seconds(&[("cache-control", "max-age=900"), ("age", "300")]), 600);
        assert_eq!(seconds(&[("cache-control", "max-age=900"), ("age", "9000")]), 60);
    }
}
