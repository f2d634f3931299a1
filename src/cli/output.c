/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/output.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

static bool fail(const char *path, int reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to %s: %s",
		    path ? path : "standard output", g_strerror(reason));
	return false;
}

bool output_open(struct output *output, const char *path, GError **error)
{
	*output = (struct output){.path = path, .descriptor = STDOUT_FILENO};
	if (path)
		output->descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return output->descriptor >= 0 || fail(path, errno, error);
}

bool output_append(const struct output *output, str part, GError **error)
{
	return file_write_all(output->descriptor, part) || fail(output->path, errno, error);
}

/* Some file systems tell of a full disk only here. */
bool output_close(struct output *output, GError **error)
{
	return close(output->descriptor) == 0 || fail(output->path, errno, error);
}

bool output_write(const char *path, str document, GError **error)
{
	struct output output;

	if (!output_open(&output, path, error))
		return false;
	if (!output_append(&output, document, error)) {
		output_close(&output, NULL);
		return false;
	}
	return output_close(&output, error);
}
