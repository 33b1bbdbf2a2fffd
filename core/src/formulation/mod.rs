//! The integer program of a problem: which slots are open, and how many of each class take each.
//!
//! Each class of participants is a flow over time: it leaves the line in front of a step when it
//! takes a slot, and joins the line in front of the next step when that slot ends. So the linear
//! relaxation is as strong as a choice among whole itineraries, at the size of single steps.
//! One file per rule adds its rows; rules that single slots or participants decide are already in
//! the candidates.

mod capacity;
mod changeovers;
pub mod counts;
mod demand;
mod exclusive;
mod flow;
mod gate;
mod loads;
mod movable;
mod objective;
mod offers;
mod order;
mod participant;
mod prerequisite;
mod program;
mod reliance;
mod resource;
mod tag;

use crate::calendar::Problem;
use crate::candidates::Candidates;

pub use flow::{Line, VariantFlow, reachable};
pub use objective::{gone_without, preference};
pub use offers::{Offer, OfferId, partition};
pub use program::{Column, ColumnId, Linear, Program, Row};
pub use tag::{ColumnTag, RowTag};

/// An integer program together with what its columns mean.
#[derive(Clone, Debug)]
pub struct Formulation {
    /// The program: columns, rows, one objective per level.
    pub program: Program,
    /// Sets of slots that no class tells apart.
    pub offers: Vec<Offer>,
    /// By slot candidate: its offer.
    pub offer_of: Vec<OfferId>,
    /// By slot candidate: how many of it are open, 0 or 1.
    pub open: Vec<ColumnId>,
    /// By class: how many of it are not placed.
    pub unplaced: Vec<ColumnId>,
    /// So many of the program's first rows are the flows' own: who goes where, each class for itself.
    pub flow_rows: usize,
    /// By class, its variants' flows: those of which at least one participant could take.
    pub flows: Vec<Vec<VariantFlow>>,
    /// By movable maintenance: whether it takes each of its places.
    pub places: Vec<Vec<ColumnId>>,
}

impl Formulation {
    /// About how many columns the program will have, without writing it.
    pub fn size(candidates: &Candidates) -> usize {
        let steps = candidates.classes.iter().flat_map(|class| {
            let steps = class.variants.iter().flat_map(|variant| &variant.steps);
            steps.map(|step| {
                let of_stage = class.allowed.iter().find(|allowed| allowed.stage == step.stage);
                2 * of_stage.map_or(0, |allowed| allowed.set.count_ones(..))
            })
        });
        candidates.slots.len() + steps.sum::<usize>()
    }

    /// Writes the integer program of a problem.
    pub fn new(problem: &Problem, candidates: &Candidates) -> Self {
        let (offers, offer_of) = partition(problem, candidates);
        let mut program = Program::default();
        let open = (candidates.slots.iter().enumerate())
            .map(|(place, slot)| {
                let lower = i64::from(slot.by_hand.is_some());
                program.add_integer(lower, 1, ColumnTag::Open { slot: place as u32 })
            })
            .collect();
        let unplaced = (candidates.classes.iter().enumerate())
            .map(|(class, data)| {
                program.add_integer(
                    0,
                    i64::from(data.count()),
                    ColumnTag::Unplaced { class: class as u32 },
                )
            })
            .collect();
        let mut formulation = Self {
            program,
            offers,
            offer_of,
            open,
            unplaced,
            flow_rows: 0,
            flows: Vec::new(),
            places: Vec::new(),
        };
        flow::add(&mut formulation, problem, candidates);
        demand::add(&mut formulation, candidates);
        formulation.flow_rows = formulation.program.rows.len();
        capacity::add(&mut formulation, problem, candidates);
        exclusive::add(&mut formulation, problem, candidates);
        order::add(&mut formulation, candidates);
        prerequisite::add(&mut formulation, candidates);
        participant::add(&mut formulation, problem, candidates);
        movable::add(&mut formulation, problem, candidates);
        gate::add(&mut formulation, problem, candidates);
        reliance::add(&mut formulation, problem, candidates);
        resource::add(&mut formulation, problem, candidates);
        counts::add(&mut formulation, problem, candidates);
        objective::add(&mut formulation, problem, candidates);
        formulation
    }
}
