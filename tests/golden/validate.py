# SPDX-License-Identifier: GPL-2.0-or-later
"""validate.py FILE: fails where FILE is not what schema/update-1.schema.json says."""

import json
import pathlib
import sys

import jsonschema

SCHEMA = pathlib.Path(__file__).resolve().parents[2] / "schema" / "update-1.schema.json"


def main():
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator_class = jsonschema.validators.validator_for(schema)
    validator_class.check_schema(schema)
    validator = validator_class(schema, format_checker=jsonschema.FormatChecker())
    document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    errors = sorted(validator.iter_errors(document), key=lambda error: list(map(str, error.path)))
    for error in errors:
        place = "/".join(map(str, error.path))
        print(f"/{place}: {error.message}", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
