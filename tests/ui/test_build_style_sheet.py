"""The style sheet is what its sources say, small, and knows every class that is used."""

import gzip
import re
from pathlib import Path

import django_htmx
import pytest
from django.template import engines

from doorstroom.ui import build, samples
from doorstroom.ui.components.icons import ICONS

TEMPLATES = list((build.HERE / "templates").rglob("*.html"))
HTMX = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
CSS = (build.STATIC / "doorstroom.css").read_text()


def compressed(text):
    return len(gzip.compress(text if isinstance(text, bytes) else text.encode(), 9))


def test_the_committed_style_sheet_is_what_its_sources_build():
    assert build.style_sheet() == CSS, "run: manage.py build_css"


def test_the_committed_icons_are_those_that_are_listed():
    assert build.sprite() == (build.STATIC / "icons.svg").read_text(), "run: manage.py build_css"
    assert {path.stem for path in (build.HERE / "vendor" / "tabler").glob("*.svg")} == set(ICONS)


def test_all_css_stays_small():
    assert compressed(CSS) < 22_000


def test_a_cold_page_weighs_less_than_100_kilobytes():
    page = engines["django"].get_template("ui/gallery/banen.html").render(samples.pages())
    names = ["doorstroom.css", "doorstroom.js", "icons.svg", "mark.svg", "select.svg", "tick.svg"]
    parts = [page, HTMX.read_bytes(), *((build.STATIC / name).read_bytes() for name in names)]
    fonts = [path.stat().st_size for path in (build.STATIC / "fonts").glob("*.woff2")]
    theme = max(compressed(path.read_bytes()) for path in (build.STATIC / "themes").glob("*.css"))
    assert len(fonts) == 2
    assert sum(map(compressed, parts)) + sum(fonts) + theme < 100_000


def test_nothing_is_fetched_from_elsewhere_or_from_inside_the_sheet():
    addresses = re.findall(r"url\(([^)]*)\)", CSS)
    assert addresses
    for address in addresses:
        assert (build.STATIC / address.strip("\"'")).exists(), address


def test_every_class_of_ours_in_a_template_has_a_rule():
    known = set(re.findall(r"\.(ds-[\w-]+)", CSS))
    for path in TEMPLATES:
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "{", path.read_text())
        used = set(re.findall(r"\bds-[\w-]*\w(?=[\s\"{])", plain))
        assert used <= known, path.name


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_holds_style_or_script_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:|<script(?![^>]*\ssrc=)", text)
