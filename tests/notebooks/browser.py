"""A headless Chromium, spoken to in its own protocol: what tests need to look at a page as a person does.

The client of the protocol is the WebSocket client that Jupyter's server brings along: no driver has to be installed.
"""

from __future__ import annotations

import base64
import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import websocket

_OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --remote-debugging-port=0"
)

# Every text of the matched elements whose contrast with what is behind it is below 4.5 (3.0 where it is large).
_ILLEGIBLE = """
(() => {
  const parse = text => (text.match(/[\\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const over = (top, below) => {
    const a = top.length > 3 ? top[3] : 1;
    return [0, 1, 2].map(i => top[i] * a + below[i] * (1 - a));
  };
  const light = colour => colour.slice(0, 3).map(c => c / 255)
    .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = element => {
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) { layers.push(colour); if (colour.length < 4 || colour[3] === 1) break; }
    }
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255]);
  };
  const found = [];
  for (const root of document.querySelectorAll(SELECTOR)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
      if (!text || !element.getClientRects().length) continue;
      const style = getComputedStyle(element), back = behind(element), ink = over(parse(style.color), back);
      const [a, b] = [light(ink), light(back)].sort((x, y) => y - x), ratio = (a + 0.05) / (b + 0.05);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.5 && style.fontWeight >= 700);
      if (ratio < (large ? 3 : 4.5)) found.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
  }
  return found;
})()
"""


class Page:
    """One page of the browser.

    Args:
        socket: Connected to the page.
    """

    def __init__(self, socket: websocket.WebSocket) -> None:
        self._socket = socket
        self._sent = 0

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Call a method of the protocol and return its result; events that come meanwhile are dropped."""
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._sent:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, url: str) -> None:
        """Go to an address; returns before the page is there."""
        self.call("Page.navigate", url=url)

    def evaluate(self, script: str) -> Any:
        """Return the value of a JavaScript expression, awaited where it is a promise."""
        done = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in done, f"{script}\n{done['exceptionDetails']}"
        return done["result"].get("value")

    def wait(self, condition: str, within: float = 60.0) -> None:
        """Wait until an expression is true; what throws is not true yet."""
        deadline = time.monotonic() + within
        guarded = f"(() => {{ try {{ return Boolean({condition}) }} catch (error) {{ return false }} }})()"
        while not self.evaluate(guarded):
            assert time.monotonic() < deadline, f"not true within {within:g} s: {condition}"
            time.sleep(0.2)

    def illegible(self, selector: str) -> list[str]:
        """Return the texts below the elements of a selector that stand out too little from what is behind them."""
        found: list[str] = self.evaluate(_ILLEGIBLE.replace("SELECTOR", json.dumps(selector)))
        return found

    def resize(self, width: int, height: int) -> None:
        """Give the page a size."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, *, dark: bool = False, printed: bool = False) -> None:
        """Choose what the page is told of the reader's wishes."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", media="print" if printed else "", features=[scheme])

    def screenshot(self, path: Path) -> None:
        """Write what is seen as a PNG."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))


@contextmanager
def browsing(chromium: str, profile: Path) -> Iterator[Page]:
    """Start a browser and give its page.

    Args:
        chromium: The program.
        profile: A folder of its own, where it keeps what it keeps.
    """
    profile.mkdir(parents=True)
    browser = subprocess.Popen(
        [chromium, *_OPTIONS.split(), f"--user-data-dir={profile}", "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port(browser, profile / "DevToolsActivePort")
        socket = websocket.create_connection(_page_address(port), suppress_origin=True, timeout=60)
        try:
            page = Page(socket)
            # a page without the focus has no current widget, no cursor, no selection
            page.call("Emulation.setFocusEmulationEnabled", enabled=True)
            yield page
        finally:
            socket.close()
    finally:
        browser.terminate()
        try:
            browser.wait(timeout=10)
        except subprocess.TimeoutExpired:
            browser.kill()
            browser.wait()


def _port(browser: subprocess.Popen[bytes], file: Path) -> int:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert browser.poll() is None, f"Chromium ended with {browser.returncode}"
        if file.exists() and (lines := file.read_text().splitlines()):
            return int(lines[0])
        time.sleep(0.1)
    raise AssertionError("Chromium did not open its port")


def _page_address(port: int) -> str:
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=30) as answer:
        pages = json.load(answer)
    address: str = next(page["webSocketDebuggerUrl"] for page in pages if page["type"] == "page")
    return address
