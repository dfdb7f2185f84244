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
