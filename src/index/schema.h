/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The schema of the index, as the steps that made it. A new version adds a step at
 * the end; a step that users may have is never changed.
 *
 * What stands in the tables:
 *
 *	archive, point     what was read, and up to where
 *	message            one mail, in however many places: what src/series knows of it
 *	place              where a mail stands in an archive, in order of arrival
 *	identifier         which thread a Message-ID belongs to, of absent mails too
 *	file               the files of a patch's diff
 *	posting, member    what was sent together
 *	link               which posting follows which, why, and how surely
 *	clue               under which keys a posting is found by its revisions
 *	meeting            under which keys mails of one posting find one another
 *	segment, words     which mails hold a word
 *	outcome            what became of a posting, and what that rests on
 *	repository, tip    project repositories, and up to where their commits were read
 *	changeset, cited   their commits, and the mails that these name
 *	tag                their tags, in the order of time
 *	landing            which commit is which patch, and how that is known
 *	sighting           in which order mails were seen in archives for the first time
 *
 * Mails' bodies stay in the archives. Lists (ids, hashes) that are only ever read
 * whole are one value: texts with a line each, numbers as little-endian bytes.
 */
#ifndef TIDINGS_INDEX_SCHEMA_H
#define TIDINGS_INDEX_SCHEMA_H

#include "index/database.h"

enum { SCHEMA_VERSION = 3 };

extern const struct migration schema_migrations[SCHEMA_VERSION];

#endif
