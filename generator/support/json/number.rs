//! What the text of a JSON number stands for.
#![forbid(unsafe_code)]

/// Reads an integer. `1.0` and `1e2` are integers to JSON Schema (2020-12, validation, 6.1.1). None with
/// more than some 38 digits is read.
#[must_use]
pub fn integer(text: &str) -> Option<i128> {
    // Eighteen digits are in the range of the type that is quickest to parse.
    if text.len() <= 18
        && let Ok(number) = text.parse::<i64>()
    {
        return Some(number.into());
    }
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (digits, power) = decimal(text);
    let number: i128 = digits.parse().ok()?;
    if number == 0 {
        return Some(0);
    }
    let factor = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
    number.checked_mul(factor)
}

/// Whether a number is an integer, however large.
#[must_use]
pub fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let (digits, power) = decimal(text);
    power >= 0 || digits.bytes().all(|byte| matches!(byte, b'-' | b'0'))
}

/// Takes a number apart into digits that do not end in zeros, and the power of ten that they are
/// multiplied by.
fn decimal(text: &str) -> (String, i64) {
    let (number, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let all = format!("{whole}{fraction}");
    let digits = all.trim_end_matches('0');
    let zeros = all.len() - digits.len();
    // A power that is out of range moves the point further than there are digits.
    let beyond = match power.starts_with('-') {
        true => i64::MIN / 2,
        false => i64::MAX / 2,
    };
    let power = power
        .parse::<i64>()
        .unwrap_or(beyond)
        .clamp(i64::MIN / 2, i64::MAX / 2);
    let digits = match digits {
        "" | "-" => "0",
        digits => digits,
    };
    (
        digits.to_owned(),
        power + zeros as i64 - fraction.len() as i64,
    )
}

/// The most digits whose number fits, whatever they are.
const DIGITS: usize = 19;

/// Floating-point numbers represent every integer below.
const EXACT: u64 = 1 << 53;

/// Reads a number as the nearest floating-point number. One beyond their range is infinite.
#[must_use]
pub fn float(text: &str) -> f64 {
    match short(text.as_bytes(), 0) {
        Some((number, end)) if end == text.len() => number,
        _ => text.parse().unwrap_or_default(),
    }
}

/// Reads a number of few digits that begins at an offset, and returns it with its end.
pub(super) fn short(bytes: &[u8], start: usize) -> Option<(f64, usize)> {
    let first = start + usize::from(bytes.get(start) == Some(&b'-'));
    let (mut mantissa, mut at, mut digits) = (0_u64, first, 0);
    let mut point = None;
    loop {
        match bytes.get(at) {
            Some(byte @ b'0'..=b'9') if digits < DIGITS => {
                mantissa = mantissa * 10 + u64::from(byte - b'0');
                digits += 1;
            }
            Some(b'.') if point.is_none() && digits > 0 => point = Some(at + 1),
            // What is no number, or has too many digits, is for others to tell.
            Some(b'0'..=b'9' | b'.' | b'e' | b'E') => return None,
            _ => break,
        }
        at += 1;
    }
    let places = point.map_or(0, |point| at - point);
    let has_zero = digits > places + 1 && bytes.get(first) == Some(&b'0');
    if digits == 0 || point == Some(at) || has_zero {
        return None;
    }
    let number = quotient(mantissa, places)?;
    Some((if first > start { -number } else { number }, at))
}

/// Divides by a power of ten, and rounds to the nearest floating-point number, once.
fn quotient(mantissa: u64, places: usize) -> Option<f64> {
    let divisor = 10_u64.checked_pow(u32::try_from(places).ok()?)?;
    if mantissa < EXACT && divisor < EXACT {
        return Some(mantissa as f64 / divisor as f64);
    }
    let dividend = u128::from(mantissa) << 64;
    let (quotient, rest) = (
        dividend / u128::from(divisor),
        dividend % u128::from(divisor),
    );
    // What is beyond the 53 bits decides how they are rounded; ties go to the even number.
    let beyond = (128 - quotient.leading_zeros()).checked_sub(53)?;
    let half = 1_u128 << beyond.checked_sub(1)?;
    let (kept, lost) = (quotient >> beyond, quotient & (2 * half - 1));
    let is_odd = kept & 1 == 1;
    let is_up = lost > half || lost == half && (rest > 0 || is_odd);
    let rounded = u64::try_from(kept).ok()? + u64::from(is_up);
    let power = f64::from_bits((1023 + u64::from(beyond) - 64) << 52);
    Some(rounded as f64 * power)
}
