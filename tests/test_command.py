"""The `fallline` command: what it explains, refuses, prints, and how it ends."""

import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from app.config import Config, flag, read
from tests.project import ROOT
from tests.serving import FALLLINE, Server, serving
from tests.web.visitor import Live

LONGEST_END_SECONDS = 5.0
PATIENCE_SECONDS = 30.0


def fallline(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [*FALLLINE, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        env={**os.environ, **variables},
        check=False,
    )


def test_every_flag_is_explained_with_its_default_and_its_variable() -> None:
    words = fallline("serve", "--help", COLUMNS="200").stdout
    for name, field in Config.model_fields.items():
        assert flag(name) in words
        assert f"FALLLINE_{name.upper()}" in words
        assert field.description is not None
        assert " ".join(field.description.split()[:4]) in words


def test_a_flag_wins_over_a_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FALLLINE_PORT", "1234")
    monkeypatch.setenv("FALLLINE_ALLOW_HOST", "a.example,b.example")
    assert read(["serve"]).port == 1234
    assert read(["serve", "--port", "5"]).port == 5
    assert read(["serve"]).allow_host == ("a.example", "b.example")
    assert read(["serve", "--allow-scripts"]).allow_scripts


def test_without_flags_the_server_is_for_this_machine_only() -> None:
    config = read(["serve"])
    assert (config.host, config.port) == ("127.0.0.1", 8000)
    assert config.processes == len(os.sched_getaffinity(0))


WRONG: Mapping[str, tuple[str, ...]] = {
    "--port": ("serve", "--port", "70000"),
    "--workers": ("serve", "--workers", "many"),
    "--log-level": ("serve", "--log-level", "loud"),
    "no.such.host": ("serve", "--host", "no.such.host.invalid"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_flag_is_named_in_one_line(name: str) -> None:
    ended = fallline(*WRONG[name])
    assert ended.returncode in (1, 2)
    assert name in ended.stderr
    assert "Traceback" not in ended.stderr


def test_without_a_word_the_command_says_what_it_can_do() -> None:
    ended = fallline()
    assert ended.returncode == 0
    assert "serve" in ended.stdout


@pytest.mark.parametrize("name", ["nowhere", "empty"])
def test_a_bad_folder_of_digits_is_named_in_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    ended = fallline("serve", "--port", "0", "--digits", str(tmp_path / name))
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert str(tmp_path / name) in ended.stderr


def test_a_taken_port_is_said_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        ended = fallline("serve", "--port", port)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert port in ended.stderr


@pytest.mark.skipif(shutil.which("make") is None, reason="this machine has no make")
def test_make_run_serves_where_it_is_told_to() -> None:
    assert made_to_run() == ("127.0.0.1", 8000)
    assert made_to_run("HOST=::1", "PORT=0") == ("::1", 0)
    assert made_to_run(HOST="0.0.0.0", PORT="8123") == ("0.0.0.0", 8123)  # noqa: S104


def made_to_run(*words: str, **variables: str) -> tuple[str, int]:
    """Ask make what it would run, and read where that would serve."""
    outer = {"HOST", "PORT", "MAKEFLAGS", "MAKELEVEL"}  # make may be running this test
    kept = {name: value for name, value in os.environ.items() if name not in outer}
    told = subprocess.run(
        ["make", "--dry-run", "run", *words],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=True,
    )
    command = told.stdout.splitlines()[-1]
    config = read(shlex.split(command.partition("fallline ")[2]))
    return config.host, config.port


def test_the_page_is_there_as_soon_as_the_address_is() -> None:
    with serving() as server:
        assert httpx.get(f"{server.url}/lab").status_code == 200
        assert server.said().count("\n") == 1


@contextmanager
def live(server: Server) -> Iterator[Live]:
    """Open a live socket and train on it."""
    url = f"{server.url.replace('http', 'ws', 1)}/live"
    with connect(url, origin=Origin(server.url), compression=None) as opened:
        visit = Live(opened)
        visit.train("costs", "weight_images")
        visit.see(3)
        yield visit


def end(server: Server, number: signal.Signals) -> float:
    """End a server by a signal, and tell how many seconds it took."""
    began = time.monotonic()
    server.process.send_signal(number)
    server.process.wait(PATIENCE_SECONDS)
    return time.monotonic() - began


def interrupt(process: subprocess.Popen[bytes]) -> float:
    """Press Ctrl-C, which a terminal sends to workers too; tell how long the end took.

    The process must lead a group of its own.
    """
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.wait(PATIENCE_SECONDS)
    return time.monotonic() - began


def all_end(processes: list[psutil.Process]) -> bool:
    """Wait until these processes have ended, whether or not anybody took note."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(map(has_ended, processes)):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def has_ended(process: psutil.Process) -> bool:
    """Tell whether a process does nothing more."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_everything_and_tells_the_browsers(number: signal.Signals) -> None:
    with serving() as server, live(server) as visit:
        family = psutil.Process(server.process.pid).children(recursive=True)
        server.process.send_signal(number)
        assert visit.ending() == 1012
        assert [each["kind"] for each in visit.kinds("notice")] == ["restart"]
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert all_end(family)
        assert "Traceback" not in server.said()


STUCK = """
import sys, time
from websockets.sync.client import connect
with connect(sys.argv[1], compression=None, max_queue=1) as socket:
    for text in ('{"type":"watch","tensors":["costs","weight_images"]}',
                 '{"type":"pace","steps":"max"}', '{"type":"start"}'):
        socket.send(text)
    print("ready", flush=True)
    time.sleep(600)
"""


@contextmanager
def stopped_client(server: Server) -> Iterator[None]:
    """Let a client connect and stop it dead, as a closed laptop."""
    url = f"{server.url.replace('http', 'ws', 1)}/live"
    command = [sys.executable, "-c", STUCK, url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        client.stdout.readline()
        client.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            client.kill()


def test_ctrl_c_ends_it_in_time_though_a_client_and_the_workers_are_stopped() -> None:
    with serving() as server, stopped_client(server), live(server):
        for worker in workers(server.process):
            worker.suspend()
        assert end(server, signal.SIGINT) < LONGEST_END_SECONDS
        assert server.process.returncode == 0


def workers(server: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """List the processes that train, but not what keeps track of them."""
    family = psutil.Process(server.pid).children()
    return [
        each for each in family if any("spawn_main" in word for word in each.cmdline())
    ]


LOADING = """
import os, signal, sys
class Impatient:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Impatient())
from app.__main__ import main
sys.exit(main(["serve", "--port", "0"]))
"""


@pytest.mark.parametrize("library", ["pydantic_core", "datetime", "numpy", "fastapi"])
def test_ctrl_c_ends_it_while_it_loads_a_library(library: str) -> None:
    code = [sys.executable, "-c", LOADING, library]
    ended = subprocess.run(code, capture_output=True, text=True, timeout=20)
    assert ended.returncode == 0
    assert not ended.stderr


@contextmanager
def starting(log: Path, processes: int) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server until it has begun so many others; it must end without a word."""
    with log.open("wb") as output:
        command = [*FALLLINE, "serve", "--port", "0", "--workers", "2"]
        started = subprocess.Popen(
            command, stdout=output, stderr=subprocess.STDOUT, process_group=0
        )
    try:
        server = psutil.Process(started.pid)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(family := server.children()) < processes:
            assert started.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, log.read_text("utf-8")
        yield started
    finally:
        started.kill()
        started.wait()
    assert started.returncode == 0
    assert "Traceback" not in log.read_text("utf-8")
    assert all_end(family)


@pytest.mark.parametrize("processes", [1, 2, 3, 4])
def test_ctrl_c_ends_it_in_the_middle_of_its_start(
    tmp_path: Path, processes: int
) -> None:
    with starting(tmp_path / "server.log", processes) as server:
        assert interrupt(server) < LONGEST_END_SECONDS


def test_ctrl_c_ends_it_in_time_though_no_worker_ever_gets_ready(
    tmp_path: Path,
) -> None:
    log = tmp_path / "server.log"
    with starting(log, processes=3) as server:
        for worker in workers(server):
            worker.suspend()
        assert interrupt(server) < LONGEST_END_SECONDS
    assert not log.read_text("utf-8")


def test_ctrl_c_ends_it_in_the_middle_of_a_step_on_all_images() -> None:
    with serving() as server, live(server) as visit:
        visit.send(type="reset", settings={"batch": 60_000})
        visit.send(type="start")
        visit.until(lambda: visit.line == 2 and visit.status["state"] == "running")
        visit.see(3)
        family = psutil.Process(server.process.pid).children()
        assert interrupt(server.process) < LONGEST_END_SECONDS
        assert server.process.returncode == 0
        assert "Traceback" not in server.said()
        assert all_end(family)


def test_ctrl_c_twice_ends_it_just_as_well() -> None:
    with serving() as server, live(server):
        server.process.send_signal(signal.SIGINT)
        end(server, signal.SIGINT)
        assert server.process.returncode == 0
        assert "Traceback" not in server.said()


def test_workers_do_not_outlive_a_server_that_is_killed() -> None:
    with serving() as server, live(server):
        family = psutil.Process(server.process.pid).children(recursive=True)
        server.process.kill()
        assert all_end(family)


def test_a_run_outlives_the_server_if_there_is_a_folder_for_it(tmp_path: Path) -> None:
    with serving("--state", str(tmp_path)) as server, live(server) as visit:
        visit.send(type="pause")
        visit.until(lambda: visit.status.get("state") == "paused")
        name, step = visit.session, visit.status["step"]
    with serving("--state", str(tmp_path)) as server:
        url = f"{server.url.replace('http', 'ws', 1)}/live?session={name}"
        with connect(url, compression=None) as opened:
            again = Live(opened)
            assert again.session == name
            assert again.status["step"] == step


def test_a_second_server_does_not_disturb_the_first() -> None:
    with serving() as first, serving() as second:
        assert first.port != second.port
        with live(first) as visit:
            end(second, signal.SIGTERM)
            visit.see(3)


def test_the_front_computes_nothing() -> None:
    code = (
        "import sys, app.main, app.config\n"
        "print([name for name in sys.modules if name.startswith("
        "('app.training', 'app.session'))])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


def test_a_client_that_goes_away_leaves_no_complaint() -> None:
    with serving("--log-level", "info") as server:
        with pytest.raises(ConnectionClosed), live(server) as visit:
            visit.socket.socket.shutdown(socket.SHUT_RDWR)
            visit.ending()
            visit.see()
        assert "Traceback" not in server.said()
