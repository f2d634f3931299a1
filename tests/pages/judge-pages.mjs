#!/usr/bin/env node
// SPDX-License-Identifier: GPL-2.0-or-later
//
// judge-pages.mjs [--sample N] FOLDER...: judges every *.html below each FOLDER, or the pages
// at its top and N others. Who judges what: the Nu checker the markup, axe the accessibility,
// Chromium what the page asks for and says, its width, focus and looks on paper; the links
// are followed in the pages as Chromium parses them. A line for each failure; fails on any.
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { checkAccess } from './judge/axe.mjs';
import { DESKTOP, PHONE, openBrowser, watch } from './judge/browser.mjs';
import { filesBelow, isMoved, sampleOf } from './judge/files.mjs';
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
	if (positionals.length === 0) {
		console.error('usage: judge-pages.mjs [--sample N] FOLDER...');
		process.exit(2);
	}
	return { folders: positionals.map((folder) => resolve(folder)), sample: Number(values.sample ?? Infinity) };
}

// Pages that were moved have no face: the markup of so many is checked, and all links.
const MOVED_JUDGED = 2;

const { folders, sample } = readArguments();
const findings = new Findings();

// A folder that is judged: its pages, those that are opened, and where it is served.
async function openSite(folder) {
	const all = filesBelow(folder, '.html');
	if (all.length === 0)
		findings.fail(folder, 'folder', 'it has no page');
	const name = (path) => (folders.length > 1 ? `${basename(folder)}/${path}` : path);
	const moved = all.filter((path) => isMoved(join(folder, path)));
	const chosen = sampleOf(all.filter((path) => !moved.includes(path)), sample);
	return { folder, all, chosen, moved: moved.slice(0, MOVED_JUDGED), name, server: await serve(folder) };
}

// Each page once from a server, at both widths, with all that is asked of it, ...
async function judgeServed(page, scheme, report, note) {
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
async function judgePlace(context, scheme, place, origin, { chosen, name }) {
	const page = await context.newPage();
	let path = '';
	const where = `${scheme}, ${place}: `;
	const report = (rule, text) => findings.fail(name(path), rule, where + text);
	const note = (rule, text) => findings.note(name(path), rule, where + text);
	await watch(page, [`${origin}/`], report);
	for (path of chosen) {
		try {
			await page.goto(`${origin}/${encodeURI(path)}`, { waitUntil: 'load' });
			if (place === 'served')
				await judgeServed(page, scheme, report, note);
			else
				await checkWidth(page, PHONE, report);
		} catch (error) {
			report('judge', error.message);
		}
	}
	await page.close();
}

async function judgeScheme(browser, scheme, sites) {
	const context = await browser.newContext({ colorScheme: scheme, viewport: DESKTOP });
	for (const site of sites) {
		await judgePlace(context, scheme, 'served', site.server.address, site);
		await judgePlace(context, scheme, 'from disk', pathToFileURL(site.folder).href, site);
	}
	await context.close();
}

async function judgeInBrowser(sites) {
	const browser = await openBrowser();
	const page = await browser.newPage();
	for (const { folder, all, name } of sites)
		await checkLinks(page, folder, all, name, findings);
	await Promise.all(['light', 'dark'].map((scheme) => judgeScheme(browser, scheme, sites)));
	await browser.close();
}

const sites = await Promise.all(folders.map(openSite));
const names = new Map(sites.flatMap(({ chosen, moved, name, server }) =>
	[...chosen, ...moved].map((path) => [`${server.address}/${encodeURI(path)}`, name(path)])));
if (names.size > 0)
	await Promise.all([checkMarkup(names, findings), judgeInBrowser(sites)]);
for (const { server } of sites)
	server.close();
const n = sites.reduce((sum, { all }) => sum + all.length, 0);
process.exitCode = findings.conclude(`${names.size} of ${n} pages`);
