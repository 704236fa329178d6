"""Vacancies from a file: understood row by row, put on or changed by the publisher's own number, taken back."""

from django.urls import reverse

from doorstroom.common.text import say
from doorstroom.core.models import UploadRow
from doorstroom.core.uploads import UploadKind, register

from .. import gateways
from ..declarations import PUBLISH_VACANCY
from .reading import check, count_unknown, key
from .writing import carry_out, take_back


def address(row: UploadRow) -> str:
    """Return where a row of the result leads."""
    return reverse("employers_vacancy", args=[int(row.label.split(" ", 1)[0])])


VACANCIES = register(
    UploadKind(
        code="vacatures",
        label=say("Vacatures"),
        permission=PUBLISH_VACANCY,
        columns=gateways.COLUMNS,
        key=key,
        check=check,
        carry_out=carry_out,
        take_back=take_back,
        address=address,
        after_check=count_unknown,
        back="employers_vacancies",
        posting=gateways.cells,
        lead=say("Zet veel vacatures in één keer op Doorstroom."),
    )
)
