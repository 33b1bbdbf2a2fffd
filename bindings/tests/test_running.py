"""While a run goes on: Ctrl-C, other threads, progress."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import slotwise as sw
from slotwise._display import line

CHILD = """
import json, sys, time
import slotwise as sw
programme = sw.Programme.from_json(open(sys.argv[1], encoding="utf-8").read())
begun = False
def tell(news):
    global begun
    if not begun:
        begun = True
        print("running", flush=True)
try:
    result = programme.solve(on_progress=tell)
    told = [result.interrupted, result.status, len(result.plan.check())]
except KeyboardInterrupt:
    told = ["KeyboardInterrupt"]
print(json.dumps([time.time(), *told]), flush=True)
"""


def _interrupted(crowded: sw.Programme, folder: Path, signals: int) -> tuple[float, list[object]]:
    """Seconds from the first signal to the return, and what the child then said."""
    crowded.write(folder / "crowded.json")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder / "crowded.json")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    try:
        assert child.stdout.readline() == "running\n"
        time.sleep(0.5)
        sent = time.time()
        for number in range(signals):
            if number:
                time.sleep(0.005)
            os.kill(child.pid, signal.SIGINT)
        when, *told = json.loads(child.stdout.readline())
        child.wait(30)
        return when - sent, told
    finally:
        child.kill()
        child.wait()
        child.stdout.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a child")
def test_ctrl_c_gives_the_best_plan_so_far_within_a_second(
    crowded: sw.Programme, tmp_path: Path
) -> None:
    seconds, told = _interrupted(crowded, tmp_path, 1)
    assert told == [True, "feasible", 0]
    assert seconds < 1


def test_reading_a_programme_imports_nothing(
    crowded: sw.Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Ctrl-C that falls into an import that is tried and given up would be lost.
    looked_for = []

    class Finder:
        def find_spec(self, name: str, path: object = None, target: object = None) -> None:
            looked_for.append(name)

    crowded.solve(work_limit=1)
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    crowded.solve(work_limit=1)
    assert looked_for == []


def test_other_threads_go_on_while_it_solves(crowded: sw.Programme) -> None:
    token = sw.CancelToken()
    count = 0
    running = True

    def work() -> None:
        nonlocal count
        while running:
            count += 1
            time.sleep(0.001)

    thread = threading.Thread(target=work)
    thread.start()
    threading.Timer(1, token.cancel).start()
    before = count
    result = crowded.solve(cancel=token)
    after = count
    running = False
    thread.join()
    assert not result.interrupted
    assert result.plan.check() == ()
    # It would not move at all while the interpreter is held.
    assert after - before > 50
    assert token.cancelled


def test_progress_tells_value_and_bound(crowded: sw.Programme) -> None:
    heard: list[sw.Progress] = []
    here = threading.get_ident()
    threads = set()

    def hear(news: sw.Progress) -> None:
        threads.add(threading.get_ident())
        heard.append(news)

    result = crowded.solve(work_limit=2_000, on_progress=hear)
    assert threads == {here}
    assert [news.elapsed for news in heard] == sorted(news.elapsed for news in heard)
    assert all(level.bound <= level.value for news in heard for level in news.levels)
    assert heard[-1].objective == min(news.objective for news in heard) == result.objective
    assert heard[-1].phase == "done"
    assert "bound" in line(heard[0]) or "gap" in line(heard[0])


def test_what_a_listener_raises_ends_the_run(crowded: sw.Programme) -> None:
    class Enough(Exception):
        pass

    def stop(news: sw.Progress) -> None:
        raise Enough

    begin = time.monotonic()
    with pytest.raises(Enough):
        crowded.solve(on_progress=stop)
    assert time.monotonic() - begin < 10


def test_the_display_shows_value_and_bound_on_a_terminal(crowded: sw.Programme) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    shown = Terminal()
    with contextlib.redirect_stderr(shown):
        crowded.solve(work_limit=2_000, display=True)
    assert "level 1/6 unplaced" in shown.getvalue()
    assert "bound" in shown.getvalue()
    quiet = io.StringIO()
    with contextlib.redirect_stderr(quiet):
        crowded.solve(work_limit=100, display=True)
    assert quiet.getvalue() == ""
