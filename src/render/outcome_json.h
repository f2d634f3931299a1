/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What became of a posting, as JSON: `outcome` of schema/update-1.schema.json.
 */
#ifndef TIDINGS_RENDER_OUTCOME_JSON_H
#define TIDINGS_RENDER_OUTCOME_JSON_H

#include "render/json_writer.h"
#include "update/update.h"

/* An object; null for an outcome without a state, which is not known. */
void json_write_outcome(struct json_writer *json, const char *key,
			const struct update_outcome *outcome);

#endif
