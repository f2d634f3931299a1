/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "outcome/ledger.h"

#include <glib.h>

enum {
	MOST_POSTINGS = 4,
	MOST_PATCHES = 4,
	MOST_REPLIES = 3,
	MOST_TRAILERS = 3,
	MOST_REMARKS = 2,
};

#define ANN "Ann Author <ann@example.org>"
#define ROB "Rob Reader <rob@example.com>"
#define ROBBIE "Robbie <robbie@example.com>"
#define TESS "Tess Tester <tess@example.net>"

#define REVIEWED "Reviewed-by: " ROB
#define ACKED "Acked-by: " ROB
#define TESTED "Tested-by: " TESS
#define NACKED "Nacked-by: " ROB

/* So many lines that a patch with another one is still the same patch. */
#define MORE "+five\n+six\n+seven\n+eight\n+nine\n"

#define DIFF(file, blob, context, line) \
	"diff --git a/" file " b/" file "\n" \
	"index " blob "..89abcde 100644\n" \
	"--- a/" file "\n" \
	"+++ b/" file "\n" \
	"@@ -1,3 +1,8 @@ int dim(void)\n " context "\n-two\n+" line "\n" MORE " four\n"

#define LAMP DIFF("lamp.c", "1234567", "one", "three")
#define LAMP_REBASED DIFF("lamp.c", "7654321", "zero", "three")
#define LAMP_REWRITTEN DIFF("lamp.c", "1234567", "one", "3")
#define WICK DIFF("wick.c", "1111111", "uno", "tres")
#define WICK_REWRITTEN DIFF("wick.c", "1111111", "uno", "3")

/* With an empty line, and @lines below it. */
#define LAMP_SPACED(lines) \
	"diff --git a/lamp.c b/lamp.c\n--- a/lamp.c\n+++ b/lamp.c\n" \
	"@@ -1,3 +1,9 @@ int dim(void)\n one\n-two\n+three\n+\n" lines MORE " four\n"

/* Nothing of it is in LAMP. */
#define OTHER \
	"diff --git a/oil.c b/oil.c\n--- a/oil.c\n+++ b/oil.c\n" \
	"@@ -1 +1,7 @@\n-a\n+b\n+c\n+d\n+e\n+f\n+g\n+h\n"

/* What is left out says: by Rob, a trailer; to the patch itself. */
struct test_reply {
	const char *sender; /* NULL: Rob */
	const char *trailers[MOST_REMARKS];
	const char *quoted[MOST_REMARKS]; /* lines of a diff; each is a comment */
	bool is_nak;
	unsigned answers; /* the number of the reply, from 1; 0 for the patch */
};

struct test_patch {
	const char *title; /* NULL: there is no such patch */
	const char *diff; /* NULL: its fingerprint is not known */
	const char *trailers[MOST_TRAILERS];
	struct test_reply replies[MOST_REPLIES];
	unsigned number; /* 0: by place */
};

struct test_posting {
	struct test_patch cover;
	struct test_patch patches[MOST_PATCHES];
	bool is_partial;
	bool is_branch; /* it follows not the one before it, but that before */
};

struct ledger_case {
	const char *sentence;
	struct test_posting postings[MOST_POSTINGS];
	unsigned seen_from; /* the number of the posting, from 1; 0 for the last */
	const char *expected;
};

/*
 * Expected is, for each entry, fate, trailer, person, posting and number, and the newest number;
 * for each comment, fate, posting and number, and the next posting.
 */
static const struct ledger_case ledger_cases[] = {
	{.sentence = "a-trailer-for-the-newest-revision-is-given",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}}},
	 .expected = "given Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-in-the-next-message-is-carried",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-is-carried-into-a-rewritten-patch-too",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN, .trailers = {REVIEWED}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "seen-from-an-older-revision-it-was-given",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .seen_from = 1,
	 .expected = "given Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-became-another-is-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {ACKED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .expected = "changed Acked-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-stands-beside-another-of-its-giver-is-lost",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {ACKED, REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .expected = "lost Acked-by Rob 1.1>1\ncarried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-does-not-change-into-another-persons",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {ACKED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {"Reviewed-by: " TESS}}}}},
	 .expected = "lost Acked-by Rob 1.1>1\nwritten Reviewed-by Tess 2.1>1\n"},
	{.sentence = "a-test-does-not-become-a-review",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{TESS, {TESTED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {"Reviewed-by: " TESS}}}}},
	 .expected = "lost Tested-by Tess 1.1>1\nwritten Reviewed-by Tess 2.1>1\n"},
	{.sentence = "a-trailer-that-an-equal-patch-lacks-is-lost",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}}},
	 .expected = "lost Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-a-rebased-patch-lacks-is-lost",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REBASED}}}},
	 .expected = "lost Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-a-reworded-patch-lacks-is-lost",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn longer", LAMP}}}},
	 .expected = "lost Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-a-rewritten-patch-lacks-is-outdated",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "outdated Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-is-outdated-where-a-revision-between-was-rewritten",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "outdated Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-that-a-rewritten-patch-carried-and-the-next-lacks-is-lost",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN, .trailers = {REVIEWED}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "lost Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-for-a-patch-that-is-no-more-is-dropped",
	 .postings = {{.patches = {{"lamp: burn", LAMP},
				   {"oil: fill", OTHER, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}}},
	 .expected = "dropped Reviewed-by Rob 1.2>0\n"},
	{.sentence = "a-trailer-that-nobody-gave-is-written",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .expected = "written Reviewed-by Rob 1.1>1\n"},
	{.sentence = "entries-are-in-the-order-of-the-patches",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}},
				   {"wick: burn", WICK, .replies = {{.trailers = {REVIEWED}}}}}}},
	 .expected = "written Reviewed-by Rob 1.1>1\ngiven Reviewed-by Rob 1.2>2\n"},
	{.sentence = "what-an-older-message-says-is-no-entry",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = ""},
	{.sentence = "a-trailer-that-was-given-again-stands-once",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN,
				    .replies = {{.trailers = {REVIEWED}},
						{.trailers = {REVIEWED}}}}}}},
	 .expected = "given Reviewed-by Rob 2.1>1\n"},
	{.sentence = "two-scopes-are-two-trailers",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {ACKED " # wick",
							      ACKED " # oil"}}}}}}},
	 .expected = "given Acked-by Rob 1.1>1 # wick\ngiven Acked-by Rob 1.1>1 # oil\n"},
	{.sentence = "a-scope-may-be-lost-on-the-way",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {ACKED " # wick"}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {ACKED}}}}},
	 .expected = "carried Acked-by Rob 1.1>1 # wick\n"},
	{.sentence = "the-case-of-an-address-does-not-count",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP,
				    .trailers = {"Reviewed-by: R. R. <Rob@Example.com>"}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "another-address-of-the-same-name-is-the-same",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP,
				    .trailers = {"Reviewed-by: Rob Reader <rr@example.org>"}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "who-was-once-seen-with-the-same-name-is-the-same",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"lamp: burn", LAMP,
				    .trailers = {"Reviewed-by: <robert@example.net>"}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "one-word-of-a-name-is-not-enough",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{ROBBIE, .trailers = {"Acked-by: " ROBBIE}}}}}},
		      {.patches = {{"lamp: burn", LAMP,
				    .trailers = {"Acked-by: Robbie <r@example.net>"}}}}},
	 .expected = "lost Acked-by Robbie 1.1>1\nwritten Acked-by  2.1>1\n"},
	{.sentence = "a-trailer-without-an-address-is-its-senders",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {"Reviewed-by: Robbie"}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>1\n"},
	{.sentence = "the-same-local-part-is-the-senders",
	 .postings =
		 {{.patches =
			   {{"lamp: burn", LAMP,
			     .replies =
				     {{.trailers = {"Reviewed-by: R. <rob@example.org>"}}}}}}},
	 .expected = "given Reviewed-by Rob 1.1>1\n"},
	{.sentence = "a-trailer-of-somebody-else-is-anothers",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {TESTED}}}}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {TESTED}}}}},
	 .expected = "carried Tested-by Tess 1.1>1 another's\n"},
	{.sentence = "a-nack-that-the-author-answered-is-answered",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {NACKED}},
						{TESS, .answers = 1},
						{ANN, .answers = 2}}}}}},
	 .expected = "given Nacked-by Rob 1.1>1\n"},
	{.sentence = "a-nack-that-only-others-answered-is-unanswered",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {NACKED}},
						{TESS, .answers = 1},
						{ANN}}}}}},
	 .expected = "given Nacked-by Rob 1.1>1 unanswered\n"},
	{.sentence = "a-nack-that-was-taken-back-needs-no-answer",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {NACKED}}, {.trailers = {ACKED}}}}}}},
	 .expected = "given Nacked-by Rob 1.1>1\ngiven Acked-by Rob 1.1>1\n"},
	{.sentence = "a-nack-that-was-taken-back-for-all-needs-no-answer",
	 .postings = {{.cover = {"lamps",
				 .replies = {{.trailers = {NACKED}}, {.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}}}},
	 .expected = "given Nacked-by Rob 1.0>0\ngiven Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-nack-that-came-after-a-review-is-unanswered",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {ACKED}}, {.trailers = {NACKED}}}}}}},
	 .expected = "given Acked-by Rob 1.1>1\ngiven Nacked-by Rob 1.1>1 unanswered\n"},
	{.sentence = "a-nack-that-anothers-review-followed-is-unanswered",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.trailers = {NACKED}},
						{TESS, {"Acked-by: " TESS}}}}}}},
	 .expected = "given Nacked-by Rob 1.1>1 unanswered\ngiven Acked-by Tess 1.1>1\n"},
	{.sentence = "a-nack-that-became-a-review-needs-no-answer",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {NACKED}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN, .trailers = {REVIEWED}}}}},
	 .expected = "changed Nacked-by Rob 1.1>1\n"},
	{.sentence = "a-nak-is-a-nack",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.is_nak = true}}}}}},
	 .expected = "given NAK Rob 1.1>1 unanswered\n"},
	{.sentence = "an-authors-own-nak-is-none",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{ANN, .is_nak = true}}}}}},
	 .expected = ""},

	{.sentence = "a-cover-letters-trailer-is-given-to-all",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}}},
	 .expected = "given Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-cover-letters-trailer-is-carried-if-all-patches-have-it",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}},
				   {"oil: fill", OTHER},
				   {"wick: burn", WICK_REWRITTEN, .trailers = {REVIEWED}}}}},
	 .expected = "carried Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-cover-letters-trailer-may-stand-in-the-next-cover-letter",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.cover = {"lamps", .trailers = {REVIEWED}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK_REWRITTEN}}}},
	 .expected = "carried Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-cover-letters-trailer-that-no-patch-has-is-lost",
	 .postings =
		 {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		   .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}, {"oil: fill", OTHER}}},
		  {.patches = {{"wick: burn", WICK}, {"lamp: burn", LAMP}}}},
	 .expected = "lost Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-cover-letters-trailer-that-no-patch-has-is-outdated-if-some-were-rewritten",
	 .postings =
		 {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		   .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}, {"oil: fill", OTHER}}},
		  {.patches = {{"wick: burn", WICK_REWRITTEN},
			       {"lamp: burn", LAMP},
			       {"oil: fill"}}}},
	 .expected = "outdated Reviewed-by Rob 1.0>0\n"},
	{.sentence = "patches-that-lack-a-cover-letters-trailer-follow-it",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP},
				   {"lamp and wick: burn", LAMP WICK},
				   {"wick: burn", WICK},
				   {"oil: fill", OTHER}}},
		      {.patches = {{"oil: fill", OTHER, .trailers = {REVIEWED}},
				   {"lamp and wick: burn", LAMP WICK, .trailers = {REVIEWED}},
				   {"lamp: burn", LAMP},
				   {"wick: burn", WICK_REWRITTEN}}}},
	 .expected = "carried Reviewed-by Rob 1.0>0\nlost Reviewed-by Rob 1.0>3\n"
		     "outdated Reviewed-by Rob 1.0>4\n"},
	{.sentence = "a-cover-letters-trailer-that-few-patches-have-was-for-these",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.patches = {{"lamp: burn", LAMP, .trailers = {REVIEWED}},
				   {"wick: burn", WICK}}}},
	 .expected = "carried Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-cover-letters-trailer-counts-not-for-what-was-replaced-since",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.is_partial = true,
		       .patches = {{"wick: burn", WICK_REWRITTEN, .number = 2}}}},
	 .expected = "given Reviewed-by Rob 1.0>0\noutdated Reviewed-by Rob 1.0>2\n"},
	{.sentence = "a-cover-letters-trailer-is-lost-by-what-was-replaced-unchanged",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.is_partial = true, .patches = {{"wick: burn", WICK, .number = 2}}}},
	 .expected = "given Reviewed-by Rob 1.0>0\nlost Reviewed-by Rob 1.0>2\n"},
	{.sentence = "a-cover-letters-trailer-is-dropped-with-all-patches",
	 .postings = {{.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}},
		      {.patches = {{"oil: fill", OTHER}}}},
	 .expected = "dropped Reviewed-by Rob 1.0>0\n"},
	{.sentence = "a-trailer-for-a-patch-and-then-for-all-stands-once",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.cover = {"lamps", .replies = {{.trailers = {REVIEWED}}}},
		       .patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK}}}},
	 .expected = "given Reviewed-by Rob 2.0>0\n"},

	{.sentence = "a-partial-posting-leaves-the-others-standing",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}},
				   {"wick: burn", WICK, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.is_partial = true,
		       .patches = {{"wick: burn", WICK_REWRITTEN, .number = 2}}}},
	 .expected = "given Reviewed-by Rob 1.1>1\noutdated Reviewed-by Rob 1.2>2\n"},
	{.sentence = "a-partial-posting-replaces-by-number-what-nothing-else-tells",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}},
				   {"wick: burn", WICK, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.is_partial = true, .patches = {{"oil: fill", OTHER, .number = 2}}}},
	 .expected = "given Reviewed-by Rob 1.1>1\noutdated Reviewed-by Rob 1.2>2\n"},
	{.sentence = "what-follows-a-partial-posting-follows-all-that-stands",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}},
				   {"wick: burn", WICK}}},
		      {.is_partial = true,
		       .patches = {{"wick: burn", WICK_REWRITTEN, .number = 2}}},
		      {.patches = {{"lamp: burn", LAMP}, {"wick: burn", WICK_REWRITTEN}}}},
	 .expected = "lost Reviewed-by Rob 1.1>1\n"},
	{.sentence = "what-is-not-followed-does-not-count",
	 .postings = {{.patches = {{"lamp: burn", LAMP}}},
		      {.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.is_branch = true, .patches = {{"lamp: burn", LAMP}}}},
	 .expected = ""},

	{.sentence = "without-fingerprints-titles-tell",
	 .postings = {{.patches = {{"lamp: burn", .replies = {{.trailers = {REVIEWED}}}},
				   {"wick: burn", .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"wick: burn"}, {"Lamp: burn", .trailers = {REVIEWED}}}}},
	 .expected = "carried Reviewed-by Rob 1.1>2\noutdated Reviewed-by Rob 1.2>1\n"},
	{.sentence = "a-patch-that-was-written-anew-is-known-by-its-title",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}},
				   {"wick: burn", WICK}}},
		      {.patches = {{"lamp: burn", OTHER}, {"wick: burn", WICK}}}},
	 .expected = "outdated Reviewed-by Rob 1.1>1\n"},
	{.sentence = "the-only-patch-is-the-only-patch",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.trailers = {REVIEWED}}}}}},
		      {.patches = {{"oil: fill", OTHER}}}},
	 .expected = "outdated Reviewed-by Rob 1.1>1\n"},

	{.sentence = "a-comment-on-the-newest-revision-is-open",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.quoted = {"+three\n"}}}}}}},
	 .expected = "open 1.1>0\n"},
	{.sentence = "a-comment-on-lines-that-changed-is-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.quoted = {" one\n-two\n+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "a-comment-above-lines-that-changed-is-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.quoted = {"-two\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "a-comment-above-lines-that-an-empty-one-parts-from-it-is-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP_SPACED(""),
				    .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_SPACED("+check\n+\n")}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "a-comment-above-an-empty-line-that-went-with-others-is-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP_SPACED("+check\n+\n"),
				    .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_SPACED("")}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "a-comment-above-other-lines-that-stayed-is-untouched",
	 .postings = {{.patches = {{"lamp: burn", LAMP_SPACED(""),
				    .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_SPACED("+check\n")}}}},
	 .expected = "untouched 1.1>2\n"},
	{.sentence = "a-comment-on-lines-that-stayed-is-untouched",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.quoted = {"+six\n+seven\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "untouched 1.1>2\n"},
	{.sentence = "a-comment-on-a-patch-that-stayed-is-untouched-though-its-context-changed",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.quoted = {" one\n-two\n+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REBASED}}}},
	 .expected = "untouched 1.1>2\n"},
	{.sentence = "a-comment-on-a-patch-that-is-no-more-is-gone",
	 .postings = {{.patches = {{"lamp: burn", LAMP},
				   {"oil: fill", OTHER, .replies = {{.quoted = {"+b\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}}},
	 .expected = "gone 1.2>2\n"},
	{.sentence = "a-comment-on-a-file-that-is-no-more-is-gone",
	 .postings = {{.patches = {{"lamp: burn", LAMP WICK,
				    .replies = {{.quoted = {"+tres\n", "+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}}},
	 .expected = "gone 1.1>2\nuntouched 1.1>2\n"},
	{.sentence = "a-comment-on-what-is-not-of-the-patch-is-unknown",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.quoted = {"+something else\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "unknown 1.1>2\n"},
	{.sentence = "without-a-fingerprint-the-fate-of-a-comment-is-unknown",
	 .postings = {{.patches = {{"lamp: burn", .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}}},
	 .expected = "unknown 1.1>2\n"},
	{.sentence = "without-the-next-ones-fingerprint-it-is-unknown-too",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn"}}}},
	 .expected = "unknown 1.1>2\n"},
	{.sentence = "an-authors-comment-does-not-count",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{ANN, .quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = ""},
	{.sentence = "a-line-that-stands-twice-is-the-one-below-the-comment-before",
	 .postings = {{.patches = {{"lamp: burn", LAMP WICK,
				    .replies = {{.quoted = {"+tres\n", "+six\n"}}}}}},
		      {.patches = {{"lamp: burn",
				    LAMP "diff --git a/wick.c b/wick.c\n--- a/wick.c\n"
					 "+++ b/wick.c\n@@ -1,3 +1,4 @@ int dim(void)\n"
					 " uno\n-two\n+tres\n+five\n+SIX\n four\n"}}}},
	 .expected = "untouched 1.1>2\nchanged 1.1>2\n"},
	{.sentence = "a-line-that-stands-twice-is-the-one-below-those-that-are-quoted-with-it",
	 .postings = {{.patches = {{"lamp: burn", LAMP WICK,
				    .replies = {{.quoted = {"+tres\n+five\n+six\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP WICK_REWRITTEN}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "lines-that-are-far-apart-are-no-run",
	 .postings = {{.patches = {{"lamp: burn", LAMP WICK,
				    .replies = {{.quoted = {"+three\n+tres\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN WICK}}}},
	 .expected = "untouched 1.1>2\n"},
	{.sentence = "a-quote-may-lack-lines-and-have-others",
	 .postings = {{.patches = {{"lamp: burn", LAMP,
				    .replies = {{.quoted = {" one\n+mangled\n+five\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "changed 1.1>2\n"},
	{.sentence = "a-comment-is-held-against-the-next-revision-and-no-later-one",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.quoted = {"+three\n"}}}}}},
		      {.patches = {{"lamp: burn", LAMP}}},
		      {.patches = {{"lamp: burn", LAMP_REWRITTEN}}}},
	 .expected = "untouched 1.1>2\n"},
	{.sentence = "a-comment-on-what-a-partial-posting-leaves-alone-is-open",
	 .postings = {{.patches = {{"lamp: burn", LAMP, .replies = {{.quoted = {"+three\n"}}}},
				   {"wick: burn", WICK, .replies = {{.quoted = {"+tres\n"}}}}}},
		      {.is_partial = true,
		       .patches = {{"wick: burn", WICK_REWRITTEN, .number = 2}}}},
	 .expected = "open 1.1>0\nchanged 1.2>2\n"},
};

/* What a history is made of. */
struct maker {
	struct arena *arena;
	struct people *people;
	int64_t now;
};

static person_id add_person(const struct maker *maker, const char *text)
{
	return people_add(maker->people, mailbox_split(str_from(text)));
}

static struct remark make_trailer(const char *text)
{
	struct trailer trailer;

	g_assert_true(trailer_parse(str_from(text), &trailer));
	return (struct remark){
		.kind = REMARK_REVIEW,
		.trailer = trailer.kind,
		.name = trailer.name,
		.person = trailer.person,
		.scope = trailer.scope,
	};
}

static struct remark make_comment(const struct maker *maker, const char *quoted)
{
	struct remark comment = {
		.kind = REMARK_COMMENT,
		.lines = arena_new_array(maker->arena, uint32_t, REMARK_LINES),
	};
	str rest = str_from(quoted);
	str line;

	while (str_next_line(&rest, &line))
		comment.lines[comment.n_lines++] = fingerprint_line(line);
	return comment;
}

static void make_reply(struct maker *maker, const struct test_reply *test,
		       struct history_reply *reply)
{
	struct remark *remarks = arena_new_array(maker->arena, struct remark, 2 * MOST_REMARKS + 1);

	*reply = (struct history_reply){
		.message_id = STR("reply@example.org"),
		.sender = add_person(maker, test->sender ? test->sender : ROB),
		.arrived_at = maker->now++,
		.answers = test->answers ? test->answers - 1 : HISTORY_NONE,
		.remarks = remarks,
	};
	for (unsigned i = 0; i < MOST_REMARKS && test->trailers[i]; i++)
		remarks[reply->n_remarks++] = make_trailer(test->trailers[i]);
	for (unsigned i = 0; i < MOST_REMARKS && test->quoted[i]; i++)
		remarks[reply->n_remarks++] = make_comment(maker, test->quoted[i]);
	if (test->is_nak)
		remarks[reply->n_remarks++] = (struct remark){.kind = REMARK_NAK};
}

static struct fingerprint *make_fingerprint(const struct maker *maker,
					    const struct test_patch *test)
{
	struct compare_patch patch = {
		.title = str_from(test->title),
		.author = mailbox_split(STR(ANN)),
		.message = STR("It is dark.\n"),
	};
	struct fingerprint *fingerprint = arena_new(maker->arena, struct fingerprint);
	struct diff diff;

	if (!test->diff)
		return NULL;
	g_assert_true(diff_parse(maker->arena, str_from(test->diff), &diff));
	patch.diff = &diff;
	fingerprint_of(maker->arena, &patch, fingerprint);
	return fingerprint;
}

static bool is_reply(const struct test_reply *test)
{
	return test->sender || test->trailers[0] || test->quoted[0] || test->is_nak;
}

static void make_patch(struct maker *maker, const struct test_patch *test, unsigned number,
		       struct history_patch *patch)
{
	struct history_reply *replies =
		arena_new_array(maker->arena, struct history_reply, MOST_REPLIES);
	struct remark *remarks = arena_new_array(maker->arena, struct remark, MOST_TRAILERS);

	*patch = (struct history_patch){
		.number = test->number ? test->number : number,
		.title = str_from(test->title),
		.author = add_person(maker, ANN),
		.sender = add_person(maker, ANN),
		.remarks = remarks,
		.fingerprint = make_fingerprint(maker, test),
		.replies = replies,
	};
	for (unsigned i = 0; i < MOST_TRAILERS && test->trailers[i]; i++)
		remarks[patch->n_remarks++] = make_trailer(test->trailers[i]);
	for (unsigned i = 0; i < MOST_REPLIES && is_reply(&test->replies[i]); i++)
		make_reply(maker, &test->replies[i], &replies[patch->n_replies++]);
}

static void make_posting(struct maker *maker, const struct test_posting *test, unsigned follows,
			 struct history_posting *posting)
{
	struct history_patch *patches =
		arena_new_array(maker->arena, struct history_patch, MOST_PATCHES + 1);

	*posting = (struct history_posting){
		.is_partial = test->is_partial,
		.has_cover = test->cover.title != NULL,
		.arrived_at = maker->now++,
		.author = add_person(maker, ANN),
		.sender = add_person(maker, ANN),
		.patches = patches,
		.follows = follows,
	};
	if (posting->has_cover)
		make_patch(maker, &test->cover, 0, &patches[posting->n_patches++]);
	for (unsigned i = 0; i < MOST_PATCHES && test->patches[i].title; i++, posting->total++)
		make_patch(maker, &test->patches[i], i + 1, &patches[posting->n_patches++]);
}

static void make_history(struct maker *maker, const struct test_posting *tests,
			 struct history *history)
{
	struct history_posting *postings =
		arena_new_array(maker->arena, struct history_posting, MOST_POSTINGS);
	unsigned n = 0;

	for (; n < MOST_POSTINGS && tests[n].patches[0].title; n++)
		make_posting(maker, &tests[n], n == 0 ? HISTORY_NONE : n - 1 - tests[n].is_branch,
			     &postings[n]);
	*history = (struct history){
		.postings = postings,
		.n_postings = n,
		.newest = n - 1,
		.people = maker->people,
	};
}

static void print_entry(GString *text, const struct people *people,
			const struct ledger_entry *entry)
{
	str name = people_mailbox(people, entry->person).name;
	str first_name = {0};

	str_next_word(&name, &first_name);
	g_string_append_printf(text, "%s " STR_FMT " " STR_FMT " %u.%u>%u",
			       ledger_fate_name(entry->fate), STR_ARG(entry->name),
			       STR_ARG(first_name), entry->posting + 1, entry->number,
			       entry->newest_number);
	if (entry->scope.len > 0)
		g_string_append_printf(text, " # " STR_FMT, STR_ARG(entry->scope));
	if (entry->is_anothers)
		g_string_append(text, " another's");
	if (entry->is_unanswered)
		g_string_append(text, " unanswered");
	g_string_append_c(text, '\n');
	g_assert_true((entry->fate == LEDGER_WRITTEN) == (entry->message_id.len == 0));
}

static void test_ledger(const void *data)
{
	const struct ledger_case *test = data;
	g_autoptr(GString) text = g_string_new(NULL);
	g_autoptr(people) people = people_new(NULL);
	g_auto(arena) arena;
	struct maker maker = {.arena = &arena, .people = people, .now = 1000};
	struct history history;
	struct ledger ledger;

	arena_init(&arena);
	/* Known beforehand, as in an archive, by what else they wrote. */
	add_person(&maker, TESS);
	add_person(&maker, ROB);
	add_person(&maker, "Robert Reader <robert@example.net>");
	add_person(&maker, "Robert Reader <robert@example.net>");
	add_person(&maker, "Rob Reader <robert@example.net>");
	make_history(&maker, test->postings, &history);
	ledger_of(&arena, &history, test->seen_from ? test->seen_from - 1 : history.newest,
		  &ledger);

	for (unsigned i = 0; i < ledger.n_entries; i++)
		print_entry(text, people, &ledger.entries[i]);
	for (unsigned i = 0; i < ledger.n_comments; i++)
		g_string_append_printf(text, "%s %u.%u>%u\n",
				       comment_fate_name(ledger.comments[i].fate),
				       ledger.comments[i].posting + 1, ledger.comments[i].number,
				       ledger.comments[i].next + 1);
	g_assert_cmpstr(text->str, ==, test->expected);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(ledger_cases); i++) {
		g_autofree char *path = g_strdup_printf("/ledger/%s", ledger_cases[i].sentence);

		g_test_add_data_func(path, &ledger_cases[i], test_ledger);
	}
	return g_test_run();
}
