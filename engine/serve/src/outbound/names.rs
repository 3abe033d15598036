//! The DNS resolver for every connection that the engine opens.
//!
//! A connection goes to the very address that was checked here, so that a second answer of a name server can't replace it (DNS rebinding). Answers are
//! cached for a while, in which whoever answers for a name can't move it. A name may lead to public addresses only, unless the settings list it in
//! `internalHosts`, and never to an address where no server can be. An address that a URL has in place of a name is not resolved; whoever takes the URL
//! checks it.

use super::{address::Reach, internal_host::InternalHost};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{
    collections::HashMap,
    error::Error,
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

/// How long the addresses of a name are cached.
const CACHE_TIME: Duration = Duration::from_secs(60);

/// Finds the addresses of names. Cheap to clone; what was found is shared.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(Arc<Shared>);

/// The cached names are those of URLs in the settings, or were discovered at these URLs; so they are few.
#[derive(Debug, Default)]
struct Shared {
    internal: Vec<InternalHost>,
    found: Mutex<HashMap<String, CachedAddresses>>,
}

#[derive(Clone, Debug)]
struct CachedAddresses {
    addresses: Vec<IpAddr>,
    at: Instant,
}

/// A name leads only to addresses that the engine may not connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AddressRefusedError;

impl Names {
    /// A resolver that lets these hosts lead to internal addresses.
    pub(crate) fn new(internal: &[InternalHost]) -> Names {
        Names(Arc::new(Shared { internal: internal.to_vec(), found: Mutex::default() }))
    }

    async fn find(&self, name: &str) -> Result<Vec<IpAddr>, Box<dyn Error + Send + Sync>> {
        // RFC 6761, 6.3: a name server is never asked for it.
        if name == "localhost" {
            return Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]);
        }
        let found = match self.cached(name, Instant::now()) {
            Some(kept) => kept,
            None => self.look_up(name).await?,
        };
        let addresses = self.allowed(name, found);
        if addresses.is_empty() {
            tracing::warn!(
                host = name,
                "the name leads to no address that may be called; where it is meant to be internal, list it in `internalHosts`"
            );
            return Err(Box::new(AddressRefusedError));
        }
        Ok(addresses)
    }

    async fn look_up(&self, name: &str) -> std::io::Result<Vec<IpAddr>> {
        let found: Vec<IpAddr> = tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect();
        self.cache(name, &found, Instant::now());
        Ok(found)
    }

    /// Those of a name's addresses that may be connected to.
    fn allowed(&self, name: &str, mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
        let is_internal = self.0.internal.iter().any(|host| host.matches(name));
        addresses.retain(|address| match Reach::of(*address) {
            Reach::Public => true,
            Reach::Internal => is_internal,
            Reach::Never => false,
        });
        addresses
    }

    fn cached(&self, name: &str, now: Instant) -> Option<Vec<IpAddr>> {
        let found = self.0.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.get(name).filter(|found| now.duration_since(found.at) < CACHE_TIME).map(|found| found.addresses.clone())
    }

    fn cache(&self, name: &str, addresses: &[IpAddr], at: Instant) {
        let mut found = self.0.found.lock().unwrap_or_else(PoisonError::into_inner);
        found.insert(name.to_owned(), CachedAddresses { addresses: addresses.to_vec(), at });
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let names = self.clone();
        Box::pin(async move {
            let addresses = names.find(name.as_str()).await?;
            Ok(Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}

impl fmt::Display for AddressRefusedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name leads to no address that may be called")
    }
}

impl Error for AddressRefusedError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outbound::{client, is_refused};
    use std::{
        io::{Read, Write},
        net::TcpListener,
    };

    fn names() -> Names {
        Names::new(&["fhir.hospital.example", "*.clinic.example"].map(|host| InternalHost::parse(host).unwrap()))
    }

    fn allowed(name: &str, addresses: &[&str]) -> usize {
        names().allowed(name, addresses.iter().map(|address| address.parse().unwrap()).collect()).len()
    }

    #[test]
    fn a_name_leads_out_and_not_in() {
        assert_eq!(allowed("ehr.example.org", &["8.8.8.8", "2606:4700::1"]), 2);
        assert_eq!(allowed("ehr.example.org", &["10.0.0.1", "127.0.0.1", "::1", "fd12::1", "::ffff:10.0.0.1"]), 0);
        assert_eq!(allowed("ehr.example.org", &["10.0.0.1", "8.8.8.8"]), 1);
    }

    #[test]
    fn a_name_that_is_listed_leads_in_too() {
        for name in ["fhir.hospital.example", "FHIR.hospital.example", "fhir.hospital.example.", "a.clinic.example", "a.b.clinic.example"] {
            assert_eq!(allowed(name, &["10.0.0.1", "8.8.8.8"]), 2, "{name}");
        }
        for name in
            ["hospital.example", "x.fhir.hospital.example", "clinic.example", "evilclinic.example", "fhir.hospital.example.evil.example"]
        {
            assert_eq!(allowed(name, &["10.0.0.1"]), 0, "{name}");
        }
    }

    #[test]
    fn no_name_leads_to_metadata() {
        for name in ["fhir.hospital.example", "ehr.example.org"] {
            assert_eq!(allowed(name, &["169.254.169.254", "fd00:ec2::254", "64:ff9b::a9fe:a9fe", "0.0.0.0", "224.0.0.1"]), 0, "{name}");
        }
    }

    #[test]
    fn a_name_that_moves_is_not_followed_for_a_while() {
        let (names, begun) = (names(), Instant::now());
        let first: Vec<IpAddr> = vec!["8.8.8.8".parse().unwrap()];
        names.cache("ehr.example.org", &first, begun);
        assert_eq!(names.cached("ehr.example.org", begun + CACHE_TIME / 2), Some(first));
        assert_eq!(names.cached("ehr.example.org", begun + CACHE_TIME), None);
        assert_eq!(names.cached("other.example.org", begun), None);
    }

    #[tokio::test]
    async fn localhost_is_this_machine() {
        assert!(names().find("localhost").await.unwrap().iter().all(IpAddr::is_loopback));
    }

    /// Requests a server on this machine under a name that leads here. The error says whether the address was refused.
    async fn asked(name: &str, port: u16) -> Result<(), bool> {
        let names = names();
        names.cache(name, &[Ipv4Addr::LOCALHOST.into()], Instant::now());
        let asked = client(&names).unwrap().get(format!("http://{name}:{port}/")).send().await;
        asked.map(drop).map_err(|error| is_refused(&error))
    }

    #[tokio::test]
    async fn a_name_that_leads_in_is_not_connected_to_unless_it_is_listed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert_eq!(asked("ehr.example.org", port).await, Err(true));
        listener.set_nonblocking(true).unwrap();
        assert!(listener.accept().is_err());
        listener.set_nonblocking(false).unwrap();
        let answering = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 1024]);
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
        });
        assert_eq!(asked("fhir.hospital.example", port).await, Ok(()));
        answering.join().unwrap();
        assert_eq!(asked("fhir.hospital.example", 1).await, Err(false));
    }
}
