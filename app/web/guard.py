"""Protocols that let go of visitors who stall, flood or never finish a sentence."""

import asyncio
import socket
from asyncio.transports import BaseTransport, Transport
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.protocol import State

from app.wire.messages import Notice

SEND_BYTES = 131_072
SILENCE_MILLISECONDS = 15_000
MOST_PONG_BYTES = 524_288
LINGER_SECONDS = 0.5
NOT_UTF8 = 1007
GOODBYE = (
    Notice(
        kind="restart",
        text="The server stops now. This page comes back by itself when it does.",
    )
    .model_dump_json()
    .encode()
)


class GuardedSocket(WebSocketsSansIOProtocol):
    """A websocket that is cut when its peer no longer takes anything."""

    abort_seconds = 1.0
    lingering = False

    def connection_made(self, transport: BaseTransport) -> None:
        """Let the kernel keep little, and give up on a peer that is gone."""
        super().connection_made(transport)
        keep_little(transport.get_extra_info("socket"))

    def data_received(self, data: bytes) -> None:
        """Read on, unless the conversation is over and only its end is awaited."""
        if not self.lingering:
            super().data_received(data)

    def keepalive_timeout(self) -> None:
        """Close as usual, then cut: a stalled peer never takes the closing frame."""
        super().keepalive_timeout()
        self.loop.call_later(self.abort_seconds, self.transport.abort)

    def shutdown(self) -> None:
        """Say goodbye in words too, then cut those who do not listen."""
        if self.conn.state is State.OPEN and self.handshake_complete:
            self.conn.send_text(GOODBYE)
        super().shutdown()
        self.loop.call_later(self.abort_seconds, self.transport.abort)

    def handle_ping(self) -> None:
        """Answer pings, but not for a peer that reads no answers."""
        if self.transport.get_write_buffer_size() > MOST_PONG_BYTES:
            self.transport.abort()
        else:
            super().handle_ping()

    def send_receive_event_to_app(self) -> None:
        """Hand over a message; text that is no UTF-8 ends the conversation."""
        if self.curr_msg_data_type == "bytes" or readable(b"".join(self.frames)):
            super().send_receive_event_to_app()
            return
        self.frames = []
        self.conn.fail(NOT_UTF8, "text must be UTF-8")
        self.handle_parser_exception()

    def handle_parser_exception(self) -> None:
        """Say why it ends, and read on for a moment, so that the reason arrives."""
        close = self.conn.close_sent
        if close is None:
            self.transport.abort()
            return
        self.lingering = self.close_sent = True
        self.queue.put_nowait(
            {"type": "websocket.disconnect", "code": close.code, "reason": close.reason}
        )
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.transport.resume_reading()
        self.close_timer = self.loop.call_later(LINGER_SECONDS, self.transport.close)


class GuardedRequest(H11Protocol):
    """An HTTP connection that must finish its headers within ten seconds."""

    header_seconds = 10.0
    abort_seconds = 1.0
    deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._relax()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, and wait no longer once the headers are complete."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._relax()
        elif self.deadline is None:
            self._expect()

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Stop waiting, for a websocket keeps its own time."""
        self._relax()
        super().handle_websocket_upgrade(event)

    def shutdown(self) -> None:
        """Finish as usual, then cut those who do not take their answer."""
        super().shutdown()
        self.loop.call_later(self.abort_seconds, self.transport.abort)

    def _expect(self) -> None:
        """Cut the connection unless a request arrives in time."""
        self.deadline = self.loop.call_later(self.header_seconds, self.transport.abort)

    def _relax(self) -> None:
        """Wait no longer."""
        if self.deadline is not None:
            self.deadline.cancel()
            self.deadline = None


def keep_little(end: Any) -> None:
    """Set what the system offers against peers that stall or vanish."""
    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BYTES)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        end.setsockopt(
            socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, SILENCE_MILLISECONDS
        )


def readable(text: bytes) -> bool:
    """Tell whether bytes are UTF-8."""
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
