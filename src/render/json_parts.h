/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pieces of JSON that several documents hold.
 */
#ifndef TIDINGS_RENDER_JSON_PARTS_H
#define TIDINGS_RENDER_JSON_PARTS_H

#include "render/json_writer.h"
#include "update/update.h"

/* "link": where the mail can be read, or null without one. */
void json_write_link(struct json_writer *json, const struct update *update, str message_id);

/* An array of texts. */
void json_write_texts(struct json_writer *json, const char *key, const str *texts,
		      unsigned n_texts);

/* The other revisions of a work, and what changed since the one before. */
void json_write_history(struct json_writer *json, const struct update *update,
			const struct update_series *series);

/* An object of name and address. */
void json_write_mailbox(struct json_writer *json, const char *key, struct mailbox mailbox);

/* "reviews": trailers that replies gave. */
void json_write_reviews(struct json_writer *json, const struct update_review *reviews,
			unsigned n_reviews);

/* All of one series. */
void json_write_series(struct json_writer *json, const char *key, const struct update *update,
		       const struct update_series *series);

#endif
