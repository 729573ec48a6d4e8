"""The ground: two stores, asking, and the text of questions. The only place that knows DuckDB."""

from biebwijzer.warehouse.asking import AUDIENCES, Answer, Asking, Thresholds, View
from biebwijzer.warehouse.engines import Order
from biebwijzer.warehouse.queries import Param, Query, all_queries, query
from biebwijzer.warehouse.records import Records, Row, Transaction, as_json, changed_meanwhile, id_column, parts
from biebwijzer.warehouse.spelling import now
from biebwijzer.warehouse.stores import Stores

__all__ = [
    "AUDIENCES",
    "Answer",
    "Asking",
    "Order",
    "Param",
    "Query",
    "Records",
    "Row",
    "Stores",
    "Thresholds",
    "Transaction",
    "View",
    "all_queries",
    "as_json",
    "changed_meanwhile",
    "id_column",
    "now",
    "parts",
    "query",
]
