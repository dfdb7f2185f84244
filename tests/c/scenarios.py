"""Runs every file of `tests/scenarios` through the C library (their README says what a step means).

It is also what a host in another language looks like: handles are pointers, errors are objects, text is UTF-8.
Usage: python3 scenarios.py path/to/libspo.so
"""

import ctypes
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TEXT = ctypes.c_char_p
HANDLE = ctypes.c_void_p
REQUIRED = 2
"""SPO_IDENTITY_CHECK_REQUIRED"""
OVERRIDE_REASONS = {"patient_consent": 1, "vital_interest": 2}
"""SPO_OVERRIDE_REASON_…"""
KINDS = {"appointments": 1, "master_data": 2, "care_plans": 3, "diagnoses": 4}
"""SPO_DATA_KIND_…"""
LANGUAGES = (0, 1)
"""SPO_LANGUAGE_…"""
RESUSCITATION = ("not_in_document", "opted_out", "not_opted_out", "unavailable")
"""SPO_RESUSCITATION_…"""
REGISTRATION = ("not_in_document", "position_registered", "no_position_registered", "unavailable")
"""SPO_REGISTRATION_…"""
GRACE = 1.0
"""Seconds that a busy machine may add to a deadline."""

RETURNS = {
    TEXT: (
        "spo_error_code spo_error_text spo_status_name spo_receipt_outcome_name spo_receipt_warning_code spo_gap_code "
        "spo_appointment_reason spo_document_warning_code spo_timeline_appointment_what spo_withheld_source "
        "spo_missing_source spo_missing_code"
    ),
    HANDLE: (
        "spo_list_appointment spo_list_document spo_list_gap spo_overview_appointment spo_overview_master_data "
        "spo_overview_withheld spo_overview_missing"
    ),
    ctypes.c_size_t: (
        "spo_list_count spo_list_gap_count spo_receipt_warning_count spo_document_warning_count "
        "spo_overview_appointment_count spo_overview_master_data_count spo_overview_withheld_count "
        "spo_overview_missing_count spo_timeline_appointment_source_count "
        "spo_timeline_appointment_older_version_count spo_missing_document_count"
    ),
    ctypes.c_uint32: "spo_receipt_version spo_receipt_attempts",
}


class SpoError(Exception):
    """What a function of the library said instead of working."""

    def __init__(self, kind: str, code: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.code = kind, code


class Library:
    """The functions that the scenarios need."""

    def __init__(self, path: str) -> None:
        self.c = ctypes.CDLL(path)
        for kind, names in RETURNS.items():
            for name in names.split():
                getattr(self.c, name).restype = kind

    def do(self, name: str, *arguments: Any) -> None:
        """Call a function that can fail."""
        error = HANDLE()
        status = getattr(self.c, name)(*map(as_c, arguments), ctypes.byref(error))
        if status != 0:
            kind, code, text = (
                said.decode()
                for said in (self.c.spo_status_name(status), self.c.spo_error_code(error), self.c.spo_error_text(error))
            )
            self.c.spo_error_free(error)
            raise SpoError(kind, code, text)

    def make(self, name: str, *arguments: Any) -> HANDLE:
        """Call a function that makes a handle."""
        handle = HANDLE()
        self.do(name, *arguments, ctypes.byref(handle))
        return handle

    def text(self, name: str, *arguments: Any) -> str:
        """Call a function that gives text away."""
        given = self.make(name, *arguments)
        text = ctypes.string_at(given).decode()
        self.c.spo_string_free(given)
        return text

    def lent(self, name: str, handle: Any) -> list[HANDLE]:
        """All handles that a getter lends, as many as its count says."""
        count = getattr(self.c, f"{name}_count")(handle)
        return [HANDLE(getattr(self.c, name)(handle, ctypes.c_size_t(index))) for index in range(count)]

    def texts(self, name: str, handle: Any, count: int) -> list[str]:
        """All texts that a getter lends."""
        getter: Callable[..., bytes] = getattr(self.c, name)
        return [getter(handle, ctypes.c_size_t(index)).decode() for index in range(count)]


def as_c(argument: Any) -> Any:
    """Text as UTF-8, handles as pointers, numbers as they are."""
    if isinstance(argument, str):
        return argument.encode()
    return HANDLE(argument) if isinstance(argument, int) and argument > 2**31 else argument


class Run:
    """One scenario with a sandbox and a client of its own."""

    def __init__(self, library: Library, changed: Any, with_identity: bool) -> None:
        self.library = library
        self.sandbox = library.make("spo_sandbox_new")
        usual = library.make("spo_sandbox_config", self.sandbox)
        config = merge(json.loads(library.text("spo_config_to_json", usual)), changed)
        library.c.spo_config_free(usual)
        config = library.make("spo_config_from_json", json.dumps(config))
        if with_identity:
            library.do("spo_sandbox_set_identity_check", self.sandbox, REQUIRED)
            identity = library.make("spo_sandbox_professional_identity", self.sandbox)
            library.do("spo_config_set_identity", config, identity)
            library.c.spo_identity_free(identity)
        self.client = library.make("spo_client_new_with_sandbox", config, self.sandbox)
        library.c.spo_config_free(config)

    def end(self) -> None:
        self.library.c.spo_client_free(self.client)
        self.library.c.spo_sandbox_free(self.sandbox)

    def step(self, step: dict[str, Any]) -> tuple[Any, Any]:
        """Do one step, and tell what was expected and what came."""
        if "seed" in step:
            self.library.do("spo_sandbox_seed_month", self.sandbox, step["seed"])
            return None, None
        if "wait_ms" in step:
            time.sleep(step["wait_ms"] / 1000)
            return None, None
        if "sent" in step:
            calls = json.loads(self.library.text("spo_sandbox_calls_to_json", self.sandbox))
            sent = Counter(call["transaction"] for call in calls)
            return step["sent"], {name: sent[name] for name in step["sent"]}
        source = self.library.make("spo_sandbox_source", self.sandbox, step["at"]) if "at" in step else None
        try:
            if "script" in step:
                self.library.do("spo_sandbox_script", source or self.sandbox, json.dumps(step["script"]))
                return None, None
            actual = self.call(step, source)
            return step["expect"], {name: actual.get(name) for name in step["expect"]}
        finally:
            self.library.c.spo_sandbox_free(source)

    def call(self, step: dict[str, Any], source: HANDLE | None) -> dict[str, Any]:
        """Call the whole sandbox, or one of its sources alone."""
        calls = {"list": self.listed, "overview": self.seen, "register_block": self.registered_block}
        client = self.client
        if source:
            config = self.library.make("spo_config_sandbox", None)
            client = self.library.make("spo_client_new_with_sandbox", config, source)
            self.library.c.spo_config_free(config)
        try:
            return calls.get(step["call"], self.changed)(client, step)
        except SpoError as error:
            return {"error": error.code, "kind": error.kind}
        finally:
            if source:
                self.library.c.spo_client_free(client)

    def changed(self, client: HANDLE, step: dict[str, Any]) -> dict[str, Any]:
        library, c = self.library, self.library.c
        arguments = [client, step["key"], ctypes.c_uint32(step["version"])]
        appointment = None
        if step["call"] != "cancel":
            appointment = library.make("spo_appointment_from_json", json.dumps(example(step)))
            arguments.append(appointment)
        try:
            receipt = library.make(f"spo_client_{step['call']}", *arguments)
        finally:
            c.spo_appointment_free(appointment)
        actual = {
            "outcome": c.spo_receipt_outcome_name(receipt).decode(),
            "attempts": c.spo_receipt_attempts(receipt),
            "version": c.spo_receipt_version(receipt),
            "warnings": library.texts("spo_receipt_warning_code", receipt, c.spo_receipt_warning_count(receipt)),
        }
        c.spo_receipt_free(receipt)
        return actual

    def listed(self, client: HANDLE, step: dict[str, Any]) -> dict[str, Any]:
        library, c = self.library, self.library.c
        search = library.make("spo_search_new", step["cpr"])
        library.do("spo_search_set_period", search, step.get("from"), step.get("to"))
        library.do("spo_search_set_include_deprecated", search, int(step.get("include_deprecated", False)))
        try:
            found = self.look("spo_client_list", client, search, step)
        finally:
            c.spo_search_free(search)
        indices = [ctypes.c_size_t(index) for index in range(c.spo_list_count(found))]
        gaps = [HANDLE(c.spo_list_gap(found, ctypes.c_size_t(i))) for i in range(c.spo_list_gap_count(found))]
        documents = [HANDLE(c.spo_list_document(found, index)) for index in indices]
        warnings = [
            code
            for document in documents
            for code in library.texts("spo_document_warning_code", document, c.spo_document_warning_count(document))
        ]
        actual = {
            "reasons": [c.spo_appointment_reason(HANDLE(c.spo_list_appointment(found, i))).decode() for i in indices],
            "gaps": [c.spo_gap_code(gap).decode() for gap in gaps],
            "warnings": list(dict.fromkeys(warnings)),
            "overridden": bool(c.spo_list_overridden(found)),
        }
        c.spo_list_free(found)
        return actual

    def look(self, name: str, client: HANDLE, question: HANDLE, step: dict[str, Any]) -> HANDLE:
        """Ask, looking past blocks when the step says so."""
        if "override" not in step:
            return self.library.make(name, client, question)
        said = step["override"]
        ((reason, words),) = said.items() if isinstance(said, dict) else [(said, {})]
        explained = OVERRIDE_REASONS[reason], words.get("explanation")
        return self.library.make(f"{name}_overriding", client, question, *explained)

    def registered_block(self, client: HANDLE, step: dict[str, Any]) -> dict[str, Any]:
        library, c = self.library, self.library.c
        block = library.make("spo_block_from_json", json.dumps(step["block"]))
        try:
            registration = library.make("spo_client_register_block", client, step["cpr"], block)
        finally:
            c.spo_block_free(block)
        actual: dict[str, Any] = json.loads(library.text("spo_block_registration_to_json", registration))
        c.spo_block_registration_free(registration)
        return actual

    def seen(self, client: HANDLE, step: dict[str, Any]) -> dict[str, Any]:
        library, c = self.library, self.library.c
        request = library.make("spo_overview_request_new", step["cpr"])
        library.do("spo_overview_request_set_period", request, step.get("first_day"), step.get("last_day"))
        for kind in step.get("kinds", ()):
            library.do("spo_overview_request_add_kind", request, KINDS[kind])
        if "within_ms" in step:
            library.do("spo_overview_request_set_within_ms", request, ctypes.c_uint32(step["within_ms"]))
        started = time.monotonic()
        try:
            overview = self.look("spo_client_overview", client, request, step)
        finally:
            c.spo_overview_request_free(request)
        took = time.monotonic() - started
        texts = "".join(
            library.text(f"spo_overview_to_{form}", overview, language)
            for form in ("table", "html")
            for language in LANGUAGES
        )
        secrets = step.get("secrets", ())
        plain = library.text("spo_overview_to_json", overview)
        appointments = library.lent("spo_overview_appointment", overview)
        actual = {
            "sources": [source["name"] for source in json.loads(plain)["sources"]],
            "appointments": [c.spo_timeline_appointment_what(it).decode() for it in appointments],
            "places": [c.spo_timeline_appointment_source_count(it) for it in appointments],
            "older_versions": [c.spo_timeline_appointment_older_version_count(it) for it in appointments],
            "registered": [self.registered(it) for it in library.lent("spo_overview_master_data", overview)],
            "withheld": [c.spo_withheld_source(it).decode() for it in library.lent("spo_overview_withheld", overview)],
            "missing": [
                {
                    "source": c.spo_missing_source(it).decode(),
                    "code": c.spo_missing_code(it).decode(),
                    "retryable": bool(c.spo_missing_retryable(it)),
                    "documents": c.spo_missing_document_count(it),
                }
                for it in library.lent("spo_overview_missing", overview)
            ],
            "complete": bool(c.spo_overview_is_complete(overview)),
            "retryable": bool(c.spo_overview_is_retryable(overview)),
            "protected": bool(c.spo_overview_address_protected(overview)),
            "overridden": bool(c.spo_overview_overridden(overview)),
            "shown": [secret for secret in secrets if secret in texts],
            "told": [secret for secret in secrets if secret in texts + plain],
            "in_time": "within_ms" not in step or took < step["within_ms"] / 1000 + GRACE,
        }
        c.spo_overview_free(overview)
        return actual

    def registered(self, data: HANDLE) -> dict[str, str]:
        """What is never a yes or a no, in words."""
        c = self.library.c
        registrations = {
            name: REGISTRATION[getattr(c, f"spo_master_data_{name}_registration")(data)]
            for name in ("organ_donor", "treatment_will", "living_will")
        }
        return {"resuscitation": RESUSCITATION[c.spo_master_data_resuscitation(data)], **registrations}


def example(step: dict[str, Any]) -> Any:
    """The appointment of a step: an example with a change."""
    path = ROOT / "examples" / "data" / f"{step['appointment']}.json"
    return merge(json.loads(path.read_text(encoding="utf-8")), step.get("change", {}))


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


def holds(library: Library, path: Path, with_identity: bool) -> bool:
    scenario = json.loads(path.read_text(encoding="utf-8"))
    run = Run(library, scenario.get("config", {}), with_identity)
    try:
        for number, step in enumerate(scenario["steps"], start=1):
            expected, actual = run.step(step)
            if expected != actual:
                place = f"{path.name}, identity {with_identity}, step {number}"
                print(f"{place}:\n  is:       {actual}\n  expected: {expected}")
                return False
        return True
    finally:
        run.end()


def identities(path: Path) -> list[bool]:
    """Whether the scenario is for clients without and with an identity."""
    only = json.loads(path.read_text(encoding="utf-8")).get("identity")
    return [False, True] if only is None else [only]


def main() -> int:
    library = Library(sys.argv[1])
    results = [
        holds(library, path, with_identity)
        for path in sorted((ROOT / "tests" / "scenarios").glob("*.json"))
        for with_identity in identities(path)
    ]
    failed = results.count(False) + (len(results) < 20)
    print(f"{results.count(True)} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
