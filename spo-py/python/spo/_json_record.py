"""Records with a JSON form of their own, the same in every language."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from spo._records import Record, decode, encode


@dataclass(frozen=True, kw_only=True, slots=True)
class JsonRecord(Record):
    """The base of a record that the compiled half reads from JSON, checks and writes."""

    _rewrite: ClassVar[Callable[[str], str]]
    """Reads the JSON form and writes it again."""

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read the JSON form. Raises DocumentError, which names the path of what is unknown, missing or unusable."""
        return decode(cls, json.loads(cls._rewrite(text)))

    def to_json(self) -> str:
        """Write the JSON form. It holds full CPR numbers, if any: it is the data itself, not a log."""
        return type(self)._rewrite(json.dumps(encode(self)))  # noqa: SLF001 - its own

    @classmethod
    def from_dict(cls, plain: Mapping[str, Any]) -> Self:
        """Read what `to_dict` gives. Raises as `from_json`."""
        return cls.from_json(json.dumps(plain))

    def to_dict(self) -> dict[str, Any]:
        """Give the JSON form as dictionaries and lists."""
        plain: dict[str, Any] = json.loads(self.to_json())
        return plain
