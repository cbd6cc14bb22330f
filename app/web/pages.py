"""The pages of the site as a table; the header of every page is made from it."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined


class Page(NamedTuple):
    """A page: its name in the header, its address, and the template that it is."""

    name: str
    path: str
    template: str


PAGES = (
    Page("Lab", "/lab", "lab.html"),
    Page("Surface", "/surface", "surface.html"),
)
LOST = Page("Not found", "", "404.html")


class Templates:
    """Turns pages into HTML."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, page: Page) -> str:
        """Write one page."""
        template = self._environment.get_template(page.template)
        return template.render(page=page.name, pages=links(page))


def links(current: Page) -> list[Mapping[str, object]]:
    """List the pages for a header, with the one that is open marked."""
    return [{**page._asdict(), "current": page == current} for page in PAGES]
