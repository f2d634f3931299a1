// SPDX-License-Identifier: GPL-2.0-or-later
// What a judge finds: a line each, and a last line that counts them.

// A page that breaks a rule in each of its lines says so a few times only.
const MOST_OF_A_RULE = 8;

export class Findings {
	#failures = 0;
	#notes = 0;
	#said = new Map();

	#say(word, file, rule, text) {
		const key = `${word} ${file} ${rule}`;
		const n = (this.#said.get(key) ?? 0) + 1;
		this.#said.set(key, n);
		if (n <= MOST_OF_A_RULE)
			console.log(`${word} ${file}: ${rule}: ${text}`);
		else if (n === MOST_OF_A_RULE + 1)
			console.log(`${word} ${file}: ${rule}: and more`);
	}

	fail(file, rule, text) {
		this.#failures++;
		this.#say('FAILED', file, rule, text);
	}

	note(file, rule, text) {
		this.#notes++;
		this.#say('note', file, rule, text);
	}

	// Says the last line; returns the status to exit with.
	conclude(judged) {
		console.log(`${judged}: ${this.#failures} failures, ${this.#notes} notes`);
		return this.#failures ? 1 : 0;
	}
}
