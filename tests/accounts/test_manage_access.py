"""The functional administrator lets people in, changes what they may do, and lets them go."""

from datetime import timedelta
from itertools import product

import pytest
from django.http import Http404
from django.urls import reverse

from doorstroom.accounts import actions
from doorstroom.accounts.models import Membership, Organisation, Team, User
from doorstroom.accounts.queries import running
from doorstroom.common.dates import today
from doorstroom.core.models import TrailEntry
from doorstroom.core.verbs import Refusal
from doorstroom.notices.models import Notice
from tests.accounts.conftest import PASSWORD

NEW = {"name": "Nora Nieuw", "email": "nora@delft.example", "role": "case_worker"}


def test_an_invited_user_chooses_a_password_and_must_then_get_a_second_factor(cast, client_of, client, mail, hear_news):
    place = reverse("accounts_invite", args=[cast.delft.pk])
    answer = client_of(cast.admin).post(place, NEW)
    assert answer["Location"] == reverse("accounts_organisation", args=[cast.delft.pk])
    hear_news()
    notice = Notice.objects.get(template="notices/invited")
    assert (notice.to, notice.secret) == ("nora@delft.example", True)
    assert "Nora" not in notice.subject

    page = client.get(mail.link(), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    client.post("/toegang/login/", {"login": NEW["email"], "password": PASSWORD})

    assert client.get("/mijn-account/")["Location"] == reverse("mfa_index")
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))


def test_inviting_a_known_user_adds_a_role_and_says_so_without_a_password_link(cast, client_of, mail, hear_news):
    cast.consultant.user.set_password(PASSWORD)
    cast.consultant.user.save()
    given = NEW | {"email": cast.consultant.user.email}
    client_of(cast.admin).post(reverse("accounts_invite", args=[cast.delft.pk]), given)
    hear_news()
    assert cast.consultant.user.memberships.count() == 2
    assert Notice.objects.get().template == "notices/new_role"
    assert mail.link() == reverse("accounts_switch")


def test_a_role_must_fit_the_kind_of_organisation(cast):
    with pytest.raises(Refusal, match="role_does_not_fit"):
        actions.invite(actor=cast.admin.actor, organisation=cast.agency, **NEW)
    assert not User.objects.filter(email=NEW["email"]).exists()


def test_inviting_somebody_twice_says_so_and_changes_nothing(cast, client_of):
    client = client_of(cast.admin)
    place = reverse("accounts_invite", args=[cast.delft.pk])
    client.post(place, NEW)
    answer = client.post(place, NEW)
    assert answer.status_code == 400
    assert "heeft deze rol al" in answer.content.decode()
    assert Membership.objects.filter(user__email=NEW["email"]).count() == 1


def test_an_ended_membership_refuses_on_the_next_request(cast, client_of):
    worker = client_of(cast.colleague)
    place = reverse("accounts_me")
    assert worker.session["membership"] == str(cast.colleague.membership.pk)
    client_of(cast.admin).post(reverse("accounts_membership", args=[cast.colleague.membership.pk]), {"end": "1"})
    assert worker.get(place)["Location"].startswith("/toegang/login/")
    fresh = client_of(Refreshed(cast.colleague))
    assert fresh.get(reverse("accounts_users")).status_code == 404
    assert fresh.get(reverse("accounts_switch")).status_code == 200


def test_an_ended_membership_can_be_given_anew(cast):
    actor, row = cast.admin.actor, cast.colleague.membership
    actions.end_membership(actor=actor, membership=row)
    given = {"email": cast.colleague.user.email, "name": "x", "role": "case_worker"}
    again = actions.invite(actor=actor, organisation=cast.delft, **given)
    assert again.pk == row.pk
    assert Membership.objects.get(pk=row.pk).until is None


def test_sessions_end_when_the_role_changes(cast, client_of):
    worker = client_of(cast.colleague)
    client_of(cast.admin).post(
        reverse("accounts_membership", args=[cast.colleague.membership.pk]), {"role": "functional_admin"}
    )
    assert Membership.objects.get(pk=cast.colleague.membership.pk).role == "functional_admin"
    assert worker.get(reverse("accounts_me"))["Location"].startswith("/toegang/login/")


def test_a_forged_membership_in_the_session_is_ignored(cast, client_of):
    client = client_of(cast.seeker)
    session = client.session
    session["membership"] = str(cast.admin.membership.pk)
    session.save()
    assert client.get(reverse("accounts_users")).status_code == 404
    assert client.get(reverse("accounts_me")).context["membership"] == cast.seeker.membership


def test_nobody_takes_a_role_that_belongs_to_somebody_else(cast, client_of):
    answer = client_of(cast.seeker).post(reverse("accounts_switch"), {"membership": str(cast.admin.membership.pk)})
    assert answer.status_code == 404


def test_an_administrator_cannot_end_the_own_access_or_change_the_own_role(cast):
    actor, own = cast.admin.actor, cast.admin.membership
    with pytest.raises(Refusal, match="own_access"):
        actions.end_membership(actor=actor, membership=own)
    with pytest.raises(Refusal, match="own_role"):
        actions.change_membership(actor=actor, membership=own, role="case_worker", team_ids=[])


def test_an_administrator_sees_nobody_of_another_region(cast, client_of):
    page = client_of(cast.admin).get(reverse("accounts_users")).content.decode()
    assert "Karin Visser" in page
    assert "Ron Maas" not in page
    assert "Sam Zoeker" not in page
    elsewhere = cast.case_worker_elsewhere
    client = client_of(cast.admin)
    assert client.get(reverse("accounts_user", args=[elsewhere.user.pk])).status_code == 404
    assert client.get(reverse("accounts_membership", args=[elsewhere.membership.pk])).status_code == 404
    assert client.get(reverse("accounts_organisation", args=[cast.rotterdam.pk])).status_code == 404
    with pytest.raises(Http404):
        actions.end_membership(actor=cast.admin.actor, membership=elsewhere.membership)


def test_only_the_administrator_manages_users_and_organisations(cast, client_of):
    for player in (cast.seeker, cast.case_worker, cast.employer, cast.consultant, cast.account_manager):
        client = client_of(player)
        for place in ("/beheer/gebruikers/", "/beheer/organisaties/", "/inrichten/", "/beheer/berichten/"):
            assert client.get(place).status_code == 404


def test_users_are_found_by_name_and_by_role(cast, client_of):
    client = client_of(cast.admin)
    page = client.get(reverse("accounts_users"), {"q": "karin"}).content.decode()
    assert "Karin Visser" in page
    assert "Koen Bos" not in page
    page = client.get(reverse("accounts_users"), {"role": "agency_consultant"}).content.decode()
    assert "Ilse Vlot" in page
    assert "Karin Visser" not in page


def test_the_list_of_users_asks_the_database_as_often_for_two_as_for_twenty(cast, client_of, count_queries):
    client = client_of(cast.admin)
    client.get(reverse("accounts_users"))  # what every page remembers
    few = count_queries(lambda: client.get(reverse("accounts_users")))
    for number in range(18):
        user = User.objects.create_user(f"u{number}@delft.example", name=f"Gebruiker {number}")
        Membership.objects.create(user=user, organisation=cast.delft, role="case_worker")
    many = count_queries(lambda: client.get(reverse("accounts_users")))
    assert many == few <= 12


def test_a_lost_second_factor_is_reset_by_the_administrator_and_sessions_end(cast, client_of, with_app):
    with_app(cast.colleague)
    worker = client_of(cast.colleague)
    answer = client_of(cast.admin).post(reverse("accounts_user", args=[cast.colleague.user.pk]))
    assert answer.status_code == 302
    assert worker.get(reverse("accounts_me"))["Location"].startswith("/toegang/login/")
    assert TrailEntry.objects.filter(event="accounts.second_factor_reset").count() == 1


def test_an_organisation_that_stops_closes_the_door_for_its_people(cast, client_of):
    worker = client_of(cast.consultant)
    given = {"kind": cast.agency.kind, "name": cast.agency.name, "kvk": "", "phone": "", "email": ""}
    place = reverse("accounts_organisation", args=[cast.agency.pk])
    assert client_of(cast.admin).post(place, given).status_code == 302
    assert not Organisation.objects.get(pk=cast.agency.pk).active
    assert worker.get(reverse("accounts_switch")).context["memberships"] == []


def test_an_organisation_and_its_team_are_added_once(cast, client_of):
    client = client_of(cast.admin)
    given = {"kind": "training", "name": "Opleider Noord", "active": "on", "kvk": "12345678"}
    assert client.post(reverse("accounts_new_organisation"), given).status_code == 302
    row = Organisation.objects.get(name="Opleider Noord")
    assert row.region_id == "AM21"
    twice = client.post(reverse("accounts_new_organisation"), given | {"kvk": ""})
    assert twice.status_code == 400
    assert "staat er al" in twice.content.decode()
    other = client.post(reverse("accounts_new_organisation"), given | {"name": "Opleider Zuid"})
    assert "met dit KvK-nummer" in other.content.decode()
    place = reverse("accounts_organisation", args=[row.pk])
    team = {"team": "1", "team-name": "Docenten", "team-task": "general"}
    assert client.post(place, team).status_code == 302
    assert client.post(place, team).status_code == 400
    assert Team.objects.get(organisation=row).name == "Docenten"


def test_teams_of_a_member_can_be_changed(cast, client_of):
    place = reverse("accounts_membership", args=[cast.colleague.membership.pk])
    client_of(cast.admin).post(place, {"role": "case_worker", "teams": [str(cast.intake.pk)]})
    assert list(cast.colleague.membership.teams.all()) == [cast.intake]


@pytest.mark.parametrize(
    "given",
    [
        {"kvk": "12"},
        {"phone": "bel mij"},
        {"name": ""},
        {"name": "Opleider\x00Noord"},
        {"name": "x" * 121},
        {"kind": "circus"},
        {"kind": "municipality"},
    ],
)
def test_impossible_facts_about_an_organisation_are_refused_on_the_page(cast, client_of, given):
    whole = {"kind": "training", "name": "Opleider Noord", "active": "on"} | given
    answer = client_of(cast.admin).post(reverse("accounts_new_organisation"), whole)
    assert answer.status_code == 400
    assert not Organisation.objects.filter(name__startswith="Opleider").exists()


class Refreshed:
    """A player as the database now knows the user."""

    def __init__(self, player) -> None:
        self.user = User.objects.get(pk=player.user.pk)
        self.membership = player.membership


def test_an_account_that_is_opened_again_brings_no_old_session_back(cast, client_of):
    client, who = client_of(cast.employer), {"actor": cast.admin.actor, "user": cast.employer.user.pk}
    assert client.get("/mijn-account/").status_code == 200
    actions.close_account(**who)
    actions.reopen_account(**who)
    assert client.get("/mijn-account/").headers["Location"].startswith("/toegang/login/")


def test_a_row_and_the_database_tell_alike_whether_a_role_runs(cast):
    day = today()
    around = [day - timedelta(days=1), day, day + timedelta(days=1)]
    users = [cast.case_worker.user, User.objects.create(email="weg@test.example", name="Weg", is_active=False)]
    closed = Organisation.objects.create(name="Gesloten", kind="municipality", region_id="AM21", active=False)
    rows = []
    places, roles = [cast.delft, closed, None], ["alderman", "forgotten"]
    for since, until, user, place, role in product(around, [None, *around], users, places, roles):
        Membership.objects.filter(user=user, role=role).delete()
        row = Membership.objects.create(user=user, organisation=place, role=role, since=since, until=until)
        assert row.runs(day) == Membership.objects.filter(running(day), pk=row.pk).exists(), vars(row)
        rows.append(row.runs(day))
    assert 0 < sum(rows) < len(rows)
