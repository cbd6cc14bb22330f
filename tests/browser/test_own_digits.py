"""Other pictures than MNIST: the page calls their classes by their names."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.lab import Lab
from tests.browser.visit import until, visiting
from tests.data.folders import CLOTHES, write
from tests.serving import serving


def test_the_bars_answer_with_the_names_of_clothes(
    tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    folder = write(tmp_path / "fashion")
    (folder / "labels.txt").write_text("\n".join(CLOTHES), "utf-8")
    with (
        serving("--digits", str(folder)) as server,
        visiting(browser, server.url) as visit,
    ):
        lab = Lab.open(visit)
        lab.page.get_by_label("Which test digit").select_option("Sneaker")
        lab.press("Test digit")
        words = until(
            lab.page,
            lambda: lab.finding("Output activations"),
            lambda finding: finding.startswith("Reads "),
        )
        assert all(f"{name}: " in words for name in CLOTHES)
