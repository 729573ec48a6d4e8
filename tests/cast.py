"""The people who walk through all tests: one of each role, and Sven, who must never see Utrecht."""

from dataclasses import dataclass
from datetime import date

from biebwijzer.access import hashed
from biebwijzer.warehouse import Stores

PASSWORD = "een zin die niemand raadt"


@dataclass(frozen=True)
class Member:
    """A known person and the role they have; the stranger has an account and no role."""

    username: str
    full_name: str
    role: str | None = None
    scope_type: str = "library"
    scope_id: str = "utrecht"


CAST = {
    member.username: member
    for member in (
        Member("noor", "Noor Voorbeeld", "coordinator"),
        Member("karim", "Karim Voorbeeld", "manager"),
        Member("inge", "Inge Voorbeeld", "data_steward"),
        Member("sven", "Sven Voorbeeld", "coordinator", scope_id="amersfoort"),
        Member("staff", "Bo Voorbeeld", "staff"),
        Member("poi_adviser", "Fenna Voorbeeld", "poi_adviser", "poi", "bisc"),
        Member("kb_reader", "Kees Voorbeeld", "kb_reader", "land", "land"),
        Member("admin", "Ada Voorbeeld", "admin", "land", "land"),
        Member("stranger", "Vera Voorbeeld"),
    )
}


def invite_cast(stores: Stores) -> None:
    """Give everybody their account and role; user ids are their usernames."""
    secret = hashed(PASSWORD, 4)
    with stores.records.transaction() as transaction:
        for member in CAST.values():
            transaction.add(
                "access.app_user",
                {
                    "app_user_id": member.username,
                    "username": member.username,
                    "full_name": member.full_name,
                    "email": f"{member.username}@example.org",
                    "password_hash": secret,
                },
            )
            if member.role:
                transaction.add(
                    "access.role_grant",
                    {
                        "role_grant_id": f"grant_{member.username}",
                        "app_user_id": member.username,
                        "role": member.role,
                        "scope_type": member.scope_type,
                        "scope_id": member.scope_id,
                        "since": date(2026, 1, 1),
                        "until": None,
                    },
                )
