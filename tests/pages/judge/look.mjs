// SPDX-License-Identifier: GPL-2.0-or-later
// How a page lies in a window, and how it would lie on paper.

// Runs in the page: what sticks out of the window, as the reader meets it.
function findOverflow() {
	const root = document.documentElement;
	if (root.scrollWidth <= window.innerWidth)
		return null;
	const scrolls = (element) => {
		for (let above = element.parentElement; above && above !== document.body; above = above.parentElement)
			if (getComputedStyle(above).overflowX !== 'visible')
				return true;
		return false;
	};
	const culprits = [...document.body.querySelectorAll('*')]
		.filter((element) => element.getBoundingClientRect().right > window.innerWidth + 0.5 ||
			(element.scrollWidth > window.innerWidth && getComputedStyle(element).overflowX === 'visible'))
		.filter((element) => !scrolls(element))
		.slice(-3)
		.map((element) => element.cloneNode(false).outerHTML);
	return `${root.scrollWidth} wide in a window of ${window.innerWidth}: ${culprits.join(' ')}`;
}

export async function checkWidth(page, size, report) {
	await page.setViewportSize(size);
	const overflow = await page.evaluate(findOverflow);
	if (overflow)
		report('horizontal scrolling', overflow);
}

// Runs in the page: texts that are not dark on light, where the sheet is white.
function findPaleText() {
	const channels = (color) => {
		const canvas = document.createElement('canvas');
		canvas.width = canvas.height = 1;
		const context = canvas.getContext('2d', { willReadFrequently: true });
		context.fillStyle = color;
		context.fillRect(0, 0, 1, 1);
		return context.getImageData(0, 0, 1, 1).data;
	};
	const known = new Map();
	const luminance = (color) => {
		if (!known.has(color)) {
			const [red, green, blue, alpha] = channels(color);
			const linear = (value) => {
				const part = (value * alpha / 255 + 255 - alpha) / 255;
				return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
			};
			known.set(color, alpha === 0 ? null :
				0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue));
		}
		return known.get(color);
	};
	const background = (element) => {
		for (let above = element; above; above = above.parentElement) {
			const value = luminance(getComputedStyle(above).backgroundColor);
			if (value !== null)
				return value;
		}
		return 1;
	};
	const pale = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let n = 0; n < 2000 && walker.nextNode(); n++) {
		const element = walker.currentNode.parentElement;
		if (!walker.currentNode.data.trim() || !element.checkVisibility() || element.closest('svg'))
			continue;
		const below = background(element);
		const text = luminance(getComputedStyle(element).color) ?? below;
		if (text >= below || (below + 0.05) / (text + 0.05) < 4.5)
			pale.push(`'${walker.currentNode.data.trim().slice(0, 40)}' in <${element.localName}>`);
	}
	return pale;
}

// On paper the scheme of the screen must not count, so this is asked in the dark one.
export async function checkPrint(page, report) {
	await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
	for (const text of (await page.evaluate(findPaleText)).slice(0, 5))
		report('print', `${text} is not dark on light`);
	await page.emulateMedia({ media: null, colorScheme: 'dark' });
}
