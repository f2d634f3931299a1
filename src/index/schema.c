/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/schema.h"

const struct migration schema_migrations[SCHEMA_VERSION] = {
	{
		.sql =
			/* Under which hashes are computed: no sender can make two that are equal. */
		"CREATE TABLE secret (key BLOB NOT NULL);"
		"INSERT INTO secret VALUES (randomblob(16));"

		"CREATE TABLE archive ("
		" id INTEGER PRIMARY KEY,"
		" path TEXT NOT NULL UNIQUE,"
		" title TEXT,"
		" quoting INTEGER NOT NULL," /* enum mbox_quoting */
		/* Mails stand in it no more that nobody has looked for elsewhere yet. */
		" has_forgotten INTEGER NOT NULL DEFAULT 0);"
		"CREATE TABLE point ("
		" archive INTEGER NOT NULL REFERENCES archive,"
		" epoch INTEGER NOT NULL,"
		" tip TEXT NOT NULL," /* of an epoch a commit that was read */
		" PRIMARY KEY (archive, epoch)) WITHOUT ROWID;"

		"CREATE TABLE message ("
		/* No number twice: words may still name one that is gone. */
		" id INTEGER PRIMARY KEY AUTOINCREMENT,"
		" message_id TEXT,"
		" text_hash INTEGER NOT NULL," /* equal for the same mail by another list */
		" kind INTEGER NOT NULL," /* enum record_kind, as its thread tells */
		" traits INTEGER NOT NULL,"
		" subject TEXT,"
		" title TEXT, prefixes TEXT," /* where they do not follow from the subject */
		" author_name TEXT, author_address TEXT,"
		" sender_name TEXT, sender_address TEXT," /* NULL where both are the author */
		" sent_at INTEGER NOT NULL,"
		" arrived_at INTEGER NOT NULL," /* where it came first */
		" bytes INTEGER NOT NULL,"
		" thread INTEGER NOT NULL,"
		" parents TEXT, mentions TEXT, older_ids TEXT,"
		" patch_id TEXT, change_id TEXT,"
		" blobs BLOB, fingerprint BLOB,"
		" quality INTEGER NOT NULL);" /* of the copy that this is read from */
		"CREATE INDEX message_by_message_id ON message (message_id);"
		"CREATE INDEX message_by_thread ON message (thread);"
		/* Searches ask it for what all messages have: it is a tenth of their table. */
		"CREATE INDEX message_by_arrival ON message"
		" (arrived_at, id, sent_at, kind, bytes);"
		"CREATE INDEX message_by_patch_id ON message (patch_id)"
		" WHERE patch_id IS NOT NULL;"
		"CREATE INDEX message_by_change_id ON message (change_id)"
		" WHERE change_id IS NOT NULL;"

		"CREATE TABLE place ("
		" archive INTEGER NOT NULL REFERENCES archive,"
		" number INTEGER NOT NULL," /* in order of arrival */
		" message INTEGER NOT NULL REFERENCES message,"
		" epoch INTEGER NOT NULL,"
		" object BLOB, commit_id BLOB,"
		" position INTEGER NOT NULL, length INTEGER NOT NULL,"
		" arrived_at INTEGER NOT NULL,"
		" quality INTEGER NOT NULL,"
		" PRIMARY KEY (archive, number)) WITHOUT ROWID;"
		"CREATE INDEX place_by_message ON place (message);"
		"CREATE INDEX place_by_commit ON place (commit_id)"
		" WHERE commit_id IS NOT NULL;"

		"CREATE TABLE identifier ("
		" hash INTEGER PRIMARY KEY,"
		" thread INTEGER NOT NULL);"
		"CREATE INDEX identifier_by_thread ON identifier (thread);"

		"CREATE TABLE path (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
		"CREATE TABLE file ("
		" message INTEGER NOT NULL REFERENCES message,"
		" number INTEGER NOT NULL,"
		" path INTEGER NOT NULL REFERENCES path,"
		" old_blob TEXT, new_blob TEXT,"
		" insertions INTEGER NOT NULL, deletions INTEGER NOT NULL,"
		" PRIMARY KEY (message, number)) WITHOUT ROWID;"
		"CREATE INDEX file_by_path ON file (path, message);"

		"CREATE TABLE posting ("
		" id INTEGER PRIMARY KEY REFERENCES message," /* its mail that came first */
		" head INTEGER NOT NULL REFERENCES message,"
		" cover INTEGER REFERENCES message,"
		" completes INTEGER,"
		" major INTEGER NOT NULL, minor INTEGER NOT NULL, letter INTEGER NOT NULL,"
		" total INTEGER NOT NULL, n_patches INTEGER NOT NULL,"
		" n_missing INTEGER NOT NULL,"
		" traits INTEGER NOT NULL," /* enum posting_trait */
		" arrived_at INTEGER NOT NULL," /* of its mail that came first */
		" sent_at INTEGER NOT NULL," /* of its head */
		" title TEXT,"
		" n_replies INTEGER NOT NULL,"
		" n_repliers INTEGER NOT NULL," /* people but the author who replied */
		" replied_at INTEGER," /* when the last reply came */
		" state INTEGER NOT NULL," /* enum series_state */
		" topic INTEGER NOT NULL," /* the oldest posting of the work */
		" is_latest INTEGER NOT NULL,"
		" digest INTEGER NOT NULL);" /* of what it is made of */
		"CREATE INDEX posting_by_topic ON posting (topic);"
		"CREATE INDEX posting_by_arrival ON posting (arrived_at);"
		"CREATE TABLE member ("
		" message INTEGER PRIMARY KEY REFERENCES message,"
		" posting INTEGER NOT NULL REFERENCES posting);"
		"CREATE INDEX member_by_posting ON member (posting);"

		"CREATE TABLE link ("
		" newer INTEGER NOT NULL REFERENCES posting,"
		" older INTEGER NOT NULL REFERENCES posting,"
		" reasons INTEGER NOT NULL,"
		" sureness INTEGER NOT NULL," /* percent */
		" common INTEGER NOT NULL," /* patches that both have */
		" is_main INTEGER NOT NULL," /* 0 for a further work that it unites */
		" PRIMARY KEY (newer, older)) WITHOUT ROWID;"
		"CREATE INDEX link_by_older ON link (older);"
		"CREATE TABLE clue ("
		" hash INTEGER NOT NULL,"
		" arrived_at INTEGER NOT NULL,"
		" posting INTEGER NOT NULL REFERENCES posting,"
		" PRIMARY KEY (hash, arrived_at, posting)) WITHOUT ROWID;"
		"CREATE TABLE meeting ("
		" hash INTEGER NOT NULL,"
		" at INTEGER NOT NULL,"
		" message INTEGER NOT NULL REFERENCES message,"
		" PRIMARY KEY (hash, at, message)) WITHOUT ROWID;"

		"CREATE TABLE segment (id INTEGER PRIMARY KEY, n_blocks INTEGER NOT NULL);"
		"CREATE TABLE words ("
		" id INTEGER PRIMARY KEY,"
		" segment INTEGER NOT NULL REFERENCES segment,"
		" first BLOB NOT NULL," /* the first word of the block */
		" block BLOB NOT NULL);"
		"CREATE UNIQUE INDEX words_by_first ON words (segment, first);",
	},
	{
		.sql =
			/*
			 * What replies say, and what patches rest on, was not kept before: all mails
			 * are read again, by the next run that reads an archive.
			 */
		"DELETE FROM point;"
		"DELETE FROM place;"
		"DELETE FROM message;"
		"DELETE FROM identifier;"
		"DELETE FROM file;"
		"DELETE FROM member;"
		"DELETE FROM posting;"
		"DELETE FROM link;"
		"DELETE FROM clue;"
		"DELETE FROM meeting;"
		"DELETE FROM words;"
		"DELETE FROM segment;"

		"ALTER TABLE message ADD COLUMN remarks BLOB;"
		"ALTER TABLE message ADD COLUMN depends TEXT;" /* a line each: KIND VALUE TAB TEXT */
		/* Under what a commit that is this patch is found: struct change_hash, its title. */
		"ALTER TABLE message ADD COLUMN paths INTEGER;"
		"ALTER TABLE message ADD COLUMN new_blobs INTEGER;"
		"ALTER TABLE message ADD COLUMN title_hash INTEGER;"
		"CREATE INDEX message_by_paths ON message (paths) WHERE paths IS NOT NULL;"
		"CREATE INDEX message_by_title ON message (title_hash)"
		" WHERE title_hash IS NOT NULL;"
		"ALTER TABLE file ADD COLUMN hunks BLOB;" /* begin << 32 | end, of each */

		"CREATE TABLE outcome ("
		" posting INTEGER PRIMARY KEY REFERENCES posting,"
		" state INTEGER NOT NULL," /* enum outcome_state */
		" turn INTEGER NOT NULL," /* enum outcome_turn */
		" turn_since INTEGER NOT NULL,"
		" active_at INTEGER NOT NULL,"
		" answered_at INTEGER NOT NULL," /* 0 for never, and so in the next one */
		" landed_at INTEGER NOT NULL,"
		" pinged INTEGER NOT NULL,"
		" n_patches INTEGER NOT NULL, n_reviewed INTEGER NOT NULL,"
		" n_landed INTEGER NOT NULL,"
		" evidence BLOB NOT NULL);" /* reasons and reviewers */

		"CREATE TABLE repository ("
		" id INTEGER PRIMARY KEY,"
		" path TEXT NOT NULL UNIQUE,"
		" name TEXT NOT NULL UNIQUE,"
		" since INTEGER NOT NULL," /* commits before were left out */
		/* What was held against one another: messages and changesets up to these numbers. */
		" matched INTEGER NOT NULL DEFAULT 0,"
		" considered INTEGER NOT NULL DEFAULT 0);"
		"CREATE TABLE tip ("
		" repository INTEGER NOT NULL REFERENCES repository,"
		" name TEXT NOT NULL," /* of a ref */
		" object BLOB NOT NULL,"
		" PRIMARY KEY (repository, name)) WITHOUT ROWID;"
		"CREATE TABLE tag ("
		" id INTEGER PRIMARY KEY,"
		" repository INTEGER NOT NULL REFERENCES repository,"
		" name TEXT NOT NULL,"
		" object BLOB NOT NULL,"
		" tagged_at INTEGER NOT NULL);"
		"CREATE INDEX tag_by_time ON tag (repository, tagged_at, name);"
		"CREATE TABLE changeset ("
		" id INTEGER PRIMARY KEY,"
		" repository INTEGER NOT NULL REFERENCES repository,"
		" object BLOB NOT NULL,"
		" parents BLOB," /* numbers of rows; those that were left out are not there */
		" author_name TEXT, author_address TEXT,"
		" authored_at INTEGER NOT NULL,"
		" committed_at INTEGER NOT NULL,"
		" title TEXT,"
		" title_hash INTEGER NOT NULL,"
		" picked_from TEXT,"
		" paths INTEGER NOT NULL, new_blobs INTEGER NOT NULL,"
		" tag INTEGER REFERENCES tag);" /* the first that contains it */
		"CREATE UNIQUE INDEX changeset_by_object ON changeset (repository, object);"
		"CREATE INDEX changeset_by_title ON changeset (title_hash);"
		"CREATE INDEX changeset_by_paths ON changeset (paths) WHERE paths != 0;"
		"CREATE TABLE cited ("
		" hash INTEGER NOT NULL," /* of a Message-ID */
		" changeset INTEGER NOT NULL REFERENCES changeset,"
		" PRIMARY KEY (hash, changeset)) WITHOUT ROWID;"
		"CREATE INDEX cited_by_changeset ON cited (changeset);"
		"CREATE TABLE landing ("
		" message INTEGER NOT NULL REFERENCES message,"
		" changeset INTEGER NOT NULL REFERENCES changeset,"
		" reasons INTEGER NOT NULL,"
		" sureness INTEGER NOT NULL," /* percent */
		" change INTEGER NOT NULL," /* enum compare_outcome */
		" PRIMARY KEY (message, changeset)) WITHOUT ROWID;"
		"CREATE INDEX landing_by_changeset ON landing (changeset);"
		/* What the shortlogs of pull requests name. */
		"CREATE TABLE carried ("
		" hash INTEGER NOT NULL," /* of a title, as message.title_hash */
		" message INTEGER NOT NULL REFERENCES message,"
		" author TEXT NOT NULL," /* the name */
		" PRIMARY KEY (hash, message, author)) WITHOUT ROWID;"
		"CREATE INDEX carried_by_message ON carried (message);",
	},
	{
		.sql =
			/*
			 * In the order in which they were learned of; no number twice. What stands
			 * for a message that went is below zero.
			 */
		"CREATE TABLE sighting ("
		" number INTEGER PRIMARY KEY AUTOINCREMENT,"
		" message INTEGER NOT NULL REFERENCES message,"
		" archive INTEGER NOT NULL REFERENCES archive);"
		"CREATE UNIQUE INDEX sighting_by_message ON sighting (message, archive);"
		"INSERT OR IGNORE INTO sighting (message, archive)"
		" SELECT message, archive FROM place ORDER BY archive, number;",
	},
};
