//! The programme as it would be without some of the changes.

use std::collections::HashMap;

use super::{Change, apply};
use crate::calendar::Problem;
use crate::model::Programme;

/// States of a programme by which changes are left out, each made once.
pub(super) struct Worlds<'a> {
    programme: &'a Programme,
    changes: &'a [Change],
    /// By the changes left out, sorted; `None` where the others contradict the programme.
    made: HashMap<Vec<usize>, Option<Problem>>,
}

impl<'a> Worlds<'a> {
    pub fn new(programme: &'a Programme, changes: &'a [Change]) -> Self {
        Self { programme, changes, made: HashMap::new() }
    }

    /// Without these changes, given in order.
    fn without(&mut self, undone: &[usize]) -> Option<&Problem> {
        if !self.made.contains_key(undone) {
            let kept: Vec<Change> = (self.changes.iter().enumerate())
                .filter(|(number, _)| undone.binary_search(number).is_err())
                .map(|(_, change)| change.clone())
                .collect();
            let problem = apply(self.programme, &kept).ok().and_then(|p| Problem::new(&p).ok());
            self.made.insert(undone.to_vec(), problem);
        }
        self.made.get(undone).and_then(Option::as_ref)
    }

    /// A set of changes without which something holds, none of them to spare; `None` if it does not
    /// hold without any change at all. `QuickXplain` (Junker, AAAI 2004), on changes.
    pub fn least(&mut self, holds: &dyn Fn(&Problem) -> bool) -> Option<Vec<usize>> {
        let all: Vec<usize> = (0..self.changes.len()).collect();
        // One alone is what people look for first.
        if let Some(one) = all.iter().find(|one| self.holds_without(&[**one], holds)) {
            return Some(vec![*one]);
        }
        if !self.holds_without(&all, holds) {
            return None;
        }
        let mut found = self.shrink(&[], false, &all, holds);
        found.sort_unstable();
        Some(found)
    }

    fn holds_without(&mut self, undone: &[usize], holds: &dyn Fn(&Problem) -> bool) -> bool {
        let mut undone = undone.to_vec();
        undone.sort_unstable();
        self.without(&undone).is_some_and(holds)
    }

    fn shrink(
        &mut self,
        base: &[usize],
        grown: bool,
        from: &[usize],
        holds: &dyn Fn(&Problem) -> bool,
    ) -> Vec<usize> {
        if grown && self.holds_without(base, holds) {
            return Vec::new();
        }
        if let [_] | [] = from {
            return from.to_vec();
        }
        let (first, second) = from.split_at(from.len() / 2);
        let with = |a: &[usize], b: &[usize]| [a, b].concat();
        let of_second = self.shrink(&with(base, first), !first.is_empty(), second, holds);
        let of_first = self.shrink(&with(base, &of_second), !of_second.is_empty(), first, holds);
        with(&of_first, &of_second)
    }
}
