/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/manifest.h"

#include "base/error.h"
#include "base/limits.h"
#include "mirror/gunzip.h"

#include <jansson.h>
#include <string.h>

enum {
	SHA1_DIGITS = 40,
	SHOWN_BYTES = 60, /* of a text of the server that an error shows */
};

typedef json_t json;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(json, json_decref)

/* What servers write where nobody described the list. */
static const str no_descriptions[] = {
	STR_INIT("Unnamed repository"),
	STR_INIT("($INBOX_DIR/description missing)"),
	STR_INIT("$INBOX_DIR/description missing"),
};

/* Which of the lists of a server is meant. */
struct choice {
	str name;
	str list; /* the path of the first one, or of the first whose name it is */
	bool is_named;
	bool is_alone; /* there is no other */
};

static bool fail(const char *what, GError **error)
{
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH, what);
	return false;
}

/* `LIST/git/N.git`; the digits may be too many for a number. */
static bool split_epoch(str path, str *ret_list, str *ret_digits)
{
	static const str folder = STR_INIT("/git/");
	str list = path;
	str digits;
	str rest;
	size_t at;

	if (!str_ends(path, STR(".git")) || !str_find_last_byte(path, '/', &at))
		return false;
	rest = str_slice(path, at + 1, path.len - strlen(".git"));
	digits = str_take_digits(&rest);
	list.len = at + 1;
	if (digits.len == 0 || rest.len > 0 || !str_ends(list, folder))
		return false;
	*ret_list = str_slice(list, 0, list.len - folder.len);
	*ret_digits = digits;
	return true;
}

static str list_of(str path)
{
	str digits;
	str list = path;

	split_epoch(path, &list, &digits);
	return list;
}

/* True if the last parts of @list are @name; a v1 inbox may be `NAME.git` there. */
static bool ends_as(str list, str name)
{
	if (str_ends(list, STR(".git")) && !str_ends(name, STR(".git")))
		list.len -= strlen(".git");
	return name.len > 0 && str_ends(list, name) &&
	       (list.len == name.len || list.ptr[list.len - name.len - 1] == '/');
}

/* At most @limit bytes of @text, in one line: runs of blanks and control characters are one blank. */
static char *one_line(str text, size_t limit)
{
	GString *line = g_string_new(NULL);
	const char *end = text.ptr + text.len;
	bool is_parted = false;

	for (const char *at = text.ptr; at < end; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);
		bool is_blank = g_unichar_isspace(character) || g_unichar_iscntrl(character) ||
				character == 0x2028 || character == 0x2029;

		if (!is_blank && line->len + 5 > limit)
			break;
		if (!is_blank && is_parted && line->len > 0)
			g_string_append_c(line, ' ');
		if (!is_blank)
			g_string_append_unichar(line, character);
		is_parted = is_blank;
	}
	return g_string_free(line, line->len == 0);
}

/* The beginning of what a server says, for an error. The caller frees it. */
static char *begin_of(str text)
{
	str begin = str_slice(str_trim(text), 0, SHOWN_BYTES);
	g_autofree char *valid = g_utf8_make_valid(begin.ptr ? begin.ptr : "", (gssize)begin.len);
	char *line = one_line(str_from(valid), SHOWN_BYTES);

	return line ? line : g_strdup("");
}

static bool ambiguous(const struct choice *choice, str other, GError **error)
{
	g_autofree char *first = begin_of(choice->list);
	g_autofree char *second = begin_of(other);
	g_autofree char *name = begin_of(choice->name);

	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
		    "the manifest names several lists '%s': %s and %s", name, first, second);
	return false;
}

static bool consider(struct choice *choice, str list, GError **error)
{
	bool is_named = ends_as(list, choice->name);

	if (choice->list.ptr && str_equal(choice->list, list))
		return true;
	if (choice->is_named && is_named)
		return ambiguous(choice, list, error);
	if (choice->list.ptr)
		choice->is_alone = false;
	if (is_named || !choice->list.ptr)
		choice->list = list;
	choice->is_named = choice->is_named || is_named;
	return true;
}

static bool choose_list(json_t *object, const char *name, str *ret_list, GError **error)
{
	struct choice choice = {.name = str_from(name), .is_alone = true};
	const char *path;
	json_t *value;

	json_object_foreach(object, path, value)
	{
		if (!consider(&choice, list_of(str_from(path)), error))
			return false;
	}
	if (!choice.list.ptr)
		return fail("the manifest is empty: the server has no list there", error);
	if (!choice.is_named && !choice.is_alone) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "the manifest names %zu repositories, and no list '%s'",
			    json_object_size(object), name ? name : "");
		return false;
	}
	*ret_list = choice.list;
	return true;
}

static str text_of(json_t *entry, const char *name)
{
	json_t *value = json_object_get(entry, name);

	if (!json_is_string(value))
		return (str){0};
	return (str){.ptr = json_string_value(value), .len = json_string_length(value)};
}

static char *fingerprint_of(json_t *entry)
{
	str text = text_of(entry, "fingerprint");

	if (text.len != SHA1_DIGITS || !str_is_hex(text))
		return NULL;
	return g_ascii_strdown(text.ptr, (gssize)text.len);
}

/* Cuts the ` [epoch N]` that public-inbox adds. */
static str cut_epoch(str text)
{
	str digits;
	str rest;
	size_t at;

	if (!str_ends(text, STR("]")) || !str_find_last_byte(text, '[', &at))
		return text;
	rest = str_slice(text, at + 1, text.len - 1);
	if (!str_take(&rest, STR("epoch ")))
		return text;
	digits = str_take_digits(&rest);
	return digits.len > 0 && rest.len == 0 ? str_slice(text, 0, at) : text;
}

static char *description_of(json_t *entry)
{
	str text = cut_epoch(text_of(entry, "description"));

	if (text.len == 0 || str_starts_any(text, no_descriptions, G_N_ELEMENTS(no_descriptions)))
		return NULL;
	return one_line(text, LIMIT_DESCRIPTION_BYTES);
}

static bool add_epoch(struct manifest *manifest, str digits, json_t *entry, GError **error)
{
	struct manifest_epoch epoch;

	/* `00` would be another 0. */
	if (digits.len > 1 && digits.ptr[0] == '0')
		return true;
	if (!str_to_uint(digits, LIMIT_EPOCHS - 1, &epoch.number)) {
		g_autofree char *shown = begin_of(digits);

		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "the manifest names an epoch %s: there may be %d", shown, LIMIT_EPOCHS);
		return false;
	}
	epoch.fingerprint = fingerprint_of(entry);
	g_array_append_val(manifest->epochs, epoch);
	return true;
}

static bool add_entry(struct manifest *manifest, str path, json_t *entry, GError **error)
{
	str list;
	str digits;

	if (!json_is_object(entry)) {
		g_autofree char *shown = begin_of(path);

		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "this is no manifest: what it says of '%s' is no object", shown);
		return false;
	}
	if (!split_epoch(path, &list, &digits)) {
		manifest->is_inbox_v1 = true;
		return true;
	}
	return add_epoch(manifest, digits, entry, error);
}

static int compare_epochs(const void *a, const void *b)
{
	const struct manifest_epoch *x = a;
	const struct manifest_epoch *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

/* That of the newest epoch which has one, else of the repository. */
static void describe(struct manifest *manifest, json_t *object, str list)
{
	for (size_t i = manifest->epochs->len; i-- > 0 && !manifest->description;) {
		unsigned number = g_array_index(manifest->epochs, struct manifest_epoch, i).number;
		g_autofree char *path =
			g_strdup_printf(STR_FMT "/git/%u.git", STR_ARG(list), number);

		manifest->description = description_of(json_object_get(object, path));
	}
	if (!manifest->description) {
		g_autofree char *path = str_dup(list);

		manifest->description = description_of(json_object_get(object, path));
	}
}

static struct manifest *read_list(json_t *object, str list, GError **error)
{
	g_autoptr(manifest) manifest = g_new0(struct manifest, 1);
	const char *path;
	json_t *entry;

	manifest->epochs = g_array_new(FALSE, FALSE, sizeof(struct manifest_epoch));
	json_object_foreach(object, path, entry)
	{
		if (str_equal(list_of(str_from(path)), list) &&
		    !add_entry(manifest, str_from(path), entry, error))
			return NULL;
	}
	if (manifest->epochs->len > 0)
		manifest->is_inbox_v1 = false;
	else if (!manifest->is_inbox_v1) {
		fail("the manifest names no epoch of the list", error);
		return NULL;
	}
	g_array_sort(manifest->epochs, compare_epochs);
	describe(manifest, object, list);
	return g_steal_pointer(&manifest);
}

/* A value takes up to 250 bytes in memory, and three in JSON: too many are not even parsed. */
static bool has_too_many_values(str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += text.ptr[i] == ',' || text.ptr[i] == '{' || text.ptr[i] == '[';
	return n > LIMIT_MANIFEST_VALUES;
}

/* The server sent something, and a person should see what. */
static bool fail_on_text(str text, const json_error_t *reason, GError **error)
{
	g_autofree char *begin = begin_of(text);
	g_autofree char *what = begin_of(str_from(reason->text));

	if (!*begin)
		return fail("this is no manifest: the answer is empty", error);
	if (begin[0] == '<')
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "this is a page, and no manifest: %s", begin);
	else
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "this is no manifest (%s in line %d): %s", what, reason->line, begin);
	return false;
}

static struct manifest *read_text(str text, const char *name, GError **error)
{
	json_error_t reason;
	g_autoptr(json) object = NULL;
	str list;

	if (has_too_many_values(text)) {
		fail("this is no manifest: it holds too many values", error);
		return NULL;
	}
	object = json_loadb(text.ptr ? text.ptr : "", text.len, JSON_DECODE_ANY, &reason);
	if (!object) {
		fail_on_text(text, &reason, error);
		return NULL;
	}
	if (!json_is_object(object)) {
		fail("this is no manifest: it is JSON, and no object", error);
		return NULL;
	}
	return choose_list(object, name, &list, error) ? read_list(object, list, error) : NULL;
}

struct manifest *manifest_read(str bytes, const char *name, GError **error)
{
	g_autoptr(GString) text = NULL;

	if (bytes.len > LIMIT_MANIFEST_BYTES) {
		fail("this is no manifest: it is too large", error);
		return NULL;
	}
	if (!gunzip_is_gzip(bytes))
		return read_text(bytes, name, error);
	text = gunzip(bytes, LIMIT_MANIFEST_BYTES, error);
	if (!text) {
		g_prefix_error(error, "this is no manifest: ");
		return NULL;
	}
	return read_text((str){.ptr = text->str, .len = text->len}, name, error);
}

void manifest_free(struct manifest *manifest)
{
	if (!manifest)
		return;
	for (size_t i = 0; i < manifest->epochs->len; i++)
		g_free(g_array_index(manifest->epochs, struct manifest_epoch, i).fingerprint);
	g_array_free(manifest->epochs, TRUE);
	g_free(manifest->description);
	g_free(manifest);
}
