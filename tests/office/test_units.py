"""Which block over slides a written end closes."""

from __future__ import annotations

import pytest

from planforge.office.program import close_units


@pytest.mark.parametrize(
    ("opens", "given", "closes"),
    [
        # one slide each: no written end
        ([["for a in xs"], ["if b"]], [[], []], [["endfor"], ["endif"]]),
        # two slides
        ([["for a in xs"], []], [[], ["endfor"]], [[], ["endfor"]]),
        # a single-slide loop and a condition before do not take the end of a later loop
        ([["for p in pages"], ["if c"], ["for a in xs"], []], [[], [], [], ["endfor"]], [["endfor"], ["endif"], [], ["endfor"]]),
        # a single-slide loop inside: the end is the outer one's
        ([["for a in xs"], ["for d in a.deals"], []], [[], [], ["endfor"]], [[], ["endfor"], ["endfor"]]),
        # the same with another loop of two slides behind
        (
            [["for a in xs"], ["for d in a.deals"], [], ["for b in ys"], []],
            [[], [], ["endfor"], [], ["endfor"]],
            [[], ["endfor"], ["endfor"], [], ["endfor"]],
        ),
        # both written
        ([["for a in xs"], ["for d in a.deals"], [], []], [[], [], ["endfor"], ["endfor"]], [[], [], ["endfor"], ["endfor"]]),
        # an end on the slide of its own loop
        ([["for a in xs"]], [["endfor"]], [["endfor"]]),
        # loop and condition on one slide close inside out
        ([["for a in xs", "if a.ok"], []], [[], ["endif", "endfor"]], [[], ["endif", "endfor"]]),
    ],
)
def test_a_written_end_closes_the_block_it_was_meant_for(opens, given, closes):
    assert close_units(opens, given) == (closes, [])


def test_an_end_without_beginning_is_told():
    assert close_units([[], ["if a"]], [["endfor"], []]) == ([[], ["endif"]], ["'endfor' closes no 'for'"])
