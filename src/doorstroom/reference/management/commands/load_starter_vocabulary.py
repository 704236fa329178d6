"""Loads the starter vocabulary and the places that ship with Doorstroom."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from doorstroom.reference.actions import load_free_days, load_places, load_starter


class Command(BaseCommand):
    """`manage.py load_starter_vocabulary`."""

    help = "Load the starter vocabulary, the regions, municipalities and postcodes that ship along, and the free days"

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything and say how much there is."""
        words, places, days = load_starter(), load_places(), load_free_days()
        self.stdout.write(_("%(occupations)d beroepen, %(skills)d vaardigheden in %(skill_groups)d groepen.") % words)
        self.stdout.write(_("%(regions)d regio's, %(municipalities)d gemeenten, %(postcodes)d postcodes.") % places)
        self.stdout.write(_("%(days)d vrije dagen in de kalender.") % {"days": days})
