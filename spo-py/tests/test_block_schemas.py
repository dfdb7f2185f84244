"""The published JSON Schemas of blocks, checks and audit events: what the library takes, gives and refuses."""

import json
from typing import Any

import pytest

import spo
from spo._records import encode
from test_audit import Audit, audited, everything
from test_blocks import CLINIC, COLLEAGUE, DRAFTS, NANCY, item
from test_schemas import Recorder, problems


@pytest.mark.parametrize("case", DRAFTS)
def test_every_draft_is_valid(case: str) -> None:
    assert problems("block", json.loads(spo.draft_to_json(DRAFTS[case]))) == []


BROKEN_DRAFTS: dict[str, Any] = {
    "neither block nor consent": {},
    "both": {"block": {}, "consent": {"to": "2099-01-01T00:00:00+01:00"}},
    "a consent without an end": {"consent": {}},
    "a misspelt field": {"block": {"until": "2099-01-01T00:00:00+01:00"}},
    "a time in UTC": {"block": {"to": "2099-01-01T00:00:00Z"}},
    "nobody known": {"block": {"who": "nobody"}},
    "a number too short": {"block": {"who": {"professional": {"cpr": "251248"}}}},
    "an organisation by its name": {"block": {"what": {"origin": {"organisation": "Røntgenafdelingen"}}}},
}


@pytest.mark.parametrize("case", BROKEN_DRAFTS)
def test_schema_and_library_refuse_the_same_drafts(case: str) -> None:
    assert problems("block", BROKEN_DRAFTS[case])
    with pytest.raises(spo.DocumentError):
        spo.draft_from_json(json.dumps(BROKEN_DRAFTS[case]))


def test_every_answer_of_the_block_service_is_valid(national: spo.Client, sandbox: spo.Sandbox) -> None:
    recorder: Any = Recorder(national.as_caller(spo.Citizen(cpr=NANCY)).blocks._native)  # noqa: SLF001
    blocks = spo.Blocks(recorder)
    items = [item("one", CLINIC, 15), item("two", spo.ShakCode("1301011"))]
    assert [problems("data-item", encode(each)) for each in items] == [[], []]
    for draft in DRAFTS.values():
        registered = blocks.register(NANCY, draft)
        blocks.check(COLLEAGUE, NANCY, items)
        blocks.lift(NANCY, registered.id)
    sandbox.script({"kind": "no_answer", "processed": False}, on=spo.Transaction.CONSENT_VERIFICATION)
    assert blocks.check(COLLEAGUE, NANCY, items).unavailable is not None
    blocks.history(NANCY)
    for call, text in recorder.answers:
        answers = json.loads(text)
        for answer in answers if isinstance(answers, list) else [answers]:
            assert problems("verdict" if call == "check" else "block-registration", answer) == [], call


@pytest.mark.parametrize("persons", [False, True])
def test_every_event_is_valid(
    persons: bool,  # noqa: FBT001
    national: spo.Client,
    sandbox: spo.Sandbox,
    appointment: spo.Appointment,
) -> None:
    assert national.identity
    audit = Audit()
    everything(audited(sandbox, audit, persons=persons), appointment)
    for event in audit.events:
        assert problems("audit-event", json.loads(event.to_json())) == [], event.action
