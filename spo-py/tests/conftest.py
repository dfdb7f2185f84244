"""What the tests share."""

from datetime import datetime
from pathlib import Path

import pytest

import spo

ROOT = Path(__file__).parents[2]


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
