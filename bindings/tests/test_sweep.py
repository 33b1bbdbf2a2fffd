"""Sweeps: on any executor, through killed workers and Ctrl-C, and again."""

import functools
import json
import os
import signal
import struct
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from whatif import NOW, killed_once, outages, programme, slow

import slotwise as sw
from slotwise.sweeping import run as running
from slotwise.sweeping import worker

TESTS = Path(__file__).parent
# Worker processes import `whatif`.
os.environ["PYTHONPATH"] = str(TESTS)


@pytest.fixture(scope="module")
def baseline() -> sw.Plan:
    return programme().solve().plan


def figures(swept: sw.Sweep) -> list[tuple[object, ...]]:
    """All but the time that it took."""
    return [(row.scenario, row.score, row.moves, row.finish) for row in swept.rows]


def test_results_are_those_of_a_comparison(baseline: sw.Plan) -> None:
    scenarios = outages(6)
    came: list[str] = []
    swept = sw.sweep(
        programme(),
        scenarios,
        baseline=baseline,
        now=NOW,
        num_workers=2,
        on_result=lambda one: came.append(one.scenario),
    )
    compared = sw.compare(programme(), scenarios, baseline=baseline, now=NOW, num_workers=1)
    assert sorted(came) == sorted(one.name for one in scenarios)
    assert (swept.interrupted, swept.left, swept.failures, swept.resumed) == (False, (), (), 0)
    own = [
        (row.scenario, row.score, row.moves, row.finish) for row in compared.rows if row.changes
    ]
    assert figures(swept) == own
    assert swept.to_pandas()["scenario"].tolist() == [one.name for one in scenarios]
    with ThreadPoolExecutor(2) as threads:
        on_threads = sw.sweep(programme(), scenarios, threads, baseline=baseline, now=NOW)
    assert figures(on_threads) == own


class Counting(ProcessPoolExecutor):
    """Counts what it is sent the programme with."""

    sent = 0

    def submit(self, fn: Any, /, *arguments: Any, **named: Any) -> Future[Any]:
        self.sent += arguments[-1] is not None
        return super().submit(fn, *arguments, **named)


def test_each_worker_gets_the_programme_once(baseline: sw.Plan) -> None:
    with Counting(2, mp_context=get_context("spawn")) as executor:
        swept = sw.sweep(programme(), outages(14), executor, baseline=baseline, now=NOW)
        assert len(swept.rows) == 14
        # Who is busy can't be told: a second one may reach the worker that has it.
        assert 1 <= executor.sent <= 4
        before = executor.sent
        sw.sweep(programme(), outages(8), executor, baseline=baseline, now=NOW)
        assert executor.sent - before <= 1


def test_a_scenario_that_contradicts_the_programme_is_a_failure(baseline: sw.Plan) -> None:
    wrong = sw.Scenario("wrong", [sw.ParticipantLeft("P9")])
    one, other = outages(2)
    swept = sw.sweep(programme(), [one, wrong, other], baseline=baseline, num_workers=1)
    assert [row.scenario for row in swept.rows] == [one.name, other.name]
    [failure] = swept.failures
    assert failure.scenario == "wrong" and "SW-E0101" in failure.error
    assert swept.to_pandas("failures")["scenario"].tolist() == ["wrong"]


@pytest.mark.parametrize("name", ["results.jsonl", "results.parquet"])
def test_a_sweep_goes_on_where_it_stopped(
    baseline: sw.Plan, tmp_path: Path, name: str
) -> None:
    scenarios = outages(7)
    wrong = sw.Scenario("wrong", [sw.ParticipantLeft("P9")])
    start = functools.partial(
        sw.sweep, programme(), baseline=baseline, now=NOW, num_workers=1, file=tmp_path / name
    )
    first = start([*scenarios[:4], wrong])
    assert (len(first.rows), first.resumed) == (4, 0)
    came: list[str] = []
    both = start([*scenarios, wrong], on_result=lambda one: came.append(one.scenario))
    assert both.resumed == 5
    assert sorted(came) == sorted(one.name for one in scenarios[4:])
    assert [row.scenario for row in both.rows] == [one.name for one in scenarios]
    assert both.rows[:4] == first.rows
    assert both.failures == first.failures
    # The same name with other changes is another scenario.
    other = sw.Scenario(scenarios[0].name, [sw.ParticipantLeft("P1")])
    assert start([other]).resumed == 0
    with pytest.raises(sw.WrongValue, match="another sweep"):
        start(scenarios, seed=1)
    if name.endswith("parquet"):
        frame = pytest.importorskip("polars").read_parquet(tmp_path / name)
        assert frame.height == 9 and "moves" in frame.columns
        assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_last_line_that_was_cut_off_is_planned_again(baseline: sw.Plan, tmp_path: Path) -> None:
    file = tmp_path / "results.jsonl"
    start = functools.partial(
        sw.sweep, programme(), outages(3), baseline=baseline, num_workers=1, file=file
    )
    whole = start()
    file.write_bytes(file.read_bytes()[:-30])
    again = start()
    assert (again.resumed, figures(again)) == (2, figures(whole))
    assert len(file.read_text().splitlines()) == 4
    file.write_text("name,value\n")
    with pytest.raises(sw.WrongValue, match="line of a sweep"):
        start()
    assert file.read_text() == "name,value\n"


def test_what_a_killed_worker_had_is_planned_again_and_nothing_else(
    baseline: sw.Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenarios = outages(8)
    flag = tmp_path / "killed"
    file = tmp_path / "results.jsonl"
    killing = functools.partial(killed_once, str(flag))
    monkeypatch.setattr(running.worker, "run", killing)
    came: list[str] = []
    swept = sw.sweep(
        programme(),
        scenarios,
        baseline=baseline,
        now=NOW,
        num_workers=2,
        file=file,
        on_result=lambda one: came.append(one.scenario),
    )
    monkeypatch.undo()
    assert flag.exists(), "a process was killed"
    assert figures(swept) == figures(
        sw.sweep(programme(), scenarios, baseline=baseline, now=NOW, num_workers=2)
    )
    assert swept.failures == ()
    # Nothing lost, nothing told or written twice.
    assert sorted(came) == sorted(one.name for one in scenarios)
    lines = [json.loads(line) for line in file.read_text().splitlines()[1:]]
    assert [line["scenario"] for line in lines] == came


def test_a_scenario_that_kills_its_worker_each_time_is_given_up(
    baseline: sw.Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running.worker, "run", _deadly)
    one, other = outages(2)
    file = tmp_path / "results.jsonl"
    deadly = sw.Scenario("deadly", [sw.SizeChanged("P0", size=2)])
    swept = sw.sweep(
        programme(), [one, deadly, other], baseline=baseline, num_workers=2, file=file
    )
    assert [row.scenario for row in swept.rows] == [one.name, other.name]
    assert [failure.scenario for failure in swept.failures] == ["deadly"]
    # Not in the file: another time it may come through.
    assert len(file.read_text().splitlines()) == 3


def _deadly(key: str, changes: list[Any], payload: bytes | None) -> worker.Reply:
    if "size_changed" in changes[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return _run(key, changes, payload)


_run = worker.run


@pytest.fixture
def keyboard() -> Iterator[None]:
    """Ctrl-C is heard, also where a shell runs the tests in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("keyboard")
@pytest.mark.parametrize("executor", ["processes", "threads"])
def test_ctrl_c_ends_within_a_second_with_what_is_there(
    baseline: sw.Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executor: str
) -> None:
    scenarios = outages(10)
    file = tmp_path / "results.jsonl"
    given: Executor | None = ThreadPoolExecutor(2) if executor == "threads" else None
    pressed: list[float] = []
    keys = [threading.Timer(0.3, lambda: hit())]

    def press(one: object) -> None:
        if keys:
            keys.pop().start()

    def hit() -> None:
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(running, "_WINDOW", 1)
    start = functools.partial(sw.sweep, programme(), scenarios, given, baseline=baseline, file=file)
    if given is None:
        start = functools.partial(start, num_workers=1)
    monkeypatch.setattr(running.worker, "run", slow)
    swept = start(on_result=press)
    took = time.monotonic() - pressed[0]
    monkeypatch.undo()
    assert took < 1.0
    assert swept.interrupted and swept.left
    assert 1 <= len(swept.rows) < len(scenarios)
    assert len(swept.rows) + len(swept.left) == len(scenarios)
    # What is left is done by another run.
    again = start()
    assert again.resumed >= len(swept.rows) and len(again.rows) == len(scenarios)
    if given is not None:
        given.shutdown()


def test_a_bar_in_a_terminal_and_silence_in_a_pipe(baseline: sw.Plan, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            """
            from whatif import outages, programme
            import slotwise as sw

            if __name__ == "__main__":
                print(len(sw.sweep(programme(), outages(3), num_workers=1).rows))
            """
        )
    )
    piped = subprocess.run(
        [sys.executable, script], check=True, capture_output=True, text=True, timeout=100
    )
    assert (piped.stdout, piped.stderr) == ("3\n", "")
    pty, fcntl, termios = map(pytest.importorskip, ("pty", "fcntl", "termios"))
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    shown = subprocess.run([sys.executable, script], check=True, stderr=side, timeout=100)
    os.close(side)
    told = b""
    try:
        while chunk := os.read(main, 4096):
            told += chunk
    except OSError:
        pass  # The other end is closed.
    assert shown.returncode == 0
    assert b"3/3" in told and b"scenarios" in told


def test_what_is_no_executor_is_refused(baseline: sw.Plan, tmp_path: Path) -> None:
    with pytest.raises(sw.WrongType, match="Executor is asked for, got 2"):
        sw.sweep(programme(), [], 2)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as threads, pytest.raises(sw.WrongValue, match="its own workers"):
        sw.sweep(programme(), [], threads, num_workers=2)
    with pytest.raises(sw.WrongValue, match=r"ends in none of \.jsonl"):
        sw.sweep(programme(), [], baseline=baseline, file=tmp_path / "results.csv")


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as made,
    ):
        yield made


def test_dask_through_its_executor(client: Any, baseline: sw.Plan) -> None:
    scenarios = outages(8)
    with client.get_executor() as executor:
        swept = sw.sweep(programme(), scenarios, executor, baseline=baseline, now=NOW)
    assert figures(swept) == figures(
        sw.sweep(programme(), scenarios, baseline=baseline, now=NOW, num_workers=2)
    )


def test_dask_replaces_a_killed_worker(
    client: Any, baseline: sw.Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flag = tmp_path / "killed"
    monkeypatch.setattr(running.worker, "run", functools.partial(killed_once, str(flag)))
    scenarios = outages(8)
    with client.get_executor() as executor:
        swept = sw.sweep(programme(), scenarios, executor, baseline=baseline, now=NOW)
    assert flag.exists() and len(swept.rows) == len(scenarios)


def test_a_bare_client_is_told_how(client: Any) -> None:
    with pytest.raises(sw.WrongType, match=r"client\.get_executor\(\)"):
        sw.sweep(programme(), [], client)
