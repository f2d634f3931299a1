/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A temporary directory with archives in it, for the tests of this room and of
 * the flow room. All paths are relative to the directory. What cannot be built
 * ends the test.
 */
#ifndef TIDINGS_TESTS_ARCHIVE_FIXTURE_H
#define TIDINGS_TESTS_ARCHIVE_FIXTURE_H

#include "archive/archive.h"
#include "base/error.h"

struct fixture {
	char *directory;
};

/* A new directory with mails 1.eml to 9.eml, whose subject is "mail N". */
struct fixture *fixture_new(void);
void fixture_free(struct fixture *fixture);

/* What such a mail says, for any number. g_free() it. */
char *fixture_mail(unsigned number);

char *fixture_path(const struct fixture *fixture, const char *name);
void fixture_write(const struct fixture *fixture, const char *name, str bytes);
str fixture_read(const struct fixture *fixture, const char *name);

/* Runs the words of @arguments, parted by blanks, in the directory. */
void fixture_run(const struct fixture *fixture, const char *arguments);

/* The same with what it printed, trimmed. g_free() it. */
char *fixture_output(const struct fixture *fixture, const char *arguments);

/* Runs the lines of @script, a shell's, in the directory; none may fail. */
void fixture_script(const struct fixture *fixture, const char *script);

/* Runs scripts/make-archive with the words of @arguments. */
void fixture_make(const struct fixture *fixture, const char *arguments);

/* What git prints in @repository for the words of @arguments, trimmed. g_free() it. */
char *fixture_git(const struct fixture *fixture, const char *repository, const char *arguments);

/*
 * A bare repository @name of @n_mails commits that bring "mail 1" and so on;
 * the n-th is committed at @committed_at(n).
 */
void fixture_import(const struct fixture *fixture, const char *name, unsigned n_mails,
		    int64_t (*committed_at)(unsigned number));

/* Opens the archive @name, which must succeed. */
struct archive *fixture_open(const struct fixture *fixture, const char *name);

/* Opens @name, which must fail with @code and a message that holds @text and @name. */
void fixture_open_fails(const struct fixture *fixture, const char *name, int code,
			const char *text);

/* Selects, which must succeed. A NULL @range is all. */
struct selection *fixture_select(struct archive *archive, const char *range);

/*
 * The numbers of the mails of @selection, "1 2 3"; "?" is one that is missing,
 * "!" one that cannot be read. g_free() it.
 */
char *fixture_numbers(struct archive *archive, const struct selection *selection);

/* The same of all mails of the archive @name. */
char *fixture_numbers_of(const struct fixture *fixture, const char *name);

typedef struct fixture fixture;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fixture, fixture_free)

#endif
