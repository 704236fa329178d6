"""Reads Europass: the passport in XML or JSON, and the newer candidate file, by the names of their parts."""

import json
import re
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from . import facts
from .draft import Draft, Job, School, Tongue
from .lines import Line, Refused, neat
from .schools import level_of

MOST_BYTES = 3_000_000
DEEPEST = 40
Node = Any  # nested dict, list or text


def read_xml(content: bytes) -> Draft:
    """Return the draft in a Europass XML file."""
    if len(content) > MOST_BYTES:
        raise Refused("too_long")
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Refused("bomb") from None
    except (ParseError, ValueError, LookupError):
        raise Refused("broken") from None
    return _draft(_tree(root, 0))


def read_json(content: bytes) -> Draft:
    """Return the draft in a Europass JSON file."""
    if len(content) > MOST_BYTES:
        raise Refused("too_long")
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, UnicodeDecodeError):
        raise Refused("broken") from None
    except RecursionError:
        raise Refused("bomb") from None
    return _draft(data)


def _tree(element: Element, depth: int) -> Node:
    """Return an element as JSON would hold it, without namespaces."""
    if depth > DEEPEST:
        raise Refused("bomb")
    held: dict[str, Node] = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    for child in element:
        name, value = child.tag.rpartition("}")[2], _tree(child, depth + 1)
        if name in held:
            held[name] = [*held[name], value] if isinstance(held[name], list) else [held[name], value]
        else:
            held[name] = value
    text = (element.text or "").strip()
    if not held:
        return text
    return held | ({"": text} if text else {})


def _all(node: Node, *names: str) -> list[Node]:
    """Return everything under any of these names, at any depth, in order."""
    wanted = {name.lower() for name in names}
    found: list[Node] = []

    def walk(each: Node, depth: int) -> None:
        if depth > DEEPEST:
            raise Refused("bomb")
        if isinstance(each, dict):
            for name, value in each.items():
                if name.lower() in wanted:
                    found.extend(value if isinstance(value, list) else [value])
                else:
                    walk(value, depth + 1)
        elif isinstance(each, list):
            for value in each:
                walk(value, depth + 1)

    walk(node, 0)
    return found


def _text(node: Node, *names: str) -> str:
    """Return the first text under any of these names, the first name first."""
    for name in names:
        for each in _all(node, name):
            words = _words(each)
            if words:
                return words
    return ""


def _words(node: Node) -> str:
    if isinstance(node, dict):
        for name in ("Label", "label", "", "content", "Name", "name", "value"):
            if name in node and (words := _words(node[name])):
                return words
        return ""
    if isinstance(node, list):
        return _words(node[0]) if node else ""
    return neat(re.sub(r"<[^>]{0,200}>", " ", str(node))) if node is not None else ""


def _when(node: Node, *names: str) -> str:
    """Return a month or year under one of these names as the draft writes it."""
    for each in _all(node, *names):
        if isinstance(each, dict):
            numbers = {
                name.lower(): re.sub(r"\D", "", str(value))
                for name, value in each.items()
                if not isinstance(value, (dict, list))
            }
            if numbers.get("year"):
                month = numbers.get("month", "")
                return f"{numbers['year']}-{int(month):02d}" if month and 1 <= int(month) <= 12 else numbers["year"]
            each = _text(each, "FormattedDateTime", "date", "value") or _words(each)
        match = re.match(r"(\d{4})(?:-{1,2}(\d{2}))?", str(each))
        if match:
            return f"{match[1]}-{match[2]}" if match[2] else match[1]
        match = re.match(r"(?:\d{1,2}[/-])?(\d{1,2})[/-](\d{4})", str(each))
        if match:
            return f"{match[2]}-{int(match[1]):02d}"
    return ""


def _draft(data: Node) -> Draft:
    draft = Draft()
    for work in _all(data, "WorkExperience", "EmployerHistory", "workExperiences"):
        draft.jobs += _jobs(work)
    for school in _all(data, "Education", "EducationOrganizationAttendance", "educationTrainings", "educations"):
        found = _school(school)
        draft.schools += [found] if found else []
    draft.tongues = _tongues(data)
    for licence in _all(data, "Driving", "drivingLicences", "DrivingLicense", "License"):
        words = " ".join(_leaves(licence))
        draft.papers += facts.papers([Line([f"rijbewijs {words}"])])
    draft.papers = list({paper.code: paper for paper in draft.papers}.values())
    for skill in _all(data, "Communication", "Organisational", "JobRelated", "Computer", "Other", "digitalSkills"):
        text = _text(skill, "Description") if isinstance(skill, dict) else _words(skill)
        draft.skills += facts.skills([Line([part]) for part in re.split(r"[\n.]", text) if part.strip()])
    if not (draft.jobs or draft.schools or draft.tongues):
        raise Refused("not_europass")
    draft.text = "\n".join(_leaves(data))[:400_000]
    return draft


def _leaves(node: Node) -> list[str]:
    if isinstance(node, dict):
        return [text for value in node.values() for text in _leaves(value)]
    if isinstance(node, list):
        return [text for value in node for text in _leaves(value)]
    return [neat(re.sub(r"<[^>]{0,200}>", " ", str(node)))] if node is not None and str(node).strip() else []


def _jobs(work: Node) -> list[Job]:
    employer = _text(work, "Employer", "OrganizationName", "employer", "organisationName")
    positions = _all(work, "PositionHistory") or [work]
    found = []
    for position in positions:
        title = _text(position, "Position", "PositionTitle", "occupation", "position", "jobTitle")
        begin = _when(position, "From", "StartDate", "from", "startDate", "dateFrom")
        end = _when(position, "To", "EndDate", "to", "endDate", "dateTo")
        if not (title or employer) or not begin or begin[:4] > str(date.today().year):
            continue
        words = ", ".join(part for part in (title, employer, f"{begin} - {end or 'heden'}") if part)
        what = _text(position, "Activities", "Description", "mainActivities", "description")
        found.append(Job((title or employer)[:120], employer[:120] if title else "", begin, end, what[:1000], words))
    return found


def _school(node: Node) -> School | None:
    title = _text(node, "Title", "DegreeName", "ProgramName", "qualification", "title")
    place = _text(node, "Organisation", "OrganizationName", "organisationName", "organisation")
    name = ", ".join(part for part in (title, place) if part)[:120]
    if not name:
        return None
    end = _when(node, "To", "EndDate", "to", "endDate", "dateTo") or _when(node, "From", "StartDate", "from")
    level = _text(node, "Level", "level")
    going_on = _text(node, "Current", "CurrentlyAttending", "OngoingIndicator", "ongoing").lower() in {"true", "1"}
    return School(name, level_of(f"{name} {level}"), int(end[:4]) if end and not going_on else None, not going_on, name)


def _tongues(data: Node) -> list[Tongue]:
    found: dict[str, Tongue] = {}
    for native, names in (
        (True, ("MotherTongue", "motherTongues")),
        (False, ("ForeignLanguage", "foreignLanguages", "languages")),
    ):
        for node in _all(data, *names):
            words = " ".join(_leaves(node))
            for tongue in facts.tongues([Line([words])]):
                levels = re.findall(r"\b[ABC][12]\b", words)
                tongue.level = 6 if native else (_middle(levels) if levels else tongue.level)
                found.setdefault(tongue.code, tongue)
    for node in _all(data, "PersonCompetency"):
        words = " ".join(_leaves(node))
        if "language" in words.lower():
            code = _text(node, "CompetencyID")
            levels = re.findall(r"\b[ABC][12]\b", words)
            short = {
                "nld": "nl",
                "dut": "nl",
                "eng": "en",
                "deu": "de",
                "ger": "de",
                "fra": "fr",
                "fre": "fr",
                "spa": "es",
                "ara": "ar",
                "tur": "tr",
                "pol": "pl",
                "ukr": "uk",
                "por": "pt",
                "fas": "fa",
                "tir": "ti",
                "som": "so",
                "bul": "bg",
                "ron": "ro",
            }.get(code, code)
            if short in facts.TONGUES:
                native = not levels
                found.setdefault(
                    short, Tongue(short, 6 if native else _middle(levels), f"{code} {' '.join(levels)}".strip())
                )
    return list(found.values())


def _middle(levels: list[str]) -> int:
    order = ["A1", "A2", "B1", "B2", "C1", "C2"]
    ranks = sorted(order.index(level) + 1 for level in levels)
    return ranks[(len(ranks) - 1) // 2]
