"""Editing master data (stamkort): what citizens and professionals may type in, checked before it is sent.

A `MasterDataChange` is checked against the `MasterData` it changes; a `MasterDataEditor` sends what is checked. This
library ships no editor for the national register (Stamkortregistret, SKR): its interface is not public. `spo.Sandbox`
is one, for its test persons.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias, final, runtime_checkable

from spo import _spo
from spo._json_record import JsonRecord
from spo._records import Record, decode, tag_of, tagged
from spo._spo import Cpr
from spo.callers import Caller, Citizen, HealthProfessional
from spo.exceptions import Fault
from spo.master_data import Dentist, MasterData, Origin, OriginKind, Relative, TemporaryAddress
from spo.parties import Organisation, PersonName
from spo.values import Code, InstanceId, Telecom


class ItemKind(StrEnum):
    """The kinds of item that may be typed in.

    Attributes:
        LANGUAGE: the language the citizen speaks.
        TEMPORARY_ADDRESS: where the citizen stays for a time.
        DENTIST: the dentist.
        CONTACT: how to reach the citizen.
        RELATIVE: somebody close to the citizen.
    """

    LANGUAGE = "language"
    TEMPORARY_ADDRESS = "temporary_address"
    DENTIST = "dentist"
    CONTACT = "contact"
    RELATIVE = "relative"


@tagged("language")
@dataclass(frozen=True, kw_only=True, slots=True)
class SpokenLanguage(Code):
    """The language the citizen speaks (talt sprog): `SpokenLanguage(code="da", display="Dansk")`.

    Attributes:
        system: the OID of ISO 639-1.
    """

    system: str = "1.0.639.1"


@tagged("contact")
@dataclass(frozen=True, kw_only=True, slots=True)
class ContactDetails(Record):
    """How to reach the citizen (kontaktoplysninger). It prints no number.

    Attributes:
        telecoms: phone numbers.
    """

    telecoms: Sequence[Telecom] = field(metadata={"json": ""}, repr=False)


TypedInItem: TypeAlias = SpokenLanguage | TemporaryAddress | Dentist | ContactDetails | Relative
"""An item that may be typed in. Everything else in master data belongs to other registers."""


@tagged("create")
@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class CreateItem(Record):
    """Type in a new item. There is one of each kind, but any number of relatives. It prints the kind only.

    Attributes:
        item: the item.
    """

    item: TypedInItem = field(metadata={"json": ""})

    @property
    def kind(self) -> ItemKind:
        """The item's kind."""
        return ItemKind(tag_of(self.item))

    def __repr__(self) -> str:
        return f"CreateItem({self.kind})"


@tagged("change")
@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class ChangeItem(Record):
    """Put an item in the place of one of the same kind. It prints the kind only.

    Attributes:
        id: which one: the `id` that the master data gives with it; None when it has none.
        item: what it shall be, as a whole.
    """

    id: InstanceId | None = None
    item: TypedInItem

    @property
    def kind(self) -> ItemKind:
        """The item's kind."""
        return ItemKind(tag_of(self.item))

    def __repr__(self) -> str:
        return f"ChangeItem({self.kind})"


@tagged("end")
@dataclass(frozen=True, kw_only=True, slots=True)
class EndItem(Record):
    """Take an item out. To let a temporary address run out on a day, change it instead.

    Attributes:
        id: which one: the `id` that the master data gives with it; None when it has none.
        kind: its kind.
    """

    id: InstanceId | None = None
    kind: ItemKind


Edit: TypeAlias = CreateItem | ChangeItem | EndItem
"""What is to be done with an item."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EnteredBy(Record):
    """How whoever typed something in is named beside it. It prints neither.

    Attributes:
        person: the person. A citizen's own name need not be given.
        organisation: a professional's organisation.
    """

    person: PersonName | None = field(default=None, repr=False)
    organisation: Organisation | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class MasterDataChange(JsonRecord):
    """One change of a citizen's master data: what, for whom and by whom. It prints what is done to which kind.

    Attributes:
        patient: whose master data it is.
        caller: who changes it: the citizen, somebody with the citizen's power of attorney (digital fuldmagt), or a
            health professional.
        entered_by: how the caller is named beside the item.
        edit: what is to be done: `CreateItem`, `ChangeItem` or `EndItem`.
    """

    patient: Cpr = field(repr=False)
    caller: Caller = field(repr=False)
    entered_by: EnteredBy = field(default=EnteredBy(), repr=False)
    edit: Edit

    _rewrite = _spo.master_data_change_json

    @property
    def origin(self) -> Origin:
        """The source that the next stamkort shows beside the item."""
        match self.caller:
            case HealthProfessional():
                kind = OriginKind.PROFESSIONAL
            case Citizen():
                kind = OriginKind.CITIZEN
            case _:
                kind = OriginKind.RELATIVE
        return Origin(kind=kind, person=self.entered_by.person, organisation=self.entered_by.organisation)

    def faults(self, present: MasterData) -> list[Fault]:
        """Find every rule that the change breaks, given the citizen's present master data."""
        faults = _spo.master_data_change_faults(self.to_json(), present.to_json())
        return [decode(Fault, fault) for fault in json.loads(faults)]

    def check(self, present: MasterData) -> "CheckedChange":
        """Make it a change that can be sent. Raises ValidationError, which lists every fault at once."""
        return CheckedChange(_spo.CheckedChange(self.to_json(), present.to_json()), self)


@final
class CheckedChange:
    """A change that breaks no rule. Only `MasterDataChange.check` makes one.

    The rules are what public sources tell of the register, and what the document can hold; the register may refuse
    more.
    """

    __slots__ = ("_change", "_native")

    def __init__(self, native: _spo.CheckedChange, change: MasterDataChange) -> None:
        self._native = native
        self._change = change

    @property
    def change(self) -> MasterDataChange:
        """The change."""
        return self._change

    def __repr__(self) -> str:
        return f"CheckedChange({self._change!r})"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeReceipt(Record):
    """What a change came to.

    Attributes:
        kind: the kind of item.
        id: the item's id: change or end it by this one.
        changed: when the register took it.
        origin: the source that stands beside it.
    """

    kind: ItemKind
    id: InstanceId | None = None
    changed: datetime
    origin: Origin


@runtime_checkable
class MasterDataEditor(Protocol):
    """Takes changes of master data to the register.

    The register's interface is not public, so this library has no implementation for the national platform. `Sandbox`
    is one, for its test persons.
    """

    def submit(self, change: CheckedChange, /) -> ChangeReceipt:
        """Carry the change out.

        Raises AccessDeniedError when the caller may not, NotFoundError when the register does not know the citizen,
        ConflictError when the master data has changed since it was read, and RejectedError when the register refuses
        for another reason.
        """
        ...
