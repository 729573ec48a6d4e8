"""Importing: any list of people or organisations, looked at row by row, taken over in one act, and taken back."""

from biebwijzer.relations.importing.addresses import address_list
from biebwijzer.relations.importing.comparing import OUTCOMES, Compared, Like, Preview, preview
from biebwijzer.relations.importing.fields import FIELDS, KINDS, about_consent, never
from biebwijzer.relations.importing.handing_back import everything, refused_rows, told
from biebwijzer.relations.importing.maps import (
    ImportMap,
    NotMapped,
    as_text,
    checked,
    first_map,
    from_text,
    keep_map,
    kept_map,
)
from biebwijzer.relations.importing.own_columns import labels, of_library
from biebwijzer.relations.importing.own_columns import told as own_told
from biebwijzer.relations.importing.rows import RowRead, reads_days
from biebwijzer.relations.importing.tables import PASTED, ListRead, read_list
from biebwijzer.relations.importing.taking_over import CHOICES, Imported, take_over
from biebwijzer.relations.importing.undoing import GROUPS, Returned, Undone, undo

__all__ = [
    "CHOICES",
    "FIELDS",
    "GROUPS",
    "KINDS",
    "OUTCOMES",
    "PASTED",
    "Compared",
    "ImportMap",
    "Imported",
    "Like",
    "ListRead",
    "NotMapped",
    "Preview",
    "Returned",
    "RowRead",
    "Undone",
    "about_consent",
    "address_list",
    "as_text",
    "checked",
    "everything",
    "first_map",
    "from_text",
    "keep_map",
    "kept_map",
    "labels",
    "never",
    "of_library",
    "own_told",
    "preview",
    "read_list",
    "reads_days",
    "refused_rows",
    "take_over",
    "told",
    "undo",
]
