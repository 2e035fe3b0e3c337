//! Exact decimal numbers, as contracts write them.

use std::cmp::Ordering;
use std::fmt;

/// A decimal number without rounding: `mantissa × 10^exponent`.
///
/// Bounds and `multipleOf` are compared and divided exactly, so that `0.1` is a tenth and not the
/// binary fraction next to it. The mantissa carries no trailing zeros, so that equal numbers are
/// equal values.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    mantissa: i128,
    exponent: i32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        exponent: 0,
    };

    /// `mantissa × 10^exponent`.
    #[must_use]
    pub fn new(mut mantissa: i128, mut exponent: i32) -> Self {
        if mantissa == 0 {
            return Self::ZERO;
        }
        while mantissa % 10 == 0 {
            mantissa /= 10;
            exponent = exponent.saturating_add(1);
        }
        Self { mantissa, exponent }
    }

    /// Reads a JSON number (RFC 8259, section 6). `None` where the text is none or has more than
    /// some 38 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (text, exponent) = match text.find(['e', 'E']) {
            Some(at) => (&text[..at], text[at + 1..].parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let fraction = fraction.trim_end_matches('0');
        let scale = i32::try_from(fraction.len()).ok()?;
        let mantissa = format!("{whole}{fraction}").parse::<i128>().ok()?;
        Some(Self::new(mantissa, exponent.checked_sub(scale)?))
    }

    /// The value of a JSON number, by its shortest text.
    #[must_use]
    pub fn from_json(number: &serde_json::Number) -> Option<Self> {
        Self::parse(&number.to_string())
    }

    /// The digits, with their sign.
    #[must_use]
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// The power of ten that the mantissa is multiplied by.
    #[must_use]
    pub fn exponent(self) -> i32 {
        self.exponent
    }

    /// Whether it is an integer.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.exponent >= 0
    }

    /// The value as an integer, where it is one and fits.
    #[must_use]
    pub fn to_i128(self) -> Option<i128> {
        let power = u32::try_from(self.exponent).ok()?;
        self.mantissa.checked_mul(10_i128.checked_pow(power)?)
    }

    /// The nearest binary floating point number.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        // The decimal text is rounded once; multiplying by a power of ten would round twice.
        format!("{}e{}", self.mantissa, self.exponent)
            .parse()
            .unwrap_or(f64::NAN)
    }

    /// Both mantissas at one exponent, where they fit.
    fn aligned(self, other: Self) -> Option<(i128, i128)> {
        let exponent = self.exponent.min(other.exponent);
        let scale = |number: Self| {
            let power = u32::try_from(number.exponent.checked_sub(exponent)?).ok()?;
            number.mantissa.checked_mul(10_i128.checked_pow(power)?)
        };
        Some((scale(self)?, scale(other)?))
    }

    /// Whether this number is a whole multiple of `step`; `None` where it is too large to say.
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> Option<bool> {
        let (value, step) = self.aligned(step)?;
        Some(step != 0 && value % step == 0)
    }

    /// The sum, where it has at most some 38 digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let (left, right) = self.aligned(other)?;
        Some(Self::new(left.checked_add(right)?, exponent))
    }

    /// The product, where it has at most some 38 digits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Some(Self::new(
            self.mantissa.checked_mul(other.mantissa)?,
            self.exponent.checked_add(other.exponent)?,
        ))
    }
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Self {
        Self::new(i128::from(value), 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        if let Some((left, right)) = self.aligned(*other) {
            return left.cmp(&right);
        }
        // One is so much larger that aligning overflows: sign, then order of magnitude, decides.
        let sign = self.mantissa.signum().cmp(&other.mantissa.signum());
        let magnitude = |number: &Self| {
            i64::from(number.exponent)
                + i64::from(number.mantissa.unsigned_abs().checked_ilog10().unwrap_or(0))
        };
        let by_size = magnitude(self).cmp(&magnitude(other));
        sign.then(if self.mantissa < 0 {
            by_size.reverse()
        } else {
            by_size
        })
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    /// Plain notation where it is short, scientific notation beyond twenty places.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.exponent > 20 || self.exponent < -40 {
            return write!(out, "{}e{}", self.mantissa, self.exponent);
        }
        let digits = self.mantissa.unsigned_abs().to_string();
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let Ok(places) = usize::try_from(-self.exponent) else {
            return write!(
                out,
                "{sign}{digits}{}",
                "0".repeat(self.exponent.unsigned_abs() as usize)
            );
        };
        if places == 0 {
            write!(out, "{sign}{digits}")
        } else {
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            write!(out, "{sign}{whole}.{fraction}")
        }
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).expect("a number")
    }

    #[test]
    fn reads_and_writes_what_contracts_say() {
        for text in [
            "0",
            "-1",
            "0.1",
            "-12.05",
            "18446744073709551616",
            "100",
            "0.001",
        ] {
            assert_eq!(decimal(text).to_string(), text);
        }
        assert_eq!(decimal("1.50"), decimal("15e-1"));
        assert_eq!(decimal("1e2").to_i128(), Some(100));
        for text in ["", "x", "1.-5", "0x1", "1e99999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn compares_across_magnitudes() {
        assert!(decimal("0.1") < decimal("0.11"));
        assert!(decimal("1e300") > decimal("1"));
        assert!(decimal("-1e300") < decimal("-1"));
        assert!(decimal("1e-300") > decimal("0"));
    }

    #[test]
    fn divides_exactly() {
        assert_eq!(decimal("0.3").is_multiple_of(decimal("0.1")), Some(true));
        assert_eq!(decimal("0.35").is_multiple_of(decimal("0.1")), Some(false));
        assert_eq!(decimal("1e300").is_multiple_of(decimal("0.1")), None);
    }
}
