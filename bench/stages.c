/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/stages STAGE EPOCH: does the work of an update of a whole archive up to
 * STAGE, for bench/run to measure. From the second on, each stage has the work of
 * those before it.
 *
 *   inflate  the limit: every entry of the packs inflated in pack order by
 *            libdeflate, and nothing else
 *   select   the commits and trees: which mails there are, in order of arrival
 *   objects  the mails' bytes, deltas applied
 *   mails    each mail parsed: fields decoded, its text found
 *   counts   each patch parsed: subject, message, trailers, diff; kinds counted
 *   records  what an update keeps of each mail, patch ids included, but for the
 *            names of commits and a mailmap
 *
 * It prints what it counted. No stage keeps anything of a mail, so that its
 * memory is what the reading itself takes.
 */
#include "archive/archive.h"
#include "archive/objects.h"
#include "base/limits.h"
#include "base/workers.h"
#include "flow/keep.h"
#include "flow/reading.h"
#include "pack/entry.h"
#include "pack/places.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH_ENTRIES = 256 };

/* What one worker has seen, and its memory. */
struct tally {
	size_t mails;
	size_t bytes;
	size_t kinds[RECORD_N_KINDS];
	size_t with_defects;
	size_t trailers;
	size_t patch_ids;
	const struct reply_reader *reader; /* the bench's */
	struct arena mail_texts;
	struct arena kept_texts;
};

typedef void (*read_fn)(struct tally *tally, str bytes);

struct bench {
	read_fn read;
	struct tally tallies[LIMIT_WORKERS];
};

static void read_object(struct tally *tally, str bytes)
{
	tally->mails++;
	tally->bytes += bytes.len;
}

static void read_mail(struct tally *tally, str bytes)
{
	struct mail mail;

	read_object(tally, bytes);
	mail_parse(&tally->mail_texts, bytes, &mail);
	tally->with_defects += mail.defects != 0;
}

static void read_counts(struct tally *tally, str bytes)
{
	struct reading reading;

	read_object(tally, bytes);
	reading_of(&tally->mail_texts, bytes, &reading);
	tally->with_defects += reading.mail.defects != 0;
	tally->kinds[reading_record(&tally->mail_texts, &reading).kind]++;
	tally->trailers += reading.patch.body.n_trailers;
}

static void read_record(struct tally *tally, str bytes)
{
	const struct keeper keeper = {
		.texts = &tally->kept_texts,
		.mail_texts = &tally->mail_texts,
		.reader = tally->reader,
	};
	struct reading reading;
	struct record record;
	struct mail_detail detail;
	struct loose_ends loose;

	read_object(tally, bytes);
	reading_of(&tally->mail_texts, bytes, &reading);
	keep_mail(&keeper, &reading, &record, &detail, &loose);
	tally->with_defects += loose.defects != 0;
	tally->kinds[record.kind]++;
	tally->trailers += detail.n_trailers;
	tally->patch_ids += record.patch_id.len > 0;
	arena_reset(&tally->kept_texts);
}

static void take(void *user, unsigned worker, size_t index, enum read_result result, str bytes)
{
	struct bench *bench = user;
	struct tally *tally = &bench->tallies[worker];

	(void)index;
	if (result != READ_OK)
		return;
	bench->read(tally, bytes);
	arena_reset(&tally->mail_texts);
}

static void fail(const char *what, const GError *error)
{
	fprintf(stderr, "bench/stages: %s%s%s\n", what, error ? ": " : "",
		error ? error->message : "");
	exit(1);
}

static void print_tally(const struct bench *bench)
{
	struct tally sum = {0};

	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		const struct tally *tally = &bench->tallies[i];

		sum.mails += tally->mails;
		sum.bytes += tally->bytes;
		sum.with_defects += tally->with_defects;
		sum.trailers += tally->trailers;
		sum.patch_ids += tally->patch_ids;
		for (unsigned kind = 0; kind < RECORD_N_KINDS; kind++)
			sum.kinds[kind] += tally->kinds[kind];
	}
	printf("%zu mails, %zu bytes, %zu patches, %zu covers, %zu replies, %zu pull requests, "
	       "%zu other, %zu unreadable, %zu with defects, %zu trailers, %zu patch ids\n",
	       sum.mails, sum.bytes, sum.kinds[RECORD_PATCH], sum.kinds[RECORD_COVER],
	       sum.kinds[RECORD_REPLY], sum.kinds[RECORD_PULL], sum.kinds[RECORD_OTHER],
	       sum.kinds[RECORD_UNREADABLE], sum.with_defects, sum.trailers, sum.patch_ids);
}

/* @read is NULL for the selection alone. */
static void read_archive(const char *path, read_fn read)
{
	const struct selection_request all = {0};
	struct bench bench = {.read = read};
	g_autoptr(reply_reader) reader = reply_reader_new();
	const struct mail_taker taker = {.take = take, .user = &bench};
	g_autoptr(GError) error = NULL;
	g_autoptr(archive) archive = archive_open(path, MBOX_QUOTING_RD, &error);
	g_autoptr(selection) selection = NULL;

	if (!archive || !archive_select(archive, &all, &selection, &error))
		fail("cannot select", error);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		bench.tallies[i].reader = reader;
		arena_init(&bench.tallies[i].mail_texts);
		arena_init(&bench.tallies[i].kept_texts);
	}
	if (!read)
		bench.tallies[0].mails = selection->n_arrivals;
	else if (!archive_read_all(archive, selection, workers_advised(), &taker, &error))
		fail("cannot read", error);
	print_tally(&bench);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		arena_clear(&bench.tallies[i].mail_texts);
		arena_clear(&bench.tallies[i].kept_texts);
	}
}

/* The entries of one pack in the order of their offsets, and room for each worker. */
struct limit {
	const struct pack *pack;
	struct pack_place *places;
	size_t n_places;
	struct libdeflate_decompressor *inflaters[LIMIT_WORKERS];
	GByteArray *rooms[LIMIT_WORKERS];
};

static void inflate_entry(struct limit *limit, unsigned worker, uint64_t offset)
{
	str pack = limit->pack->bytes;
	GByteArray *room = limit->rooms[worker];
	struct pack_entry entry;
	const char *fault;

	if (!pack_entry_read(pack, offset, &entry, &fault))
		fail(fault, NULL);
	if (room->len < entry.size)
		g_byte_array_set_size(room, (guint)entry.size);
	if (libdeflate_zlib_decompress(limit->inflaters[worker], pack.ptr + entry.stream,
				       pack.len - entry.stream, room->data, entry.size,
				       NULL) != LIBDEFLATE_SUCCESS)
		fail("a damaged entry", NULL);
}

static bool inflate_batch(void *user, unsigned worker, size_t batch, GError **error)
{
	struct limit *limit = user;
	size_t end = MIN((batch + 1) * BATCH_ENTRIES, limit->n_places);

	(void)error;
	for (size_t i = batch * BATCH_ENTRIES; i < end; i++)
		inflate_entry(limit, worker, limit->places[i].offset);
	return true;
}

static void inflate_pack(const struct pack *pack)
{
	struct limit limit = {.pack = pack};

	limit.places = pack_places_of(pack, &limit.n_places);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		limit.inflaters[i] = libdeflate_alloc_decompressor();
		limit.rooms[i] = g_byte_array_new();
	}
	workers_run(workers_advised(), (limit.n_places + BATCH_ENTRIES - 1) / BATCH_ENTRIES,
		    inflate_batch, &limit, NULL);
	for (unsigned i = 0; i < LIMIT_WORKERS; i++) {
		libdeflate_free_decompressor(limit.inflaters[i]);
		g_byte_array_unref(limit.rooms[i]);
	}
	g_free(limit.places);
}

static void inflate_archive(const char *path)
{
	g_autofree char *directory = g_build_filename(path, "objects", NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) packs = objects_open_packs(directory, &error);
	size_t n_entries = 0;

	if (!packs)
		fail("cannot open the packs", error);
	for (unsigned i = 0; i < packs->len; i++) {
		inflate_pack(packs->pdata[i]);
		n_entries += ((const struct pack *)packs->pdata[i])->index.n_objects;
	}
	printf("%zu entries\n", n_entries);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		read_fn read;
	} stages[] = {
		{"select", NULL},	 {"objects", read_object}, {"mails", read_mail},
		{"counts", read_counts}, {"records", read_record},
	};

	if (argc == 3 && strcmp(argv[1], "inflate") == 0) {
		inflate_archive(argv[2]);
		return 0;
	}
	for (size_t i = 0; argc == 3 && i < G_N_ELEMENTS(stages); i++) {
		if (strcmp(argv[1], stages[i].name) == 0) {
			read_archive(argv[2], stages[i].read);
			return 0;
		}
	}
	fputs("usage: bench/stages inflate|select|objects|mails|counts|records EPOCH\n", stderr);
	return 2;
}
