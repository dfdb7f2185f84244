"""Somebody's login elsewhere, as what an identity is made of."""

import base64
import copy
import json
import pickle
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

import spo

NANCY = spo.Cpr("251248-9996")
ASSERTION = (
    b'<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="a" Version="2.0">'
    b"<saml:Subject><saml:NameID>nancy</saml:NameID></saml:Subject>"
    b'<saml:Conditions NotOnOrAfter="2027-07-01T08:00:00Z"/></saml:Assertion>'
)
END = datetime(2027, 7, 1, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))


def jwt(claims: dict[str, object]) -> str:
    parts = ({"alg": "RS256"}, claims)
    encoded = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts]
    return ".".join([*encoded, "c2lnbmF0dXJl"])


def test_a_login_is_told_by_its_form_and_end_only() -> None:
    saml = spo.BootstrapToken.from_saml(ASSERTION)
    assert (saml.form, saml.not_on_or_after) == (spo.TokenForm.SAML, END)
    token = spo.BootstrapToken.from_jwt(jwt({"sub": "nancy", "exp": int(END.timestamp())}))
    assert (token.form, token.not_on_or_after) == (spo.TokenForm.JWT, END)
    assert repr(saml) == "BootstrapToken(saml, until 2027-07-01 10:00:00 +02:00)"
    for attempt in (pickle.dumps, copy.copy):
        with pytest.raises(TypeError, match="like a password"):
            attempt(saml)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: spo.BootstrapToken.from_saml(b"PHNhbWw6"), "bootstrap_token.assertion"),
        (lambda: spo.BootstrapToken.from_saml(b"<Response/>"), "bootstrap_token.assertion"),
        (lambda: spo.BootstrapToken.from_jwt("a.b"), "bootstrap_token.jwt"),
    ],
)
def test_what_is_no_login_is_refused(make: Callable[[], object], code: str) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        make()
    assert (caught.value.code, caught.value.path) == (code, "token")


def test_every_kind_of_identity_says_what_it_is(sandbox: spo.Sandbox) -> None:
    system = sandbox.system_credential(spo.Cvr("91026150"), "Lægehuset").credential
    token = spo.BootstrapToken.from_saml(ASSERTION)
    other = spo.OnBehalfOf(relation=spo.Relation.PARENTAL_CUSTODY, cpr=spo.Cpr("0201609995"))
    doctor = spo.HealthProfessional.authorised(NANCY, "J0184", spo.ShakCode("1301011"))
    card = spo.EmployeeCardRequest(system_name="EHR X")
    for identity, kind in (
        (spo.Identity.employee_login(system, token, card, caller=doctor), "employee login"),
        (spo.Identity.citizen(system, token, NANCY), "citizen"),
        (spo.Identity.citizen_on_behalf_of(system, token, NANCY, other), "citizen on behalf of another"),
    ):
        assert repr(identity) == f"Identity({system!r}, {kind})"
        assert identity.card is None
    assert "9995" not in repr(other)


def test_a_citizens_relation_is_named() -> None:
    with pytest.raises(TypeError, match="relation must be Relation"):
        spo.OnBehalfOf(relation="parental_custody", cpr=NANCY)  # type: ignore[arg-type]


def test_what_a_card_cannot_hold_is_refused_where_it_is_written() -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        spo.EmployeeCardRequest(system_name="")
    assert caught.value.path == "system_name"


@pytest.fixture
def portal(sandbox: spo.Sandbox) -> spo.SandboxCredential:
    """The system that people log in to, before a sandbox that demands an identity."""
    sandbox.set_identity_check("required")
    return sandbox.system_credential(spo.Cvr("91026150"), "Portal")


def connect(sandbox: spo.Sandbox, identity: spo.Identity) -> spo.Client:
    return spo.Client(sandbox.client_config(), transport=sandbox, identity=identity)


def test_an_employee_who_logged_in_elsewhere_calls_with_a_card_of_level_4(
    sandbox: spo.Sandbox, portal: spo.SandboxCredential, appointment: spo.Appointment
) -> None:
    doctor = spo.SandboxEmployee.example()
    identity = spo.Identity.employee_login(
        portal.credential,
        sandbox.employee_login(doctor, portal),
        spo.EmployeeCardRequest(system_name="EHR X"),
        caller=doctor.caller(spo.SorCode("325431000016004")),
    )
    client = connect(sandbox, identity)
    client.share(spo.AppointmentVersion(key="booking-4711"), appointment)
    assert len(client.list(NANCY)) == 1
    assert sandbox.calls[0].transaction is spo.Transaction.BST2SOSI
    assert all(call.caller and call.caller.level == 4 for call in sandbox.calls[1:])


@pytest.mark.parametrize(
    ("log_in", "service"),
    [
        (spo.Sandbox.citizen_login, spo.Transaction.BST2IDWS),
        (spo.Sandbox.citizen_login_jwt, spo.Transaction.JWT2IDWS),
    ],
)
def test_a_citizen_who_logged_in_reads_and_changes_nothing(
    sandbox: spo.Sandbox,
    portal: spo.SandboxCredential,
    appointment: spo.Appointment,
    log_in: Callable[[spo.Sandbox, spo.Cpr, spo.SandboxCredential], spo.BootstrapToken],
    service: spo.Transaction,
) -> None:
    first = spo.AppointmentVersion(key="booking-4711")
    connect(sandbox, sandbox.professional_identity()).share(first, appointment)
    sandbox.clear_calls()
    token = log_in(sandbox, NANCY, portal)
    client = connect(sandbox, spo.Identity.citizen(portal.credential, token, NANCY))
    assert len(client.list(NANCY)) == 1
    assert sandbox.calls[0].transaction is service
    with pytest.raises(spo.SpoError) as caught:
        client.cancel(first)
    assert caught.value.code == "citizen.reads_only"
    assert "9996" not in repr(token)


def test_a_parent_reads_for_a_child_and_nobody_else_does(sandbox: spo.Sandbox, portal: spo.SandboxCredential) -> None:
    child = spo.OnBehalfOf(relation=spo.Relation.PARENTAL_CUSTODY, cpr=spo.Cpr("0201609995"))
    token = sandbox.citizen_login(NANCY, portal)
    identity = spo.Identity.citizen_on_behalf_of(portal.credential, token, NANCY, child)
    with pytest.raises(spo.AccessDeniedError):
        connect(sandbox, identity).list(child.cpr)
    sandbox.set_relations([(NANCY, child)])
    assert len(connect(sandbox, identity).list(child.cpr)) == 0


def test_a_login_belongs_to_the_system_it_was_made_for(sandbox: spo.Sandbox, portal: spo.SandboxCredential) -> None:
    other = sandbox.system_credential(spo.Cvr("91026151"), "Another portal").credential
    identity = spo.Identity.citizen(other, sandbox.citizen_login(NANCY, portal), NANCY)
    with pytest.raises(spo.ConfigurationError) as caught:
        connect(sandbox, identity).list(NANCY)
    assert caught.value.code == "login.other_certificate"
