#!/usr/bin/env python3
"""Set greenflag up in .venv beside this file, then run it; needs only Python 3.11 and a package index.

python3 run.py demo           the main job on the built-in sample boards
python3 run.py test           every check: format, lint, import contracts, types, tests
python3 run.py greenflag ...  any greenflag command

uv is used where it is installed, pip otherwise.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
CHECKS = (
    ("ruff", "format", "--check", "--quiet"),
    ("ruff", "check", "--quiet"),
    ("lint-imports", "--no-logo"),
    ("mypy",),
    ("pytest",),
)


def set_up(extra: str) -> None:
    """Make .venv and install the project with its pinned dependencies, unless that was done for these very files."""
    wanted = hashlib.sha256(
        b"\0".join((ROOT / name).read_bytes() for name in ("pyproject.toml", "constraints.txt")) + extra.encode()
    ).hexdigest()
    stamp = VENV / f"installed{extra or '-plain'}.txt"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print(f"Setting up {VENV} (once) ...", flush=True)
    uv = shutil.which("uv")
    if not (BIN / "python").exists() and not (BIN / "python.exe").exists():
        venv.create(VENV, with_pip=uv is None)
    installer = [uv, "pip", "install", "--python", str(BIN / "python")] if uv else [str(BIN / "python"), "-m", "pip"]
    # pip's warnings, of an index it may not need, would push the demo off the screen; its errors are still shown
    installer += [] if uv else ["install", "--disable-pip-version-check", "--quiet"]
    command = [*installer, "--quiet", "-c", str(ROOT / "constraints.txt"), "-e", f"{ROOT}{extra}"]
    if subprocess.run(command, check=False).returncode:
        sys.exit(
            "run.py: the packages could not be installed (see above). Is a Python package index reachable?\n"
            f"Mend that and run the same command again; removing {VENV} starts afresh."
        )
    stamp.write_text(wanted)


def run(*command: str) -> int:
    """Run one installed program from the project's folder and return its exit code."""
    return subprocess.run([str(BIN / command[0]), *command[1:]], check=False, cwd=ROOT).returncode


def test(arguments: list[str]) -> int:
    """Run every check in turn, go on after a failure, and name the failed ones at the end."""
    failed = []
    for check in CHECKS:
        print(f"== {' '.join(check)}", flush=True)
        if run(*check, *(arguments if check[0] == "pytest" else [])):
            failed.append(" ".join(check))
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def main() -> int:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is told so by
        sys.exit(f"run.py: greenflag needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).")
    task, arguments = (sys.argv[1], sys.argv[2:]) if len(sys.argv) > 1 else ("", [])
    if task == "demo":
        set_up("")
        return run("greenflag", "demo", *arguments)
    if task == "test":
        set_up("[test]")
        return test(arguments)
    if task == "greenflag":
        set_up("")
        return subprocess.run([str(BIN / "greenflag"), *arguments], check=False).returncode
    print(__doc__)
    return 0 if task in {"", "-h", "--help"} else 2


if __name__ == "__main__":
    sys.exit(main())
