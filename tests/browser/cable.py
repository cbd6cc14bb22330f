"""A network cable between a browser and the server, which can be pulled out."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Cable:
    """Carries bytes both ways until it is pulled, and again when it is put back."""

    def __init__(self, port: int) -> None:
        self._far = ("127.0.0.1", port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ends: list[socket.socket] = []
        self._whole = True
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Give the address of the near end."""
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def pull(self) -> None:
        """Break every connection and take no new one."""
        self._whole = False
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def put_back(self) -> None:
        """Take new connections again."""
        self._whole = True

    def close(self) -> None:
        """Pull the cable for good."""
        self.pull()
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self._join(near) if self._whole else near.close()

    def _join(self, near: socket.socket) -> None:
        far = socket.create_connection(self._far)
        self._ends += [near, far]
        for ends in ((near, far), (far, near)):
            threading.Thread(target=carry, args=ends, daemon=True).start()


def carry(source: socket.socket, target: socket.socket) -> None:
    """Carry bytes one way until either end is closed."""
    with suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()


@contextmanager
def cable(port: int) -> Iterator[Cable]:
    """Lay a cable to a port of this machine until the block ends."""
    laid = Cable(port)
    try:
        yield laid
    finally:
        laid.close()
