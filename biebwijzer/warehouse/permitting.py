"""What SQL typed by a person may hold: one select over offered marts, of known parts and known functions only.

Read from what DuckDB's own parser makes of it. Whatever is not named here is refused, so a later DuckDB that knows
more does not let more in.
"""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from biebwijzer.problems import BiebwijzerError
from biebwijzer.words import mark

EXPRESSIONS = {
    *("BETWEEN", "CASE", "CAST", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION", "OPERATOR"),
    *("STAR", "SUBQUERY", "WINDOW"),
}
# What has a type and no class: steps of a select, what it reads from, and how it is ordered and cut.
PARTS = {
    *("SELECT_NODE", "SET_OPERATION_NODE", "BASE_TABLE", "EMPTY", "EXPRESSION_LIST", "JOIN", "SUBQUERY"),
    *("TABLE_FUNCTION", "DISTINCT_MODIFIER", "LIMIT_MODIFIER", "ORDER_MODIFIER"),
    *("ORDER_DEFAULT", "ASCENDING", "DESCENDING", "DECIMAL_TYPE_INFO", "UNBOUND_TYPE_INFO"),
}
TABLE_FUNCTIONS = {"range", "generate_series", "unnest"}
FUNCTIONS = {
    *("+", "-", "*", "/", "//", "%", "||", "~~", "!~~", "~~*", "!~~*", "**", "^"),
    *("count", "count_star", "sum", "avg", "mean", "min", "max", "median", "mode", "any_value", "first", "last"),
    *("quantile_cont", "quantile_disc", "stddev", "stddev_samp", "var_samp", "variance", "corr", "regr_slope"),
    *("max_by", "min_by", "arg_max", "arg_min", "bool_and", "bool_or", "approx_count_distinct"),
    *("abs", "round", "ceil", "floor", "sqrt", "ln", "log", "exp", "power", "sign", "greatest", "least"),
    *("lower", "upper", "trim", "ltrim", "rtrim", "length", "left", "right", "substring", "substr", "replace"),
    *("concat", "concat_ws", "starts_with", "ends_with", "contains", "split_part", "nullif", "ifnull", "if"),
    *("year", "month", "day", "quarter", "week", "isodow", "dayofweek", "hour", "date_trunc", "date_part"),
    *("date_diff", "datediff", "date_add", "last_day", "make_date", "strftime", "strptime", "monthname", "dayname"),
    *("to_days", "to_months", "to_years", "current_date", "today", "row_number", "rank", "dense_rank", "ntile"),
    *("lag", "lead", "first_value", "last_value", "cume_dist", "percent_rank", "nth_value"),
    *("range", "generate_series", "unnest"),
}
TYPES = {
    *("BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "VARCHAR"),
    *("DATE", "TIME", "TIMESTAMP", "INTERVAL"),
}
# How these are written in SQL, for a type that the parser leaves to be looked up by name.
SPELLED = {name.lower() for name in TYPES} | {"int", "text", "real", "numeric", "bool", "int4", "int8", "string"}


class Refused(BiebwijzerError):
    """SQL that is not one select over what is offered."""


def marts_in(parsed: Mapping[str, Any], offered: Set[str]) -> list[str]:
    """The offered marts that a parsed text reads; whatever else it holds is refused by name."""
    if parsed.get("error"):
        message = str(parsed.get("error_message"))
        if "Only SELECT" in message:
            raise Refused(mark("Alleen één select kan hier, en geen pivot, pragma, set, copy of wat dan ook anders."))
        raise Refused(mark("Dit is geen SQL die we kunnen lezen: {error}"), error=message.splitlines()[0][:200])
    statements = parsed["statements"]
    if len(statements) != 1:
        raise Refused(mark("Alleen één vraag tegelijk; er staan er {n}."), n=len(statements))
    if statements[0].get("named_param_map"):
        raise Refused(mark("Een vraag met open waarden (zoals $1) kan hier niet."))
    own = {entry["key"] for node in dicts(statements) for entry in (node.get("cte_map") or {}).get("map", [])}
    found: set[str] = set()
    for node in dicts(statements):
        refuse_strange(node)
        if node.get("type") == "BASE_TABLE" and "class" not in node:
            name = table_in(node, own, offered)
            found |= {name} if name else set()
    return sorted(found)


def dicts(node: object) -> Iterator[Mapping[str, Any]]:
    """Every part of what was parsed, however deep."""
    todo = [node]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            yield one
            todo.extend(one.values())
        elif isinstance(one, list):
            todo.extend(one)


def refuse_strange(node: Mapping[str, Any]) -> None:
    """Refuse a part of which the kind, the function or the type is not known to be harmless."""
    kind, part = node.get("class"), node.get("type")
    if isinstance(kind, str) and kind not in EXPRESSIONS:
        raise Refused(mark("Dit kan hier niet: {what}."), what=kind.lower())
    if kind is None and isinstance(part, str) and part not in PARTS:
        raise Refused(mark("Dit kan hier niet: {what}."), what=part.lower().replace("_", " "))
    if node.get("at_clause") or node.get("sample"):
        raise Refused(mark("Dit kan hier niet: {what}."), what="sample, at")
    if "function_name" in node:
        refuse_function(node)
    if part == "TABLE_FUNCTION" and node["function"].get("function_name") not in TABLE_FUNCTIONS:
        raise Refused(mark("De functie {name} kan hier niet."), name=node["function"].get("function_name"))
    if isinstance(node.get("cast_type"), dict):
        refuse_type(node["cast_type"])


def refuse_function(node: Mapping[str, Any]) -> None:
    """Refuse a function that is not on the list, or of a schema of its own."""
    name = str(node["function_name"]).lower()
    if name not in FUNCTIONS or str(node.get("schema", "")) or str(node.get("catalog", "")):
        raise Refused(mark("De functie {name} kan hier niet."), name=name)


def refuse_type(cast: Mapping[str, Any]) -> None:
    """Refuse to cast to anything but numbers, texts, dates and yes or no."""
    named = (cast.get("type_info") or {}).get("name")
    if cast.get("id") not in TYPES and str(named).lower() not in SPELLED:
        raise Refused(mark("Het type {name} kan hier niet."), name=str(named or cast.get("id")).lower())


def table_in(node: Mapping[str, Any], own: Set[str], offered: Set[str]) -> str | None:
    """The mart that a table is, or None for a step of the question itself."""
    place, name = str(node.get("schema_name") or ""), str(node["table_name"])
    if node.get("catalog_name") or place not in ("", "mart"):
        raise Refused(mark("{name} kun je hier niet lezen. Kies uit: {names}."),
                      name=".".join(filter(None, (node.get("catalog_name"), place, name))),
                      names=", ".join(sorted(offered)))  # fmt: skip
    if not place and name in own:
        return None
    if name.lower() not in offered:
        raise Refused(mark("{name} kun je hier niet lezen. Kies uit: {names}."), name=name,
                      names=", ".join(sorted(offered)))  # fmt: skip
    return name.lower()
