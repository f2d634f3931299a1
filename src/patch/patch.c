/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "patch/patch.h"

/* True if the subject in the body says what the header's does not. */
static bool prefers_in_body(str header_text, const struct subject *header,
			    const struct subject *in_body)
{
	return str_trim(header_text).len == 0 ||
	       (!(header->flags & SUBJECT_BRACKET) && (in_body->flags & SUBJECT_BRACKET));
}

static bool is_cover(const struct subject *subject)
{
	return (subject->flags & SUBJECT_COUNTER) && subject->index == 0 &&
	       !(subject->flags & SUBJECT_REPLY);
}

static bool is_marked_reply(const struct subject *subject)
{
	return (subject->flags & SUBJECT_REPLY) && (subject->flags & SUBJECT_BRACKET);
}

/* @diff and what follows it in @bytes, where it is a part of these. */
static str to_the_end(str diff, str bytes)
{
	bool is_part = diff.len && diff.ptr >= bytes.ptr && diff.ptr < bytes.ptr + bytes.len;

	return is_part ? str_skip(bytes, (size_t)(diff.ptr - bytes.ptr)) : diff;
}

void patch_parse(struct arena *arena, str subject, str text, str bytes, struct patch *ret_patch)
{
	struct patch patch = {0};
	struct subject in_body;

	subject_parse(arena, subject, &patch.subject);
	if (is_marked_reply(&patch.subject)) {
		*ret_patch = patch;
		return;
	}
	if (is_cover(&patch.subject))
		cover_body_parse(arena, text, &patch.body);
	else
		patch_body_parse(arena, text, bytes, &patch.body);
	if (patch.body.in_body_subject.len > 0) {
		subject_parse(arena, patch.body.in_body_subject, &in_body);
		if (prefers_in_body(subject, &patch.subject, &in_body))
			patch.subject = in_body;
	}
	patch.has_diff = diff_parse(arena, patch.body.diff, &patch.diff);
	if (patch.has_diff)
		patch.identified = to_the_end(patch.diff.text, bytes);
	*ret_patch = patch;
}
