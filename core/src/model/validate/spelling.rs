//! What somebody may have meant.

use super::report::quoted;

/// Names longer than this are not compared.
const LONGEST: usize = 64;

/// Comparisons that one validation may spend; hostile input could ask for 10¹⁰.
const BUDGET: usize = 200_000;

/// Finds known names that look like unknown ones.
#[derive(Debug)]
pub struct Speller {
    left: usize,
}

impl Default for Speller {
    fn default() -> Self {
        Self { left: BUDGET }
    }
}

impl Speller {
    /// The known name that is nearest, if one is near: at most every third letter differs.
    pub fn nearest<'a>(
        &mut self,
        unknown: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> Option<&'a str> {
        let lower = unknown.trim().to_lowercase();
        let length = lower.chars().count();
        if length > LONGEST {
            return None;
        }
        let most = (length / 3).max(1);
        let mut best: Option<(usize, &str)> = None;
        for name in known {
            if self.left == 0 {
                break;
            }
            if name.chars().count().abs_diff(length) > most {
                continue;
            }
            self.left -= 1;
            let distance = strsim::osa_distance(&lower, &name.to_lowercase());
            if distance <= most && best.is_none_or(|found| (distance, name) < found) {
                best = Some((distance, name));
            }
        }
        best.map(|(_, name)| name)
    }

    /// What to do about an unknown name.
    pub fn remedy<'a>(
        &mut self,
        unknown: &str,
        kind: &str,
        known: impl Iterator<Item = &'a str>,
    ) -> String {
        match self.nearest(unknown, known) {
            Some(name) => format!("did you mean {}? Else add the {kind}", quoted(name)),
            None => format!("correct the name, or add the {kind}"),
        }
    }
}
