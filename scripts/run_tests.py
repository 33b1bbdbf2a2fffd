"""Runs the parts of `make test` in order and stops at the first that fails.

Usage: run_tests.py [PART ...]   (all parts without arguments)

Prints how long each part took; the last line is `N passed, N failed`, in parts.
Needs nothing but Python's own library.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import setup

ROOT = setup.ROOT
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
WHEELS = TARGET / "wheels"
BINDINGS = ROOT / "bindings"
# `--release` everywhere: HiGHS is compiled once per profile.
RELEASE = ["--release", "--locked"]
STARTED = time.time()


class Failure(Exception):
    """A part failed; the text says how."""


def run(*command: str | Path, at: Path = ROOT, **variables: str) -> None:
    """Runs a command without input; raises `Failure` unless it succeeds."""
    words = [str(word) for word in command]
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CONDA_PREFIX"}
    environment = {k: v for k, v in os.environ.items() if k not in hidden} | variables
    print("$", " ".join(words), flush=True)
    try:
        code = subprocess.run(words, cwd=at, env=environment, stdin=subprocess.DEVNULL, check=False).returncode
    except OSError as error:
        raise Failure(f"{words[0]}: {error}") from error
    if code != 0:
        raise Failure(f"exit code {code} from: {' '.join(words)}")


def set_up() -> None:
    """The virtual environments."""
    setup.main("test")


def formatting() -> None:
    """Rust sources are formatted."""
    run("cargo", "fmt", "--all", "--check")


def build() -> None:
    """HiGHS, the library, the programs, the tests: compiled, not yet run."""
    run("cargo", "test", *RELEASE, "--no-run")


def lints() -> None:
    """Clippy over everything, bindings included, without a warning."""
    run("cargo", "clippy", *RELEASE, "--workspace", "--all-targets", "--", "-D", "warnings")


def docs() -> None:
    """The documentation builds without a warning, such as a broken link."""
    # The whole workspace, as the lints: another selection would check the dependencies again.
    run("cargo", "doc", *RELEASE, "--workspace", "--no-deps", RUSTDOCFLAGS="-D warnings")


def rust() -> None:
    """All Rust tests, those in the documentation included."""
    run("cargo", "test", *RELEASE)


def wheel() -> None:
    """The wheel, as it would be published."""
    shutil.rmtree(WHEELS, ignore_errors=True)
    run(setup.TOOLS / "bin" / "maturin", "build", *RELEASE, "--out", WHEELS, at=BINDINGS)


def install() -> None:
    """Replaces the package by the new wheel's files, also when the version is the same."""
    wheels = list(WHEELS.glob("slotwise-*.whl"))
    if len(wheels) != 1:
        raise Failure(f"one wheel expected in {WHEELS}, found {len(wheels)}")
    pip = [setup.python_of(setup.WHEEL), "-m", "pip", "--disable-pip-version-check", "-q"]
    run(*pip, "install", "--no-index", "--no-deps", "--force-reinstall", wheels[0])
    run(*pip, "check")


def python() -> None:
    """The tests of the bindings and the notebooks, against the installed wheel."""
    install()
    paths = [path for path in ("tests", "notebooks") if (BINDINGS / path).is_dir()]
    run(setup.python_of(setup.WHEEL), "-m", "pytest", "-q", "--nbmake", *paths, at=BINDINGS)
    # What of the benchmarks works without the other solvers.
    run(setup.python_of(setup.WHEEL), "-m", "pytest", "-q", "tests", at=ROOT / "benches")


def stubs() -> None:
    """The stubs say what the compiled module has, and the types in the package hold."""
    mypy = [setup.python_of(setup.WHEEL), "-m"]
    allowed = ["--allowlist", "stubtest.allow", "--ignore-unused-allowlist"]
    run(*mypy, "mypy.stubtest", "slotwise", *allowed, at=BINDINGS / "tests")
    run(*mypy, "mypy", "python/slotwise", "tests", at=BINDINGS)


def demo() -> None:
    """The programme of the document: planned, its results asserted, its files judged."""
    begin = time.time()
    run("cargo", "run", *RELEASE, "--bin", "mhhs", "--", "--check")
    run(sys.executable, "scripts/check_demo.py", "out/mhhs", str(begin))


def one_solver() -> None:
    """HiGHS was compiled at most once by all parts so far."""
    built = [path for path in TARGET.glob("*/build/highs-sys-*/out/lib*/libhighs.a")
             if path.stat().st_mtime > STARTED]
    if len(built) > 1:
        raise Failure("HiGHS was compiled more than once (does a new dependency change the features "
                      "of what its build script needs?): " + ", ".join(map(str, built)))


PARTS: dict[str, Callable[[], None]] = {
    "set-up": set_up,
    "formatting": formatting,
    "build": build,
    "lints": lints,
    "docs": docs,
    "rust": rust,
    "wheel": wheel,
    "python": python,
    "stubs": stubs,
    "demo": demo,
    "one-solver": one_solver,
}


def main(names: list[str]) -> int:
    """Runs the named parts; the exit code is 0 when all passed."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"Unknown part: {', '.join(unknown)}. There are: {', '.join(PARTS)}.")
        return 2
    took: list[tuple[str, float, str]] = []
    reason = ""
    for name in names or list(PARTS):
        print(f"\n=== {name}: {PARTS[name].__doc__}", flush=True)
        begin = time.monotonic()
        try:
            PARTS[name]()
        except (Failure, SystemExit) as failure:
            reason = str(failure)
        took.append((name, time.monotonic() - begin, "failed" if reason else "passed"))
        if reason:
            break
    print("\n=== time of each part")
    for name, seconds, result in [*took, ("all", sum(part[1] for part in took), "")]:
        print(f"{name:<12} {seconds:7.1f} s  {result}".rstrip())
    if reason:
        print(f"\nFAILED in {took[-1][0]}: {reason}")
    failed = 1 if reason else 0
    print(f"{len(took) - failed} passed, {failed} failed", flush=True)
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
