import subprocess
import sys

import pytest

from greenflag import __version__
from greenflag.errors import StoreError

BROKEN = """
import sys, greenflag.api as api
def JobSearch(): raise {fault}
api.JobSearch = JobSearch
sys.argv = ["greenflag", "update"]
from greenflag.cli import main
main()
"""


def greenflag(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False)


def test_help_names_every_command_and_the_first_step(run):
    shown = run("--help").output
    for command in ("demo", "init", "boards", "plan", "update", "show", "read"):
        assert f" {command} " in shown
    assert "Run: greenflag demo" in shown
    assert "GREENFLAG_HOME" in shown


@pytest.mark.parametrize("command", ["demo", "init", "boards", "boards add", "plan", "update", "show", "read"])
def test_every_command_explains_itself(run, command):
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_version_is_told(run):
    assert run("--version").output == f"greenflag {__version__}\n"


def test_a_command_that_is_mistyped_is_guessed(run):
    result = run("plam")
    assert result.exit_code == 2
    assert "plan" in result.stderr


def test_an_error_of_ours_is_one_line_without_steering_characters(run, search):
    search.add_board("larkspurrobotics")
    search.fault = StoreError("store.db: made by another\nversion \x1b[31mred")
    result = run("update")
    assert result.exit_code == 2
    assert result.stderr == "greenflag: store.db: made by another version [31mred\n"


def test_an_unexpected_fault_shows_its_traceback_and_where_to_take_it():
    result = greenflag(BROKEN.format(fault="ValueError('inside')"))
    assert result.returncode == 1
    assert "ValueError: inside" in result.stderr
    assert "Please report" in result.stderr


def test_an_interrupted_command_ends_with_130():
    result = greenflag(BROKEN.format(fault="KeyboardInterrupt()"))
    assert result.returncode == 130
    assert "Traceback" not in result.stderr


def test_the_stream_for_machines_loads_nothing_that_only_screens_need():
    code = "import sys; import greenflag.cli.app; print([m for m in ('rich', 'jinja2', 'httpx2') if m in sys.modules])"
    assert greenflag(code).stdout == "[]\n"


def test_a_terminal_that_lacks_our_characters_shows_stand_ins():
    code = """
from greenflag.cli.screen import barred, console, write_what_can_be_shown
write_what_can_be_shown()
barred(console(), 0, "red", "“no” visa…")
"""
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, timeout=30, check=True, env={"PYTHONIOENCODING": "ascii"}
    )
    assert result.stdout == b'| RED "no" visa...\n'
