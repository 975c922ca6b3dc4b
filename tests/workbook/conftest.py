from pathlib import Path

import pytest

from planforge import resources
from planforge.spec.load import load_spec
from planforge.spec.schema import WorkbookSpec
from support.plan_books import book, sample_rows


@pytest.fixture(scope="session")
def spec() -> WorkbookSpec:
    return load_spec(resources.template("xlsx/account-plan/workbook.toml"))


@pytest.fixture(scope="session")
def rows(spec):
    return sample_rows(spec)


@pytest.fixture(scope="session")
def usual(spec, rows) -> bytes:
    """The bytes of a workbook in the usual layout with three full rows a table."""
    return book(spec, rows)


@pytest.fixture
def usual_file(usual, tmp_path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(usual)
    return path
