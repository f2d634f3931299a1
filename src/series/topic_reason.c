/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/topic.h"

#include <glib.h>

/* What is said of reasons, and which others need not be said then. */
static const struct {
	unsigned reasons;
	unsigned implied;
	const char *text;
} phrases[] = {
	{1 << TOPIC_COMPLETES, 1 << TOPIC_ANSWER, "answers the patches it replaces"},
	{1 << TOPIC_CHANGE_ID, 0, "same change-id"},
	{1 << TOPIC_NAMED, 1 << TOPIC_MENTION, "names it as an older revision"},
	{1 << TOPIC_MENTION, 0, "links to it"},
	{1 << TOPIC_ANSWER, 0, "sent in reply to it"},
	{1 << TOPIC_TITLE | 1 << TOPIC_PERSON, 0, "same title and person"},
	{1 << TOPIC_TITLE, 0, "same title"},
	{1 << TOPIC_SIMILAR_TITLE | 1 << TOPIC_PERSON, 0, "similar title, same person"},
	{1 << TOPIC_SIMILAR_TITLE, 0, "similar title"},
	{1 << TOPIC_PERSON, 0, "same person"},
};

const char *topic_reason_name(enum topic_reason reason)
{
	static const char *const names[TOPIC_N_REASONS] = {
		[TOPIC_COMPLETES] = "completes",
		[TOPIC_CHANGE_ID] = "change-id",
		[TOPIC_NAMED] = "named",
		[TOPIC_MENTION] = "link",
		[TOPIC_ANSWER] = "answer",
		[TOPIC_TITLE] = "title",
		[TOPIC_SIMILAR_TITLE] = "similar-title",
		[TOPIC_PERSON] = "person",
		[TOPIC_PATCH_IDS] = "patch-ids",
		[TOPIC_BLOBS] = "blobs",
		[TOPIC_PATCH_TITLES] = "patch-titles",
	};

	return names[reason];
}

static void append_phrase(GString *text, const char *phrase)
{
	g_string_append_printf(text, "%s%s", text->len ? ", " : "", phrase);
}

str topic_link_describe(struct arena *arena, const struct topic_link *link)
{
	static const unsigned patch_reasons =
		1 << TOPIC_PATCH_IDS | 1 << TOPIC_BLOBS | 1 << TOPIC_PATCH_TITLES;
	g_autoptr(GString) text = g_string_new(NULL);
	unsigned left = link->reasons;

	for (size_t i = 0; i < G_N_ELEMENTS(phrases); i++) {
		if ((left & phrases[i].reasons) != phrases[i].reasons)
			continue;
		append_phrase(text, phrases[i].text);
		left &= ~(phrases[i].reasons | phrases[i].implied);
	}
	if ((left & patch_reasons) && link->common) {
		g_autofree char *patches = g_strdup_printf("%u %s in common", link->common,
							   link->common == 1 ? "patch" : "patches");

		append_phrase(text, patches);
	}
	g_string_append_printf(text, " (%u %%)", link->sureness);
	return arena_str(arena, (str){.ptr = text->str, .len = text->len});
}
