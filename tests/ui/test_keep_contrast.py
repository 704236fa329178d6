"""Every pair of colours that carries words or shows a control can be told apart."""

import re

import pytest

from doorstroom.ui import build

SHEET = build.definitions((build.STATIC / "doorstroom.css").read_text().split("}", 1)[0] + "}")
THEMES = sorted((build.STATIC / "themes").glob("*.css"))
WORDS = [
    ("--basis-color-default-color-document", "#fff"),
    ("--basis-color-default-color-document", "--basis-color-default-bg-subtle"),
    ("--basis-color-default-color-subtle", "#fff"),
    ("--basis-color-default-color-subtle", "--basis-color-default-bg-subtle"),
    ("--basis-color-default-color-subtle", "--ds-brand-tint"),
    ("--basis-color-default-color-default", "--ds-brand-tint"),
    ("--basis-heading-color", "#fff"),
    ("--basis-heading-color", "--ds-brand-tint"),
    ("--nl-link-color", "#fff"),
    ("--nl-link-color", "--basis-color-default-bg-subtle"),
    ("--nl-link-color", "--ds-brand-tint"),
    ("--ds-on-brand", "--ds-brand"),
    ("--ds-on-accent", "--ds-accent"),
    ("--nl-button-primary-color", "--nl-button-primary-background-color"),
    ("--nl-button-primary-hover-color", "--nl-button-primary-hover-background-color"),
    ("--nl-button-primary-negative-color", "--nl-button-primary-negative-background-color"),
    ("--nl-button-secondary-color", "--basis-color-default-bg-subtle"),
    ("--nl-button-secondary-hover-color", "--nl-button-secondary-hover-background-color"),
    ("--nl-data-badge-color", "--nl-data-badge-background-color"),
    ("--basis-color-positive-color-default", "--basis-color-positive-bg-default"),
    ("--basis-color-info-color-default", "--basis-color-info-bg-default"),
    ("--basis-color-warning-color-default", "--basis-color-warning-bg-default"),
    ("--basis-color-negative-color-default", "--basis-color-negative-bg-default"),
    ("--basis-color-negative-color-default", "#fff"),
    ("--utrecht-alert-info-color", "--utrecht-alert-info-background-color"),
    ("--utrecht-alert-ok-color", "--utrecht-alert-ok-background-color"),
    ("--utrecht-alert-warning-color", "--utrecht-alert-warning-background-color"),
    ("--utrecht-alert-error-color", "--utrecht-alert-error-background-color"),
    ("--basis-color-disabled-color-default", "--basis-color-disabled-bg-default"),
]
CONTROLS = [
    ("--basis-form-control-border-color", "#fff"),
    ("--basis-form-control-border-color", "--basis-color-default-bg-subtle"),
    ("--nl-button-secondary-border-color", "#fff"),
    ("--ds-brand", "--basis-color-default-bg-hover"),
    ("--basis-color-negative-border-default", "#fff"),
    ("--ds-focus", "#fff"),
    ("#fff", "--ds-brand"),
]


def colour(name, theme):
    """Follow a token to its colour, as the browser would under this theme."""
    known = SHEET | theme
    while not name.startswith("#"):
        name = re.sub(r"^var\((--[\w-]+)\)$", r"\1", name)
        name = known[name] if name.startswith("--") else name
    digits = name[1:] if len(name) == 7 else "".join(digit * 2 for digit in name[1:])
    return [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]


def brightness(parts):
    """Relative luminance (WCAG 2.2)."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other, theme):
    light, dark = sorted((brightness(colour(one, theme)), brightness(colour(other, theme))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(params=[None, *THEMES], ids=lambda path: path.stem if path else "product")
def theme(request):
    return build.definitions(request.param.read_text()) if request.param else {}


@pytest.mark.parametrize(("ink", "paper"), WORDS)
def test_words_stand_out_from_what_they_are_written_on(ink, paper, theme):
    assert contrast(ink, paper, theme) >= 4.5


@pytest.mark.parametrize(("line", "paper"), CONTROLS)
def test_controls_and_bars_stand_out_from_what_they_lie_on(line, paper, theme):
    assert contrast(line, paper, theme) >= 3


@pytest.mark.parametrize("path", THEMES, ids=lambda path: path.stem)
def test_a_theme_changes_only_the_names_that_are_meant_for_it(path):
    names = build.definitions(path.read_text())
    assert names and all(name.startswith("--ds-") and name in SHEET for name in names)
