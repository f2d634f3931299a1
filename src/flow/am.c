/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "flow/am.h"

#include "base/error.h"
#include "base/timestamp.h"
#include "flow/am_mail.h"
#include "flow/am_trailers.h"
#include "mail/field.h"
#include "mail/header.h"

#include <glib.h>

enum { OLDER_PATCHES = 16 }; /* with the same change, whose replies are looked at */

struct making {
	struct work *work;
	unsigned posting;
	struct patch_set *set;
	GArray *whole; /* struct whole_patch */
	GPtrArray *notes; /* char * */
	GHashTable *noted; /* set of them */
	GHashTable *of_patch_id; /* str * to GArray of unsigned: records of the work's patches */
};

static const struct posting *posting_at(const struct making *making, unsigned posting)
{
	return &making->work->set.postings->items[posting];
}

/* A note on patch @number: "2/3: NOTE". What is said of the cover for each patch counts once. */
static void add_note(struct making *making, unsigned number, const char *note)
{
	g_autofree char *text = g_strdup_printf("%u/%u: %s", number, making->set->total, note);

	if (g_hash_table_contains(making->noted, text))
		return;
	g_hash_table_add(making->noted, text);
	g_ptr_array_add(making->notes, g_steal_pointer(&text));
}

/* Reading. */

static void append_answered(const struct making *making, const struct whole_patch *patch,
			    unsigned record, unsigned posting, GArray *answered)
{
	const struct am_answered one = {
		.record = record,
		.patch = patch->record,
		.revision = posting == patch->posting
				    ? (str){0}
				    : revision_format(&making->set->arena,
						      posting_at(making, posting)->revision),
	};

	g_array_append_val(answered, one);
}

/* The patches of the work by their change, the newest last. */
static void find_older(struct making *making)
{
	const struct topic *topic = making->work->topic;
	const struct record *records = making->work->around.records;

	for (unsigned i = 0; i < topic->n_postings; i++) {
		const struct posting *posting = posting_at(making, topic->postings[i]);

		for (unsigned p = 0; p < posting->n_patches; p++) {
			unsigned record = posting->patches[p];
			str *patch_id = &making->work->around.records[record].patch_id;
			GArray *same = g_hash_table_lookup(making->of_patch_id, patch_id);

			if (records[record].patch_id.len == 0)
				continue;
			if (!same) {
				same = g_array_new(FALSE, FALSE, sizeof(unsigned));
				g_hash_table_insert(making->of_patch_id, patch_id, same);
			}
			g_array_append_val(same, record);
		}
	}
}

/* A trailer holds as long as the change is the same, whoever forgot to write it down. */
static void append_older(const struct making *making, const struct whole_patch *patch,
			 GArray *answered)
{
	const struct work *work = making->work;
	const GArray *same = g_hash_table_lookup(making->of_patch_id,
						 &work->around.records[patch->record].patch_id);
	unsigned n_left = OLDER_PATCHES;

	for (unsigned i = same ? same->len : 0; i > 0 && n_left > 0; i--) {
		unsigned record = g_array_index(same, unsigned, i - 1);
		unsigned posting = work->set.postings->of_record[record];

		if (posting >= patch->posting)
			continue;
		append_answered(making, patch, record, posting, answered);
		n_left--;
	}
}

/* Whose replies give trailers to @patch: array of struct am_answered. */
static GArray *answered_of(const struct making *making, const struct whole_patch *patch)
{
	unsigned cover = posting_at(making, patch->posting)->cover;
	GArray *answered = g_array_new(FALSE, FALSE, sizeof(struct am_answered));

	append_answered(making, patch, patch->record, patch->posting, answered);
	append_older(making, patch, answered);
	if (cover != RECORD_NONE)
		append_answered(making, patch, cover, patch->posting, answered);
	return answered;
}

static bool read_mails(struct making *making, GError **error)
{
	struct work *work = making->work;
	g_autoptr(GArray) records = g_array_new(FALSE, FALSE, sizeof(unsigned));
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);

	for (unsigned i = 0; i < making->whole->len; i++) {
		const struct whole_patch *patch =
			&g_array_index(making->whole, struct whole_patch, i);
		g_autoptr(GArray) answered = answered_of(making, patch);

		g_array_append_val(records, patch->record);
		for (unsigned k = 0; k < answered->len; k++) {
			unsigned record = g_array_index(answered, struct am_answered, k).record;

			/* Each cover once. */
			if (g_hash_table_add(seen, GUINT_TO_POINTER(record)))
				work_add_replies(work, record, records);
		}
	}
	return work_read(work, (const unsigned *)(void *)records->data, records->len, error);
}

/* Writing. */

/* The Date field as the mail has it, or else when it was sent. */
static str date_of(struct work *work, const struct reading *reading, const struct work_mail *mail,
		   const struct record *record)
{
	unsigned ignored = 0;
	struct header header;
	str raw;

	if (reading->patch.body.in_body_date.len > 0)
		return reading->patch.body.in_body_date;
	header_scan(&work->texts, mail->bytes, &header, &ignored);
	if (reading->mail.has_date && header_first(&header, HEADER_DATE, &raw))
		return str_trim(field_unfold(&work->texts, raw, &ignored));
	return timestamp_format_utc(&work->texts, record->sent_at);
}

/* The title that git would give the commit. */
static str title_of(const struct reading *reading)
{
	const struct patch_body *body = &reading->patch.body;
	str title =
		am_mail_title(body->in_body_subject.len ? body->in_body_subject : reading->subject);

	return title.len ? title : reading->patch.subject.title;
}

static str tag_of(struct making *making, const struct whole_patch *patch)
{
	const struct posting *posting = posting_at(making, patch->posting);
	const struct record *record = &making->work->around.records[patch->record];
	str revision = revision_format(&making->set->arena, posting->revision);
	g_autoptr(GString) tag = g_string_new("[PATCH");

	if (!str_equal(revision, STR("v1")))
		g_string_append_printf(tag, " " STR_FMT, STR_ARG(revision));
	if (posting->numbered)
		g_string_append_printf(tag, " %u/%u", record->subject.index, posting->total);
	g_string_append_c(tag, ']');
	return arena_str(&making->set->arena, (str){.ptr = tag->str, .len = tag->len});
}

static str write_mail(struct making *making, const struct whole_patch *patch, str message)
{
	struct work *work = making->work;
	const struct work_mail *mail = &work->mails[patch->record];
	const struct reading *reading = mail->reading;
	const struct patch_body *body = &reading->patch.body;
	const struct diff *diff = &reading->patch.diff;
	const struct am_mail written = {
		.commit = mail->commit,
		.author = reading->author,
		.date = date_of(work, reading, mail, &work->around.records[patch->record]),
		.tag = tag_of(making, patch),
		.title = title_of(reading),
		.message_id = reading->mail.message_id,
		.message = message,
		.notes = body->notes,
		.diffstat = body->diffstat,
		.diff = body->diff,
		.ends_binary = diff->n_files > 0 && diff->files[diff->n_files - 1].binary,
		.base_commit = body->base_commit,
		.prerequisites = body->prerequisites,
		.n_prerequisites = body->n_prerequisites,
	};

	return am_mail_write(&making->set->arena, &written);
}

/* True if there is a patch to write; else a note says why not. */
static bool check_patch(struct making *making, unsigned record)
{
	const struct reading *reading = making->work->mails[record].reading;
	unsigned number = making->work->around.records[record].subject.index;

	if (reading && reading->patch.has_diff && !reading->patch.diff.damaged)
		return true;
	making->set->is_incomplete = true;
	if (!reading)
		add_note(making, number, "left out: no archive has it any more");
	else if (!reading->patch.has_diff)
		add_note(making, number, "left out: it has no diff");
	else
		add_note(making, number, "its diff is damaged");
	return reading && reading->patch.has_diff;
}

static void take_trailers(struct making *making, const struct am_trailers *trailers,
			  struct patch_set_patch *patch)
{
	patch->n_trailers = trailers->added->len;
	patch->trailers = arena_new_array(&making->set->arena, struct patch_set_trailer,
					  trailers->added->len);
	if (trailers->added->len > 0)
		memcpy(patch->trailers, trailers->added->data,
		       sizeof(*patch->trailers) * trailers->added->len);
	for (unsigned i = 0; i < trailers->told->len; i++) {
		const struct am_told *told = &g_array_index(trailers->told, struct am_told, i);
		g_autofree char *note = g_strdup_printf(
			"%s" STR_FMT ": " STR_FMT "%s" STR_FMT,
			told->is_added ? "" : "not added: ", STR_ARG(told->trailer.name),
			STR_ARG(told->trailer.value), told->why.len > 0 ? ": " : "",
			STR_ARG(told->why));

		add_note(making, told->is_of_cover ? 0 : patch->number, note);
	}
}

static void make_patch(struct making *making, const struct whole_patch *patch)
{
	const struct work *work = making->work;
	const struct record *record = &work->around.records[patch->record];
	const struct work_mail *mail = &work->mails[patch->record];
	g_autoptr(GArray) answered = answered_of(making, patch);
	struct patch_set_patch made = {
		.number = record->subject.index,
		.title = record->subject.title,
		.message_id = record->message_id,
		.archive = mail->archive,
		.commit = mail->commit,
	};
	struct am_trailers trailers;

	if (!check_patch(making, patch->record))
		return;
	if (patch->posting != making->posting)
		made.carried_from = revision_format(&making->set->arena,
						    posting_at(making, patch->posting)->revision);
	am_trailers_init(&trailers, &making->set->arena, &mail->reading->patch.body);
	am_trailers_add_replies(&trailers, work, (const struct am_answered *)(void *)answered->data,
				answered->len);
	made.mail = write_mail(making, patch,
			       am_trailers_append(&trailers, mail->reading->patch.body.message));
	take_trailers(making, &trailers, &made);
	am_trailers_clear(&trailers);
	making->set->patches[making->set->n_patches++] = made;
}

static bool has_number(const struct making *making, unsigned number)
{
	const struct record *records = making->work->around.records;

	for (unsigned i = 0; i < making->whole->len; i++) {
		unsigned record = g_array_index(making->whole, struct whole_patch, i).record;

		if (records[record].subject.index == number)
			return true;
	}
	return false;
}

/* Numbers that neither came nor are carried over; several in a row are one note. */
static void note_missing(struct making *making)
{
	static const char note[] = "missing: the index does not know it";
	unsigned total = making->set->total;
	g_autofree unsigned *missing = NULL;
	unsigned n_missing = posting_missing(posting_at(making, making->posting),
					     making->work->around.records, &missing);
	unsigned end;

	for (unsigned i = 0; i < n_missing; i = end) {
		end = i + 1;
		/* A cover is not asked for. */
		if (missing[i] == 0 || has_number(making, missing[i]))
			continue;
		while (end < n_missing && missing[end] == missing[end - 1] + 1 &&
		       !has_number(making, missing[end]))
			end++;
		making->set->is_incomplete = true;
		if (end - i == 1)
			add_note(making, missing[i], note);
		else
			g_ptr_array_add(making->notes,
					g_strdup_printf("%u/%u to %u/%u: missing: the index does "
							"not know them",
							missing[i], total, missing[end - 1],
							total));
	}
}

static void describe_posting(struct making *making)
{
	const struct posting *posting = posting_at(making, making->posting);
	const struct work *work = making->work;

	making->set->revision = revision_format(&making->set->arena, posting->revision);
	making->set->subject = work->details[posting->head].subject;
	making->set->message_id = work->around.records[posting->head].message_id;
	making->set->total = posting->total;
}

static void take_notes(struct making *making)
{
	struct patch_set *set = making->set;

	set->notes = arena_new_array(&set->arena, str, making->notes->len);
	for (unsigned i = 0; i < making->notes->len; i++)
		set->notes[set->n_notes++] =
			arena_str(&set->arena, str_from(making->notes->pdata[i]));
}

bool am_make(struct work *work, unsigned posting, struct patch_set **ret_set, GError **error)
{
	g_autoptr(patch_set) set = g_new0(struct patch_set, 1);
	g_autoptr(GArray) whole = work_patches(work, posting);
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GHashTable) noted = g_hash_table_new(g_str_hash, g_str_equal);
	g_autoptr(GHashTable) of_patch_id = g_hash_table_new_full(str_hash, str_hash_equal, NULL,
								  (GDestroyNotify)g_array_unref);
	struct making making = {
		.work = work,
		.posting = posting,
		.set = set,
		.whole = whole,
		.notes = notes,
		.noted = noted,
		.of_patch_id = of_patch_id,
	};

	arena_init(&set->arena);
	describe_posting(&making);
	find_older(&making);
	if (!read_mails(&making, error))
		return false;
	set->patches = arena_new_array(&set->arena, struct patch_set_patch, whole->len);
	note_missing(&making);
	for (unsigned i = 0; i < whole->len; i++)
		make_patch(&making, &g_array_index(whole, struct whole_patch, i));
	if (set->n_patches == 0) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_NOT_FOUND,
			    STR_FMT ": there is no patch to apply", STR_ARG(set->subject));
		return false;
	}
	take_notes(&making);
	*ret_set = g_steal_pointer(&set);
	return true;
}
