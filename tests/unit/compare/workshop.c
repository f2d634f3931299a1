/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A draft of a patch is a list of edits, which fit whatever they are made on: a
 * place is taken modulo the lines there are. So the same draft can be applied to
 * another base, and a changed one makes a patch that resembles the first.
 */
#include "workshop.h"

#include "../spawn.h"

#include <glib/gstdio.h>

enum {
	MOST_FILES = 6,
	MOST_EDITS = 6,
	MOST_PATCHES = 9,
};

enum edit_kind {
	EDIT_INSERT,
	EDIT_REPLACE,
	EDIT_DELETE,
	EDIT_ADD_FILE,
	EDIT_DELETE_FILE,
	EDIT_RENAME,
	EDIT_MODE,
	EDIT_BINARY,
	EDIT_END_OF_FILE, /* takes its last newline away, or gives it back */
	N_EDITS,
};

/* How often each is drawn. */
static const unsigned shares[N_EDITS] = {
	[EDIT_INSERT] = 40,  [EDIT_REPLACE] = 25, [EDIT_DELETE] = 10,
	[EDIT_ADD_FILE] = 4, [EDIT_RENAME] = 3,	  [EDIT_DELETE_FILE] = 1,
	[EDIT_MODE] = 2,     [EDIT_BINARY] = 2,	  [EDIT_END_OF_FILE] = 2,
};

struct edit {
	enum edit_kind kind;
	unsigned file;
	unsigned place;
	unsigned seed; /* of the text that it puts in */
	unsigned n_lines;
};

struct draft {
	unsigned title;
	unsigned message;
	unsigned author;
	struct edit edits[MOST_EDITS];
	unsigned n_edits;
};

struct series {
	struct draft drafts[MOST_PATCHES];
	unsigned n_drafts;
};

struct file {
	char *path; /* NULL: there is none */
	GPtrArray *lines;
	bool is_executable;
	bool lacks_newline;
	unsigned binary; /* not 0: its content */
};

struct tree {
	struct file files[MOST_FILES];
};

struct writer {
	GRand *random;
	GString *stream; /* for git fast-import */
	unsigned next_mark;
	unsigned next_name; /* for what must be unique */
};

static unsigned draw(struct writer *writer, unsigned n)
{
	return (unsigned)g_rand_int_range(writer->random, 0, (int)n);
}

static bool draw_percent(struct writer *writer, unsigned percent)
{
	return draw(writer, 100) < percent;
}

/* A line of code; a few of them again and again, as in life. */
static char *make_line(GRand *random)
{
	static const char *const common[] = {
		"", "}", "{", "\treturn 0;", "\tint ret;", "\t\treturn ret;", "\tif (ret)", "",
	};
	static const char *const verbs[] = {"dim", "light", "trim", "snuff", "fill", "oil"};
	static const char *const nouns[] = {"lamp", "wick", "glass", "flame"};
	unsigned verb = (unsigned)g_rand_int_range(random, 0, G_N_ELEMENTS(verbs));
	unsigned noun = (unsigned)g_rand_int_range(random, 0, G_N_ELEMENTS(nouns));
	unsigned number = (unsigned)g_rand_int_range(random, 0, 40);

	switch (g_rand_int_range(random, 0, 12)) {
	case 0:
		return g_strdup_printf("static int %s_%s_%u(struct %s *%s)", verbs[verb],
				       nouns[noun], number, nouns[noun], nouns[noun]);
	case 1:
	case 2:
		return g_strdup_printf("\t%s_%s(%u);", verbs[verb], nouns[noun], number);
	case 3:
		return g_strdup_printf("\tret = %s_%s(%s, %u);", verbs[verb], nouns[noun],
				       nouns[noun], number);
	case 4:
		return g_strdup_printf("\t\t%s->n_%s += %u;", nouns[noun], verbs[verb], number);
	case 5:
		return g_strdup_printf("#define %s_%u \"%s\"", nouns[noun], number, verbs[verb]);
	default:
		return g_strdup(common[g_rand_int_range(random, 0, G_N_ELEMENTS(common))]);
	}
}

static void insert_lines(GPtrArray *lines, unsigned place, unsigned seed, unsigned n_lines)
{
	GRand *random = g_rand_new_with_seed(seed);

	for (unsigned i = 0; i < n_lines; i++)
		g_ptr_array_insert(lines, (int)(place + i), make_line(random));
	g_rand_free(random);
}

static void delete_lines(GPtrArray *lines, unsigned place, unsigned n_lines)
{
	n_lines = MIN(n_lines, lines->len - place);
	if (n_lines > 0)
		g_ptr_array_remove_range(lines, place, n_lines);
}

static void file_clear(struct file *file)
{
	g_free(file->path);
	if (file->lines)
		g_ptr_array_unref(file->lines);
	*file = (struct file){0};
}

static void file_make(struct file *file, const char *folder, unsigned number, unsigned seed,
		      unsigned n_lines)
{
	file_clear(file);
	file->path = g_strdup_printf("%s/lamp-%u.c", folder, number);
	file->lines = g_ptr_array_new_with_free_func(g_free);
	insert_lines(file->lines, 0, seed, n_lines);
}

static void apply_to_file(struct file *file, const struct edit *edit)
{
	unsigned place = edit->place % (file->lines->len + 1);
	char *path;

	switch (edit->kind) {
	case EDIT_REPLACE:
		delete_lines(file->lines, place, 1 + edit->n_lines / 2);
		insert_lines(file->lines, place, edit->seed, edit->n_lines);
		break;
	case EDIT_DELETE:
		delete_lines(file->lines, place, edit->n_lines);
		break;
	case EDIT_DELETE_FILE:
		file_clear(file);
		break;
	case EDIT_RENAME:
		path = g_strdup_printf("renamed/%u-%s", edit->seed % 100,
				       strrchr(file->path, '/') + 1);
		g_free(file->path);
		file->path = path;
		break;
	case EDIT_MODE:
		file->is_executable = !file->is_executable;
		break;
	case EDIT_BINARY:
		file->binary = edit->seed;
		break;
	case EDIT_END_OF_FILE:
		file->lacks_newline = !file->lacks_newline;
		break;
	case EDIT_INSERT:
	default:
		insert_lines(file->lines, place, edit->seed, edit->n_lines);
		break;
	}
}

static void apply(struct tree *tree, const struct edit *edit)
{
	struct file *file = &tree->files[edit->file];

	/* The first two files stay, and are text, so that each patch changes something. */
	if (edit->kind == EDIT_INSERT && !file->path)
		file = &tree->files[edit->file % 2];
	if (!file->path && edit->kind != EDIT_ADD_FILE)
		return;
	if (edit->kind == EDIT_ADD_FILE && !file->path)
		file_make(file, "new", edit->file, edit->seed, 3 * edit->n_lines);
	else
		apply_to_file(file, edit);
}

static void tree_clear(struct tree *tree)
{
	for (unsigned i = 0; i < MOST_FILES; i++)
		file_clear(&tree->files[i]);
}

static void append_data(GString *stream, const GString *data)
{
	g_string_append_printf(stream, "data %" G_GSIZE_FORMAT "\n", data->len);
	g_string_append_len(stream, data->str, (gssize)data->len);
	g_string_append_c(stream, '\n');
}

static void append_file(GString *stream, const struct file *file)
{
	GString *data = g_string_new(NULL);

	for (unsigned i = 0; i < file->lines->len; i++)
		g_string_append_printf(data, "%s\n", (char *)file->lines->pdata[i]);
	if (file->lacks_newline && data->len > 0)
		g_string_truncate(data, data->len - 1);
	if (file->binary) {
		g_string_truncate(data, 0);
		g_string_append_c(data, '\0');
		g_string_append_printf(data, "%u", file->binary);
	}
	g_string_append_printf(stream, "M %s inline %s\n",
			       file->is_executable ? "100755" : "100644", file->path);
	append_data(stream, data);
	g_string_free(data, TRUE);
}

/* A message by numbers: the same ones give the same text. */
static GString *make_message(const struct draft *draft)
{
	static const char *const trailers[] = {
		"Signed-off-by: Ann Author <ann@example.org>\n",
		"Reviewed-by: Rob Reader <rob@example.com>\n",
		"Cc: stable@example.org\n",
		"Fixes: 0123456789ab (\"lamp: burn\")\n",
	};
	GString *text = g_string_new(NULL);
	GRand *random = g_rand_new_with_seed(draft->message);

	g_string_printf(text, "lamp: burn brighter, part %u\n\n", draft->title);
	for (int i = g_rand_int_range(random, 0, 5); i > 0; i--) {
		g_string_append_printf(text, "The %dth lamp burns\ttoo low, and\n",
				       g_rand_int_range(random, 4, 100));
		g_string_append_printf(text, "\tthe wick of room %d is short.\n%s",
				       g_rand_int_range(random, 1, 9), i % 2 ? "\n" : "");
	}
	for (unsigned i = 0; i < G_N_ELEMENTS(trailers); i++) {
		if (g_rand_boolean(random))
			g_string_append(text, trailers[i]);
	}
	g_rand_free(random);
	return text;
}

/* A commit of @tree on the branch @name-@number; @parent is a mark, or 0. Returns its mark. */
static unsigned append_commit(struct writer *writer, const char *name, unsigned number,
			      unsigned parent, const struct draft *draft, const struct tree *tree)
{
	static const char *const authors[] = {
		"Ann Author <ann@example.org>",
		"J\303\266rg Maler <joerg@example.com>",
	};
	GString *message = make_message(draft);
	unsigned mark = ++writer->next_mark;

	g_string_append_printf(writer->stream,
			       "commit refs/heads/%s-%u\nmark :%u\n"
			       "author %s %u +0000\ncommitter %s %u +0000\n",
			       name, number, mark, authors[draft->author], 1700000000 + mark,
			       authors[0], 1700000000 + mark);
	append_data(writer->stream, message);
	g_string_free(message, TRUE);
	if (parent)
		g_string_append_printf(writer->stream, "from :%u\n", parent);
	g_string_append(writer->stream, "deleteall\n");
	for (unsigned i = 0; i < MOST_FILES; i++) {
		if (tree->files[i].path)
			append_file(writer->stream, &tree->files[i]);
	}
	return mark;
}

static void draw_edit(struct writer *writer, struct edit *edit)
{
	unsigned share = draw(writer, 100);

	*edit = (struct edit){
		.file = draw(writer, MOST_FILES),
		.place = draw(writer, 200),
		.seed = draw(writer, 1000000) + 1,
		.n_lines = 1 + draw(writer, draw_percent(writer, 20) ? 40 : 8),
	};
	for (; share >= shares[edit->kind] && edit->kind < N_EDITS - 1; edit->kind++)
		share -= shares[edit->kind];
	/* Where much is rewritten, git no longer looks for the shortest difference. */
	if (draw_percent(writer, 1))
		edit->n_lines = 1200;
	if (edit->kind >= EDIT_DELETE_FILE)
		edit->file = 2 + edit->file % (MOST_FILES - 2);
}

static void draw_draft(struct writer *writer, struct draft *draft)
{
	*draft = (struct draft){
		.title = ++writer->next_name,
		.message = draw(writer, 1000000),
		.author = draw_percent(writer, 20),
		.n_edits = 1 + draw(writer, MOST_EDITS - 1),
	};
	for (unsigned i = 0; i < draft->n_edits; i++)
		draw_edit(writer, &draft->edits[i]);
	/* What makes it a change, whatever the others do. */
	draft->edits[0].kind = EDIT_INSERT;
	draft->edits[0].file %= 2;
}

static void revise_draft(struct writer *writer, struct draft *draft)
{
	struct edit *edit = &draft->edits[draw(writer, draft->n_edits)];

	if (draw_percent(writer, 20))
		draft->message = draw(writer, 1000000);
	if (draw_percent(writer, 10))
		draft->title += 1000;
	if (draw_percent(writer, 4))
		draft->author = 1 - draft->author;
	if (draw_percent(writer, 20))
		edit->n_lines += 1 + draw(writer, 6);
	if (draw_percent(writer, 10))
		edit->place += 1;
	if (draw_percent(writer, 5))
		edit->seed++;
	if (draw_percent(writer, 10) && draft->n_edits < MOST_EDITS)
		draw_edit(writer, &draft->edits[draft->n_edits++]);
	if (draw_percent(writer, 10) && draft->n_edits > 1)
		draft->n_edits--;
}

static void revise_series(struct writer *writer, const struct series *older, struct series *newer)
{
	*newer = (struct series){0};
	for (unsigned i = 0; i < older->n_drafts && newer->n_drafts < MOST_PATCHES; i++) {
		struct draft draft = older->drafts[i];
		unsigned at = newer->n_drafts;

		if (draw_percent(writer, 12))
			continue;
		revise_draft(writer, &draft);
		newer->n_drafts++;
		newer->drafts[at] = draft;
		if (at > 0 && draw_percent(writer, 12)) {
			unsigned other = draw(writer, at);

			newer->drafts[at] = newer->drafts[other];
			newer->drafts[other] = draft;
		}
		if (newer->n_drafts < MOST_PATCHES && draw_percent(writer, 12))
			draw_draft(writer, &newer->drafts[newer->n_drafts++]);
	}
	if (newer->n_drafts == 0)
		draw_draft(writer, &newer->drafts[newer->n_drafts++]);
}

static void append_series(struct writer *writer, const char *name, unsigned number, unsigned base,
			  struct tree *tree, const struct series *series)
{
	unsigned parent = base;

	for (unsigned i = 0; i < series->n_drafts; i++) {
		const struct draft *draft = &series->drafts[i];

		for (unsigned k = 0; k < draft->n_edits; k++)
			apply(tree, &draft->edits[k]);
		parent = append_commit(writer, name, number, parent, draft, tree);
	}
}

static void make_tree(struct tree *tree, unsigned seed)
{
	for (unsigned i = 0; i < MOST_FILES - 2; i++)
		file_make(&tree->files[i], "home", i, seed + i, 30 + 20 * i);
}

static void make_series(struct writer *writer, unsigned number)
{
	struct tree tree = {0};
	struct series older = {.n_drafts = 1 + draw(writer, MOST_PATCHES)};
	struct series newer;
	struct draft base = {0};
	unsigned seed = draw(writer, 1000000);
	unsigned mark;

	for (unsigned i = 0; i < older.n_drafts; i++)
		draw_draft(writer, &older.drafts[i]);
	revise_series(writer, &older, &newer);

	make_tree(&tree, seed);
	mark = append_commit(writer, "base", number, 0, &base, &tree);
	append_series(writer, "older", number, mark, &tree, &older);
	tree_clear(&tree);

	make_tree(&tree, seed);
	if (draw_percent(writer, 50)) {
		for (unsigned i = 0; i < 3; i++)
			insert_lines(tree.files[i].lines, draw(writer, 20), seed + i, 2);
	}
	mark = append_commit(writer, "rebased", number, 0, &base, &tree);
	append_series(writer, "newer", number, mark, &tree, &newer);
	tree_clear(&tree);
}

char *workshop_git(const struct workshop *workshop, const char *arguments)
{
	g_autofree char *command = g_strdup_printf("git %s", arguments);
	const char *argv[] = {SPAWN_IN(workshop->folder), "sh", "-c", command, NULL};
	g_auto(GStrv) environment = g_get_environ();
	g_autoptr(GError) error = NULL;
	char *output = NULL;
	int status;

	environment = g_environ_setenv(environment, "GIT_DIR", workshop->folder, TRUE);
	environment = g_environ_setenv(environment, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	environment = g_environ_setenv(environment, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	environment = g_environ_setenv(environment, "LC_ALL", "C", TRUE);
	g_assert_true(g_spawn_sync(NULL, (char **)argv, environment, SPAWN_FLAGS, NULL, NULL,
				   &output, NULL, &status, &error));
	g_assert_no_error(error);
	g_assert_cmpint(status, ==, 0);
	return output;
}

bool workshop_make(struct workshop *workshop, unsigned n_series)
{
	g_autofree char *git = g_find_program_in_path("git");
	struct writer writer = {.random = g_rand_new_with_seed(4), .stream = g_string_new(NULL)};
	g_autofree char *input = NULL;

	workshop->folder = NULL;
	if (!git) {
		g_test_skip("git is not installed");
	} else {
		for (unsigned i = 0; i < n_series; i++)
			make_series(&writer, i);
		workshop->folder = g_dir_make_tmp("tidings-workshop-XXXXXX", NULL);
		input = g_build_filename(workshop->folder, "stream", NULL);
		g_assert_true(g_file_set_contents(input, writer.stream->str,
						  (gssize)writer.stream->len, NULL));
		g_free(workshop_git(workshop,
				    "init -q --bare . && git fast-import --quiet <stream"));
	}
	g_rand_free(writer.random);
	g_string_free(writer.stream, TRUE);
	return git != NULL;
}

void workshop_clear(struct workshop *workshop)
{
	const char *argv[] = {"rm", "-rf", workshop->folder, NULL};

	if (workshop->folder)
		g_spawn_sync(NULL, (char **)argv, NULL, SPAWN_FLAGS, NULL, NULL, NULL, NULL, NULL,
			     NULL);
	g_clear_pointer(&workshop->folder, g_free);
}
