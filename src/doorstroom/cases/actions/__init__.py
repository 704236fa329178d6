"""What guidance does, one file per piece of work."""

from .guidance import (
    answer_not_yet,
    ask_second_key,
    assign,
    bring_to_intake,
    intake_of,
    place_at_intake,
    register,
    return_to_intake,
    source_words,
    take_back_question,
    turn_second_key,
)
from .intake import decide_lane, open_intake, save_intake, start_intake, stop_intake
from .lanes import begin_lane, change_desk, end_lane, hear_of_job, look_back, place_owner
from .policy import add_extra_staff, add_lane_rule, add_rung, end_extra_staff, end_row

__all__ = [
    "add_extra_staff",
    "add_lane_rule",
    "add_rung",
    "answer_not_yet",
    "ask_second_key",
    "assign",
    "begin_lane",
    "bring_to_intake",
    "change_desk",
    "decide_lane",
    "end_extra_staff",
    "end_lane",
    "end_row",
    "hear_of_job",
    "intake_of",
    "look_back",
    "open_intake",
    "place_at_intake",
    "place_owner",
    "register",
    "return_to_intake",
    "save_intake",
    "source_words",
    "start_intake",
    "stop_intake",
    "take_back_question",
    "turn_second_key",
]
