// SPDX-License-Identifier: GPL-2.0-or-later
// A page without a mouse: skip link, focus that shows, details that open.

const MOST_STOPS = 20;

// Runs in the page: what has the focus, and how it shows.
function describeFocus() {
	const element = document.activeElement;
	if (!element || element === document.body || element === document.documentElement)
		return null;
	const style = getComputedStyle(element);
	const box = element.getBoundingClientRect();
	const outline = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 &&
		!/^rgba\(.*, 0\)$/.test(style.outlineColor);
	return {
		name: element.cloneNode(false).outerHTML.slice(0, 120),
		href: element.getAttribute('href'),
		outlined: outline || style.boxShadow !== 'none',
		seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight &&
			box.right > 0 && box.left < innerWidth && style.clipPath === 'none' && style.opacity !== '0',
	};
}

async function checkSkipLink(page, report) {
	await page.keyboard.press('Tab');
	const first = await page.evaluate(describeFocus);
	if (!first?.href?.startsWith('#')) {
		report('keyboard', `the first stop is no skip link, but ${first?.name ?? 'nothing'}`);
		return;
	}
	const there = await page.evaluate(
		(id) => document.getElementById(id)?.closest('main, [role=main]') !== null &&
			document.getElementById(id) !== null, first.href.slice(1));
	if (!there)
		report('keyboard', `the skip link leads to ${first.href}, which is not in <main>`);
}

async function checkStops(page, report) {
	for (let n = 0; n < MOST_STOPS; n++) {
		const stop = await page.evaluate(describeFocus);
		if (!stop)
			return;
		if (!stop.outlined)
			report('keyboard', `no outline where the focus is: ${stop.name}`);
		if (!stop.seen)
			report('keyboard', `the focus is out of sight: ${stop.name}`);
		await page.keyboard.press('Tab');
	}
}

async function checkDetails(page, report) {
	const summary = page.locator('details:not([open]) > summary').first();
	if (await summary.count() === 0)
		return;
	// One that lies in another's closed part cannot have the focus.
	if (!await summary.isVisible())
		return;
	await summary.focus();
	await page.keyboard.press('Enter');
	const open = await page.evaluate(() => document.activeElement?.parentElement?.open);
	if (open !== true)
		report('keyboard', 'Enter on its summary does not open a <details>');
}

export async function checkKeyboard(page, report) {
	await checkSkipLink(page, report);
	await checkStops(page, report);
	await checkDetails(page, report);
}
