// SPDX-License-Identifier: GPL-2.0-or-later
// Headless Chromium, and an eye on what a page does in it.
import { chromium } from './packages.mjs';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 900 };

// Each browser has a fresh profile; playwright sees to that.
export function openBrowser() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			// A page that asks for another host gets no further than here.
			'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
		],
	});
}

// A violation of the policy is told on the console too, but not each, and not with its line.
function tellViolations() {
	document.addEventListener('securitypolicyviolation', (event) => {
		console.error(`policy: ${event.violatedDirective} blocked ${event.blockedURI || 'it'} ` +
			`in line ${event.lineNumber} ${event.sample}`);
	});
}

// Calls report(rule, text) for all that no page of ours may do. A page may ask only for
// what begins with one of @origins.
export async function watch(page, origins, report) {
	await page.addInitScript(tellViolations);
	page.on('console', (message) => {
		if (['error', 'warning', 'assert'].includes(message.type()))
			report('console', message.text());
	});
	page.on('pageerror', (error) => report('script error', String(error)));
	page.on('crash', () => report('crash', 'the page crashed'));
	page.on('dialog', (dialog) => {
		report('dialog', `${dialog.type()} ${dialog.message()}`);
		dialog.dismiss().catch(() => {});
	});
	page.on('popup', (popup) => report('popup', popup.url()));
	page.on('download', (download) => report('download', download.url()));
	page.on('request', (request) => {
		const url = request.url();
		if (!url.startsWith('data:image/') && !origins.some((origin) => url.startsWith(origin)))
			report('outside request', url);
	});
	page.on('requestfailed', (request) => {
		report('failed request', `${request.url()} ${request.failure()?.errorText}`);
	});
	page.on('response', (response) => {
		if (response.status() >= 400)
			report('failed request', `${response.url()} ${response.status()}`);
	});
}
