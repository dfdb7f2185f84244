"""Runs every file of `tests/scenarios` (its README says what a step means)."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import spo
from conftest import ROOT

SCENARIOS = sorted((ROOT / "tests" / "scenarios").glob("*.json"))


@pytest.mark.parametrize("with_identity", [False, True], ids=["without identity", "with identity"])
@pytest.mark.parametrize("through", ["the library", "a transport in Python"])
@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_scenario_holds(path: Path, through: str, *, with_identity: bool) -> None:
    scenario = json.loads(path.read_text(encoding="utf-8"))
    if scenario.get("identity", with_identity) != with_identity:
        return
    sandbox = spo.Sandbox()
    transport = sandbox if through == "the library" else sandbox.send
    if with_identity:
        sandbox.set_identity_check("required")
        identity = sandbox.professional_identity()
        client = spo.Client(sandbox.client_config(), transport=transport, identity=identity)
    else:
        client = spo.Client(spo.ClientConfig.sandbox(), transport=transport)
    for step in scenario["steps"]:
        if "script" in step:
            script(sandbox, step["script"])
        elif "sent" in step:
            assert {name: sent(sandbox)[name] for name in step["sent"]} == step["sent"], step
        else:
            actual = call(client, step)
            assert {name: actual.get(name) for name in step["expect"]} == step["expect"], step


def test_the_scenarios_are_there() -> None:
    assert len(SCENARIOS) >= 20


def script(sandbox: spo.Sandbox, scripts: Any) -> None:
    for each in scripts if isinstance(scripts, list) else [scripts]:
        does = each.pop("does")
        sandbox.script(*(does if isinstance(does, list) else [does]), **each)


def sent(sandbox: spo.Sandbox) -> Counter[str]:
    return Counter(call.transaction for call in sandbox.calls if call.transaction)


def call(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    try:
        return listed(client, step) if step["call"] == "list" else changed(client, step)
    except spo.SpoError as error:
        return {"error": error.code, "kind": error.kind}


def listed(client: spo.Client, step: dict[str, Any]) -> dict[str, Any]:
    start_from, start_before = (datetime.fromisoformat(step[name]) if name in step else None for name in ("from", "to"))
    found = client.list(
        spo.Cpr(step["cpr"]),
        start_from=start_from,
        start_before=start_before,
        include_deprecated=step.get("include_deprecated", False),
    )
    return {
        "reasons": [shared.appointment.reason.text for shared in found],
        "gaps": [gap.code for gap in found.gaps],
        "warnings": list(dict.fromkeys(warning.code for shared in found for warning in shared.warnings)),
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
