// SPDX-License-Identifier: GPL-2.0-or-later
// Links inside a folder of pages: each leads to a file and an id that are there.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

const ASIDE = /^(https?|mailto|mid):/i;

// Runs in the browser, whose parser it is: the ids and the links of a page's bytes.
function readPage(html) {
	const page = new DOMParser().parseFromString(html, 'text/html');
	const all = (selector, attribute) =>
		[...page.querySelectorAll(selector)].map((element) => element.getAttribute(attribute));
	return {
		ids: all('[id]', 'id'),
		links: [...all('[href]', 'href'), ...all('[src]', 'src')],
		references: ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'headers']
			.flatMap((name) => all(`[${name}]`, name).flatMap((ids) => ids.split(/\s+/))),
	};
}

function checkIds(page, { ids, references }, findings) {
	const seen = new Set();
	for (const id of ids) {
		if (id === '' || /\s/.test(id))
			findings.fail(page, 'id', `'${id}' is no id`);
		if (seen.has(id))
			findings.fail(page, 'id', `'${id}' stands twice`);
		seen.add(id);
	}
	for (const id of references)
		if (!seen.has(id))
			findings.fail(page, 'id', `something refers to '${id}', which is not there`);
}

function checkLink(folder, page, link, idsOf, fail) {
	if (ASIDE.test(link) || link.startsWith('data:,'))
		return;
	if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(link)) {
		fail(`${link} is neither relative nor of the web`);
		return;
	}
	const [, path, , fragment] = /^([^?#]*)(\?[^#]*)?(?:#(.*))?$/s.exec(link);
	let target = page;
	if (path !== '') {
		target = posix.join(posix.dirname(page), decodeURIComponent(path));
		if (target.endsWith('/'))
			target += 'index.html';
	}
	if (target.startsWith('../') || !existsSync(join(folder, target)))
		fail(`${link}: there is no such file`);
	else if (fragment && target.endsWith('.html') && !idsOf(target).has(decodeURIComponent(fragment)))
		fail(`${link}: there is no such id`);
}

// @page is any page of a browser; @paths are all pages of @folder, which findings call @name.
export async function checkLinks(page, folder, paths, name, findings) {
	const read = new Map();
	for (const path of paths)
		read.set(path, await page.evaluate(readPage, readFileSync(join(folder, path), 'utf8')));
	const sets = new Map([...read].map(([path, { ids }]) => [path, new Set(ids)]));
	const idsOf = (path) => sets.get(path) ?? new Set();
	for (const [path, content] of read) {
		checkIds(name(path), content, findings);
		for (const link of content.links) {
			const fail = (text) => findings.fail(name(path), 'link', text);
			try {
				checkLink(folder, path, link, idsOf, fail);
			} catch (error) {
				fail(`${link}: ${error.message}`);
			}
		}
	}
}
