//! Rule `exclusive`: slots that exclude one another do not overlap, with changeover between stages.
//!
//! Rows are cliques: sets of slots of which any two exclude one another, so at most one is open.
//! All slots that run in one period are one. So are, for a changeover of `L` periods from stage `b`
//! to stage `a`, the slots of `b` that run in period `p` and those of `a` that run in `p + k`,
//! `0 < k <= L`: if the `b` ends first, fewer than `k` periods lie between; the `a` can't.

use std::collections::{BTreeMap, BTreeSet};

use super::{ColumnId, ColumnTag, Formulation, RowTag};
use crate::calendar::{Problem, Span};
use crate::candidates::Candidates;
use crate::model::{EnvironmentId, Exclusivity, GroupId, RuleKind, StageId};

/// Adds the cliques of each environment and each exclusive group.
pub fn add(formulation: &mut Formulation, problem: &Problem, candidates: &Candidates) {
    for environment in (0..problem.environments.len()).map(EnvironmentId::new) {
        Lane::new(formulation, problem, candidates, environment).add();
    }
    for (position, group) in problem.groups.iter().enumerate() {
        let slots = Sorted::new(
            (group.iter())
                .flat_map(|stage| candidates.of_stage[stage.index()].clone())
                .map(|slot| (candidates.slots[slot].span, formulation.open[slot]))
                .collect(),
        );
        let tag = RowTag::of(RuleKind::Exclusive).group(GroupId::new(position));
        let starts: BTreeSet<u32> = slots.by_start.iter().map(|(span, _)| span.start).collect();
        let mut seen = BTreeSet::new();
        for period in starts {
            let running = slots.running(period).collect();
            add_clique(formulation, &mut seen, running, tag.period(period));
        }
    }
}

fn add_clique(
    formulation: &mut Formulation,
    seen: &mut BTreeSet<Vec<ColumnId>>,
    mut columns: Vec<ColumnId>,
    tag: RowTag,
) {
    columns.sort_unstable();
    columns.dedup();
    if columns.len() > 1 && seen.insert(columns.clone()) {
        let terms = columns.into_iter().map(|column| (column, 1)).collect();
        formulation.program.at_most(terms, 1, tag);
    }
}

/// Slots in the order of their starts, to find those that run in a period.
struct Sorted {
    by_start: Vec<(Span, ColumnId)>,
    longest: u32,
}

impl Sorted {
    fn new(mut by_start: Vec<(Span, ColumnId)>) -> Self {
        by_start.sort_unstable();
        let longest = by_start.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        Self { by_start, longest }
    }

    fn running(&self, period: u32) -> impl Iterator<Item = ColumnId> + '_ {
        let first = self.by_start.partition_point(|(span, _)| span.start + self.longest <= period);
        (self.by_start[first..].iter())
            .take_while(move |(span, _)| span.start <= period)
            .filter(move |(span, _)| span.holds(period))
            .map(|(_, column)| *column)
    }
}

/// One environment and the slots that could be in it.
struct Lane<'a> {
    formulation: &'a mut Formulation,
    problem: &'a Problem,
    environment: EnvironmentId,
    /// By stage: spans and columns of its slots here.
    slots: BTreeMap<StageId, Sorted>,
    /// Columns that say whether a stage that may overlap itself runs in a period.
    running: BTreeMap<(StageId, u32), ColumnId>,
    seen: BTreeSet<Vec<ColumnId>>,
}

impl<'a> Lane<'a> {
    fn new(
        formulation: &'a mut Formulation,
        problem: &'a Problem,
        candidates: &Candidates,
        environment: EnvironmentId,
    ) -> Self {
        let mut slots: BTreeMap<StageId, Vec<(Span, ColumnId)>> = BTreeMap::new();
        for (place, slot) in candidates.slots.iter().enumerate() {
            if slot.environment == environment {
                slots.entry(slot.stage).or_default().push((slot.span, formulation.open[place]));
            }
        }
        let slots = slots.into_iter().map(|(stage, slots)| (stage, Sorted::new(slots))).collect();
        Self {
            formulation,
            problem,
            environment,
            slots,
            running: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    fn tag(&self, period: u32) -> RowTag {
        RowTag::of(RuleKind::Exclusive).environment(self.environment).period(period)
    }

    fn add(mut self) {
        let stages: Vec<StageId> = self.slots.keys().copied().collect();
        let one_at_a_time = match self.problem.environments[self.environment.index()].exclusivity {
            Exclusivity::OneSlot | Exclusivity::OneStage => true,
            Exclusivity::OnePhase | Exclusivity::Shared => false,
        };
        for period in self.starts(&stages) {
            if one_at_a_time {
                let clique = self.clique(&stages, period);
                self.add_clique(clique, period);
            } else {
                self.add_pairs(&stages, period);
            }
        }
        if one_at_a_time {
            self.add_changeovers(&stages);
        } else {
            self.add_pairwise_changeovers(&stages);
        }
    }

    fn add_clique(&mut self, columns: Vec<ColumnId>, period: u32) {
        let tag = self.tag(period);
        add_clique(self.formulation, &mut self.seen, columns, tag);
    }

    /// Columns of which at most one is 1, that cover what runs of these stages in a period.
    fn clique(&mut self, stages: &[StageId], period: u32) -> Vec<ColumnId> {
        stages.iter().flat_map(|stage| self.runs(*stage, period)).collect()
    }

    /// What says that a stage runs in a period: its open slots, or, for one that may overlap
    /// itself, one column that is at least each of them.
    fn runs(&mut self, stage: StageId, period: u32) -> Vec<ColumnId> {
        let columns: Vec<ColumnId> =
            self.slots.get(&stage).into_iter().flat_map(|slots| slots.running(period)).collect();
        if columns.len() < 2 || self.problem.excludes(self.environment, stage, stage) {
            return columns;
        }
        if let Some(running) = self.running.get(&(stage, period)) {
            return vec![*running];
        }
        let tag = ColumnTag::Running { environment: self.environment, stage, period };
        let running = self.formulation.program.add_implied(0, 1, tag);
        self.running.insert((stage, period), running);
        let row = self.tag(period).stage(stage);
        for column in columns {
            self.formulation.program.at_most(vec![(column, 1), (running, -1)], 0, row);
        }
        vec![running]
    }

    fn add_pairs(&mut self, stages: &[StageId], period: u32) {
        for (place, &a) in stages.iter().enumerate() {
            for &b in &stages[place..] {
                if self.problem.excludes(self.environment, a, b) {
                    let pair = if a == b { vec![a] } else { vec![a, b] };
                    let clique = self.clique(&pair, period);
                    self.add_clique(clique, period);
                }
            }
        }
    }

    /// For each stage `a`, at each end: all other stages before, `a` after.
    fn add_changeovers(&mut self, stages: &[StageId]) {
        for &a in stages {
            for offset in self.offsets(stages, a) {
                let before: Vec<StageId> = (stages.iter().copied())
                    .filter(|b| *b != a && self.changeover(*b, a) >= offset)
                    .collect();
                self.add_offset(&before, a, offset);
            }
        }
    }

    fn add_pairwise_changeovers(&mut self, stages: &[StageId]) {
        for &a in stages {
            for offset in self.offsets(stages, a) {
                for &b in stages {
                    let binds = b != a
                        && self.problem.excludes(self.environment, b, a)
                        && self.changeover(b, a) >= offset;
                    if binds {
                        self.add_offset(&[b], a, offset);
                    }
                }
            }
        }
    }

    fn add_offset(&mut self, before: &[StageId], a: StageId, offset: u32) {
        for last in self.lasts(before) {
            let mut clique = self.clique(before, last);
            clique.extend(self.runs(a, last + offset));
            self.add_clique(clique, last);
        }
    }

    /// How many periods after the end of another stage to look for `a`: so that, for each
    /// changeover `L` to it, every slot of `a` that starts less than `L` after is met by one of
    /// `L`, `L - d`, `L - 2d`, …, where `d` is the shortest slot of `a`.
    fn offsets(&self, stages: &[StageId], a: StageId) -> BTreeSet<u32> {
        let shortest =
            (self.slots[&a].by_start.iter()).map(|(span, _)| span.len()).min().unwrap_or(1);
        let mut offsets = BTreeSet::new();
        for &b in stages.iter().filter(|b| **b != a) {
            let mut offset = self.changeover(b, a);
            while offset > 0 {
                offsets.insert(offset);
                offset = offset.saturating_sub(shortest.max(1));
            }
        }
        offsets
    }

    fn changeover(&self, from: StageId, to: StageId) -> u32 {
        self.problem.environments[self.environment.index()].changeover[from.index()][to.index()]
    }

    fn starts(&self, stages: &[StageId]) -> BTreeSet<u32> {
        self.spans(stages).map(|span| span.start).collect()
    }

    fn lasts(&self, stages: &[StageId]) -> BTreeSet<u32> {
        self.spans(stages).map(|span| span.end - 1).collect()
    }

    fn spans<'b>(&'b self, stages: &'b [StageId]) -> impl Iterator<Item = Span> + 'b {
        stages.iter().flat_map(|stage| &self.slots[stage].by_start).map(|(span, _)| *span)
    }
}
