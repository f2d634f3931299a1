/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/messages.h"

#include "index/encode_remarks.h"
#include "index/encoding.h"
#include "index/postings.h"
#include "series/classify.h"

#include <stdlib.h>

#define MESSAGE_COLUMNS \
	"id, thread, message_id, text_hash, kind, traits, subject, author_name, author_address," \
	" sender_name, sender_address, sent_at, arrived_at, bytes, parents, mentions, older_ids," \
	" patch_id, change_id, blobs, quality, title, prefixes, remarks"

static bool same_mailbox(struct mailbox a, struct mailbox b)
{
	return str_equal(a.name, b.name) && str_equal(a.address, b.address);
}

static void bind_mailbox(sqlite3_stmt *statement, int position, struct mailbox mailbox)
{
	bind_text(statement, position, mailbox.name);
	bind_text(statement, position + 1, mailbox.address);
}

/* A sender who is the author, as nearly all are, is not written twice. */
static void bind_people(sqlite3_stmt *statement, int position, const struct stored_message *message)
{
	bind_mailbox(statement, position, message->author);
	if (!same_mailbox(message->author, message->sender))
		bind_mailbox(statement, position + 2, message->sender);
}

static bool add_path(struct index *index, str path, int64_t *ret_path, GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database, "SELECT id FROM path WHERE name = ?", error);
	bool failed;

	if (!statement)
		return false;
	bind_text(statement, 1, path);
	if (database_next(index->database, statement, &failed, error)) {
		*ret_path = sqlite3_column_int64(statement, 0);
		sqlite3_reset(statement);
		return true;
	}
	if (failed)
		return false;
	statement =
		database_statement(index->database, "INSERT INTO path (name) VALUES (?)", error);
	if (!statement)
		return false;
	bind_text(statement, 1, path);
	if (!database_run(index->database, statement, error))
		return false;
	*ret_path = database_last_id(index->database);
	return true;
}

static bool add_file(struct index *index, int64_t message, unsigned number,
		     const struct stored_file *file, GError **error)
{
	sqlite3_stmt *statement;
	int64_t path;

	if (!add_path(index, file->path, &path, error))
		return false;
	statement = database_statement(index->database,
				       "INSERT INTO file (message, number, path, old_blob, "
				       "new_blob, insertions, deletions, hunks)"
				       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				       error);
	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, message);
	sqlite3_bind_int64(statement, 2, number);
	sqlite3_bind_int64(statement, 3, path);
	bind_text(statement, 4, file->old_blob);
	bind_text(statement, 5, file->new_blob);
	sqlite3_bind_int64(statement, 6, file->insertions);
	sqlite3_bind_int64(statement, 7, file->deletions);
	bind_slice(statement, 8, encode_numbers(&index->scratch, file->hunks, file->n_hunks));
	return database_run(index->database, statement, error);
}

static bool add_files(struct index *index, const struct stored_message *message, GError **error)
{
	for (unsigned i = 0; i < message->n_files; i++) {
		if (message->files[i].path.len &&
		    !add_file(index, message->id, i, &message->files[i], error))
			return false;
	}
	return true;
}

/* That there are none is not NULL. */
static void bind_prefixes(struct index *index, sqlite3_stmt *statement, int position,
			  const struct subject *subject)
{
	str lines = encode_lines(&index->scratch, subject->prefixes, subject->n_prefixes);

	sqlite3_bind_text64(statement, position, lines.len ? lines.ptr : "", lines.len,
			    SQLITE_STATIC, SQLITE_UTF8);
}

/* A hash of nothing is NULL, and so under no key. */
static void bind_hash(sqlite3_stmt *statement, int position, uint64_t hash)
{
	if (hash)
		sqlite3_bind_int64(statement, position, (int64_t)hash);
}

bool messages_add(struct index *index, struct stored_message *message, GError **error)
{
	const struct record *record = &message->record;
	sqlite3_stmt *statement = database_statement(
		index->database,
		"INSERT INTO message (message_id, text_hash, kind, traits, subject, author_name,"
		" author_address, sender_name, sender_address, sent_at, arrived_at, bytes, thread,"
		" parents, mentions, older_ids, patch_id, change_id, blobs, fingerprint, quality,"
		" title, prefixes, remarks, depends, paths, new_blobs, title_hash)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
		" ?, ?, ?, ?)",
		error);

	if (!statement)
		return false;
	arena_reset(&index->scratch);
	sqlite3_clear_bindings(statement);
	bind_text(statement, 1, record->message_id);
	sqlite3_bind_int64(statement, 2, (int64_t)record->text_hash);
	sqlite3_bind_int64(statement, 3, record->kind);
	sqlite3_bind_int64(statement, 4, record->traits);
	bind_text(statement, 5, message->subject);
	bind_people(statement, 6, message);
	sqlite3_bind_int64(statement, 10, record->sent_at);
	sqlite3_bind_int64(statement, 11, record->arrived_at);
	sqlite3_bind_int64(statement, 12, message->bytes);
	sqlite3_bind_int64(statement, 13, message->thread);
	bind_text(statement, 14, encode_lines(&index->scratch, record->parents, record->n_parents));
	bind_text(statement, 15,
		  encode_lines(&index->scratch, record->mentions, record->n_mentions));
	bind_text(statement, 16,
		  encode_lines(&index->scratch, record->older_ids, record->n_older_ids));
	bind_text(statement, 17, record->patch_id);
	bind_text(statement, 18, record->change_id);
	bind_slice(statement, 19, encode_numbers(&index->scratch, record->blobs, record->n_blobs));
	if (message->has_fingerprint)
		bind_slice(statement, 20,
			   encode_fingerprint(&index->scratch, &message->fingerprint));
	sqlite3_bind_int(statement, 21, message->quality);
	if (message->has_own_title)
		bind_text(statement, 22, record->subject.title);
	if (message->has_own_prefixes)
		bind_prefixes(index, statement, 23, &record->subject);
	bind_slice(statement, 24,
		   encode_remarks(&index->scratch, record->remarks, record->n_remarks));
	bind_text(statement, 25, message->depends);
	bind_hash(statement, 26, message->change.paths);
	bind_hash(statement, 27, message->change.new_blobs);
	bind_hash(statement, 28, message->title_hash);
	if (!database_run(index->database, statement, error))
		return false;
	message->id = database_last_id(index->database);
	return add_files(index, message, error);
}

bool messages_find_same(struct index *index, str message_id, uint64_t text_hash,
			int64_t *ret_message, int *ret_quality, int64_t *ret_arrived_at,
			GError **error)
{
	sqlite3_stmt *statement =
		database_statement(index->database,
				   "SELECT id, quality, arrived_at FROM message"
				   " WHERE message_id IS ? AND text_hash = ? ORDER BY id",
				   error);
	bool failed;

	if (!statement)
		return false;
	*ret_message = 0;
	bind_text(statement, 1, message_id);
	sqlite3_bind_int64(statement, 2, (int64_t)text_hash);
	if (database_next(index->database, statement, &failed, error)) {
		*ret_message = sqlite3_column_int64(statement, 0);
		*ret_quality = sqlite3_column_int(statement, 1);
		*ret_arrived_at = sqlite3_column_int64(statement, 2);
		sqlite3_reset(statement);
	}
	return !failed;
}

bool messages_last(struct index *index, int64_t *ret_message, GError **error)
{
	int64_t last;

	if (!database_number(index->database,
			     "SELECT seq FROM sqlite_sequence WHERE name = 'message'", NULL, 0, 0,
			     &last, error))
		return false;
	/* Lexicons know mails by 32 bits. */
	if (last < 0 || last >= UINT32_MAX) {
		database_set_corrupt(index->database, "its mails have no more numbers", error);
		return false;
	}
	*ret_message = last;
	return true;
}

bool messages_thread(struct index *index, int64_t message, int64_t *ret_thread, GError **error)
{
	return database_number(index->database, "SELECT thread FROM message WHERE id = ?", &message,
			       1, 0, ret_thread, error);
}

bool messages_of_thread(struct index *index, int64_t thread, GArray *numbers, GError **error)
{
	return database_append_numbers(index->database,
				       "SELECT id FROM message WHERE thread = ? ORDER BY id",
				       &thread, 1, numbers, error);
}

bool messages_find(struct index *index, str message_id, GArray *numbers, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database, "SELECT id FROM message WHERE message_id = ? ORDER BY id", error);
	bool failed = !statement;

	if (statement)
		bind_text(statement, 1, message_id);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		int64_t number = sqlite3_column_int64(statement, 0);

		g_array_append_val(numbers, number);
	}
	return !failed;
}

static struct mailbox read_mailbox(struct arena *arena, sqlite3_stmt *statement, int column)
{
	return (struct mailbox){
		.name = column_text(arena, statement, column),
		.address = column_text(arena, statement, column + 1),
	};
}

static struct record read_record(struct arena *arena, sqlite3_stmt *statement, str subject)
{
	struct record record = {
		.traits = (unsigned)sqlite3_column_int64(statement, 5),
		.message_id = column_text(arena, statement, 2),
		.author = PERSON_NONE,
		.sender = PERSON_NONE,
		.arrived_at = sqlite3_column_int64(statement, 12),
		.sent_at = sqlite3_column_int64(statement, 11),
		.patch_id = column_text(arena, statement, 17),
		.change_id = column_text(arena, statement, 18),
		.text_hash = (uint64_t)sqlite3_column_int64(statement, 3),
	};
	struct remark *remarks;

	subject_parse(arena, subject, &record.subject);
	if (sqlite3_column_type(statement, 21) != SQLITE_NULL)
		record.subject.title = column_text(arena, statement, 21);
	if (sqlite3_column_type(statement, 22) != SQLITE_NULL)
		decode_lines(arena, column_text(arena, statement, 22), &record.subject.prefixes,
			     &record.subject.n_prefixes);
	decode_lines(arena, column_text(arena, statement, 14), &record.parents, &record.n_parents);
	decode_lines(arena, column_text(arena, statement, 15), &record.mentions,
		     &record.n_mentions);
	decode_lines(arena, column_text(arena, statement, 16), &record.older_ids,
		     &record.n_older_ids);
	decode_numbers(arena, column_slice(statement, 19), &record.blobs, &record.n_blobs);
	decode_remarks(arena, column_slice(statement, 23), &remarks, &record.n_remarks);
	record.remarks = remarks;
	record.kind = record_classify(&record);
	return record;
}

/* What a damaged index has for a kind is none of ours. */
static enum record_kind kind_of(int64_t stored)
{
	return stored >= 0 && stored < RECORD_N_KINDS ? (enum record_kind)stored : RECORD_OTHER;
}

static void read_message(struct arena *arena, sqlite3_stmt *statement, unsigned parts,
			 struct stored_message *ret_message)
{
	struct stored_message message = {
		.id = sqlite3_column_int64(statement, 0),
		.thread = sqlite3_column_int64(statement, 1),
		.kind = kind_of(sqlite3_column_int64(statement, 4)),
		.subject = column_text(arena, statement, 6),
		.author = read_mailbox(arena, statement, 7),
		.sender = read_mailbox(arena, statement, 9),
		.bytes = sqlite3_column_int64(statement, 13),
		.quality = sqlite3_column_int(statement, 20),
	};

	if (message.sender.name.len == 0 && message.sender.address.len == 0)
		message.sender = message.author;
	message.record = read_record(arena, statement, message.subject);
	if (parts & MESSAGE_WITH_FINGERPRINT) {
		message.has_fingerprint = decode_fingerprint(arena, column_slice(statement, 24),
							     &message.fingerprint);
		message.change = (struct change_hash){
			.paths = (uint64_t)sqlite3_column_int64(statement, 25),
			.new_blobs = (uint64_t)sqlite3_column_int64(statement, 26),
		};
	}
	*ret_message = message;
}

static bool read_messages(struct index *index, sqlite3_stmt *statement, unsigned parts,
			  struct arena *arena, GArray *messages, GError **error)
{
	bool failed = false;

	while (database_next(index->database, statement, &failed, error)) {
		struct stored_message message;

		read_message(arena, statement, parts, &message);
		g_array_append_val(messages, message);
	}
	return !failed;
}

static sqlite3_stmt *select_message(struct index *index, unsigned parts, GError **error)
{
	static const char alone[] = "SELECT " MESSAGE_COLUMNS " FROM message WHERE id = ?";
	static const char whole[] = "SELECT " MESSAGE_COLUMNS
				    ", fingerprint, paths, new_blobs FROM message WHERE id = ?";

	return database_statement(index->database, parts & MESSAGE_WITH_FINGERPRINT ? whole : alone,
				  error);
}

bool messages_name(struct index *index, int64_t message, GPtrArray *ids, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT message_id FROM message WHERE id = ? AND message_id IS NOT NULL", error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, message);
	while (!failed && database_next(index->database, statement, &failed, error))
		g_ptr_array_add(ids, str_dup(column_slice(statement, 0)));
	return !failed;
}

bool messages_paths(struct index *index, int64_t message, struct arena *arena, GArray *paths,
		    GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT name FROM file JOIN path ON path.id = path WHERE message = ?"
		" ORDER BY number",
		error);
	bool failed = !statement;

	if (statement)
		sqlite3_bind_int64(statement, 1, message);
	while (!failed && database_next(index->database, statement, &failed, error)) {
		str path = column_text(arena, statement, 0);

		g_array_append_val(paths, path);
	}
	return !failed;
}

int stored_message_compare(const void *a, const void *b)
{
	const struct stored_message *left = a;
	const struct stored_message *right = b;

	if (left->record.arrived_at != right->record.arrived_at)
		return left->record.arrived_at < right->record.arrived_at ? -1 : 1;
	return (left->id > right->id) - (left->id < right->id);
}

static void sort_from(GArray *messages, unsigned begin)
{
	if (messages->len > begin)
		qsort(&g_array_index(messages, struct stored_message, begin), messages->len - begin,
		      sizeof(struct stored_message), stored_message_compare);
}

bool messages_load_thread(struct index *index, int64_t thread, int64_t before, struct arena *arena,
			  GArray *messages, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"SELECT " MESSAGE_COLUMNS " FROM message WHERE thread = ? AND id < ?", error);
	unsigned begin = messages->len;

	if (!statement)
		return false;
	sqlite3_bind_int64(statement, 1, thread);
	sqlite3_bind_int64(statement, 2, before);
	if (!read_messages(index, statement, MESSAGE_ALONE, arena, messages, error))
		return false;
	sort_from(messages, begin);
	return true;
}

bool messages_load(struct index *index, const int64_t *numbers, unsigned n_numbers, unsigned parts,
		   struct arena *arena, GArray *messages, GError **error)
{
	unsigned begin = messages->len;

	for (unsigned i = 0; i < n_numbers; i++) {
		sqlite3_stmt *statement = select_message(index, parts, error);

		if (!statement)
			return false;
		sqlite3_bind_int64(statement, 1, numbers[i]);
		if (!read_messages(index, statement, parts, arena, messages, error))
			return false;
	}
	sort_from(messages, begin);
	return true;
}

/* A patch under another title is asked for again among the commits. */
static bool forget_match(struct index *index, const struct stored_message *message, GError **error)
{
	return database_run_numbers(index->database,
				    "UPDATE repository SET matched = min(matched, ?1 - 1)"
				    " WHERE EXISTS (SELECT 1 FROM message WHERE id = ?1"
				    " AND title_hash IS NOT NULL AND title_hash != ?2)",
				    (const int64_t[]){message->id, (int64_t)message->title_hash}, 2,
				    error);
}

bool messages_improve(struct index *index, const struct stored_message *message, GError **error)
{
	sqlite3_stmt *statement = database_statement(
		index->database,
		"UPDATE message SET subject = ?, author_name = ?, author_address = ?,"
		" sender_name = ?, sender_address = ?, sent_at = ?, bytes = ?, quality = ?,"
		" title = ?, prefixes = ?, fingerprint = ?, title_hash = ? WHERE id = ?",
		error);

	if (!statement || !forget_match(index, message, error))
		return false;
	sqlite3_clear_bindings(statement);
	bind_text(statement, 1, message->subject);
	bind_people(statement, 2, message);
	sqlite3_bind_int64(statement, 6, message->record.sent_at);
	sqlite3_bind_int64(statement, 7, message->bytes);
	sqlite3_bind_int(statement, 8, message->quality);
	arena_reset(&index->scratch);
	if (message->has_own_title)
		bind_text(statement, 9, message->record.subject.title);
	if (message->has_own_prefixes)
		bind_prefixes(index, statement, 10, &message->record.subject);
	if (message->has_fingerprint)
		bind_slice(statement, 11,
			   encode_fingerprint(&index->scratch, &message->fingerprint));
	bind_hash(statement, 12, message->title_hash);
	sqlite3_bind_int64(statement, 13, message->id);
	return database_run(index->database, statement, error);
}

bool messages_set_arrival(struct index *index, int64_t message, int64_t arrived_at, GError **error)
{
	return database_run_numbers(index->database,
				    "UPDATE message SET arrived_at = ?1 WHERE id = ?2",
				    (const int64_t[]){arrived_at, message}, 2, error);
}

bool messages_set_kind(struct index *index, int64_t message, enum record_kind kind, GError **error)
{
	return database_run_numbers(index->database, "UPDATE message SET kind = ?1 WHERE id = ?2",
				    (const int64_t[]){kind, message}, 2, error);
}
