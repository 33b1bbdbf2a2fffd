//! A programme that passed validation, ready to be planned: what Python's `Programme` and `Plan`
//! work through.

use std::sync::Arc;
use std::time::Duration;

use pyo3::prelude::*;
use slotwise::format::PlanDocument;
use slotwise::model::{RuleKind, When};
use slotwise::solver::{CancelToken as Token, SolveOptions};
use slotwise::{Plan, Programme, check, solve};

use crate::cancel::CancelToken;
use crate::outcome::{self, OutcomeData};
use crate::plan::{self, PlanData};
use crate::{data, errors, gil, violation};

/// A valid programme in indices and working periods.
#[pyclass(frozen, eq, hash, module = "slotwise._native")]
pub struct Problem {
    pub inner: Arc<slotwise::Problem>,
}

impl PartialEq for Problem {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.inner.programme == other.inner.programme
    }
}

impl std::hash::Hash for Problem {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        // Floats have no hash; names and sizes tell most programmes apart.
        let programme = &self.inner.programme;
        programme.name.hash(state);
        for participant in &programme.participants {
            participant.id.hash(state);
        }
    }
}

#[pymethods]
impl Problem {
    /// Validates a programme. Raises ``InvalidProgramme`` with every finding if any is an error.
    #[new]
    fn new(programme: &Bound<'_, PyAny>) -> PyResult<Self> {
        let py = programme.py();
        let programme: Programme = data::from_python(programme)?;
        let problem = gil::released(py, || slotwise::Problem::new(&programme));
        let problem = problem.map_err(|findings| errors::exception(py, &findings.into()))?;
        Ok(Self { inner: Arc::new(problem) })
    }

    /// The programme, its lists sorted by id.
    fn programme<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        data::to_python(py, &self.inner.programme)
    }

    /// IANA time zone of its calendar.
    #[getter]
    fn zone(&self) -> &str {
        &self.inner.programme.calendar.zone
    }

    /// The end of a slot that starts then, by the stage's duration and the environment's pauses.
    fn slot_end<'py>(
        &self,
        py: Python<'py>,
        stage: &str,
        environment: &str,
        start: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let start: When = data::from_python(start)?;
        let end = plan::slot_end(&self.inner, stage, environment, start);
        data::to_python(py, &end.map_err(|findings| errors::invalid_plan(py, &findings))?)
    }

    fn __getnewargs__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>,)> {
        Ok((self.programme(py)?,))
    }

    /// Plans. News go to ``on_progress``, on the calling thread; ``None`` every so often without.
    #[pyo3(signature = (*, time_limit, work_limit, gap, seed, num_workers, initial_plan, cancel,
                        on_progress))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn solve<'py>(
        &self,
        py: Python<'py>,
        time_limit: Option<f64>,
        work_limit: Option<u64>,
        gap: f64,
        seed: u64,
        num_workers: Option<u32>,
        initial_plan: Option<&Bound<'py, PyAny>>,
        cancel: Option<&CancelToken>,
        on_progress: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyAny>, bool)> {
        let mut options = SolveOptions::default().with_gap(gap).with_seed(seed);
        options.time_limit = (time_limit.map(Duration::try_from_secs_f64).transpose())
            .map_err(|error| errors::wrong_value(py, &format!("time_limit: {error}")))?;
        options.work_limit = work_limit;
        options.threads = num_workers;
        options.initial_plan =
            initial_plan.map(|data| self.read(data)).transpose()?.map(|(_, plan)| plan);
        let token = cancel.map_or_else(Token::default, |cancel| cancel.token.clone());
        options.cancel = token.clone();

        let problem = Arc::clone(&self.inner);
        let compute = move |reporter: gil::Reporter<_, _>| {
            let options = options.with_progress(move |news| reporter.tell(outcome::progress(news)));
            let solved = solve(&problem, &options);
            solved.map(|outcome| {
                (plan::named(&problem, &outcome.plan), OutcomeData::of(&problem, &outcome))
            })
        };
        let finished = gil::interruptible(py, &token, compute, |py, news| {
            let Some(listener) = on_progress else { return Ok(()) };
            let news = news.map(|news| data::to_python(py, &news)).transpose()?;
            listener.call1((news,)).map(drop)
        })?;
        let (plan, outcome) = finished.value.map_err(|error| errors::exception(py, &error))?;
        Ok((data::to_python(py, &plan)?, data::to_python(py, &outcome)?, finished.interrupted))
    }

    /// Every way in which a plan breaks a rule.
    fn check<'py>(&self, plan: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = plan.py();
        let (named, plan) = self.read(plan)?;
        let found: Vec<_> = gil::released(py, || {
            let found = check::check(&self.inner, &plan);
            found.iter().map(|v| violation::named(&self.inner, &named, v)).collect()
        });
        data::to_python(py, &found)
    }

    /// What a plan is worth at each level of the objective.
    fn score<'py>(&self, plan: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = plan.py();
        let (_, plan) = self.read(plan)?;
        let broken = gil::released(py, || {
            check::check(&self.inner, &plan).into_iter().find(|v| v.rule == RuleKind::Demand)
        });
        if let Some(violation) = broken {
            let message = format!("the plan has no score: it breaks the rule {violation}");
            return Err(errors::wrong_value(py, &message));
        }
        data::to_python(py, &PlanDocument::new(&self.inner, &plan).levels)
    }
}

impl Problem {
    /// A plan, in names and in indices.
    pub fn read(&self, plan: &Bound<'_, PyAny>) -> PyResult<(PlanData, Plan)> {
        let py = plan.py();
        let named: PlanData = data::from_python(plan)?;
        let plan = gil::released(py, || plan::indexed(&self.inner, &named));
        let plan = plan.map_err(|findings| errors::invalid_plan(py, &findings))?;
        Ok((named, plan))
    }
}
