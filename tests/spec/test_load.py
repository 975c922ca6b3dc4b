"""The shipped workbook spec loads, and mistakes in a spec are named with their place."""

from __future__ import annotations

import copy
import tomllib
from dataclasses import dataclass, fields

import pytest

from planforge import resources
from planforge.errors import SpecError
from planforge.model.account import Cover
from planforge.model.plan import AccountPlan
from planforge.spec.load import check_against_model, load_spec, parse_spec, record_types
from planforge.spec.schema import BlockKind

SPEC = resources.template("xlsx/account-plan/workbook.toml")


@pytest.fixture(scope="module")
def raw():
    return tomllib.loads(SPEC.read_text(encoding="utf-8"))


def changed(raw, change):
    data = copy.deepcopy(raw)
    change(data)
    return data


def sheet(data, key):
    return next(s for s in data["sheets"] if s["key"] == key)


def field(data, block, name):
    found = next(b for s in data["sheets"] for b in s.get("blocks", ()) if b["key"] == block)
    return next(f for f in found["fields"] if f["name"] == name)


def test_shipped_spec_agrees_with_the_model():
    check_against_model(load_spec(SPEC), AccountPlan)


def test_sheets_stand_in_the_order_of_the_review():
    names = [s.name.en for s in load_spec(SPEC).sheets]
    assert names[:4] == ["Start", "Cover", "Team", "Profile"]
    assert names[-2:] == ["Process", "Lists"]
    assert len(names) == 35


def test_every_label_help_and_choice_is_in_both_languages():
    spec = load_spec(SPEC)
    words = [w for s in spec.sheets for w in (s.name, s.why)]
    words += [w for s in spec.sheets for b in s.blocks for f in (*b.fields, *b.calculated) for w in (f.label, f.help)]
    words += [c.words for b in spec.choices.values() for c in b]
    words += [w for s in spec.sheets for b in s.blocks for w in (*(c.words for c in b.checks), *(t.label for t in b.totals))]
    assert [w for w in words if not w.en or not w.zh] == []


def test_factors_have_four_questions_each_in_both_languages():
    for row in load_spec(SPEC).block("factors").fixed:
        assert row["guide"].en.count("?") == 4
        assert row["guide"].zh.count("？") == 4


def test_suggested_weights_add_up():
    for key in ("attractiveness", "strength"):
        assert sum(row["weight"] for row in load_spec(SPEC).block(key).suggested) == pytest.approx(1)


def test_spec_is_read_once_and_again_when_it_changes(tmp_path):
    copy_of = tmp_path / "workbook.toml"
    copy_of.write_bytes(SPEC.read_bytes())
    assert load_spec(copy_of) is load_spec(copy_of)
    text = SPEC.read_text(encoding="utf-8").replace('name = "account-plan"', 'name = "other-plan"')
    copy_of.write_text(text, encoding="utf-8")
    assert load_spec(copy_of).name == "other-plan"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(schema_version=9), "schema_version must be 1"),
        (lambda d: d.update(sheet=[]), "unknown key 'sheet'"),
        (lambda d: sheet(d, "pipeline").pop("key"), "the key 'key' is missing"),
        (lambda d: sheet(d, "pipeline").update(feed=[]), "unknown key 'feed'"),
        (lambda d: field(d, "pipeline", "value").update(lable="x"), "field 'value': unknown key 'lable'"),
        (lambda d: field(d, "pipeline", "value").update(type="cash"), "type 'cash' is not known"),
        (lambda d: field(d, "pipeline", "value").update(label=3), "label must be a text"),
        (lambda d: field(d, "pipeline", "stage").update(choices="stages"), "no choices list 'stages'"),
        (lambda d: field(d, "pipeline", "stage").pop("choices"), "a choice needs `choices`"),
        (lambda d: field(d, "pipeline", "owner").update(refers_to="team.nam"), "'team.nam' is not a field"),
        (lambda d: field(d, "pipeline", "owner").pop("refers_to"), "a reference needs"),
        (lambda d: field(d, "pipeline", "value").update(help={"en": "x" * 300}), "longer than 255"),
        (lambda d: field(d, "pipeline", "value").update(aliases=["Stage"]), "stands for both"),
        (lambda d: field(d, "pipeline", "value").update(aliases="Amount"), "must be an array of texts"),
        (lambda d: field(d, "pipeline", "value").update(name="stage"), "'stage' is used 2 times"),
        (lambda d: sheet(d, "team").update(key="cover"), "'cover' is used 2 times"),
        (lambda d: sheet(d, "pipeline")["blocks"][0].update(key_field="nr"), "key_field 'nr' is not a field"),
        (lambda d: sheet(d, "pipeline")["blocks"][0].update(kind="list"), "kind 'list' is not known"),
        (lambda d: sheet(d, "ten_factors")["blocks"][0]["fixed"][0].update(nr=1), "a preset row names 'nr'"),
        (lambda d: d["choices"]["stage"].append({"code": "won"}), "'won' is used 2 times"),
        (lambda d: d["choices"]["stage"].append({"cod": "won"}), "needs a text `code`"),
        (lambda d: d["choices"]["stage"][0].update(word="x"), "unknown key 'word'"),
        (lambda d: d.update(choices=[1]), "choices must be a table"),
        (lambda d: d.update(sheets={"a": 1}), "sheets must be an array"),
    ],
)
def test_mistakes_name_their_place(raw, change, words):
    with pytest.raises(SpecError) as error:
        parse_spec(changed(raw, change))
    assert words in error.value.message
    assert "choices" in error.value.message or "workbook.toml" in error.value.message


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(SpecError, match=r"none\.toml cannot be read"):
        load_spec(tmp_path / "none.toml")
    broken = tmp_path / "broken.toml"
    broken.write_text("schema_version = ", encoding="utf-8")
    with pytest.raises(SpecError, match=r"broken\.toml is not valid TOML"):
        load_spec(broken)
    broken.write_bytes(b"\xff\xfe")
    with pytest.raises(SpecError, match="not valid TOML"):
        load_spec(broken)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: sheet(d, "wants")["blocks"][0].update(key="needs"), "block 'needs', but AccountPlan has no such attribute"),
        (lambda d: sheet(d, "wants").pop("blocks"), "AccountPlan has 'wants', but the spec has no such block"),
        (lambda d: sheet(d, "wants")["blocks"][0].update(record="Need"), "'Need' in the spec, but Want"),
        (lambda d: sheet(d, "cover")["blocks"][0].update(kind="table", key_field="account"), "AccountPlan.cover needs a form"),
        (lambda d: field(d, "wants", "change").update(name="changes"), "Want has the field 'change'"),
        (lambda d: field(d, "wants", "due").update(type="text"), "type text in the spec, but Want.due is date"),
        (lambda d: field(d, "wants", "change").update(choices="stage"), "differ from Change"),
        (lambda d: d["choices"]["mark"].reverse(), "differ from Mark in their order"),
    ],
)
def test_mismatch_with_the_model_names_both_sides(raw, change, words):
    with pytest.raises(SpecError) as error:
        check_against_model(parse_spec(changed(raw, change)), AccountPlan)
    assert words in error.value.message


def test_a_column_of_their_own_needs_no_attribute(raw):
    own = {"name": "forecast_class", "label": "Forecast class", "type": "text"}
    with pytest.raises(SpecError, match="but Opportunity has not"):
        check_against_model(parse_spec(changed(raw, lambda d: sheet(d, "pipeline")["blocks"][0]["fields"].append(own))), AccountPlan)
    extra = {**own, "extra": True}
    check_against_model(parse_spec(changed(raw, lambda d: sheet(d, "pipeline")["blocks"][0]["fields"].append(extra))), AccountPlan)


def test_record_types_tell_class_and_types():
    types = record_types(AccountPlan)
    assert types["cover"].cls is Cover
    assert not types["cover"].many
    assert types["pipeline"].many
    assert types["pipeline"].types["value"] is float
    assert set(types["cover"].types) == {f.name for f in fields(Cover)} - {"cells", "extra"}


def test_a_plan_class_with_fewer_blocks():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Small:
        source: str
        cover: Cover

    assert list(record_types(Small)) == ["cover"]
    with pytest.raises(SpecError, match="Small has no such attribute"):
        check_against_model(load_spec(SPEC), Small)


def test_table_blocks_have_a_required_key_and_known_formulas():
    for s in load_spec(SPEC).sheets:
        for block in s.blocks:
            if block.kind is BlockKind.TABLE:
                assert block.field(block.key_field).required or block.fixed  # preset keys would count as filled in
            assert all(f.formula or any(f.name in row for row in block.fixed) for f in block.calculated)
