#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
//
// judge-pages.mjs [--sample N] FOLDER: judges every *.html below FOLDER, or the pages at its
// top and N others. Who judges what: the Nu checker the markup, axe the accessibility,
// Chromium what the page asks for and says, its width, focus and looks on paper; the links
// are followed in the pages as Chromium parses them. A line for each failure; fails on any.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { checkAccess } from './judge/axe.mjs';
import { DESKTOP, PHONE, openBrowser, watch } from './judge/browser.mjs';
import { filesBelow, sampleOf } from './judge/files.mjs';
import { Findings } from './judge/findings.mjs';
import { checkKeyboard } from './judge/keyboard.mjs';
import { checkLinks } from './judge/links.mjs';
import { checkPrint, checkWidth } from './judge/look.mjs';
import { checkMarkup } from './judge/nu.mjs';
import { checkHead } from './judge/policy.mjs';
import { serve } from './judge/server.mjs';

function readArguments() {
	const { values, positionals } = parseArgs({
		options: { sample: { type: 'string' } },
		allowPositionals: true,
	});
	if (positionals.length !== 1) {
		console.error('usage: judge-pages.mjs [--sample N] FOLDER');
		process.exit(2);
	}
	return { folder: resolve(positionals[0]), sample: Number(values.sample ?? Infinity) };
}

const { folder, sample } = readArguments();
const findings = new Findings();
const all = filesBelow(folder, '.html');
const chosen = sampleOf(all, sample);

// Each page once from a server, at both widths, with all that is asked of it, ...
async function judgeServed(page, path, scheme, report, note) {
	await checkHead(page, report);
	for (const size of [DESKTOP, PHONE]) {
		await checkWidth(page, size, report);
		await checkAccess(page, report, note);
	}
	await page.setViewportSize(DESKTOP);
	if (scheme === 'light')
		await checkKeyboard(page, report);
	else
		await checkPrint(page, report);
}

// ... and once from the disk, where it must do as well. All are opened in one window: to
// make a new one takes longer than most pages.
async function judgePlace(context, scheme, place, origin) {
	const page = await context.newPage();
	let path = '';
	const where = `${scheme}, ${place}: `;
	const report = (rule, text) => findings.fail(path, rule, where + text);
	const note = (rule, text) => findings.note(path, rule, where + text);
	await watch(page, [`${origin}/`], report);
	for (path of chosen) {
		try {
			await page.goto(`${origin}/${encodeURI(path)}`, { waitUntil: 'load' });
			if (place === 'served')
				await judgeServed(page, path, scheme, report, note);
			else
				await checkWidth(page, PHONE, report);
		} catch (error) {
			report('judge', error.message);
		}
	}
	await page.close();
}

async function judgeScheme(browser, scheme, server) {
	const context = await browser.newContext({ colorScheme: scheme, viewport: DESKTOP });
	await judgePlace(context, scheme, 'served', server.address);
	await judgePlace(context, scheme, 'from disk', pathToFileURL(folder).href);
	await context.close();
}

async function judgeInBrowser(server) {
	const browser = await openBrowser();
	const page = await browser.newPage();
	await checkLinks(page, folder, all, findings);
	await Promise.all(['light', 'dark'].map((scheme) => judgeScheme(browser, scheme, server)));
	await browser.close();
}

if (all.length === 0)
	findings.fail(folder, 'folder', 'it has no page');
else {
	const server = await serve(folder);
	await Promise.all([
		checkMarkup(server.address, chosen, findings),
		judgeInBrowser(server),
	]);
	server.close();
}
process.exitCode = findings.conclude(`${chosen.length} of ${all.length} pages`);
