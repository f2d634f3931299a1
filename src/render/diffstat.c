/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A diffstat in the layout of `git diff --stat --compact-summary`.
 *
 * Paths come from mails: they are escaped before they are measured, and one
 * that is absurdly long does not push all other lines aside.
 */
#include "render/diffstat.h"

#include "base/utf8.h"
#include "render/escape.h"
#include "render/style.h"
#include "render/text_parts.h"

#include <inttypes.h>
#include <stdlib.h>

enum {
	MAIL_COLUMNS = 72, /* of a diffstat that goes into no terminal */
	NAME_COLUMNS = 100, /* a longer name does not take part in the alignment */
	NAME_COLUMNS_MIN = 16, /* a name is not cut below */
	GRAPH_COLUMNS_MIN = 10,
	FRAME_COLUMNS = 6, /* " NAME | COUNT GRAPH " without its three words */
};

/* How the lines of one diffstat are laid out. */
struct layout {
	unsigned name; /* columns */
	unsigned count;
	unsigned graph;
	unsigned most; /* changed lines of the file that has most */
	bool cut; /* names that are longer than their column */
};

static unsigned changed_lines(const struct update_file *file)
{
	return file->insertions + file->deletions;
}

/* Joins what a later patch does to @file, as the later one calls it. */
static void add_change(struct update_file *file, const struct update_file *later)
{
	bool was_added = file->change == 'A';

	file->insertions += later->insertions;
	file->deletions += later->deletions;
	file->binary |= later->binary;
	if (later->change == 'D')
		file->change = 'D';
	else if (file->change == 'D' || file->change == 'T')
		file->change = 'M';
	if (str_equal(file->path, later->path))
		return;
	if (file->old_path.len == 0 && !was_added)
		file->old_path = file->path;
	file->path = later->path;
	if (str_equal(file->path, file->old_path))
		file->old_path = (str){0};
}

/*
 * Adds what one patch does to one file. @places maps a path to its place in
 * @files; its keys are the paths of the model, which do not move.
 */
static void add_file(GArray *files, GHashTable *places, const struct update_file *file)
{
	bool moves = file->change == 'R' && file->old_path.len > 0 &&
		     !g_hash_table_contains(places, &file->path);
	const str *known_as = moves ? &file->old_path : &file->path;
	gpointer place;

	if (!g_hash_table_lookup_extended(places, known_as, NULL, &place)) {
		g_hash_table_insert(places, (gpointer)&file->path, GUINT_TO_POINTER(files->len));
		g_array_append_val(files, *file);
		return;
	}
	add_change(&g_array_index(files, struct update_file, GPOINTER_TO_UINT(place)), file);
	if (moves) {
		g_hash_table_remove(places, known_as);
		g_hash_table_insert(places, (gpointer)&file->path, place);
	}
}

static int compare_paths(const void *a, const void *b)
{
	const struct update_file *left = a;
	const struct update_file *right = b;

	return str_compare(left->path, right->path);
}

GArray *diffstat_sum(const struct update_series *series)
{
	GArray *files = g_array_new(FALSE, FALSE, sizeof(struct update_file));
	g_autoptr(GHashTable) places = g_hash_table_new(str_hash, str_hash_equal);

	for (unsigned i = 0; i < series->n_patches; i++) {
		const struct update_patch *patch = &series->patches[i];

		for (unsigned k = 0; k < patch->n_files; k++)
			add_file(files, places, &patch->files[k]);
	}
	if (files->len > 0)
		qsort(files->data, files->len, sizeof(struct update_file), compare_paths);
	return files;
}

/* The length of what both paths begin with, up to and with a slash. */
static size_t common_folder(str old_path, str path)
{
	size_t length = 0;

	for (size_t i = 0; i < MIN(old_path.len, path.len); i++) {
		if (old_path.ptr[i] != path.ptr[i])
			break;
		if (path.ptr[i] == '/')
			length = i + 1;
	}
	return length;
}

/* The length of what both end with, from a slash on; that slash may end the @folder too. */
static size_t common_end(str old_path, str path, size_t folder)
{
	size_t shared_slash = folder > 0 ? 1 : 0;
	size_t most = MIN(old_path.len, path.len) - folder + shared_slash;
	size_t length = 0;

	for (size_t n = 1; n <= most; n++) {
		if (old_path.ptr[old_path.len - n] != path.ptr[path.len - n])
			break;
		if (path.ptr[path.len - n] == '/')
			length = n;
	}
	return length;
}

/* What stands between the common parts; nothing where these overlap. */
static str between(str path, size_t folder, size_t end)
{
	return str_slice(path, folder, MAX(folder, path.len - end));
}

/* `arch/{old => new}/file.c` */
static void append_rename(GString *out, str old_path, str path)
{
	size_t folder = common_folder(old_path, path);
	size_t end = common_end(old_path, path, folder);
	bool braces = folder > 0 || end > 0;

	escape_terminal_line(out, str_slice(path, 0, folder));
	if (braces)
		g_string_append_c(out, '{');
	escape_terminal_line(out, between(old_path, folder, end));
	g_string_append(out, " => ");
	escape_terminal_line(out, between(path, folder, end));
	if (braces)
		g_string_append_c(out, '}');
	escape_terminal_line(out, str_skip(path, path.len - end));
}

static const char *remark(char change)
{
	switch (change) {
	case 'A':
		return " (new)";
	case 'D':
		return " (gone)";
	case 'T':
		return " (mode)";
	default:
		return "";
	}
}

/* Writes the name of @file, harmless and with its remark, over @name. Returns its columns. */
static unsigned name_of(const struct update_file *file, GString *name)
{
	g_string_truncate(name, 0);
	if (file->old_path.len > 0)
		append_rename(name, file->old_path, file->path);
	else
		escape_terminal_line(name, file->path);
	g_string_append(name, remark(file->change));
	return utf8_width((str){.ptr = name->str, .len = name->len});
}

static struct layout lay_out(const struct render_options *options, const struct update_file *files,
			     unsigned n_files, GString *name)
{
	unsigned columns = options->columns > 0 ? options->columns : MAIL_COLUMNS;
	struct layout layout = {.cut = options->columns > 0};
	unsigned room;

	for (unsigned i = 0; i < n_files; i++) {
		unsigned width = name_of(&files[i], name);

		if (width <= NAME_COLUMNS || layout.cut)
			layout.name = MAX(layout.name, width);
		layout.most = MAX(layout.most, changed_lines(&files[i]));
		if (files[i].binary)
			layout.count = 3;
	}
	layout.count = MAX(layout.count, text_digits(layout.most));
	room = columns - MIN(columns, FRAME_COLUMNS + layout.count);
	if (layout.cut)
		layout.name = MIN(layout.name,
				  MAX(room - MIN(room, GRAPH_COLUMNS_MIN), NAME_COLUMNS_MIN));
	layout.graph = MAX(room - MIN(room, layout.name), GRAPH_COLUMNS_MIN);
	return layout;
}

/* The end of @name that takes at most @columns, from a slash on if there is one. */
static str end_that_fits(str name, unsigned width, unsigned columns)
{
	size_t slash;

	while (name.len > 0 && width > columns) {
		str before = name;

		utf8_next(&name);
		width -= MIN(width, utf8_width(str_slice(before, 0, before.len - name.len)));
	}
	if (str_find_byte(name, '/', &slash))
		return str_skip(name, slash);
	return name;
}

static void append_name(GString *out, const struct layout *layout, str name, unsigned width)
{
	static const unsigned dots = 3;

	if (layout->cut && width > layout->name) {
		name = end_that_fits(name, width, layout->name - MIN(dots, layout->name));
		g_string_append(out, "...");
		width = dots + utf8_width(name);
	}
	if (name.len > 0)
		g_string_append_len(out, name.ptr, (gssize)name.len);
	for (; width < layout->name; width++)
		g_string_append_c(out, ' ');
}

/* @lines in signs, of which the file that changes most has @layout->graph; some is never none. */
static unsigned scale(const struct layout *layout, unsigned lines)
{
	if (lines == 0 || layout->most <= layout->graph)
		return lines;
	return 1 + (unsigned)((uint64_t)lines * (layout->graph - 1) / layout->most);
}

static void append_signs(GString *out, const struct render_options *options, enum style style,
			 char sign, unsigned count)
{
	if (count == 0)
		return;
	style_begin(out, options, style);
	for (unsigned i = 0; i < count; i++)
		g_string_append_c(out, sign);
	style_end(out, options);
}

static void append_graph(GString *out, const struct render_options *options,
			 const struct layout *layout, const struct update_file *file)
{
	unsigned signs = scale(layout, changed_lines(file));
	unsigned smaller = scale(layout, MIN(file->insertions, file->deletions));

	if (signs == 0)
		return;
	/* The smaller side is scaled and the larger is the rest, so that neither vanishes. */
	if (smaller > 0)
		signs = MAX(signs, 2);
	g_string_append_c(out, ' ');
	append_signs(out, options, STYLE_ADDED, '+',
		     file->insertions >= file->deletions ? signs - smaller : smaller);
	append_signs(out, options, STYLE_REMOVED, '-',
		     file->insertions >= file->deletions ? smaller : signs - smaller);
}

static void append_summary(GString *out, const struct update_file *files, unsigned n_files)
{
	uint64_t insertions = 0;
	uint64_t deletions = 0;

	for (unsigned i = 0; i < n_files; i++) {
		insertions += files[i].insertions;
		deletions += files[i].deletions;
	}
	g_string_append_printf(out, " %u %s changed", n_files, n_files == 1 ? "file" : "files");
	if (insertions > 0 || deletions == 0)
		g_string_append_printf(out, ", %" PRIu64 " %s(+)", insertions,
				       insertions == 1 ? "insertion" : "insertions");
	if (deletions > 0 || insertions == 0)
		g_string_append_printf(out, ", %" PRIu64 " %s(-)", deletions,
				       deletions == 1 ? "deletion" : "deletions");
	g_string_append_c(out, '\n');
}

void diffstat_append(GString *out, const struct render_options *options,
		     const struct update_file *files, unsigned n_files)
{
	g_autoptr(GString) name = g_string_new(NULL);
	struct layout layout;

	if (n_files == 0)
		return;
	layout = lay_out(options, files, n_files, name);
	for (unsigned i = 0; i < n_files; i++) {
		unsigned width = name_of(&files[i], name);

		g_string_append_c(out, ' ');
		append_name(out, &layout, (str){.ptr = name->str, .len = name->len}, width);
		g_string_append(out, " | ");
		if (files[i].binary)
			g_string_append_printf(out, "%*s", (int)layout.count, "Bin");
		else
			g_string_append_printf(out, "%*u", (int)layout.count,
					       changed_lines(&files[i]));
		append_graph(out, options, &layout, &files[i]);
		g_string_append_c(out, '\n');
	}
	append_summary(out, files, n_files);
}
