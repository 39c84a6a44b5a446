"""Sites that several test modules read: each is built once."""

from __future__ import annotations

import pytest

from tests.corpus_support import Site, build_site, copy_project


@pytest.fixture(scope="session")
def orchard(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Build the second corpus: another subject, other languages, its own vocabulary."""
    root = copy_project("orchard", tmp_path_factory.mktemp("orchard"))
    return build_site(root, "https://canal.example.org/sub/")
