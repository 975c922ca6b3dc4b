"""Points at the place inside a tag that a message speaks of."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"'([^']+)'")
_SUGGESTION = "; did you mean "


def pointer(tag: str, fault: str) -> tuple[int, int] | None:
    """Where in a tag the word stands that a message puts in quotes: first character and length; None when it is not there.

    Args:
        tag: the tag or directive as written.
        fault: the message; what comes after its "did you mean" is no part of the tag.
    """
    for word in reversed(_QUOTED.findall(fault.partition(_SUGGESTION)[0])):
        at = _find(tag, word, after_dot=" has no " in fault)
        if at is not None:
            return at, len(word)
    return None


def _find(tag: str, word: str, after_dot: bool) -> int | None:
    """A word in a tag; of several an attribute's stands behind a dot, any other's does not."""
    edge = r"(?<!\w)" if word[:1].isalnum() or word[:1] == "_" else ""
    found = [match.start() for match in re.finditer(edge + re.escape(word) + (r"(?!\w)" if word[-1:].isalnum() else ""), tag)]
    fitting = [at for at in found if (at > 0 and tag[at - 1] == ".") == after_dot]
    return next(iter(fitting or found), None)
