"""People are told what happened, in their language and by their channel; a subject holds nothing personal."""

import smtplib
from datetime import timedelta

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from doorstroom.core.models import TrailEntry
from doorstroom.notices import actions, tasks
from doorstroom.notices.models import Notice, Preference

State = Notice.State
FACTS = {"organisation": "Gemeente Delft"}


class Carrier(BaseEmailBackend):
    """A mail server that does what the test wants."""

    sent: list = []
    trouble: Exception | None = None

    def send_messages(self, messages):
        if Carrier.trouble:
            raise Carrier.trouble
        Carrier.sent.extend(messages)
        return len(messages)


@pytest.fixture
def carrier(settings):
    settings.MAIL_CARRIER = f"{__name__}.Carrier"
    Carrier.sent, Carrier.trouble = [], None
    return Carrier


@pytest.fixture
def letter(cast) -> Notice:
    return actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS, link="/rol-kiezen/")


def test_a_letter_calls_people_by_first_name_and_links_to_the_site(letter, settings):
    assert letter.body.startswith("Beste Sam,")
    assert "Zoeker" not in letter.body
    assert f"{settings.SITE_ADDRESS}/rol-kiezen/" in letter.body
    assert "Gemeente Delft" in letter.body


def test_a_subject_holds_no_name_whatever_the_caller_gives(cast):
    facts = FACTS | {"name": "Sam Zoeker", "first_name": "Sam"}
    notice = actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=facts)
    assert notice.subject == "U hebt een nieuwe rol in Doorstroom"


def test_a_person_is_told_through_the_own_account(cast, person_of):
    person = person_of(cast.seeker)
    notice = actions.tell(template="notices/new_role", person_id=person.pk, context=FACTS)
    assert (notice.to, notice.person_id) == (cast.seeker.user.email, person.pk)


def test_a_person_without_account_is_told_only_at_an_address_that_is_given(cast, person_of):
    from uuid import uuid4

    assert actions.tell(template="notices/new_role", person_id=uuid4(), context=FACTS) is None
    notice = actions.tell(template="notices/new_role", person_id=uuid4(), email="x@y.example", context=FACTS)
    assert notice.to == "x@y.example"
    assert notice.body.startswith("Beste lezer,")


def test_somebody_whose_account_is_closed_is_told_nothing(cast):
    cast.seeker.user.is_active = False
    cast.seeker.user.save()
    assert actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS) is None


def test_who_chose_the_site_gets_no_mail_except_what_is_essential(cast, client_of):
    client = client_of(cast.seeker)
    assert client.post(reverse("notices_mine"), {"channel": "site"}).status_code == 302
    quiet = actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS)
    loud = actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS, essential=True)
    assert (quiet.state, loud.state) == (State.ON_SITE, State.WAITING)
    assert client.post(reverse("notices_mine"), {"channel": "duif"}).status_code == 400
    assert Preference.objects.get().channel == "site"


def test_what_was_sent_can_be_read_on_the_site_by_its_reader_only(cast, client_of, letter):
    assert "Gemeente Delft" in client_of(cast.seeker).get(reverse("notices_mine")).content.decode()
    assert "Gemeente Delft" not in client_of(cast.other_seeker).get(reverse("notices_mine")).content.decode()


def test_a_letter_is_delivered_once(letter, carrier):
    assert actions.deliver(letter.pk) == State.SENT
    assert actions.deliver(letter.pk) == ""
    assert [message.to for message in carrier.sent] == [[letter.to]]
    assert carrier.sent[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_secret_letter_keeps_no_words_once_it_is_delivered(cast, carrier):
    given = {"template": "notices/invited", "user_id": cast.seeker.user.pk, "context": FACTS, "link": "/geheim/"}
    notice = actions.tell(**given, secret=True)
    actions.deliver(notice.pk)
    assert "/geheim/" in carrier.sent[0].body
    assert Notice.objects.get().body == ""


def test_a_server_that_is_away_is_tried_again_later_and_the_trouble_is_visible(letter, carrier, time_machine_day):
    carrier.trouble = ConnectionRefusedError()
    assert actions.deliver(letter.pk) == State.WAITING
    notice = Notice.objects.get()
    assert (notice.tries, notice.trouble) == (1, "unreachable")
    assert actions.deliver(letter.pk) == ""
    carrier.trouble = None
    with time_machine_day(minutes=6):
        assert tasks.try_again() == "0 offered again"  # its first turn waits in the queue still
        DBTaskResult.objects.all().delete()
        assert tasks.try_again() == "1 offered again"
        assert actions.deliver(letter.pk) == State.SENT


def test_after_the_last_try_a_letter_has_failed_and_the_administrator_can_send_it_again(
    letter, carrier, cast, client_of
):
    carrier.trouble = smtplib.SMTPServerDisconnected()
    for _ in range(6):
        Notice.objects.update(next_try_at=timezone.now())
        state = actions.deliver(letter.pk)
    assert state == State.FAILED
    client = client_of(cast.admin)
    page = client.get(reverse("notices_outbox"), {"state": "failed"}).content.decode()
    assert letter.to in page
    assert "niet bereikbaar" in page
    client.post(reverse("notices_send_again", args=[letter.pk]))
    carrier.trouble = None
    assert actions.deliver(letter.pk) == State.SENT
    assert TrailEntry.objects.filter(event="notices.sent_again").count() == 1


def test_an_address_that_the_server_refuses_is_not_tried_again(letter, carrier):
    carrier.trouble = smtplib.SMTPRecipientsRefused({})
    assert actions.deliver(letter.pk) == State.FAILED
    assert Notice.objects.get().trouble == "refused"


def test_without_a_mail_server_a_real_office_keeps_its_mail_waiting(letter, settings):
    settings.MAIL_CARRIER = ""
    assert actions.deliver(letter.pk) == State.WAITING
    assert (Notice.objects.get().tries, Notice.objects.get().trouble) == (0, "no_server")


def test_a_letter_whose_sender_died_is_offered_again(letter):
    Notice.objects.update(state=State.SENDING, next_try_at=timezone.now() - timedelta(minutes=11))
    DBTaskResult.objects.all().delete()
    assert tasks.try_again() == "1 offered again"
    assert Notice.objects.get().state == State.WAITING


def test_the_outbox_never_shows_the_words_of_a_letter(letter, cast, client_of):
    page = client_of(cast.admin).get(reverse("notices_outbox")).content.decode()
    assert letter.subject in page
    assert "Gemeente Delft" not in page.split("<main")[1]


def test_the_letter_box_with_all_mail_exists_in_the_demo_only(letter, client, settings):
    assert client.get(reverse("notices_sink")).status_code == 404
    settings.DEMO = True
    assert "Gemeente Delft" in client.get(reverse("notices_sink")).content.decode()
    assert actions.deliver(letter.pk) == State.SENT


def test_old_words_are_forgotten_and_old_letters_too(letter, time_machine_day):
    Notice.objects.update(state=State.SENT)
    with time_machine_day(days=91):
        assert tasks.tidy() == "1 wiped, 0 removed"
    with time_machine_day(days=366):
        assert tasks.tidy() == "0 wiped, 1 removed"


def test_a_letter_and_its_delivery_vanish_together_when_the_verb_fails(cast):
    from django.db import transaction
    from django_tasks_db.models import DBTaskResult

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS)
        raise RuntimeError
    assert not Notice.objects.exists()
    assert not DBTaskResult.objects.filter(task_path__endswith="deliver_notice").exists()


def test_a_letter_speaks_the_language_of_its_reader(cast):
    cast.seeker.user.language = "en"
    cast.seeker.user.save()
    notice = actions.tell(template="notices/new_role", user_id=cast.seeker.user.pk, context=FACTS)
    assert notice.language == "en"
    assert notice.subject == "You have a new role in Doorstroom"
    assert "Dear Sam," in notice.body
