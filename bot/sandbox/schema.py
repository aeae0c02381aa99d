"""Which methods and types does the Bot API have, according to the installed aiogram?"""

import types
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from inspect import getmembers, isclass
from typing import Annotated, Literal, Union, get_args, get_origin

from aiogram import methods as aiogram_methods
from aiogram import types as aiogram_types
from aiogram.client.default import Default
from aiogram.methods.base import TelegramMethod
from aiogram.types import InputFile, TelegramObject
from pydantic import BaseModel

# Parameters that aiogram keeps for code written against Bot API 6; Telegram dropped them.
RETIRED_BY_TELEGRAM = frozenset(
    {
        "allow_sending_without_reply",
        "disable_web_page_preview",
        "reply_to_message_id",
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter of a method or a field of a type; `types` are Bot API names."""

    name: str
    types: tuple[str, ...]
    required: bool
    constant: str | int | None = None
    """The one value it may have, such as the `type` of a BotCommandScopeChat."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A method or a type with its fields by name."""

    name: str
    fields: Mapping[str, Field]

    @property
    def required(self) -> frozenset[str]:
        return frozenset(name for name, field in self.fields.items() if field.required)


@dataclass(frozen=True, slots=True)
class Schema:
    """Methods by lower-case name (Telegram ignores their case) and types by name."""

    methods: Mapping[str, Shape]
    types: Mapping[str, Shape]


@cache
def derived() -> Schema:
    """Return the schema of the installed aiogram; derived once per process."""
    found_methods: dict[str, Shape] = {}
    found_types: dict[str, Shape] = {}
    for _name, member in getmembers(aiogram_methods, isclass):
        if issubclass(member, TelegramMethod) and member is not TelegramMethod:
            name = member.__api_method__
            found_methods[name.lower()] = Shape(name, _fields(member, RETIRED_BY_TELEGRAM))
    for name, member in getmembers(aiogram_types, isclass):
        if issubclass(member, TelegramObject) and member.__module__.startswith("aiogram.types."):
            found_types[name] = Shape(name, _fields(member, frozenset()))
    return Schema(found_methods, found_types)


def _fields(model: type[BaseModel], left_out: frozenset[str]) -> dict[str, Field]:
    fields = {}
    for attribute, info in model.model_fields.items():
        name = info.alias or attribute
        if name not in left_out:
            kinds = tuple(dict.fromkeys(_kinds(info.annotation)))
            constant = _constant(info.annotation)
            # aiogram fills constants in; Telegram requires them.
            required = info.is_required() or constant is not None
            fields[name] = Field(name, kinds, required, constant)
    return fields


def _constant(annotation: object) -> str | int | None:
    values = get_args(annotation)
    if get_origin(annotation) is not Literal or len(values) != 1:
        return None
    value = values[0].value if isinstance(values[0], Enum) else values[0]
    return value if isinstance(value, str | int) else None


def _kinds(annotation: object) -> list[str]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin is Literal:
        return [kind for value in get_args(annotation) for kind in _kinds(type(value))]
    if origin in (Union, types.UnionType):
        return [kind for option in get_args(annotation) for kind in _kinds(option)]
    if origin is list:
        return [f"Array of {kind}" for kind in _kinds(get_args(annotation)[0])]
    if not isinstance(annotation, type) or annotation in (Default, type(None)):
        return []
    return [_kind(annotation)]


def _kind(annotation: type) -> str:
    # bool and str enums come before int and str, of which they are subclasses.
    if issubclass(annotation, bool):
        return "Boolean"
    if issubclass(annotation, InputFile):
        return "InputFile"
    if issubclass(annotation, str | Enum):
        return "String"
    if issubclass(annotation, int | datetime | timedelta):
        return "Integer"
    if issubclass(annotation, float):
        return "Float"
    return annotation.__name__
