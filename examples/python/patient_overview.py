"""A nurse opens a patient: appointments of every sector, master data, care plans, diagnoses, and what is missing.

With a file name behind it, it also writes the page for a browser. Everything is inside this process: test persons,
three sources, and one of them that is down.
"""

import sys
from datetime import date
from pathlib import Path

import spo

PATIENT = spo.Cpr("640344-0048")


def main() -> None:
    """Open the patient."""
    sandbox = spo.Sandbox()
    sandbox.seed(spo.Seed.month(date(2027, 4, 7)))
    sandbox.set_identity_check("required")
    nurse = spo.Client(sandbox.client_config(), transport=sandbox, identity=sandbox.professional_identity())

    # One of the sources behind the national search does not answer today.
    down = {"code": "XDSRegistryNotAvailable", "context": "general_practice"}
    sandbox.script({"kind": "partial_success", "error": down}, on=spo.Transaction.ITI_18, count=0)

    overview = nurse.overview(PATIENT, first_day=date(2027, 4, 1), last_day=date(2027, 4, 30))
    print(overview.to_table())
    for file in sys.argv[1:]:
        Path(file).write_text(overview.to_html(), encoding="utf-8")
        print(f"{file} is written.")


if __name__ == "__main__":
    main()
