"""Pages are made of components that refuse what they do not know."""

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError, engines
from django.test import RequestFactory

from doorstroom.ui.views import ERRORS


def render(source, **context):
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        '{% button "Opslaan" colour="red" %}',
        "{% button %}",
        '{% card titel="Baan" %}{% endcard %}',
        '{% alert "info" %}',
        '{% badge "Past" "ok" "check" "nog iets" %}',
        '{% meter "Uren" %}',
    ],
)
def test_an_unknown_or_missing_attribute_is_refused_before_anything_is_shown(source):
    with pytest.raises(TemplateSyntaxError):
        engines["django"].from_string(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% button "Opslaan" kind="primry" %}',
        '{% button "" %}',
        '{% icon "eenhoorn" %}',
        '{% badge "Past" "groen" %}',
        '{% alert "danger" %}{% endalert %}',
        '{% card href="/" %}zonder titel{% endcard %}',
        '{% columns "5-5" %}{% endcolumns %}',
        "{% steps 8 7 %}",
        '{% table "Mensen" %}<tbody><tr><td>zonder naam</td></tr></tbody>{% endtable %}',
        '{% field "geen veld" %}',
        "{% pagination niets %}",
    ],
)
def test_a_value_that_a_component_does_not_know_is_refused(source):
    with pytest.raises(TemplateSyntaxError):
        render(source, niets=None)


def test_what_people_typed_is_shown_as_text_and_never_as_markup():
    shown = render(
        "{% badge words %}{% button words %}{% page_header words lead=words %}{% copyable words %}"
        '{% card title=words href="/" %}{{ words }}{% endcard %}{% fact "clock" words %}{% meter words 1 2 words %}',
        words='<img src=x onerror="1">',
    )
    assert "<img" not in shown
    assert shown.count("&lt;img") >= 9


def test_a_button_tells_a_screen_reader_what_it_is_about():
    shown = render('{% button "Reageer" context="op Magazijnmedewerker" %}')
    assert "Reageer<span" in shown and " op Magazijnmedewerker</span>" in shown
    assert 'type="submit"' in shown


def test_a_bar_is_never_wider_than_its_room_and_always_has_words():
    assert 'width="100%" height="12"/>' in render('{% meter "Uren" 12 8 %}')
    assert "12 van 8" in render('{% meter "Uren" 12 8 %}')
    assert 'width="0%"' in render('{% meter "Uren" 3 0 %}')


def test_page_numbers_keep_what_the_person_filtered_on():
    request = RequestFactory().get("/", {"status": "zoekt", "page": "2"})
    shown = render("{% pagination page %}", page=Paginator(range(40), 10).page(2), request=request)
    assert 'href="?status=zoekt&amp;page=3"' in shown
    assert 'aria-current="page"' in shown


def test_a_list_that_fits_on_one_page_has_no_page_numbers():
    assert render("{% pagination page %}", page=Paginator(range(9), 10).page(1)).strip() == ""


def test_a_page_of_thousands_has_plain_numbers_in_its_addresses():
    shown = render("{% pagination page %}", page=Paginator(range(30_000), 10).page(2000))
    assert "page=1999" in shown and "page=1.999" not in shown


def test_an_empty_value_is_read_aloud_as_not_filled_in():
    assert "niet ingevuld" in render('{% description_list %}{% term "Rijbewijs" None %}{% enddescription_list %}')


def test_progress_asks_for_news_only_when_it_knows_where():
    assert "hx-get" not in render('{% progress 1 10 "Inlezen" %}')
    shown = render('{% progress 1 10 "Inlezen" url="/stand/" every=5 %}')
    assert 'hx-get="/stand/"' in shown and 'hx-trigger="every 5s"' in shown


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_nothing_and_shows_a_way_on(code):
    shown = engines["django"].get_template(f"{code}.html").render({})
    assert "<h1>" in shown
    assert "Naar het begin" in shown
    assert "<form" not in shown


def test_a_refused_verb_says_why_and_that_nothing_changed():
    shown = engines["django"].get_template("ui/refusal.html").render({"sentence": "Deze vacature is al vervuld."})
    assert "Deze vacature is al vervuld." in shown and "Er is niets veranderd." in shown
