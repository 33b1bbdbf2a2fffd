"""Makes the virtual environments, once per content of their requirements.

Usage: setup.py demo|test|bench

`.venv` holds the tools that build (cmake, libclang; for `test` also maturin).
`.venv-wheel` holds what the tests of the wheel import, and never the sources.
`.venv-bench` holds the solvers that benchmarks run beside slotwise.
Needs nothing but Python's own library.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".venv"
WHEEL = ROOT / ".venv-wheel"
BENCH = ROOT / ".venv-bench"
REQUIREMENTS = ROOT / "requirements"


def python_of(environment: Path) -> Path:
    """The interpreter of a virtual environment."""
    return environment / "bin" / "python"


def stamp_of(requirements: list[Path]) -> str:
    """What an environment was made from: interpreter, place and pinned requirements."""
    digest = hashlib.sha256(f"{sys.version}\n{sys.executable}\n{ROOT}\n".encode())
    for file in requirements:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def make_environment(environment: Path, names: list[str]) -> None:
    """Fills `environment` with the named requirement files, unless it has them already.

    Each file has its own stamp, so that `test` adds to what `demo` made; a changed file or
    interpreter starts afresh.
    """
    files = [REQUIREMENTS / f"{name}.txt" for name in names]
    wanted = {file.name: stamp_of([file]) for file in files}
    stamps = {name: environment / f"stamp-{name}" for name in wanted}

    def state(name: str) -> str:
        try:
            return stamps[name].read_text()
        except FileNotFoundError:
            return ""

    runs = python_of(environment).exists()
    missing = [file for file in files if not runs or state(file.name) != wanted[file.name]]
    if not missing:
        return
    if not runs or any(state(file.name) for file in missing):
        shutil.rmtree(environment, ignore_errors=True)
        missing = files
        run([sys.executable, "-m", "venv", str(environment)])
    print(f"Setting up {environment.name} ({', '.join(file.name for file in missing)}) ...", flush=True)
    begin = time.monotonic()
    pip = [str(python_of(environment)), "-m", "pip", "--disable-pip-version-check", "-q"]
    for file in missing:
        run([*pip, "install", "--only-binary", ":all:", "-r", str(file)])
    if environment == TOOLS:
        link_libclang()
    for file in missing:
        stamps[file.name].write_text(wanted[file.name])
    print(f"Set up {environment.name} in {time.monotonic() - begin:.0f} s", flush=True)


def link_libclang() -> None:
    """Gives libclang a path without Python's version in it, for .cargo/config.toml."""
    found = sorted(TOOLS.glob("lib/python3*/site-packages/clang/native"))
    if not found:
        sys.exit("The package libclang has no folder clang/native for this machine: "
                 "install libclang-dev and set LIBCLANG_PATH to the folder of libclang.so.")
    link = TOOLS / "libclang"
    link.unlink(missing_ok=True)
    link.symlink_to(found[0].relative_to(TOOLS))


def run(command: list[str]) -> None:
    """Runs a command; a failure ends the set-up with the command named."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    code = subprocess.run(command, stdin=subprocess.DEVNULL, env=environment, check=False).returncode
    if code != 0:
        sys.exit(f"Set-up failed (exit code {code}): {' '.join(command)}")


def main(purpose: str) -> None:
    """Sets up what `make demo`, `make test` or `make bench` needs."""
    make_environment(TOOLS, ["build", "wheel"] if purpose == "test" else ["build"])
    if purpose == "test":
        make_environment(WHEEL, ["test"])
    if purpose == "bench":
        make_environment(BENCH, ["bench"])


if __name__ == "__main__":
    if sys.argv[1:] not in (["demo"], ["test"], ["bench"]):
        sys.exit(__doc__)
    main(sys.argv[1])
