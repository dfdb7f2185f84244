"""Appointments shared, found, moved and cancelled, with the sandbox in this process."""

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

import spo

CPR = spo.Cpr("251248-9996")
FIRST = spo.AppointmentVersion(key="booking-4711")
TUESDAY = spo.danish_time(datetime(2027, 4, 6, 13, 0))


def test_the_whole_story(clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    municipality = spo.Client(spo.ClientConfig.sandbox(), transport=sandbox)

    booked = clinic.share(FIRST, appointment)
    assert (booked.appointment, booked.outcome, booked.replaced, booked.warnings) == (
        FIRST,
        spo.Outcome.ACCEPTED,
        None,
        (),
    )
    (seen,) = municipality.list(CPR)
    assert (seen.appointment, seen.document.id, seen.warnings) == (appointment, booked.document_id, ())

    moved = clinic.replace(FIRST, appointment.replace(time=spo.At(start=TUESDAY)))
    assert (moved.appointment, moved.replaced) == (FIRST.next(), booked.entry_uuid)
    assert moved.appointment_id == booked.appointment_id
    (seen,) = municipality.list(CPR)
    assert seen.appointment.time == spo.At(start=TUESDAY)

    clinic.cancel(moved.appointment)
    assert len(municipality.list(CPR)) == 0


def test_a_version_sent_twice_is_stored_once(clinic: spo.Client, appointment: spo.Appointment) -> None:
    clinic.share(FIRST, appointment)
    again = clinic.share(FIRST, appointment)
    assert again.outcome is spo.Outcome.ALREADY_IN_EFFECT
    assert len(clinic.list(CPR)) == 1


def test_a_version_that_stands_for_other_content_is_a_conflict(
    clinic: spo.Client, appointment: spo.Appointment
) -> None:
    clinic.share(FIRST, appointment)
    with pytest.raises(spo.ConflictError, match=r"version\.reused"):
        clinic.share(FIRST, appointment.replace(reason=spo.Reason(text="Noget andet")))


def test_a_version_that_is_no_longer_current_cannot_be_overwritten(
    clinic: spo.Client, appointment: spo.Appointment
) -> None:
    clinic.share(FIRST, appointment)
    clinic.replace(FIRST, appointment.replace(reason=spo.Reason(text="Noget andet")))
    with pytest.raises(spo.ConflictError):
        clinic.replace(FIRST, appointment.replace(reason=spo.Reason(text="Noget tredje")))
    with pytest.raises(spo.ConflictError):
        clinic.cancel(FIRST)


def test_what_the_registry_does_not_know_is_not_found(clinic: spo.Client, appointment: spo.Appointment) -> None:
    with pytest.raises(spo.NotFoundError):
        clinic.replace(FIRST, appointment)
    with pytest.raises(LookupError):
        clinic.cancel(FIRST)


def test_an_appointment_with_faults_is_never_sent(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    broken = appointment.replace(reason=spo.Reason(text=""))
    with pytest.raises(spo.ValidationError) as caught:
        clinic.share(FIRST, broken)
    assert list(caught.value.faults) == broken.validate()
    assert sandbox.calls == ()


def test_a_search_gives_entries_and_an_entry_gives_the_document(
    clinic: spo.Client, appointment: spo.Appointment
) -> None:
    receipt = clinic.share(FIRST, appointment)
    found = clinic.find(CPR)
    assert found.gaps == ()
    (entry,) = found.entries
    assert (entry.entry_uuid, entry.unique_id, entry.status) == (receipt.entry_uuid, receipt.document_id, "approved")
    assert entry.service_start_time == datetime.fromisoformat("2027-04-01T10:00:00+02:00")
    assert entry.patient_id is not None
    assert entry.patient_id.cpr == CPR
    assert entry.authors[0].institutions[0].name == "Røntgenafdelingen"
    assert "9996" not in repr(entry)
    shared = clinic.get(entry)
    assert shared.appointment == appointment
    assert (shared,) == clinic.list(CPR).appointments
    assert clinic.get_all(found) == clinic.list(CPR)
    assert spo.read_appointment(shared.raw).document == shared.document


def test_a_patient_id_that_is_no_cpr_number_has_none() -> None:
    assert spo.PatientId(id="2512489996", authority="1.2.208.176.1.2").cpr == CPR
    assert spo.PatientId(id="XX12489996", authority="1.2.208.176.1.2").cpr is None
    assert spo.PatientId(id="2512489996", authority="1.2.3").cpr is None


@pytest.mark.parametrize(
    ("start_from", "start_before", "expected"),
    [
        (None, None, 1),
        (datetime(2027, 4, 1, 10, 0), None, 1),
        (datetime(2027, 4, 1, 10, 1), None, 0),
        (None, datetime(2027, 4, 1, 10, 0), 0),
        (None, datetime(2027, 4, 1, 10, 1), 1),
    ],
)
def test_a_period_is_about_the_start(
    clinic: spo.Client,
    appointment: spo.Appointment,
    start_from: datetime | None,
    start_before: datetime | None,
    expected: int,
) -> None:
    clinic.share(FIRST, appointment)
    found = clinic.find(
        CPR,
        start_from=start_from and spo.danish_time(start_from),
        start_before=start_before and spo.danish_time(start_before),
    )
    assert len(found.entries) == expected


def test_replaced_and_cancelled_versions_come_when_asked_for(clinic: spo.Client, appointment: spo.Appointment) -> None:
    clinic.share(FIRST, appointment)
    moved = clinic.replace(FIRST, appointment.replace(time=spo.At(start=TUESDAY)))
    clinic.cancel(moved.appointment)
    history = clinic.list(CPR, include_deprecated=True)
    assert [shared.entry.status for shared in history] == ["deprecated", "deprecated"]
    assert history.to_table().count("(withdrawn)") == 2


def test_the_list_is_a_table_a_person_can_read(clinic: spo.Client, appointment: spo.Appointment) -> None:
    assert clinic.list(CPR).to_table() == "No appointments.\n"
    clinic.share(FIRST, appointment)
    table = clinic.list(CPR).to_table()
    assert "10:00-10:30" in table
    assert "Røntgenundersøgelse af thorax" in table
    assert "251248" not in table


def test_a_list_can_be_pickled_and_compared(clinic: spo.Client, appointment: spo.Appointment) -> None:
    clinic.share(FIRST, appointment)
    found = clinic.list(CPR)
    assert pickle.loads(pickle.dumps(found)) == found == clinic.list(CPR)  # noqa: S301
    assert "9996" not in repr(found)


def test_a_failing_source_is_a_gap_and_spoils_nothing(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    clinic.share(FIRST, appointment)
    error = {"code": "XDSUnavailableCommunity", "context": "region 5 for 251248-9996"}
    sandbox.script({"kind": "partial_success", "error": error}, on=spo.Transaction.ITI_18)
    found = clinic.list(CPR)
    (gap,) = found.gaps
    assert (len(found), gap.code, gap.retryable) == (1, "search.partial", True)
    assert gap.service_errors[0].code == "XDSUnavailableCommunity"
    assert "9996" not in repr(gap)
    assert "! Incomplete" in found.to_table()
    assert clinic.list(CPR).gaps == (), "a script happens once unless told otherwise"


def test_a_lost_answer_is_looked_up(clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    sandbox.script({"kind": "disconnect", "processed": True}, on=spo.Transaction.ITI_41)
    receipt = clinic.share(FIRST, appointment)
    assert (receipt.outcome, receipt.attempts) == (spo.Outcome.CONFIRMED_BY_LOOKUP, 1)
    assert [call.transaction for call in sandbox.calls].count(spo.Transaction.ITI_41) == 1


def test_a_lost_message_is_sent_again(clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    sandbox.script({"kind": "disconnect"}, on=spo.Transaction.ITI_41)
    assert clinic.share(FIRST, appointment).attempts == 2
    assert len(sandbox.entries) == 1


def test_when_nobody_can_be_asked_the_same_call_again_settles_it(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    sandbox.script({"kind": "no_answer", "processed": True}, on=spo.Transaction.ITI_41)
    sandbox.script({"kind": "html_page", "status": 504}, on=spo.Transaction.ITI_18, count=0)
    with pytest.raises(spo.OutcomeUnknownError):
        clinic.share(FIRST, appointment)
    sandbox.clear_scripts()
    assert clinic.share(FIRST, appointment).outcome is spo.Outcome.ALREADY_IN_EFFECT


def test_a_refusal_has_the_registrys_own_words(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    refusal = {"kind": "refuse", "errors": [{"code": "dk.nsp.Refused", "context": "patient 251248-9996"}]}
    sandbox.script(refusal, on=spo.Transaction.ITI_41)
    with pytest.raises(spo.RejectedError) as caught:
        clinic.share(FIRST, appointment)
    (error,) = caught.value.service_errors
    assert (error.code, error.warning) == ("dk.nsp.Refused", False)
    assert "9996" not in f"{caught.value} {error}"


def test_a_soap_fault_is_a_fault(clinic: spo.Client, sandbox: spo.Sandbox) -> None:
    sandbox.script({"kind": "fault", "text": "no", "http_status": 200})
    with pytest.raises(spo.FaultError) as caught:
        clinic.find(CPR)
    assert caught.value.soap_fault_code
    sandbox.script({"kind": "fault", "text": "no", "dgws_code": "expired_idcard", "client": True})
    with pytest.raises(PermissionError):
        clinic.find(CPR)


def test_a_script_that_says_nothing_known_is_refused(sandbox: spo.Sandbox) -> None:
    with pytest.raises(spo.InvalidArgumentError, match="nap"):
        sandbox.script({"kind": "nap"})


def test_the_hosts_transport_can_stand_in_between(sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    actions = []

    def send(request: spo.Request) -> spo.Response:
        actions.append(dict(request.headers)["SOAPAction"].strip('"').rpartition(":")[2])
        return sandbox.send(request)

    client = spo.Client(spo.ClientConfig.sandbox(), transport=send)
    client.share(FIRST, appointment)
    (shared,) = client.list(CPR)
    assert shared.appointment == appointment
    assert actions == ["ProvideAndRegisterDocumentSet-b", "RegistryStoredQuery", "RetrieveDocumentSet"]
    sandbox.script({"kind": "no_answer"})
    with pytest.raises(spo.SpoTimeoutError):
        client.find(CPR)
    sandbox.script({"kind": "disconnect"})
    with pytest.raises(spo.UnavailableError):
        client.find(CPR)


def test_many_threads_share_one_client_and_one_transport(sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    threads = 8
    clients = [
        spo.Client(spo.ClientConfig.sandbox(), transport=sandbox),
        spo.Client(spo.ClientConfig.sandbox(), transport=sandbox.send),
    ]

    def share(number: int) -> spo.Receipt:
        version = spo.AppointmentVersion(key=f"booking-{number}")
        start = TUESDAY + timedelta(minutes=number)
        return clients[number % 2].share(version, appointment.replace(time=spo.At(start=start)))

    with ThreadPoolExecutor(threads) as pool:
        receipts = list(pool.map(share, range(4 * threads)))
    assert {receipt.outcome for receipt in receipts} == {spo.Outcome.ACCEPTED}
    assert len(clients[0].list(CPR)) == 4 * threads


def test_a_sandbox_can_keep_what_it_knows(tmp_path: Path, appointment: spo.Appointment) -> None:
    path = tmp_path / "sandbox.db"
    spo.Client(spo.ClientConfig.sandbox(), transport=spo.Sandbox(path)).share(FIRST, appointment)
    again = spo.Client(spo.ClientConfig.sandbox(), transport=spo.Sandbox(path))
    assert len(again.list(CPR)) == 1
    with pytest.raises(spo.StorageError):
        spo.Sandbox(tmp_path / "not there" / "sandbox.db")


def test_a_sandbox_can_be_less_strict(clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    sandbox.set_validation("off")
    assert clinic.share(FIRST, appointment).outcome is spo.Outcome.ACCEPTED
    with pytest.raises(spo.SpoError):
        sandbox.set_validation("lenient")  # type: ignore[arg-type]


def test_a_sandbox_remembers_what_it_was_asked(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment
) -> None:
    clinic.share(FIRST, appointment)
    (call,) = sandbox.calls
    assert (call.number, call.transaction, call.decision, call.http_status) == (1, "ITI-41", "success", 200)
    assert call.received.utcoffset() is not None
    sandbox.clear_calls()
    assert sandbox.calls == ()


def test_a_sandbox_can_be_served_over_http(sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    with sandbox.serve() as server:
        assert repr(server) == f"SandboxServer('{server.url}')"
        with spo.Client(spo.ClientConfig.sandbox(server.url)) as client:
            booked = client.share(FIRST, appointment)
            assert [shared.appointment for shared in client.list(CPR)] == [appointment]
            client.cancel(booked.appointment)
            assert len(client.list(CPR)) == 0
            sandbox.script({"kind": "html_page", "status": 504})
            with pytest.raises(spo.UnavailableError) as caught:
                client.find(CPR)
            assert caught.value.http_status == 504
    with pytest.raises(spo.UnavailableError), spo.Client(spo.ClientConfig.sandbox(server.url)) as client:
        client.find(CPR)
    assert len(sandbox.entries) == 1, "it outlives its server"


def test_threads_share_one_client_over_http(sandbox: spo.Sandbox, appointment: spo.Appointment) -> None:
    threads = 8
    with sandbox.serve() as server, spo.Client(spo.ClientConfig.sandbox(server.url)) as client:
        versions = [spo.AppointmentVersion(key=f"booking-{number}") for number in range(2 * threads)]
        with ThreadPoolExecutor(threads) as pool:
            receipts = list(pool.map(lambda version: client.share(version, appointment), versions))
        assert [receipt.appointment for receipt in receipts] == versions
        assert len(client.list(CPR)) == 2 * threads


def test_a_port_that_is_taken_is_an_oserror(sandbox: spo.Sandbox) -> None:
    with sandbox.serve() as server, pytest.raises(OSError, match=r"(?i)address"):
        sandbox.serve(port=int(server.url.rpartition(":")[2]))


def test_a_sandbox_is_not_pickled(sandbox: spo.Sandbox) -> None:
    with pytest.raises(TypeError, match="serve it over HTTP"):
        pickle.dumps(sandbox)
