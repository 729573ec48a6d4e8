"""The windows of the journeys' browser, which visitors leave to each other."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

# When a page asked its server for something, and when the server began and ended.
MOVES = """{
    window.moves = {asked: 0, begun: 0, ended: 0, rested: 0}
    const state = "data-test-script-state", send = WebSocket.prototype.send
    WebSocket.prototype.send = function (message) { moves.asked = performance.now(); return send.call(this, message) }
    new MutationObserver(seen => {
        const running = seen.some(one => one.target.getAttribute(state) === "running")
        moves[running ? "begun" : "ended"] = performance.now()
    }).observe(document, {subtree: true, attributeFilter: [state]})
}"""
# So many windows stand open beside each other when nobody uses them.
MOST_LEFT = 4


@dataclass(frozen=True)
class Server:
    """A running app: its address, its home, and a session for each of the cast."""

    address: str
    home: Path
    tokens: dict[str, str]


@dataclass
class Windows:
    """The windows of a browser: who comes later gets one that somebody left, with nothing of them in it.

    A browser that keeps one window reads and compiles the app's JavaScript once; a new one does so at every visit, and
    so does one that has been at another server in between.
    """

    browser: Browser
    left: list[tuple[str, Page]]

    def open(self, at: Server, person: str | None, size: dict, fresh: bool) -> Page:
        """One for whoever comes; one that nobody had before when it must have seen nothing yet."""
        page = None if fresh else self._left_at(at.address)
        page = page or self._made(at, size)
        if person:
            cookie = {"name": "biebwijzer", "value": at.tokens[person], "url": at.address, "httpOnly": True}
            page.context.add_cookies([cookie])
        page.set_viewport_size(size)
        page.set_default_timeout(20_000)
        return page

    def _made(self, at: Server, size: dict) -> Page:
        # Nobody here looks at what moves, and moving takes a tenth of all work.
        page = self.browser.new_context(
            base_url=at.address, locale="nl-NL", viewport=size, reduced_motion="reduce"
        ).new_page()
        page.context.add_init_script(MOVES)
        return page

    def _left_at(self, address: str) -> Page | None:
        found = next((one for one in reversed(self.left) if one[0] == address), None)
        if found:
            self.left.remove(found)
        return found and found[1]

    def leave(self, page: Page, at: Server) -> None:
        """Take what was kept in it away, and leave it for the next; few stand open beside each other."""
        for other in page.context.pages:
            if other is not page:
                other.close()
        page.unroute_all()
        page.mouse.move(0, 0)
        try:
            page.goto(f"{at.address}/_stcore/health")
        except Error:
            # That server has closed: nobody will come there again.
            page.context.close()
            return
        page.evaluate("localStorage.clear(), sessionStorage.clear()")
        page.context.clear_cookies()
        self.left.append((at.address, page))
        while len(self.left) > MOST_LEFT:
            self.left.pop(0)[1].context.close()
