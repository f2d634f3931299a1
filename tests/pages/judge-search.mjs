#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
//
// judge-search.mjs [--word WORD]... FOLDER|URL: judges the search of a site in Chromium; a
// folder is served, and opened from the disk too. The contract of search.html:
//   <input type="search" id="query">        what is looked for, with a label
//   <ol id="results">                       an item for each result, with a link
//   <p role="status" id="status">           how many there are, or that there are none
//   search.html?q=words                     opens with these words looked for
// Each WORD must have a result; without one the longest word of a series' title is taken.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { DESKTOP, openBrowser, watch } from './judge/browser.mjs';
import { filesBelow } from './judge/files.mjs';
import { Findings } from './judge/findings.mjs';
import { serve } from './judge/server.mjs';

const NONSENSE = 'zqxjkvbwqz';

// What must do no harm: as markup, as a pattern, as a property's name, by its length.
const ODD_QUERIES = [
	'<img src=x onerror=alert(1)>',
	'"><script>alert(1)</script><b>bold</b>',
	'&lt;b&gt; &#60;i&#62;',
	'.*[(\\',
	'constructor',
	'__proto__ hasOwnProperty',
	'   ',
	'%00 %zz \u202e\u0000\ud800',
	'long '.repeat(2000),
];

const findings = new Findings();

function readArguments() {
	const { values, positionals } = parseArgs({
		options: { word: { type: 'string', multiple: true } },
		allowPositionals: true,
	});
	if (positionals.length !== 1) {
		console.error('usage: judge-search.mjs [--word WORD]... FOLDER|URL');
		process.exit(2);
	}
	return { site: positionals[0], words: values.word ?? [] };
}

// Runs in the page.
function readResults() {
	const results = document.getElementById('results');
	return {
		links: [...results.querySelectorAll('li a[href]')].map((link) => link.href),
		items: results.querySelectorAll(':scope > li').length,
		status: document.getElementById('status').textContent.trim(),
		strange: [...document.querySelectorAll('#results *, #status *')]
			.map((element) => element.localName)
			.filter((name) => ['img', 'script', 'b', 'i', 'iframe', 'svg'].includes(name)),
	};
}

// What it says once it has said the same thing twice: a search may wait for more letters.
async function settledResults(page) {
	let before = '';
	for (let n = 0; n < 40; n++) {
		const results = await page.evaluate(readResults);
		const now = JSON.stringify(results);
		if (now === before && (results.status !== '' || n > 8))
			return results;
		before = now;
		await page.waitForTimeout(75);
	}
	return page.evaluate(readResults);
}

async function look(page, words) {
	await page.fill('#query', '');
	await page.fill('#query', words);
	return settledResults(page);
}

async function judgeContract(page, report) {
	const seen = await page.evaluate(() => ({
		query: document.querySelector('input[type=search]#query') !== null,
		results: document.querySelector('ol#results') !== null,
		status: document.querySelector('#status[role=status]') !== null,
		label: document.getElementById('query')?.labels?.length > 0 ||
			Boolean(document.getElementById('query')?.getAttribute('aria-label')),
	}));
	for (const [name, there] of Object.entries(seen))
		if (!there)
			report('contract', `no ${name} as the contract has it`);
	return Object.values(seen).every(Boolean);
}

async function judgeWord(page, word, report) {
	const { links, items, status } = await look(page, word);
	if (links.length === 0) {
		report('words', `'${word}' finds nothing`);
		return;
	}
	if (items < 1 || status === '')
		report('status', `'${word}' finds ${links.length}, and the status is '${status}'`);
	// Where the page lies: a link must lead to a file of the site, or aside to the web.
	const base = new URL('.', page.url()).href;
	for (const link of links)
		if (!link.startsWith(base) && !link.startsWith('https://'))
			report('words', `a result leads to ${link}`);
	const upper = await look(page, word.toUpperCase());
	if (upper.links.length !== links.length)
		report('words', `'${word}' in capitals finds ${upper.links.length}, not ${links.length}`);
	const narrower = await look(page, `${word} ${NONSENSE}`);
	if (narrower.links.length > links.length)
		report('words', `a second word to '${word}' finds more than it alone`);
	await judgeTarget(page, links[0], word, report);
}

async function judgeTarget(page, link, word, report) {
	if (link.startsWith('https://'))
		return;
	const from = page.url();
	await page.goto(link);
	const text = await page.evaluate(() => document.documentElement.textContent);
	if (!text.toLowerCase().includes(word.toLowerCase()))
		report('words', `the first result for '${word}', ${link}, does not hold it`);
	await page.goto(from);
}

async function judgeNonsense(page, report) {
	const { links, items, status } = await look(page, NONSENSE);
	if (links.length > 0 || items > 0)
		report('nonsense', `it finds ${links.length}`);
	if (!/\b(no|nothing|none|0)\b/i.test(status))
		report('nonsense', `the status does not say so: '${status}'`);
}

async function judgeOddQueries(page, url, report) {
	for (const query of ODD_QUERIES) {
		const shown = JSON.stringify(query.slice(0, 30));
		const typed = await look(page, query);
		if (typed.strange.length > 0)
			report('inertness', `${shown} makes ${typed.strange}`);
	}
	for (const query of ODD_QUERIES.slice(0, 2)) {
		await page.goto(`${url}?q=${encodeURIComponent(query)}`);
		const linked = await settledResults(page);
		if (linked.strange.length > 0)
			report('inertness', `?q=${query} makes ${linked.strange}`);
		if (await page.inputValue('#query') !== query)
			report('address', `?q=${query} does not fill the query`);
	}
	await page.goto(`${url}?q=%E0%A4%A&q=%zz`);
	await settledResults(page);
}

async function judgeAddress(page, url, word, report) {
	await page.goto(`${url}?q=${encodeURIComponent(word)}+`);
	const { links } = await settledResults(page);
	if ((await page.inputValue('#query')).trim() !== word)
		report('address', `?q=${word} does not fill the query`);
	if (links.length === 0)
		report('address', `?q=${word} finds nothing`);
}

async function judgeKeyboard(page, url, word, report) {
	await page.goto(url);
	const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
	for (let n = 0; n < 25 && await focused() !== 'query'; n++)
		await page.keyboard.press('Tab');
	if (await focused() !== 'query') {
		report('keyboard', 'Tab does not lead to the query');
		return;
	}
	await page.keyboard.type(word);
	await settledResults(page);
	// Enter must not send the words away, nor lose them.
	await page.keyboard.press('Enter');
	await page.waitForLoadState();
	if ((await settledResults(page)).links.length === 0)
		report('keyboard', 'Enter in the query loses the results');
	const isResult = () => page.evaluate(() => document.activeElement?.closest('#results') !== null);
	await page.focus('#query');
	for (let n = 0; n < 15 && !await isResult(); n++)
		await page.keyboard.press('Tab');
	if (!await isResult()) {
		report('keyboard', 'Tab does not lead from the query to a result');
		return;
	}
	const target = await page.evaluate(() => document.activeElement.href);
	if (new URL(target).protocol === new URL(url).protocol) {
		await page.keyboard.press('Enter');
		await page.waitForURL((now) => now.href === target, { timeout: 3000 })
			.catch(() => report('keyboard', 'Enter does not follow a result'));
	}
}

// The longest word of the first title that has one.
async function wordOfSite(browser, folder) {
	const page = await browser.newPage();
	let word;
	for (const path of filesBelow(folder, '.html').filter((name) => name.startsWith('series/'))) {
		const title = await page.evaluate((html) =>
			new DOMParser().parseFromString(html, 'text/html').querySelector('h1')?.textContent ?? '',
		readFileSync(resolve(folder, path), 'utf8'));
		[word] = (title.match(/(?<![\w'’-])[a-z]{5,}(?![\w'’-])/gi) ?? [])
			.sort((a, b) => b.length - a.length);
		if (word)
			break;
	}
	await page.close();
	return word;
}

async function judgeSite(browser, base, words) {
	const url = `${base}/search.html`;
	const page = await browser.newPage({ viewport: DESKTOP });
	const report = (rule, text) => findings.fail(url, rule, text);
	await watch(page, [`${base}/`], report);
	try {
		await page.goto(url);
		if (await judgeContract(page, report)) {
			for (const word of words)
				await judgeWord(page, word, report);
			await judgeNonsense(page, report);
			await judgeOddQueries(page, url, report);
			await judgeAddress(page, url, words[0], report);
			await judgeKeyboard(page, url, words[0], report);
		}
	} catch (error) {
		report('judge', error.message);
	}
	await page.close();
	await judgeWithoutScripts(browser, url);
}

async function judgeWithoutScripts(browser, url) {
	const page = await browser.newPage({ javaScriptEnabled: false });
	await page.goto(url);
	if (!await page.locator('noscript').first().isVisible().catch(() => false))
		findings.fail(url, 'without scripts', 'no <noscript> says that there is no search');
	await page.close();
}

async function judgeFolder(browser, folder, words) {
	if (words.length === 0)
		words = [await wordOfSite(browser, folder)].filter(Boolean);
	if (words.length === 0 || !existsSync(resolve(folder, 'search.html'))) {
		findings.fail(folder, 'folder', 'no search.html, or no word to look for');
		return;
	}
	const server = await serve(folder);
	await Promise.all([
		judgeSite(browser, server.address, words),
		judgeSite(browser, pathToFileURL(folder).href, words),
	]);
	server.close();
}

const { site, words } = readArguments();
const browser = await openBrowser();
if (existsSync(site) && statSync(site).isDirectory())
	await judgeFolder(browser, resolve(site), words);
else if (words.length > 0)
	await judgeSite(browser, site.replace(/\/(search\.html)?$/, ''), words);
else
	findings.fail(site, 'words', 'a site that is no folder needs --word');
await browser.close();
process.exitCode = findings.conclude('search');
