"""Where a line of text may end, and where its script changes, as patterns.

A pattern that lists all Chinese characters takes milliseconds to compile, so one that is only for Chinese texts is compiled when the first
of them is measured.
"""

from __future__ import annotations

import re
from functools import cache

_CJK = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "”’，。、；：？！）》」』】〉…·〕〗〞﹚﹜﹞％＂＇．］｀｜｝～￠°‰′″℃,.;:?!)\\]}%¢"
_OPENING = "“‘（《「『【〈〔〖〝﹙﹛﹝＄［｛￡￥(\\[{$£¥"
"""Characters that never begin and never end a line of Chinese text."""
HAS_CJK = re.compile(f"[{_CJK}]")
CHINESE_FONT = f"[{_CJK}\u2000-\u2e7f]"
_WEAK = r"\s\u2000-\u2e7f"
"""Blanks, quotes, dashes, arrows and symbols are Chinese or Latin as what stands before them; at the beginning they are Latin."""
SCRIPT_CHANGE = rf"^[{_WEAK}]+(?=[{_CJK}])|[{_CJK}][{_WEAK}]*(?=[^{_CJK}{_WEAK}])|[^{_CJK}{_WEAK}][{_WEAK}]*(?=[{_CJK}])"
_LATIN_BREAK = "[ \\t]+|\u200b|\u00ad|[-–—](?=[^\\W\\d_])"
_STRICT_LATIN_BREAK = _LATIN_BREAK.replace("+|", r"+(?![:;!?.,/)\]}])|", 1)
_CHINESE_BREAK = rf"|[{_CJK}](?<![{_OPENING}])(?![{_CLOSING} \t])|[^{_CJK}{_OPENING}](?=[{_CJK}])(?![{_CLOSING}])"
_SLASH_BREAK = r"|/(?=[^\W\d_])|[?!|](?=\w)|\S(?=—)"
_BRACKETS, _ENDS = "（《「『【〈", "）》」』】〉。，、；：？！"
_QUOTES = '“”‘’"'
_STRICT_BREAK = (
    rf"|[{_CJK}](?<![{_OPENING}])(?![{_CLOSING}{_QUOTES} \t])(?=[{_CJK}])"
    rf"|[{_CJK}](?<![{_OPENING}{_ENDS}])(?![{_CLOSING}{_QUOTES} \t])(?=[^{_CJK}])"
    rf"|[^{_CJK}{_OPENING}{_QUOTES}](?=[{_CJK}])(?![{_CLOSING}{_BRACKETS}])"
)
"""As some renderers do: no break between Latin and Chinese brackets or other punctuation, none beside quotes, none before ` :`."""
LOOSE_AT = re.compile("[/?!|—]")
STRICT_AT = re.compile(rf"[ \t][:;.,)\]}}]|[{_ENDS}{_QUOTES}][^\s{_CJK}]|[^\s{_CJK}][{_BRACKETS}]|[{_QUOTES}][{_CJK}]")
"""Where readings may differ from the usual one."""


@cache
def pattern(source: str) -> re.Pattern[str]:
    """One of the patterns that stand here as text, compiled."""
    return re.compile(source)


@cache
def line_breaks(chinese: bool) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A line may end where a match ends, in Chinese texts or others: usually; as some renderers do besides; as others do not."""
    if not chinese:
        return re.compile(_LATIN_BREAK), re.compile(_LATIN_BREAK + _SLASH_BREAK), re.compile(_STRICT_LATIN_BREAK)
    return (
        re.compile(_LATIN_BREAK + _CHINESE_BREAK),
        re.compile(_LATIN_BREAK + _CHINESE_BREAK + _SLASH_BREAK),
        re.compile(_STRICT_LATIN_BREAK + _STRICT_BREAK),
    )
