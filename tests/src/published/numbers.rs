//! Files that are integers separated by blanks.

use std::ops::RangeInclusive;

use super::Malformed;

/// The integers of a text, one after the other.
pub struct Numbers<'a> {
    words: Box<dyn Iterator<Item = (usize, &'a str)> + 'a>,
    /// The line after the last.
    end: usize,
}

impl<'a> Numbers<'a> {
    pub fn new(text: &'a str) -> Self {
        let words = (1..)
            .zip(text.lines())
            .flat_map(|(line, words)| words.split_whitespace().map(move |word| (line, word)));
        Self { words: Box::new(words), end: text.lines().count() + 1 }
    }

    /// The next integer, which is a `what`.
    pub fn next(&mut self, what: &str, within: RangeInclusive<u64>) -> Result<u64, Malformed> {
        let (least, most) = (within.start(), within.end());
        let Some((line, word)) = self.words.next() else {
            return Err(Malformed::new(
                self.end,
                format!("the file ends where a {what} should be"),
            ));
        };
        let number = word.parse().ok().filter(|number| within.contains(number));
        number.ok_or_else(|| {
            let message = format!("{word:?} is not a {what}, a whole number of {least} to {most}");
            Malformed::new(line, message)
        })
    }

    /// There must be nothing more.
    pub fn finish(mut self) -> Result<(), Malformed> {
        match self.words.next() {
            None => Ok(()),
            Some((line, word)) => {
                Err(Malformed::new(line, format!("{word:?} after what should be the last number")))
            }
        }
    }
}
