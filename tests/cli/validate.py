# SPDX-License-Identifier: GPL-2.0-or-later
"""validate.py NAME FILE: fails where FILE is not what schema/NAME-1.schema.json says."""

import json
import pathlib
import sys

import jsonschema

SCHEMAS = pathlib.Path(__file__).resolve().parents[2] / "schema"


def bundle(name):
    """The schema with what it uses of tidings-update/1 put into it: jsonschema joins no URNs."""
    text = (SCHEMAS / f"{name}-1.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text.replace("urn:tidings:schema:update:1#", "#"))
    update = json.loads((SCHEMAS / "update-1.schema.json").read_text(encoding="utf-8"))
    schema["$defs"] = {**update["$defs"], **schema.get("$defs", {})}
    return schema


def main():
    schema = bundle(sys.argv[1])
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema, format_checker=jsonschema.FormatChecker())
    document = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
    errors = sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path)))
    for error in errors:
        place = "/".join(map(str, error.path))
        print(f"/{place}: {error.message}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
