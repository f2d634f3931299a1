#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""That judge-pages.mjs and judge-search.mjs pass a small good site, and see what is wrong
with a page for each thing that can be."""

import pathlib
import sys
import tempfile

from self_test import SelfTest

STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --link: #0645ad }
@media (prefers-color-scheme: dark) { :root { --ink: #eee; --paper: #111; --link: #8ab4f8 } }
body { color: var(--ink); background: var(--paper); font: 1rem/1.5 sans-serif; overflow-wrap: anywhere }
a { color: var(--link) }
pre { overflow-x: auto }
.skip { position: absolute; left: -999rem }
.skip:focus { left: 0 }
:focus-visible { outline: 3px solid currentcolor }
@media print { :root { --ink: #000; --paper: #fff; --link: #000080 } }
"""

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Lantern</title>
{head}
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<main id="main">
<h1>Lantern</h1>
{body}
</main>
</body>
</html>
"""

OWN = "default-src 'none'; style-src 'self'"
SEARCHING = OWN + "; script-src 'self'"

SEARCH = """'use strict';
const INDEX = [['series/wick.html', 'wick: Trim the wick before lighting'], ['index.html', 'Lantern']];
const query = document.getElementById('query');
const results = document.getElementById('results');
const said = document.getElementById('status');
function search() {
	const words = query.value.toLowerCase().split(/\\s+/).filter(Boolean);
	results.replaceChildren();
	const found = words.length === 0 ? [] :
		INDEX.filter(([, title]) => words.every((word) => title.toLowerCase().includes(word)));
	for (const [href, title] of found) {
		const item = document.createElement('li');
		const link = document.createElement('a');
		link.href = href;
		link.textContent = title;
		item.append(link);
		results.append(item);
	}
	said.textContent = found.length ? `${found.length} found` : words.length ? 'Nothing found' : '';
}
query.addEventListener('input', search);
query.value = new URLSearchParams(location.search).get('q') ?? '';
search();
"""

SEARCH_BODY = """<p><label for="query">Words</label> <input type="search" id="query"></p>
<p role="status" id="status"></p>
<ol id="results"></ol>
<noscript><p>Only scripts can search.</p></noscript>
<script src="search.js"></script>"""

DETAILS = """<h2 id="patch">Patch</h2>
<details><summary>Diff</summary><pre tabindex="0">+a line that is longer than any phone is wide, by far</pre></details>
<p><a href="#patch">up</a></p>"""

ACTIVE = "default-src 'none'; style-src 'self'; script-src 'unsafe-inline'"
LOADING = "default-src 'none'; style-src 'self'; img-src *"

# Page: what is wrong with it, as pieces of it, and the complaints. Few pages with much that
# is wrong, as each takes its time in a browser.
BAD = {
    "markup": ({"body": "<p><b>never closed</p><p><font>old</font></p>"},
               ["markup error: line 15: Unclosed", "obsolete"]),
    "script": ({"body": "<script>document.title = 'x'</script>"}, ["console: light", "console: dark", "from disk: policy:"]),
    "active": ({"policy": ACTIVE, "body": "<script>alert(1); throw new Error('x')</script>"},
               ["policy: light, served: too weak", "dialog:", "script error:"]),
    "requests": ({"policy": LOADING, "body": '<p><img alt="Seen" src="http://evil.invalid/x.png">'
                                             '<img alt="Gone" src="gone.png"></p>'},
                 ["outside request: light", "outside request: dark, from disk", "failed request:", "link: gone.png"]),
    "looks": ({"head": '<link rel="stylesheet" href="looks.css">',
               "body": '<p>pale</p><pre class="wide">' + "x" * 300 + '</pre><p><a href="index.html"><span></span></a></p>'},
              ["horizontal scrolling: light, served", "horizontal scrolling: dark, from disk", "access color-contrast",
               "access link-name", "keyboard: light, served: no outline", "print: dark", "out of sight"]),
    "head": ({"skip": "", "language": "", "policy": "style-src 'self'"},
             ["the first stop is no skip link", "head: light", "policy: dark, served: too weak"]),
    "stubborn": ({"policy": SEARCHING, "body": '<details><summary>x</summary>y</details><script src="stubborn.js"></script>'},
                 ["Enter on its summary does not open a <details>"]),
    "links": ({"body": '<p id="a"><a href="#gone">x</a><a href="gone.html">x</a></p><p id="a">'
                       '<a href="index.html#gone">x</a><a href="javascript:x">x</a></p>'},
              ["link: #gone", "link: gone.html", "link: index.html#gone", "link: javascript:x", "id: 'a' stands twice"]),
}
SHEETS = {
    "looks.css": "pre.wide { overflow: visible; overflow-wrap: normal } p { color: #999; background: #fff }"
                 " :focus-visible { outline: none } @media print { body { background: #111; color: #fff } }",
    "stubborn.js": "document.querySelector('summary').addEventListener('click', (event) => event.preventDefault());",
}


def write_page(path, policy=OWN, head="", body="", skip=None, language=None, style="style.css"):
    head = f'<link rel="stylesheet" href="{style}">\n{head}'
    page = PAGE.format(policy=policy, head=head, body=body or "<p>Text</p>")
    if skip is not None:
        page = page.replace('<a class="skip" href="#main">Skip to content</a>', skip)
    if language is not None:
        page = page.replace(' lang="en"', language)
    path.write_text(page, encoding="utf-8")


def write_site(folder, search=SEARCH):
    (folder / "series").mkdir(parents=True)
    (folder / "style.css").write_text(STYLE, encoding="utf-8")
    (folder / "search.js").write_text(search, encoding="utf-8")
    write_page(folder / "index.html", body='<p><a href="series/wick.html#patch">wick</a></p>')
    write_page(folder / "search.html", policy=SEARCHING, body=SEARCH_BODY)
    write_page(folder / "series" / "wick.html", style="../style.css",
               body="<p>wick: Trim the wick before lighting</p>" + DETAILS)


def test_pages(test, folder):
    """The good ones lie among the bad: one browser and one JVM start for all."""
    write_site(folder)
    for name, text in SHEETS.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, (pieces, _) in BAD.items():
        write_page(folder / f"{name}.html", **pieces)
    lines = test.expect_bad([], "judge-pages.mjs", folder)
    for name, (_, complaints) in BAD.items():
        of_page = "\n".join(line for line in lines if line.startswith(f"FAILED {name}.html:"))
        for complaint in complaints:
            if complaint not in of_page:
                test.fail(f"judge-pages.mjs does not say '{complaint}' of {name}.html, but\n{of_page}")
    for line in lines:
        if line.startswith(("FAILED index.html", "FAILED search.html", "FAILED series/")):
            test.fail(f"a good page among bad ones is blamed: {line}")


def test_search(test, folder):
    write_site(folder / "good")
    test.expect_good("judge-search.mjs", "--word", "wick", "--word", "lighting", folder / "good")

    worse = SEARCH.replace("'Nothing found'", "'Sorry, ' + query.value").replace("said.textContent", "said.innerHTML")
    worse = worse.replace(".get('q')", ".get('query')").replace(".toLowerCase().split", ".split")
    write_site(folder / "worse", worse)
    test.expect_bad(["nonsense: the status does not say so", "inertness:", "address:", "words: 'wick' in capitals",
                     "words: 'absent' finds nothing"],
                    "judge-search.mjs", "--word", "wick", "--word", "absent", folder / "worse")


def main():
    test = SelfTest()
    with tempfile.TemporaryDirectory() as folder:
        test_pages(test, pathlib.Path(folder) / "pages")
        test_search(test, pathlib.Path(folder))
    return test.status()


if __name__ == "__main__":
    sys.exit(main())
