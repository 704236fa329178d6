"""Every address stands in the hand-written table of who may open it; the table itself is tried in tests/trust."""

from doorstroom.core.checks import routes
from tests.trust.matrix import MOST_LINES, NAME, every_route, missing_lines, read_table


def test_every_address_has_a_line_in_the_table_of_who_may_open_it():
    missing = missing_lines(read_table(), every_route())
    assert not missing, "\n" + "\n".join(missing)


def test_every_word_in_an_address_is_known_to_the_table():
    unknown = [
        f"{route.path}: in tests/trust/matrix.py say what <{name}> names: an object (NAMED; make one in stage.py) "
        "or only a word (SPELLED)"
        for route in every_route()
        for name in route.unknown
    ]
    assert not unknown, "\n" + "\n".join(unknown)


def test_no_line_of_the_table_speaks_of_an_address_that_is_gone():
    paths = [route.path for route in every_route()]
    gone = [
        f"{NAME}:{line.number}: {path}"
        for line in read_table().lines
        for path in line.paths
        if not any(line.names(path, each) for each in paths)
    ]
    assert not gone


def test_the_table_is_short_enough_to_be_read_aloud():
    assert len(read_table().lines) <= MOST_LINES


def test_no_two_views_share_an_address():
    seen: dict[str, str] = {}
    for path, name, view in routes():
        module = getattr(view, "__module__", "")
        assert seen.setdefault(path, module) == module, f"/{path} leads to {seen[path]} and never to {name}"
