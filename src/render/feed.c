/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The format atom: an update as a feed, an entry a series. */
#include "render/feed.h"

#include "render/atom.h"
#include "render/formats.h"
#include "render/outcome_text.h"
#include "render/page.h"
#include "render/text_parts.h"

/* A feed that is being written. */
struct feed {
	struct arena *arena;
	const struct page *page;
	struct template_set *templates;
	/* str *, an id or what one is made of, to how many have it: RFC 4287, 4.1.1: no two entries. */
	GHashTable *ids;
	GString *out;
};

/* Mails may lack an id, or have one that another mail has: those are numbered by what they say. */
static str id_of(const struct feed *feed, const struct update_series *series)
{
	str *key = arena_new(feed->arena, str);
	GString *words;
	unsigned n;

	if (series->message_id.len > 0) {
		*key = atom_id_of_mail(feed->arena, series->message_id);
		if (!g_hash_table_contains(feed->ids, key)) {
			g_hash_table_insert(feed->ids, key, GUINT_TO_POINTER(1));
			return *key;
		}
		key = arena_new(feed->arena, str);
	}
	words = g_string_new(NULL);
	g_string_append_printf(words, STR_FMT "\n" STR_FMT "\n" STR_FMT "\n",
			       STR_ARG(series->message_id), STR_ARG(series->date),
			       STR_ARG(series->subject));
	*key = text_take(feed->arena, words);
	n = GPOINTER_TO_UINT(g_hash_table_lookup(feed->ids, key));
	g_hash_table_insert(feed->ids, key, GUINT_TO_POINTER(n + 1));
	words = g_string_new(NULL);
	g_string_append_printf(words, STR_FMT "%u", STR_ARG(*key), n);
	return atom_id_of_name(feed->arena, text_take(feed->arena, words));
}

static str title_of(struct arena *arena, const struct update_series *series)
{
	GString *words = g_string_new(NULL);

	text_append_tag(words, series);
	g_string_append_c(words, ' ');
	text_append_line(words, text_title(series->title));
	return text_take(arena, words);
}

/* What became of it, in the words of the text format. */
static str summary_of(struct arena *arena, const struct update_series *series)
{
	static const struct render_options no_colour;
	GString *words = g_string_new(NULL);

	outcome_text_append_summary(words, &no_colour, &series->outcome);
	return text_take(arena, words);
}

static bool append_entry(const struct feed *feed, const struct update_series *series,
			 GError **error)
{
	struct value *root = value_new_map(feed->arena);
	struct atom_entry entry = {
		.title = title_of(feed->arena, series),
		.id = id_of(feed, series),
		.updated = series->date,
		.author = series->author,
		.categories = {series->area, str_from(series_state_name(series->state))},
		.summary = summary_of(feed->arena, series),
	};
	const struct value *address;
	GString *content;

	page_set_series(feed->page, root, series, (str){0});
	address = value_member(root, STR("page"));
	if (!value_is_true(address))
		address = value_member(root, STR("link"));
	entry.page = address->text;
	content = g_string_new(NULL);
	if (!page_write(feed->templates, "feed-entry.html", root, content, error)) {
		g_string_free(content, TRUE);
		return false;
	}
	entry.content = text_take(feed->arena, content);
	atom_append_entry(feed->out, &entry);
	return true;
}

/* The feed of a list stays the same whatever range it is made of. */
static str feed_id_of(struct arena *arena, const struct update *update)
{
	return atom_id_of_name(arena, arena_join(arena, update->link, update->title));
}

bool feed_write(const struct update *update, const struct page *page,
		struct template_set *templates, str self, str home, GString *out, GError **error)
{
	g_autoptr(GHashTable) ids = g_hash_table_new(str_hash, str_hash_equal);
	const struct feed feed = {
		.arena = page->arena,
		.page = page,
		.templates = templates,
		.ids = ids,
		.out = out,
	};
	const struct atom_feed head = {
		.title = arena_join(page->arena, update->title, STR(" mailing list: series")),
		.id = self.len > 0 ? self : feed_id_of(page->arena, update),
		.updated = update->until,
		.self = self,
		.page = home,
	};

	atom_begin(out, &head);
	for (unsigned i = 0; i < update->n_series; i++) {
		if (!append_entry(&feed, &update->series[i], error))
			return false;
	}
	atom_end(out);
	return true;
}

bool render_atom(const struct update *update, const struct render_options *options, GString *out,
		 GError **error)
{
	g_auto(arena) arena = {0};
	const struct page page = {.arena = &arena, .link = update->link};

	arena_init(&arena);
	return feed_write(update, &page, options->templates, (str){0}, (str){0}, out, error);
}
