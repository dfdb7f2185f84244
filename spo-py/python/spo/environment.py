"""What differs from environment to environment of the national platform, as data."""

import json
from collections.abc import Sequence
from typing import Self

from spo import _spo
from spo._records import encode
from spo.config import ClientConfig, Route, Source


class Environment:
    """An environment of the national platform: what a client's configuration says there, whoever the client is.

    Those that come with this library are `Environment.names()`. One of your own is written in the same form
    (`spo-core/environments/*.toml`) and read with `Environment.from_toml`.
    """

    def __init__(self, native: _spo.Environment) -> None:
        self._native = native

    @staticmethod
    def names() -> Sequence[str]:
        """Give the names of the environments that come with this library."""
        return tuple(_spo.Environment.names())

    @classmethod
    def named(cls, name: str) -> Self:
        """Give one of those. Raises ConfigurationError, which lists the names there are."""
        return cls(_spo.Environment.named(name))

    @classmethod
    def from_toml(cls, text: str) -> Self:
        """Read an environment of your own. Raises ConfigurationError, which names the place."""
        return cls(_spo.Environment.from_toml(text))

    @property
    def name(self) -> str:
        """Its name, such as test1."""
        return self._native.name()

    @property
    def about(self) -> str:
        """What it is, in a few words."""
        return self._native.about()

    @property
    def production(self) -> bool:
        """Whether it handles real patients' data."""
        return self._native.production()

    @property
    def route(self) -> Route:
        """The usual way to call its services."""
        return Route(json.loads(self._native.route()))

    def client_config(self, source: Source, *, route: Route | None = None) -> ClientConfig:
        """Give the configuration of a client there that shares documents as `source`, by the usual route or another.

        Raises ConfigurationError, which names what the environment leaves open, as production does: give that in a
        file, with `ClientConfig.from_toml` or `ClientConfig.from_json`.
        """
        way = None if route is None else json.dumps(route)
        return ClientConfig.from_json(self._native.client_config(json.dumps(encode(source)), way))

    def __repr__(self) -> str:
        return f"Environment({self.name!r})"
