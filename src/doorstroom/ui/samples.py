"""Invented content for the gallery; nothing here comes from a database."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from doorstroom.ui.components.icons import ICONS

LONG = "Medewerker grondwaterbeschermingsgebiedenadministratie en kwaliteitsborgingsondersteuning"
TRAVEL = [("15", "15 minuten"), ("30", "30 minuten"), ("45", "45 minuten")]
HOURS = [("1", "12 tot 24 uur"), ("2", "24 tot 36 uur"), ("3", "36 uur of meer")]


class Wishes(forms.Form):
    """What a job seeker wants."""

    travel = forms.ChoiceField(label="Langste reistijd", choices=TRAVEL, initial="45")
    hours = forms.ChoiceField(label="Uren per week", choices=HOURS, initial="2")
    learn = forms.BooleanField(label="Ook leerbanen", required=False, initial=True)
    daytime = forms.BooleanField(label="Alleen overdag", required=False)


class Everything(forms.Form):
    """One field of every kind."""

    name = forms.CharField(label="Naam", help_text="Zoals in uw paspoort.")
    mail = forms.EmailField(label="E-mailadres", required=False)
    hours = forms.IntegerField(label="Uren per week", min_value=1, max_value=40)
    start = forms.DateField(label="Vanaf welke dag kunt u werken?")
    travel = forms.ChoiceField(label="Langste reistijd", choices=TRAVEL)
    about = forms.CharField(label="Wat wilt u nog zeggen?", widget=forms.Textarea({"rows": 4}), required=False)
    share = forms.BooleanField(
        label="Werkgevers mogen mijn profiel zien", help_text="Uw naam ziet de werkgever pas als u dat goed vindt."
    )
    way = forms.ChoiceField(
        label="Hoe reist u?",
        choices=[("fiets", "Met de fiets"), ("ov", "Met bus, tram of trein"), ("auto", "Met de auto")],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label="Op welke dagen kunt u werken?",
        help_text="U mag er meer kiezen.",
        choices=[("ma", "Maandag"), ("di", "Dinsdag"), ("wo", "Woensdag")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    cv = forms.FileField(label="Uw cv", help_text="Een PDF of een Word-bestand, tot 5 MB.", required=False)
    fixed = forms.CharField(label="Woonplaats", initial="Delft", disabled=True)


class Candidates(forms.Form):
    """How a case worker narrows the list."""

    name = forms.CharField(label="Naam", required=False)
    status = forms.ChoiceField(label="Status", choices=[("", "Alle statussen")], required=False)
    group = forms.ChoiceField(label="Doelgroep", choices=[("", "Alle doelgroepen")], required=False)


def components() -> dict[str, Any]:
    """Return what the components of the gallery show."""
    values = {"name": "Samira Haddad", "hours": 32, "start": date(2026, 11, 21), "way": "fiets", "days": ["ma"]}
    return {
        "long": LONG,
        "icons": ICONS,
        "filled": Everything(initial=values, prefix="vol"),
        "wrong": Everything({"fout-hours": "80", "fout-mail": "geen adres"}, prefix="fout"),
        "filter": Candidates(prefix="zoek"),
        "middle": Paginator(range(300), 10).page(14),
        "first": Paginator(range(87), 10).page(1),
        "day": date(2026, 11, 21),
        "at": datetime(2026, 11, 21, 14, 30),
        "step_labels": ["Uw werk", "Wat u kunt", "Wat u wilt", "Uren", "Reizen", "Taal", "Controle"],
        "trail": [{"label": "Begin", "href": "/"}, {"label": "Mijn banen", "href": "#breadcrumb"}, {"label": LONG}],
        "tabs": [
            {"label": "Profiel", "href": "#tabs", "current": True},
            {"label": "Banen", "href": "#tabs", "count": 7},
            {"label": "Afspraken", "href": "#tabs", "count": 0},
        ],
        "events": [
            {"when": date(2026, 11, 19), "title": "U reageerde op Magazijnmedewerker", "href": "#timeline"},
            {"when": datetime(2026, 11, 20, 9, 5), "title": "De werkgever nodigt u uit", "tone": "ok",
             "text": "U heeft tot 27 november om te antwoorden."},
            {"when": date(2026, 11, 27), "title": "Antwoord nodig", "tone": "warning"},
            {"when": date(2026, 11, 28), "title": "De uitnodiging is verlopen", "tone": "error"},
        ],
    }  # fmt: skip


def pages() -> dict[str, Any]:
    """Return what the example pages show."""
    return {
        "wishes": Wishes(),
        "filter": Candidates(),
        "page": Paginator(range(87), 10).page(1),
        "jobs": JOBS,
        "candidates": [dict(zip(CANDIDATE, row, strict=True)) for row in CANDIDATES],
        "demand": [("Zorg en welzijn", 1480), ("Techniek en bouw", 1210), ("Transport en logistiek", 890),
                   ("Horeca en toerisme", 610), ("Onderwijs en kinderopvang", 430)],
    }  # fmt: skip


JOBS = [
    {
        "title": "Magazijnmedewerker", "fit": "Past heel goed", "tone": "ok", "where": "Van Dorp Groothandel in Delft",
        "facts": [("clock", "32 uur per week"), ("currency-euro", "€ 2.480 tot € 2.760 per maand"),
                  ("bike", "18 minuten met de fiets")],
        "need": "Een heftruckcertificaat. De werkgever betaalt de cursus van 2 dagen.",
        "reasons": [("Vaardigheden", 88, "U kunt 7 van de 8 gevraagde dingen"),
                    ("Reistijd", 92, "18 minuten, u wilt maximaal 45 minuten"),
                    ("Uren", 100, "32 uur, precies wat u zoekt"), ("Taal", 75, "Nederlands op niveau A2 is genoeg")],
    },
    {
        "title": "Medewerker bediening en keuken", "fit": "Past goed", "tone": "info",
        "where": "Zorggroep De Linde in Rijswijk",
        "facts": [("clock", "24 uur per week"), ("currency-euro", "€ 2.390 tot € 2.610 per maand"),
                  ("train", "35 minuten met de trein")],
        "need": "Ervaring met dieetkoken. U leert dit op de werkplek.",
        "reasons": [("Vaardigheden", 70, "U kunt 5 van de 7 gevraagde dingen"),
                    ("Reistijd", 60, "35 minuten, u wilt maximaal 45 minuten"), ("Uren", 75, "24 uur, u zoekt 32 uur"),
                    ("Taal", 90, "Nederlands op niveau B1 is genoeg")],
    },
    {
        "title": "Leerling-timmerman", "fit": "Kan passen", "tone": "warning", "where": "Bouwbedrijf Aarts in Westland",
        "facts": [("clock", "36 uur per week, waarvan 1 dag school"), ("currency-euro", "€ 2.310 per maand"),
                  ("train", "26 minuten met de trein")],
        "need": "Een VCA-diploma en ervaring in de bouw. Hiervoor is een leerwerktraject.",
        "reasons": [("Vaardigheden", 48, "U kunt 4 van de 9 gevraagde dingen"),
                    ("Reistijd", 80, "26 minuten, u wilt maximaal 45 minuten"), ("Uren", 85, "36 uur, u zoekt 32 uur"),
                    ("Taal", 75, "Nederlands op niveau A2 is genoeg")],
    },
]  # fmt: skip
CANDIDATE = ("name", "town", "group", "status", "tone", "step", "when", "late", "days")
CANDIDATES = [
    ("Wim Jansen", "Delft", "Werkend, wil overstappen", "Tijdelijk gestopt", "danger", "Gesprek met werkgever",
     date(2026, 11, 17), True, 39),
    ("Lotte Ibrahim", "Den Haag", "Bijstand", "Actie nodig", "warning", "Cv samen nakijken",
     date(2026, 11, 18), True, 331),
    ("Bram Smit", "Westland", "Werkend, wil overstappen", "Traject loopt", "ok", "Proefplaatsing afspreken",
     date(2026, 11, 19), True, 65),
    ("Umar Smit", "Rijswijk", "Wajong", "Zoekt werk", "info", "Gesprek met werkgever", date(2026, 11, 20), True, 365),
    ("Jeroen Mulder", "Delft", "Statushouder", "Werkt, nazorg", "ok", "Intake gesprek plannen",
     date(2026, 11, 21), False, 61),
]  # fmt: skip
