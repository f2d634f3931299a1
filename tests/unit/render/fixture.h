/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Updates built by hand, for the tests of the formats.
 */
#ifndef TIDINGS_TESTS_RENDER_FIXTURE_H
#define TIDINGS_TESTS_RENDER_FIXTURE_H

#include "update/update.h"

#include <glib.h>

/* An update that has one of everything; always the same. */
update *fixture_update(void);

/* An update without mails, of an archive without commits. */
update *fixture_empty(void);

/* As fixture_update(), but each text is @text: what a hostile sender would write. */
update *fixture_filled_with(str text);

/* What the format of that name makes of @update; the caller frees it. */
GString *fixture_render(const struct update *update, const char *format, unsigned columns,
			bool colour);

/*
 * Compares what fixture_render() makes with the file @name of the folder
 * `expected`, and fails with the first line that differs.
 */
void fixture_expect(const struct update *update, const char *format, unsigned columns, bool colour,
		    const char *name);

#endif
