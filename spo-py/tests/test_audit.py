"""What a client tells the host's own audit of each call."""

import json
import pickle
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

import spo
from test_blocks import CLINIC, COLLEAGUE, DOCTOR, NANCY, item

FIRST = spo.AppointmentVersion(key="booking-4711")


class Audit:
    """Keeps every event, and the thread it came on."""

    def __init__(self) -> None:
        self.events: list[spo.AuditEvent] = []
        self.threads: list[int] = []

    def __call__(self, event: spo.AuditEvent) -> None:
        self.events.append(event)
        self.threads.append(threading.get_ident())

    @property
    def last(self) -> spo.AuditEvent:
        return self.events[-1]


def audited(sandbox: spo.Sandbox, audit: Any, *, persons: bool = False) -> spo.Client:
    config = sandbox.client_config()
    return spo.Client(config, transport=sandbox, identity=sandbox.identity(), audit=audit, audit_persons=persons)


@pytest.fixture
def audit() -> Audit:
    return Audit()


@pytest.fixture
def client(national: spo.Client, sandbox: spo.Sandbox, audit: Audit) -> spo.Client:
    assert national.config == sandbox.client_config()
    return audited(sandbox, audit)


def everything(client: spo.Client, appointment: spo.Appointment) -> None:
    """Make a call of each kind."""
    colleague = client.as_caller(COLLEAGUE)
    moved = colleague.replace(client.share(FIRST, appointment).appointment, appointment)
    found = colleague.find(NANCY)
    colleague.get(found.entries[0])
    colleague.list(NANCY, override=spo.Override.vital_interest("The patient is unconscious."))
    colleague.session().overview(NANCY, kinds=[spo.DocumentKind.APPOINTMENTS])
    with pytest.raises(spo.NotFoundError):
        colleague.master_data(NANCY)
    client.blocks.check(COLLEAGUE, NANCY, [item("one", CLINIC)])
    mine = client.as_caller(spo.Citizen(cpr=NANCY)).blocks
    block = mine.block_everything(NANCY)
    mine.change(NANCY, block.id, spo.Block.of_place(CLINIC))
    mine.list(NANCY)
    mine.lift(NANCY, block.id)
    colleague.cancel(moved.appointment)


def test_every_kind_of_call_is_told(client: spo.Client, audit: Audit, appointment: spo.Appointment) -> None:
    everything(client, appointment)
    assert {event.action for event in audit.events} == set(spo.AuditAction)
    for event in audit.events:
        assert pickle.loads(pickle.dumps(event)) == event  # noqa: S301
        assert (event.failure is not None) == (event.action is spo.AuditAction.MASTER_DATA)


@pytest.mark.parametrize("persons", [False, True])
def test_persons_are_named_by_cpr_number_only_when_asked_for(
    persons: bool,  # noqa: FBT001
    national: spo.Client,
    sandbox: spo.Sandbox,
    audit: Audit,
    appointment: spo.Appointment,
) -> None:
    assert national.identity
    everything(audited(sandbox, audit, persons=persons), appointment)
    listed = next(event for event in audit.events if event.action is spo.AuditAction.LIST)
    assert listed.caller == spo.AuditCaller(
        capacity=spo.Capacity.HEALTH_PROFESSIONAL,
        cpr=DOCTOR.cpr if persons else None,
        organisation=CLINIC,
        authorisation=DOCTOR.authorisation,
    )
    assert listed.patient == (NANCY if persons else None)
    told = "".join(event.to_json() for event in audit.events)
    assert (NANCY.number in told, DOCTOR.cpr.number in told) == (persons, persons)
    shown = repr(audit.events)
    assert NANCY.number not in shown
    assert DOCTOR.cpr.number not in shown


def test_an_event_tells_what_came_of_the_call(
    client: spo.Client, audit: Audit, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    client.share(FIRST, appointment)
    colleague = client.as_caller(COLLEAGUE)
    colleague.list(NANCY)
    assert (audit.last.shown, audit.last.withheld, audit.last.missing) == (1, False, False)
    client.as_caller(spo.Citizen(cpr=NANCY)).blocks.block_everything(NANCY)
    colleague.list(NANCY)
    assert (audit.last.shown, audit.last.withheld, audit.last.overridden) == (0, True, False)
    choice = spo.Override.vital_interest("The patient is unconscious.")
    colleague.list(NANCY, override=choice)
    assert (audit.last.shown, audit.last.override, audit.last.overridden) == (1, choice, True)
    assert json.loads(audit.last.to_json())["override_reason"] == {
        "vital_interest": {"explanation": "The patient is unconscious."}
    }
    colleague.list(NANCY, override=spo.Override.patient_consent())
    assert audit.last.override == spo.Override.patient_consent()
    assert json.loads(audit.last.to_json())["override_reason"] == "patient_consent"
    sandbox.script({"kind": "disconnect", "processed": False}, on=spo.Transaction.ITI_18, count=0)
    with pytest.raises(spo.UnavailableError) as caught:
        colleague.find(NANCY)
    failure = audit.last.failure
    assert failure is not None
    assert (failure.kind, failure.code, failure.message_id) == (
        caught.value.kind,
        caught.value.code,
        caught.value.message_id,
    )


def test_a_look_that_was_refused_is_told_with_its_reason(client: spo.Client, audit: Audit) -> None:
    with pytest.raises(spo.AccessDeniedError):
        client.as_caller(spo.Citizen(cpr=NANCY)).list(NANCY, override=spo.Override.patient_consent())
    assert (audit.last.override, audit.last.overridden) == (spo.Override.patient_consent(), False)
    assert audit.last.failure == spo.AuditFailure(kind="denied", code="override.not_permitted")


def test_a_clients_own_threads_tell_on_themselves(client: spo.Client, audit: Audit) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: client.as_caller(COLLEAGUE).find(NANCY), range(12)))
    assert len(audit.events) == 12
    assert threading.get_ident() not in audit.threads


def test_over_http_an_event_comes_on_a_thread_of_the_library_before_the_call_returns(
    national: spo.Client, sandbox: spo.Sandbox, audit: Audit
) -> None:
    def stopping(_: spo.AuditEvent) -> None:
        raise KeyboardInterrupt

    with sandbox.serve() as server:
        config, identity = server.client_config(), national.identity
        spo.Client(config, identity=identity, audit=audit).as_caller(COLLEAGUE).find(NANCY)
        assert [event.action for event in audit.events] == [spo.AuditAction.FIND]
        assert audit.threads != [threading.get_ident()]
        with pytest.raises(KeyboardInterrupt):
            spo.Client(config, identity=identity, audit=stopping).as_caller(COLLEAGUE).find(NANCY)


def failing(event: spo.AuditEvent) -> None:
    message = f"the disk is full: {event.action}"
    raise OSError(message)


def test_what_the_audit_raises_is_heard_and_takes_nothing_from_the_call(
    national: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(
        sys, "unraisablehook", lambda it: heard.append(SimpleNamespace(error=it.exc_value, by=it.object))
    )
    assert national.identity
    client = audited(sandbox, failing)
    assert client.share(FIRST, appointment).outcome is spo.Outcome.ACCEPTED
    with pytest.raises(spo.NotFoundError):
        client.as_caller(COLLEAGUE).master_data(NANCY)
    assert [(str(it.error), it.by) for it in heard] == [
        ("the disk is full: share", failing),
        ("the disk is full: master_data", failing),
    ]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("call", ["find", "overview"])
def test_a_wish_to_stop_is_heard(
    stop: type[BaseException], call: str, national: spo.Client, sandbox: spo.Sandbox
) -> None:
    def stopping(_: spo.AuditEvent) -> None:
        raise stop

    assert national.identity
    with pytest.raises(stop):
        getattr(audited(sandbox, stopping).as_caller(COLLEAGUE), call)(NANCY)


def test_an_audit_is_something_to_call(sandbox: spo.Sandbox) -> None:
    with pytest.raises(TypeError, match="audit must be callable, not list"):
        audited(sandbox, [])
