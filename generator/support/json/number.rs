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

/// The powers of ten that floating-point numbers represent exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// The most digits that are an exact floating-point number, whatever they are.
const DIGITS: usize = 15;

/// Reads a number as the nearest floating-point number. One beyond their range is infinite.
#[must_use]
pub fn float(text: &str) -> f64 {
    match short(text) {
        Some(number) => number,
        None => text.parse().unwrap_or_default(),
    }
}

/// Reads a number of few digits: a quotient of two exact numbers is rounded once.
fn short(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    if digits.len() > DIGITS {
        return None;
    }
    let (mut mantissa, mut point) = (0_u64, digits.len());
    for (index, byte) in digits.iter().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' => point = index + 1,
            _ => return None,
        }
    }
    let number = mantissa as f64 / POWERS.get(digits.len() - point)?;
    let is_negative = digits.len() < text.len();
    Some(if is_negative { -number } else { number })
}
