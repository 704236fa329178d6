"""The gallery holds every component, and whole pages made of them."""

import re

import pytest
from django.template import engines
from django.utils import translation

from doorstroom.ui import build, samples
from doorstroom.ui.templatetags.ui import register
from doorstroom.ui.views import PAGES

# Parts of the frame, or parts of a component.
FRAME = {"base", "page_top", "page_foot", "error_ways", "refusal", "field_notes", "field_single", "field_group"}
COMPONENTS = {path.stem for path in (build.HERE / "templates" / "ui").glob("*.html")} - FRAME
TEXT_TAGS = {"date", "day", "moment", "euro", "number"}
INNER_TAGS = {"captured", "message_alert", "theme_link"}


def gallery():
    return engines["django"].get_template("ui/gallery/components.html").render(samples.components())


def test_every_component_has_an_entry():
    assert set(re.findall(r'data-component="(\w+)"', gallery())) >= COMPONENTS


def test_every_component_has_one_tag_and_every_tag_one_file():
    assert set(register.tags) - TEXT_TAGS - INNER_TAGS == COMPONENTS


def test_every_tag_stands_in_the_table_that_page_builders_read():
    table = (build.HERE / "README.md").read_text()
    assert not [name for name in set(register.tags) - INNER_TAGS if f"| `{name}` |" not in table]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_example_pages_can_be_shown(name, language):
    with translation.override(language):
        shown = engines["django"].get_template(f"ui/gallery/{name}.html").render(samples.pages())
    assert f'<html lang="{language}">' in shown and "<h1>" in shown


def test_no_id_stands_twice_in_the_gallery():
    ids = re.findall(r'\sid="([^"]+)"', gallery())
    assert len(ids) == len(set(ids))
