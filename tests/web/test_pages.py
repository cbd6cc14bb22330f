"""What a browser gets when it asks for pages and files."""

import gzip
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.config import site
from app.web.files import Folder, pack
from app.web.pages import PAGES
from tests.web.visitor import Visitor

FIRST_LOAD_BYTES = 400_000


class Links(HTMLParser):
    """Collects the addresses that a page refers to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pages: set[str] = set()
        self.files: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where an element leads."""
        for name, value in attrs:
            if name in ("href", "src") and value and not value.startswith("#"):
                (self.pages if tag == "a" else self.files).add(value.split("#")[0])


def files() -> list[str]:
    """List every file that the server offers."""
    static = site() / "static"
    found = [path for path in static.rglob("*") if path.is_file()]
    return sorted(path.relative_to(static).as_posix() for path in found)


def test_the_bare_address_leads_to_the_first_page(visitor: Visitor) -> None:
    answer = visitor.get("/")
    assert answer.status_code == 307
    assert answer.headers["location"] == PAGES[0].path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_on_every_page_leads_somewhere(
    visitor: Visitor, page: tuple[str, str, str]
) -> None:
    answer = visitor.get(page[1])
    assert answer.status_code == 200
    links = Links(answer.text)
    assert {each.path for each in PAGES} <= links.pages
    for address in links.pages | links.files:
        assert visitor.get(address).status_code in (200, 307), address


def test_an_unknown_address_gets_a_page_that_leads_back(visitor: Visitor) -> None:
    for address in (
        "/nothing",
        "/static/nothing.js",
        "/live",
        "/%00",
        "/docs",
        "/static/%00",
        "/static/" + "a" * 300,
    ):
        answer = visitor.get(address)
        assert answer.status_code == 404, address
        assert PAGES[0].path in Links(answer.text).pages, address


@pytest.mark.parametrize("name", files())
def test_every_file_is_sent_small_and_only_once(visitor: Visitor, name: str) -> None:
    plain = (site() / "static" / name).read_bytes()
    answer = visitor.get(f"/static/{name}")
    assert answer.content == plain
    assert int(answer.headers["content-length"]) <= len(plain)
    again = visitor.get(f"/static/{name}", if_none_match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")


def test_scripts_have_the_type_that_modules_need(visitor: Visitor) -> None:
    answer = visitor.get("/static/js/main.js")
    assert answer.headers["content-type"].startswith("text/javascript")


def test_who_cannot_unpack_gets_the_file_as_it_is(visitor: Visitor) -> None:
    answer = visitor.get("/static/js/main.js", accept_encoding="identity")
    assert "content-encoding" not in answer.headers
    assert answer.content == (site() / "static/js/main.js").read_bytes()


def test_all_files_together_are_a_small_first_load(visitor: Visitor) -> None:
    pages = [visitor.get(page.path) for page in PAGES]
    answers = pages + [visitor.get(f"/static/{name}") for name in files()]
    assert (
        sum(int(each.headers["content-length"]) for each in answers) < FIRST_LOAD_BYTES
    )


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/passwd", "..", "", "js"])
def test_nothing_outside_the_folder_is_ever_found(name: str) -> None:
    assert Folder(site() / "static").find(name) is None


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    marks = set()
    for size in (1, 2):
        (tmp_path / "page.css").write_text("a" * size)
        file = folder.find("page.css")
        assert file is not None
        marks.add(file.mark)
    assert len(marks) == 2


def test_only_what_gains_by_it_is_compressed() -> None:
    text = b"learn " * 1000
    packed = pack(text, "text/plain").packed
    assert packed is not None
    assert gzip.decompress(packed) == text
    assert pack(text, "image/png").packed is None
    assert pack(b"short", "text/plain").packed is None


def test_the_server_says_that_it_is_well(visitor: Visitor) -> None:
    assert visitor.get("/healthz").json() == {"status": "ok"}


def test_posting_changes_nothing(visitor: Visitor) -> None:
    answer = visitor.post("/lab", b"x")
    assert answer.status_code == 405
    assert visitor.post("/lab", b"x" * 100_000).status_code == 413
