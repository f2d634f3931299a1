// SPDX-License-Identifier: GPL-2.0-or-later
// A folder served on the loopback interface, with the content types a web server gives.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
	'.atom': 'application/atom+xml; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.xml': 'application/xml; charset=utf-8',
};

async function answer(folder, request, response) {
	try {
		const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
		// normalize() of an absolute path leads out of nothing.
		const file = join(folder, normalize(path).replace(/\/$/, '/index.html'));
		const bytes = await readFile(file);
		response.writeHead(200, {
			'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream',
			'X-Content-Type-Options': 'nosniff',
		});
		response.end(bytes);
	} catch {
		response.writeHead(404, { 'Content-Type': 'text/plain' });
		response.end('not found\n');
	}
}

// Returns the server's address, without a slash at its end, and what closes it.
export async function serve(folder) {
	const server = createServer((request, response) => answer(folder, request, response));
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		address: `http://127.0.0.1:${server.address().port}`,
		close: () => server.close(),
	};
}
