//! How many of how many, per 100, with the interval that the share of all such patients is likely to lie in.

/// How many patients of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Rate {
    /// Those that are counted.
    pub(in super::super) patients: u64,
    /// All of them.
    pub(in super::super) of: u64,
}

/// Per 100 patients: the rate and the ends of its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Per100 {
    pub(super) rate: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// The quantile of the standard normal distribution that leaves 2.5 % above it: the interval holds 95 %.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    pub(super) fn of(patients: u64, of: u64) -> Rate {
        Rate { patients, of }
    }

    /// The rate with Wilson's score interval (Wilson 1927), which holds for small numbers too: none of ten patients doesn't mean none of all. `None` of no
    /// patients.
    pub(super) fn per_100(self) -> Option<Per100> {
        if self.of == 0 {
            return None;
        }
        #[allow(clippy::cast_precision_loss, reason = "2^53 patients are more than there are")]
        let (patients, of) = (self.patients as f64, self.of as f64);
        let share = patients / of;
        let weight = Z * Z / of;
        let middle = (share + weight / 2.0) / (1.0 + weight);
        let half = Z / (1.0 + weight) * (share * (1.0 - share) / of + weight / (4.0 * of)).sqrt();
        let per_100 = |share: f64| share.clamp(0.0, 1.0) * 100.0;
        // At the ends the interval ends exactly; the formula does but for rounding.
        let low = if self.patients == 0 { 0.0 } else { middle - half };
        let high = if self.patients == self.of { 1.0 } else { middle + half };
        Some(Per100 { rate: per_100(share), low: per_100(low), high: per_100(high) })
    }
}

impl Per100 {
    /// `7.2 (5.4 to 9.5)`
    pub(super) fn format(self) -> String {
        format!("{} ({})", self.format_rate(), self.format_interval())
    }

    pub(super) fn format_rate(self) -> String {
        format!("{:.1}", self.rate)
    }

    pub(super) fn format_interval(self) -> String {
        format!("{:.1} to {:.1}", self.low, self.high)
    }

    pub(super) fn format_high(self) -> String {
        format!("{:.1}", self.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_interval_is_wilsons() {
        let formatted = |patients, of| Rate::of(patients, of).per_100().map(Per100::format);
        // As in Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
        assert_eq!(formatted(81, 263).as_deref(), Some("30.8 (25.5 to 36.6)"));
        assert_eq!(formatted(15, 148).as_deref(), Some("10.1 (6.2 to 16.0)"));
        assert_eq!(formatted(0, 20).as_deref(), Some("0.0 (0.0 to 16.1)"));
        assert_eq!(formatted(1, 29).as_deref(), Some("3.4 (0.6 to 17.2)"));
        assert_eq!(formatted(20, 20).as_deref(), Some("100.0 (83.9 to 100.0)"));
        assert_eq!(formatted(0, 0), None);
    }

    proptest! {
        #[test]
        fn the_rate_lies_within_its_interval(of in 1_u64..100_000, part in 0_u64..=100) {
            let per_100 = Rate::of(of * part / 100, of).per_100().unwrap();
            prop_assert!(0.0 <= per_100.low && per_100.low <= per_100.rate && per_100.rate <= per_100.high && per_100.high <= 100.0);
        }
    }
}
