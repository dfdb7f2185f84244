"""Clients with an identity, before a sandbox that demands one."""

import logging
import pickle
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

import spo
from conftest import SECRETS
from pki import Folder

NANCY = spo.Cpr("251248-9996")
CVR = spo.Cvr("91026150")
EMPLOYEE = spo.SandboxEmployee.example()
DOCTOR = spo.HealthProfessional.authorised(EMPLOYEE.cpr, "J0184", spo.ShakCode("1301011"))
FIRST = spo.AppointmentVersion(key="booking-4711")


@pytest.fixture
def strict(sandbox: spo.Sandbox) -> spo.Sandbox:
    """A sandbox that lets nobody in without an identity card, as the national platform does."""
    sandbox.set_identity_check("required")
    return sandbox


@pytest.fixture
def system(strict: spo.Sandbox) -> spo.SandboxCredential:
    """The certificate of a system that may read for the people who use it."""
    strict.trust_level_3(CVR)
    return strict.system_credential(CVR, "Lægehuset Æblegården")


@pytest.fixture
def sign(system: spo.SandboxCredential, tmp_path: Path) -> Callable[[bytes], bytes]:
    """A key store that signs with the system's key and never gives it away."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    key_store = Folder(tmp_path)
    key_store["system.key"].write_text(system.key_pem)
    return lambda given: key_store.sign("system", given)


def connect(sandbox: spo.Sandbox, identity: spo.Identity | None) -> spo.Client:
    return spo.Client(sandbox.client_config(), transport=sandbox, identity=identity)


def transactions(sandbox: spo.Sandbox) -> list[spo.Transaction | None]:
    return [call.transaction for call in sandbox.calls]


def test_a_doctor_books_finds_and_cancels_with_a_card_of_level_4(
    strict: spo.Sandbox, appointment: spo.Appointment
) -> None:
    clinic = connect(strict, strict.professional_identity())
    receipt = clinic.share(FIRST, appointment)
    assert len(clinic.list(NANCY)) == 1
    clinic.cancel(receipt.appointment)
    assert len(clinic.list(NANCY)) == 0
    assert transactions(strict).count(spo.Transaction.STS) == 1, "one card for all calls"
    for call in strict.calls:
        assert call.caller
        assert (call.caller.level, call.caller.cvr) == (4, EMPLOYEE.organisation.cvr)


def test_a_trusted_system_reads_on_behalf_of_its_users(
    strict: spo.Sandbox, system: spo.SandboxCredential, appointment: spo.Appointment
) -> None:
    client = connect(strict, system.identity())
    client.share(FIRST, appointment)
    assert len(client.as_caller(DOCTOR).list(NANCY)) == 1
    assert len(client.as_caller(spo.Citizen(cpr=NANCY)).list(NANCY)) == 1
    with pytest.raises(spo.AccessDeniedError, match="behalf"):
        client.list(NANCY)


def test_a_citizen_sees_only_what_is_his_or_her_own(strict: spo.Sandbox, system: spo.SandboxCredential) -> None:
    stranger = connect(strict, system.identity(caller=spo.Citizen(cpr=spo.Cpr("0201609995"))))
    with pytest.raises(spo.SpoError) as caught:
        stranger.list(NANCY)
    assert spo.Transaction.ITI_18 not in transactions(strict), caught.value


def test_an_employees_card_vouches_for_its_holder_only(strict: spo.Sandbox) -> None:
    client = connect(strict, strict.employee_credential(EMPLOYEE).identity())
    with pytest.raises(spo.InvalidArgumentError) as caught:
        client.as_caller(DOCTOR.replace(cpr=NANCY)).list(NANCY)
    assert caught.value.code == "caller.not_card_holder"


def test_without_an_identity_nobody_gets_in_and_nobody_is_vouched_for(strict: spo.Sandbox) -> None:
    anonymous = connect(strict, None)
    assert anonymous.identity is None
    with pytest.raises(spo.AccessDeniedError):
        anonymous.list(NANCY)
    with pytest.raises(spo.ConfigurationError) as caught:
        anonymous.as_caller(DOCTOR).list(NANCY)
    assert caught.value.code == "caller.no_identity"
    with pytest.raises(ValueError, match="has no identity"):
        anonymous.replace_credential(strict.system_credential(CVR, "Lægehuset").credential)


def test_a_client_on_behalf_of_somebody_is_closed_on_its_own(
    strict: spo.Sandbox, system: spo.SandboxCredential
) -> None:
    client = connect(strict, system.identity(caller=DOCTOR))
    with client.as_caller(spo.Citizen(cpr=NANCY)) as citizen:
        assert (citizen.config, citizen.identity) == (client.config, client.identity)
        assert len(citizen.list(NANCY)) == 0
    with pytest.raises(ValueError, match="closed"):
        citizen.list(NANCY)
    assert len(client.list(NANCY)) == 0
    assert transactions(strict).count(spo.Transaction.STS) == 1, "they share the card"


def test_an_identity_needs_a_token_service(sandbox: spo.Sandbox) -> None:
    with pytest.raises(spo.ConfigurationError) as caught:
        spo.Client(spo.ClientConfig.sandbox(), transport=sandbox, identity=sandbox.identity())
    assert caught.value.path == "token_service"


def test_a_card_that_was_refused_is_renewed_once(strict: spo.Sandbox, system: spo.SandboxCredential) -> None:
    client = connect(strict, system.identity(caller=DOCTOR))
    client.list(NANCY)
    strict.script({"kind": "fault", "text": "no", "dgws_code": "expired_idcard"}, on=spo.Transaction.ITI_18)
    assert len(client.list(NANCY)) == 0
    assert transactions(strict).count(spo.Transaction.STS) == 2
    strict.script({"kind": "fault", "text": "no", "dgws_code": "not_authorized"}, on=spo.Transaction.ITI_18, count=0)
    with pytest.raises(spo.AccessDeniedError) as caught:
        client.list(NANCY)
    assert "not_authorized" in str(caught.value)


@pytest.mark.parametrize("flaw", ["stranger", "broken_signature", "no_signature", "other_cvr", "expired"])
def test_a_card_that_must_not_be_believed_is_never_used(
    strict: spo.Sandbox, system: spo.SandboxCredential, flaw: str
) -> None:
    strict.script({"kind": "id_card", "flaw": flaw}, on=spo.Transaction.STS, count=0)
    with pytest.raises(spo.AccessDeniedError):
        connect(strict, system.identity(caller=DOCTOR)).list(NANCY)
    assert set(transactions(strict)) == {spo.Transaction.STS}


@pytest.mark.parametrize(
    ("which", "error"),
    [
        (spo.SandboxCredential.expired, spo.ConfigurationError),
        (spo.SandboxCredential.not_yet_valid, spo.ConfigurationError),
        (spo.SandboxCredential.by_a_stranger, spo.AccessDeniedError),
    ],
)
def test_a_certificate_that_cannot_be_used_gets_no_card(
    strict: spo.Sandbox,
    system: spo.SandboxCredential,
    which: Callable[[spo.SandboxCredential], spo.SandboxCredential],
    error: type[spo.SpoError],
) -> None:
    client = connect(strict, spo.Identity(which(system).credential, system.card, caller=DOCTOR))
    with pytest.raises(error):
        client.list(NANCY)


def test_the_clocks_difference_is_told(strict: spo.Sandbox, system: spo.SandboxCredential) -> None:
    client = connect(strict, system.identity(caller=DOCTOR))
    told = [client.clock_skew]
    strict.script({"kind": "clock_skew", "seconds": 3600}, on=spo.Transaction.STS)
    with pytest.raises(spo.AccessDeniedError, match="clock"):
        client.list(NANCY)
    told.append(client.clock_skew)
    before, after = told
    assert before is None
    assert after
    assert abs(after - timedelta(hours=1)) < timedelta(seconds=10)


def test_a_certificate_is_replaced_while_threads_are_calling(
    strict: spo.Sandbox, system: spo.SandboxCredential
) -> None:
    client = connect(strict, system.identity(caller=DOCTOR))
    renewed = system.renewed().credential
    replaced = threading.Event()
    after: list[int] = []

    def call() -> None:
        while not replaced.is_set():
            client.list(NANCY)
        after.append(len(client.list(NANCY)))

    with ThreadPoolExecutor(4) as pool:
        calls = [pool.submit(call) for _ in range(4)]
        time.sleep(0.2)
        try:
            assert client.replace_credential(renewed).is_valid
        finally:
            replaced.set()
        for each in calls:
            each.result()
    assert after == [0] * 4
    assert client.identity
    assert repr(client.identity.credential) == repr(renewed)
    assert transactions(strict).count(spo.Transaction.STS) == 2, "one card for each certificate"


def test_a_key_store_signs_each_card_once_for_all_threads(
    strict: spo.Sandbox, system: spo.SandboxCredential, sign: Callable[[bytes], bytes]
) -> None:
    signed: list[str] = []

    def recorded(given: bytes) -> bytes:
        signed.append(threading.current_thread().name)
        return sign(given)

    kept = spo.Credential.from_signer(system.certificate_pem, recorded)
    client = connect(strict, spo.Identity(kept, system.card, caller=DOCTOR))
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: client.list(NANCY), range(8)))
    assert len(signed) == 2, "the proof, and one card"


class WrongPinError(Exception):
    """What a card's own library raises."""


def test_what_the_key_store_raises_in_a_call_becomes_the_cause(
    strict: spo.Sandbox, system: spo.SandboxCredential, sign: Callable[[bytes], bytes]
) -> None:
    raised: list[BaseException] = []

    def failing(given: bytes) -> bytes:
        if raised:
            raise raised[0]
        return sign(given)

    kept = spo.Credential.from_signer(system.certificate_pem, failing)
    client = connect(strict, spo.Identity(kept, system.card, caller=DOCTOR))
    for cause, error in (
        (WrongPinError("wrong PIN for 251248-9996"), spo.AccessDeniedError),
        (ConnectionResetError("gone"), spo.UnavailableError),
    ):
        raised[:] = [cause]
        with pytest.raises(error) as caught:
            client.list(NANCY)
        assert caught.value.__cause__ is cause
    raised[:] = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        client.list(NANCY)
    raised.clear()
    assert len(client.list(NANCY)) == 0
    assert transactions(strict).count(spo.Transaction.STS) == 1, "nothing was sent without a signature"


def test_ctrl_c_at_the_pin_pad_reaches_the_caller_over_http_too(
    strict: spo.Sandbox, system: spo.SandboxCredential, sign: Callable[[bytes], bytes]
) -> None:
    asked: list[bytes] = []

    def interrupted(given: bytes) -> bytes:
        asked.append(given)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return sign(given)

    kept = spo.Credential.from_signer(system.certificate_pem, interrupted)
    with strict.serve() as server:
        client = spo.Client(server.client_config(), identity=spo.Identity(kept, system.card, caller=DOCTOR))
        with pytest.raises(KeyboardInterrupt):
            client.list(NANCY)


def test_an_identity_works_over_http(strict: spo.Sandbox, system: spo.SandboxCredential) -> None:
    with strict.serve() as server:
        client = spo.Client(server.client_config(), identity=system.identity(caller=DOCTOR))
        assert len(client.list(NANCY)) == 0
    assert transactions(strict) == [
        spo.Transaction.STS,
        spo.Transaction.ITI_18,
        spo.Transaction.CONSENT_VERIFICATION,
    ]


def test_nothing_secret_is_printed_or_logged(
    strict: spo.Sandbox,
    system: spo.SandboxCredential,
    appointment: spo.Appointment,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    identity = system.identity(caller=DOCTOR)
    client = connect(strict, identity)
    client.share(FIRST, appointment)
    client.list(NANCY)
    strict.script({"kind": "fault", "text": "no", "dgws_code": "invalid_signature"}, on=spo.Transaction.ITI_18, count=0)
    with pytest.raises(spo.AccessDeniedError) as caught:
        client.list(NANCY)
    assert not SECRETS.search(pickle.dumps(caught.value).decode("latin-1"))
    shown = [system, identity, identity.card, identity.caller, identity.credential, client, EMPLOYEE, *strict.calls]
    texts = [*map(repr, shown), *map(str, shown), caplog.text, *capfd.readouterr()]
    for text in texts:
        assert not SECRETS.search(text), text


def test_what_the_sandbox_gives_out_is_a_credential(system: spo.SandboxCredential) -> None:
    again = spo.Credential.from_pem(system.certificate_pem, system.key_pem)
    assert repr(again) == repr(system.credential)
    assert system.card.level == 3
    assert system.card.care_provider == spo.CareProvider(cvr=CVR, name="Lægehuset Æblegården")


def from_files(sandbox: spo.Sandbox, folder: Path, system: spo.SandboxCredential) -> spo.ClientConfig:
    """A configuration that names the files of a certificate and its key."""
    (folder / "system.pem").write_text(system.certificate_pem)
    (folder / "system.key").write_text(system.key_pem)
    files = spo.PemFiles(certificates=str(folder / "system.pem"), key=str(folder / "system.key"))
    identity = spo.IdentityConfig(credential=files, card=system.card, caller=DOCTOR)
    return sandbox.client_config().replace(identity=identity)


def test_an_identity_from_files_is_read_again_after_a_renewal(
    strict: spo.Sandbox, system: spo.SandboxCredential, tmp_path: Path
) -> None:
    client = spo.Client(from_files(strict, tmp_path, system), transport=strict)
    assert len(client.list(NANCY)) == 0
    (tmp_path / "system.pem").write_text(system.renewed().certificate_pem)
    assert client.identity
    assert (client.identity.card, client.identity.caller) == (system.card, DOCTOR)
    assert client.reload_identity().is_valid
    assert len(client.list(NANCY)) == 0
    assert transactions(strict).count(spo.Transaction.STS) == 2, "one card for each certificate"
    (tmp_path / "system.pem").write_text(system.expired().certificate_pem)
    with pytest.raises(spo.ConfigurationError) as caught:
        client.reload_identity()
    assert caught.value.code == "credential.expired"
    assert len(client.list(NANCY)) == 0, "the one in use stays"


def test_files_that_are_not_there_are_named_with_their_setting(
    strict: spo.Sandbox, system: spo.SandboxCredential, tmp_path: Path
) -> None:
    config = from_files(strict, tmp_path, system)
    (tmp_path / "system.key").unlink()
    with pytest.raises(spo.ConfigurationError, match=r"system\.key") as caught:
        spo.Client(config, transport=strict)
    assert caught.value.path == "identity.credential.pem.key"
    with pytest.raises(spo.ConfigurationError) as caught:
        connect(strict, system.identity()).reload_identity()
    assert caught.value.code == "identity.not_from_files"
