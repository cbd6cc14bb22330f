"""Who may come in: the right host, the right origin, and nobody else."""

import socket
from collections.abc import Mapping

import pytest
from starlette.responses import PlainTextResponse
from websockets.exceptions import InvalidStatus

from app.web.doors import SECURITY, Doors, names, place
from tests.serving import Server
from tests.web.visitor import Visitor

HOSTS: Mapping[str, bool] = {
    "127.0.0.1:{port}": True,
    "localhost:{port}": True,
    "LOCALHOST:{port}": True,
    "[::1]:{port}": True,
    "127.0.0.1": True,
    "evil.example": False,
    "evil.example:{port}": False,
    "localhost.evil.example:{port}": False,
    "evil-localhost:{port}": False,
    "localhost.:{port}": False,
    "127.1:{port}": False,
    "0.0.0.0:{port}": False,
    "169.254.169.254": False,
    "localhost:{port}:80": False,
    "user@localhost:{port}": False,
    "": False,
}
# Origins of a page, seen from the host 127.0.0.1:{port}.
ORIGINS: Mapping[str, bool] = {
    "http://127.0.0.1:{port}": True,
    "http://localhost:{port}": False,
    "https://127.0.0.1:{port}": False,
    "http://127.0.0.1": False,
    "http://127.0.0.1:1": False,
    "http://evil.example": False,
    "http://evil.example:{port}": False,
    "http://127.0.0.1:{port}.evil.example": False,
    "http://127.0.0.1.evil.example:{port}": False,
    "http://evil127.0.0.1:{port}": False,
    "http://[::1]:{port}": False,
    "file://": False,
    "null": False,
    "": False,
    "127.0.0.1:{port}": False,
    "ws://127.0.0.1:{port}": False,
    "http://user@127.0.0.1:{port}": False,
    "http://127.0.0.1:{port}/": False,
}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self' ws://127.0.0.1:{port}; "
    "img-src 'self' data: blob:; style-src-elem 'self'; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@pytest.mark.parametrize(("host", "welcome"), HOSTS.items())
def test_pages_answer_to_their_own_names_only(
    visitor: Visitor, host: str, welcome: bool
) -> None:
    answer = visitor.get("/lab", host=host.format(port=visitor.server.port))
    assert (answer.status_code == 200) is welcome, answer.status_code


@pytest.mark.parametrize(("host", "welcome"), HOSTS.items())
def test_the_socket_answers_to_its_own_names_only(
    server: Server, host: str, welcome: bool
) -> None:
    name = host.format(port=server.port)
    assert (knock(server, name, f"http://{name.lower()}") == 101) is welcome


@pytest.mark.parametrize(("origin", "welcome"), ORIGINS.items())
def test_the_socket_opens_to_its_own_pages_only(
    server: Server, origin: str, welcome: bool
) -> None:
    host = f"127.0.0.1:{server.port}"
    assert (knock(server, host, origin.format(port=server.port)) == 101) is welcome


def test_a_program_on_this_machine_needs_no_origin(visitor: Visitor) -> None:
    assert visitor.live(origin=None).session


@pytest.mark.parametrize("scripts", [False, True])
def test_a_program_elsewhere_is_let_in_only_if_that_was_asked_for(
    scripts: bool,
) -> None:
    doors = Doors(PlainTextResponse("in"), frozenset({"192.0.2.7"}), scripts)
    scope = {
        "type": "websocket",
        "scheme": "ws",
        "client": ("192.0.2.8", 1),
        "headers": [(b"host", b"192.0.2.7:8000")],
    }
    assert (doors.refusal(scope) is None) is scripts


def test_a_page_of_another_site_gets_no_reason_to_try_again(visitor: Visitor) -> None:
    with pytest.raises(InvalidStatus) as refused:
        visitor.live(origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_every_answer_wears_the_security_headers(visitor: Visitor) -> None:
    for address in ("/", "/lab", "/nothing", "/static/js/main.js", "/healthz"):
        headers = visitor.get(address).headers
        assert headers["content-security-policy"] == POLICY.format(
            port=visitor.server.port
        )
        assert all(headers[name] == value for name, value in SECURITY.items())
        assert "server" not in headers


def test_the_usual_port_is_the_same_named_or_not() -> None:
    assert place("localhost:80", "http") == place("LocalHost", "ws")
    assert place("localhost:443", "http") != place("localhost", "http")


def test_a_server_for_everybody_knows_its_own_names() -> None:
    known = names("0.0.0.0", ["school.example", "[fe80::1]"])  # noqa: S104
    assert {socket.gethostname().lower(), "school.example", "fe80::1"} <= known
    assert names("192.0.2.7", []) == {"192.0.2.7", "localhost", "127.0.0.1", "::1"}


def test_what_a_proxy_claims_changes_nothing(visitor: Visitor) -> None:
    answer = visitor.get("/debug/stats", x_forwarded_for="203.0.113.9")
    assert answer.status_code == 200


def knock(server: Server, host: str, origin: str) -> int:
    """Ask for a websocket by hand, and give the status of the answer."""
    request = (
        f"GET /live HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), 10) as line:
        line.sendall(request.encode())
        return int(line.recv(4096).split(b" ", 2)[1])
