"""The API answers whatever a program sends, as whoever it comes: requests that fit the schema and that do not."""

import json
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from hypothesis import HealthCheck, Phase, given, settings

from tests.conftest import Effort

from .stage import ANONYMOUS, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EVERYBODY = ("case worker", "employer", "agency", "account manager", "administrator", ANONYMOUS)
# Everybody on PostgreSQL, which runs in production and refuses more.
CALLERS = EVERYBODY if connection.vendor == "postgresql" else ("case worker", ANONYMOUS)
EACH = 4  # requests per operation, caller and way


def sent(stage: Stage, who: str, case: Any) -> int:
    """Send one generated request and return the status; what it changed is undone."""
    from schemathesis.core import NotSet

    path = case.operation.full_path
    for name, value in (case.path_parameters or {}).items():
        path = path.replace("{" + name + "}", quote(str(value), safe=""))
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    more: dict[str, Any] = {}
    if not isinstance(case.body, NotSet):
        more = {"data": json.dumps(case.body, default=str), "content_type": case.media_type or "application/json"}
    address = f"{path}?{urlencode(query, doseq=True, errors='replace')}" if query else path
    return stage.ask_and_forget(who, case.method.upper(), address, **more).status_code


@pytest.mark.parametrize("who", CALLERS)
def test_no_request_that_the_schema_thinks_of_makes_the_api_fall_over(stage: Stage, who: str, effort: Effort) -> None:
    import schemathesis  # half a second that the other processes of a test run need not spend

    schema = schemathesis.openapi.from_dict(json.loads(stage.ask(who, "GET", "/api/v1/openapi.json").content))
    fallen: list[str] = []
    for result in schema.get_all_operations():
        for mode in (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE):

            @settings(
                max_examples=EACH, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )  # fmt: skip
            @given(case=result.ok().as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                with effort.of(case.operation.full_path):
                    status = sent(stage, who, case)
                if status >= 500:
                    fallen.append(f"{case.method} {case.operation.full_path} {case.body!r} {case.query}: {status}")

            ask()
    assert effort.asked >= 80
    assert not fallen, "\n".join(fallen)
