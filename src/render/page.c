/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/page.h"

#include "base/error.h"
#include "render/escape.h"
#include "render/text_parts.h"

#include <string.h>

enum { NAME_DIGITS = 16 };

/* The style is a file of ours or of the user, and no mail is in it. */
static void write_style(const void *subject, GString *out)
{
	const str *style = subject;

	g_string_append_len(out, style->ptr, (gssize)style->len);
}

/* `'sha256-...'` of the text: the policy allows it and no other. */
static str hash_source(struct arena *arena, str text)
{
	g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize length = sizeof(digest);
	g_autofree char *encoded = NULL;
	g_autofree char *source = NULL;

	g_checksum_update(checksum, (const guchar *)text.ptr, (gssize)text.len);
	g_checksum_get_digest(checksum, digest, &length);
	encoded = g_base64_encode(digest, length);
	source = g_strdup_printf("'sha256-%s'", encoded);
	return arena_str(arena, str_from(source));
}

static bool read_style(struct arena *arena, struct template_set *templates, str *ret_style,
		       GError **error)
{
	const struct template *template = template_get(templates, "style.css", error);
	g_autoptr(GString) text = NULL;

	if (!template)
		return false;
	text = g_string_new(NULL);
	if (!template_write(template, value_new_map(arena), escape_markup, text, error))
		return false;
	if (str_find_nocase((str){text->str, text->len}, STR("</style"), &(size_t){0})) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
			    "template style.css: </style would end it");
		return false;
	}
	*ret_style = text_keep(arena, text);
	return true;
}

/* Nothing but the style, and for the pages of a site what is theirs. */
static str policy_of(const struct page *page, str style)
{
	g_autoptr(GString) policy = g_string_new("default-src 'none'; style-src ");
	str source = page->links ? STR("'self'") : hash_source(page->arena, style);

	g_string_append_len(policy, source.ptr, (gssize)source.len);
	if (page->with_scripts)
		g_string_append(policy, "; script-src 'self'");
	g_string_append(policy, "; base-uri 'none'; form-action 'none'");
	return text_keep(page->arena, policy);
}

struct value *page_begin(const struct page *page, struct template_set *templates, str title,
			 GError **error)
{
	struct value *root = value_new_map(page->arena);
	str *style = arena_new(page->arena, str);

	if (!page->links && !read_style(page->arena, templates, style, error))
		return NULL;
	value_set_text(page->arena, root, "page_title", title);
	value_set_text(page->arena, root, "policy", policy_of(page, *style));
	if (page->links)
		value_set_nothing(page->arena, root, "style");
	else
		value_set_written(page->arena, root, "style", write_style, style);
	value_set_truth(page->arena, root, "site", page->links != NULL);
	value_set_text(page->arena, root, "root",
		       page->links ? str_from(page->links->root) : (str){0});
	return root;
}

bool page_write(struct template_set *templates, const char *name, const struct value *root,
		GString *out, GError **error)
{
	const struct template *template = template_get(templates, name, error);

	return template && template_write(template, root, escape_markup, out, error);
}

static void set_page(const struct page *page, struct value *map, str address)
{
	if (address.len > 0)
		value_set_text(page->arena, map, "page", address);
	else
		value_set_nothing(page->arena, map, "page");
}

void page_set_person(const struct page *page, struct value *map, const char *name,
		     struct mailbox person)
{
	struct value *value = value_set_map(page->arena, map, name);
	str address = {0};

	if (page->links && page->links->find_person)
		address = page->links->find_person(page->links->user, person.address);
	value_set_text(page->arena, value, "name", text_name(person));
	value_set_text(page->arena, value, "address",
		       person.name.len > 0 ? person.address : (str){0});
	set_page(page, value, address);
}

/* A prefix that is none of the web's could run something. */
static bool is_web_address(str link)
{
	return str_starts_nocase(link, STR("https://")) || str_starts_nocase(link, STR("http://"));
}

void page_set_link(const struct page *page, struct value *map, str message_id)
{
	GString *address;

	if (message_id.len == 0 || !is_web_address(page->link)) {
		value_set_nothing(page->arena, map, "link");
		return;
	}
	address = g_string_new_len(page->link.ptr, (gssize)page->link.len);
	escape_url_segment(address, message_id);
	page_set_words(page, map, "link", address);
}

void page_set_words(const struct page *page, struct value *map, const char *name, GString *words)
{
	value_set_text(page->arena, map, name, text_take(page->arena, words));
}

struct value *page_set_items(const struct page *page, struct value *map, const char *name,
			     unsigned n_items)
{
	if (n_items > 0)
		return value_set_list(page->arena, value_set_map(page->arena, map, name), "items");
	value_set_nothing(page->arena, map, name);
	return NULL;
}

void page_set_count(const struct page *page, struct value *map, const char *name, unsigned number,
		    const char *one, const char *many)
{
	GString *words = g_string_new(NULL);

	g_string_append_printf(words, "%u %s", number, number == 1 ? one : many);
	page_set_words(page, map, name, words);
}

str page_name_of(struct arena *arena, str message_id)
{
	g_autofree char *digest = g_compute_checksum_for_data(
		G_CHECKSUM_SHA256, (const guchar *)(message_id.len ? message_id.ptr : ""),
		message_id.len);

	return arena_str(arena, str_slice(str_from(digest), 0, NAME_DIGITS));
}
