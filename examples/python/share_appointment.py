"""A clinic books an appointment, another organisation sees it, the clinic moves it and cancels it.

The registry and its token service are inside this process: no network, no configuration.
"""

from datetime import datetime, timedelta

import spo

CPR = spo.Cpr("251248-9996")


def main() -> None:
    """Tell the story."""
    sandbox = spo.Sandbox()
    sandbox.set_identity_check("required")
    # Against a national environment the configuration comes from a file, with addresses and certificate in it, and the
    # sandbox is left out.
    config = sandbox.client_config()
    clinic = spo.Client(config, transport=sandbox, identity=sandbox.professional_identity())
    municipality = spo.Client(config, transport=sandbox, identity=sandbox.professional_identity())

    def show(step: str) -> None:
        print(step, municipality.list(CPR).to_table(), sep="\n\n")

    appointment = booking()
    first = spo.AppointmentVersion(key="booking-4711")
    receipt = clinic.share(first, appointment)
    print(f"Document {receipt.document_id} is {receipt.outcome}.\n")
    show("The municipality sees the appointment:")

    next_day = spo.danish_time(datetime(2027, 4, 2, 13, 0))
    moved_appointment = appointment.replace(time=spo.At(start=next_day, end=next_day + timedelta(minutes=30)))
    moved = clinic.replace(first, moved_appointment)
    show("The clinic moves it to the next day:")

    again = clinic.replace(first, moved_appointment)
    print(f"The same move once more is harmless: {again.outcome}.\n")

    clinic.cancel(moved.appointment)
    show("The clinic cancels it:")


def booking() -> spo.Appointment:
    """Make the clinic's booking."""
    address = spo.Address(lines=["Sygehusvej 1"], postal_code="5230", city="Odense M")
    phone = spo.Telecom.phone("66 11 33 33", spo.Use.WORK)

    def organisation(sor: str, name: str) -> spo.Organisation:
        return spo.Organisation.sor(sor, name, address=address, telecoms=[phone])

    start = spo.danish_time(datetime(2027, 4, 1, 10, 0))
    return spo.Appointment(
        kind=spo.AppointmentKind.REGIONAL,
        time=spo.At(start=start, end=start + timedelta(minutes=30)),
        patient=spo.Patient(cpr=CPR, name=spo.PersonName(given=["Nancy"], family="Berggren")),
        reason=spo.Reason(text="Røntgenundersøgelse af thorax"),
        responsible=spo.Participant(organisation=organisation("325431000016004", "Røntgenafdelingen")),
        performer=spo.Participant(organisation=organisation("345031000016009", "Røntgenambulatoriet")),
        custodian=organisation("359011000016003", "Region Syddanmark"),
        location=spo.Facility.sor("325421000016001", "Røntgenambulatoriet, indgang 4", address=address),
    )


if __name__ == "__main__":
    main()
