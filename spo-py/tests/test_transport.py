"""The host's own transport, and what the client makes of what it does."""

import _thread
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

import spo

CPR = spo.Cpr("2512489996")
FIRST = spo.AppointmentVersion(key="booking-1")


def client(transport: Callable[[spo.Request], spo.Response] | spo.Transport) -> spo.Client:
    return spo.Client(spo.ClientConfig.sandbox(), transport=transport)


def raising(error: BaseException) -> Callable[[spo.Request], spo.Response]:
    def send(_: spo.Request) -> spo.Response:
        raise error

    return send


def test_a_request_has_everything_an_http_library_needs() -> None:
    seen: list[spo.Request] = []

    def send(request: spo.Request) -> spo.Response:
        seen.append(request)
        raise ConnectionRefusedError

    with pytest.raises(spo.UnavailableError):
        client(send).find(CPR)
    (request,) = seen
    headers = {name.lower(): value for name, value in request.headers}
    assert request.url == "http://sandbox.invalid/ddsregistry"
    assert "soapaction" in headers
    assert headers["content-type"].startswith(("text/xml", "multipart/related"))
    assert b"2512489996" in request.body
    assert timedelta(0) < request.connect_timeout <= request.timeout <= timedelta(seconds=30)
    assert "2512489996" not in repr(request)


def test_an_object_with_send_is_a_transport() -> None:
    class Refusing:
        def send(self, request: spo.Request, /) -> spo.Response:
            raise ConnectionRefusedError(request.url)

    with pytest.raises(spo.UnavailableError):
        client(Refusing()).find(CPR)


@pytest.mark.parametrize(
    ("raised", "error", "code"),
    [
        (ConnectionRefusedError("no"), spo.UnavailableError, "transport.connect"),
        (socket.gaierror("unknown"), spo.UnavailableError, "transport.resolve"),
        (TimeoutError("slow"), spo.SpoTimeoutError, "transport.timeout"),
        (ConnectionResetError("broken"), spo.UnavailableError, "transport.broken"),
        (RuntimeError("anything"), spo.UnavailableError, "transport.other"),
    ],
)
def test_what_the_transport_raises_becomes_the_cause(raised: Exception, error: type[spo.SpoError], code: str) -> None:
    with pytest.raises(error) as caught:
        client(raising(raised)).find(CPR)
    assert caught.value.code == code
    assert caught.value.__cause__ is raised
    assert type(raised).__name__ in str(caught.value)


def test_a_change_that_certainly_was_not_sent_is_merely_unavailable(appointment: spo.Appointment) -> None:
    with pytest.raises(spo.UnavailableError):
        client(raising(ConnectionRefusedError())).share(FIRST, appointment)


def test_a_change_whose_answer_is_lost_has_an_unknown_outcome(appointment: spo.Appointment) -> None:
    with pytest.raises(spo.OutcomeUnknownError) as caught:
        client(raising(ConnectionResetError())).share(FIRST, appointment)
    assert caught.value.retryable
    assert caught.value.message_id


def test_an_answer_of_a_wrong_type_is_named() -> None:
    with pytest.raises(spo.UnavailableError, match=r"must return spo\.Response, not NoneType") as caught:
        client(lambda _: None).find(CPR)  # type: ignore[arg-type,return-value]
    assert isinstance(caught.value.__cause__, TypeError)


def test_an_error_page_is_no_answer() -> None:
    page = spo.Response(status=504, headers=[("Content-Type", "text/html")], body=b"<html>Gateway Timeout</html>")
    with pytest.raises(spo.SpoError) as caught:
        client(lambda _: page).find(CPR)
    assert caught.value.http_status == 504


def test_no_error_text_holds_the_cpr_number() -> None:
    with pytest.raises(spo.UnavailableError) as caught:
        client(raising(RuntimeError("sent 251248-9996"))).find(CPR)
    assert "9996" not in str(caught.value)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_ctrl_c_in_the_transport_stops_the_whole_call(appointment: spo.Appointment, stop: type[BaseException]) -> None:
    calls = []

    def send(request: spo.Request) -> spo.Response:
        calls.append(request)
        raise stop

    with pytest.raises(stop):
        client(send).share(FIRST, appointment)
    assert len(calls) == 1


@contextmanager
def server(delay: float) -> Iterator[str]:
    """An HTTP server in this process, which only answers while nobody else keeps Python's lock."""
    stopped = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            stopped.wait(delay)
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=httpd.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        stopped.set()
        httpd.shutdown()
        thread.join()
        httpd.server_close()


def test_calls_of_several_threads_run_at_once() -> None:
    threads, delay = 8, 0.4
    with server(delay) as url, spo.Client(spo.ClientConfig.sandbox(url)) as shared:

        def find(_: int) -> None:
            with pytest.raises(spo.UnavailableError):
                shared.find(CPR)

        started = time.monotonic()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(find, range(threads)))
        assert time.monotonic() - started < threads * delay / 2


def test_ctrl_c_ends_the_wait_for_an_answer() -> None:
    with server(10) as url, spo.Client(spo.ClientConfig.sandbox(url)) as waiting:
        timer = threading.Timer(0.3, _thread.interrupt_main)
        started = time.monotonic()
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            waiting.find(CPR)
        assert time.monotonic() - started < 2


def test_a_deadline_ends_the_wait_for_an_answer() -> None:
    timeouts = spo.Timeouts(attempt=timedelta(milliseconds=200), total=timedelta(milliseconds=300))
    with server(10) as url:
        config = spo.ClientConfig.sandbox(url).replace(timeouts=timeouts)
        with pytest.raises(spo.SpoTimeoutError, match=r"transport\.timeout"):
            spo.Client(config).find(CPR)


def test_nobody_at_the_address_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(spo.UnavailableError) as caught:
            spo.Client(spo.ClientConfig.sandbox(url)).find(CPR)
    assert caught.value.retryable


FORKED = """
import os, spo
client = spo.Client(spo.ClientConfig.sandbox("http://127.0.0.1:9"))
if os.fork() == 0:
    try:
        client.find(spo.Cpr("2512489996"))
    except spo.InternalError as error:
        print(error.code, "spawn" in error.remedy, flush=True)
    os._exit(0)
os.wait()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_client_refuses_to_work_in_a_forked_process() -> None:
    printed = subprocess.run([sys.executable, "-c", FORKED], check=True, capture_output=True, text=True)  # noqa: S603
    assert printed.stdout.split() == ["process.forked", "True"]
