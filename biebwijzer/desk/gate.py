"""The gate: before anything is answered, is it open to strangers; and with which headers does it leave?"""

import base64
import hashlib
import re
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from biebwijzer.access import Presence, find_session
from biebwijzer.desk.house import house
from biebwijzer.desk.page import COOKIE, today

# What the sign-in page itself needs. Of Streamlit's own addresses all others ask for a session,
# also those of a later release: a list of what is closed would forget one.
STRANGERS = re.compile(r"/_stcore/(health|host-config|stream)")
NOBODY = re.compile(r"/+_stcore/(metrics|agent)")
GUARDED = re.compile(r"/+(_stcore|media|component|app)(/|$)")
# Files of Streamlit itself: the same for everybody, and never a page.
UNCHANGED = ("/static/", "/media/", "/_stcore/")
INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
SHELL_LANGUAGE = b'<html lang="en">'
SHELL_END = b"</body>"
OWN_SCRIPT = b'<script src="/menu.js" defer></script>'


def content_policy() -> str:
    """What the browser may load: from here only, and of inline scripts only the one in Streamlit's shell."""
    shell = (Path(streamlit.__file__).parent / "static" / "index.html").read_bytes()
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in INLINE_SCRIPT.findall(shell)
    )
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' {hashes}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        )
    )


class Gate:
    """A pure ASGI middleware: it stands outside of all that Streamlit answers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = {
            "content-security-policy": content_policy(),
            "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
            "referrer-policy": "no-referrer",
            "permissions-policy": "camera=(), geolocation=(), microphone=()",
            "cross-origin-opener-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the visitor through, or say that there is nothing here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        presence = await run_in_threadpool(visitor, scope)
        if NOBODY.match(path) or (GUARDED.match(path) and not STRANGERS.fullmatch(path) and presence is None):
            await PlainTextResponse("Niet gevonden", 404, self._headers)(scope, receive, send)
        elif path.startswith(UNCHANGED):
            await self._app(scope, receive, self._dressed(send))
        else:
            language = presence.user["language"] if presence else house().stores.settings.language
            await self._app(_plain(scope), receive, self._shell(send, language))

    def _dressed(self, send: Send) -> Send:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        return with_headers

    def _shell(self, send: Send, language: str) -> Send:
        """Send a page's shell in the language it is read in, with our own script; all else as it is."""
        started: list[Message] = []
        body = bytearray()
        dressed = self._dressed(send)

        async def rewritten(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            headers = MutableHeaders(scope=started[0])
            whole = bytes(body)
            if headers.get("content-type", "").startswith("text/html") and SHELL_LANGUAGE in whole:
                whole = whole.replace(SHELL_LANGUAGE, f'<html lang="{language}">'.encode(), 1)
                whole = whole.replace(SHELL_END, OWN_SCRIPT + SHELL_END, 1)
                headers["content-length"] = str(len(whole))
                # A copy kept from before the sign-in would have the other language.
                headers["cache-control"] = "no-cache"
                for name in ("etag", "last-modified"):
                    del headers[name]
            await dressed(started[0])
            await send({"type": "http.response.body", "body": whole})

        return rewritten


def _plain(scope: Scope) -> Scope:
    """The request without compression or conditions, so that the shell can be rewritten."""
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range")
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name not in dropped]}


def visitor(scope: Scope) -> Presence | None:
    """Whoever the cookie of this request belongs to."""
    sent = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        cookie = SimpleCookie(sent).get(COOKIE)
    except CookieError:
        return None
    return find_session(house().stores, cookie.value if cookie else None, today())
