"""Generated pages pass through MkDocs untouched, and their links are checked as those of other pages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser

from build_tools.site import generation
from build_tools.site.manifest import generated_paths
from build_tools.site.mkdocs_site import SiteResult, build_site, pinned_environment
from tests.site_support import CONFIG, Pages, make_project, page, problem, sources_of, things

HOOK = Path(generation.__file__).with_name("mkdocs_hook.py")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give a function that sets what generation gives."""

    def set_pages(pages: Pages) -> None:
        monkeypatch.setattr(generation, "generate", lambda _: pages)

    set_pages(things())
    return set_pages


def run(root: Path, **arguments: Any) -> SiteResult:
    """Build with generation by the hook."""
    arguments = {"generate": generation.generate, **arguments}
    return build_site(sources_of(root), docs_dir=root / "docs", site_dir=root / "out", **arguments)


def hrefs(path: Path) -> list[str | None]:
    """Return the link targets of a built page's article, in order."""
    return [node.attributes["href"] for node in LexborHTMLParser(path.read_bytes()).css("article a[href]")]


@pytest.mark.usefixtures("made")
def test_pages_are_made_and_built(tmp_path: Path) -> None:
    """Pages and data files reach the site, and links between them lead to the pages' addresses."""
    root = make_project(tmp_path)
    assert run(root).messages == ()
    assert hrefs(root / "out/things/one/index.html") == ["../two/#p-2", "../../data/x.csv"]
    assert hrefs(root / "out/things/two/index.html") == ["../../"]
    assert (root / "out/data/x.csv").read_text() == "a,b\n"


@pytest.mark.usefixtures("made")
def test_addresses_without_folders(tmp_path: Path) -> None:
    """With `use_directory_urls: false` the same links lead to files."""
    root = make_project(tmp_path, config=CONFIG + "use_directory_urls: false\n")
    assert run(root).messages == ()
    assert hrefs(root / "out/things/one.html") == ["two.html#p-2", "../data/x.csv"]


BODY = (
    '<div>\n```\n# not a heading\n\t*x* _y_ `z` {++a++} [a](b.md) {{ config }} --8<-- "x" [^1] ~~s~~ &#42;b&#42;\n\n'
    "    indented\n\n*[HTML]: x\n<!-- c -->&lt;b&gt; &amp;amp; \\<\n</div>"
)


def test_body_is_not_read_as_markdown(tmp_path: Path, made: Any) -> None:
    """A body reaches the built page byte for byte, whatever Markdown could see in it."""
    root = make_project(tmp_path, config=CONFIG + "markdown_extensions: [attr_list, md_in_html, footnotes, abbr]\n")
    made(things(raw=BODY))
    assert run(root).messages == ()
    assert BODY in (root / "out/raw/index.html").read_text()


LINKS = [
    ("things/one.md", "../things/one/"),
    ("things/one.md?a=1&amp;b=2#p-1", "../things/one/?a=1&b=2#p-1"),
    ("things/one.md#p-1:~:text=First", "../things/one/#p-1:~:text=First"),
    ("things&#47;one.md&#35;p-1", "../things/one/#p-1"),
    ("./things/../index.md", "../"),
    ("raw.md", "./"),
    ("%C3%A4 b.md", "../%C3%A4%20b/"),
    ("data/x.csv", "../data/x.csv"),
    ("assets/images/favicon.png", "../assets/images/favicon.png"),
    ("#here", "#here"),
    ("?q=1", "?q=1"),
    ("https://example.com/a.md", "https://example.com/a.md"),
    ("//example.com/a.md", "//example.com/a.md"),
    ("mailto:a@example.org", "mailto:a@example.org"),
    ("/sub/things/one/", "/sub/things/one/"),
]


def test_links_of_a_body(tmp_path: Path, made: Any) -> None:
    """A link to a file becomes the file's address with query and fragment; any other link is left as it is."""
    root = make_project(tmp_path)
    body = '<p id="here">' + "".join(f'<a title="a" href="{href}">x</a>' for href, _ in LINKS)
    made(Pages([*things(raw=body).files, ("ä b.md", page("<p>x</p>"))]))
    assert run(root).messages == ()
    assert hrefs(root / "out/raw/index.html") == [expected for _, expected in LINKS]


def test_dead_links_in_a_body_fail(tmp_path: Path, made: Any) -> None:
    """A link to a file that is not there, however written, is a warning with page and link, and ends a strict build."""
    root = make_project(tmp_path)
    forms = ("href='{}'", 'class="href" HREF="{}"', 'src="{}"', 'xlink:href="{}"', 'data-a="x"\n href="{}"')
    made(things(raw="".join(f"<a {form.format(f'none-{i}.md#x')}>x</a>" for i, form in enumerate(forms))))
    result = run(root)
    assert result.failed
    assert len(result.messages) == len(forms)
    for i, message in enumerate(result.messages):
        assert f"'raw.md' contains a link 'none-{i}.md#x'" in message


def test_link_that_leaves_the_docs_fails(tmp_path: Path, made: Any) -> None:
    """A link above the docs folder leads nowhere even if the file exists."""
    root = make_project(tmp_path)
    made(things(raw='<a href="../mkdocs.yml">x</a>'))
    assert "'../mkdocs.yml' is not part of the site" in run(root).messages[0]


def test_anchors_between_pages(tmp_path: Path, made: Any) -> None:
    """Missing ids are found in both ways: from hand-written to generated pages, and from generated ones to either."""
    home = "# Home\n\n## Part\n\n[a](things/one.md#p-1) [b](things/one.md#p-9) [c](raw.md#old)\n"
    root = make_project(tmp_path, home=home)
    body = (
        '<a name="old"></a><a href="index.md#part">x</a><a href="index.md#none">x</a>'
        '<a href="things/two.md#p-2">x</a><a href="things/two.md#p-8">x</a>'
    )
    made(things(raw=body))
    result = run(root)
    assert [re.findall(r"'(#[^']*|[^']*#[^']*)'", message)[0] for message in result.messages] == [
        "things/one.md#p-9",
        "index.md#none",
        "things/two.md#p-8",
    ]


def test_front_matter(tmp_path: Path, made: Any) -> None:
    """Title, description and contents come from the front matter, as HTML."""
    root = make_project(tmp_path)
    contents = [{"title": "Part &amp; 1", "id": "h-1", "children": [{"title": "Deep", "id": "h-2"}]}]
    text = page('<h2 id="h-1">x</h2>', title="A &lt;b&gt;", description="d &quot;q&quot;", toc=contents)
    made(Pages([*things().files, ("raw.md", text)]))
    assert run(root).messages == ()
    html = (root / "out/raw/index.html").read_text()
    assert "<title>A &lt;b&gt; - Tiny</title>" in html
    assert 'content="d &quot;q&quot;"' in html
    links = LexborHTMLParser(html).css("nav.md-nav--secondary li a")
    assert [(node.attributes["href"], node.text(strip=True)) for node in links] == [
        ("#h-1", "Part & 1"),
        ("#h-2", "Deep"),
    ]


def test_unreadable_front_matter_fails(tmp_path: Path, made: Any) -> None:
    """Front matter that MkDocs cannot read, and would print, is a warning."""
    root = make_project(tmp_path)
    made(Pages([*things().files, ("raw.md", '---\n{"title": "x\n---\n<p>x</p>')]))
    assert any("'raw.md': the front matter" in message for message in run(root).messages)


@pytest.mark.usefixtures("made")
def test_hand_written_page_is_markdown(tmp_path: Path) -> None:
    """A page that is not in the manifest is read as Markdown, as ever."""
    root = make_project(tmp_path, home="# Home\n\n*x*\n")
    run(root)
    assert "<em>x</em>" in (root / "out/index.html").read_text()


def test_build_command_is_not_generated_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told that the pages are ready, the hook does not make them."""
    root = make_project(tmp_path, home="# Home\n")
    monkeypatch.setattr(generation, "generate", lambda _: pytest.fail("generated"))
    assert run(root, generate=None).messages == ()


@pytest.mark.usefixtures("made")
def test_plain_mkdocs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`mkdocs build` with the hook in mkdocs.yml, from any folder, makes and builds the pages."""
    root = make_project(tmp_path, config=CONFIG + f"hooks: ['{HOOK}']\n")
    monkeypatch.chdir(tmp_path)
    with pinned_environment():
        build(load_config(config_file=str(root / "mkdocs.yml"), strict=True))
    assert hrefs(root / "site/things/one/index.html") == ["../two/#p-2", "../../data/x.csv"]


def test_faulty_corpus_ends_a_build(tmp_path: Path, made: Any) -> None:
    """Errors of the corpus are messages, with place and rule, and no page is written; warnings are no obstacle."""
    root = make_project(tmp_path, home="# Home\n")
    made(Pages(things().files, [problem("first"), problem("second"), problem("small", level="warning")]))
    result = run(root, strict=False)
    assert result.failed
    assert result.messages[:2] == (
        "annotations/a.yml:3:5: first [some-rule]",
        "annotations/a.yml:3:5: second [some-rule]",
    )
    assert generated_paths(root / "docs") == frozenset()
    made(Pages(things().files, [problem("small", level="warning")]))
    assert run(root).messages == ()


@pytest.mark.parametrize("fault", ["corpus", "conflict", "empty"])
def test_faults_keep_the_preview_alive(tmp_path: Path, made: Any, caplog: pytest.LogCaptureFixture, fault: str) -> None:
    """Under `serve` a fault is a warning, and the pages of the last good state are shown."""
    root = make_project(tmp_path)
    assert run(root).messages == ()
    (root / "docs/hand.md").write_text("mine")
    broken, said = {
        "corpus": (Pages(things().files, [problem("wrong")]), "wrong"),
        "conflict": (Pages([("hand.md", "x")]), "'hand.md' was not made"),
        "empty": (Pages(()), "nothing was generated"),
    }[fault]
    made(broken)
    with pinned_environment():
        config = load_config(
            config_file=str(root / "mkdocs.yml"), hooks=[str(HOOK)], site_dir=str(root / "preview"), strict=False
        )
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url="http://localhost/")
    warned = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert any(said in message for message in warned)
    assert (root / "preview/things/one/index.html").is_file()


@pytest.mark.usefixtures("made")
def test_rebuild_writes_nothing_new(tmp_path: Path) -> None:
    """A second build leaves the docs folder untouched: nothing that a watcher could take for an edit."""
    root = make_project(tmp_path)
    run(root)
    before = {path: path.stat().st_mtime_ns for path in (root / "docs").rglob("*")}
    run(root)
    assert {path: path.stat().st_mtime_ns for path in (root / "docs").rglob("*")} == before


@pytest.mark.parametrize("path", ["things.md", "Data/X.csv", "sitemap.xml", "404.html", "assets/search/pagefind.js"])
def test_files_that_hide_others_fail(tmp_path: Path, made: Any, path: str) -> None:
    """Two files with one place in the site, or one in the place of a built file, are a warning."""
    root = make_project(tmp_path)
    (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "docs" / path).write_text("x")
    made(things(things__index="<p>x</p>"))
    assert "rename" in " ".join(run(root).messages)


@pytest.mark.usefixtures("made")
def test_file_in_the_place_of_a_theme_script_fails(tmp_path: Path) -> None:
    """A file of the docs folder with the name of a theme file would replace it: a warning."""
    root = make_project(tmp_path)
    run(root)
    (script,) = (root / "out/assets/javascripts").glob("bundle.*.min.js")
    target = root / "docs" / script.relative_to(root / "out")
    target.parent.mkdir(parents=True)
    target.write_text("x")
    assert "place of the theme's file" in " ".join(run(root).messages)


@pytest.mark.parametrize("kind", ["file", "folder"])
@pytest.mark.usefixtures("made")
def test_symbolic_links_are_not_published(tmp_path: Path, kind: str) -> None:
    """A symbolic link in the docs folder, which MkDocs would follow, is a warning."""
    root = make_project(tmp_path)
    (root / "docs/link").symlink_to(root / "mkdocs.yml" if kind == "file" else tmp_path)
    assert any("'link' is a symbolic link" in message for message in run(root).messages)
