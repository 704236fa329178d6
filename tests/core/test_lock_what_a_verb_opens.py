"""A verb locks what it opens, and a list that was opened through a permission gives nothing beside its profile."""

import pytest

from doorstroom.core.guarded import FieldHidden, GuardedQuerySet
from doorstroom.people.declarations import SEE


def test_a_verb_opens_its_row_with_a_lock(monkeypatch, cast, person_of):
    person, asked = person_of(), []
    ask = GuardedQuerySet.select_for_update

    def note(rows, *args, **more):
        asked.append(rows.model)
        return ask(rows, *args, **more)

    monkeypatch.setattr(GuardedQuerySet, "select_for_update", note)
    SEE.lock(cast.seeker.actor, person.pk)
    assert asked == [type(person)]
    SEE.open(cast.seeker.actor, person.pk)
    assert len(asked) == 1


@pytest.mark.parametrize("bare", ["values", "values_list"])
def test_a_guarded_list_gives_no_bare_values(cast, person_of, bare):
    person_of()
    with pytest.raises(FieldHidden):
        getattr(SEE.visible(cast.seeker.actor), bare)("last_name")
