"""Something for the sandbox to begin with."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Self

from spo import _spo
from spo._records import decode
from spo.sandbox_persons import SandboxPerson


class Seed:
    """Test persons, and what hospital, municipality and general practice have planned for them, around a day.

    Made by `Seed.month` or `Seed.from_json`, for `Sandbox.seed`.
    """

    def __init__(self, native: _spo.Seed) -> None:
        self._native = native

    @classmethod
    def month(cls, today: date) -> Self:
        """Give a month around `today` for twenty persons in hospital, municipality and general practice.

        Appointments at a time, in a window, on a day; series, visits at home, cancelled and moved ones, overlaps;
        somebody protected, without a practitioner, a child, opted out of resuscitation, with registers that are down,
        and somebody of whom nothing is shared. General practice has written care plans and lists of diagnoses for some.

        Raises InvalidArgumentError for a day near the end of time.
        """
        return cls(_spo.Seed.month(today))

    @classmethod
    def from_json(cls, text: str, today: date) -> Self:
        """Read a file of the same form.

        In it, `D+3` stands for three days after `today`, `W-1` for the working day before, and `W+2 09:30` for a time.

        Raises InvalidArgumentError, which names the place.
        """
        return cls(_spo.Seed.from_json(text, today))

    @property
    def today(self) -> date:
        """The day it is about."""
        return self._native.today()

    @property
    def persons(self) -> Sequence[SandboxPerson]:
        """The test persons."""
        return tuple(decode(SandboxPerson, person) for person in json.loads(self._native.persons()))

    def __repr__(self) -> str:
        return f"Seed({self.today}, {len(self.persons)} persons)"
