/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of a posting, in words: for cells of tables, and for lines of their own.
 *
 * What is returned may hold texts of mails and is not harmless yet; what is appended is.
 * An outcome without a state is none: nothing is appended.
 */
#ifndef TIDINGS_RENDER_OUTCOME_TEXT_H
#define TIDINGS_RENDER_OUTCOME_TEXT_H

#include "base/arena.h"
#include "render/render.h"
#include "update/update.h"

#include <glib.h>

/* "changes asked" of "changes-asked". */
str outcome_text_state(struct arena *arena, str state);

/* The enum style of a state, or TABLE_PLAIN (render/table.h). */
int outcome_text_style(str state);

/* "author 12 d"; "author 12 d !" if the author asked again since; "-" where it is over. */
str outcome_text_turn(struct arena *arena, const struct update_outcome *outcome);

/* "2/5" patches reviewed; "-" of what has none that could land. */
str outcome_text_reviewed(struct arena *arena, const struct update_outcome *outcome);

/* What the state rests on, in few words: "Ann asked for changes". Empty without a reason. */
str outcome_text_evidence(struct arena *arena, const struct update_outcome *outcome);

/*
 * All that is short, as a line without its newline: "changes asked (Ann asked for changes); turn:
 * author, 12 days, pinged; reviewed: 2 of 5; landed: 1 of 5".
 */
void outcome_text_append_summary(GString *out, const struct render_options *options,
				 const struct update_outcome *outcome);

/*
 * A line each reason, @indent columns in: "changes asked for by Ann Author on 2025-12-29
 * <id@example.org>".
 */
void outcome_text_append_reasons(GString *out, const struct render_options *options,
				 const struct update_outcome *outcome, unsigned indent);

/*
 * Who looked at it and what they gave, as a line without its newline: "Ann Author (reviewed,
 * tested), Bob Builder (commented)". False, and nothing, where nobody did.
 */
bool outcome_text_append_onlookers(GString *out, const struct update_outcome *outcome);

#endif
