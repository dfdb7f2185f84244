"""The client and its configuration."""

import copy
import json
import pickle
from dataclasses import fields
from datetime import datetime, timedelta

import pytest

import spo
from test_credentials import CARD

IDENTITY = spo.IdentityConfig(
    credential=spo.Pkcs12File(file="booking.p12", alias="booking", password=spo.PasswordSource(env="SPO_PASSWORD")),
    card=CARD,
    caller=spo.Citizen(cpr=spo.Cpr("2512489996")),
)


def test_a_configuration_is_json() -> None:
    config = spo.ClientConfig.sandbox("http://127.0.0.1:8080")
    assert spo.ClientConfig.from_json(config.to_json()) == config
    plain = json.loads(config.to_json())
    assert plain["timeouts"] == {"connect_ms": 10_000, "attempt_ms": 30_000, "total_ms": 90_000}
    assert config.timeouts == spo.Timeouts(), "the defaults are those of the core"


def test_every_setting_survives_the_way_through_json() -> None:
    config = spo.ClientConfig.sandbox().replace(
        environment="test1",
        route=spo.Route.DECOUPLING,
        actions=spo.Actions(submit="urn:a", update="urn:b", query="urn:c", retrieve="urn:d"),
        home_community_id="1.2.3",
        repository_id="1.2.4",
        soap_version=spo.SoapVersion.V12,
        ws_addressing=True,
        timeouts=spo.Timeouts(total=timedelta(seconds=5)),
        trusted_roots=["-----BEGIN CERTIFICATE-----"],
        token_service=spo.TokenService(
            url="https://sts.invalid",
            certificates=["-----BEGIN CERTIFICATE-----"],
            common_name="STS",
            refuse_sha1=True,
            exchanges=spo.Exchanges(
                employee=spo.Exchange(url="https://sts.invalid/BST2SOSI", audience="a"),
                citizen=spo.Exchange(url="https://sts.invalid/Bst2Idws", audience="b"),
                citizen_jwt=spo.Exchange(url="https://sts.invalid/JWT2Idws", audience="c"),
            ),
        ),
        danger_accept_any_server_certificate=True,
        tls_client_certificate=True,
        identity=IDENTITY,
        master_data=spo.ReadAddresses(query="https://sfsk.invalid/q", retrieve="https://sfsk.invalid/r"),
        further_sources=[
            spo.DocumentSource(
                name="region-nord",
                kinds=[spo.DocumentKind.APPOINTMENTS, spo.DocumentKind.DIAGNOSES],
                query="https://region.invalid/q",
                retrieve="https://region.invalid/r",
            )
        ],
        min_log=spo.MinLogService(
            url="https://minlog.invalid",
            action="AddRegistrations_20250312",
            entries_per_request=100,
            requests_per_hour=10,
        ),
        queue_file="queue.db",
        headers=spo.HeaderOptions(
            medcom_namespace=spo.MedcomNamespace.DGWS_1_0_1,
            time_out=spo.TimeOut.EIGHT_HOURS,
            priority=spo.Priority.URGENT,
            hsuid_on_update=True,
            system=spo.CallingSystem(issuer="EHR", owner="Owner", name="EHR X", version="1", operator="Region"),
        ),
    )
    told = set(json.loads(config.to_json()))
    # Not to be in production is left out.
    assert told | {"production"} == {field.name for field in fields(config)}, "nothing was forgotten here"
    assert spo.ClientConfig.from_json(config.to_json()) == config
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301


def test_a_certificate_comes_from_one_file_or_from_pem_files() -> None:
    pem = spo.PemFiles(certificates="a.pem", key="a.key", password=spo.PasswordSource(file="/run/secrets/a"))
    for files in (pem, pem.replace(password=None)):
        config = spo.ClientConfig.sandbox().replace(identity=IDENTITY.replace(credential=files))
        assert spo.ClientConfig.from_json(config.to_json()) == config


def test_a_password_does_not_stand_in_the_configuration() -> None:
    with pytest.raises(TypeError, match="password must be PasswordSource, not str"):
        spo.Pkcs12File(file="a.p12", password="Test1234")  # type: ignore[arg-type]  # noqa: S106
    for both in ({}, {"env": "A", "file": "B"}):
        with pytest.raises(TypeError, match="either env or file"):
            spo.PasswordSource(**both)
    text = spo.ClientConfig.sandbox().replace(identity=IDENTITY).to_json()
    plain = json.loads(text)
    plain["identity"]["credential"]["pkcs12"]["password"] = "Test1234"  # noqa: S105
    with pytest.raises(spo.ConfigurationError, match="environment variable"):
        spo.ClientConfig.from_json(json.dumps(plain))


def test_the_usual_actions_are_those_of_the_core() -> None:
    config = spo.ClientConfig.sandbox()
    assert "actions" not in json.loads(config.to_json()), "what is usual is left out"
    assert "actions" in json.loads(config.replace(actions=spo.Actions(query="urn:q")).to_json())


def test_a_setting_that_cannot_work_is_named() -> None:
    config = spo.ClientConfig.sandbox()
    wrong = config.replace(endpoints=config.endpoints.replace(query="ftp://x"))
    with pytest.raises(spo.ConfigurationError) as caught:
        spo.Client(wrong)
    assert caught.value.path == "endpoints.query"
    with pytest.raises(spo.ConfigurationError, match="sumbit"):
        spo.ClientConfig.from_json(config.to_json().replace('"submit"', '"sumbit"'))
    with pytest.raises(spo.ConfigurationError, match=r"PEM|certificate"):
        spo.Client(config.replace(trusted_roots=["no certificate"]))


def test_a_version_has_a_key_and_counts() -> None:
    first = spo.AppointmentVersion(key="booking-4711")
    assert (first.version, first.next(), str(first.next())) == (
        1,
        spo.AppointmentVersion(key="booking-4711", version=2),
        "booking-4711 version 2",
    )


@pytest.mark.parametrize(
    ("key", "version"), [("", 1), ("patient-251248-9996", 1), ("a\nb", 1), ("x" * 201, 1), ("k", 0)]
)
def test_a_key_that_cannot_be_used_is_refused(key: str, version: int) -> None:
    with pytest.raises(spo.InvalidArgumentError):
        spo.AppointmentVersion(key=key, version=version)


def test_a_closed_client_says_so() -> None:
    with spo.Client(spo.ClientConfig.sandbox()) as client:
        assert repr(client) == "Client('http://sandbox.invalid/dros/iti41')"
    assert repr(client) == "Client('http://sandbox.invalid/dros/iti41', closed)"
    with pytest.raises(ValueError, match="closed"):
        client.find(spo.Cpr("2512489996"))


def test_a_client_is_not_pickled_or_copied() -> None:
    client = spo.Client(spo.ClientConfig.sandbox())
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="one in each process"):
            attempt(client)


def test_a_period_needs_danish_times() -> None:
    client = spo.Client(spo.ClientConfig.sandbox())
    with pytest.raises(spo.InvalidArgumentError) as caught:
        client.find(spo.Cpr("2512489996"), start_from=datetime(2027, 4, 1))
    assert (caught.value.code, caught.value.path) == ("time.naive", "start_from")
