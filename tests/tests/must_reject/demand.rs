use slotwise::model::ParticipantId;
use slotwise::plan::Visit;
use slotwise_tests::programmes::Scene;

use super::Mutation;

pub fn mutations(scene: &Scene) -> Vec<Mutation> {
    let mut all = Vec::new();
    for place in scene.placed("demand") {
        let name = format!("demand {place}");
        let mut add = |what: &str, change: &dyn Fn(&mut slotwise::plan::Assignment)| {
            let plan = scene.with(|plan| change(&mut plan.assignments[place]));
            all.push(Mutation::new(format!("{name}: {what}"), plan));
        };
        add("without its first step", &|a| {
            a.visits.remove(0);
        });
        add("without its last step", &|a| {
            a.visits.pop();
        });
        add("with its optional step alone", &|a| a.visits = vec![a.visits[1]]);
        add("without any step", &|a| a.visits.clear());
        add("on a route that it does not have", &|a| a.route = 2);
        add("on route 4294967295", &|a| a.route = u32::MAX);
        add("its first step twice", &|a| a.visits.insert(1, a.visits[0]));
        add("its last step twice", &|a| a.visits.push(a.visits[2]));
        add("its steps backwards", &|a| a.visits.reverse());
        add("its first two steps exchanged", &|a| a.visits.swap(0, 1));
        add("a step that its route does not have", &|a| {
            a.visits.push(Visit { step: 3, slot: a.visits[2].slot });
        });
        add("step 4294967295", &|a| a.visits.push(Visit { step: u32::MAX, slot: 0 }));
        add("its first step in the last one's slot", &|a| a.visits[0].slot = a.visits[2].slot);
        add("its last step in the first one's slot", &|a| a.visits[2].slot = a.visits[0].slot);
        add("its optional step in another stage's slot", &|a| a.visits[1].slot = a.visits[0].slot);
        add("all its steps in one slot", &|a| {
            let slot = a.visits[1].slot;
            a.visits.iter_mut().for_each(|visit| visit.slot = slot);
        });
        add("a slot that there is not", &|a| a.visits[1].slot = u32::MAX);
        let slots = scene.plan.slots.len() as u32;
        add("the slot after the last", &|a| a.visits[0].slot = slots);
        add("nobody", &|a| a.participant = ParticipantId(u32::MAX));
        let people = scene.problem.participants.len() as u32;
        add("the participant after the last", &|a| a.participant = ParticipantId(people));
        let again = scene.with(|plan| plan.assignments.push(plan.assignments[place].clone()));
        all.push(Mutation::new(format!("{name}: twice"), again));
        let other = scene.with(|plan| {
            let mut other = plan.assignments[place].clone();
            other.route = 1;
            other.visits = vec![Visit { step: 0, slot: other.visits[2].slot }];
            plan.assignments.insert(0, other);
        });
        all.push(Mutation::new(format!("{name}: on both its routes"), other));
    }
    all
}
