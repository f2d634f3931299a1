/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one table of limits on what a sender, or an archive, controls.
 *
 * Past a limit the reader keeps what it has, sets a defect bit where there is
 * one, and goes on. Errors are LIMIT_MBOX_BYTES, as a report on half an archive
 * would be wrong, and LIMIT_OBJECT_BYTES and LIMIT_DELTA_CHAIN, as no archive has
 * such objects. Sizes are bytes. The largest mail of four real
 * archives (174,289 mails) had 384 kB.
 */
#ifndef TIDINGS_BASE_LIMITS_H
#define TIDINGS_BASE_LIMITS_H

enum {
	LIMIT_WORKERS = 16, /* threads that read mails at the same time */

	/* mail */
	/* A larger mail is read up to here; a git object is inflated whole, and then cut. */
	LIMIT_MAIL_BYTES = 64 * 1024 * 1024,
	LIMIT_HEADER_BYTES = 1024 * 1024, /* all header fields together */
	LIMIT_HEADER_FIELDS = 2000, /* fields of one header block */
	LIMIT_FIELD_BYTES = 64 * 1024, /* one field, unfolded */
	LIMIT_FIELD_CHARSETS = 8, /* of the encoded words of one field */
	LIMIT_ID_FIELDS = 16, /* fields In-Reply-To, and likewise References, that are read */
	LIMIT_MESSAGE_ID_BYTES = 998, /* RFC 5322, 2.1.1: the longest line */
	LIMIT_REFERENCES = 1000, /* the newest are kept */
	LIMIT_MIME_DEPTH = 16, /* multiparts within multiparts */
	LIMIT_MIME_PARTS = 200, /* leaves of one mail */

	/* patch */
	LIMIT_SUBJECT_BYTES = 2000, /* decoded; a longer one is cut */
	LIMIT_SUBJECT_WORDS = 32, /* words in the brackets of a subject */
	LIMIT_COUNTER = 99999, /* n and m of n/m, and a revision */
	LIMIT_TRAILERS = 1000, /* of one message */
	LIMIT_PREREQUISITES = 1000, /* patch ids, and likewise dependencies, of one mail */
	LIMIT_DIFF_FILES = 100000, /* files of one diff */
	LIMIT_PATH_BYTES = 4096, /* Linux: PATH_MAX */
	LIMIT_DIFF_RANGES = 500, /* ranges of one file of a diff; the last one is widened */
	LIMIT_DEPENDENCIES = 1000, /* what one mail says that it rests on */
	LIMIT_SHORTLOG_TITLES = 5000, /* commits that one pull request lists */

	/* people */
	LIMIT_PERSON_NAMES = 32, /* distinct names counted for one address */

	/* series */
	LIMIT_SERIES_PATCHES = 5000, /* patches of one posting; the largest seen has 370 */
	LIMIT_MISSING = 1000, /* numbers named as missing, of one posting */
	LIMIT_MENTIONS = 100, /* links to other mails, of one mail */

	/* compare */
	LIMIT_COMPARED_LINES = 20000, /* lines of one patch; the rest takes no part */
	LIMIT_COMPARED_PATCHES = 300, /* of one revision that are held against all others */
	/* Of one comparison, 5 ns each; what is left then counts as different. */
	LIMIT_COMPARED_STEPS = 100 * 1000 * 1000,

	/* reply */
	LIMIT_REPLY_BYTES = 1024 * 1024, /* of a text in which remarks are looked for */
	LIMIT_REMARKS = 200, /* of one mail */

	/* repository */
	LIMIT_REFS = 100000, /* branches and tags of one repository */
	LIMIT_COMMIT_LINKS = 32, /* mails that one commit names */
	LIMIT_CHANGED_TREES = 100000, /* that one commit changes; the first of Linux has 1,000 */

	/* outcome */
	LIMIT_RULE_REASONS = 16, /* reasons that one rule gives for one outcome: the oldest */
	LIMIT_LEDGER_STEPS = 2 * 1000 * 1000, /* of trailers from a patch to its next revision */
	LIMIT_LEDGER_NAMES = 300, /* people of one work who are known by each of their names */
	LIMIT_CONTACTS = 1000 * 1000, /* places where two series meet, 40 bytes each; the nearest */

	/* search */
	LIMIT_WORD_BYTES = 64, /* of a word; the rest of it is left out */
	LIMIT_MAIL_WORDS = 100000, /* words of one mail that are indexed; 600 kB of text */
	LIMIT_LEXICON_BYTES =
		1024 * 1024 * 1024, /* of one worker; later mails' words are left out */
	LIMIT_QUERY_TERMS = 1000,
	LIMIT_QUERY_DEPTH = 100, /* parentheses within parentheses */

	/* template: these are the user's own */
	LIMIT_TEMPLATE_BYTES = 4 * 1024 * 1024, /* of one file */
	LIMIT_TEMPLATE_DEPTH = 32, /* sections and parts within one another */

	/* delivery */
	LIMIT_SENDMAIL_SECONDS = 600, /* that the user's program may take for a mail */

	/* site */
	LIMIT_SITE_DIFFERENCES = 50, /* of revisions of one work that its page shows: the newest */

	/* subscription: these are the user's own, or of a project that the user follows */
	LIMIT_MAINTAINERS_BYTES = 64 * 1024 * 1024, /* of a MAINTAINERS file; else CONFIG */
	LIMIT_PATH_PATTERN_BYTES = 4096, /* of a pattern of paths; a longer one matches nothing */
	LIMIT_EXPRESSION_STEPS =
		10000, /* of an N:, at each byte of a path; then nothing is found */

	/* index */
	LIMIT_WRITER_SECONDS = 600, /* a second writer waits for the first one */
	LIMIT_CHUNK_MAILS = 65536, /* mails that are indexed in one transaction */

	/* archive */
	LIMIT_EPOCHS = 10000, /* git repositories of one inbox */
	LIMIT_MBOX_BYTES = 0x7fffffff, /* of a compressed mbox, when decompressed; else READ */
	LIMIT_DESCRIPTION_BYTES = 1000, /* of the file `description` */
	LIMIT_TAGS = 16, /* tags of tags */
	LIMIT_OBJECT_BYTES = 1024 * 1024 * 1024, /* one git object: a whole epoch is no larger */
	LIMIT_DELTA_CHAIN = 10000, /* deltas on deltas; git makes no more than 4,095 */
	/* Each of the files HEAD, config, packed-refs, shallow and alternates. */
	LIMIT_REFS_BYTES = 16 * 1024 * 1024,
	LIMIT_ALTERNATE_DEPTH = 5, /* repositories that borrow from one that borrows: git's own */
	LIMIT_ALTERNATES = 1000, /* directories that one repository borrows from */
	LIMIT_LATE_COMMITS = 1000, /* a search by time goes on this far past the first too old */

	/* mirror: what a server controls; past these it is an error */
	LIMIT_MANIFEST_BYTES = 16 * 1024 * 1024, /* as sent, and when decompressed */
	LIMIT_MANIFEST_VALUES = 200 * 1000, /* 50 MB in memory; a large server's has 20,000 */
	LIMIT_REDIRECTS = 8,
	LIMIT_DOWNLOAD_SECONDS = 600, /* of one request, however steadily bytes drip */
	LIMIT_RETRY_SECONDS =
		60, /* a wait before the next try, also where a server asks for more */
	LIMIT_GIT_OUTPUT_BYTES = 64 * 1024 * 1024, /* a list of refs */
	LIMIT_GIT_LINE_BYTES = 1000, /* of a line that git says; the rest is dropped */
	LIMIT_GIT_LINES = 6, /* that an error shows: the last ones */
};

#endif
