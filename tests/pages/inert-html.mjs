#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
//
// inert-html.mjs --kind page|site|mail|fragment [--texts FILE] PATH...: fails where an HTML
// document holds more than the markup that tidings writes. Chromium parses it, with scripts
// on and the document's own policy off, so that it is not the policy alone that saves it.
// Elements and attributes must be of a list, links of a few schemes, nothing may be asked
// for, no dialog may open. FILE is told what a reader sees of each document, as JSON.
//
// page: the self-contained one; site: a folder of pages, with the search tried; mail: what
// stands in a message; fragment: what stands in a feed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { openBrowser, watch } from './judge/browser.mjs';
import { filesBelow, isMoved, MOVED, sampleOf } from './judge/files.mjs';
import { Findings } from './judge/findings.mjs';

const TEXT = `html head title body header footer main nav section article aside address hgroup
	h1 h2 h3 h4 h5 h6 p a ul ol li dl dt dd div span pre code kbd samp var details summary time abbr
	em strong small b i u s mark del ins blockquote q cite hr br wbr bdi bdo sup sub
	figure figcaption table caption colgroup col thead tbody tfoot tr th td data meter`;
const DRAWING = 'svg g path rect line circle ellipse polyline polygon text tspan title desc defs';
const HEAD = 'meta link style';
const SEARCH = 'script noscript form label input button output search template';

const ATTRIBUTES = `id class lang dir title role hidden tabindex translate href rel type content charset name
	http-equiv media datetime scope colspan rowspan span headers abbr open start reversed value min max
	low high optimum cite aria-label aria-labelledby aria-describedby aria-hidden aria-current aria-live
	aria-level aria-sort aria-roledescription aria-controls aria-expanded
	viewBox viewbox width height x y x1 y1 x2 y2 cx cy r rx ry d points dx dy fill fill-opacity stroke
	stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity opacity transform
	text-anchor dominant-baseline font-size font-weight font-family preserveAspectRatio
	vector-effect focusable xmlns version`;
// On the page that searches alone.
const OF_SEARCH = `src defer async for placeholder autocomplete autocapitalize spellcheck enterkeyhint
	inputmode maxlength action method disabled hidden`;
// Mailers heed no style sheet, so a style may stand in an element: of harmless letters only.
const OF_MAIL = 'style align valign bgcolor border cellpadding cellspacing';

const OPENED_OF_SITE = 20;

const words = (...lists) => lists.join(' ').split(/\s+/).filter(Boolean);

function allowanceOf(kind, isSearch) {
	return {
		elements: words(TEXT, DRAWING, kind === 'fragment' ? 'meta' : HEAD, isSearch ? SEARCH : ''),
		attributes: words(ATTRIBUTES, isSearch ? OF_SEARCH : '', kind === 'mail' ? OF_MAIL : ''),
		relative: kind === 'site',
		moved: kind === 'site' ? MOVED.source : '^(?!)',
	};
}

// Runs in the page: what is not allowed in it, or in the document that @html is, and what a
// reader sees.
function readDocument({ elements, attributes, relative, moved, html }) {
	const read = html === undefined ? document : new DOMParser().parseFromString(html, 'text/html');
	const wrong = [];
	const allowedLink = (element, value) => {
		if (element.localName === 'link' && value === 'data:,')
			return true;
		if (value.startsWith('#'))
			return true;
		let url;
		try {
			url = new URL(value, 'relative:///');
		} catch {
			return false;
		}
		if (url.protocol === 'relative:')
			return relative && !/^[\s/\\]/.test(value) && !/[\u0000-\u001f]/.test(value);
		return ['https:', 'mailto:', 'mid:'].includes(url.protocol);
	};
	const judgeAttribute = (element, { name, value }) => {
		if (!attributes.includes(name))
			wrong.push(['attribute', `<${element.localName} ${name}="${value.slice(0, 80)}">`]);
		else if (['href', 'src', 'action', 'cite'].includes(name) && !allowedLink(element, value))
			wrong.push(['link', `<${element.localName} ${name}="${value.slice(0, 80)}">`]);
		else if (name === 'style' && !/^[\w\s#%:;,.-]*$/.test(value))
			wrong.push(['style', value.slice(0, 80)]);
		else if (name === 'http-equiv' && value === 'refresh' && new RegExp(moved).test(element.content))
			return;
		else if (name === 'http-equiv' && !/^(content-security-policy|content-type|x-ua-compatible)$/i.test(value))
			wrong.push(['meta', value]);
	};
	const walkElements = (root) => {
		for (const element of root.querySelectorAll('*')) {
			if (!elements.includes(element.localName))
				wrong.push(['element', element.cloneNode(false).outerHTML.slice(0, 120)]);
			for (const attribute of element.attributes)
				judgeAttribute(element, attribute);
			if (element.localName === 'template')
				walkElements(element.content);
			if (element.localName === 'style' && /zq[a-z]{3}\d{4}|@import|url\(/.test(element.textContent))
				wrong.push(['style', 'a style sheet that asks for something, or holds what a mail says']);
		}
	};
	walkElements(read);

	const walker = document.createTreeWalker(read, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT);
	let text = '';
	while (walker.nextNode()) {
		const node = walker.currentNode;
		if (node.nodeType === Node.COMMENT_NODE) {
			if (/zq[a-z]{3}\d{4}/.test(node.data))
				wrong.push(['comment', node.data.slice(0, 80)]);
		} else if (!node.parentElement?.closest('script, style, template')) {
			text += node.data;
			// Words of neighbours must not run together, nor those of one be parted.
			if (/^(p|td|th|li|h[1-6]|dt|dd|pre|div|title|summary|text|section)$/.test(node.parentElement?.localName))
				text += '\n';
		}
	}
	if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.test(text))
		wrong.push(['control character', JSON.stringify(/.{0,30}[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/
			.exec(text)?.[0])]);
	return { wrong, text };
}

const findings = new Findings();
const texts = {};

async function judgeDocument(page, path, allowance) {
	const { wrong, text } = await page.evaluate(readDocument, allowance);
	for (const [rule, what] of wrong)
		findings.fail(path, rule, what);
	texts[path] = `${texts[path] ?? ''}${text}`;
}

// What is found stands in the page by its script's hand, which may have another mind.
async function judgeSearch(page, path, allowance) {
	for (const query of ['zqsub0001', 'alert', 'onerror', '<script>', 'evil']) {
		await page.fill('#query', query);
		await page.waitForTimeout(400);
		await judgeDocument(page, `${path}?q=${query}`, allowance);
	}
}

async function judgePath(page, kind, path) {
	// Of a large site some are opened, and all are parsed.
	if (kind === 'site' && !opened.has(path)) {
		await judgeDocument(page, path, { ...allowanceOf(kind, false), html: readFileSync(path, 'utf8') });
		return;
	}
	const isSearch = kind === 'site' && path.endsWith('/search.html');
	const allowance = allowanceOf(kind, isSearch);
	await page.goto(pathToFileURL(path).href, { waitUntil: 'load' });
	await judgeDocument(page, path, allowance);
	if (isSearch)
		await judgeSearch(page, path, allowance);
}

const { values, positionals } = parseArgs({
	options: { kind: { type: 'string' }, texts: { type: 'string' } },
	allowPositionals: true,
});
if (!['page', 'site', 'mail', 'fragment'].includes(values.kind) || !positionals.every(existsSync)) {
	console.error('usage: inert-html.mjs --kind page|site|mail|fragment [--texts FILE] PATH...');
	process.exit(2);
}
const paths = values.kind === 'site' ?
	positionals.flatMap((folder) => filesBelow(folder, '.html').map((path) => resolve(join(folder, path)))) :
	positionals.map((path) => resolve(path));
const own = values.kind === 'site' ? positionals.map((folder) => `${pathToFileURL(resolve(folder)).href}/`) :
	paths.map((path) => pathToFileURL(path).href);

const opened = new Set(values.kind !== 'site' ? [] : positionals.flatMap((folder) =>
	sampleOf(filesBelow(folder, '.html').filter((path) => !isMoved(join(folder, path))), OPENED_OF_SITE).map((path) => resolve(join(folder, path)))));

const browser = await openBrowser();
const context = await browser.newContext({ bypassCSP: true });
const page = await context.newPage();
let path = '';
await watch(page, own, (rule, text) => findings.fail(path, rule, text));
for (path of paths) {
	try {
		await judgePath(page, values.kind, path);
	} catch (error) {
		findings.fail(path, 'judge', error.message);
	}
}
await browser.close();
if (values.texts)
	writeFileSync(values.texts, JSON.stringify(texts));
process.exitCode = findings.conclude(`${paths.length} documents`);
