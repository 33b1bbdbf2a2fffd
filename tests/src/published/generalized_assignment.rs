//! Generalised assignment (`generalized-assignment/ORIGIN.md`): items to agents, at a cost and a
//! weight that depend on both.

use slotwise::Programme;
use slotwise::model::{
    Environment, Exclusivity, Level, Objective, Participant, Resource, Route, Stage, Take,
    TakenPer, Term,
};

use super::numbers::Numbers;
use super::{HEAVIEST, Malformed, calendar, when};

/// Most agents, and items.
const SIDE: u64 = 1_000;
/// Most pairs of an agent and an item: each is a stage.
const PAIRS: u64 = 2_000;

/// Items of which each goes to one agent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assignment {
    /// By agent: how much weight it carries.
    pub capacities: Vec<u64>,
    /// By agent, then by item.
    pub costs: Vec<Vec<u64>>,
    /// By agent, then by item.
    pub weights: Vec<Vec<u64>>,
}

/// Reads an instance.
///
/// # Errors
/// What is wrong with the first thing that is.
pub fn read(text: &str) -> Result<Assignment, Malformed> {
    let mut numbers = Numbers::new(text);
    let agents = numbers.next("number of agents", 1..=SIDE)?;
    let items = numbers.next("number of items", 1..=(PAIRS / agents).min(SIDE))?;
    let mut table = |what, least| {
        (0..agents)
            .map(|_| (0..items).map(|_| numbers.next(what, least..=HEAVIEST)).collect())
            .collect::<Result<Vec<Vec<u64>>, _>>()
    };
    let costs = table("cost", 0)?;
    let weights = table("weight", 1)?;
    let capacities = (0..agents).map(|_| numbers.next("capacity", 0..=HEAVIEST));
    let capacities = capacities.collect::<Result<_, _>>()?;
    numbers.finish()?;
    Ok(Assignment { capacities, costs, weights })
}

impl Assignment {
    /// A single period. An agent is an environment for any slots and a resource, its capacity; an
    /// item is a participant with a route for each agent, at the item's cost, of one stage, whose slot
    /// takes the item's weight.
    pub fn programme(&self, name: &str) -> Programme {
        let mut programme = Programme::new(name, calendar(1));
        for (agent, capacity) in self.capacities.iter().enumerate() {
            let mut environment = Environment::new(agent_id(agent), when(0), when(1));
            environment.exclusivity = Exclusivity::Shared;
            programme.environments.push(environment);
            programme.resources.push(Resource::new(agent_id(agent), *capacity as i64));
        }
        for item in 0..self.costs[0].len() {
            let mut participant = Participant::new(format!("item-{item:03}"), Vec::<&str>::new());
            participant.routes.clear();
            for (agent, costs) in self.costs.iter().enumerate() {
                let id = format!("item-{item:03}-{}", agent_id(agent));
                let mut stage = Stage::new(&id, 1, [agent_id(agent).as_str()]);
                let amount = self.weights[agent][item] as i64;
                stage.takes = vec![Take { resource: agent_id(agent), amount, per: TakenPer::Slot }];
                let mut route = Route::new(agent_id(agent), [id.as_str()]);
                route.penalty = costs[item] as f64;
                participant.routes.push(route);
                programme.stages.push(stage);
            }
            programme.participants.push(participant);
        }
        programme.objective = Objective {
            levels: vec![
                Level::new("unplaced", [(Term::UnplacedMandatory, 1.0)]),
                Level::new("cost", [(Term::Preferences, 1.0)]),
            ],
        };
        programme
    }
}

fn agent_id(agent: usize) -> String {
    format!("agent-{agent:02}")
}
