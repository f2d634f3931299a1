/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am.h"

#include "base/error.h"
#include "cli/work_command.h"
#include "render/patch_set.h"

#include <string.h>

static unsigned add_entries(struct work_options *options, GOptionEntry *entries)
{
	const GOptionEntry own[] = {
		{"revision", 'v', 0, G_OPTION_ARG_FILENAME, &options->revision,
		 "that revision, not the newest", "vN"},
		{"exact", 0, 0, G_OPTION_ARG_NONE, &options->exact,
		 "the revision that ID is of, not the newest", NULL},
		{"strict", 0, 0, G_OPTION_ARG_NONE, &options->strict,
		 "write nothing if a patch is missing or damaged", NULL},
		{"output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output,
		 "write to a file, not to standard output", "FILE"},
	};

	memcpy(entries, own, sizeof(own));
	return G_N_ELEMENTS(own);
}

/* A count that restarts, or a branch of its own, may give the newest one a lower revision. */
static unsigned newest_of(const struct work *work)
{
	const struct posting *postings = work->set.postings->items;
	const struct record *records = work->around.records;
	const struct posting *named = &postings[work->named];
	const struct posting *newest = &postings[work->topic->newest];

	/* What is late on its way was sent before; a clock that errs is believed by nobody alone. */
	if (named->first > newest->first &&
	    records[named->head].sent_at > records[newest->head].sent_at)
		return work->named;
	return work->topic->newest;
}

/* Nobody is given another revision than the one named without being told. */
static void tell_other(const struct work *work, unsigned posting)
{
	const struct posting *postings = work->set.postings->items;
	g_auto(arena) texts = {0};
	g_autofree char *note = NULL;
	str taken;
	str named;

	if (posting == work->named)
		return;
	arena_init(&texts);
	taken = revision_format(&texts, postings[posting].revision);
	named = revision_format(&texts, postings[work->named].revision);
	note = g_strdup_printf("taking " STR_FMT " of the series, the newest, not the " STR_FMT
			       " that was named; see --exact",
			       STR_ARG(taken), STR_ARG(named));
	work_command_tell(str_from(note));
}

static bool choose_posting(const struct work_request *request, unsigned *ret_posting,
			   GError **error)
{
	const char *revision = request->options->revision;
	g_autofree char *name = NULL;

	*ret_posting = request->options->exact ? request->work->named : newest_of(request->work);
	if (!revision) {
		tell_other(request->work, *ret_posting);
		return true;
	}
	/* `-v2` comes as "2". */
	name = g_ascii_isdigit(*revision) ? g_strdup_printf("v%s", revision) : g_strdup(revision);
	return work_find_revision(request->work, str_from(name), ret_posting, error);
}

static bool answer(const struct work_request *request, GString *document, GError **error)
{
	g_autoptr(patch_set) set = NULL;
	unsigned posting;

	if (!choose_posting(request, &posting, error) ||
	    !am_make(request->work, posting, &set, error))
		return false;
	for (unsigned i = 0; i < set->n_notes; i++)
		work_command_tell(set->notes[i]);
	if (set->is_incomplete && request->options->strict) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    STR_FMT ": the series is not complete", STR_ARG(set->subject));
		return false;
	}
	if (request->options->shown.json) {
		render_patch_set_json(set, document);
		return true;
	}
	for (unsigned i = 0; i < set->n_patches; i++)
		g_string_append_len(document, set->patches[i].mail.ptr,
				    (gssize)set->patches[i].mail.len);
	return true;
}

static const struct work_command am = {
	.usage = {.command = "am",
		  .summary = "Writes the patches of a series as an mbox for git am, with the "
			     "trailers that\n"
			     "were given to them.",
		  .description = "ID is as for 'tidings show'. Of its series the newest revision "
				 "counts; a\n"
				 "partial reroll is filled from the revision before.\n"
				 "\n"
				 "Examples:\n"
				 "  tidings am 20251229160105.1234-1-ann@example.org | git am\n"
				 "  tidings am -o v2.mbox -v2 vgic: fix the lock\n"
				 "\n"
				 "Exit status: 0 done, also if patches are missing, which is told "
				 "on standard\n"
				 "error, 1 failed, 2 used wrongly."},
	.arguments = "ID",
	.add_entries = add_entries,
	.answer = answer,
};

int command_am(const struct command_settings *settings, char **arguments)
{
	return work_command_run(&am, settings, arguments);
}
