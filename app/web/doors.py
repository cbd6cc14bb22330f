"""Who may come in, checked before anything else: the right host, the right origin."""

import ipaddress
import re
import socket
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 65_536
LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104
HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9_.-]+))(?::(\d{1,5}))?")
PORTS: Mapping[str, str] = {"http": "80", "ws": "80", "https": "443", "wss": "443"}
PAGE_SCHEMES: Mapping[str, str] = {"ws": "http", "wss": "https"}
SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'{live}; "
    "img-src 'self' data: blob:; style-src-elem 'self'; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
WRONG_HOST = (
    "This server does not answer to that name. Start it with --allow-host NAME."
)
WRONG_ORIGIN = "A page of another site may not connect here."
TOO_LARGE = "That is more than this server takes in."


class Place(NamedTuple):
    """Where a browser thinks it is: host and port, the usual port left out."""

    host: str
    port: str

    @property
    def netloc(self) -> str:
        """Write the place as in an address."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}" if self.port else host


def place(netloc: str, scheme: str) -> Place | None:
    """Read a Host header, or the part of an origin after its scheme."""
    match = HOST.fullmatch(netloc)
    if match is None:
        return None
    port = match[3] or ""
    return Place((match[1] or match[2]).lower(), "" if port == PORTS[scheme] else port)


def names(bound: str, allowed: Iterable[str]) -> frozenset[str]:
    """List the hosts that this server answers to."""
    own = machine() if bound in EVERYWHERE else {bound.lower()}
    return LOCAL | own | {name.lower().strip("[]") for name in allowed}


def machine() -> set[str]:
    """Find the names and addresses of this machine in its own network."""
    name = socket.gethostname()
    found = {name.lower(), f"{name.lower()}.local"}
    for family, probe in (
        (socket.AF_INET, "192.0.2.1"),
        (socket.AF_INET6, "2001:db8::1"),
    ):
        found |= _address(family, probe)
    return found


def _address(family: socket.AddressFamily, probe: str) -> set[str]:
    """Ask which of our addresses would be used; connecting UDP sends nothing."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as asking:
            asking.connect((probe, 9))
            return {str(asking.getsockname()[0])}
    except OSError:
        return set()


def near(scope: Scope) -> bool:
    """Say whether a visitor is on this same machine."""
    client = scope.get("client")
    try:
        return client is not None and ipaddress.ip_address(client[0]).is_loopback
    except ValueError:
        return False


class Doors:
    """Turns away the wrong host and origin, and puts headers on what is sent."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str], scripts: bool) -> None:
        self._app = app
        self._hosts = hosts
        self._scripts = scripts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check one request, and let it in or not."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        answer = self.refusal(scope) or self._app
        await answer(scope, receive, _dressed(send, policy(scope)))

    def refusal(self, scope: Scope) -> Response | None:
        """Say why a visitor may not come in, or nothing."""
        here = place(header(scope, "host"), scope["scheme"])
        if here is None or here.host not in self._hosts:
            return PlainTextResponse(WRONG_HOST, 403)
        if scope["type"] == "websocket" and not self._welcome(scope, here):
            return PlainTextResponse(WRONG_ORIGIN, 403)
        length = header(scope, "content-length") or "0"
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return PlainTextResponse(TOO_LARGE, 413)
        return None

    def _welcome(self, scope: Scope, here: Place) -> bool:
        """Let in our own pages, and scripts of this machine, which name no origin."""
        if "origin" not in Headers(scope=scope):
            return self._scripts or near(scope)
        scheme, mark, netloc = header(scope, "origin").partition("://")
        page = PAGE_SCHEMES[scope["scheme"]]
        return bool(mark) and scheme == page and place(netloc, page) == here


def header(scope: Scope, name: str) -> str:
    """Read one header of a request."""
    return Headers(scope=scope).get(name, "")


def _dressed(send: Send, rules: str) -> Send:
    """Add the security headers to whatever is answered."""
    extra = [
        (key.lower().encode(), value.encode())
        for key, value in {**SECURITY, "Content-Security-Policy": rules}.items()
    ]

    async def dressed(message: Message) -> None:
        if message["type"].endswith("response.start"):
            message["headers"] = [*message["headers"], *extra]
        await send(message)

    return dressed


def policy(scope: Scope) -> str:
    """Write the content security policy for a page where the browser thinks it is."""
    here = place(header(scope, "host"), scope["scheme"])
    secure = "wss" if scope["scheme"] in ("https", "wss") else "ws"
    return POLICY.format(live=f" {secure}://{here.netloc}" if here else "")
