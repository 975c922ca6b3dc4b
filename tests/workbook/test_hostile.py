"""Files that are no workbook, or a malicious one: each gives one clear sentence, never a traceback."""

import io
import os
import zipfile
from contextlib import suppress

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planforge.errors import InputError
from planforge.workbook import guard
from planforge.workbook.bind import bind
from planforge.workbook.read import read_workbook, read_workbook_bytes

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def archive(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes | str]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read_workbook_bytes(data, "plan.xlsx")
    error = caught.value
    assert error.message.startswith("plan.xlsx")
    assert error.message.endswith(".")
    assert error.hint
    return error


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not an Excel workbook"),
        (b"hello", "not an Excel workbook"),
        (b"<html><table></table></html>", "not an Excel workbook"),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + b"\0" * 600, "old Office file"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged"),
        (archive({"readme.txt": "x"}), "zip archive"),
        (archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), "Word document"),
        (archive({"[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"}), "PowerPoint"),
        (archive({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}), "xlsb"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}), "OpenDocument"),
        (archive({"[Content_Types].xml": "<Types/>"}), "no workbook part"),
        (archive({"[Content_Types].xml": "<Types/>", "xl/big.xml": b"\0" * (3 * 2**20)}), "packed more tightly"),
        (archive({"[Content_Types].xml": "<Types/>", **{f"xl/p{n}": b"" for n in range(2_001)}}), "more than 2,000 parts"),
    ],
)
def test_each_wrong_kind_has_its_own_sentence(data, words):
    assert words in refused(data).message


def test_a_damaged_workbook_part_is_refused(usual):
    parts = parts_of(usual)
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        refused(archive({**parts, name: b"<not closed"}))


def test_a_missing_sheet_part_is_refused(usual):
    parts = parts_of(usual)
    del parts["xl/worksheets/sheet3.xml"]
    assert "sheet3.xml is missing" in refused(archive(parts)).message


def test_a_sheet_without_relationship_is_refused(usual):
    parts = parts_of(usual)
    parts["xl/_rels/workbook.xml.rels"] = RELATIONS + "</Relationships>"
    assert "nothing is stored for its sheet" in refused(archive(parts)).message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("part", ["xl/workbook.xml", "docProps/custom.xml", "xl/styles.xml", "xl/worksheets/sheet4.xml"])
def test_a_document_type_definition_is_refused(usual, part, encoding):
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'.encode(encoding)
    assert "document type" in refused(archive({**parts_of(usual), part: bomb})).message


def test_declared_size_has_a_limit(usual, monkeypatch):
    monkeypatch.setattr(guard, "MAX_DECLARED", 1_000)
    assert "unpacks to more" in refused(usual).message


def test_a_sheet_reference_to_outside_is_not_followed(usual):
    parts = parts_of(usual)
    rels = parts["xl/_rels/workbook.xml.rels"]
    parts["xl/_rels/workbook.xml.rels"] = rels.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")
    assert "missing" in refused(archive(parts)).message


def test_a_merge_of_everything_and_thousands_of_merges_are_harmless(usual):
    parts = parts_of(usual)
    sheet = parts["xl/worksheets/sheet1.xml"]
    merges = "".join(f'<mergeCell ref="A{n}:XFD{n}"/>' for n in range(1, 5_000))
    tag = f'<mergeCells><mergeCell ref="A1:XFD1048576"/>{merges}</mergeCells></worksheet>'.encode()
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b"<pageMargins", b"<x/><pageMargins").replace(b"</worksheet>", tag)
    read_workbook_bytes(archive(parts), "plan.xlsx")


def test_no_regular_file(tmp_path):
    for path, words in ((tmp_path / "none.xlsx", "There is no file"), (tmp_path, "is a folder")):
        with pytest.raises(InputError, match=words):
            read_workbook(path)
    empty = tmp_path / "empty.xlsx"
    empty.touch()
    with pytest.raises(InputError, match="is empty"):
        read_workbook(empty)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_does_not_block(tmp_path):
    pipe = tmp_path / "pipe.xlsx"
    os.mkfifo(pipe)
    with pytest.raises(InputError, match="not a regular file"):
        read_workbook(pipe)


def test_a_file_over_the_limit_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(guard, "MAX_FILE", 10)
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"x" * 11)
    with pytest.raises(InputError, match="larger than"):
        read_workbook(path)


def test_the_message_names_the_file_and_not_the_folder(tmp_path):
    with pytest.raises(InputError) as caught:
        read_workbook(tmp_path / "secret" / "none.xlsx")
    assert "secret" not in caught.value.message + caught.value.hint


def outcome(data: bytes, spec) -> None:
    """Reads and binds; an InputError is the only exception allowed."""
    with suppress(InputError):
        bind(read_workbook_bytes(data, "plan.xlsx"), spec)


relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@relaxed
@given(data=st.binary(max_size=400))
def test_random_bytes_never_give_a_traceback(data, spec):
    outcome(data, spec)
    outcome(b"PK\x03\x04" + data, spec)
    outcome(OLE + data, spec)


@relaxed
@given(position=st.floats(0, 1), length=st.integers(0, 60), filler=st.binary(max_size=60))
def test_mutated_archives_never_give_a_traceback(position, length, filler, spec, usual):
    at = int(position * len(usual))
    outcome(usual[:at] + filler + usual[at + length :], spec)


@relaxed
@given(end=st.floats(0, 1))
def test_truncated_archives_are_refused(end, usual):
    refused(usual[: int(end * (len(usual) - 23))])


@relaxed
@given(data=st.data())
def test_mutated_parts_never_give_a_traceback(data, spec, usual):
    parts = parts_of(usual)
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytes(parts[name])
    at = data.draw(st.integers(0, len(part)))
    filler = data.draw(
        st.one_of(st.binary(max_size=30), st.sampled_from([b"<c r='XFD1048576'><v>1</v></c>", b'r="ZZZ99999999"', b"\0", b"<", b"1e999"]))
    )
    outcome(archive({**parts, name: part[:at] + filler + part[at + data.draw(st.integers(0, 30)) :]}), spec)


@relaxed
@given(value=st.one_of(st.floats(allow_nan=True), st.integers(), st.text(max_size=20).filter(str.isprintable)), style=st.integers(0, 1))
def test_any_number_in_a_date_cell_is_read_or_refused(value, style, spec):
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.active["A1"].number_format = "yyyy-mm-dd" if style else "[h]:mm"
    buffer = io.BytesIO()
    book.save(buffer)
    parts = parts_of(buffer.getvalue())
    text = str(value).encode("utf-8", "replace").replace(b"&", b"").replace(b"<", b"")
    parts["xl/worksheets/sheet1.xml"] = bytes(parts["xl/worksheets/sheet1.xml"]).replace(b"<v>1</v>", b"<v>" + text + b"</v>")
    outcome(archive(parts), spec)
