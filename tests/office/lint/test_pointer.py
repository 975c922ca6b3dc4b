"""The caret below a tag stands under the word that the message means."""

from __future__ import annotations

import pytest

from planforge.office.pointer import pointer


@pytest.mark.parametrize(
    ("tag", "fault", "expected"),
    [
        ("{{ k.figur }}", "Kpi has no 'figur'; did you mean 'figure'?", "     ^^^^^"),
        ("{{ kpi.kpi }}", "Kpi has no 'kpi'", "       ^^^"),
        ("{{ kpi.kpi }}", "there is no name 'kpi'", "   ^^^"),
        ("{{ akpi + kpi }}", "there is no name 'kpi'", "          ^^^"),
        ("{{ x | flil('x') }}", "there is no filter 'flil'; did you mean 'fill'?", "       ^^^^"),
        ("if: page.efect", "PageSlide has no 'efect'; did you mean 'effect'?", "         ^^^^^"),
        ("{{ a b }}", "expected token 'end of print statement', got 'b'", "     ^"),
        ("{{ a }} }}", "unexpected '}'", "     ^"),
    ],
)
def test_it_points_at_the_word(tag: str, fault: str, expected: str) -> None:
    at = pointer(tag, fault)
    assert at is not None
    assert " " * at[0] + "^" * at[1] == expected


@pytest.mark.parametrize("fault", ["the tag is empty", "there is no name 'other'", "no tag; did you mean 'k'?"])
def test_it_points_nowhere_when_the_word_is_not_in_the_tag(fault: str) -> None:
    assert pointer("{{ k }}", fault) is None
