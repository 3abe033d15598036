//! Hosts whose names may lead into the engine's own network, as the settings say.

use std::net::IpAddr;

/// A host whose name may lead to an internal address, or all hosts below a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct InternalHost {
    /// In small letters.
    name: String,
    /// Whether those below it are meant, not itself.
    is_parent: bool,
}

impl InternalHost {
    /// Reads a host name, or `*.` and the name that others are below.
    pub(crate) fn parse(text: &str) -> Option<InternalHost> {
        let (name, is_parent) = text.strip_prefix("*.").map_or((text, false), |parent| (parent, true));
        let is_label =
            |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let is_name = name.split('.').all(is_label) && name.parse::<IpAddr>().is_err();
        is_name.then(|| InternalHost { name: name.to_ascii_lowercase(), is_parent })
    }

    /// Whether a host is meant.
    pub(crate) fn matches(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        match self.is_parent {
            true => host.strip_suffix(&self.name).is_some_and(|below| below.len() > 1 && below.ends_with('.')),
            false => host == self.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::InternalHost;

    #[test]
    fn a_host_is_a_name_or_all_below_one() {
        for right in ["fhir.hospital.example", "*.hospital.example", "ehr", "FHIR_1.Hospital.example"] {
            assert!(InternalHost::parse(right).is_some(), "{right}");
        }
        for wrong in ["", "*", "*.", "10.0.0.1", "https://ehr", "ehr:443", "a..b", "a.*.b", "::1", "ehr/fhir", "ehr."] {
            assert!(InternalHost::parse(wrong).is_none(), "{wrong}");
        }
    }
}
