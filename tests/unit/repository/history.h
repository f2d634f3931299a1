/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A repository with a history of everything that a commit may do to a tree, for the tests
 * of this room.
 */
#ifndef TIDINGS_TESTS_REPOSITORY_HISTORY_H
#define TIDINGS_TESTS_REPOSITORY_HISTORY_H

#include "../archive/fixture.h"
#include "repository/repository.h"

/* A fixture with the bare repository `lamps.git`, whose objects are loose. */
struct fixture *history_new(void);

/* Feeds @stream to git-fast-import(1) in the repository @name. */
void history_import(const struct fixture *fixture, const char *name, const char *stream);

/* Opens @name, which must succeed. */
struct repository *history_open(const struct fixture *fixture, const char *name);

/* Opens @name, which must fail with @code and a message that holds @text. */
void history_open_fails(const struct fixture *fixture, const char *name, int code,
			const char *text);

/* Reads the commits of @name, which must succeed; of all where @request is NULL. */
struct repository_commits *history_read(const struct fixture *fixture, const char *name,
					const struct repository_request *request);

/* Reads those of @name, which must fail with @code and a message that holds @text. */
void history_read_fails(const struct fixture *fixture, const char *name, int code,
			const char *text);

/* The ids of @commits, in their order or sorted, one a line. g_free() it. */
char *history_ids(const struct repository_commits *commits, bool is_sorted);

/* The lines of @text, sorted. Takes @text over; g_free() the result. */
char *history_sorted(char *text);

/* The id that the 40 digits at @hex are. */
void history_id(const char *hex, unsigned char ret_id[COMMIT_ID_BYTES]);

/* An id in hexadecimal. g_free() it. */
char *history_hex(const unsigned char id[COMMIT_ID_BYTES]);

#endif
