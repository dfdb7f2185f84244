"""The example program tells its story."""

import subprocess
import sys

from conftest import ROOT


def test_the_story_is_told_from_booking_to_cancellation() -> None:
    program = ROOT / "examples" / "python" / "share_appointment.py"
    command = [sys.executable, "-X", "utf8", str(program)]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout  # noqa: S603
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
