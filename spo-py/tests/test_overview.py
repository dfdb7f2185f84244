"""The nurse's view: appointments and master data of one patient, and what is missing from them."""

import _thread
import json
import pickle
import threading
import time
from datetime import date, datetime, timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import spo
from test_schemas import problems

CPR = spo.Cpr("2512489996")
HOME = "Hemmelig Vej"
DAY = date(2027, 4, 1)


@pytest.fixture
def person() -> spo.SandboxPerson:
    """The patient of the appointments, as the registers know her."""
    return spo.SandboxPerson(
        cpr=CPR,
        name=spo.PersonName(given=["Nancy Ann"], family="Berggren"),
        address=spo.Address(lines=[f"{HOME} 66"], postal_code="8200", city="Aarhus N"),
        general_practitioner=spo.Organisation.yder("12345", "Lægehuset"),
        organ_donor=True,
        resuscitation=spo.RegisteredOptOut(registered=spo.danish_time(datetime(2026, 3, 2, 10, 15))),
        relatives=[
            spo.Sourced(
                value=spo.Relative(name=spo.PersonName(given=["Jens"]), note="ring først"),
                origin=spo.Origin(kind=spo.OriginKind.CITIZEN),
                changed=spo.danish_time(datetime(2026, 3, 2, 10, 15)),
            )
        ],
    )


@pytest.fixture
def shared(
    sandbox: spo.Sandbox, clinic: spo.Client, appointment: spo.Appointment, person: spo.SandboxPerson
) -> spo.SandboxPerson:
    """A patient with an appointment and master data."""
    assert appointment.patient.cpr == CPR
    clinic.share(spo.AppointmentVersion(key="booking-4711"), appointment)
    sandbox.add_person(person)
    sandbox.clear_calls()
    return person


def test_the_view_of_a_nurse_has_appointments_and_master_data(clinic: spo.Client, shared: spo.SandboxPerson) -> None:
    overview = clinic.overview(CPR)
    assert overview.is_complete
    assert not overview.is_retryable
    assert (overview.cpr, overview.period, overview.address_protected) == (CPR, spo.Period(), False)
    (appointment,) = overview.appointments
    assert (appointment.day, appointment.last_day, appointment.guided) == (DAY, None, False)
    assert appointment.appointment.patient.cpr == CPR
    assert appointment.raw.startswith(b"<")
    assert dict(overview.days) == {DAY: (appointment,)}
    (found,) = overview.master_data
    data = found.master_data
    assert data.name_and_address.value.name == shared.name
    assert data.resuscitation_opt_out.value is spo.ResuscitationOptOut.OPTED_OUT
    assert data.organ_donor_registration is not None
    assert data.organ_donor_registration.value is spo.Registration.POSITION_REGISTERED
    assert data.relatives[0].value.note == "ring først"
    (place,) = found.places
    assert place.on_demand
    assert abs(overview.made - place.fetched) < timedelta(minutes=1)
    assert [(source.name, source.documents) for source in overview.sources] == [("national", 2)]


def test_master_data_alone_is_composed_anew(
    clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson
) -> None:
    first = clinic.master_data(CPR)
    assert (first.place.source, first.place.on_demand, first.withheld, first.missing) == ("national", True, None, ())
    sandbox.add_person(shared.replace(resuscitation=spo.ResuscitationOptOut.NOT_OPTED_OUT))
    again = clinic.master_data(CPR)
    assert again.master_data.resuscitation_opt_out.value is spo.ResuscitationOptOut.NOT_OPTED_OUT
    assert spo.read_master_data(again.raw).master_data == again.master_data
    assert problems("shared-master-data", json.loads(clinic._native.master_data(CPR)[0])) == []  # type: ignore[union-attr]  # noqa: SLF001


def test_of_a_citizen_that_nobody_knows_there_is_no_master_data(clinic: spo.Client) -> None:
    with pytest.raises(spo.NotFoundError) as caught:
        clinic.master_data(CPR)
    assert caught.value.code == "master_data.none"


@pytest.mark.parametrize("form", spo.OutageForm)
def test_a_register_that_does_not_answer_is_unavailable_and_never_no(
    form: spo.OutageForm, clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson
) -> None:
    outages = [spo.Outage(register=register, form=form) for register in spo.Register]
    sandbox.add_person(shared.replace(outages=outages))
    data = clinic.master_data(CPR).master_data
    assert data.resuscitation_opt_out.value is spo.ResuscitationOptOut.UNAVAILABLE
    for item in (data.organ_donor_registration, data.treatment_will_registration, data.living_will_registration):
        assert item is not None
        assert item.value is spo.Registration.UNAVAILABLE


def test_what_is_missing_is_named_and_the_rest_is_there(
    clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson
) -> None:
    assert shared
    sandbox.master_data.script({"kind": "disconnect"}, count=0)
    overview = clinic.overview(CPR)
    assert len(overview.appointments) == 1
    assert overview.master_data == ()
    assert not overview.is_complete
    assert overview.is_retryable
    missing = overview.missing
    assert missing
    assert all(it.source == "national" and it.code and it.message and it.remedy for it in missing)
    assert spo.DocumentKind.MASTER_DATA in {kind for it in missing for kind in it.kinds}
    for language, words in {spo.Language.DANISH: "Dag", spo.Language.ENGLISH: "Day"}.items():
        table = overview.to_table(language)
        assert table.startswith("! ")
        assert table.index(missing[0].code) < table.index(words)


def test_a_source_of_its_own_fails_alone(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment, shared: spo.SandboxPerson
) -> None:
    assert shared
    hospital = spo.Sandbox().with_ids("1.2.3.1", "1.2.3.1.11")
    sandbox.attach("hospital", hospital)
    assert sandbox.sources == ("master_data", "hospital")
    assert sandbox.source("elsewhere") is None
    elsewhere = spo.Client(clinic.config, transport=hospital)
    elsewhere.share(spo.AppointmentVersion(key="operation-1"), appointment)
    overview = clinic.overview(CPR)
    assert len(overview.appointments) == 2
    assert [overlap.other for it in overview.appointments for overlap in it.overlaps] == [1, 0]
    assert {place.repository_id for it in overview.appointments for place in it.places} >= {"1.2.3.1.11"}
    source = sandbox.source("hospital")
    assert source is not None
    source.script({"kind": "disconnect"}, count=0)
    overview = clinic.overview(CPR, kinds=[spo.DocumentKind.APPOINTMENTS])
    assert len(overview.appointments) == 1
    assert [it.cause for it in overview.missing] == [spo.Cause.PARTIAL]
    with pytest.raises(spo.InvalidArgumentError):
        sandbox.attach("hospital", spo.Sandbox())


def test_only_what_is_asked_for_is_searched(
    clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson
) -> None:
    assert shared
    overview = clinic.overview(CPR, kinds=[spo.DocumentKind.MASTER_DATA])
    assert (len(overview.master_data), overview.appointments) == (1, ())
    assert overview.sources[0].kinds == (spo.DocumentKind.MASTER_DATA,)
    searches = [call for call in sandbox.calls if call.transaction == spo.Transaction.ITI_18]
    assert len(searches) == 1
    before = clinic.overview(CPR, last_day=DAY - timedelta(days=1))
    assert (before.appointments, dict(before.days)) == ((), {})
    assert len(clinic.overview(CPR, first_day=DAY, last_day=DAY).appointments) == 1


def test_a_request_that_asks_for_nothing_is_refused(clinic: spo.Client) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        clinic.overview(CPR, first_day=DAY, last_day=DAY - timedelta(days=1))
    assert (caught.value.code, caught.value.path) == ("overview.period", "period.last_day")
    with pytest.raises(spo.InvalidArgumentError):
        clinic.overview(CPR, kinds=[])
    with pytest.raises(ValueError, match="diaries"):
        clinic.overview(CPR, kinds=["diaries"])  # type: ignore[list-item]
    for wrong in (datetime(2027, 4, 1), "2027-04-01"):
        with pytest.raises(TypeError, match=r"Period\.first_day"):
            clinic.overview(CPR, first_day=wrong)  # type: ignore[arg-type]


def test_when_nothing_could_be_had_the_overview_raises(clinic: spo.Client, sandbox: spo.Sandbox) -> None:
    sandbox.script({"kind": "disconnect"}, count=0)
    with pytest.raises(spo.UnavailableError):
        clinic.overview(CPR)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_ctrl_c_in_the_transport_stops_the_whole_overview(stop: type[BaseException]) -> None:
    calls = []

    def send(request: spo.Request) -> spo.Response:
        calls.append(request)
        raise stop

    client = spo.Client(spo.ClientConfig.sandbox(), transport=send)
    with pytest.raises(stop):
        client.overview(CPR)
    with pytest.raises(stop):
        client.session().overview(CPR)
    with pytest.raises(stop):
        client.master_data(CPR)
    # Every kind may have been asked for before the first was stopped.
    assert len(calls) <= 2 * len(spo.DocumentKind) + 1


def test_ctrl_c_ends_the_wait_for_an_overview() -> None:
    released = threading.Event()

    def send(_: spo.Request) -> spo.Response:
        released.wait(10)
        raise ConnectionError

    client = spo.Client(spo.ClientConfig.sandbox(), transport=send)
    timer = threading.Timer(0.3, _thread.interrupt_main)
    started = time.monotonic()
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        client.overview(CPR)
    released.set()
    assert time.monotonic() - started < 5


def test_a_transport_in_python_is_asked_on_several_threads(sandbox: spo.Sandbox, shared: spo.SandboxPerson) -> None:
    assert shared
    threads = set()

    def send(request: spo.Request) -> spo.Response:
        threads.add(threading.get_ident())
        return sandbox.send(request)

    overview = spo.Client(spo.ClientConfig.sandbox(), transport=send).overview(CPR)
    assert (len(overview.appointments), len(overview.master_data)) == (1, 1)
    assert threading.get_ident() not in threads


def test_a_session_fetches_a_document_once(clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson) -> None:
    def retrieved() -> int:
        count = sum(call.transaction == spo.Transaction.ITI_43 for call in sandbox.calls)
        sandbox.clear_calls()
        return count

    assert shared
    session = clinic.session()
    first = session.overview(CPR)
    assert retrieved() > 0
    again = session.overview(CPR)
    assert retrieved() == 0
    assert again.master_data[0].places == first.master_data[0].places
    session.forget()
    session.overview(CPR)
    assert retrieved() > 0


def test_the_caller_of_the_client_is_the_caller_of_its_overviews(
    sandbox: spo.Sandbox, shared: spo.SandboxPerson
) -> None:
    assert shared
    doctor = spo.SandboxEmployee.example()
    client = spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.professional_identity())
    sandbox.clear_calls()
    sandbox.set_identity_check("required")
    nurse = client.as_caller(doctor.caller(spo.SorCode("325431000016004")))
    for overview in (nurse.overview(CPR), nurse.session().overview(CPR)):
        assert overview.is_complete
    assert nurse.master_data(CPR).master_data.cpr == CPR
    told = {call.caller for call in sandbox.calls if call.transaction == spo.Transaction.ITI_18}
    assert len(told) == 1
    assert None not in told


def test_one_source_that_knows_of_protection_speaks_for_all(
    clinic: spo.Client, sandbox: spo.Sandbox, appointment: spo.Appointment, shared: spo.SandboxPerson
) -> None:
    told = appointment.replace(patient=appointment.patient.replace(address=shared.address))
    clinic.replace(spo.AppointmentVersion(key="booking-4711"), told)
    assert HOME in clinic.overview(CPR).to_json()
    sandbox.add_person(shared.replace(protected=True))
    overview = clinic.overview(CPR)
    assert overview.address_protected
    (master_data,) = overview.master_data
    assert master_data.narrative is None
    name_and_address = master_data.master_data.name_and_address.value
    assert (name_and_address.name, name_and_address.address) == (spo.PROTECTED, spo.PROTECTED)
    assert overview.appointments[0].appointment.patient.address is spo.PROTECTED
    shown = [repr(overview), str(overview), repr(overview.appointments), repr(overview.master_data)]
    shown += [overview.to_table(language) for language in spo.Language]
    for text in [*shown, overview.to_json()]:
        assert HOME not in text
    for text in shown:
        assert CPR.number not in text
        assert "251248-9996" not in text


def test_an_overview_prints_what_there_is_and_nobody(clinic: spo.Client, shared: spo.SandboxPerson) -> None:
    assert repr(clinic.overview(CPR)) == (
        "Overview(251248-****, 1 appointments, 1 master data, 0 care plans, 0 diagnoses, 0 withheld, 0 missing)"
    )
    assert repr(shared) == "SandboxPerson(251248-****)"


def test_an_overview_is_its_json(clinic: spo.Client, sandbox: spo.Sandbox, shared: spo.SandboxPerson) -> None:
    assert shared
    sandbox.master_data.script({"kind": "disconnect"}, on=spo.Transaction.ITI_43, count=0)
    for overview in (clinic.overview(CPR), clinic.overview(CPR, kinds=[spo.DocumentKind.APPOINTMENTS])):
        plain = overview.to_dict()
        assert problems("overview", plain) == []
        assert plain == json.loads(overview.to_json())
        assert len(plain["missing"]) == len(overview.missing)
        assert overview.made == datetime.fromisoformat(plain["made"])


@pytest.mark.parametrize("make", [lambda client: client.overview(CPR), lambda client: client.session()])
def test_overviews_and_sessions_are_not_pickled(make: Any, clinic: spo.Client, shared: spo.SandboxPerson) -> None:
    assert shared
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(make(clinic))


def test_the_records_of_an_overview_are_pickled_and_compared(clinic: spo.Client, shared: spo.SandboxPerson) -> None:
    assert shared
    overview = clinic.overview(CPR)
    for records in (overview.appointments, overview.master_data, overview.sources):
        assert pickle.loads(pickle.dumps(records)) == records  # noqa: S301
        assert len({*records}) == len(records)


def test_a_person_of_the_sandbox_is_known_as_it_was_given(sandbox: spo.Sandbox, shared: spo.SandboxPerson) -> None:
    known = sandbox.person(CPR)
    assert known is not None
    assert (known.name, known.resuscitation, known.general_practitioner) == (
        shared.name,
        shared.resuscitation,
        shared.general_practitioner,
    )
    assert known.relatives[0].id is not None
    assert sandbox.persons == (known,)
    assert sandbox.person(spo.Cpr("0505109990")) is None
    assert spo.SandboxPerson.from_json(known.to_json()) == known
    assert shared.replace(protected=True).as_patient().address is spo.PROTECTED


def test_a_register_cannot_know_that_it_does_not_answer(sandbox: spo.Sandbox, person: spo.SandboxPerson) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        sandbox.add_person(person.replace(resuscitation=spo.ResuscitationOptOut.UNAVAILABLE))
    assert caught.value.path == "resuscitation"


@pytest.fixture(scope="module")
def seed() -> spo.Seed:
    """A month of twenty persons."""
    return spo.Seed.month(date(2026, 3, 2))


@pytest.fixture(scope="module")
def seeded(seed: spo.Seed) -> spo.Client:
    """A client of a sandbox with everything in it."""
    sandbox = spo.Sandbox()
    sandbox.seed(seed)
    return spo.Client(spo.ClientConfig.sandbox(), transport=sandbox)


@pytest.fixture(scope="module")
def overviews(seed: spo.Seed, seeded: spo.Client) -> list[tuple[spo.SandboxPerson, spo.Overview]]:
    """What a nurse sees of each person."""
    return [(person, seeded.overview(person.cpr)) for person in seed.persons]


Overviews = list[tuple[spo.SandboxPerson, spo.Overview]]


def test_a_seed_brings_every_kind_of_data(seed: spo.Seed, overviews: Overviews) -> None:
    assert (seed.today, len(seed.persons), repr(seed)) == (date(2026, 3, 2), 20, "Seed(2026-03-02, 20 persons)")
    found = [overview for _, overview in overviews]
    assert sum(len(overview.appointments) for overview in found) > 20
    assert all(len(overview.master_data) == 1 for overview in found)
    assert any(overview.care_plans for overview in found)
    assert any(overview.diagnoses for overview in found)
    assert any(appointment.overlaps for overview in found for appointment in overview.appointments)


def test_all_that_an_overview_holds_is_in_its_records(overviews: Overviews) -> None:
    for _, overview in overviews:
        plain = overview.to_dict()
        assert problems("overview", plain) == []
        assert [it.master_data.to_dict() for it in overview.master_data] == members(plain, "master_data")
        assert [it.care_plan.to_dict() for it in overview.care_plans] == members(plain, "care_plans", "care_plan")
        assert [it.diagnosis_list.to_dict() for it in overview.diagnoses] == members(
            plain, "diagnoses", "diagnosis_list"
        )
        assert [it.appointment.to_dict() for it in overview.appointments] == members(
            plain, "appointments", "appointment"
        )
        assert [spo.read_care_plan(it.raw).care_plan for it in overview.care_plans] == [
            it.care_plan for it in overview.care_plans
        ]
        assert [spo.read_diagnosis_list(it.raw).diagnosis_list for it in overview.diagnoses] == [
            it.diagnosis_list for it in overview.diagnoses
        ]


def members(plain: dict[str, Any], name: str, member: str | None = None) -> list[Any]:
    return [each[member or name] for each in plain[name]]


def test_whoever_is_protected_has_no_name_and_address_in_any_text(overviews: Overviews) -> None:
    protected = [(person, overview) for person, overview in overviews if person.protected]
    assert protected
    for person, overview in protected:
        assert overview.address_protected
        for page in (overview.to_html(language) for language in spo.Language):
            assert person.address.lines[0] not in page
            assert person.name.family not in page
        texts = [
            repr(overview),
            repr(overview.master_data),
            *(overview.to_table(language) for language in spo.Language),
        ]
        for text in texts:
            assert person.address.lines[0] not in text
            assert person.name.family not in text
            assert person.cpr.number not in text


def test_what_the_registers_say_of_resuscitation_is_told_of_each(overviews: Overviews) -> None:
    told = set()
    for person, overview in overviews:
        (found,) = overview.master_data
        told.add(found.master_data.resuscitation_opt_out.value)
        down = {outage.register for outage in person.outages}
        expected = (
            spo.ResuscitationOptOut.UNAVAILABLE
            if spo.Register.RESUSCITATION in down
            else spo.ResuscitationOptOut.OPTED_OUT
            if isinstance(person.resuscitation, spo.RegisteredOptOut)
            else spo.ResuscitationOptOut.NOT_OPTED_OUT
        )
        assert found.master_data.resuscitation_opt_out.value is expected
    assert told == set(spo.ResuscitationOptOut) - {spo.ResuscitationOptOut.NOT_IN_DOCUMENT}


def test_the_page_is_one_file_in_the_language_asked_for(overviews: Overviews) -> None:
    for person, overview in overviews:
        for language in spo.Language:
            page = overview.to_html(language)
            assert f'lang="{language}"' in page
            root = ET.fromstring(page)  # noqa: S314 - it is the library's own
            title = next(element.text for element in root.iter() if element.tag.endswith("title"))
            assert person.name.family not in str(title)
        assert overview.to_html() == overview.to_html(spo.Language.DANISH)


def test_a_language_that_there_is_not_is_refused(overviews: Overviews) -> None:
    overview = overviews[0][1]
    for write in (overview.to_html, overview.to_table):
        with pytest.raises(ValueError, match="sv"):
            write("sv")  # type: ignore[arg-type]


def test_a_seed_that_is_wrong_names_the_place() -> None:
    with pytest.raises(spo.InvalidArgumentError):
        spo.Seed.from_json("{}", date(2026, 3, 2))
