/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The headings of changelogs: `Changes in v3:`, `v2 -> v3`. For changelog.c.
 */
#ifndef TIDINGS_PATCH_CHANGELOG_HEADING_H
#define TIDINGS_PATCH_CHANGELOG_HEADING_H

#include "base/str.h"
#include "patch/subject.h"

struct changelog_heading {
	/* The revision that it is about, or the one before it; {0} for an RFC without one. */
	struct revision revision;
	bool is_since; /* it is about the revision after that one: "since v2" */
	bool is_last; /* it is about the latest: "since the last version" */
	bool has_text; /* it goes on with what changed: "v3: rebased" */
};

/*
 * True if @line is a heading. @is_apart: it stands below an empty line, or at the
 * begin; the others need a colon at their end, as a line of prose may break off
 * behind "the changes in v3".
 */
bool changelog_heading_read(str line, bool is_apart, struct changelog_heading *ret_heading);

/*
 * True if @heading is about @revision. @is_lenient: so it is, too, if its author seems to have
 * miscounted, and wrote "since v3" in v3, or "since the RFC" in v2.
 */
bool changelog_heading_is_about(const struct changelog_heading *heading, struct revision revision,
				bool is_lenient);

#endif
