"""A server that cannot start says why in one line."""

from pathlib import Path

import pytest

from app.config import Config
from app.main import serve


def test_a_server_without_workers_says_why_and_ends(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    config = Config(host="127.0.0.1", port=0, workers=1, log_level="error")
    assert serve(config, tmp_path / "nowhere") == 1
    said = capfd.readouterr().err
    assert said.startswith("fallline: a worker could not start")
    assert "nowhere" in said
    assert "Traceback" not in said
