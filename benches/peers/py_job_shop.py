"""The instance in PyJobShop's words, which has neither slots that several share nor costs of opening.

Everything is a task with modes. A slot is a task at a fixed time: closed (no time, no machine), or
open on its environment's machine. A participant's stage is a task with a mode for each slot, which
asks for one unit of that slot's resource; the resource is there during the slot alone, and a mode
dependency demands that the slot is open. Being left out is a mode too. What is paid once (a slot,
a participant left out) is a job of its own whose one task takes no time or so much that its flow time
costs as much; so prices must be multiples of that of a day until completion.
"""

from collections.abc import Callable
from fractions import Fraction

from ortools.sat.python import cp_model
from pyjobshop import Model
from pyjobshop.solvers.ortools import CPModel

from .instance import Instance, Plan


class Unsaid(Exception):
    """PyJobShop has no words for the instance."""


def model(instance: Instance) -> tuple[cp_model.CpModel, Callable[[Callable[[object], int]], Plan]]:
    """The model, and how to read a plan from it."""
    day = instance.completion
    weights = [who.weight for who in instance.participants]
    days = [price / day if day else Fraction(1, 2) for price in (instance.slot, instance.unplaced)]
    if any(w.denominator != 1 for w in [*weights, *days]):
        raise Unsaid("weights, and prices in days until completion, must be whole numbers")
    to_open, to_leave_out = map(int, days)
    end = max(slot.end for slot in instance.slots)
    never = end + to_open + to_leave_out  # a due date that nobody misses
    shop = Model()
    machines = {name: shop.add_machine(name=name) for name in instance.environments}

    def payment(amount: int, weight: int) -> object:
        """The mode that pays."""
        job = shop.add_job(weight=weight, due_date=never)
        task = shop.add_task(job=job)
        shop.add_mode(task, [], 0)
        return shop.add_mode(task, [], amount)

    opened, rooms, slots = [], [], []
    for slot in instance.slots:
        capacity = instance.stages[slot.stage].capacity
        breaks = [span for span in ((0, slot.start), (slot.end, never)) if span[0] < span[1]]
        rooms.append(shop.add_renewable(capacity=capacity, breaks=breaks))
        task = shop.add_task(earliest_start=slot.start, latest_start=slot.start)
        shop.add_mode(task, [], 0)
        opened.append(shop.add_mode(task, [machines[slot.environment]], slot.end - slot.start))
        shop.add_mode_dependency(opened[-1], [payment(to_open, 1)])
        slots.append((slot.stage, slot.environment, slot.start))
    choices: dict[int, list[list[tuple[int, object]]]] = {}
    constant = 0
    for who in instance.participants:
        allowed = instance.allowed(who)
        if allowed is None:
            constant += instance.cost_unplaced(who)
            continue
        job = shop.add_job(weight=int(who.weight), due_date=who.due)
        left_out = payment(to_leave_out, int(who.weight))
        before = None
        choices[who.id] = []
        for stage, starts in zip(who.route, allowed):
            task = shop.add_task(job=job)
            out = shop.add_mode(task, [], 0)
            shop.add_mode_dependency(out, [left_out])
            choice = []
            for place in (place for t in starts for place in instance.slots_at[stage, t]):
                mode = shop.add_mode(task, [rooms[place]], instance.stages[stage].duration, [1])
                shop.add_mode_dependency(mode, [opened[place]])
                choice.append((place, mode))
            if before is not None:
                shop.add_end_before_start(before[0], task)
                shop.add_mode_dependency(before[1], [out])
                shop.add_mode_dependency(out, [before[1]])
            before = (task, out)
            choices[who.id].append(choice)
    shop.set_objective(
        weight_total_flow_time=instance.units(day),
        weight_total_tardiness=instance.units(instance.late),
    )
    data = shop.data()
    made = CPModel(data)
    number = {id(mode): place for place, mode in enumerate(shop.modes)}

    def read(value: Callable[[object], int]) -> Plan:
        def is_chosen(mode: object) -> bool:
            return bool(value(made.variables.mode_vars[number[id(mode)]]))

        chosen = [place for place, mode in enumerate(opened) if is_chosen(mode)]
        index = {place: k for k, place in enumerate(chosen)}
        assignments = {}
        for who, steps in choices.items():
            taken = [[place for place, mode in choice if is_chosen(mode)] for choice in steps]
            if all(taken):
                assignments[who] = [index[place] for (place,) in taken]
        return Plan([slots[place] for place in chosen], assignments)

    return made.model, read
