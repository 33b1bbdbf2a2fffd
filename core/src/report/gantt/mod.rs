//! A plan as a dated picture: environments as lanes, slots as bars.

mod axis;
mod background;
mod bars;
mod colour;
mod labels;
mod lanes;
mod legend;
pub(crate) mod markup;
mod moves;
mod notes;
mod page;
mod picture;
mod scale;
mod svg;
mod tables;

use chrono::NaiveDate;

pub(crate) use svg::STYLE as PICTURE_STYLE;

use super::Verdict;
use crate::calendar::Problem;
use crate::plan::Plan;

/// What a picture shows beside the plan.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct GanttOptions<'a> {
    /// Heading; the programme's name if `None`.
    pub title: Option<String>,
    /// What is known about the plan: status, gap, reasons, warnings.
    pub verdict: Option<&'a Verdict>,
    /// An earlier plan of the same problem ([`translate`](crate::plan::translate()) makes one of another
    /// state of the programme): slots that are gone are drawn as outlines, those that changed
    /// stand out, and arrows show who moved.
    pub baseline: Option<&'a Plan>,
    /// Width of the time axis in pixels; by the lengths of slots if `None`.
    pub width: Option<u32>,
    /// First day shown; the calendar's if `None`.
    pub from: Option<NaiveDate>,
    /// First day no longer shown; the calendar's if `None`.
    pub to: Option<NaiveDate>,
}

impl<'a> GanttOptions<'a> {
    /// With another heading.
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// With what is known about the plan.
    pub fn with_verdict(mut self, verdict: &'a Verdict) -> Self {
        self.verdict = Some(verdict);
        self
    }

    /// Against an earlier plan.
    pub fn with_baseline(mut self, baseline: &'a Plan) -> Self {
        self.baseline = Some(baseline);
        self
    }

    /// With a time axis so many pixels wide (300 to 20,000).
    pub fn with_width(mut self, width: u32) -> Self {
        self.width = Some(width);
        self
    }

    /// Just the days `[from, to)`, as far as the calendar has them.
    pub fn with_days(mut self, from: NaiveDate, to: NaiveDate) -> Self {
        self.from = Some(from);
        self.to = Some(to);
        self
    }
}

/// The picture as an SVG file: bars with what they are and who is in them on hover.
///
/// Names may hold anything: they are escaped, and characters that XML does not allow replaced.
pub fn gantt_svg(problem: &Problem, plan: &Plan, options: &GanttOptions) -> String {
    markup::finish(&svg::document(&picture::Picture::new(problem, plan, options)))
}

/// The picture as an HTML page of its own, with tables of slots and participants, reasons and
/// assumptions; a click on a slot lists who is in it, a search finds a participant's slots. The
/// page loads nothing from elsewhere and, scripts aside, shows everything without them.
pub fn gantt_html(problem: &Problem, plan: &Plan, options: &GanttOptions) -> String {
    markup::finish(&page::document(&picture::Picture::new(problem, plan, options)))
}
