//! Reports on plans and programmes: text, pictures, and tables as plain data.

use std::sync::Arc;

use pyo3::prelude::*;
use serde::Serialize;
use slotwise::Plan;
use slotwise::model::When;
use slotwise::plan::translate;
use slotwise::report::{
    EnvironmentUse, GanttOptions, PlanView, SlotView, StageUse, Utilisation, gantt_html, gantt_svg,
    summary as text_summary,
};

use crate::outcome::{self, OutcomeData};
use crate::problem::Problem;
use crate::{data, gil};

/// A plan as plain text. ``outcome``: what a run said about it.
#[pyfunction]
pub fn summary(
    problem: &Problem,
    plan: &Bound<'_, PyAny>,
    outcome: Option<&Bound<'_, PyAny>>,
) -> PyResult<String> {
    let (_, read) = problem.read(plan)?;
    let known: Option<OutcomeData> = outcome.map(data::from_python).transpose()?;
    Ok(gil::released(plan.py(), || {
        let verdict = outcome::verdict(&problem.inner, &read, known.as_ref());
        text_summary(&problem.inner, &read, &verdict)
    }))
}

/// A plan as a picture: SVG, and a page of its own. ``outcome``: what a run said about it; ``baseline``:
/// a plan with its own problem.
#[pyfunction]
#[pyo3(signature = (problem, plan, outcome, *, baseline, title, width, from_, to))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
pub fn gantt(
    problem: &Problem,
    plan: &Bound<'_, PyAny>,
    outcome: Option<&Bound<'_, PyAny>>,
    baseline: Option<(PyRef<'_, Problem>, Bound<'_, PyAny>)>,
    title: Option<String>,
    width: Option<u32>,
    from_: Option<&Bound<'_, PyAny>>,
    to: Option<&Bound<'_, PyAny>>,
) -> PyResult<(String, String)> {
    let (_, read) = problem.read(plan)?;
    let earlier = |(of, plan): (PyRef<'_, Problem>, Bound<'_, PyAny>)| {
        of.read(&plan).map(|(_, plan)| (Arc::clone(&of.inner), plan))
    };
    let baseline = baseline.map(earlier).transpose()?;
    let known: Option<OutcomeData> = outcome.map(data::from_python).transpose()?;
    let day = |told: &Bound<'_, PyAny>| data::from_python(told).map(|when: When| when.date());
    let (from, to) = (from_.map(day).transpose()?, to.map(day).transpose()?);
    Ok(gil::released(plan.py(), || {
        let verdict = outcome::verdict(&problem.inner, &read, known.as_ref());
        let problem = &problem.inner;
        let baseline = baseline.map(|(of, plan)| translate((&of, &plan), problem));
        let mut options = GanttOptions::default().with_verdict(&verdict);
        options.baseline = baseline.as_ref();
        options.title = title;
        options.width = width;
        (options.from, options.to) = (from, to);
        (gantt_svg(problem, &read, &options), gantt_html(problem, &read, &options))
    }))
}

#[derive(Serialize)]
struct EnvironmentUseData<'a> {
    environment: &'a str,
    open: u32,
    used: u32,
    lost: u32,
    idle: u32,
    slots: u32,
    offered: u64,
    taken: u64,
    peak: u64,
}

#[derive(Serialize)]
struct StageUseData<'a> {
    stage: &'a str,
    slots: u32,
    empty: u32,
    participants: u32,
    offered: u64,
    taken: u64,
}

#[derive(Serialize)]
struct UtilisationData<'a> {
    environments: Vec<EnvironmentUseData<'a>>,
    stages: Vec<StageUseData<'a>>,
}

/// How much of the environments and slots a plan uses.
#[pyfunction]
pub fn utilisation<'py>(
    problem: &Problem,
    plan: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = plan.py();
    let (_, plan) = problem.read(plan)?;
    let programme = &problem.inner.programme;
    let sums = gil::released(py, || Utilisation::of(&PlanView::new(&problem.inner, &plan)));
    let environment = |usage: &EnvironmentUse| EnvironmentUseData {
        environment: &programme.environments[usage.environment.index()].id,
        open: usage.open,
        used: usage.used,
        lost: usage.lost,
        idle: usage.idle,
        slots: usage.slots,
        offered: usage.offered,
        taken: usage.taken,
        peak: usage.peak,
    };
    let stage = |usage: &StageUse| StageUseData {
        stage: &programme.stages[usage.stage.index()].id,
        slots: usage.slots,
        empty: usage.empty,
        participants: usage.participants,
        offered: usage.offered,
        taken: usage.taken,
    };
    let told = UtilisationData {
        environments: sums.environments.iter().map(environment).collect(),
        stages: sums.stages.iter().map(stage).collect(),
    };
    data::to_python(py, &told)
}

#[derive(Serialize)]
struct FilledSlotData {
    /// Its place among the plan's slots.
    place: u32,
    /// Working periods, pauses aside.
    working: u32,
    capacity_min: u32,
    capacity: u32,
    taken: u64,
}

#[derive(Serialize)]
struct PlacementData<'a> {
    participant: &'a str,
    /// Where the last slot is over; `None` if not placed.
    end: Option<When>,
    late: Option<u32>,
}

#[derive(Serialize)]
struct ViewData<'a> {
    slots: Vec<FilledSlotData>,
    participants: Vec<PlacementData<'a>>,
}

/// A plan joined up: how full its slots are, and when each participant is through.
#[pyfunction]
pub fn view<'py>(problem: &Problem, plan: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = plan.py();
    let (_, plan) = problem.read(plan)?;
    let told = gil::released(py, || joined(problem, &plan));
    data::to_python(py, &told)
}

fn joined<'a>(problem: &'a Problem, plan: &Plan) -> ViewData<'a> {
    let view = PlanView::new(&problem.inner, plan);
    let slot = |slot: &SlotView| FilledSlotData {
        place: slot.index,
        working: slot.working,
        capacity_min: slot.capacity_min,
        capacity: slot.capacity_max,
        taken: slot.size,
    };
    let participants = (view.participants.iter())
        .map(|one| {
            let placement = one.placement.as_ref();
            let last = placement.and_then(|placed| placed.visits.last());
            PlacementData {
                participant: view.participant_id(one.participant),
                end: last.map(|visit| problem.inner.timeline.dates(view.slots[visit.slot].span).1),
                late: placement.map(|placed| placed.late),
            }
        })
        .collect();
    ViewData { slots: view.slots.iter().map(slot).collect(), participants }
}
