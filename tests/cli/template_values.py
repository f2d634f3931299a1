#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""template_values.py TOP: doc/templates.md names the values that the code sets, the templates that
are built in, and no others.

The names that the code sets are the literals that it hands to functions whose name has `set_` in
it, in the files that set values. A call of value_set_...() that has no literal must stand in a
function that gets the name itself; any other is an error, so that no name is overlooked.
"""

import pathlib
import re
import sys

FEWEST = 120  # names: fewer were found wrongly
SETTER = re.compile(r"\b(\w*set_\w+)\(")
FUNCTION = re.compile(r"^(?:static )?(?:[\w ]+[ *])(\w+)\((.*?)\)\n\{\n(.*?)^\}", re.M | re.S)


def arguments_of(text, begin):
    """The arguments of the call whose parenthesis stands before @begin."""
    depth, argument, found = 0, "", []
    for byte in text[begin:]:
        if byte == ")" and depth == 0:
            break
        depth += (byte == "(") - (byte == ")")
        if byte == "," and depth == 0:
            found.append(argument.strip())
            argument = ""
        else:
            argument += byte
    return [*found, argument.strip()]


def names_of(path):
    """The names that are set, and the mistakes of looking for them."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    names, lost, n_calls = set(), [], 0
    for function, parameters, body in FUNCTION.findall(text):
        for call in SETTER.finditer(body):
            arguments = arguments_of(body, call.end())
            literals = [a[1:-1] for a in arguments[:4] if re.fullmatch(r'"[a-z_]+"', a)]
            n_calls += call[1].startswith("value_set_")
            if literals:
                names.add(literals[0])
            elif call[1].startswith("value_set_") and not re.search(r"const char \*name\b", parameters):
                lost.append(f"{path.name}: {function}: {call[0]}{', '.join(arguments)}) has no name")
    n_all = len(re.findall(r"\bvalue_set_\w+\(", text))
    if n_all != n_calls:
        lost.append(f"{path.name}: {n_all} calls of value_set_, of which {n_calls} were understood")
    return names, lost


def names_in_code(top):
    names, lost = set(), []
    files = [p for p in sorted((top / "src").rglob("*.c")) if p.parent.name != "template" and "value_set_" in p.read_text(encoding="utf-8")]
    for path in files:
        found, mistakes = names_of(path)
        names |= found
        lost += mistakes
    return names, lost, files


def names_in_document(text):
    """Of the tables below `The values`: in the first column, and what items of lists hold."""
    values = text[text.index("## The values") :]
    names = set()
    for row in re.findall(r"^\| (`.*)\|$", values, re.M):
        names |= set(re.findall(r"`([a-z_]+)`", row))
    return names


def names_in_templates(top):
    names = set()
    for path in (top / "templates").glob("*.html"):
        names |= set(re.findall(r"\{\{[#^/]?([a-z_]+)\}\}", path.read_text(encoding="utf-8")))
    return names


def tell(what, names):
    if names:
        print(f"{what}: {' '.join(sorted(names))}")
    return bool(names)


def main():
    top = pathlib.Path(sys.argv[1])
    text = (top / "doc" / "templates.md").read_text(encoding="utf-8")
    code, lost, files = names_in_code(top)
    document = names_in_document(text)
    # What a text may say.
    examples = {"maintainer", "new"}
    failed = tell("not understood", lost)
    failed |= tell("set and not described", code - document)
    failed |= tell("described and not set", document - code - examples)
    failed |= tell("shown by a template and set nowhere", names_in_templates(top) - code)
    built_in = {p.name for p in (top / "templates").iterdir() if p.name != "meson.build"}
    described = set(re.findall(r"^\| `([\w.-]+\.(?:html|css|js))` \|", text, re.M))
    failed |= tell("templates that are not described", built_in - described)
    failed |= tell("templates that are not there", described - built_in)
    if len(code) < FEWEST or len(files) < 8:
        print(f"only {len(code)} names in {len(files)} files were found")
        failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
