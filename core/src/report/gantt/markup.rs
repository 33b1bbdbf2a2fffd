//! Numbers and texts in markup.

use maud::{Markup, Render, html};

use super::super::words::safe;

/// A length in pixels, written with at most two decimals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Px(pub f64);

impl Render for Px {
    fn render_to(&self, out: &mut String) {
        let text = format!("{:.2}", self.0);
        let text = text.trim_end_matches('0').trim_end_matches('.');
        out.push_str(if text == "-0" { "0" } else { text });
    }
}

/// About how wide a text is at a font size, on the wide side.
pub fn text_width(text: &str, size: f64) -> f64 {
    let widths = text.chars().map(|c| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | '.' | ',' | ' ' | '/' | '(' | ')' | 'I' | '\'' => 0.36,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.92,
        c if c.is_ascii_uppercase() => 0.72,
        c if c.is_ascii() => 0.58,
        c if (c as u32) < 0x1100 => 0.7,
        _ => 1.05,
    });
    widths.sum::<f64>() * size
}

/// The text, or as much of it as fits in a width, with an ellipsis.
pub fn fit(text: &str, size: f64, width: f64) -> String {
    if text_width(text, size) <= width {
        return text.into();
    }
    let room = width - text_width("…", size);
    let mut used = 0.0;
    let kept: String = (text.chars())
        .take_while(|c| {
            used += text_width(c.encode_utf8(&mut [0; 4]), size);
            used <= room
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// A label that stands for a span of time and shows the longest of its texts that fits.
pub struct SpanLabel<'a> {
    /// Left end of the span.
    pub x: f64,
    /// Its width.
    pub width: f64,
    /// Baseline of the text.
    pub y: f64,
    /// Font size.
    pub size: f64,
    /// Texts, longest first.
    pub texts: &'a [String],
    /// Texts to measure in their stead, so that labels in a row change together; may be empty.
    pub like: &'a [&'a str],
    /// Whether it stands in the middle, or at the left end.
    pub centred: bool,
}

impl SpanLabel<'_> {
    /// Draws it: the text that fits, and, where the page can zoom, hidden the others.
    pub fn draw(&self, zooms: bool) -> Markup {
        let pad = 3.0;
        let need = |text: &str| text_width(text, self.size) + 2.0 * pad;
        let needs: Vec<f64> = (self.texts.iter().enumerate())
            .map(|(position, text)| need(self.like.get(position).unwrap_or(&text.as_str())))
            .collect();
        let fits = needs.iter().position(|need| *need <= self.width);
        let x = if self.centred { self.x + self.width / 2.0 } else { self.x };
        html! {
            @for (position, text) in self.texts.iter().enumerate() {
                @let shown = fits == Some(position);
                @if (shown || zooms) && !text.is_empty() {
                    text .c[self.centred] x=(Px(x)) y=(Px(self.y))
                        dx=[(!self.centred).then_some(Px(pad))]
                        font-size=(Px(self.size))
                        data-need=[zooms.then_some(Px(needs[position]))]
                        data-room=[zooms.then_some(Px(self.width))]
                        display=[(!shown).then_some("none")] { (text) }
                }
            }
        }
    }
}

/// The document with every character that XML does not allow, or that turns the direction of what
/// follows, replaced: names may hold anything.
pub fn finish(document: &Markup) -> String {
    document.0.chars().map(safe).collect()
}
