"""Runs every file of `tests/scenarios` (its README says what a step means)."""

import json
import time
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import spo
from conftest import ROOT

SCENARIOS = sorted((ROOT / "tests" / "scenarios").glob("*.json"))
GRACE = timedelta(seconds=1)
"""What a machine that is busy may add to a deadline."""


@pytest.mark.parametrize("with_identity", [False, True], ids=["without identity", "with identity"])
@pytest.mark.parametrize("through", ["the library", "a transport in Python"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_holds(path: Path, through: str, *, with_identity: bool) -> None:
    scenario = json.loads(path.read_text(encoding="utf-8"))
    if scenario.get("identity", with_identity) != with_identity:
        return
    sandbox = spo.Sandbox()
    transport = sandbox if through == "the library" else sandbox.send
    client = client_of(sandbox, scenario, transport, with_identity=with_identity)
    for step in scenario["steps"]:
        play(sandbox, client, step)


def test_the_scenarios_are_there() -> None:
    assert len(SCENARIOS) >= 20


def client_of(sandbox: spo.Sandbox, scenario: Any, transport: Any, *, with_identity: bool) -> spo.Client:
    """Give the client that the steps are for."""
    config = merge(json.loads(sandbox.client_config().to_json()), scenario.get("config", {}))
    identity = None
    if with_identity:
        sandbox.set_identity_check("required")
        identity = sandbox.professional_identity()
    return spo.Client(spo.ClientConfig.from_json(json.dumps(config)), transport=transport, identity=identity)


def play(sandbox: spo.Sandbox, client: spo.Client, step: dict[str, Any]) -> None:
    """Do one step, and see that it came as expected."""
    source = sandbox.source(step["at"]) if "at" in step else None
    if "seed" in step:
        sandbox.seed(spo.Seed.month(date.fromisoformat(step["seed"])))
    elif "wait_ms" in step:
        time.sleep(step["wait_ms"] / 1000)
    elif "script" in step:
        script(source or sandbox, step["script"])
    elif "sent" in step:
        assert {name: sent(sandbox)[name] for name in step["sent"]} == step["sent"], step
    else:
        actual = call(spo.Client(spo.ClientConfig.sandbox(), transport=source) if source else client, step)
        assert {name: actual.get(name) for name in step["expect"]} == step["expect"], step


def script(sandbox: spo.Sandbox, scripts: Any) -> None:
    for each in scripts if isinstance(scripts, list) else [scripts]:
        does = each["does"]
        others = {name: value for name, value in each.items() if name != "does"}
        sandbox.script(*(does if isinstance(does, list) else [does]), **others)


def sent(sandbox: spo.Sandbox) -> Counter[str]:
    return Counter(call.transaction for call in sandbox.calls if call.transaction)


def call(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    calls = {"list": listed, "overview": seen, "register_block": registered_block}
    try:
        return calls.get(step["call"], changed)(client, step)
    except spo.SpoError as error:
        return {"error": error.code, "kind": error.kind}


def listed(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    start_from, start_before = (datetime.fromisoformat(step[name]) if name in step else None for name in ("from", "to"))
    found = client.list(
        spo.Cpr(step["cpr"]),
        start_from=start_from,
        start_before=start_before,
        include_deprecated=step.get("include_deprecated", False),
        override=override(step),
    )
    return {
        "reasons": [shared.appointment.reason.text for shared in found],
        "gaps": [gap.code for gap in found.gaps],
        "warnings": list(dict.fromkeys(warning.code for shared in found for warning in shared.warnings)),
        "overridden": found.overridden,
    }


def override(step: dict[str, Any]) -> spo.Override | None:
    """Give the choice to look past blocks that a step says, if any."""
    match step.get("override"):
        case None:
            return None
        case "patient_consent":
            return spo.Override.patient_consent()
        case reason:
            return spo.Override.vital_interest(reason["vital_interest"]["explanation"])


def registered_block(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    draft = spo.draft_from_json(json.dumps(step["block"]))
    registration = client.blocks.register(spo.Cpr(step["cpr"]), draft)
    return {"effect": registration.effect, "state": registration.state}


def seen(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    first_day, last_day = (
        date.fromisoformat(step[name]) if name in step else None for name in ("first_day", "last_day")
    )
    within = timedelta(milliseconds=step["within_ms"]) if "within_ms" in step else None
    started = time.monotonic()
    overview = client.overview(
        spo.Cpr(step["cpr"]),
        first_day=first_day,
        last_day=last_day,
        kinds=step.get("kinds"),
        within=within,
        override=override(step),
    )
    took = timedelta(seconds=time.monotonic() - started)
    texts = "".join(overview.to_table(language) + overview.to_html(language) for language in spo.Language)
    secrets = step.get("secrets", ())
    return {
        "sources": [source.name for source in overview.sources],
        "appointments": [it.appointment.reason.text for it in overview.appointments],
        "places": [len(it.places) for it in overview.appointments],
        "older_versions": [len(it.older_versions) for it in overview.appointments],
        "registered": [registered(placed.master_data) for placed in overview.master_data],
        "withheld": [withheld.source for withheld in overview.withheld],
        "missing": [
            {"source": it.source, "code": it.code, "retryable": it.retryable, "documents": len(it.documents)}
            for it in overview.missing
        ],
        "complete": overview.is_complete,
        "retryable": overview.is_retryable,
        "protected": overview.address_protected,
        "overridden": overview.overridden,
        "shown": [secret for secret in secrets if secret in texts],
        "told": [secret for secret in secrets if secret in texts + overview.to_json()],
        "in_time": within is None or took < within + GRACE,
    }


def registered(data: spo.MasterData) -> dict[str, str]:
    """Say in words what is never a yes or a no."""
    registrations = {
        "organ_donor": data.organ_donor_registration,
        "treatment_will": data.treatment_will_registration,
        "living_will": data.living_will_registration,
    }
    return {
        "resuscitation": data.resuscitation_opt_out.value.value,
        **{
            name: "not_in_document" if registration is None else registration.value.value
            for name, registration in registrations.items()
        },
    }


def changed(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    version = spo.AppointmentVersion(key=step["key"], version=step["version"])
    match step["call"]:
        case "share":
            receipt = client.share(version, appointment(step))
        case "replace":
            receipt = client.replace(version, appointment(step))
        case "cancel":
            receipt = client.cancel(version)
        case other:
            pytest.fail(f"no such call: {other}")
    return {
        "outcome": receipt.outcome,
        "attempts": receipt.attempts,
        "version": receipt.appointment.version,
        "warnings": [warning.code for warning in receipt.warnings],
    }


def appointment(step: dict[str, Any]) -> spo.Appointment:
    example = ROOT / "examples" / "data" / f"{step['appointment']}.json"
    plain = json.loads(example.read_text(encoding="utf-8"))
    return spo.Appointment.from_dict(merge(plain, step.get("change", {})))


def merge(target: Any, patch: Any) -> Any:
    """Apply a JSON merge patch (RFC 7396)."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, change in patch.items():
        if change is None:
            merged.pop(name, None)
        else:
            merged[name] = merge(merged.get(name), change)
    return merged
