// SPDX-License-Identifier: GPL-2.0-or-later
// The Nu HTML checker on all pages in one JVM: it starts slowly and reads fast.
import { spawn } from 'node:child_process';

import { nuChecker } from './packages.mjs';

function run(command, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
		const chunks = [];
		child.stdout.on('data', (chunk) => chunks.push(chunk));
		child.on('error', reject);
		child.on('close', () => resolve(Buffer.concat(chunks).toString('utf8')));
	});
}

// What a mail says is not ours to mend: private characters, and forms that are not composed.
const OF_MAILS = /Private Use Area|Unicode Normalization Form C|composing character/;

// It reads no hashes in a policy. That the style's is right is policy.mjs's to say, and a
// browser's, which would show the page without it.
const OF_HASHES = /^Inline style violates Content Security Policy .*nonce\/hash/;

// A warning is an 'info' of the subtype 'warning'; other infos say what it is doing.
function isComplaint(message) {
	return message.type !== 'info' || (message.subType === 'warning' && !OF_MAILS.test(message.message) &&
		!OF_HASHES.test(message.message));
}

// @names are the pages' names by their addresses. They are asked for where they are served:
// only there does 'self' in a policy mean it.
export async function checkMarkup(names, findings) {
	const output = await run('java', ['-Xss8m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC',
		'-Dnu.validator.servlet.allow-forbidden-hosts=true', '-jar', nuChecker,
		'--stdout', '--format', 'json', ...names.keys()]);
	for (const message of JSON.parse(output).messages.filter(isComplaint)) {
		const file = names.get(message.url) ?? message.url ?? '(no file)';
		findings.fail(file, `markup ${message.subType ?? message.type}`,
			`line ${message.lastLine ?? '?'}: ${message.message} ${message.extract ?? ''}`);
	}
}
