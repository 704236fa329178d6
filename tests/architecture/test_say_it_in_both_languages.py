"""Every sentence exists in Dutch and in English."""

from pathlib import Path

import pytest

from doorstroom.core.catalogues import no_longer_said, rooms, without_english

ROOMS = {config.label: Path(config.path) for config in rooms()} | {"common": Path("src/doorstroom/common")}


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_sentence_of_a_room_has_english(room):
    missing = without_english(ROOMS[room])
    assert not missing, "\n".join(f"{sentence.place}: {sentence.words!r}" for sentence in missing)


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_catalogue_keeps_a_sentence_that_is_no_longer_said(room):
    assert not no_longer_said(ROOMS[room])
