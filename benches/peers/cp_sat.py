"""Models for CP-SAT, and how they are run."""

from collections.abc import Callable

from ortools.sat.python import cp_model

from .instance import Instance, Participant, Plan, seat
from .record import Record

Read = Callable[[Callable[[object], int]], Plan]


def run(model: cp_model.CpModel, read: Read, record: Record, limit: float, threads: int) -> tuple[str, Plan | None]:
    """Solves a model until `limit` seconds after the start; `read` makes the plan from values."""
    solver = cp_model.CpSolver()
    left = limit - record.elapsed()
    if left <= 0:
        return "no time left after the model was built", None
    solver.parameters.max_time_in_seconds = left
    solver.parameters.num_workers = threads

    class Heard(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            record.note(self.objective_value, self.best_objective_bound)

    solver.best_bound_callback = lambda bound: record.note(bound=bound)
    status = solver.solve(model, Heard())
    if status == cp_model.UNKNOWN:
        return "no plan", None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        # Nobody placed is a plan: the model would be wrong.
        raise SystemExit(f"CP-SAT says {solver.status_name(status)}: {model.validate()}")
    record.note(solver.objective_value, solver.best_objective_bound)
    return "optimal" if status == cp_model.OPTIMAL else "feasible", read(solver.value)


def boolean(instance: Instance) -> tuple[cp_model.CpModel, Read]:
    """A variable for each slot, and one for each participant, stage and start.

    Slots of one stage and start take equally many, so who is in which environment is settled
    afterwards. Stages of a route follow one another by their times alone: routes as paths through
    time, and a row for each participant and slot, as in the integer program, gave worse plans and
    bounds (n=200, a minute: 183,973 against 15,140, where 1,761 is known).
    """
    model = cp_model.CpModel()
    opened = [model.new_bool_var("") for _ in instance.slots]
    inside: dict[tuple[str, int], list[cp_model.IntVar]] = {}
    takes: dict[int, list[dict[int, cp_model.IntVar]]] = {}
    costs: list[tuple[cp_model.IntVar, int]] = [(y, instance.units(instance.slot)) for y in opened]
    constant = 0
    for who in instance.participants:
        allowed = instance.allowed(who)
        if allowed is None:
            constant += instance.cost_unplaced(who)
            continue
        placed = model.new_bool_var("")
        constant += instance.cost_unplaced(who)
        costs.append((placed, -instance.cost_unplaced(who)))
        steps = [{t: model.new_bool_var("") for t in starts} for starts in allowed]
        takes[who.id] = steps
        for x in steps:
            model.add_exactly_one([*x.values(), ~placed])
        for stage, after, x, later in zip(who.route, who.route[1:], steps, steps[1:]):
            duration = instance.stages[stage].duration
            ends = cp_model.LinearExpr.weighted_sum(list(x.values()), [t + duration for t in x])
            model.add(ends <= cp_model.LinearExpr.weighted_sum(list(later.values()), list(later)))
        for stage, x in zip(who.route, steps):
            for t, var in x.items():
                inside.setdefault((stage, t), []).append(var)
        last = instance.stages[who.route[-1]].duration
        costs += [(var, instance.cost_of(who, t + last)) for t, var in steps[-1].items()]
    for (stage, t), people in inside.items():
        capacity = instance.stages[stage].capacity
        slots = [opened[place] for place in instance.slots_at[stage, t]]
        model.add(sum(people) <= capacity * sum(slots))
    for place, slot in enumerate(instance.slots):
        if (slot.stage, slot.start) not in inside:
            model.add(opened[place] == 0)
    for overlap in instance.overlaps():
        model.add_at_most_one([opened[place] for place in overlap])
    model.minimize(cp_model.LinearExpr.weighted_sum([v for v, _ in costs], [c for _, c in costs]) + constant)

    def read(value: Callable[[object], int]) -> Plan:
        chosen = [place for place, y in enumerate(opened) if value(y)]
        visits = {}
        for who in instance.participants:
            at = [next((t for t, var in x.items() if value(var)), None) for x in takes.get(who.id, [])]
            if at and at[0] is not None:
                visits[who.id] = list(zip(who.route, at))
        return seat(instance, chosen, visits)

    return model, read


def interval(instance: Instance) -> tuple[cp_model.CpModel, Read]:
    """Slots as optional intervals whose starts are variables; participants choose among them.

    Each stage has as many slots in an environment as could ever be opened there, in order of
    time. A participant's start of a stage is that of the slot that it takes.
    """
    model = cp_model.CpModel()
    counts = {id: sum(id in p.route for p in instance.participants) for id in instance.stages}
    lanes: dict[str, list[cp_model.IntervalVar]] = {}
    slots: dict[str, list[tuple[str, cp_model.IntVar, cp_model.IntVar]]] = {id: [] for id in instance.stages}
    costs: list[tuple[object, int]] = []
    for id, stage in instance.stages.items():
        for environment in instance.environments:
            starts = [s.start for s in instance.slots if s.stage == id and s.environment == environment]
            most, end = 0, None
            for t in starts:
                if end is None or t >= end:
                    most, end = most + 1, t + stage.duration
            before = None
            for _ in range(min(most, counts[id])):
                present = model.new_bool_var("")
                start = model.new_int_var_from_domain(cp_model.Domain.from_values(starts), "")
                span = model.new_optional_fixed_size_interval_var(start, stage.duration, present, "")
                lanes.setdefault(environment, []).append(span)
                if before is not None:
                    model.add_implication(present, before[0])
                    model.add(start >= before[1] + stage.duration).only_enforce_if(present)
                before = (present, start)
                slots[id].append((environment, present, start))
                costs.append((present, instance.units(instance.slot)))
    for spans in lanes.values():
        model.add_no_overlap(spans)
    inside: dict[tuple[str, int], list[cp_model.IntVar]] = {}
    chosen: dict[int, list[list[cp_model.IntVar]]] = {}
    constant = 0
    for who in instance.participants:
        constant += instance.cost_unplaced(who)
        allowed = instance.allowed(who)
        if allowed is None:
            continue
        placed = model.new_bool_var("")
        costs.append((placed, -instance.cost_unplaced(who)))
        before = None
        chosen[who.id] = []
        for id, domain in zip(who.route, allowed):
            begin = model.new_int_var_from_domain(cp_model.Domain.from_values(domain), "")
            choice = [model.new_bool_var("") for _ in slots[id]]
            model.add_exactly_one([*choice, ~placed])
            for place, (var, (_, present, start)) in enumerate(zip(choice, slots[id])):
                model.add_implication(var, present)
                model.add(start == begin).only_enforce_if(var)
                inside.setdefault((id, place), []).append(var)
            if before is not None:
                model.add(begin >= before).only_enforce_if(placed)
            before = begin + instance.stages[id].duration
            chosen[who.id].append(choice)
        costs += _pay(model, instance, who, placed, before, allowed[-1])
    for (id, place), people in inside.items():
        model.add(sum(people) <= instance.stages[id].capacity * slots[id][place][1])
    model.minimize(cp_model.LinearExpr.weighted_sum([v for v, _ in costs], [c for _, c in costs]) + constant)

    def read(value: Callable[[object], int]) -> Plan:
        index: dict[tuple[str, int], int] = {}
        opened = []
        for id, ones in slots.items():
            for place, (environment, present, start) in enumerate(ones):
                if value(present):
                    index[id, place] = len(opened)
                    opened.append((id, environment, value(start)))
        assignments = {}
        for who in instance.participants:
            steps = [[k for k, var in enumerate(c) if value(var)] for c in chosen.get(who.id, [])]
            if steps and steps[0]:
                assignments[who.id] = [index[id, k] for id, (k,) in zip(who.route, steps)]
        return Plan(opened, assignments)

    return model, read


def _pay(model: cp_model.CpModel, instance: Instance, who: Participant, placed: cp_model.IntVar,
         end: object, starts: list[int]) -> list[tuple[object, int]]:
    """Completion and lateness of somebody who is placed, with what a day of each costs."""
    last = starts[-1] + instance.stages[who.route[-1]].duration
    done = model.new_int_var(0, last, "")
    model.add(done >= end).only_enforce_if(placed)
    paid: list[tuple[object, int]] = [(done, instance.units(who.weight * instance.completion))]
    if last > who.due:
        late = model.new_int_var(0, last - who.due, "")
        model.add(late >= done - who.due)
        paid.append((late, instance.units(who.weight * instance.late)))
    return paid
