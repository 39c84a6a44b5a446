"""The MkDocs configuration of a site: that of the tool, overlaid by that of a corpus kept elsewhere.

The tool's own `mkdocs.yml` has the settings of its site, and inherits from `mkdocs.base.yml` beside this module what
every site has. A corpus in another folder may have a `mkdocs.yml` too: its keys then come before the tool's, unless it
names a `theme`: then it stands alone (settings of the theme, such as its `language`, name none). Paths in either file
are relative to the file that has them; those of an inherited one, to the file that inherits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from build_tools.site.generation import Generate

TOOL_ROOT = Path(__file__).resolve().parents[2]
HOOK = Path(__file__).resolve().with_name("mkdocs_hook.py")
EXTRA = "build_tools"
"""Key of `extra` for the hook: `root`, how to `generate` (None: not), whether to `prune_nav` of what is missing."""
_ADDRESS = ("site_url", "repo_url", "repo_name", "edit_uri", "edit_uri_template")
_OWN = (*_ADDRESS, "site_description", "site_author", "copyright")


@dataclass(frozen=True, kw_only=True)
class ConfigSources:
    """The files that the configuration of one site is read from."""

    base: Path
    """`mkdocs.yml` of the tool."""
    root: Path
    """Folder of the corpus."""
    overlay: Path | None = None
    """`mkdocs.yml` of the corpus, if it is another one."""


def find_sources(root: Path, *, tool_root: Path = TOOL_ROOT) -> ConfigSources:
    """Return the configuration files for the corpus in `root`."""
    base, own = tool_root / "mkdocs.yml", root / "mkdocs.yml"
    foreign = root.resolve() != tool_root.resolve() and own.is_file()
    return ConfigSources(base=base, root=root, overlay=own if foreign else None)


def load_config(
    sources: ConfigSources,
    *,
    docs_dir: Path,
    site_dir: Path,
    strict: bool = True,
    generate: Generate | None = None,
    overrides: Mapping[str, Any] | None = None,
) -> MkDocsConfig:
    """Return the validated configuration. `overrides` come before both files.

    With `generate` the hook makes the pages by it; without, they lie in `docs_dir` already. The hook is always part of
    the configuration, as it keeps generated pages away from Python-Markdown. Raises `ConfigurationError`, a line a
    fault.
    """
    config = MkDocsConfig(config_file_path=str(sources.overlay or sources.base))
    settings = raw_settings(sources, config, overrides=overrides)
    extra = settings["extra"] = dict(settings.get("extra") or {})
    extra[EXTRA] = {**extra.get(EXTRA, {}), "root": str(sources.root), "generate": generate}
    settings["hooks"] = list(dict.fromkeys([*(settings.get("hooks") or []), str(HOOK)]))
    settings |= {"docs_dir": str(docs_dir.resolve()), "site_dir": str(site_dir.resolve()), "strict": strict}
    return validated(config, settings)


def raw_settings(
    sources: ConfigSources, config: MkDocsConfig, *, overrides: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the merged keys of the files and `overrides`, not validated, every path from a file absolute."""
    base = _read(sources.base, config) if sources.base.is_file() or not sources.overlay else {}
    if sources.root.resolve() != sources.base.parent.resolve():
        # Another corpus is not to be published under the tool's address or terms, nor to list pages it does not have.
        base = {key: value for key, value in base.items() if key not in _OWN}
        base["extra"] = {**(base.get("extra") or {}), EXTRA: {"prune_nav": True}}
    overlay = _read(sources.overlay, config) if sources.overlay else {}
    if "nav" in overlay:
        overlay["extra"] = {**(overlay.get("extra") or {}), EXTRA: {"prune_nav": False}}
    settings = overlay if _names_theme(overlay) else _merged(base, overlay)
    return _merged(settings, dict(overrides or {}))


def _names_theme(overlay: dict[str, Any]) -> bool:
    """Whether it has a theme of its own, and not only settings of the tool's."""
    theme = overlay.get("theme")
    return "name" in theme if isinstance(theme, dict) else "theme" in overlay


def validated(config: MkDocsConfig, settings: dict[str, Any]) -> MkDocsConfig:
    """Load `settings` into the empty `config`. Warnings count as faults if it is strict, as in MkDocs itself."""
    config.load_dict(settings)
    errors, warnings = config.validate()
    faults = [*errors, *(warnings if config.strict else [])]
    if faults:
        raise ConfigurationError("\n".join(f"mkdocs.yml: '{key}': {fault}" for key, fault in faults))
    return config


def _read(path: Path, config: MkDocsConfig) -> dict[str, Any]:
    """Return the keys of one file, its paths made absolute."""
    try:
        with path.open("rb") as stream:
            settings = yaml_load(stream, get_yaml_loader(config=config))
    except FileNotFoundError:
        raise ConfigurationError(f"'{path.name}' must stand beside the package of the tool; it is not there") from None
    if not isinstance(settings, dict):
        raise ConfigurationError(f"'{path.name}' must be a mapping of keys to values")
    folder = path.resolve().parent
    theme = settings.get("theme")
    if isinstance(theme, dict) and isinstance(theme.get("custom_dir"), str):
        settings["theme"] = {**theme, "custom_dir": str(folder / theme["custom_dir"])}
    for key in ("hooks", "watch"):
        if isinstance(settings.get(key), list):
            settings[key] = [str((folder / str(entry)).resolve()) for entry in settings[key]]
    return settings


def _merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Return `under` with the keys of `over`: mappings merged, hooks and watched folders added, all else replaced."""
    result = dict(under)
    for key, value in over.items():
        old = under.get(key)
        if isinstance(value, dict) and isinstance(old, dict):
            result[key] = _merged(old, value)
        elif key in ("hooks", "watch") and isinstance(value, list) and isinstance(old, list):
            result[key] = [*old, *value]
        else:
            result[key] = value
    return result
