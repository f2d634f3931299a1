// SPDX-License-Identifier: GPL-2.0-or-later
// The node packages that scripts/setup has put into build/node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../build/node/', import.meta.url));

function packagePath(name) {
	try {
		return require.resolve(name);
	} catch {
		console.error(`${name} is not there: run scripts/setup check`);
		process.exit(2);
	}
}

export const { chromium } = require(packagePath('playwright-core'));
export const axeSource = readFileSync(packagePath('axe-core/axe.min.js'), 'utf8');
export const nuChecker = packagePath('vnu-jar/build/dist/vnu.jar');
