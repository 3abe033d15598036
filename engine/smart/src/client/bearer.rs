//! The token in a request's `Authorization` (RFC 6750, 2.1).

use super::TokenError;

/// The one token of all `Authorization` headers of a request. Several headers are refused, since a proxy might have checked another one than this
/// engine would.
pub fn bearer<'h>(authorizations: impl IntoIterator<Item = &'h [u8]>) -> Result<&'h str, TokenError> {
    let mut authorizations = authorizations.into_iter();
    let header = authorizations.next().ok_or(TokenError::NoToken)?;
    if authorizations.next().is_some() {
        return Err(TokenError::SeveralAuthorizations);
    }
    let text = std::str::from_utf8(header).map_err(|_| TokenError::NotBearer)?;
    let (scheme, token) = text.split_once(' ').ok_or(TokenError::NotBearer)?;
    if scheme.eq_ignore_ascii_case("Bearer") { Ok(token.trim_matches(' ')) } else { Err(TokenError::NotBearer) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(headers: &[&'static str]) -> Result<&'static str, TokenError> {
        bearer(headers.iter().map(|header| header.as_bytes()))
    }

    #[test]
    fn the_scheme_is_bearer_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            assert_eq!(read(&[header]), Ok("abc"), "{header}");
        }
        for header in ["Basic YTpi", "Bearer", "abc", "", "Bearerabc", "Bearer\tabc"] {
            assert_eq!(read(&[header]), Err(TokenError::NotBearer), "{header}");
        }
    }

    #[test]
    fn there_is_exactly_one() {
        assert_eq!(read(&[]), Err(TokenError::NoToken));
        assert_eq!(read(&["Bearer abc", "Bearer abc"]), Err(TokenError::SeveralAuthorizations));
        assert_eq!(read(&["Bearer abc", ""]), Err(TokenError::SeveralAuthorizations));
    }
}
