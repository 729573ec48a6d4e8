"""The few addresses that are no page: where the session's cookie is set, taken away, or a one-time link is opened."""

import re
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from biebwijzer import relations
from biebwijzer.access import open_session, redeem
from biebwijzer.access.sessions import LONGEST
from biebwijzer.desk.house import house
from biebwijzer.desk.page import COOKIE, today
from biebwijzer.settings import ROOT

# A path of ours with perhaps a question: never another host, in none of the ways a browser reads one.
OWN_PATH = re.compile(r"/(?![/\\])[\w-]*(\?[\w%&=.,+-]*)?", re.ASCII)
LINK = "biebwijzer_link"
LINK_STAYS = timedelta(minutes=30)


def own_path(text: str | None) -> str:
    """Where to go after signing in: a path of ours, or the hall."""
    return text if text and OWN_PATH.fullmatch(text) else "/"


def _from_elsewhere(request: Request) -> bool:
    """Whether another site sent the browser here; a browser that says nothing is believed."""
    return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")


def _set(response: Response, name: str, value: str, stays: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(stays.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=house().stores.settings.cookie_secure,
    )


def start(request: Request) -> Response:
    """Change a ticket of the last minute for a session; a second time it opens nothing.

    A ticket that another site sends somebody with would sign them in as someone else, so it is refused.
    """
    stores = house().stores
    with stores.records.transaction() as transaction:
        ticket = redeem(transaction, "sign_in", request.query_params.get("t", ""))
    if ticket is None or _from_elsewhere(request):
        return RedirectResponse("/", 303)
    address = request.client.host if request.client else "?"
    response = RedirectResponse(own_path(request.query_params.get("next")), 303)
    _set(response, COOKIE, open_session(stores, ticket["app_user_id"], address), LONGEST)
    response.delete_cookie(LINK)
    return response


def end(request: Request) -> Response:
    """Take the cookie away; the session itself was ended before."""
    response = RedirectResponse("/", 303)
    if not _from_elsewhere(request):
        response.delete_cookie(COOKIE)
        response.delete_cookie(LINK)
    return response


def link(request: Request) -> Response:
    """Open a one-time link: it leaves the address at once, and is used up when a password is chosen.

    Not before: a chat program that looks at the link first would otherwise have used it.
    """
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    _set(response, LINK, request.query_params.get("t", ""), LINK_STAYS)
    return response


def icon(request: Request) -> Response:
    """The little picture in the browser's tab."""
    return Response((ROOT / "assets" / "icon.png").read_bytes(), media_type="image/png")


def menu(request: Request) -> Response:
    """What the menu does on a phone, in the browser."""
    return Response((ROOT / "assets" / "menu.js").read_bytes(), media_type="text/javascript")


def calendar(request: Request) -> Response:
    """What somebody promised, for the calendar on their phone: whoever knows the secret address reads it."""
    made = relations.reminding.calendar(house().stores, house().asking, request.path_params["token"], today())
    if made is None:
        return PlainTextResponse("Niet gevonden", 404)
    return Response(made, media_type="text/calendar", headers={"cache-control": "private, no-store"})


def alive(request: Request) -> Response:
    """Whether the house is open and which figures it shows, for whoever watches over the server."""
    house().stores.look()
    return PlainTextResponse(f"version {house().stores.version}")


ROUTES = [
    Route("/auth/start", start),
    Route("/auth/end", end),
    Route("/auth/first", link),
    Route("/auth/invite", link),
    Route("/favicon.png", icon),
    Route("/menu.js", menu),
    Route("/agenda/{token}.ics", calendar),
    Route("/healthz", alive),
]
