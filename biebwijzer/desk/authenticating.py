"""streamlit-authenticator on the house's own store: its login and logout, none of its cookies, files or tokens."""

from collections.abc import Callable
from typing import Any

import streamlit as st
import streamlit_authenticator as stauth
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit_authenticator.controllers import AuthenticationController
from streamlit_authenticator.models import AuthenticationModel

from biebwijzer.access import sign_in_as
from biebwijzer.desk.house import house


def go(address: str) -> None:
    """Send the browser to an address that is no page, the way Streamlit's own st.login does."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.auth_redirect.url = address
        context.enqueue(message)


class StoreModel(AuthenticationModel):
    """Credentials that are never in memory: each check asks the records."""

    def __init__(self, address: str) -> None:
        super().__init__(credentials={"usernames": {}}, auto_hash=False)
        self._address = address
        self.app_user_id: str | None = None

    def check_credentials(self, username: str, password: str) -> bool:
        """Whether name and password belong together and the account is neither locked nor closed."""
        self.app_user_id = sign_in_as(house().stores, username, password, self._address)
        self.credentials["usernames"] = {username: {}} if self.app_user_id else {}
        return self.app_user_id is not None

    def _get_user_name(self, username: str) -> str:
        return username

    def _record_failed_login_attempts(self, username: str, reset: bool = False) -> None:
        """Attempts are counted where they are judged."""


class BiebAuthenticate(stauth.Authenticate):
    """The library's login and logout, without the iframe that keeps a readable cookie.

    Deliberately no call of super().__init__: that one makes the cookie manager and reads a file.
    """

    def __init__(self, address: str, let_in: Callable[[str], None]) -> None:
        self.path = None
        self.attrs: dict[str, Any] = {"login_sleep_time": 0}
        self.authentication_controller = AuthenticationController({"usernames": {}}, auto_hash=False)
        self.authentication_controller.authentication_model = StoreModel(address)
        self._let_in = let_in

    def login(self, fields: dict[str, str], **_: object) -> bool | None:
        """The form, and the browser's way in; None before anything was sent, False when refused.

        Drawn here because the library's own form keeps password managers out (autocomplete="off").
        """
        with st.container(border=True, key="card_login"), st.form("login", border=False):
            username = st.text_input(fields["Username"], key="login_username", autocomplete="username")
            password = st.text_input(
                fields["Password"], key="login_password", type="password", autocomplete="current-password"
            )
            sent = st.form_submit_button(fields["Login"], type="primary", width="stretch")
        if not sent:
            return None
        # Without a name the library answers nothing at all; an empty field is simply wrong.
        if not username or not self.authentication_controller.login(username, password):
            return False
        self._let_in(str(self.authentication_controller.authentication_model.app_user_id))
        return True
