"""Who looked at the people of the demo's sign-ins, and what those people said about their lists."""

from uuid import UUID

from doorstroom.core.models import ReadLogEntry
from doorstroom.matching.actions import not_interested, save_for_later, say_doubt
from doorstroom.matching.queries import jobs_for

from ..values import cast, letters
from .play import Play, tried

IN_CASELOAD = 3  # how many people of the demo's case worker doubt something in their list


def looks(play: Play) -> None:
    """Write down that the case worker looked now and then, as the pages do."""
    rows = []
    for number in cast.ABOUT:
        person = play.by_number[number]
        guide = play.guide(person)
        for days in (47, 31, 18, 9, 2):
            if guide is None:
                continue
            with play.on(play.back(days)):
                rows.append(
                    ReadLogEntry(
                        request_id=play.dice("look", number, days).key("request"),
                        by_user=guide.user_id,
                        by_name=guide.name,
                        by_role=guide.role.code,
                        by_organisation=guide.organisation_id,
                        person_id=person.pk,
                        permission="people.see",
                        purpose="guidance",
                        fields="*",
                        page="desk_dossier",
                    )
                )
    ReadLogEntry.objects.bulk_create(rows)


def words_about_lists(play: Play) -> None:
    """Let the job seeker save one job and put one aside, and let people of the case worker doubt something."""
    seeker = play.by_number[cast.SEEKER]
    cards = jobs_for(seeker, limit=12).cards
    said = play.back(3)
    with play.on(said):
        for card in cards[7:8]:
            tried(save_for_later, actor=play.seeker(seeker), person=seeker.pk, vacancy=card.key)
        for card in cards[11:12]:
            tried(not_interested, actor=play.seeker(seeker), person=seeker.pk, vacancy=card.key, reason="known")
    own: UUID = play.role("case_worker").user.pk
    caseload = [
        person for person in play.signing_and_visible
        if (row := play.workers.get(person.pk)) is not None and row.case_worker_id == own and person != seeker
    ]  # fmt: skip
    for number, person in enumerate(caseload[-IN_CASELOAD:]):
        found = jobs_for(person, limit=3).cards
        asked = play.back(number * 4)
        with play.on(asked):
            for card in found[:1]:
                tried(say_doubt, actor=play.seeker(person), person=person.pk, vacancy=card.key,
                      words=letters.DOUBTS[number % len(letters.DOUBTS)], today=asked)  # fmt: skip
