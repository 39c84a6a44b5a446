"""Settings of the site that the core needs: name, address, repository. Read from mkdocs.yml, kept nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import yaml
from yaml_env_tag import add_env_tag

ISSUE_LINK_LENGTH = 7000
"""Characters of a prefilled address at most; servers refuse those of some 8,000."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What pages need to know of the site that they are part of."""

    site_name: str = ""
    site_url: str = ""
    """Address of the site, with a slash at its end, or ""."""
    repo_url: str = ""
    """Address of the repository, without a slash at its end, or "" where none is known."""
    branch: str = "main"
    """Branch that edits are proposed to."""

    def edit_link(self, file: str, line: int = 1) -> str:
        """Return the address of the editor for a file of the repository, or ""."""
        if not self.repo_url:
            return ""
        return f"{self.repo_url}/edit/{self.branch}/{file}" + (f"#L{line}" if line > 1 else "")

    def new_link(self, folder: str) -> str:
        """Return the address where a new file of the repository is begun, or ""."""
        return f"{self.repo_url}/new/{self.branch}/{folder}" if self.repo_url else ""

    def issue_link(self, form: str = "", **fields: str) -> str:
        """Return the address of an issue form of the repository with some of its fields filled in, or "".

        `form` is the name of a file in .github/ISSUE_TEMPLATE without its ending ("" leaves the choice to whoever
        writes), `fields` are ids in it. Where the address would be longer than servers take, the longest fields are
        cut and end in an ellipsis.
        """
        if not self.repo_url:
            return ""
        given = {name: text for name, text in fields.items() if text}
        while len(link := self._issue_link(form, given)) > ISSUE_LINK_LENGTH:
            longest = max(given, key=lambda name: len(quote(given[name])))
            text = given[longest].removesuffix("…")
            given[longest] = text[: len(text) * 3 // 4] + "…" if len(text) > 1 else ""
            given = {name: text for name, text in given.items() if text}
        return link

    def _issue_link(self, form: str, fields: Mapping[str, str]) -> str:
        named = {"template": f"{form}.yml", **fields} if form else dict(fields)
        query = urlencode(named, quote_via=quote, safe="")
        return f"{self.repo_url}/issues/new" + (f"?{query}" if query else "")


class SettingsFaulty(Exception):
    """A configuration file cannot be read; the message says which and why."""


def read_settings(*configs: Path) -> Settings:
    """Return the settings of the first file that has each. Files that do not exist are passed over.

    Raises `SettingsFaulty`.
    """
    found: dict[str, str] = {}
    branch = ""
    for path in configs:
        if not path.is_file():
            continue
        content = _read(path)
        for key in ("site_name", "site_url", "repo_url"):
            if key in content:
                found.setdefault(key, str(content[key] or ""))
        extra = content.get("extra")
        branch = branch or str((extra.get("edit_branch") if isinstance(extra, dict) else "") or "")
    return settings_from(found.get("site_name", ""), found.get("site_url", ""), found.get("repo_url", ""), branch)


def _read(path: Path) -> dict[Any, Any]:
    """Return the keys of a configuration file."""
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=_loader())
    except (yaml.YAMLError, ValueError) as error:  # ValueError: no UTF-8, or no day of the calendar
        raise SettingsFaulty(f"{path.name} must be YAML in UTF-8: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict):
        raise SettingsFaulty(f"{path.name} must be a mapping of keys")
    return content


def settings_from(
    site_name: str | None, site_url: str | None, repo_url: str | None, branch: str | None = None
) -> Settings:
    """Return settings with their addresses in the form that the rest relies on."""
    url = site_url or ""
    return Settings(
        site_name=site_name or "",
        site_url=url if not url or url.endswith("/") else f"{url}/",
        repo_url=(repo_url or "").rstrip("/"),
        branch=branch or "main",
    )


def _loader() -> type[yaml.SafeLoader]:
    class Loader(yaml.SafeLoader):
        """Knows `!ENV`, as the site generator does; any other tag is shown as nothing."""

    add_env_tag(Loader)
    for prefix in ("tag:yaml.org,2002:python/", "!"):
        Loader.add_multi_constructor(prefix, lambda *_: None)
    return Loader
