"""A Jinja template rendered once per kind of page, and filled in for each page of that kind.

:func:`trace` renders the template with a stand-in for ``page`` that notes what the template does with it:

- what is only printed, as it is or through filters, becomes a *slot*: an expression evaluated for each page, with
  the very filters the template names;
- what is decided on (``if``, ``in``, ``==``, ``startswith``, how many items a loop has, a number or a flag) becomes a
  *condition*: the shell serves those pages alone for which it comes out the same.

Anything else done to a value (cutting it, measuring it, using it as a key) raises :class:`Unshareable`, and the pages
concerned are left to Jinja. So no template has to be known here, and none can be misread in silence.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKER = re.compile(f"{_OPEN}(\\d+){_CLOSE}").split
_STRUCTURAL = {
    "first",
    "last",
    "length",
    "count",
    "d",
    "default",
    "list",
    "reverse",
    "selectattr",
    "rejectattr",
    "map",
    "items",
    "attr",
}
"""Filters that pass values on without looking into strings: run on the stand-ins as they are."""
_MISSING = object()
_URL = ("attribute", ("page",), "url")


class Unshareable(Exception):
    """The template does something with a page's value that no shell can stand for."""


class Shell:
    """A rendered template with slots, and the conditions under which it holds."""

    def __init__(self, pieces: list[str], slots: list[tuple], conditions: dict[tuple, Any], tools: Tools):
        self.pieces = pieces
        self.digest = hashlib.blake2b(
            repr((pieces, slots, sorted(map(repr, conditions.items())))).encode("utf-8", "surrogatepass"),
            digest_size=12,
        ).digest()
        different = list(dict.fromkeys(slots))
        self.order = list(map(different.index, slots))
        self.values = tools.function(f"({''.join(f'str({tools.code(slot)}), ' for slot in different)})")
        self.holds = tools.function(
            " and ".join(f"({tools.question(*condition)}) == {outcome!r}" for condition, outcome in conditions.items())
            or "True"
        )

    def serves(self, page: Any) -> bool:
        try:
            return self.holds(page)
        except (AttributeError, LookupError, TypeError):
            return False

    def fill(self, page: Any) -> str:
        values = self.values(page)
        out = self.pieces[:]
        out[1::2] = [values[at] for at in self.order]
        return "".join(out)


class Tools:
    """What expressions are evaluated with: the environment's own filters and, for ``url``, the way it finds
    addresses."""

    def __init__(self, env, base_url: Callable[[Any], str]):
        self.base_url = base_url
        self.filters: dict[str, Callable] = dict(env.filters)
        # what a filter wants before its value: the environment, an evaluation context
        self.leads: dict[str, tuple] = {}
        self.trace: _Trace | None = None
        self.names = {
            "filters": self.filters,
            "leads": self.leads,
            "base_url": base_url,
            "nth": _nth,
            "missing": _MISSING,
        }
        for name, function in self.filters.items():
            env.filters[name] = self._watching(name, function)

    def function(self, code: str) -> Callable[[Any], Any]:
        """The function of a page that ``code`` stands for. What is asked most often, its address, is got once."""
        made = eval(f"lambda page, url: {code}", self.names)
        return lambda page: made(page, page.url)

    def value(self, expression: tuple, page: Any) -> Any:
        return self.function(self.code(expression))(page)

    def code(self, expression: tuple) -> str:
        """What ``expression`` gives for ``page``, in Python."""
        if expression == _URL:
            return "url"
        kind, *parts = expression
        if kind == "page":
            return "page"
        if kind == "attribute":
            return f"{self.code(parts[0])}.{parts[1]}"
        if kind == "item":
            return f"{self.code(parts[0])}[{self.constant(parts[1])}]"
        if kind == "nth":
            return f"nth({self.code(parts[0])}, {parts[1]})"
        if kind == "constant":
            return self.constant(parts[0])
        if kind == "filter":
            name, rest, options, inner = parts
            given = [
                self.code(inner),
                *map(self.constant, rest),
                *(f"{key}={self.constant(value)}" for key, value in options),
            ]
            return f"filters[{name!r}](*leads.get({name!r}, ()), {', '.join(given)})"
        name, rest, inner = parts
        return f"str(filters[{name!r}]({{'page': page, 'base_url': base_url(page)}}, {', '.join([self.code(inner), *map(self.constant, rest)])}))"

    def question(self, kind: str, expression: tuple, *rest: Any) -> str:
        """A condition, in Python."""
        value, given = self.code(expression), [self.constant(constant) for constant in rest]
        if kind == "equal":
            return f"{value} == {given[0]} and type({value}) is type({given[0]})"
        return {
            "true": "bool({0})",
            "contains": "{1} in {0}",
            "startswith": "{0}.startswith({1})",
            "endswith": "{0}.endswith({1})",
            "turns": "{0}.split('/')[{1}] != {2}",
            "length": "len({0})",
            "keys": "tuple({0})",
            "has": "getattr({0}, {1}, missing) is not missing",
        }[kind].format(value, *given)

    def constant(self, value: Any) -> str:
        if type(value) in (str, int, float, bool, type(None)):
            return repr(value)
        name = f"constant{len(self.names)}"  # a kind of text of its own, such as an address with more to it
        self.names[name] = value
        return name

    def _watching(self, name: str, function: Callable) -> Callable:
        """``function``, but for stand-ins a slot that remembers it was called."""
        wants = getattr(getattr(function, "jinja_pass_arg", None), "name", "")

        @functools.wraps(function)
        def filtered(*args, **options):
            trace = self.trace
            if trace is None:
                return function(*args, **options)
            lead, values = (args[:1], args[1:]) if wants else ((), args)
            if wants == "context":
                return self._contextual(name, trace, *values, **options)
            if name in _STRUCTURAL:
                return function(*args, **options)
            stands = [isinstance(value, _StandIn) for value in values]
            if not any(stands):
                if _hold_stand_ins([*values, *options.values()]):
                    raise Unshareable(f"filter {name} of a list of page values")
                return function(*args, **options)
            if not all(map(_is_constant, [*values[1:], *options.values()])):
                raise Unshareable(f"argument of filter {name}")
            result = function(*lead, _real(values[0]), *values[1:], **options)
            if not isinstance(result, str):
                raise Unshareable(f"filter {name} gives no text")
            if lead:
                self.leads[name] = lead
            expression = ("filter", name, values[1:], tuple(sorted(options.items())), _expression(values[0]))
            return trace.slot(expression, result)

        return filtered

    def _contextual(self, name: str, trace: _Trace, *values, **options):
        """``url`` and its kin: an address relative to the page. That of a constant is the same for all pages as deep,
        or for those that also begin with the same folders; it is no constant only for what lies in the page's own."""
        if options or not all(map(_is_constant, values[1:])):
            raise Unshareable(f"argument of filter {name}")
        value = values[0]
        expression = (
            "context",
            name,
            values[1:],
            _expression(value) if isinstance(value, _StandIn) else ("constant", value),
        )
        result = self.value(expression, trace.page)
        if isinstance(value, _StandIn):
            return trace.slot(expression, result)
        if _OPEN in str(value):
            raise Unshareable(f"filter {name} of joined values")
        segments = trace.page.url.rstrip("/").split("/")
        for shared in range(len(segments)):
            if self.value(expression, _Elsewhere(trace.page, shared)) == result:
                if shared:
                    trace.decide("startswith", _URL, "/".join(segments[:shared]) + "/")
                towards = str(value).split("/")[shared:]
                if towards:  # a page further on the way there would say it shorter
                    trace.decide("turns", _URL, shared, towards[0])
                return result
        return trace.slot(expression, result)


def trace(template, page: Any, tools: Tools, context: Mapping) -> Shell:
    """Render ``template`` for ``page`` into a shell. Raises :class:`Unshareable`."""
    tools.trace = noted = _Trace(page, tools)
    try:
        output = template.render({**context, "page": _ObjectStandIn(noted, ("page",), page)})
    finally:
        tools.trace = None
    pieces = _MARKER(output)
    slots = [noted.expressions[int(number)] for number in pieces[1::2]]
    pieces[1::2] = [""] * len(slots)
    if any(_OPEN in piece or _CLOSE in piece for piece in pieces):
        raise Unshareable("a slot was cut")
    return Shell(pieces, slots, noted.conditions, tools)


def depth(page: Any) -> tuple[int, bool]:
    """What all pages served by a shell share from the outset: how deep they lie, and how their addresses end."""
    return page.url.count("/"), page.url.endswith("/")


class _Elsewhere:
    """Another page, as deep, with no more than the first ``shared`` folders in common: what an address would be
    there."""

    def __init__(self, page, shared: int):
        *segments, slash = page.url.split("/") if page.url.endswith("/") else (*page.url.split("/"), None)
        self.url = "/".join([*segments[:shared], *["\ue002"] * (len(segments) - shared)]) + ("/" if slash == "" else "")


class _Trace:
    def __init__(self, page, tools: Tools):
        self.page, self.tools = page, tools
        self.conditions: dict[tuple, Any] = {}
        self.expressions: list[tuple] = []

    def slot(self, expression: tuple, real: str) -> _Slot:
        if expression not in self.expressions:
            self.expressions.append(expression)
        slot = _Slot(f"{_OPEN}{self.expressions.index(expression)}{_CLOSE}")
        slot.trace, slot.expression, slot.real = self, expression, real
        return slot

    def decide(self, *condition) -> Any:
        """The outcome of ``condition`` for this page, on which the shell depends from now on."""
        outcome = self.tools.function(self.tools.question(*condition))(self.page)
        self.conditions[condition] = outcome
        return outcome

    def stand_in(self, expression: tuple, real: Any) -> Any:
        if isinstance(real, str):
            return self.slot(expression, real)
        if real is None or isinstance(real, (bool, int, float)):
            self.decide("equal", expression, real)
            return real
        if callable(real):
            raise Unshareable(f"a method of the page: {expression}")
        if isinstance(real, Mapping):
            return _MappingStandIn(self, expression, real)
        if hasattr(real, "__len__") and hasattr(real, "__iter__"):
            return _SequenceStandIn(self, expression, real)
        return _ObjectStandIn(self, expression, real)


class _StandIn:
    """Stands for a value of the page: the ``expression`` that gives it, and what it ``real``ly is for this one."""

    def __bool__(self) -> bool:
        return self.trace.decide("true", self.expression)

    def __eq__(self, other) -> bool:
        if isinstance(other, _StandIn):
            raise Unshareable("comparing two values of the page")
        if _is_constant(other):
            return self.trace.decide("equal", self.expression, other)
        if self.real == other:  # as a page of the nav would be, for which no shell is made
            raise Unshareable("the same as an object of the template's")
        return False

    def __ne__(self, other) -> bool:
        return not self == other

    def __contains__(self, item) -> bool:
        if not _is_constant(item):
            raise Unshareable("looking for what is no constant")
        return self.trace.decide("contains", self.expression, item)

    def __hash__(self):
        raise Unshareable("a key")


def _refuse(self, *_, **__):
    raise Unshareable("taking a text apart")


class _Slot(_StandIn, str):
    """A text. Its own characters are a marker that survives being printed and joined, and nothing else is allowed."""

    for _name in set(dir(str)) - set(dir(object)) - {"__contains__", "__getnewargs__"}:
        locals()[_name] = _refuse
    __lt__ = __le__ = __gt__ = __ge__ = __format__ = _refuse
    del _name

    def startswith(self, prefix):
        return self._asked("startswith", prefix)

    def endswith(self, suffix):
        return self._asked("endswith", suffix)

    def _asked(self, question: str, constant: Any) -> bool:
        if not isinstance(constant, str) or not _is_constant(constant):
            raise Unshareable("comparing with what is no constant")
        return self.trace.decide(question, self.expression, constant)


class _MappingStandIn(_StandIn, Mapping):
    def __init__(self, trace: _Trace, expression: tuple, real: Mapping):
        self.trace, self.expression, self.real = trace, expression, real

    def __getitem__(self, key):
        if not self.trace.decide("contains", self.expression, key):
            raise KeyError(key)
        return self.trace.stand_in(("item", self.expression, key), self.real[key])

    def get(self, key, default=None):
        return self[key] if self.trace.decide("contains", self.expression, key) else default

    def __iter__(self) -> Iterator:
        return iter(self.trace.decide("keys", self.expression))

    def __len__(self) -> int:
        return self.trace.decide("length", self.expression)

    __bool__, __eq__, __ne__, __contains__, __hash__ = (
        _StandIn.__bool__,
        _StandIn.__eq__,
        _StandIn.__ne__,
        _StandIn.__contains__,
        _StandIn.__hash__,
    )


class _SequenceStandIn(_StandIn, Sequence):
    def __init__(self, trace: _Trace, expression: tuple, real: Any):
        self.trace, self.expression, self.real = trace, expression, real

    def __len__(self) -> int:
        return self.trace.decide("length", self.expression)

    def __getitem__(self, at):
        if not isinstance(at, int):
            raise Unshareable("a part of a list")
        return self.trace.stand_in(("nth", self.expression, range(len(self))[at]), list(self.real)[at])

    def __iter__(self) -> Iterator:
        return (self[at] for at in range(len(self)))

    __contains__ = _StandIn.__contains__


class _ObjectStandIn(_StandIn):
    def __init__(self, trace: _Trace, expression: tuple, real: Any):
        self.trace, self.expression, self.real = trace, expression, real

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        if not self.trace.decide("has", self.expression, name):
            raise AttributeError(name)
        return self.trace.stand_in(("attribute", self.expression, name), getattr(self.real, name))

    def __getitem__(self, key):
        raise TypeError(key)

    __contains__ = None


def _is_constant(value: Any) -> bool:
    return value is None or (
        isinstance(value, (str, int, float, bool)) and not (isinstance(value, str) and _OPEN in value)
    )


def _real(value: Any) -> Any:
    return value.real


def _expression(value: _StandIn) -> tuple:
    return value.expression


def _hold_stand_ins(values: Any) -> bool:
    if isinstance(values, _StandIn):
        return True
    if isinstance(values, str):
        return _OPEN in values
    if isinstance(values, Mapping):
        return any(_hold_stand_ins(v) for v in values.values())
    return isinstance(values, (list, tuple)) and any(_hold_stand_ins(v) for v in values)


def _nth(values: Any, at: int) -> Any:
    return (values if isinstance(values, (list, tuple)) else list(values))[at]
