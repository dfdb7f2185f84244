"""Records: immutable values that check what they are given and know their JSON form.

A record is a frozen dataclass whose annotations say everything: what a field accepts, how it is written as JSON and how
it is read back. JSON leaves out what is None or empty. Any iterable is accepted for a sequence and kept as a tuple, so
that records can be hashed and compared.
"""

import dataclasses
import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum, StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, Self, TypeVar, Union, get_args, get_origin, get_type_hints

from spo import _spo

T = TypeVar("T", bound="Record")
C = TypeVar("C", bound=type)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """The base of every record."""

    def __post_init__(self) -> None:
        """Check every field, so that a mistake shows where it is made."""
        for field in _fields(type(self)).values():
            value = getattr(self, field.name)
            kept = field.kind.check(value, field.where)
            if kept is not value:
                object.__setattr__(self, field.name, kept)

    def replace(self, **changes: Any) -> Self:
        """Give the same record with some fields changed."""
        return dataclasses.replace(self, **changes)


def encode(record: Record) -> Any:
    """Write a record as JSON."""
    return _encode_as(type(record), record)


def _encode_as(cls: Any, record: Record) -> Any:
    fields = _fields(cls)
    if whole := fields.get(""):
        return whole.kind.encode(getattr(record, whole.name))
    values = ((json, field, getattr(record, field.name)) for json, field in fields.items())
    return {
        json: field.kind.encode(value)
        for json, field, value in values
        if value is not None and (field.required or value != ())
    }


def encode_whole(record: Record) -> dict[str, Any]:
    """Write a record as JSON, with what is None or empty, too: where leaving it out would mean something else."""
    json: dict[str, Any] = encode(record)
    for name, field in _fields(type(record)).items():
        value = getattr(record, field.name)
        if isinstance(value, Record) and type(value) not in _tags:
            json[name] = encode_whole(value)
        else:
            json.setdefault(name, None if value is None else [])
    return json


def decode(cls: type[T], json: Mapping[str, Any], **more: Any) -> T:
    """Read a record of class `cls` from its JSON, and `more` fields. What is null might as well be left out."""
    return cls(**_decoded(cls, json), **more)


def _decoded(cls: Any, json: Any) -> dict[str, Any]:
    if whole := _fields(cls).get(""):
        return {whole.name: whole.kind.decode(json)}
    fields = ((_fields(cls)[name], value) for name, value in json.items() if value is not None)
    return {field.name: field.kind.decode(value) for field, value in fields}


def tagged(tag: str) -> Callable[[C], C]:
    """Say how JSON tells a class apart from the others of its union: `{"tag": value}`."""

    def keep(cls: C) -> C:
        _tags[cls] = tag
        return cls

    return keep


def tag_of(record: Record) -> str:
    """Give what JSON tells a tagged record by."""
    return next(_tags[cls] for cls in type(record).__mro__ if cls in _tags)


class DanishWord(StrEnum):
    """The base of words whose values are Danish text. JSON calls each by its English name, in small letters."""


@dataclass(frozen=True)
class Kind:
    """What a field accepts (`check` gives the value as it is kept, or raises), and its way to JSON and back."""

    name: str
    check: Callable[[Any, str], Any]
    encode: Callable[[Any], Any] = lambda value: value
    decode: Callable[[Any], Any] = lambda json: json


class Field(NamedTuple):
    """A field of a record.

    Its name in JSON is its own, or what `metadata["json"]` says; when that is empty, the field is all of the JSON.
    """

    name: str
    where: str
    kind: Kind
    required: bool


_known: dict[Any, Mapping[str, Field]] = {}


def _fields(cls: Any) -> Mapping[str, Field]:
    """Give the fields of a class of records, or of one whose type variable is said: `Sourced[Code]`."""
    if cls not in _known:
        base = get_origin(cls) or cls
        said = dict(zip(getattr(base, "__parameters__", ()), get_args(cls), strict=False))
        hints = {name: said.get(hint, hint) for name, hint in get_type_hints(base).items()}
        _known[cls] = {
            field.metadata.get("json", field.name): Field(
                field.name,
                f"{base.__name__}.{field.name}",
                kind_of(hints[field.name]),
                field.default is dataclasses.MISSING,
            )
            for field in dataclasses.fields(base)
        }
    return _known[cls]


def kind_of(hint: Any) -> Kind:
    """Give what the type `hint` accepts, and its way to JSON and back."""
    if hint in _LEAVES:
        return _LEAVES[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in {Sequence, frozenset}:
        return _many(kind_of(arguments[0]), frozenset if origin is frozenset else tuple)
    if origin in {Union, types.UnionType}:
        present = [argument for argument in arguments if argument is not type(None)]
        kind = kind_of(present[0]) if len(present) == 1 else _either(*present)
        return _optional(kind) if len(present) < len(arguments) else kind
    if isinstance(hint, TypeVar):
        return Kind("anything", lambda value, _: tuple(value) if isinstance(value, list) else value)
    if origin is None and issubclass(hint, Enum):
        return _word(hint)
    return _generic(hint, origin) if origin else _plain(hint)


def _word(cls: Any) -> Kind:
    if issubclass(cls, DanishWord):
        return Kind(cls.__name__, _instance(cls), lambda word: word.name.lower(), lambda json: cls[json.upper()])
    return Kind(cls.__name__, _instance(cls), attrgetter("value"), cls)


def _instance(*classes: type) -> Callable[[Any, str], Any]:
    # A bool is an int and a datetime is a date, but neither is ever meant.
    mistaken = {bool, datetime} - set(classes)

    def check(value: Any, where: str) -> Any:
        if type(value) in classes or (isinstance(value, classes) and type(value) not in mistaken):
            return value
        raise _mismatch(where, _names(classes), value)

    return check


def _moment(value: Any, where: str) -> datetime:
    if not isinstance(value, datetime):
        raise _mismatch(where, "datetime", value)
    return _spo.check_time(value, where)


def _read_moment(text: str) -> datetime:
    """Read a moment as JSON has it, or 4 to 14 digits as the registry has them: in UTC, the first they can mean."""
    if text.isdigit():
        whole = text + "00000101000000"[len(text) :]
        return _spo.danish_time(datetime.strptime(whole + "+0000", "%Y%m%d%H%M%S%z"), None)
    return _spo.danish_time(datetime.fromisoformat(text), None)


def _many(item: Kind, keep: type[tuple[Any, ...] | frozenset[Any]]) -> Kind:
    name = f"a sequence of {item.name}"

    def check(value: Any, where: str) -> Any:
        if isinstance(value, str | bytes) or not isinstance(value, Iterable):
            raise _mismatch(where, name, value)
        return keep(item.check(each, f"{where}[{at}]") for at, each in enumerate(value))

    return Kind(
        name,
        check,
        lambda value: [item.encode(each) for each in value],
        lambda json: keep(item.decode(each) for each in json),
    )


def _optional(kind: Kind) -> Kind:
    return dataclasses.replace(
        kind,
        name=f"{kind.name} or None",
        check=lambda value, where: None if value is None else kind.check(value, where),
        decode=lambda json: None if json is None else kind.decode(json),
    )


def _either(*classes: type) -> Kind:
    if any(issubclass(cls, Enum) for cls in classes):
        return _word_or_record(*classes)
    by_tag = {_tags[cls]: kind_of(cls) for cls in classes}
    is_one = _instance(*classes)

    def check(value: Any, where: str) -> Any:
        is_one(value, where)
        tag = next(_tags[cls] for cls in classes if isinstance(value, cls))
        return by_tag[tag].check(value, where)

    def encode_tagged(value: Any) -> dict[str, Any]:
        tag = next(_tags[cls] for cls in classes if isinstance(value, cls))
        return {tag: by_tag[tag].encode(value)}

    def decode_tagged(json: dict[str, Any]) -> Any:
        ((tag, value),) = json.items()
        return by_tag[tag].decode(value)

    return Kind(_names(classes), check, encode_tagged, decode_tagged)


def _word_or_record(*classes: Any) -> Kind:
    """Give the kind of a word, or of a record in its place. `unknown` is None, unless it is one of the words.

    The record is told by its tag, if it has one; it must where there are several.
    """
    (word,) = (cls for cls in classes if issubclass(cls, Enum))
    records = [cls for cls in classes if cls is not word]
    record = _either(*records) if records[0] in _tags else kind_of(records[0])
    spelling = kind_of(word)
    words = {spelling.encode(member) for member in word}

    def encode_either(value: Any) -> Any:
        return spelling.encode(value) if isinstance(value, word) else record.encode(value)

    def decode_either(json: Any) -> Any:
        if isinstance(json, str):
            return None if json == "unknown" and json not in words else spelling.decode(json)
        return record.decode(json)

    return Kind(_names(classes), _instance(*classes), encode_either, decode_either)


def _plain(cls: Any) -> Kind:
    if issubclass(cls, str):
        return Kind(cls.__name__, _instance(cls), str, cls)
    return Kind(cls.__name__, _instance(cls), encode, lambda json: decode(cls, json))


def _generic(hint: Any, cls: Any) -> Kind:
    """Give the kind of a generic record whose type variable is said."""
    is_one = _instance(cls)

    def check(value: Any, where: str) -> Any:
        is_one(value, where)
        kept = {
            field.name: field.kind.check(getattr(value, field.name), f"{where}.{field.name}")
            for field in _fields(hint).values()
        }
        return value.replace(**kept) if any(getattr(value, name) is not each for name, each in kept.items()) else value

    return Kind(cls.__name__, check, lambda value: _encode_as(hint, value), lambda json: cls(**_decoded(hint, json)))


def _names(classes: Iterable[type]) -> str:
    return " or ".join(cls.__name__ for cls in classes)


def _mismatch(where: str, expected: str, value: object) -> TypeError:
    return TypeError(f"{where} must be {expected}, not {type(value).__name__}")


_tags: dict[type, str] = {
    _spo.SorCode: "sor",
    _spo.YderNumber: "yder",
    _spo.ShakCode: "shak",
    _spo.Cpr: "cpr",
    _spo.Cvr: "cvr",
    _spo.AuthorisationCode: "authorisation",
    _spo.ClinicalTime: "at",
    datetime: "at",
    str: "other",
}

_LEAVES: Mapping[Any, Kind] = {
    str: Kind("str", _instance(str)),
    int: Kind("int", _instance(int)),
    bool: Kind("bool", _instance(bool)),
    bytes: Kind("bytes", _instance(bytes)),
    date: Kind("date", _instance(date), date.isoformat, date.fromisoformat),
    datetime: Kind("datetime", _moment, datetime.isoformat, _read_moment),
    timedelta: Kind(
        "timedelta",
        _instance(timedelta),
        lambda value: value // timedelta(milliseconds=1),
        lambda json: timedelta(milliseconds=json),
    ),
    _spo.Cpr: Kind("Cpr", _instance(_spo.Cpr), attrgetter("number"), _spo.Cpr),
    **{
        code: Kind(code.__name__, _instance(code), str, code)
        for code in (
            _spo.AuthorisationCode,
            _spo.ClinicalTime,
            _spo.Cvr,
            _spo.ShakCode,
            _spo.SorCode,
            _spo.YderNumber,
        )
    },
}
