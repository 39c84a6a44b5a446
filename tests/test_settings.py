"""Settings of the site that the core needs, as they stand in mkdocs.yml."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from build_tools.settings import ISSUE_LINK_LENGTH, Settings, SettingsFaulty, read_settings, settings_from


def written(root: Path, text: str, name: str = "mkdocs.yml") -> Path:
    """Write a configuration file."""
    (root / name).write_text(text, encoding="utf-8")
    return root / name


def test_read(tmp_path: Path) -> None:
    """Name, address, repository and branch are read; what belongs to the site generator is passed over."""
    config = written(
        tmp_path,
        "site_name: Tiny\nsite_url: https://example.org/sub\nrepo_url: https://example.org/repo/\n"
        "theme: {name: material}\nextra: {edit_branch: trunk}\n",
    )
    assert read_settings(config) == Settings("Tiny", "https://example.org/sub/", "https://example.org/repo", "trunk")


def test_first_file_wins(tmp_path: Path) -> None:
    """Of several files the first that has a key counts for it, also where it sets it to nothing."""
    first = written(tmp_path, "site_name: First\nsite_url: ''\n", "a.yml")
    second = written(
        tmp_path, "site_name: Second\nsite_url: https://example.org/\nrepo_url: https://example.org/r\n", "b.yml"
    )
    assert read_settings(first, tmp_path / "none.yml", second) == Settings("First", "", "https://example.org/r", "main")


def test_no_file(tmp_path: Path) -> None:
    """A corpus without a configuration has settings: none."""
    assert read_settings(tmp_path / "mkdocs.yml") == Settings()


def test_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Values may come from the environment, as the site generator reads them."""
    monkeypatch.setenv("TINY_URL", "https://example.org/x")
    config = written(tmp_path, "site_name: Tiny\nsite_url: !ENV [TINY_URL, '']\nrepo_url: !ENV [TINY_NONE, '']\n")
    assert read_settings(config) == Settings("Tiny", "https://example.org/x/", "", "main")


def test_tags_of_the_site_generator_run_nothing(tmp_path: Path) -> None:
    """Tags that name functions, which the site generator's own configuration may hold, are passed over."""
    mark = tmp_path / "ran"
    config = written(
        tmp_path,
        "site_name: Tiny\nmarkdown_extensions:\n- x: {slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}}\n"
        f"- y: !!python/object/apply:os.mkdir ['{mark}']\n- z: !!python/name:os.system ''\n- base: !relative $docs_dir\n",
    )
    assert read_settings(config).site_name == "Tiny"
    assert not mark.exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "must be a mapping of keys"),
        (b"- a\n", "must be a mapping of keys"),
        (b"just text\n", "must be a mapping of keys"),
        (b"site_name: [Tiny\n", "must be YAML in UTF-8"),
        (b"site_name: caf\xe9\n", "must be YAML in UTF-8"),
        (b"copyright: 2020-02-30\n", "must be YAML in UTF-8"),
    ],
)
def test_faulty_file(tmp_path: Path, content: bytes, message: str) -> None:
    """A file that cannot be read, or is no mapping of keys, is named with what must hold."""
    (tmp_path / "mkdocs.yml").write_bytes(content)
    with pytest.raises(SettingsFaulty, match=rf"^mkdocs\.yml {message}"):
        read_settings(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize(
    ("url", "normal"),
    [("", ""), (None, ""), ("https://a.org", "https://a.org/"), ("https://a.org/b/", "https://a.org/b/")],
)
def test_site_url_ends_with_a_slash(url: str | None, normal: str) -> None:
    """The address of the site ends with a slash, or is not known."""
    assert settings_from("", url, "").site_url == normal


def test_edit_links() -> None:
    """Links lead to the editor of the repository on the branch that edits are proposed to."""
    settings = settings_from("", "", "https://example.org/repo/", "trunk")
    assert settings.edit_link("annotations/a.yml") == "https://example.org/repo/edit/trunk/annotations/a.yml"
    assert settings.edit_link("annotations/a.yml", 7) == "https://example.org/repo/edit/trunk/annotations/a.yml#L7"
    assert settings.new_link("annotations/actors") == "https://example.org/repo/new/trunk/annotations/actors"


def test_no_repository_no_links() -> None:
    """Where no repository is known there are no links to one."""
    assert Settings().edit_link("a.yml", 3) == ""
    assert Settings().new_link("a") == ""


def test_issue_link() -> None:
    """A form is named with what is known filled in, whatever characters it has; without a repository there is none."""
    settings = settings_from("Tiny", "https://example.org", "https://code.example/tiny/")
    link = settings.issue_link(
        "wrong-annotation", page="https://example.org/a/?x=1&y=2#p-b", now="", right="“ø” + &\n#"
    )
    parts = urlsplit(link)
    assert link.startswith("https://code.example/tiny/issues/new?template=wrong-annotation.yml&")
    assert parts.fragment == ""
    assert parse_qs(parts.query, keep_blank_values=True) == {
        "template": ["wrong-annotation.yml"],
        "page": ["https://example.org/a/?x=1&y=2#p-b"],
        "right": ["“ø” + &\n#"],
    }
    assert Settings().issue_link("wrong-annotation", page="x") == ""
    assert settings.issue_link() == "https://code.example/tiny/issues/new"


@pytest.mark.parametrize("text", ["x" * 20_000, "\u0639" * 5000, "🜁" * 2000, "a b\n" * 3000])
def test_long_issue_link_is_cut(text: str) -> None:
    """An address is never longer than servers take: the longest field is cut, between characters, and says so."""
    settings = settings_from("", "", "https://code.example/tiny")
    link = settings.issue_link("missing-passage", page="https://example.org/", source="Gazette", quote=text)
    fields = parse_qs(urlsplit(link).query)
    assert len(link) <= ISSUE_LINK_LENGTH
    assert (fields["page"], fields["source"]) == (["https://example.org/"], ["Gazette"])
    assert fields["quote"][0].endswith("…")
    assert text.startswith(fields["quote"][0].removesuffix("…"))
    assert len(link) > ISSUE_LINK_LENGTH // 2
