// SPDX-License-Identifier: GPL-2.0-or-later
// What the head of each page must say.

// Runs in the page.
function readHead() {
	const policy = document.querySelector('meta[http-equiv="Content-Security-Policy" i]');
	const before = [];
	for (let node = policy?.previousElementSibling; node; node = node.previousElementSibling)
		before.push(node.localName);
	return {
		policy: policy?.content,
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
	if (head.before.some((name) => ['link', 'script', 'style'].includes(name)))
		report('policy', 'it stands behind what it should govern');
	if (!/width=device-width/.test(head.viewport ?? ''))
		report('head', 'no viewport for phones');
	if (head.charset !== 'UTF-8' || head.mode !== 'CSS1Compat')
		report('head', `${head.charset}, ${head.mode}`);
	if (!head.language || !head.title)
		report('head', 'no language or no title');
}
