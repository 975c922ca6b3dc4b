"""The catalogue: both languages say the same things, every template compiles, wrong keys are explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import jinja2.meta
import pytest

from planforge.errors import TemplateError
from planforge.review.catalogue import Catalogue, _condition, _environment, _template, render

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_CJK = "\u4e00-\u9fff"


def pairs(texts: Catalogue) -> Iterator[tuple[str, str, str]]:
    for key, words in (*texts.words.items(), *texts.templates.items()):
        yield key, words["en"], words["zh"]
    for slide in texts.slides.values():
        for kind, variants in slide.rules.items():
            for variant in variants:
                yield f"{slide.id}.{kind}", variant.texts["en"], variant.texts["zh"]


def test_every_text_and_condition_compiles(texts: Catalogue) -> None:
    for _, english, chinese in pairs(texts):
        _template(english)
        _template(chinese)
    for slide in texts.slides.values():
        for variants in slide.rules.values():
            for variant in variants:
                if variant.when:
                    _condition(variant.when)


def test_chinese_texts_use_full_width_punctuation_and_no_blanks_beside_latin(texts: Catalogue) -> None:
    for key, _, chinese in pairs(texts):
        plain = _CODE.sub("", chinese)
        assert not re.search(rf"[{_CJK}][,;:?!()]|[,;:?!()][{_CJK}]", plain), (key, chinese)
        assert not re.search(rf"[{_CJK}] +[A-Za-z0-9]|[A-Za-z0-9] +[{_CJK}]", plain), (key, chinese)


def test_every_chinese_text_differs_from_english_or_is_a_sign(texts: Catalogue) -> None:
    same = {key for key, english, chinese in pairs(texts) if english == chinese and re.search(r"[A-Za-z]{3}", _CODE.sub("", english))}
    assert same == set()


def test_the_last_title_of_every_slide_has_no_condition(texts: Catalogue) -> None:
    for slide in texts.slides.values():
        for kind in ("title", "subtitle", "says"):
            every = slide.rules.get(kind, ())
            for part in {variant.part for variant in every}:
                variants = [variant for variant in every if variant.part == part]
                assert variants[-1].when == "", (slide.id, kind, part)
                assert all(variant.when for variant in variants[:-1]), (slide.id, kind, part)


def test_both_languages_name_only_known_facts(texts: Catalogue, full_facts: dict[str, dict[str, dict[str, object]]]) -> None:
    environment = _environment()
    for id, slide in texts.slides.items():
        known = set(full_facts["en"].get(id, {}))
        if not known:
            continue
        for kind, variants in slide.rules.items():
            for variant in variants:
                for text in (*variant.texts.values(), "{% if " + (variant.when or "1") + " %}{% endif %}"):
                    unknown = jinja2.meta.find_undeclared_variables(environment.parse(text)) - known
                    assert not unknown, (id, kind, unknown)


def test_labels_by_language(texts: Catalogue) -> None:
    assert texts.t("A15.stage", "en") == "Stage"
    assert texts.t("A15.stage", "zh") == "阶段"
    assert str(texts.t("owner", "en+zh")) == "Owner  负责人"


def test_an_unknown_label_is_explained(texts: Catalogue) -> None:
    with pytest.raises(TemplateError) as caught:
        texts.t("A15.stagee", "en")
    assert caught.value.hint == "Did you mean 'A15.stage'?"


def test_a_sentence_with_an_unknown_fact_is_explained() -> None:
    with pytest.raises(TemplateError, match=r"A99\.title"):
        render("{{ nowhere }}", {}, "A99.title")


def test_a_file_without_a_language_is_refused(tmp_path: Path) -> None:
    (tmp_path / "A01.toml").write_text('[labels]\nx = { en = "X" }\n', encoding="utf-8")
    with pytest.raises(TemplateError, match="both languages"):
        Catalogue.load(tmp_path)


def test_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError):
        Catalogue.load(tmp_path / "nowhere")
