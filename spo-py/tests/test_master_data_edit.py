"""Changes of master data: checked all at once, and taken by the sandbox."""

import pickle
from datetime import date, timedelta
from typing import Any

import pytest

import spo

PATIENT = spo.Cpr("650155-9996")
KAREN = spo.Cpr("720391-0001")
NURSE = spo.HealthProfessional.authorised(spo.Cpr("251248-9996"), "J0184", spo.SorCode("325431000016004"))
HOME_CARE = spo.EnteredBy(
    person=spo.PersonName(given=["Rikke"], family="Holm"),
    organisation=spo.Organisation.sor("325431000016004", "Hjemmeplejen Midtbyen"),
)
DAUGHTER = spo.Relative(
    name=spo.PersonName(given=["Karen"]),
    relation=spo.Code(code="anden", system="1.2.208.184.100.2", display="Datter"),
    telecoms=[spo.Telecom.phone("21 23 45 67", spo.Use.MOBILE)],
    note='Har "nøglen" & <koden>; ring først',
)
ADDRESS = spo.Address(lines=["Skovvangen 12"], postal_code="6040", city="Egtved")
AGNES = spo.SandboxPerson(cpr=PATIENT, name=spo.PersonName(given=["Agnes"], family="Mortensen"), address=ADDRESS)
ITEMS: dict[spo.ItemKind, spo.TypedInItem] = {
    spo.ItemKind.LANGUAGE: spo.SpokenLanguage(code="fa", display="Persisk"),
    spo.ItemKind.TEMPORARY_ADDRESS: spo.TemporaryAddress(address=ADDRESS, start=date(2026, 3, 2)),
    spo.ItemKind.DENTIST: spo.Dentist(clinic=spo.Organisation(name="Tandlægerne Havnen")),
    spo.ItemKind.CONTACT: spo.ContactDetails(telecoms=[spo.Telecom.phone("66113333", spo.Use.HOME)]),
    spo.ItemKind.RELATIVE: DAUGHTER,
}
ID = spo.InstanceId(root="1.2.208.184.15.3", extension="b")
EDITS: list[spo.Edit] = [
    *(spo.CreateItem(item=item) for item in ITEMS.values()),
    *(spo.ChangeItem(id=ID, item=item) for item in ITEMS.values()),
    *(spo.EndItem(id=ID, kind=kind) for kind in ITEMS),
    spo.ChangeItem(item=DAUGHTER),
    spo.EndItem(kind=spo.ItemKind.DENTIST),
]


def by_nurse(edit: spo.Edit) -> spo.MasterDataChange:
    return spo.MasterDataChange(patient=PATIENT, caller=NURSE, entered_by=HOME_CARE, edit=edit)


def create(item: spo.TypedInItem) -> spo.MasterDataChange:
    return by_nurse(spo.CreateItem(item=item))


@pytest.fixture
def sandbox() -> spo.Sandbox:
    """A sandbox that knows the patient, of whom nothing is typed in."""
    sandbox = spo.Sandbox()
    sandbox.add_person(AGNES)
    return sandbox


def stamkort(sandbox: spo.Sandbox) -> spo.MasterData:
    return spo.Client(sandbox.client_config(), transport=sandbox).master_data(PATIENT).master_data


def make(editor: spo.MasterDataEditor, change: spo.MasterDataChange, present: spo.MasterData) -> spo.ChangeReceipt:
    return editor.submit(change.check(present))


@pytest.mark.parametrize("edit", EDITS, ids=repr)
def test_every_change_survives_json_and_pickle(edit: spo.Edit) -> None:
    change = by_nurse(edit)
    assert spo.MasterDataChange.from_json(change.to_json()) == change
    assert spo.MasterDataChange.from_dict(change.to_dict()) == change
    assert pickle.loads(pickle.dumps(change)) == change  # noqa: S301


def test_a_change_is_written_as_in_the_other_languages() -> None:
    change = spo.MasterDataChange(
        patient=PATIENT,
        caller=spo.Citizen(cpr=PATIENT),
        edit=spo.ChangeItem(id=ID, item=spo.ContactDetails(telecoms=[spo.Telecom(value="tel:66113333")])),
    )
    assert change.to_dict() == {
        "patient": "6501559996",
        "caller": {"citizen": {"cpr": "6501559996"}},
        "entered_by": {},
        "edit": {
            "change": {
                "id": {"root": "1.2.208.184.15.3", "extension": "b"},
                "item": {"contact": [{"value": "tel:66113333"}]},
            }
        },
    }
    language = create(spo.SpokenLanguage(code="da")).to_dict()
    assert language["edit"] == {"create": {"language": {"code": "da", "system": "1.0.639.1"}}}


@pytest.mark.parametrize("edit", EDITS, ids=repr)
def test_a_change_prints_what_is_done_and_nobody(edit: spo.Edit, sandbox: spo.Sandbox) -> None:
    change = by_nurse(edit)
    printed = f"{change!r} {change} {change.entered_by!r} {change.edit!r} {edit.kind}"
    for word in ("9996", "650155", "251248", "Karen", "Rikke", "Skovvangen", "Havnen", "66113333", "nøglen"):
        assert word not in printed
    assert edit.kind in printed
    checked = create(DAUGHTER).check(stamkort(sandbox))
    assert repr(checked) == "CheckedChange(MasterDataChange(edit=CreateItem(relative)))"


def test_all_faults_come_in_one_error(sandbox: spo.Sandbox) -> None:
    relative = spo.Relative(
        name=spo.PersonName(family="251248-9996"), telecoms=[spo.Telecom(value="tel:null")], note="2512489996"
    )
    change = create(relative).replace(entered_by=spo.EnteredBy())
    present = stamkort(sandbox)
    with pytest.raises(spo.ValidationError) as caught:
        change.check(present)
    assert (caught.value.code, caught.value.kind) == ("master_data.change", spo.ErrorKind.INVALID_APPOINTMENT)
    assert [(fault.path, fault.rule) for fault in caught.value.faults] == [
        ("entered_by.organisation", "edit.entered_by.organisation"),
        ("edit.create.relative.name.given", "edit.relative.name"),
        ("edit.create.relative.name", "edit.relative.cpr"),
        ("edit.create.relative.telecoms[0].value", "edit.telecom.phone"),
        ("edit.create.relative.note", "edit.relative.cpr"),
    ]
    assert change.faults(present) == list(caught.value.faults)
    assert create(DAUGHTER).faults(present) == []


def test_a_change_is_checked_against_the_master_data_that_it_changes(sandbox: spo.Sandbox) -> None:
    present = stamkort(sandbox)
    end = by_nurse(spo.EndItem(id=ID, kind=spo.ItemKind.RELATIVE))
    assert [fault.rule for fault in end.faults(present)] == ["edit.item.unknown"]
    there = present.replace(relatives=[spo.Sourced(value=DAUGHTER, id=ID)])
    assert end.check(there).change is end
    assert [fault.rule for fault in end.faults(there.replace(cpr=KAREN))] == ["edit.patient.other"]


@pytest.mark.parametrize("item", [spo.Code(code="da", system="1.0.639.1"), (), "da", None])
def test_nothing_else_is_taken_for_an_item(item: Any) -> None:
    with pytest.raises(TypeError, match=r"CreateItem\.item must be SpokenLanguage or TemporaryAddress or Dentist or"):
        spo.CreateItem(item=item)


def test_only_a_check_makes_a_checked_change(sandbox: spo.Sandbox) -> None:
    broken = create(spo.Relative(name=spo.PersonName()))
    with pytest.raises(spo.ValidationError):
        sandbox.submit(broken.check(stamkort(sandbox)))
    with pytest.raises(TypeError):
        pickle.dumps(create(DAUGHTER).check(stamkort(sandbox)))
    with pytest.raises(AttributeError):
        create(DAUGHTER).check(stamkort(sandbox)).change = broken  # type: ignore[misc]
    assert stamkort(sandbox).relatives == ()


def test_a_relative_that_a_nurse_adds_stands_in_the_next_stamkort_as_typed_in_by_a_professional(
    sandbox: spo.Sandbox,
) -> None:
    change = create(DAUGHTER)
    receipt = make(sandbox, change, stamkort(sandbox))
    (added,) = stamkort(sandbox).relatives
    assert (receipt.kind, receipt.id, receipt.origin) == (spo.ItemKind.RELATIVE, added.id, change.origin)
    assert added.value.note == DAUGHTER.note
    # A document tells whole seconds.
    assert added.changed is not None
    assert receipt.changed - added.changed < timedelta(seconds=1)
    assert added.origin.kind is spo.OriginKind.PROFESSIONAL
    assert added.origin.organisation is not None
    assert added.origin.organisation.name == "Hjemmeplejen Midtbyen"


def test_every_kind_of_item_is_created_and_changed_under_its_id_and_ended(sandbox: spo.Sandbox) -> None:
    for kind, item in ITEMS.items():
        created = make(sandbox, create(item), stamkort(sandbox))
        changed = make(sandbox, by_nurse(spo.ChangeItem(id=created.id, item=item)), stamkort(sandbox))
        assert (created.kind, changed.kind, changed.id) == (kind, kind, created.id)
        assert typed_in(stamkort(sandbox), kind) == [created.id]
        make(sandbox, by_nurse(spo.EndItem(id=created.id, kind=kind)), stamkort(sandbox))
        assert typed_in(stamkort(sandbox), kind) == []


def typed_in(data: spo.MasterData, kind: spo.ItemKind) -> list[spo.InstanceId | None]:
    """The ids of the items of this kind."""
    items = data.relatives if kind is spo.ItemKind.RELATIVE else [getattr(data, kind)]
    return [item.id for item in items if item is not None]


@pytest.mark.parametrize(
    ("caller", "kind"),
    [
        (spo.Citizen(cpr=PATIENT), spo.OriginKind.CITIZEN),
        (spo.CitizenOnBehalfOf(acting=KAREN, other=PATIENT), spo.OriginKind.RELATIVE),
        (NURSE, spo.OriginKind.PROFESSIONAL),
    ],
)
def test_the_caller_tells_who_types_it_in(sandbox: spo.Sandbox, caller: spo.Caller, kind: spo.OriginKind) -> None:
    sandbox.set_relations([(KAREN, spo.OnBehalfOf(relation=spo.Relation.PROCURATION, cpr=PATIENT))])
    change = create(DAUGHTER).replace(caller=caller)
    assert change.origin.kind is kind
    assert make(sandbox, change, stamkort(sandbox)).origin == change.origin
    assert stamkort(sandbox).relatives[0].origin.kind is kind


def test_what_the_register_refuses_is_told_by_its_kind(sandbox: spo.Sandbox) -> None:
    present = stamkort(sandbox)
    stranger = create(DAUGHTER).replace(caller=spo.CitizenOnBehalfOf(acting=KAREN, other=PATIENT))
    with pytest.raises(spo.AccessDeniedError, match=r"master_data\.denied"):
        make(sandbox, stranger, present)
    first = create(ITEMS[spo.ItemKind.CONTACT]).check(present)
    sandbox.submit(first)
    with pytest.raises(spo.ConflictError, match=r"master_data\.changed"):
        sandbox.submit(first)
    with pytest.raises(spo.NotFoundError, match=r"master_data\.none"):
        spo.Sandbox().submit(first)


def test_a_host_can_bring_its_own_editor(sandbox: spo.Sandbox) -> None:
    class Register:
        """What a host would write over the register's interface."""

        def submit(self, change: spo.CheckedChange, /) -> spo.ChangeReceipt:
            told = change.change
            now = spo.danish_time(present.generated or pytest.fail("the stamkort tells when it was made"))
            return spo.ChangeReceipt(kind=told.edit.kind, changed=now, origin=told.origin)

    present = stamkort(sandbox)
    receipt = make(Register(), create(DAUGHTER), present)
    assert (receipt.kind, receipt.origin.organisation) == (spo.ItemKind.RELATIVE, HOME_CARE.organisation)
    assert isinstance(Register(), spo.MasterDataEditor)
    assert isinstance(sandbox, spo.MasterDataEditor)
    assert not isinstance(spo.Client, spo.MasterDataEditor)
