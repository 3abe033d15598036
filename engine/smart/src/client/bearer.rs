//! The token in a request's `Authorization` (RFC 6750, 2.1).

use super::Refused;

/// The one token of all `Authorization` headers of a request. Several headers are refused: a proxy might have looked at another than this engine.
pub fn bearer<'h>(authorizations: impl IntoIterator<Item = &'h [u8]>) -> Result<&'h str, Refused> {
    let mut authorizations = authorizations.into_iter();
    let header = authorizations.next().ok_or(Refused::NoToken)?;
    if authorizations.next().is_some() {
        return Err(Refused::SeveralAuthorizations);
    }
    let text = std::str::from_utf8(header).map_err(|_| Refused::NotBearer)?;
    let (scheme, token) = text.split_once(' ').ok_or(Refused::NotBearer)?;
    if scheme.eq_ignore_ascii_case("Bearer") { Ok(token.trim_matches(' ')) } else { Err(Refused::NotBearer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[&'static str]) -> Result<&'static str, Refused> {
        bearer(headers.iter().map(|header| header.as_bytes()))
    }

    #[test]
    fn the_scheme_is_bearer_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            assert_eq!(read(&[header]), Ok("abc"), "{header}");
        }
        for header in ["Basic YTpi", "Bearer", "abc", "", "Bearerabc", "Bearer\tabc"] {
            assert_eq!(read(&[header]), Err(Refused::NotBearer), "{header}");
        }
    }

    #[test]
    fn there_is_exactly_one() {
        assert_eq!(read(&[]), Err(Refused::NoToken));
        assert_eq!(read(&["Bearer abc", "Bearer abc"]), Err(Refused::SeveralAuthorizations));
        assert_eq!(read(&["Bearer abc", ""]), Err(Refused::SeveralAuthorizations));
    }
}
