"""A patient blocks the sharing of a time, and a colleague sees the rest and looks past the block for a reason.

The patient finds that in the log. Everything is inside this process: how the national block service is spoken to is not
published, and it is the sandbox's that answers.
"""

from datetime import datetime, timedelta
from pathlib import Path

import spo

PATIENT = spo.Cpr("251248-9996")
DATA = Path(__file__).parent.parent / "data"


def booking(start: str) -> spo.Appointment:
    """Make an appointment of half an hour."""
    appointment = spo.Appointment.from_json((DATA / "full-hospital.json").read_text(encoding="utf-8"))
    begin = datetime.fromisoformat(start)
    return appointment.replace(time=spo.At(start=begin, end=begin + timedelta(minutes=30)))


def main() -> None:
    """Tell the story."""
    sandbox = spo.Sandbox()
    sandbox.set_identity_check("required")
    sandbox.trust_level_3(spo.Cvr("91026150"))
    config = sandbox.client_config()
    colleague = spo.Client(config, transport=sandbox, identity=sandbox.professional_identity())
    # An app or a portal, which knows its users.
    portal = spo.Client(config, transport=sandbox, identity=sandbox.identity())
    mine = portal.as_caller(spo.Citizen(cpr=PATIENT)).blocks

    for key, start in (("booking-1", "2027-04-01T10:00:00+02:00"), ("booking-2", "2027-05-03T10:00:00+02:00")):
        colleague.share(spo.AppointmentVersion(key=key), booking(start))
    print(f"A colleague sees two appointments:\n\n{colleague.list(PATIENT).to_table()}")

    may, june = (datetime.fromisoformat(day) for day in ("2027-05-01T00:00:00+02:00", "2027-06-01T00:00:00+02:00"))
    block = mine.block_period(PATIENT, spo.DataPeriod(start=may, end=june))
    filtered = colleague.list(PATIENT).to_table()
    print(f"The patient blocks what is about May. From the very next call on:\n\n{filtered}")

    choice = spo.Override.vital_interest("The patient is unconscious.")
    seen = colleague.list(PATIENT, override=choice).to_table()
    print(f"The patient is brought in unconscious, and the colleague looks past the block:\n\n{seen}")

    print("What the patient finds in the log:\n")
    for entry in sandbox.log_entries():
        print(entry.activity + (", past a block" if entry.addition == "Værdispring" else ""))

    mine.lift(PATIENT, block.id)
    after = colleague.list(PATIENT)
    print(f"\nThe patient lifts the block: {len(after)} appointments, {len(after.gaps)} gaps.")


if __name__ == "__main__":
    main()
