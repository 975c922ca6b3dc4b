"""What all tests share: compiled templates are cached in a folder of the session, never in the home of who runs the tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _cache_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLANFORGE_CACHE", str(tmp_path_factory.mktemp("cache") / "planforge"))
        yield
