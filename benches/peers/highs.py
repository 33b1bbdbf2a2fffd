"""The time-indexed integer program for HiGHS, with and without rows that count slots."""

import numpy as np
import highspy

from .instance import Instance, Plan, seat
from .record import Record


class Program:
    """Columns and rows of an integer program, as HiGHS takes them."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.integer: list[bool] = []
        self.starts = [0]
        self.index: list[int] = []
        self.values: list[float] = []
        self.lower: list[float] = []
        self.upper: list[float] = []

    def column(self, cost: float = 0.0, integer: bool = True) -> int:
        """A column between 0 and 1."""
        self.costs.append(cost)
        self.integer.append(integer)
        return len(self.costs) - 1

    def row(self, terms: list[tuple[int, float]], lower: float, upper: float) -> None:
        """`lower <= sum of terms <= upper`."""
        self.index += [column for column, _ in terms]
        self.values += [factor for _, factor in terms]
        self.starts.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)

    def model(self, offset: float) -> highspy.HighsLp:
        """The program for HiGHS."""
        lp = highspy.HighsLp()
        lp.num_col_ = len(self.costs)
        lp.num_row_ = len(self.lower)
        lp.offset_ = offset
        lp.col_cost_ = np.array(self.costs)
        lp.col_lower_ = np.zeros(len(self.costs))
        lp.col_upper_ = np.ones(len(self.costs))
        lp.row_lower_ = np.array(self.lower)
        lp.row_upper_ = np.array(self.upper)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self.starts)
        lp.a_matrix_.index_ = np.array(self.index)
        lp.a_matrix_.value_ = np.array(self.values, dtype=float)
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[is_integer] for is_integer in self.integer]
        return lp


def solve(instance: Instance, record: Record, limit: float, threads: int, counts: bool) -> tuple[str, Plan | None]:
    """Solves the program until `limit` seconds after the start.

    The same choice as the boolean model of CP-SAT: a column for each slot, and one for each
    participant, stage and start. Participants are paths through time, so the relaxation is as strong
    as a choice among whole itineraries. With `counts`, rows that follow for whole numbers only. A row
    for each participant and slot (nobody where none is open) was tried: slower at n=20, and a lower
    bound after a minute at n=60.
    """
    program = Program()
    inf = highspy.kHighsInf
    opened = [program.column(instance.units(instance.slot)) for _ in instance.slots]
    takes: dict[int, list[dict[int, int]]] = {}
    inside: dict[tuple[str, int], list[int]] = {}
    offset = 0
    for who in instance.participants:
        offset += instance.cost_unplaced(who)
        allowed = instance.allowed(who)
        if allowed is None:
            continue
        placed = program.column(-instance.cost_unplaced(who))
        last = instance.stages[who.route[-1]].duration
        steps = [{t: program.column() for t in starts} for starts in allowed]
        for t, column in steps[-1].items():
            program.costs[column] = instance.cost_of(who, t + last)
        takes[who.id] = steps
        for x in steps:
            program.row([*((column, 1.0) for column in x.values()), (placed, -1.0)], 0, 0)
        for stage, x, later in zip(who.route, steps, steps[1:]):
            _follow(program, x, instance.stages[stage].duration, later)
        for stage, x in zip(who.route, steps):
            for t, column in x.items():
                inside.setdefault((stage, t), []).append(column)
    for (stage, t), people in inside.items():
        capacity = instance.stages[stage].capacity
        slots = [(opened[place], -float(capacity)) for place in instance.slots_at[stage, t]]
        program.row([*((column, 1.0) for column in people), *slots], -inf, 0)
    for overlap in instance.overlaps():
        program.row([(opened[place], 1.0) for place in overlap], -inf, 1)
    if counts:
        _count(program, instance, opened, takes)

    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.setOptionValue("mip_abs_gap", 0.999)
    highs.passModel(program.model(offset))
    left = limit - record.elapsed()
    if left <= 0:
        return "no time left after the model was built", None
    highs.setOptionValue("time_limit", left)
    highs.cbMipImprovingSolution.subscribe(lambda event: record.note(objective=event.data_out.objective_function_value))
    highs.cbMipLogging.subscribe(lambda event: record.note(bound=event.data_out.mip_dual_bound))
    highs.run()
    info = highs.getInfo()
    if np.isfinite(info.mip_dual_bound) and abs(info.mip_dual_bound) < inf:
        record.note(bound=info.mip_dual_bound)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return "no plan", None
    record.note(objective=info.objective_function_value)
    values = highs.getSolution().col_value
    chosen = [place for place, column in enumerate(opened) if values[column] > 0.5]
    visits = {}
    for who in instance.participants:
        at = [next((t for t, column in x.items() if values[column] > 0.5), None) for x in takes.get(who.id, [])]
        if at and at[0] is not None:
            visits[who.id] = list(zip(who.route, at))
    proven = highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return "optimal" if proven else "feasible", seat(instance, chosen, visits)


def _follow(program: Program, x: dict[int, int], duration: int, later: dict[int, int]) -> None:
    """Nobody takes a later stage before the end of the one before."""
    ends = sorted((t + duration, column) for t, column in x.items())
    waiting: int | None = None
    place = 0
    final = list(later)[-1]
    for t, column in later.items():
        terms = [(column, -1.0)]
        while place < len(ends) and ends[place][0] <= t:
            terms.append((ends[place][1], 1.0))
            place += 1
        if waiting is not None:
            terms.append((waiting, 1.0))
        if t != final:
            waiting = program.column(integer=False)
            terms.append((waiting, -1.0))
        program.row(terms, 0, 0)


def _count(program: Program, instance: Instance, opened: list[int], takes: dict[int, list[dict[int, int]]]) -> None:
    """Of `n` who want a stage with `c` in a slot, `x` take it, in `y` slots: with
    `n - 1 = q·c + r - 1` and `1 <= r <= c`, `r·y - x >= r·(q + 1) - n`. For all who want a stage, and
    for those who come late, over the slots from then on.

    Rows over other windows of starts too (up to each start, from each on) were tried: a better bound
    at the root, but proofs took longer at n=20, and at n=60 there was no bound within a minute.
    """
    for id, stage in instance.stages.items():
        wanting = [takes[who.id][who.route.index(id)] for who in instance.participants
                   if id in who.route and who.id in takes]
        slots = [(slot.start, opened[place]) for place, slot in enumerate(instance.slots) if slot.stage == id]
        for first in sorted({min(x) for x in wanting}):
            group = [x for x in wanting if min(x) >= first]
            q, r = (len(group) - 1) // stage.capacity, (len(group) - 1) % stage.capacity + 1
            terms = [(column, float(r)) for t, column in slots if t >= first]
            terms += [(column, -1.0) for x in group for column in x.values()]
            program.row(terms, r * (q + 1) - len(group), highspy.kHighsInf)
