//! Where an IP address leads: to the internet, into the engine's own network, or where no FHIR server can be.
//!
//! Knows the IANA special-purpose address registries (RFC 6890 and its updates) and the addresses of cloud metadata services. An IPv6 address that
//! carries an IPv4 one (mapped, NAT64, 6to4) leads where that leads.

use reqwest::Url;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// To a host of the internet.
    Public,
    /// To this machine, or a network of its owner's.
    Internal,
    /// To no server that a token may go to: link-local (where clouds keep their metadata), multicast, unspecified, reserved.
    Never,
}

const NEVER_V4: [(Ipv4Addr, u8); 12] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
    // Alibaba's and Azure's metadata stand outside of the ranges above, and so do Oracle's old ones in 192.0.0.0/24.
    (Ipv4Addr::new(100, 100, 100, 200), 32),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
];

const INTERNAL_V4: [(Ipv4Addr, u8); 5] = [
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
];

const NEVER_V6: [(Ipv6Addr, u8); 5] = [
    // Teredo, ORCHID and other protocols of the IETF.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    // Metadata of Amazon and Google.
    (Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254), 128),
];

const INTERNAL_V6: [(Ipv6Addr, u8); 2] = [(Ipv6Addr::LOCALHOST, 128), (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7)];

/// Unicast addresses that lead anywhere at all (RFC 4291, 2.4).
const GLOBAL_V6: [(Ipv6Addr, u8); 1] = [(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)];

const NAT64: (Ipv6Addr, u8) = (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96);
const SIX_TO_FOUR: (Ipv6Addr, u8) = (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16);

impl Reach {
    /// Where an address leads.
    pub(crate) fn of(address: IpAddr) -> Reach {
        match address {
            IpAddr::V4(address) => Reach::of_v4(address),
            IpAddr::V6(address) => carried(address).map_or_else(|| Reach::of_v6(address), Reach::of_v4),
        }
    }

    /// Where a URL leads that has an address in place of a name.
    pub(crate) fn of_url(url: &Url) -> Option<Reach> {
        address_of(url).map(Reach::of)
    }

    fn of_v4(address: Ipv4Addr) -> Reach {
        let is_in = |ranges: &[(Ipv4Addr, u8)]| ranges.iter().any(|range| is_in_v4(address, *range));
        if is_in(&NEVER_V4) {
            Reach::Never
        } else if is_in(&INTERNAL_V4) {
            Reach::Internal
        } else {
            Reach::Public
        }
    }

    fn of_v6(address: Ipv6Addr) -> Reach {
        let is_in = |ranges: &[(Ipv6Addr, u8)]| ranges.iter().any(|range| is_in_v6(address, *range));
        if is_in(&NEVER_V6) {
            Reach::Never
        } else if is_in(&INTERNAL_V6) {
            Reach::Internal
        } else if is_in(&GLOBAL_V6) {
            Reach::Public
        } else {
            Reach::Never
        }
    }
}

/// The address that a URL has in place of a name.
pub(crate) fn address_of(url: &Url) -> Option<IpAddr> {
    url.host_str()?.trim_matches(['[', ']']).parse().ok()
}

/// The IPv4 address that an IPv6 address stands for.
fn carried(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = address.to_bits();
    let low = Ipv4Addr::from_bits(bits as u32);
    if is_in_v6(address, NAT64) {
        Some(low)
    } else if is_in_v6(address, SIX_TO_FOUR) {
        Some(Ipv4Addr::from_bits((bits >> 80) as u32))
    } else {
        address.to_ipv4_mapped()
    }
}

fn is_in_v4(address: Ipv4Addr, (network, length): (Ipv4Addr, u8)) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= u32::from(length)
}

fn is_in_v6(address: Ipv6Addr, (network, length): (Ipv6Addr, u8)) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= u32::from(length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(text: &str) -> Reach {
        Reach::of(text.parse().unwrap())
    }

    #[test]
    fn addresses_of_the_internet_are_public() {
        for address in
            ["1.1.1.1", "8.8.8.8", "100.63.255.255", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450::1", "64:ff9b::808:808"]
        {
            assert_eq!(of(address), Reach::Public, "{address}");
        }
    }

    #[test]
    fn this_machine_and_its_network_are_internal() {
        for address in ["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "::1", "fd12::1"] {
            assert_eq!(of(address), Reach::Internal, "{address}");
        }
        for carrying in ["::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "::ffff:127.0.0.1"] {
            assert_eq!(of(carrying), Reach::Internal, "{carrying}");
        }
    }

    #[test]
    fn metadata_link_local_multicast_and_reserved_addresses_are_never_reached() {
        for address in [
            "169.254.169.254",
            "169.254.170.2",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "0.0.0.0",
            "0.1.2.3",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "203.0.113.1",
            "::",
            "::7f00:1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "2001::1",
            "2001:db8::1",
            "64:ff9b:1::1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
        ] {
            assert_eq!(of(address), Reach::Never, "{address}");
        }
    }

    proptest! {
        #[test]
        fn a_carried_address_leads_where_it_leads_itself(bits: u32, rest: u128) {
            let address = Ipv4Addr::from_bits(bits);
            let alone = Reach::of(address.into());
            let six_to_four = (0x2002 << 112) | (u128::from(bits) << 80) | (rest >> 48);
            let nat64 = NAT64.0.to_bits() | u128::from(bits);
            for carrying in [address.to_ipv6_mapped(), Ipv6Addr::from_bits(six_to_four), Ipv6Addr::from_bits(nat64)] {
                prop_assert_eq!(Reach::of(carrying.into()), alone, "{}", carrying);
            }
        }

        #[test]
        fn what_is_public_is_special_to_nobody(bits: u32) {
            let address = Ipv4Addr::from_bits(bits);
            let is_special = address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast()
                || address.is_broadcast() || address.is_unspecified() || address.is_documentation();
            prop_assert!(!(is_special && Reach::of(address.into()) == Reach::Public), "{}", address);
        }

        #[test]
        fn only_unicast_is_public_in_v6(bits: u128) {
            let address = Ipv6Addr::from_bits(bits);
            let is_special = address.is_loopback() || address.is_multicast() || address.is_unspecified()
                || address.is_unique_local() || address.is_unicast_link_local();
            prop_assert!(!(is_special && Reach::of(address.into()) == Reach::Public), "{}", address);
        }

        #[test]
        fn all_of_a_range_leads_to_one_place(low: u32, index in 0..INTERNAL_V4.len()) {
            let (network, length) = INTERNAL_V4[index];
            let address = Ipv4Addr::from_bits(network.to_bits() | (low & (u32::MAX >> length)));
            prop_assert_ne!(Reach::of(address.into()), Reach::Public, "{}", address);
        }
    }
}
