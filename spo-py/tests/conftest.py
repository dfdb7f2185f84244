"""What the tests share."""

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

import spo
from pki import Folder

ROOT = Path(__file__).parents[2]


SECRETS = re.compile(
    r"(?<![\w.-])(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d\d-?\d{4}(?![\w-])"
    r"|PRIVATE KEY|saml:Assertion|SignatureValue|X509Certificate|<medcom:|Test1234"
)
"""CPR numbers, and signs of keys, cards and messages."""


@pytest.fixture(autouse=True)
def _no_error_lets_a_secret_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read every error of every test: as a person sees it, and as a debugger does."""
    texts: list[str] = []
    make = spo.SpoError.__init__

    def note(self: spo.SpoError, *args: object, **details: object) -> None:
        make(self, *args, **details)  # type: ignore[arg-type]
        texts.extend((str(self), repr(self), repr(vars(self))))

    monkeypatch.setattr(spo.SpoError, "__init__", note)
    yield
    for text in texts:
        assert not SECRETS.search(text), text


@pytest.fixture
def appointment() -> spo.Appointment:
    """An appointment that breaks no rule."""
    address = spo.Address(lines=["Sygehusvej 1"], postal_code="5230", city="Odense M")
    phone = spo.Telecom.phone("66 11 33 33", spo.Use.WORK)

    def organisation(sor: str, name: str) -> spo.Organisation:
        return spo.Organisation.sor(sor, name, address=address, telecoms=[phone])

    return spo.Appointment(
        kind=spo.AppointmentKind.REGIONAL,
        time=spo.At(
            start=spo.danish_time(datetime(2027, 4, 1, 10, 0)),
            end=spo.danish_time(datetime(2027, 4, 1, 10, 30)),
        ),
        patient=spo.Patient(
            cpr=spo.Cpr("251248-9996"),
            name=spo.PersonName(given=["Nancy", "Ann"], family="Berggren"),
        ),
        reason=spo.Reason(text="Røntgenundersøgelse af thorax"),
        responsible=spo.Participant(organisation=organisation("325431000016004", "Røntgenafdelingen")),
        performer=spo.Participant(organisation=organisation("345031000016009", "Røntgenambulatoriet")),
        custodian=organisation("359011000016003", "Region Syddanmark"),
        location=spo.Facility.sor("325421000016001", "Røntgenambulatoriet", address=address, telecoms=[phone]),
    )


@pytest.fixture
def sandbox() -> spo.Sandbox:
    """An empty registry and repository."""
    return spo.Sandbox()


@pytest.fixture
def clinic(sandbox: spo.Sandbox) -> spo.Client:
    """A client of it."""
    return spo.Client(spo.ClientConfig.sandbox(), transport=sandbox)


@pytest.fixture
def national(sandbox: spo.Sandbox) -> spo.Client:
    """A client of a trusted system, before a sandbox that demands identities and has a doctor in its registers."""
    sandbox.set_identity_check("required")
    sandbox.trust_level_3(spo.SandboxEmployee.example().organisation.cvr)
    sandbox.professional_identity()
    return spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.identity())


@pytest.fixture(scope="session")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Certificates of an organisation: one in use, its successor, and one whose time is over."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = Folder(tmp_path_factory.mktemp("pki"))
    folder.make("booking", holder="Bookingsystem")
    folder.make("renewed", holder="Bookingsystem, fornyet")
    folder.make("old", holder="Bookingsystem, udløbet", days=-1)
    folder.pack("booking", "booking", into="booking.p12")
    return folder
