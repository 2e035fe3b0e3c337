//! The accent colour of a site, adjusted until it is readable.

/// The accent colour on a light and on a dark background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    pub light: String,
    pub dark: String,
}

type Colour = [f64; 3];

const DEFAULT: &str = "#0f6b63";
/// The darkest background of the light theme and the lightest of the dark one.
const LIGHT_PAGE: Colour = [0.925, 0.922, 0.91];
const DARK_PAGE: Colour = [0.16, 0.175, 0.19];
/// The minimum of WCAG 2.2 (1.4.3) plus a margin for rounding to eight bits.
const CONTRAST: f64 = 4.6;

impl Theme {
    /// Creates a theme from `#rgb` or `#rrggbb`: the colour is darkened on the light page and
    /// lightened on the dark one until it is readable. Returns `None` if the string is not such a
    /// colour.
    #[must_use]
    pub fn new(accent: Option<&str>) -> Option<Self> {
        let colour = parse(accent.unwrap_or(DEFAULT))?;
        Some(Self {
            light: text(readable(colour, LIGHT_PAGE, [0.0; 3])),
            dark: text(readable(colour, DARK_PAGE, [1.0; 3])),
        })
    }
}

fn parse(text: &str) -> Option<Colour> {
    let digits: Vec<u32> = text
        .trim()
        .strip_prefix('#')?
        .chars()
        .map(|letter| letter.to_digit(16))
        .collect::<Option<_>>()?;
    let channels = match digits.as_slice() {
        [red, green, blue] => [red * 17, green * 17, blue * 17],
        [r1, r2, g1, g2, b1, b2] => [r1 * 16 + r2, g1 * 16 + g2, b1 * 16 + b2],
        _ => return None,
    };
    Some(channels.map(|channel| f64::from(channel) / 255.0))
}

fn text(colour: Colour) -> String {
    let [red, green, blue] = colour.map(|channel| (channel * 255.0).round());
    format!("rgb({red} {green} {blue})")
}

/// Mixes a colour with another in small steps until its contrast with the page is sufficient.
fn readable(colour: Colour, page: Colour, towards: Colour) -> Colour {
    let mixed = |share: f64| {
        let mut mixed = colour;
        for (channel, end) in mixed.iter_mut().zip(towards) {
            *channel += (end - *channel) * share;
        }
        mixed
    };
    (0..=40)
        .map(|step| mixed(f64::from(step) / 40.0))
        .find(|colour| contrast(*colour, page) >= CONTRAST)
        .unwrap_or(towards)
}

/// WCAG 2.2, contrast ratio.
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// WCAG 2.2, relative luminance.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        if channel <= 0.04045 {
            channel / 12.92
        } else {
            ((channel + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::{CONTRAST, DARK_PAGE, LIGHT_PAGE, Theme, contrast, parse, readable};

    #[test]
    fn any_accent_can_be_read() {
        for accent in ["#fff", "#000", "#ffff00", "#808080", "#0f6b63", "#ff0000"] {
            let colour = parse(accent).expect("a colour");
            assert!(contrast(readable(colour, LIGHT_PAGE, [0.0; 3]), LIGHT_PAGE) >= CONTRAST);
            assert!(contrast(readable(colour, DARK_PAGE, [1.0; 3]), DARK_PAGE) >= CONTRAST);
        }
        assert_eq!(Theme::new(Some("red;}*{display:none")), None);
        assert_eq!(Theme::new(Some("#12")), None);
    }
}
