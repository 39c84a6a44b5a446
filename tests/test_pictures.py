"""Pictures of hand-written pages have their sizes."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from build_tools.site.pictures import with_sizes


def test_pictures_have_their_sizes(tmp_path: Path) -> None:
    """In pixels of the page, half as many where the name says so; what is no picture of the site is left as it is."""
    files = {"assets/plain.png": tmp_path / "plain.png", "assets/fine@2x.webp": tmp_path / "fine@2x.webp"}
    for path in files.values():
        Image.new("RGB", (301, 200)).save(path)
    (tmp_path / "drawing.svg").write_text("<svg/>", "utf-8")
    files["assets/drawing.svg"] = tmp_path / "drawing.svg"

    def sized(image: str) -> str:
        return with_sizes(f"<p>{image}</p>", "guide/first/", files.get).removeprefix("<p>").removesuffix("</p>")

    plain = '<img alt="A picture" src="../../assets/plain.png" />'
    assert sized(plain) == plain.replace('png"', 'png" width="301" height="200"')
    fine = '<img alt="a &gt; b" src="../../assets/fine%402x.webp">'
    assert sized(fine) == fine.replace('webp"', 'webp" width="150" height="100"')
    for other in (
        '<img alt="" src="../../assets/drawing.svg" />',
        '<img alt="" src="../../assets/missing.png" />',
        '<img alt="" src="https://example.org/assets/plain.png" />',
        '<img alt="" width="20" src="../../assets/plain.png" />',
    ):
        assert sized(other) == other
