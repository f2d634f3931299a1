/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A configuration in a folder of its own, for the tests: a fixture of GLib's tests.
 */
#ifndef TIDINGS_TESTS_CONFIG_PLACE_H
#define TIDINGS_TESTS_CONFIG_PLACE_H

#include <glib.h>

struct place {
	char *folder;
	char *path; /* of the file `config` in it, which is not there yet */
};

void place_init(struct place *place, gconstpointer unused);

/* Removes the folder and the files in it. */
void place_clear(struct place *place, gconstpointer unused);

void place_write(const struct place *place, const char *text);

/* Whether the file holds @text, and nothing else is in the folder. */
void place_expect(const struct place *place, const char *text);

#define PLACE_TEST(path, function) \
	g_test_add(path, struct place, NULL, place_init, function, place_clear)

#endif
