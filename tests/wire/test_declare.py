"""What the browser knows of Python is what Python wrote down last."""

import pytest

from app.wire.declare import TARGET, files


@pytest.mark.parametrize("name", files())
def test_the_generated_file_is_up_to_date(name: str) -> None:
    assert (TARGET / name).read_text("utf-8") == files()[name], (
        "run python -m app.wire.declare"
    )
