"""LINE's OpenAPI description made strict: discriminators expanded by type, unknown properties refused."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

FOLDER = Path(__file__).parent / "line-openapi"
ROOT = "#/components/schemas/"
Schema = dict[str, Any]


def problems(name: str, value: Any, file: str = "messaging-api.yml") -> list[dict[str, str]]:
    """What is wrong with the value as a `name` of the description, in LINE's detail shape; empty when right."""
    found: list[dict[str, str]] = []
    for error in validator(name, file).iter_errors(value):
        found += list(_details(error))
    return found


def path_of(steps: Any) -> str:
    """["messages", 0, "text"] → "messages[0].text", as LINE writes it."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
    return text


def _details(error: Any) -> Iterator[dict[str, str]]:
    here = list(error.absolute_path)
    if error.validator == "additionalProperties":
        for extra in sorted(set(error.instance) - set(error.schema["properties"])):
            yield {"message": "Unknown property", "property": path_of([*here, extra])}
    elif error.validator == "required":
        missing = error.message.split("'")[1]
        yield {"message": "May not be empty", "property": path_of([*here, missing])}
    else:
        yield {"message": error.message[:200], "property": path_of(here)}


@lru_cache
def validator(name: str, file: str = "messaging-api.yml") -> Draft202012Validator:
    return Draft202012Validator({"components": {"schemas": strict_schemas(file)}, "$ref": ROOT + name})


@lru_cache
def strict_schemas(file: str) -> dict[str, Schema]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    schemas = yaml.load((FOLDER / file).read_text(encoding="utf-8"), Loader=loader)["components"]["schemas"]
    types = {ref.removeprefix(ROOT): value for s in schemas.values() for value, ref in _mapping(s).items()}
    return {name: _strict(name, schemas, types) for name in schemas}


def _mapping(schema: Schema) -> dict[str, str]:
    return schema.get("discriminator", {}).get("mapping", {})


def _strict(name: str, schemas: dict[str, Schema], types: dict[str, str]) -> Schema:
    schema = schemas[name]
    if _mapping(schema):
        return _by_type(schema)
    merged = _merged(schema, schemas)
    if "properties" not in merged:
        return merged
    if name in types:
        merged["properties"] = {**merged["properties"], "type": {"const": types[name]}}
        merged["required"] = sorted({*merged.get("required", []), "type"})
    return {"type": "object", "additionalProperties": False, **merged}


def _by_type(schema: Schema) -> Schema:
    mapping = _mapping(schema)
    key = schema["discriminator"]["propertyName"]
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": list(mapping)}},
        "allOf": [
            {"if": {"properties": {key: {"const": value}}, "required": [key]}, "then": {"$ref": ref}}
            for value, ref in mapping.items()
        ],
    }


def _merged(schema: Schema, schemas: dict[str, Schema]) -> Schema:
    """One flat object of an allOf chain: "no unknown property" cannot be said across allOf otherwise."""
    properties: dict[str, Any] = {}
    required: set[str] = set(schema.get("required", []))
    for part in schema.get("allOf", []):
        part = schemas[part["$ref"].removeprefix(ROOT)] if "$ref" in part else part
        part = _merged(part, schemas)
        properties.update(part.get("properties", {}))
        required.update(part.get("required", []))
    properties.update(schema.get("properties", {}))
    rest = {k: v for k, v in schema.items() if k in ("type", "enum", "additionalProperties", "pattern")}
    return {
        **rest,
        **({"properties": properties} if properties else {}),
        **({"required": sorted(required)} if required else {}),
    }
