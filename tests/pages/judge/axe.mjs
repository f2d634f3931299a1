// SPDX-License-Identifier: GPL-2.0-or-later
// axe on a page that is open, in the scheme and size that it has.
import { axeSource } from './packages.mjs';

const FATAL = ['serious', 'critical'];

// evaluate() is the debugger's, and so not subject to the page's policy, which stays on.
export async function checkAccess(page, report, note) {
	await page.evaluate(axeSource);
	const violations = await page.evaluate(async () => {
		const result = await window.axe.run(document, { resultTypes: ['violations'], preload: false });
		return result.violations.map(({ id, impact, help, nodes }) => ({
			id, impact, help,
			nodes: nodes.map((node) => `${node.html.slice(0, 160)} [${node.target.join(' ')}] ` +
				(node.failureSummary ?? '').replace(/\s+/g, ' ')),
		}));
	});
	for (const { id, impact, help, nodes } of violations)
		for (const node of nodes)
			(FATAL.includes(impact) ? report : note)(`access ${id} (${impact})`, `${help}: ${node}`);
}
