"""One exception class for each decision a caller can take."""

import copy
import pickle

import pytest

import spo
from spo import _spo, exceptions

KINDS = {name: (python_class, retryable, remedy) for _, name, python_class, retryable, remedy in _spo.error_kinds()}


def test_the_kinds_are_those_of_the_core() -> None:
    assert [kind.value for kind in spo.ErrorKind] == list(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_class(kind: str) -> None:
    python_class, retryable, remedy = KINDS[kind]
    with pytest.raises(spo.SpoError) as caught:
        _spo.raise_error(kind)
    error = caught.value
    assert type(error) is getattr(spo, python_class)
    assert (error.kind, error.code, error.message) == (spo.ErrorKind(kind), "example", "An example")
    assert (error.retryable, error.remedy) == (retryable, remedy)
    assert (error.path, error.faults, error.service_errors, error.http_status) == (None, (), (), None)
    assert str(error) == f"An example\n  {remedy} [example]"


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_can_be_pickled_and_copied(kind: str) -> None:
    with pytest.raises(spo.SpoError) as caught:
        _spo.raise_error(kind)
    for again in (pickle.loads(pickle.dumps(caught.value)), copy.copy(caught.value)):  # noqa: S301
        assert type(again) is type(caught.value)
        assert again.__dict__ == caught.value.__dict__
        assert str(again) == str(caught.value)


def test_every_exception_class_is_public_and_used() -> None:
    classes = {name for name in exceptions.__all__ if name.endswith("Error")} - {"ServiceError", "SpoError"}
    assert classes == {python_class for python_class, _, _ in KINDS.values()}
    for name in exceptions.__all__:
        assert getattr(spo, name) is getattr(exceptions, name)


@pytest.mark.parametrize(
    ("python_class", "builtin"),
    [
        (spo.InvalidArgumentError, ValueError),
        (spo.ValidationError, ValueError),
        (spo.LocalTimeError, ValueError),
        (spo.DocumentError, ValueError),
        (spo.ConfigurationError, ValueError),
        (spo.AccessDeniedError, PermissionError),
        (spo.UnavailableError, ConnectionError),
        (spo.SpoTimeoutError, TimeoutError),
        (spo.NotFoundError, LookupError),
        (spo.StorageError, OSError),
        (spo.InternalError, RuntimeError),
    ],
)
def test_an_error_is_also_what_python_calls_it(python_class: type[Exception], builtin: type[Exception]) -> None:
    assert issubclass(python_class, builtin)
    assert issubclass(python_class, spo.SpoError)


def test_details_that_are_values_arrive_as_values() -> None:
    details = """{"kind": "rejected", "code": "xds.rejected", "message": "no", "retryable": false, "remedy": "read",
        "path": "patient", "http_status": 200, "soap_fault_code": "S:Client", "message_id": "urn:uuid:1",
        "faults": [{"path": "a", "rule": "r", "danish": "d", "english": "e", "remedy": "m"}],
        "service_errors": [{"code": "XDSRepositoryError", "context": "no", "warning": true}],
        "instants": ["2026-07-01T10:00:00+02:00"]}"""
    error = spo.RejectedError._from_json("text", details)  # noqa: SLF001
    assert str(error.faults[0]) == "a: e. m [r]"
    assert error.service_errors == (spo.ServiceError(code="XDSRepositoryError", context="no", warning=True),)
    assert error.instants[0].isoformat() == "2026-07-01T10:00:00+02:00"
    assert (error.http_status, error.soap_fault_code, error.message_id) == (200, "S:Client", "urn:uuid:1")
    assert pickle.loads(pickle.dumps(error)).__dict__ == error.__dict__  # noqa: S301
