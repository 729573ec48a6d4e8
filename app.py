"""The launcher: opens the house once, serves the routes sign-in needs, and lets visitors in by pages/front.py.

`streamlit run app.py` finds `app`; run as a script it is the front door itself.
"""

import gc
import os
import runpy
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import datetime

import streamlit as st
from starlette.middleware import Middleware
from streamlit import get_option
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from biebwijzer import clock, desk, operating
from biebwijzer.access import first_link, needs_first_admin
from biebwijzer.desk.gate import Gate
from biebwijzer.desk.routes import ROUTES
from biebwijzer.intake import tidy
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import ROOT, read_settings
from biebwijzer.warehouse import Asking, Stores
from biebwijzer.warehouse.breaking import BROKEN, when_broken
from biebwijzer.words import Words
from biebwijzer.words.speaking import CLOCK

FRONT = ROOT / "pages" / "front.py"


@asynccontextmanager
async def open_house(app: st.App) -> AsyncIterator[None]:
    """Both stores, open for as long as the server runs."""
    # Streamlit would serve any file in a folder pages/ beside its script before that script ran once.
    PagesManager.uses_pages_directory = False
    stores = Stores(read_settings(), table_statements())
    tidy(stores)
    desk.use_house(desk.House(stores, Asking(stores)))
    when_broken(leave)
    # All that is loaded by now stays: the collector need not look at it again at every turn.
    gc.collect()
    gc.freeze()
    invite_first_admin(stores)
    try:
        # Where several processes share the home a command opens it beside them; alone, it must be asked of us.
        with (
            nullcontext() if stores.settings.shared else operating.listen(desk.house()),
            clock.at_work(stores, desk.house().asking) if stores.settings.clock else nullcontext(),
        ):
            yield
    finally:
        when_broken(None)
        desk.use_house(None)
        stores.close()


def leave() -> None:
    """End at once, for whoever keeps us running to start us anew: all that was confirmed is on disk."""
    print("The database broke after a fatal error; Biebwijzer starts again.", file=sys.stderr, flush=True)
    os._exit(BROKEN)


def invite_first_admin(stores: Stores) -> None:
    """Print the link with which the first administrator comes in, as long as there is none."""
    if needs_first_admin(stores, datetime.now(CLOCK).date()):
        words = Words(stores.settings.language)
        where = f"http://localhost:{get_option('server.port')}/auth/first?t={first_link(stores)}"
        print(words("Maak de eerste beheerder (deze link werkt een keer en 24 uur):"), where, sep="\n", flush=True)


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(FRONT, lifespan=open_house, routes=ROUTES, middleware=[Middleware(Gate)])
else:
    runpy.run_path(str(FRONT))
