"""Certificates with their keys: from files, from texts, and from a key that the host keeps."""

import copy
import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import spo
from pki import CVR, PASSWORD, Folder

PROVIDER = spo.CareProvider(cvr=spo.Cvr(CVR), name="Lægehuset Æblegården")
CARD = spo.IdCardRequest(system_name="Bookingsystem", care_provider=PROVIDER)


@pytest.fixture
def credential(pki: Folder) -> spo.Credential:
    return spo.Credential.from_pkcs12(pki["booking.p12"], PASSWORD)


def test_a_credential_says_whose_it_is_and_how_long_it_lasts(credential: spo.Credential) -> None:
    assert credential.subject == f"Bookingsystem, Lægehuset Æblegården, CVR {CVR}"
    assert (credential.organisation, credential.cvr) == ("Lægehuset Æblegården", spo.Cvr(CVR))
    assert credential.kind is spo.CertificateKind.ORGANISATION
    assert credential.not_after - credential.not_before == timedelta(days=1000)
    assert credential.not_before.tzinfo is not None
    assert credential.validity() == credential.check() == spo.Validity(state=spo.CertificateState.VALID)


@pytest.mark.parametrize(
    ("before_the_end", "state", "days"),
    [
        (timedelta(days=1001), spo.CertificateState.NOT_YET_VALID, None),
        (timedelta(days=61), spo.CertificateState.VALID, None),
        (timedelta(days=59, hours=1), spo.CertificateState.EXPIRES_SOON, 59),
        (timedelta(0), spo.CertificateState.EXPIRES_SOON, 0),
        (timedelta(seconds=-1), spo.CertificateState.EXPIRED, None),
    ],
)
def test_the_end_is_announced(
    credential: spo.Credential, before_the_end: timedelta, state: spo.CertificateState, days: int | None
) -> None:
    now = (credential.not_after - before_the_end).astimezone(UTC)
    validity = credential.validity(now)
    assert validity == spo.Validity(state=state, days=days)
    if validity.is_valid:
        assert credential.check(now) == validity
    else:
        with pytest.raises(spo.ConfigurationError) as caught:
            credential.check(now)
        assert caught.value.code == f"credential.{state}"


def test_a_moment_needs_a_zone(credential: spo.Credential) -> None:
    with pytest.raises(spo.InvalidArgumentError) as caught:
        credential.validity(datetime(2027, 1, 1))
    assert (caught.value.code, caught.value.path) == ("time.naive", "now")


def test_files_bytes_and_texts_are_the_same_credential(pki: Folder, credential: spo.Credential) -> None:
    certificate, key = pki["booking.pem"], pki["booking.key"]
    both = key.read_bytes() + certificate.read_bytes()
    for again in (
        spo.Credential.from_pkcs12(pki["booking.p12"].read_bytes(), PASSWORD, alias="booking"),
        spo.Credential.from_pem(certificate, key),
        spo.Credential.from_pem(certificate.read_bytes(), bytearray(key.read_bytes())),
        spo.Credential.from_pem(certificate.read_text(encoding="utf-8"), key.read_text(encoding="utf-8")),
        spo.Credential.from_pem(both, both),
    ):
        assert repr(again) == repr(credential)


def test_an_encrypted_key_opens_with_its_password(pki: Folder, credential: spo.Credential) -> None:
    pki.openssl("pkcs8", "-topk8", "-in", "booking.key", "-out", "locked.key", "-passout", f"pass:{PASSWORD}")
    opened = spo.Credential.from_pem(pki["booking.pem"], pki["locked.key"], password=PASSWORD)
    assert repr(opened) == repr(credential)
    for password, code in ((None, "credential.password_missing"), ("x", "credential.wrong_password")):
        with pytest.raises(spo.ConfigurationError) as caught:
            spo.Credential.from_pem(pki["booking.pem"], pki["locked.key"], password=password)
        assert caught.value.code == code


MISTAKES: dict[str, Callable[[Folder], object]] = {
    "wrong_password": lambda pki: spo.Credential.from_pkcs12(pki["booking.p12"], PASSWORD + "x"),
    "no_such_key": lambda pki: spo.Credential.from_pkcs12(pki["booking.p12"], PASSWORD, alias="other"),
    "wrong_format": lambda pki: spo.Credential.from_pkcs12(pki["booking.pem"], PASSWORD),
    "damaged": lambda pki: spo.Credential.from_pkcs12(pki["booking.p12"].read_bytes()[:-10], PASSWORD),
    "key_mismatch": lambda pki: spo.Credential.from_pem(pki["booking.pem"], pki["renewed.key"]),
    "no_key": lambda pki: spo.Credential.from_pem(pki["booking.pem"], pki["booking.pem"]),
    "no_certificate": lambda pki: spo.Credential.from_pem(pki["booking.key"], pki["booking.key"]),
}


@pytest.mark.parametrize("code", MISTAKES)
def test_what_cannot_be_used_is_named_with_its_remedy(pki: Folder, code: str) -> None:
    with pytest.raises(spo.ConfigurationError) as caught:
        MISTAKES[code](pki)
    assert caught.value.code == f"credential.{code}"
    assert caught.value.remedy
    assert not caught.value.retryable


def test_a_file_that_is_not_there_is_an_os_error_that_names_it() -> None:
    with pytest.raises(FileNotFoundError, match=r"missing\.p12") as caught:
        spo.Credential.from_pkcs12(Path("missing.p12"), PASSWORD)
    assert caught.value.filename == "missing.p12"


def test_a_text_is_never_taken_for_a_files_name() -> None:
    with pytest.raises(TypeError, match=r"pathlib\.Path"):
        spo.Credential.from_pem("booking.pem", "booking.key")
    with pytest.raises(TypeError, match=r"file must be .*not int"):
        spo.Credential.from_pkcs12(7, PASSWORD)  # type: ignore[arg-type]


def test_a_credential_is_made_by_its_three_ways_only_and_never_copied(credential: spo.Credential) -> None:
    with pytest.raises(TypeError):
        spo.Credential()
    identity = spo.Identity(credential, CARD)
    for handle in (credential, identity):
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="cannot be pickled"):
                attempt(handle)


def test_a_credential_shows_its_holder_and_nothing_of_its_key(credential: spo.Credential) -> None:
    assert repr(credential).startswith(f"Credential('Bookingsystem, Lægehuset Æblegården, CVR {CVR} (valid ")
    assert repr(spo.Identity(credential, CARD)) == f"Identity({credential!r}, level 3)"


def test_a_key_store_signs_through_one_function(pki: Folder, credential: spo.Credential) -> None:
    asked: list[bytes] = []

    def sign(given: bytes) -> bytes:
        asked.append(given)
        return pki.sign("booking", given)

    kept = spo.Credential.from_signer(pki["booking.pem"], sign)
    assert repr(kept) == repr(credential)
    assert len(asked) == 1, "signs once, to prove that key and certificate belong together"
    with pytest.raises(spo.ConfigurationError) as caught:
        spo.Credential.from_signer(pki["renewed.pem"], sign)
    assert caught.value.code == "credential.key_mismatch"


class WrongPinError(Exception):
    """What a card's own library raises."""


@pytest.mark.parametrize(
    ("raised", "error", "code"),
    [
        (WrongPinError("PIN"), spo.AccessDeniedError, "signer.refused"),
        (PermissionError("no"), spo.AccessDeniedError, "signer.refused"),
        (ConnectionResetError("gone"), spo.UnavailableError, "signer.unavailable"),
        (TimeoutError("slow"), spo.UnavailableError, "signer.unavailable"),
    ],
)
def test_what_the_key_store_raises_becomes_the_cause(
    pki: Folder, raised: Exception, error: type[spo.SpoError], code: str
) -> None:
    def sign(_: bytes) -> bytes:
        raise raised

    with pytest.raises(error) as caught:
        spo.Credential.from_signer(pki["booking.pem"], sign)
    assert (caught.value.code, caught.value.__cause__) == (code, raised)
    assert type(raised).__name__ in str(caught.value)
    assert caught.value.retryable == (error is spo.UnavailableError)


def test_a_key_that_is_named_after_a_person_is_masked(pki: Folder) -> None:
    def sign(_: bytes) -> bytes:
        message = "no key for 251248-9996"
        raise WrongPinError(message)

    with pytest.raises(spo.AccessDeniedError, match=r"no key for \*{6}-\*{4}"):
        spo.Credential.from_signer(pki["booking.pem"], sign)


def test_a_signature_that_is_no_bytes_is_named(pki: Folder) -> None:
    with pytest.raises(spo.AccessDeniedError, match="must return bytes, not str") as caught:
        spo.Credential.from_signer(pki["booking.pem"], lambda _: "signed")  # type: ignore[arg-type,return-value]
    assert isinstance(caught.value.__cause__, TypeError)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_ctrl_c_at_the_pin_pad_is_no_error_of_the_card(pki: Folder, stop: type[BaseException]) -> None:
    def sign(_: bytes) -> bytes:
        raise stop

    with pytest.raises(stop):
        spo.Credential.from_signer(pki["booking.pem"], sign)


def test_several_threads_sign_at_once(pki: Folder) -> None:
    threads = 4
    together = threading.Barrier(threads, timeout=20)

    def sign(given: bytes) -> bytes:
        together.wait()
        return pki.sign("booking", given)

    with ThreadPoolExecutor(threads) as pool:
        made = pool.map(lambda _: spo.Credential.from_signer(pki["booking.pem"], sign), range(threads))
    assert len({repr(each) for each in made}) == 1


def test_a_certificate_is_replaced_while_it_is_in_use(pki: Folder, credential: spo.Credential) -> None:
    identity = spo.Identity(credential, CARD)
    renewed = spo.Credential.from_pem(pki["renewed.pem"], pki["renewed.key"])
    assert identity.replace_credential(renewed).is_valid
    assert "fornyet" in identity.credential.subject
    old = spo.Credential.from_pem(pki["old.pem"], pki["old.key"])
    with pytest.raises(spo.ConfigurationError) as caught:
        identity.replace_credential(old)
    assert caught.value.code == "credential.expired"
    assert "fornyet" in identity.credential.subject, "the one in use stays"
