/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The model of an update: all that a report on a range of an archive says, as
 * plain data, in the order in which it is said. No input, no output, no
 * format: update/build.h makes it, src/render writes it.
 *
 * All texts are valid UTF-8, but neither escaped nor freed of control
 * characters: that is the work of src/render, and of nobody else. Arrays
 * belong to the update; texts mostly to the material that it was made of, which
 * must live as long (update/build.h).
 */
#ifndef TIDINGS_UPDATE_UPDATE_H
#define TIDINGS_UPDATE_UPDATE_H

#include "base/arena.h"
#include "base/mailbox.h"
#include "base/str.h"
#include "series/series.h"
#include "update/classic.h"

/* One trailer of a message: `Fixes: 0123456789ab ("lamp: dim")`. */
struct update_trailer {
	str name;
	str value;
};

/* One trailer that a reply gave to a patch, to its cover letter, or to all. */
struct update_review {
	str trailer; /* "Reviewed-by" */
	struct mailbox person;
	str scope; /* "arm64" of `# arm64`; else empty */
	str message_id; /* of the reply */
};

/* What a diff does to one file. */
struct update_file {
	str path;
	str old_path; /* of a rename or copy; else empty */
	char change; /* M, A, D, R, C as in `git diff --name-status`; T: mode alone */
	bool binary;
	unsigned similarity; /* of a rename or copy, in percent; else 0 */
	unsigned insertions;
	unsigned deletions;
	str old_blob; /* as the diff's index line abbreviates it; empty without one */
	str new_blob;
};

/* One thing that a state or a turn rests on: see enum outcome_rule. */
struct update_reason {
	str rule; /* "promised" */
	struct mailbox person; /* who said it; may be empty */
	str date; /* `2025-12-29T16:01:05Z` */
	str message_id; /* empty for a commit */
	str text; /* the tree, the commit, the revision: as the rule has it */
	unsigned count; /* patches */
};

/* Somebody who looked at a series, and what they gave. */
struct update_onlooker {
	struct mailbox person;
	bool reviewed;
	bool acked;
	bool tested;
	bool refused;
	bool commented;
};

/* What became of a posting, as far as it is known at the end of what is reported. */
struct update_outcome {
	str state; /* "in-review": outcome_state_name() */
	str turn; /* "author": outcome_turn_name() */
	str turn_since; /* date; empty where it is nobody's */
	unsigned turn_days; /* whole days until the end of what is reported */
	unsigned quiet_days; /* since anything happened */
	bool pinged;
	unsigned n_patches; /* that can land */
	unsigned n_reviewed;
	unsigned n_landed;
	str answered; /* when somebody else first answered; empty */
	str landed; /* when it landed, or was said to; empty */
	struct update_reason *reasons; /* the first is that of the state */
	unsigned n_reasons;
	struct update_onlooker *onlookers; /* in the order in which they spoke */
	unsigned n_onlookers;
};

struct update_patch {
	unsigned index; /* 0 for a cover letter */
	str title;
	str subject; /* the whole of it, decoded */
	str message_id;
	str commit; /* of the archive, that brought it; empty for mbox and Maildir */
	struct mailbox author; /* in-body, else the sender */
	struct mailbox sender; /* differs from author where another person sent it */
	str date; /* `2025-12-29T16:01:05Z` */
	str patch_id; /* empty where git gives none */
	str message; /* the commit message, or the cover's text; trailers included */
	str notes; /* below `---` */
	struct update_file *files;
	unsigned n_files;
	unsigned insertions;
	unsigned deletions;
	bool damaged; /* the diff could not be read to its end */
	str diff; /* in the bytes of its own charset; empty unless asked for */
	bool came_before; /* it is known, but is not of the range: the rest of its series is */
	str carried_from; /* "v2" where a partial reroll leaves the older patch standing */
	str base_commit;
	str *prerequisites; /* patch ids that git format-patch --base names */
	unsigned n_prerequisites;
	str *depends; /* what Depends-on, Based-on, Supersedes say, as written */
	unsigned n_depends;
	str change_id;
	struct update_trailer *trailers; /* of the message */
	unsigned n_trailers;
	struct update_review *reviews;
	unsigned n_reviews;
	unsigned n_replies; /* in the range */
};

/* What became of one patch since the revision before. */
struct update_change {
	unsigned older; /* its number there; 0 for an added one */
	unsigned newer; /* its number here; 0 for a dropped one */
	str title;
	str outcome; /* "rewritten" and the like: compare_outcome_name() */
	bool moved; /* it stands elsewhere among the patches of both */
};

/* An older posting of a work whose newest is the entry; or a newer one. */
struct update_older {
	str subject; /* of its cover, or its first patch */
	str revision; /* "v1" */
	str message_id;
	str date;
	unsigned n_patches; /* that came, the cover not counted */
	unsigned total; /* that should have */
	str reason; /* why it is taken for an older one: "same change-id (99 %)" */
	str *reasons; /* the same by their names (series/topic.h): "change-id" */
	unsigned n_reasons;
	unsigned sureness; /* percent */
};

struct update_series {
	enum series_state state;
	str title;
	str subject; /* of the cover, or the first patch that came; whole, decoded */
	str tag; /* the brackets as sent; empty if a wreck, or if the rest is not the title */
	bool pull; /* it is a pull request, maybe with the patches it carries */
	str *prefixes; /* "RFC", "kvm-unit-tests": without PATCH, revision, counter */
	unsigned n_prefixes;
	str revision; /* "v2", "v2.1" */
	unsigned revision_number; /* 2 */
	unsigned total; /* patches announced; without numbers, those that came */
	struct mailbox author; /* of the cover, else of the first patch */
	struct mailbox sender;
	str message_id; /* of the cover, else of the first patch that came */
	str date; /* of the same */
	str area; /* "KVM: x86" */
	bool has_cover;
	struct update_patch cover; /* zero without has_cover */
	struct update_patch *patches; /* in order; of two of one number and title the newer */
	unsigned n_patches;
	unsigned *missing; /* numbers that did not come; 0 is the cover, where one is announced */
	unsigned n_missing;
	str base_commit; /* of the cover or any patch */
	str change_id;
	unsigned n_files; /* distinct paths */
	unsigned insertions; /* of all patches */
	unsigned deletions;
	unsigned n_replies; /* to any of its mails, in the range */
	struct update_older *older; /* newest first */
	unsigned n_older;
	struct update_older *newer; /* what has replaced it by now; oldest first */
	unsigned n_newer;
	str changelog; /* what the author says that changed */
	str compared_with; /* the revision that `changes` is about: "v1"; empty without one */
	struct update_change *changes; /* as git range-diff lists them */
	unsigned n_changes;
	struct update_outcome outcome;
};

/* How many days a work waits before an update names it as waiting. */
enum { UPDATE_WAITING_DAYS = 7 };

/* A work as the parts of an update name it. */
struct update_work {
	str title;
	str revision; /* "v2" */
	unsigned n_patches;
	struct mailbox author;
	str message_id; /* of its cover, else of its first patch */
	str date; /* when that was sent */
	struct update_outcome outcome;
};

/* How long a work may have waited for its first answer. */
struct update_wait {
	const char *name; /* "a day": the longest wait that counts here; the last has no end */
	int64_t seconds; /* the same; INT64_MAX for the last */
};
enum { UPDATE_N_WAITS = 8 };
extern const struct update_wait update_waits[UPDATE_N_WAITS];

/* How fast works went that got their first answer, or landed, in the range: each counted once. */
struct update_pace {
	unsigned n_answered;
	int64_t answered_seconds; /* the median, from the first revision on; 0 for none */
	unsigned answered_within[UPDATE_N_WAITS]; /* works by their wait; their sum is n_answered */
	unsigned n_landed;
	int64_t landed_seconds; /* likewise */
};

/* The series of one area, as indices into update.series, in its order. */
struct update_area {
	str name;
	unsigned *series;
	unsigned n_series;
	unsigned patches; /* of these series, that came in the range */
};

/* The mails of one day in UTC, by their arrival; days without any are left out. */
struct update_day {
	str date; /* `2025-12-29` */
	int64_t number; /* of the day: days since 1970-01-01 */
	unsigned mails; /* over all days as many as counts.mails, and so the next two */
	unsigned patches;
	unsigned replies;
};

struct update_domain {
	str domain;
	unsigned patches;
};

struct update_contributor {
	struct mailbox person;
	unsigned patches;
};

struct update_reviewer {
	struct mailbox person;
	unsigned reviewed; /* trailers given in replies, by kind */
	unsigned acked;
	unsigned tested;
	unsigned trailers; /* their sum */
};

/* How many mails of the range are what; their sum is `mails`. */
struct update_counts {
	unsigned mails;
	unsigned patches;
	unsigned covers;
	unsigned replies;
	unsigned pulls;
	unsigned other;
	unsigned unreadable; /* not a mail, or missing from a partial clone */
	unsigned duplicates; /* of the above: the same mail again */
	unsigned deleted; /* came and went within the range; not in `mails` */
	unsigned threads; /* without the duplicates, and what is taken for spam (statistics.c) */
	unsigned participants; /* people who wrote at least one mail of these threads */
};

/* Mails that had one defect; only defects that were met. */
struct update_defect {
	str name;
	unsigned mails;
};

struct update {
	struct arena arena; /* owns the arrays below, and the texts made for the update */
	str title; /* of the list: "KVM" */
	str from; /* commit before the range, whole; empty: the archive's start, or no commits */
	str to; /* last commit of the range; empty where there are none */
	str since; /* earliest arrival, `2025-12-29T16:01:05Z`; empty without mails */
	str until; /* latest arrival */
	str link; /* what a Message-ID is appended to for a link: "https://.../" */
	struct update_counts counts;
	unsigned top; /* rows of each list of the statistics that are shown */
	struct update_day *days; /* in their order */
	unsigned n_days;
	struct update_domain *domains; /* most patches first, then by name; all, not only top */
	unsigned n_domains;
	struct update_contributor *contributors; /* most patches first, then by name, address */
	unsigned n_contributors;
	struct update_reviewer *reviewers; /* most trailers first, then by name, address */
	unsigned n_reviewers;
	struct update_area *areas; /* by name, without regard to case */
	unsigned n_areas;
	struct update_series *series; /* newest arrival of the first mail first */
	unsigned n_series;
	struct update_work *landed; /* in the range, the last one first */
	unsigned n_landed;
	/*
	 * What waits for reviewers or a maintainer, UPDATE_WAITING_DAYS since within the range, or
	 * whose author asked again in it: what has waited longest first.
	 */
	struct update_work *waiting;
	unsigned n_waiting;
	struct update_work *quiet; /* what went quiet within the range; likewise */
	unsigned n_quiet;
	struct update_pace pace;
	struct update_defect *defects;
	unsigned n_defects;
	struct classic_mail *classic; /* newest first; only if asked for */
	unsigned n_classic;
};

/* Frees an update made with g_new0() and all it holds. NULL is allowed. */
void update_free(struct update *update);

typedef struct update update;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(update, update_free)

#endif
