/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mirrors: copies on this disk of what is read elsewhere, made and brought up to date by the
 * program git.
 *
 * What is at an address is found out by asking it. A server of public-inbox names the epochs
 * of a list in its manifest (public-inbox-v2-format(5), and the `manifest.js.gz` that it took
 * over from grokmirror); each epoch is a repository of its own. All else is taken for one
 * repository: an epoch, a v1 inbox, a project.
 *
 *	an inbox of epochs	PATH/git/0.git, PATH/git/1.git, ..., PATH/description
 *	one repository		PATH itself, bare
 *
 * An epoch that is not whole yet is PATH/git/N.git.partial, and a repository PATH.partial;
 * whoever reads PATH never sees one. What was cut off is gone on with in pieces, so that the
 * next cut loses one of them. A lock, PATH.lock, lets one run at a time work on a mirror,
 * and outlives it as long as a git of it runs; so what a killed git left behind may be removed.
 */
#ifndef TIDINGS_MIRROR_MIRROR_H
#define TIDINGS_MIRROR_MIRROR_H

#include <glib.h>
#include <stdbool.h>

struct mirror_request {
	const char *url; /* http, https, git, ssh, file, or what else git takes */
	const char *path; /* the folder above it is made if it is not there */
	bool is_project; /* a project's repository: no manifest is asked for */
	unsigned newest; /* only so many newest epochs, and those that are there; 0 for all */
	unsigned timeout; /* seconds without a byte after which a server counts as gone */
	unsigned tries; /* of each request and of each git, 1 or more */
	/*
	 * Called on the caller's thread with what is going on, as one line of UTF-8 without control
	 * characters: "epoch 3: receiving 45 % of 1234 objects, 12.3 MiB". May be NULL.
	 */
	void (*tell)(void *user, const char *text);
	void *user;
};

struct mirror_result {
	unsigned n_epochs; /* that are there now; 1 for one repository */
	unsigned n_new_epochs; /* of these, that were not there before */
	bool changed; /* anything came, or went */
};

/*
 * Makes the mirror at @request->path, or brings it up to date: new epochs, new commits, and
 * histories that were rewritten; branches that are gone there go here. Several may run at once,
 * on a thread each, of different paths. What was there stays whole whatever happens. An epoch
 * stays that a server names no more, and so does what is no mirror of that address: WRITE. An
 * epoch that fails keeps no other from being brought up to date; but a mirror that was there gets
 * no new one behind it, so that mails come to a list at its end alone.
 *
 * What may pass by itself (no connection, a server that is slow or busy: 429 and 5xx) is tried
 * again, after a wait that grows, or as long as the server asks for, within bounds.
 *
 * Errors: FETCH for what the other side does or lacks, with the address and what was
 * answered, also for an address of no list; BUSY while another run works on it;
 * WRITE (disk full, no permission); NOT_FOUND where there is no git to run; USAGE for a text
 * that is no address.
 */
bool mirror_fetch(const struct mirror_request *request, struct mirror_result *ret_result,
		  GError **error);

/* True if @text is an address, as `git clone` takes one, and no path of this machine. */
bool mirror_is_address(const char *text);

/*
 * The name that an address proposes: its last part, without `.git`; NULL where nothing of it
 * may stand in a path. g_free() it.
 */
char *mirror_name_of(const char *url);

#endif
