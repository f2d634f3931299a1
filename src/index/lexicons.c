/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A segment is never changed. Small ones, of a day's mails each, are merged when
 * there are many, so that a search looks at a few and a word is rewritten as often as
 * the logarithm of the archive's size.
 */
#include "index/lexicons.h"

struct segment_writer {
	struct index *index;
	int64_t segment;
	int64_t n_blocks;
};

static bool write_block(void *user, const struct lexicon_block *block, GError **error)
{
	struct segment_writer *writer = user;
	sqlite3_stmt *statement = database_statement(
		writer->index->database,
		"INSERT INTO words (segment, first, block) VALUES (?, ?, ?)", error);

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, writer->segment);
	bind_slice(statement, 2, block->first);
	bind_slice(statement, 3, block->bytes);
	writer->n_blocks++;
	return database_run(writer->index->database, statement, error);
}

static bool begin_segment(struct index *index, struct segment_writer *ret_writer, GError **error)
{
	if (!database_run_numbers(index->database, "INSERT INTO segment (n_blocks) VALUES (0)",
				  NULL, 0, error))
		return false;
	*ret_writer = (struct segment_writer){
		.index = index,
		.segment = database_last_id(index->database),
	};
	return true;
}

static bool end_segment(struct segment_writer *writer, GError **error)
{
	return database_run_numbers(writer->index->database,
				    "UPDATE segment SET n_blocks = ? WHERE id = ?",
				    (const int64_t[]){writer->n_blocks, writer->segment}, 2, error);
}

/* Blocks one behind the other, and where each stands. */
struct block_span {
	size_t first_length;
	size_t length; /* of the bytes behind the first word */
};

struct lexicon_blocks {
	GByteArray *bytes;
	GArray *spans; /* struct block_span */
};

static bool keep_block(void *user, const struct lexicon_block *block, GError **error)
{
	struct lexicon_blocks *blocks = user;
	struct block_span span = {.first_length = block->first.len, .length = block->bytes.len};

	(void)error;
	g_byte_array_append(blocks->bytes, (const guint8 *)block->first.ptr,
			    (guint)block->first.len);
	g_byte_array_append(blocks->bytes, (const guint8 *)block->bytes.ptr,
			    (guint)block->bytes.len);
	g_array_append_val(blocks->spans, span);
	return true;
}

struct lexicon_blocks *lexicon_blocks_make(struct lexicon *const *lexicons, unsigned n_lexicons,
					   const uint32_t *mails)
{
	struct lexicon_blocks *blocks = g_new(struct lexicon_blocks, 1);

	blocks->bytes = g_byte_array_new();
	blocks->spans = g_array_new(FALSE, FALSE, sizeof(struct block_span));
	/* keep_block() cannot fail, so neither can this. */
	lexicon_write(lexicons, n_lexicons, mails, keep_block, blocks, NULL);
	return blocks;
}

void lexicon_blocks_free(struct lexicon_blocks *blocks)
{
	if (!blocks)
		return;
	g_byte_array_unref(blocks->bytes);
	g_array_unref(blocks->spans);
	g_free(blocks);
}

bool lexicons_add(struct index *index, const struct lexicon_blocks *blocks, GError **error)
{
	str rest = {.ptr = (const char *)blocks->bytes->data, .len = blocks->bytes->len};
	struct segment_writer writer;

	if (!begin_segment(index, &writer, error))
		return false;
	for (unsigned i = 0; i < blocks->spans->len; i++) {
		const struct block_span *span = &g_array_index(blocks->spans, struct block_span, i);
		struct lexicon_block block = {
			.first = str_slice(rest, 0, span->first_length),
			.bytes = str_slice(rest, span->first_length,
					   span->first_length + span->length),
		};

		if (!write_block(&writer, &block, error))
			return false;
		rest = str_skip(rest, span->first_length + span->length);
	}
	return end_segment(&writer, error);
}

/* One segment while it is merged. */
struct segment_reader {
	struct index *index;
	sqlite3_stmt *statement;
};

static bool next_block(void *user, struct lexicon_block *ret_block, GError **error)
{
	struct segment_reader *reader = user;
	bool failed;

	if (!database_next(reader->index->database, reader->statement, &failed, error))
		return false;
	ret_block->first = column_slice(reader->statement, 0);
	ret_block->bytes = column_slice(reader->statement, 1);
	return true;
}

static bool open_readers(struct index *index, const GArray *segments,
			 struct segment_reader *readers, struct lexicon_source *sources,
			 GError **error)
{
	for (unsigned i = 0; i < segments->len; i++) {
		readers[i].index = index;
		readers[i].statement = database_prepare(
			index->database,
			"SELECT first, block FROM words WHERE segment = ? ORDER BY first", error);
		if (!readers[i].statement)
			return false;
		sqlite3_bind_int64(readers[i].statement, 1, g_array_index(segments, int64_t, i));
		sources[i] = (struct lexicon_source){.next = next_block, .user = &readers[i]};
	}
	return true;
}

static bool drop_segments(struct index *index, const GArray *segments, GError **error)
{
	for (unsigned i = 0; i < segments->len; i++) {
		const int64_t *segment = &g_array_index(segments, int64_t, i);

		if (!database_run_numbers(index->database, "DELETE FROM words WHERE segment = ?",
					  segment, 1, error) ||
		    !database_run_numbers(index->database, "DELETE FROM segment WHERE id = ?",
					  segment, 1, error))
			return false;
	}
	return true;
}

static bool merge(struct index *index, const GArray *segments, GError **error)
{
	g_autofree struct segment_reader *readers = g_new0(struct segment_reader, segments->len);
	g_autofree struct lexicon_source *sources = g_new0(struct lexicon_source, segments->len);
	struct segment_writer writer;
	bool merged = begin_segment(index, &writer, error) &&
		      open_readers(index, segments, readers, sources, error) &&
		      lexicon_merge(sources, segments->len, write_block, &writer, error) &&
		      end_segment(&writer, error);

	for (unsigned i = 0; i < segments->len; i++)
		sqlite3_finalize(readers[i].statement);
	return merged && drop_segments(index, segments, error);
}

bool lexicons_merge(struct index *index, GError **error)
{
	g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(int64_t));
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT id, n_blocks FROM segment ORDER BY n_blocks, id", error);
	bool failed = !statement;
	int64_t n_blocks = 0;
	unsigned n_segments = 0;

	/* The smallest ones, and each that is not much larger than those together. */
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t segment = sqlite3_column_int64(statement, 0);
		int64_t size = sqlite3_column_int64(statement, 1);

		n_segments++;
		if (segments->len + 1 < n_segments || (n_blocks && size > 2 * n_blocks))
			continue;
		n_blocks += size;
		g_array_append_val(segments, segment);
	}
	if (failed || n_segments <= LEXICONS_KEPT || segments->len < 2)
		return !failed;
	return merge(index, segments, error);
}

/* The block that holds @word if any does, and all behind it that begin with a word like it. */
static bool find_in_segment(struct index *index, int64_t segment, str word, bool is_prefix,
			    GArray *places, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT first, block FROM words WHERE segment = ?1 AND first >= ifnull("
		"(SELECT max(first) FROM words WHERE segment = ?1 AND first <= ?2), ?2)"
		" ORDER BY first",
		error);
	bool failed = !statement;
	bool is_first = true;

	if (statement) {
		sqlite3_bind_int64(statement, 1, segment);
		bind_slice(statement, 2, word);
	}
	while (!failed && database_next(index->database, statement, &failed, error)) {
		if (!is_first && !str_starts(column_slice(statement, 0), word))
			break;
		if (!lexicon_block_find(column_slice(statement, 1), word, is_prefix, places)) {
			database_set_corrupt(index->database, "a block of words", error);
			failed = true;
		}
		is_first = false;
		if (!is_prefix)
			break;
	}
	if (statement)
		sqlite3_reset(statement);
	return !failed;
}

bool lexicons_find(struct index *index, str word, bool is_prefix, GArray *places, GError **error)
{
	g_autoptr(GArray) segments = g_array_new(FALSE, FALSE, sizeof(int64_t));
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT id FROM segment ORDER BY id", error);
	bool failed = !statement;

	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t segment = sqlite3_column_int64(statement, 0);

		g_array_append_val(segments, segment);
	}
	for (unsigned i = 0; !failed && i < segments->len; i++)
		failed = !find_in_segment(index, g_array_index(segments, int64_t, i), word,
					  is_prefix, places, error);
	return !failed;
}
