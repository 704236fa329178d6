"""Numbers of a match in the words of the reader: hours, pay, travel, and why."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from doorstroom.employers.models import Vacancy
from doorstroom.ui.components.words import euro

from . import bridge

TRAVEL_ICONS = {"walk": "walk", "bike": "bike", "transit": "train", "car": "car", "": "map-pin"}
FIT_TONES = {"very_well": "ok", "well": "info", "maybe": "warning"}


def hours(least: int, most: int) -> str:
    """Return hours a week in words."""
    if least == most:
        return _("%(most)s uur per week") % {"most": most}
    return _("%(least)s tot %(most)s uur per week") % {"least": least, "most": most}


def hours_band(least: int, most: int) -> str:
    """Return hours a week rounded outward to whole days of eight hours, for who must not know them exactly."""
    return hours(least // 8 * 8, -(-most // 8) * 8)


def pay(vacancy: Vacancy) -> str:
    """Return the pay of a vacancy in words, or "" when it does not say."""
    low, high = vacancy.pay_min, vacancy.pay_max
    if low and high and low != high:
        return _("%(low)s tot %(high)s per maand bij een hele werkweek") % {"low": euro(low), "high": euro(high)}
    if low or high:
        return _("%(amount)s per maand bij een hele werkweek") % {"amount": euro(low or high)}
    return ""


def travel(mode: str, minutes: int) -> str:
    """Return a journey in words."""
    how = {
        "walk": ngettext("%(count)s minuut lopen", "%(count)s minuten lopen", minutes),
        "bike": ngettext("%(count)s minuut met de fiets", "%(count)s minuten met de fiets", minutes),
        "transit": ngettext("%(count)s minuut met het ov", "%(count)s minuten met het ov", minutes),
        "car": ngettext("%(count)s minuut met de auto", "%(count)s minuten met de auto", minutes),
    }
    return how[mode] % {"count": minutes} if mode in how else _("Reistijd is niet bekend")


def skills(had: int, related: int, asked: int) -> str:
    """Return how much of what is asked the person can."""
    if not asked:
        return _("De werkgever vraagt niets speciaals")
    words = ngettext(
        "U kunt %(had)s van de %(asked)s gevraagde dingen", "U kunt %(had)s van de %(asked)s gevraagde dingen", had
    ) % {"had": had, "asked": asked}
    if related:
        words += ", " + ngettext("en %(count)s ding dat erop lijkt", "en %(count)s dingen die erop lijken", related) % {
            "count": related
        }
    return words


def used(value: int) -> str:
    """Return how much of what the person can the job uses."""
    share = value * 100 // bridge.FULL_PART
    if share >= 50:
        return _("U gebruikt hier veel van wat u kunt")
    if share >= 20:
        return _("U gebruikt hier een deel van wat u kunt")
    return _("U gebruikt hier weinig van wat u kunt")


def wish(value: int) -> str:
    """Return how near the job is to the work that the person wants."""
    same, unit, minor, _submajor, _major = bridge.RULES.wish
    if value >= same:
        return _("Dit is het werk dat u zoekt")
    if value >= unit:
        return _("Dit is bijna het werk dat u zoekt")
    if value >= minor:
        return _("Dit lijkt op het werk dat u zoekt")
    return _("Dit is ander werk dan u zoekt")


def journey(minutes: int, most: int) -> str:
    """Return a travel time beside its limit."""
    return _("%(minutes)s minuten, u wilt maximaal %(most)s minuten") % {"minutes": minutes, "most": most}


def hours_fit(offer: tuple[int, int], wished: tuple[int, int], value: int) -> str:
    """Return the hours of a job beside the wish."""
    has = _range(*offer)
    if value == bridge.FULL_PART or (wished[0] <= offer[0] and offer[1] <= wished[1]):
        return _("%(hours)s uur, dat past bij uw wens") % {"hours": has}
    return _("%(hours)s uur, u zoekt %(wish)s uur") % {"hours": has, "wish": _range(*wished)}


def recency(days: int) -> str:
    """Return how long ago a vacancy was published."""
    if days <= 0:
        return _("Vandaag geplaatst")
    return ngettext("%(count)s dag geleden geplaatst", "%(count)s dagen geleden geplaatst", days) % {"count": days}


def _range(least: int, most: int) -> str:
    return str(most) if least == most else _("%(least)s tot %(most)s") % {"least": least, "most": most}


def effect(change: dict[str, int], occupation: str) -> str:
    """Return what an earlier no does to the list."""
    match change:
        case {"travel_minutes": minutes}:
            return _("U ziet alleen banen tot %(minutes)s minuten reizen.") % {"minutes": minutes}
        case {"occupation": _code}:
            return _("U ziet geen banen meer als: %(occupation)s.") % {"occupation": occupation}
        case {"hours_below": most}:
            return _("U ziet geen banen meer van %(hours)s uur of meer.") % {"hours": most}
        case {"hours_above": least}:
            return _("U ziet geen banen meer van %(hours)s uur of minder.") % {"hours": least}
        case {"pay_above": amount}:
            return _("U ziet alleen banen met meer loon dan %(amount)s.") % {"amount": euro(amount)}
    return _("U ziet alleen deze baan niet meer.")


def band(over: int, most: int | None) -> str:
    """Return a travel time in a band, wide enough that nobody can be located."""
    if most is None:
        return _("meer dan %(over)s minuten reizen") % {"over": over}
    if not over:
        return _("tot %(most)s minuten reizen") % {"most": most}
    return _("%(over)s tot %(most)s minuten reizen") % {"over": over, "most": most}


def month(start: date, today: date) -> str:
    """Return from when somebody is available, by month."""
    if start <= today:
        return _("nu beschikbaar")
    return _("beschikbaar vanaf %(month)s") % {"month": format_date(start, "F Y")}


def wish_of_other(value: int) -> str:
    """Return how near the job is to what the candidate wants, for the other side."""
    same, unit, minor, _submajor, _major = bridge.RULES.wish
    if value >= same:
        return _("Zoekt precies dit werk")
    if value >= unit:
        return _("Zoekt bijna dit werk")
    if value >= minor:
        return _("Zoekt werk dat hierop lijkt")
    return _("Zoekt ook ander werk")
