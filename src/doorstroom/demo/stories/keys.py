"""How profiles came into view: people turn their own key, ask for the second, and are answered."""

from doorstroom.cases.actions import answer_not_yet, ask_second_key, turn_second_key
from doorstroom.people.actions import turn_own_key
from doorstroom.people.models import Person, Visibility

from ..values.cast import ABOUT
from .play import Play, tried

STILL_WAITING = 0.35  # of those who turned their own key and have no second one


def keys_of_the_cast(play: Play) -> None:
    """Let the people behind the sign-ins turn their key and get the second one, so that their timeline tells it."""
    for number in ABOUT:
        person = play.by_number[number]
        Visibility.objects.filter(pk=person.pk).update(
            own_key=False, second_key=False, own_key_at=None, second_key_at=None
        )
        guide = play.guide(person)
        asked, answered = play.back(50 - number), play.back(48 - number)
        with play.on(asked):
            tried(turn_own_key, actor=play.seeker(person), person=person.pk, on=True, today=asked)
            ask_second_key(person.pk, asked)
        with play.on(answered):
            tried(turn_second_key, actor=guide, person=person.pk, on=True, today=answered)


def questions(play: Play) -> int:
    """Let everybody who turned only the own key have asked; some got an answer, for some it is due or too late."""
    waiting = 0
    rows = Visibility.objects.filter(own_key=True, second_key=False).order_by("pk").select_related("person")
    for visibility in rows:
        person: Person = visibility.person
        dice = play.dice("key", person.pk)
        waits = dice.chance(STILL_WAITING)
        asked = play.back(dice.weighted({0: 5.0, 1: 4.0, 4: 1.0}) if waits else dice.randint(3, 60))
        with play.on(asked):
            ask_second_key(person.pk, asked)
        if waits:
            waiting += 1
            continue
        answered = play.back((play.today - asked).days - dice.randint(0, 2))
        with play.on(answered):
            tried(
                answer_not_yet,
                actor=play.guide(person) or play.intake_of(person),
                person=person.pk,
                reason=dice.weighted({"profile": 5.0, "talk": 3.0, "busy": 2.0}),
                today=answered,
            )
    return waiting
