/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Prints what this room reads of an archive, for judges that compare it with
 * what git and others read: `archive-dump commits PATH [RANGE]` a commit a
 * line, `archive-dump mails PATH [RANGE]` the mails as git-cat-file --batch
 * frames them, with the length alone on the line before each.
 */
#include "archive/archive.h"

#include <stdio.h>
#include <string.h>

static bool print_mail(struct archive *archive, const struct arrival *arrival, GError **error)
{
	struct raw_mail raw;

	switch (archive_read(archive, arrival, &raw, error)) {
	case READ_OK:
		break;
	case READ_MISSING:
		puts("missing");
		return true;
	case READ_FAILED:
		return false;
	}
	printf("%zu\n", raw.bytes.len);
	fwrite(raw.bytes.ptr, 1, raw.bytes.len, stdout);
	putchar('\n');
	raw_mail_release(&raw);
	return true;
}

static bool dump(const char *what, const char *path, const char *range, GError **error)
{
	struct selection_request request = {.range = range};
	g_autoptr(archive) archive = archive_open(path, MBOX_QUOTING_RD, error);
	g_autoptr(selection) selection = NULL;

	if (!archive || !archive_select(archive, &request, &selection, error))
		return false;
	for (size_t i = 0; i < selection->n_arrivals; i++) {
		char commit[ARCHIVE_ID_BYTES];

		archive_commit_of(archive, &selection->arrivals[i], commit);
		if (strcmp(what, "commits") == 0)
			puts(commit);
		else if (!print_mail(archive, &selection->arrivals[i], error))
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc < 3)
		return 2;
	if (dump(argv[1], argv[2], argv[3], &error) && fflush(stdout) == 0)
		return 0;
	fprintf(stderr, "archive-dump: %s\n", error ? error->message : "cannot write");
	return 1;
}
