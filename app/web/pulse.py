"""Measures how late the event loop is, for tests and benches."""

import asyncio
from collections import deque

BEAT_SECONDS = 0.02
BEATS = 3000


class Pulse:
    """Beats on the event loop, and remembers how late each beat of a minute was."""

    def __init__(self) -> None:
        self._late: deque[float] = deque(maxlen=BEATS)

    async def beat(self) -> None:
        """Beat for ever."""
        loop = asyncio.get_running_loop()
        while True:
            expected = loop.time() + BEAT_SECONDS
            await asyncio.sleep(BEAT_SECONDS)
            self._late.append(max(0.0, loop.time() - expected))

    def lag(self) -> dict[str, float]:
        """Tell how late the beats were: half of them, all but one in 100, and all."""
        late = sorted(self._late) or [0.0]
        places = {"median": 0.5, "p99": 0.99, "worst": 1.0}
        return {name: late[int((len(late) - 1) * at)] for name, at in places.items()}
