"""The terms that hold at the start, each with its source. A change is a new row, never a change of these."""

from datetime import date

from django.db import migrations

CHOICE = "Keuze van de gemeente binnen AVG, artikel 5 lid 1 onder e"
# term, months, days, counted from, by law, source
TERMS = (
    ("guidance_file", 24, 0, "nadat uw begeleiding is gestopt", False, CHOICE),
    (
        "introductions",
        0,
        28,
        "nadat de kennismaking is gestopt",
        False,
        "Autoriteit Persoonsgegevens: gegevens van sollicitanten tot 4 weken na de procedure",
    ),
    ("consents", 60, 0, "nadat uw toestemming is gestopt", False, "AVG, artikel 7 lid 1: toestemming aantonen"),
    ("messages", 12, 0, "nadat het bericht is geschreven", False, CHOICE),
    ("trail", 60, 0, "nadat het gebeurde", False, "NEN 7513 vraagt in de zorg 5 jaar; keuze van de gemeente"),
    ("account", 24, 0, "nadat u voor het laatst heeft ingelogd", False, CHOICE),
    ("overviews", 0, 14, "nadat het overzicht klaar is", False, CHOICE),
    ("firm_file", 24, 0, "na het laatste contact met het bedrijf", False, CHOICE),
)


def add(apps, schema_editor):
    rows = apps.get_model("privacy", "RetentionTerm")
    for term, months, days, counted_from, by_law, source in TERMS:
        rows.objects.get_or_create(
            term=term,
            valid_from=date(2026, 11, 1),
            defaults={
                "months": months,
                "days": days,
                "counted_from": counted_from,
                "by_law": by_law,
                "source": source,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_everything_known")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
