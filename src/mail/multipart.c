/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: one mail of seventy has parts, two or three of them.
 *
 * Multiparts within multiparts are read on a fixed stack of levels, a byte is
 * looked at once for each level, and the limits end it: 2 MB of empty parts are
 * a mail like another.
 */
#include "mail/multipart.h"

#include "base/limits.h"
#include "mail/header.h"
#include "mail/mail.h"
#include "mail/transfer.h"

/* A multipart that is being read. */
struct level {
	str rest; /* what follows the delimiter line that was met last */
	str boundary; /* with the two hyphens before it */
	bool is_digest; /* parts without a type are mails: RFC 2046, 5.1.5 */
	bool is_over; /* the closing delimiter was met */
};

/* True if only blanks follow the boundary, or "--" and blanks, up to the line's end. */
static bool ends_delimiter(str behind, size_t *ret_len, bool *ret_is_closing)
{
	str line;
	str rest = behind;

	*ret_is_closing = false;
	*ret_len = behind.len;
	if (!str_next_line(&rest, &line))
		return true;
	*ret_len = behind.len - rest.len;
	*ret_is_closing = str_take(&line, STR("--"));
	return str_trim(line).len == 0;
}

/*
 * Finds the next delimiter line in @rest: what stands before it, without the
 * line end that belongs to it, and what follows it.
 */
static bool find_delimiter(str rest, str boundary, str *ret_before, str *ret_behind,
			   bool *ret_is_closing)
{
	size_t from = 0;
	size_t step;

	while (str_find(str_skip(rest, from), boundary, &step)) {
		size_t at = from + step;
		str behind = str_skip(rest, at + boundary.len);
		size_t len;

		from = at + boundary.len;
		if (at > 0 && rest.ptr[at - 1] != '\n')
			continue;
		if (!ends_delimiter(behind, &len, ret_is_closing))
			continue;
		*ret_before = str_slice(rest, 0, at > 0 ? at - 1 : 0);
		if (str_ends(*ret_before, STR("\r")))
			ret_before->len--;
		*ret_behind = str_skip(behind, len);
		return true;
	}
	return false;
}

static bool open_level(struct arena *arena, str bytes, const struct content *content,
		       struct level *ret_level)
{
	struct level level = {
		.is_digest = str_equal_nocase(content->type, STR("multipart/digest")),
	};
	str preamble;

	if (content->boundary.len == 0)
		return false;
	level.boundary = arena_join(arena, STR("--"), content->boundary);
	if (!find_delimiter(bytes, level.boundary, &preamble, &level.rest, &level.is_over))
		return false;
	*ret_level = level;
	return true;
}

/* A last part that is not closed goes on to the end. */
static bool next_part(struct level *level, str *ret_part)
{
	str part = level->rest;
	str behind = {0};

	if (level->is_over)
		return false;
	if (!find_delimiter(level->rest, level->boundary, &part, &behind, &level->is_over)) {
		level->is_over = true;
		if (part.len == 0)
			return false;
	}
	level->rest = behind;
	*ret_part = part;
	return true;
}

static void add_leaf(struct arena *arena, str body, const struct content *content,
		     struct body_builder *builder, unsigned *defects)
{
	if (!body_wants(builder, content))
		return;
	body = transfer_decode(arena, body, content->encoding, defects);
	body_add(arena, builder, content, body, defects);
}

bool multipart_read(struct arena *arena, str bytes, const struct content *content,
		    struct body_builder *builder, unsigned *defects)
{
	struct level levels[LIMIT_MIME_DEPTH];
	unsigned depth = 0;
	unsigned n_parts = 0;
	str part;

	if (!open_level(arena, bytes, content, &levels[0]))
		return false;
	depth = 1;
	builder->is_multipart = true;
	while (depth > 0) {
		struct level *level = &levels[depth - 1];
		struct header header;
		struct content inner;

		if (!next_part(level, &part)) {
			depth--;
			continue;
		}
		if (++n_parts > LIMIT_MIME_PARTS) {
			*defects |= MAIL_TOO_DEEP;
			break;
		}
		header_scan(arena, part, &header, defects);
		content_read(arena, &header,
			     level->is_digest ? STR("message/rfc822") : STR("text/plain"), &inner,
			     defects);
		if (!content_is(&inner, STR("multipart/"))) {
			add_leaf(arena, header.body, &inner, builder, defects);
			continue;
		}
		if (depth == LIMIT_MIME_DEPTH) {
			*defects |= MAIL_TOO_DEEP;
			continue;
		}
		if (open_level(arena, header.body, &inner, &levels[depth]))
			depth++;
	}
	return true;
}
