"""The example programs tell their stories."""

import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def run(example: str, *arguments: str | Path) -> str:
    """Run an example, and give what it prints."""
    program = ROOT / "examples" / "python" / f"{example}.py"
    command = [sys.executable, "-X", "utf8", program, *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603


def test_the_story_is_told_from_booking_to_cancellation() -> None:
    printed = run("share_appointment")
    booked, moved, again, cancelled = (
        printed.index(words)
        for words in (
            "Thu 1 Apr 2027 10:00-10:30",
            "Fri 2 Apr 2027 13:00-13:30",
            "already_in_effect",
            "No appointments.",
        )
    )
    assert booked < moved < again < cancelled
    assert "9996" not in printed


def test_a_nurse_sees_the_patient_and_first_what_is_missing(tmp_path: Path) -> None:
    page = tmp_path / "overview.html"
    printed = run("patient_overview", page)
    missing, appointments, resuscitation = (printed.index(words) for words in ("! ", "Dag ", "Genoplivning"))
    assert missing == 0
    assert missing < appointments < resuscitation
    assert "0048" not in printed
    assert page.read_text("utf-8").count("<html") == 1


def test_a_patient_blocks_a_time_and_finds_in_the_log_who_looked_past_it() -> None:
    printed = run("patient_block")
    assert printed == (ROOT / "examples" / "c" / "patient_block.txt").read_text("utf-8"), "the story as told in C"
    withheld = printed.index("The patient blocks")
    filtered = printed[withheld : printed.index("The patient is brought in")]
    assert "1 Apr 2027" in filtered
    assert "3 May 2027" not in filtered
    assert "9996" not in printed
