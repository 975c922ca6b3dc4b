"""A folder of plans for whole runs: two quarters of one account, another account, one full of mistakes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planforge.batch.runner import BuildResult, build
from planforge.config import Config

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PLANS = ("lanhai-grid_2025Q2.xlsx", "lanhai-grid_2025Q3.xlsx", "haiyue-rail_2025Q3.xlsx", "velden-pharma_2025Q3.xlsx")


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for name in PLANS:
        shutil.copyfile(SAMPLES / name, folder / name)
    return folder


@pytest.fixture
def make(plans: Path, tmp_path: Path) -> Callable[..., BuildResult]:
    """Builds the plans in this process; keyword arguments go to `build`."""

    def run(out: Path | None = None, **options: Any) -> BuildResult:
        return build(plans, out or tmp_path / "out", options.pop("config", Config()), **{"processes": 1, **options})

    return run
