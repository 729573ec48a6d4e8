"""The launcher: opens the house once, serves the routes sign-in needs, and lets visitors in by pages/front.py.

`streamlit run app.py` finds `app`; run as a script it is the front door itself.
"""

import gc
import runpy
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from biebwijzer import desk
from biebwijzer.intake.contract import table_statements
from biebwijzer.settings import ROOT, read_settings
from biebwijzer.warehouse import Asking, Stores

FRONT = ROOT / "pages" / "front.py"


@asynccontextmanager
async def open_house(app: st.App) -> AsyncIterator[None]:
    """Both stores, open for as long as the server runs."""
    # Streamlit would serve any file in a folder pages/ beside its script before that script ran once.
    PagesManager.uses_pages_directory = False
    stores = Stores(read_settings(), table_statements())
    desk.use_house(desk.House(stores, Asking(stores)))
    # All that is loaded by now stays: the collector need not look at it again at every turn.
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        desk.use_house(None)
        stores.close()


if get_script_run_ctx(suppress_warning=True) is None:
    app = st.App(FRONT, lifespan=open_house)
else:
    runpy.run_path(str(FRONT))
