// SPDX-License-Identifier: GPL-2.0-or-later
// The pages of a folder, and a sample of them.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

// All files below @folder that end in @ending, as paths from it, in order.
export function filesBelow(folder, ending) {
	const found = [];
	const walk = (below) => {
		for (const entry of readdirSync(below, { withFileTypes: true })) {
			const path = join(below, entry.name);
			if (entry.isDirectory())
				walk(path);
			else if (entry.name.endsWith(ending))
				found.push(relative(folder, path).split(sep).join('/'));
		}
	};
	walk(folder);
	return found.sort();
}

// Where a page that was moved leads: to one beside it. No mail can write such a name.
export const MOVED = /^0; url=[0-9a-f]{16}\.html#r-[0-9a-f]{16}$/;

// True for a page that a browser leaves at once: it shows another one.
export function isMoved(path) {
	const [, content] = /<meta http-equiv="refresh" content="([^"]*)">/.exec(readFileSync(path, 'utf8')) ?? [];
	return content !== undefined && MOVED.test(content);
}

// Small, and the same on each machine.
function* randomNumbers(seed) {
	let state = seed;
	for (;;) {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		yield state;
	}
}

// The pages of the top folder, and @n of the others: the first of each folder, which is of
// each kind, then some by a fixed seed.
export function sampleOf(pages, n) {
	const chosen = new Set(pages.filter((page) => !page.includes('/')));
	const others = pages.filter((page) => page.includes('/'));
	if (others.length <= n)
		return pages;
	const wanted = chosen.size + n;
	const kinds = new Set();
	for (const page of others) {
		const kind = page.slice(0, page.lastIndexOf('/'));
		if (!kinds.has(kind) && chosen.size < wanted)
			chosen.add(page);
		kinds.add(kind);
	}
	for (const number of randomNumbers(20260301)) {
		if (chosen.size >= wanted)
			break;
		chosen.add(others[number % others.length]);
	}
	return pages.filter((page) => chosen.has(page));
}
