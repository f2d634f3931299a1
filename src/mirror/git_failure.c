/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/git_failure.h"

#include <glib.h>

/*
 * The first one that is found counts. What is final comes before what passes, as git says
 * `RPC failed` and `hung up` also of what a server refused.
 */
static const struct {
	str text;
	enum git_failure failure;
} texts[] = {
	{STR_INIT("No space left on device"), GIT_FAILURE_LOCAL},
	{STR_INIT("Disk quota exceeded"), GIT_FAILURE_LOCAL},
	{STR_INIT("Read-only file system"), GIT_FAILURE_LOCAL},
	{STR_INIT("File too large"), GIT_FAILURE_LOCAL},
	{STR_INIT("insufficient permission for adding an object"), GIT_FAILURE_LOCAL},
	{STR_INIT("unable to create"), GIT_FAILURE_LOCAL},
	{STR_INIT("could not create"), GIT_FAILURE_LOCAL},
	{STR_INIT("cannot mkdir"), GIT_FAILURE_LOCAL},
	{STR_INIT("unable to write file"), GIT_FAILURE_LOCAL},
	{STR_INIT("unable to write loose object"), GIT_FAILURE_LOCAL},
	{STR_INIT("could not lock config file"), GIT_FAILURE_LOCAL},
	{STR_INIT("does not support shallow"), GIT_FAILURE_NO_PIECES},
	{STR_INIT("does not support --depth"), GIT_FAILURE_NO_PIECES},
	{STR_INIT("does not support --deepen"), GIT_FAILURE_NO_PIECES},
	{STR_INIT("returned error: 408"), GIT_FAILURE_PASSING},
	{STR_INIT("returned error: 429"), GIT_FAILURE_PASSING},
	{STR_INIT("HTTP 408"), GIT_FAILURE_PASSING},
	{STR_INIT("HTTP 429"), GIT_FAILURE_PASSING},
	{STR_INIT("returned error: 4"), GIT_FAILURE_FINAL},
	{STR_INIT("HTTP 4"), GIT_FAILURE_FINAL},
	{STR_INIT("not found"), GIT_FAILURE_FINAL},
	{STR_INIT("Authentication failed"), GIT_FAILURE_FINAL},
	{STR_INIT("could not read Username"), GIT_FAILURE_FINAL},
	{STR_INIT("could not read Password"), GIT_FAILURE_FINAL},
	{STR_INIT("Permission denied"), GIT_FAILURE_FINAL},
	{STR_INIT("Host key verification failed"), GIT_FAILURE_FINAL},
	{STR_INIT("certificate"), GIT_FAILURE_FINAL},
	{STR_INIT("does not appear to be a git repository"), GIT_FAILURE_FINAL},
	{STR_INIT("is this a git repository?"), GIT_FAILURE_FINAL},
	{STR_INIT("not supported or disabled"), GIT_FAILURE_FINAL},
	{STR_INIT("not allowed"), GIT_FAILURE_FINAL},
	/* Its refs changed since it named them. */
	{STR_INIT("not our ref"), GIT_FAILURE_PASSING},
	{STR_INIT("returned error: 5"), GIT_FAILURE_PASSING},
	{STR_INIT("HTTP 5"), GIT_FAILURE_PASSING},
	{STR_INIT("Could not resolve"), GIT_FAILURE_PASSING},
	{STR_INIT("unable to look up"), GIT_FAILURE_PASSING},
	{STR_INIT("Temporary failure"), GIT_FAILURE_PASSING},
	{STR_INIT("Failed to connect"), GIT_FAILURE_PASSING},
	{STR_INIT("unable to connect"), GIT_FAILURE_PASSING},
	{STR_INIT("Couldn't connect"), GIT_FAILURE_PASSING},
	{STR_INIT("Connection"), GIT_FAILURE_PASSING},
	{STR_INIT("Network is unreachable"), GIT_FAILURE_PASSING},
	{STR_INIT("No route to host"), GIT_FAILURE_PASSING},
	{STR_INIT("timed out"), GIT_FAILURE_PASSING},
	{STR_INIT("Timeout"), GIT_FAILURE_PASSING},
	{STR_INIT("too slow"), GIT_FAILURE_PASSING},
	{STR_INIT("Empty reply from server"), GIT_FAILURE_PASSING},
	{STR_INIT("early EOF"), GIT_FAILURE_PASSING},
	{STR_INIT("unexpected disconnect"), GIT_FAILURE_PASSING},
	{STR_INIT("unexpectedly closed"), GIT_FAILURE_PASSING},
	{STR_INIT("hung up"), GIT_FAILURE_PASSING},
	{STR_INIT("RPC failed"), GIT_FAILURE_PASSING},
	{STR_INIT("transfer closed"), GIT_FAILURE_PASSING},
	{STR_INIT("TLS connection"), GIT_FAILURE_PASSING},
	{STR_INIT("gnutls_handshake"), GIT_FAILURE_PASSING},
	{STR_INIT("invalid index-pack output"), GIT_FAILURE_PASSING},
};

/* A full disk of the server's is none of ours. */
static bool is_local(str said, str text)
{
	str line;

	while (str_next_line(&said, &line)) {
		if (!str_starts(line, STR("remote: ")) && str_find_nocase(line, text, &(size_t){0}))
			return true;
	}
	return false;
}

enum git_failure git_failure_of(str said)
{
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		if (texts[i].failure == GIT_FAILURE_LOCAL ? is_local(said, texts[i].text)
							  : str_contains(said, texts[i].text))
			return texts[i].failure;
	}
	return GIT_FAILURE_FINAL;
}
