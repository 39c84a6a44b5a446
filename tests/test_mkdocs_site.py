"""MkDocs is called without side effects, and its configuration comes from the right files."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import ConfigurationError

from build_tools.site.mkdocs_config import HOOK, find_sources, load_config
from build_tools.site.mkdocs_site import SiteResult, build_site
from tests.site_support import CONFIG, make_project, sources_of


def run(root: Path, **arguments: Any) -> SiteResult:
    """Build a project that is its own tool."""
    return build_site(sources_of(root), docs_dir=root / "docs", site_dir=root / "out", **arguments)


def test_site_is_built_without_a_word(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """A sound project gives a site and no message, and nothing is printed."""
    root = make_project(tmp_path, home="# Home\n")
    assert run(root) == SiteResult(failed=False, messages=(), site_url="https://example.org/sub/")
    assert (root / "out/index.html").is_file()
    assert capfd.readouterr() == ("", "")


def test_warnings_fail_only_if_strict(tmp_path: Path) -> None:
    """A dead link in a page is one message, and ends the build only in strict mode."""
    root = make_project(tmp_path, home="[x](missing.md)\n")
    for strict in (True, False):
        result = run(root, strict=strict)
        assert result.failed is strict
        assert len(result.messages) == 1
        assert "missing.md" in result.messages[0]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("site_name: [", "parsing"),
        ("- a", "must be a mapping"),
        ("theme: material", "site_name"),
        ("site_name: x\ntheme: none-such", "none-such"),
        ("site_name: x\nplugins: [none-such]", "none-such"),
        ("site_name: x\nsite_nmae: y", "site_nmae"),
    ],
)
def test_faulty_configuration_is_a_message(tmp_path: Path, config: str, said: str) -> None:
    """A fault in mkdocs.yml is returned in words, not raised."""
    result = run(make_project(tmp_path, config=config))
    assert result.failed
    assert said in " ".join(result.messages)


def test_missing_configuration_is_a_message(tmp_path: Path) -> None:
    """So is a missing mkdocs.yml."""
    root = make_project(tmp_path)
    (root / "mkdocs.yml").unlink()
    result = run(root)
    assert result.failed
    assert "mkdocs.yml" in result.messages[0]


def test_broken_template_is_a_message(tmp_path: Path) -> None:
    """An exception in a template is returned with the page, the fault and the template's line."""
    root = make_project(
        tmp_path, config=CONFIG.replace("font: false", "font: false\n  custom_dir: over"), home="# Home\n"
    )
    (root / "over").mkdir()
    (root / "over/main.html").write_text(
        '{% extends "base.html" %}\n{% block content %}{{ none_such() }}{% endblock %}'
    )
    messages = " ".join(run(root, strict=False).messages)
    for part in ("index.md", "none_such", "main.html, line 2"):
        assert part in messages


def test_environment_is_restored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is pinned for a build, also for one that fails, is as before afterwards."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "before")
    before = dict(os.environ)
    run(make_project(tmp_path, home="[x](missing.md)\n"))
    assert dict(os.environ) == before


@pytest.mark.parametrize(("epoch", "date"), [(None, "1970-01-01"), ("86400", "1970-01-02")])
def test_date_is_pinned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, epoch: str | None, date: str) -> None:
    """The one date in the output is the first of 1970 unless SOURCE_DATE_EPOCH says another."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    root = make_project(tmp_path, home="# Home\n")
    run(root)
    assert date in (root / "out/sitemap.xml").read_text()


def corpus_beside(tmp_path: Path, config: str | None) -> tuple[Path, Path]:
    """Return the roots of a tool with a theme folder and a hook, and of a corpus kept elsewhere."""
    tool = make_project(tmp_path, config=CONFIG.replace("font: false", "font: false\n  custom_dir: over"))
    (tool / "over").mkdir()
    with (tool / "mkdocs.yml").open("a") as stream:
        stream.write("hooks: [tool_hook.py]\nrepo_url: https://example.org/tool\nextra: {a: 1, b: 1}\n")
    (tool / "tool_hook.py").write_text("")
    corpus = tmp_path / "corpus"
    (corpus / "docs").mkdir(parents=True)
    (corpus / "own_hook.py").write_text("")
    if config is not None:
        (corpus / "mkdocs.yml").write_text(config)
    return tool, corpus


def loaded(tool: Path, corpus: Path, **arguments: Any) -> Any:
    """Return the configuration for a corpus elsewhere."""
    return load_config(
        find_sources(corpus, tool_root=tool), docs_dir=corpus / "docs", site_dir=corpus / "out", **arguments
    )


def test_keys_of_a_corpus_come_first(tmp_path: Path) -> None:
    """Its mkdocs.yml replaces keys, merges mappings and adds hooks; the tool's paths stay those of the tool."""
    tool, corpus = corpus_beside(tmp_path, "site_name: Own\nhooks: [own_hook.py]\nextra: {b: 2}\n")
    config = loaded(tool, corpus)
    assert config.site_name == "Own"
    assert (config.extra["a"], config.extra["b"]) == (1, 2)
    assert config.theme.custom_dir == str(tool / "over")
    assert list(config.hooks) == [str(tool / "tool_hook.py"), str(corpus / "own_hook.py"), str(HOOK)]
    assert config.docs_dir == str(corpus / "docs")


def test_corpus_with_a_theme_stands_alone(tmp_path: Path) -> None:
    """If its mkdocs.yml has a theme, nothing of the tool's remains but the hook that keeps pages raw."""
    tool, corpus = corpus_beside(tmp_path, "site_name: Own\ntheme: mkdocs\n")
    config = loaded(tool, corpus)
    assert config.theme.name == "mkdocs"
    assert list(config.hooks) == [str(HOOK)]
    assert "a" not in config.extra


def test_corpus_does_not_take_the_address_of_the_tool(tmp_path: Path) -> None:
    """A corpus without settings of its own gets the tool's theme, not the address of its site."""
    tool, corpus = corpus_beside(tmp_path, None)
    config = loaded(tool, corpus)
    assert config.theme.name == "material"
    assert (config.site_url, config.repo_url) == (None, None)


@pytest.mark.parametrize(("own_nav", "failed"), [("", False), ("nav: [index.md, about.md]", True)])
def test_nav_of_the_tool_is_fitted_to_a_corpus(tmp_path: Path, own_nav: str, failed: bool) -> None:
    """Of the tool's nav only pages that the corpus has remain; a missing page in a nav of its own is a fault."""
    tool, corpus = corpus_beside(tmp_path, f"site_name: Own\n{own_nav}\n")
    with (tool / "mkdocs.yml").open("a") as stream:
        stream.write("nav: [index.md, {About: [about.md, {Method: method.md}]}, {Zebra: zebra.md}]\n")
    (corpus / "docs/index.md").write_text("# Own home\n")
    (corpus / "docs/method.md").write_text("# Own method\n")
    result = build_site(find_sources(corpus, tool_root=tool), docs_dir=corpus / "docs", site_dir=corpus / "out")
    assert result.failed is failed
    if not failed:
        home = (corpus / "out/index.html").read_text()
        assert 'href="method/"' in home
        assert "Zebra" not in home


def test_overrides_come_before_both(tmp_path: Path) -> None:
    """What the caller sets wins over either file."""
    tool, corpus = corpus_beside(tmp_path, "site_name: Own\n")
    assert loaded(tool, corpus, overrides={"site_name": "Given", "extra": {"c": 3}}).site_name == "Given"


def test_tool_itself_has_no_overlay(tmp_path: Path) -> None:
    """For the tool's own corpus its mkdocs.yml is read once."""
    root = make_project(tmp_path)
    assert find_sources(root, tool_root=root).overlay is None
    with pytest.raises(ConfigurationError):
        load_config(find_sources(tmp_path, tool_root=tmp_path), docs_dir=tmp_path, site_dir=tmp_path / "out")
