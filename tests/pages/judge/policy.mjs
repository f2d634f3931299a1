// SPDX-License-Identifier: GPL-2.0-or-later
// What the head of each page must say.

import { createHash } from 'node:crypto';

// Runs in the page.
function readHead() {
	const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]');
	const before = [];
	for (let node = policy?.previousElementSibling; node; node = node.previousElementSibling)
		before.push(node.localName);
	return {
		policy: policy?.content,
		styles: [...document.querySelectorAll('style')].map((style) => style.textContent),
		before,
		viewport: document.querySelector('meta[name=viewport]')?.content,
		charset: document.characterSet,
		mode: document.compatMode,
		language: document.documentElement.lang,
		title: document.title,
	};
}

export async function checkHead(page, report) {
	const head = await page.evaluate(readHead);
	if (!head.policy)
		report('policy', 'there is no Content-Security-Policy');
	else if (!/default-src 'none'/.test(head.policy) ||
		/(script-src|default-src)[^;]*('unsafe-|\*|https?:|data:|blob:)/.test(head.policy))
		report('policy', `too weak: ${head.policy}`);
	for (const style of head.styles) {
		const hash = createHash('sha256').update(style).digest('base64');
		if (!head.policy?.includes(`style-src 'sha256-${hash}'`))
			report('policy', `it does not allow the style by its hash ${hash}`);
	}
	if (head.before.some((name) => ['link', 'script', 'style'].includes(name)))
		report('policy', 'it stands behind what it should govern');
	if (!/width=device-width/.test(head.viewport ?? ''))
		report('head', 'no viewport for phones');
	if (head.charset !== 'UTF-8' || head.mode !== 'CSS1Compat')
		report('head', `${head.charset}, ${head.mode}`);
	if (!head.language || !head.title)
		report('head', 'no language or no title');
}
