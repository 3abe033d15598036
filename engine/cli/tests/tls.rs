//! Encryption: the program with certificates of its own, those of its clients, and files that change while it serves.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use engine_tests::{Folder, Server, printed, run_in};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair};
use reqwest::{
    Certificate, Identity,
    blocking::{Client, ClientBuilder},
};

const SETTINGS: &str = "tls: { cert: cert.pem, key: key.pem }\n";
const MUTUAL: &str = "tls: { cert: cert.pem, key: key.pem, clientCa: clients.pem }\n";

/// Someone who signs certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Authority {
        let mut params = CertificateParams::new(Vec::new()).expect("parameters");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().expect("a key")).expect("a certificate"))
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// A certificate and its key, for this machine or a client's.
    fn sign(&self, purpose: ExtendedKeyUsagePurpose) -> (String, String) {
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned(), "localhost".to_owned()]).expect("parameters");
        params.extended_key_usages = vec![purpose];
        let key = KeyPair::generate().expect("a key");
        let issuer: &Issuer<'_, KeyPair> = &self.0;
        (params.signed_by(&key, issuer).expect("a certificate").pem(), key.serialize_pem())
    }

    fn server(&self) -> (String, String) {
        self.sign(ExtendedKeyUsagePurpose::ServerAuth)
    }

    /// What asks, and trusts this authority alone.
    fn trusting(&self) -> ClientBuilder {
        Client::builder().tls_certs_only([Certificate::from_pem(self.pem().as_bytes()).expect("PEM")]).no_proxy()
    }

    /// The same with a certificate that `other` signed.
    fn with_certificate_of(&self, other: &Authority) -> Client {
        let (cert, key) = other.sign(ExtendedKeyUsagePurpose::ClientAuth);
        let identity = Identity::from_pem(format!("{cert}{key}").as_bytes()).expect("PEM");
        self.trusting().identity(identity).build().expect("a client")
    }
}

fn folder(settings: &str, authority: &Authority) -> Folder {
    let (cert, key) = authority.server();
    let folder = Folder::with(&[("rules/.keep", ""), ("engine.yaml", settings)]);
    folder.write("cert.pem", &cert);
    folder.write("key.pem", &key);
    folder
}

/// The status of a GET of `/cds-services`; none where no connection comes about.
fn asked(server: &Server, client: &Client) -> Option<u16> {
    client.get(format!("{}/cds-services", server.url)).send().ok().map(|answer| answer.status().as_u16())
}

#[test]
fn it_answers_over_tls_and_says_so() {
    let authority = Authority::new("one");
    let folder = folder(SETTINGS, &authority);
    let client = authority.trusting().build().expect("a client");
    let server = Server::start_encrypted(folder.path(), &["--config", "engine.yaml"], client.clone());
    let answer = client.get(format!("{}/cds-services", server.url)).send().expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers().get("strict-transport-security").map(|value| value.as_bytes()), Some(&b"max-age=63072000"[..]));
    assert!(server.log().iter().any(|line| line.contains("Listening on https://")));
    assert_eq!(asked(&server, &Authority::new("other").trusting().build().expect("a client")), None);
    let plain = Client::new().get(server.url.replace("https://", "http://")).send();
    assert!(plain.is_err() || plain.is_ok_and(|answer| !answer.status().is_success()));
    let health = run_in(folder.path(), &["health", "--url", &format!("{}/health/live", server.url)]);
    assert_eq!(printed(&health).2, 0, "{health:?}");
}

#[test]
fn new_certificates_are_taken_without_dropping_connections() {
    let (old, new) = (Authority::new("old"), Authority::new("new"));
    let folder = folder(SETTINGS, &old);
    let before = old.trusting().build().expect("a client");
    let server = Server::start_encrypted(folder.path(), &["--config", "engine.yaml"], before.clone());
    assert_eq!(asked(&server, &before), Some(200));
    let (cert, key) = new.server();
    folder.write("cert.pem", &cert);
    server.wait_until("the half that is written is reported", |server| {
        server.log().iter().any(|line| line.contains("is not the key of the certificate"))
    });
    assert_eq!(asked(&server, &old.trusting().build().expect("a client")), Some(200));
    folder.write("key.pem", &key);
    server.wait_until("the new certificate serves", |server| asked(server, &new.trusting().build().expect("a client")) == Some(200));
    assert_eq!(asked(&server, &before), Some(200), "on the connection that it has");
    assert_eq!(asked(&server, &old.trusting().build().expect("a client")), None);
}

#[test]
fn with_mutual_tls_only_known_certificates_connect_and_who_is_known_may_change() {
    let (authority, known, unknown) = (Authority::new("server"), Authority::new("known"), Authority::new("unknown"));
    let folder = folder(MUTUAL, &authority);
    folder.write("clients.pem", &known.pem());
    let server = Server::start_encrypted(folder.path(), &["--config", "engine.yaml"], authority.with_certificate_of(&known));
    assert_eq!(asked(&server, &authority.with_certificate_of(&known)), Some(200));
    assert_eq!(asked(&server, &authority.with_certificate_of(&unknown)), None);
    assert_eq!(asked(&server, &authority.trusting().build().expect("a client")), None);
    folder.write("clients.pem", &unknown.pem());
    server.wait_until("others are known", |server| asked(server, &authority.with_certificate_of(&unknown)) == Some(200));
    assert_eq!(asked(&server, &authority.with_certificate_of(&known)), None);
}

#[test]
fn what_cannot_be_used_is_named_and_nothing_is_served() {
    let authority = Authority::new("one");
    let refusal_of = |file: &str, text: &str| {
        let folder = folder(MUTUAL, &authority);
        folder.write("clients.pem", &authority.pem());
        folder.write(file, text);
        let (_, stderr, code) = printed(&run_in(folder.path(), &["serve", "--config", "engine.yaml", "--listen", "127.0.0.1:0"]));
        assert_eq!(code, 2, "{stderr}");
        stderr
    };
    assert!(refusal_of("cert.pem", "no PEM").contains("cert.pem: has no certificate in PEM"));
    assert!(refusal_of("key.pem", "").contains("key.pem: has no private key in PEM"));
    assert!(refusal_of("key.pem", &authority.server().1).contains("key.pem: is not the key of the certificate"));
    assert!(refusal_of("clients.pem", "").contains("clients.pem: has no certificate in PEM"));
    let secret = refusal_of("key.pem", "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    assert!(secret.contains("key.pem: can't be used") && !secret.contains("c2VjcmV0"), "{secret}");
}
