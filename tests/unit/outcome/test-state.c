/* SPDX-License-Identifier: GPL-2.0-or-later */
/* State and turn: for each rule a history that shows it, and one where it must not apply. */
#include "outcome/outcome.h"

#include "scene.h"

struct judgement {
	const char *sentence;
	const char *script;
	enum outcome_state state;
	enum outcome_turn turn;
	unsigned since; /* a line of the script */
	enum outcome_rule rule; /* that gave the state */
};

/* Posting 0 of each script is judged. */
static const struct judgement judgements[] = {
	/* New, in review, and the reviewers' turn. */
	{"posted/nobody-answered", "ann posts 2 cover", OUTCOME_NEW, TURN_REVIEWERS, 1,
	 RULE_POSTED},
	{"posted/an-rfc-waits-for-reviewers", "ann posts 1 rfc", OUTCOME_NEW, TURN_REVIEWERS, 1,
	 RULE_POSTED},
	{"posted/the-author-s-own-word-is-no-answer", "ann posts 1\nann to 1", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"posted/nor-that-from-another-address", "ann posts 1\nann2 to 1: comments", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"posted/nor-the-author-s-where-another-sent-it", "ann posts 1 by eve\neve to 1: asks",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"posted/nor-the-author-s-to-the-cover", "ann posts 2 by eve cover\neve to 0: asks",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"posted/nor-that-of-the-author-of-the-patch", "ann posts 2 last eve\neve to 2: asks",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"answered/but-that-to-another-patch-is", "ann posts 2 last eve\neve to 1: asks",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_ASKED},
	{"answered/somebody-else-answered", "ann posts 1\nbob to 1", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"answered/a-tested-by-is-no-review", "ann posts 1\nbob to 1: tested", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"replied/the-author-answered-last", "ann posts 1\nbob to 1: comments\nann answers 2",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 3, RULE_ANSWERED},
	{"replied/not-by-a-ping", "ann posts 1\nbob to 1\nann answers 2: pings", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"replied/not-by-an-answer-to-the-own-patch", "ann posts 1\nbob to 1\nann to 1",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},

	{"replied/not-by-an-answer-to-oneself", "ann posts 1\nbob to 1\nann to 1\nann answers 3",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},

	/* What the author has to answer. */
	{"asked/a-question", "ann posts 1\nbob to 1: asks", OUTCOME_IN_REVIEW, TURN_AUTHOR, 2,
	 RULE_ASKED},
	{"asked/a-comment-on-the-cover", "ann posts 2 cover\nbob to 0: comments", OUTCOME_IN_REVIEW,
	 TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/of-several-since-the-oldest",
	 "ann posts 2\nbob to 1: asks\ncarl to 2: asks\nann answers 2\nbob to 2: asks",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 3, RULE_ASKED},
	{"asked/a-bare-trailer-asks-nothing", "ann posts 2\nbob to 1: reviewed", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"asked/an-answer-below-it-closes-it",
	 "ann posts 1\nbob to 1: asks\ncarl answers 2\nann answers 3", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 4, RULE_ANSWERED},
	{"asked/an-answer-from-another-address-closes-it",
	 "ann posts 1\nbob to 1: asks\nann2 answers 2", OUTCOME_IN_REVIEW, TURN_REVIEWERS, 3,
	 RULE_ANSWERED},
	{"asked/the-sender-s-answer-closes-it", "ann posts 1 by eve\nbob to 1: asks\nann answers 2",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 3, RULE_ANSWERED},
	{"asked/another-s-answer-does-not", "ann posts 1\nbob to 1: asks\ncarl answers 2",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/nor-one-elsewhere", "ann posts 1\nbob to 1: asks\ncarl to 1: asks\nann answers 3",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/nor-a-ping", "ann posts 1\nbob to 1: asks\nann answers 2: pings", OUTCOME_IN_REVIEW,
	 TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/asked-again-it-is-open-again",
	 "ann posts 1\nbob to 1: asks\nann answers 2\nbob answers 3: asks", OUTCOME_IN_REVIEW,
	 TURN_AUTHOR, 4, RULE_ASKED},
	{"asked/who-reviews-later-takes-it-back", "ann posts 2\nbob to 1: asks\nbob to 1: reviewed",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"asked/not-by-a-review-of-another-patch",
	 "ann posts 2\nbob to 1: asks\nbob to 2: reviewed", OUTCOME_IN_REVIEW, TURN_AUTHOR, 2,
	 RULE_ASKED},
	{"asked/but-by-one-of-all", "ann posts 2 cover\nbob to 1: asks\nbob to 0: reviewed",
	 OUTCOME_READY, TURN_MAINTAINER, 3, RULE_REVIEWED},
	{"asked/nor-by-another-s-review", "ann posts 1\nbob to 1: asks\ncarl to 1: reviewed",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/a-comment-beside-a-review-is-a-hint", "ann posts 1\nbob to 1: comments, reviewed",
	 OUTCOME_READY, TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"asked/not-in-the-review-itself", "ann posts 1\nbob to 1: asks, reviewed", OUTCOME_READY,
	 TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"asked/a-robot-s-report", "ann posts 1\nrobot to 1", OUTCOME_IN_REVIEW, TURN_AUTHOR, 2,
	 RULE_ASKED},
	{"asked/a-robot-s-from-any-address", "ann posts 1\ntester to 1", OUTCOME_IN_REVIEW,
	 TURN_AUTHOR, 2, RULE_ASKED},
	{"asked/not-by-a-program-that-tests-nothing", "ann posts 1\ntracker to 1", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"asked/not-that-it-works", "ann posts 1\nsyzbot to 1: tested", OUTCOME_NEW, TURN_REVIEWERS,
	 1, RULE_POSTED},
	{"asked/not-of-a-patch-that-landed", "ann posts 2\nbob to 1: asks\ngit has 1 c0ffee",
	 OUTCOME_PARTLY_LANDED, TURN_REVIEWERS, 1, RULE_COMMITTED},
	{"incomplete/the-rest-may-be-on-another-list", "ann posts 2 total 3", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"incomplete/not-a-part", "ann posts 1 total 3 number 2 partial", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"incomplete/not-a-pull-request", "ann posts 0 cover total 3 pull", OUTCOME_NEW,
	 TURN_MAINTAINER, 1, RULE_POSTED},

	/* Told. */
	{"told/the-last-word-is-the-authors-to-answer", "ann posts 1\nbob to 1: talks",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_TOLD},
	{"told/after-the-authors-answer",
	 "ann posts 1\nbob to 1: asks\nann answers 2\nbob answers 3: "
	 "talks",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 4, RULE_TOLD},
	{"told/not-what-the-author-answered", "ann posts 1\nbob to 1: talks\nann answers 2",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 3, RULE_ANSWERED},
	{"told/not-a-few-words", "ann posts 1\nbob to 1", OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1,
	 RULE_ANSWERED},
	{"told/not-where-all-is-reviewed", "ann posts 1\nbob to 1: reviewed\ncarl to 1: talks",
	 OUTCOME_READY, TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"told/not-by-a-program", "ann posts 1\ntracker to 1: talks", OUTCOME_NEW, TURN_REVIEWERS,
	 1, RULE_POSTED},

	/* Ready. */
	{"reviewed/each-patch", "ann posts 2 cover\nbob to 1: reviewed\ncarl to 2: acked",
	 OUTCOME_READY, TURN_MAINTAINER, 3, RULE_REVIEWED},
	{"reviewed/not-all-of-them", "ann posts 2 cover\nbob to 1: reviewed", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"reviewed/the-cover-is-all", "ann posts 2 cover\nbob to 0: acked", OUTCOME_READY,
	 TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"reviewed/not-with-a-scope", "ann posts 2 cover\nbob to 0: acked scope arm64",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"reviewed/of-a-patch-also-with-one", "ann posts 1\nbob to 1: acked scope arm64",
	 OUTCOME_READY, TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"reviewed/in-its-own-message", "ann posts 1: reviewed by bob", OUTCOME_READY,
	 TURN_MAINTAINER, 1, RULE_REVIEWED},
	{"reviewed/not-by-the-author", "ann posts 1: reviewed by ann2", OUTCOME_NEW, TURN_REVIEWERS,
	 1, RULE_POSTED},
	{"reviewed/not-by-the-author-s-reply", "ann posts 1\nann to 1: reviewed", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"reviewed/by-the-sender-of-another-s-patch", "ann posts 1 by eve: reviewed by ann",
	 OUTCOME_READY, TURN_MAINTAINER, 1, RULE_REVIEWED},
	{"reviewed/not-a-tested-by", "ann posts 1\nbob to 1: tested", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"reviewed/from-another-address", "ann posts 1\nbob to 1: reviewed by bob2", OUTCOME_READY,
	 TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"reviewed/another-s-is-nobody-s", "ann posts 1\nbob to 1: reviewed by carl",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"reviewed/not-an-rfc", "ann posts 1 rfc\nbob to 1: reviewed", OUTCOME_IN_REVIEW,
	 TURN_AUTHOR, 2, RULE_ANSWERED},
	{"reviewed/not-a-part-of-a-series-by-its-message", "ann posts 1 total 2: reviewed by bob",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"reviewed/what-came-of-a-series", "ann posts 1 total 2\nbob to 1: reviewed", OUTCOME_READY,
	 TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"reviewed/not-while-a-question-is-open",
	 "ann posts 1\nbob to 1: reviewed\ncarl to 1: asks", OUTCOME_IN_REVIEW, TURN_AUTHOR, 3,
	 RULE_ASKED},
	{"reviewed/since-that-was-answered",
	 "ann posts 1\nbob to 1: reviewed\ncarl to 1: asks\nann answers 3", OUTCOME_READY,
	 TURN_MAINTAINER, 4, RULE_REVIEWED},
	{"reviewed/a-second-review-changes-nothing",
	 "ann posts 1\nbob to 1: reviewed\ncarl to 1: reviewed", OUTCOME_READY, TURN_MAINTAINER, 2,
	 RULE_REVIEWED},
	{"reviewed/nor-one-of-a-patch-after-one-of-all",
	 "ann posts 1 cover\nbob to 0: reviewed\ncarl to 1: reviewed", OUTCOME_READY,
	 TURN_MAINTAINER, 2, RULE_REVIEWED},
	{"reviewed/of-all-but-the-reviewer-s-own", "ann posts 2 cover last eve\neve to 0: reviewed",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"reviewed/which-needs-another",
	 "ann posts 2 cover last eve\neve to 0: reviewed\nbob to 0: reviewed", OUTCOME_READY,
	 TURN_MAINTAINER, 3, RULE_REVIEWED},
	{"reviewed/what-was-withdrawn-needs-none",
	 "ann posts 2\nbob to 1: reviewed\nann to 2: withdraws", OUTCOME_READY, TURN_MAINTAINER, 2,
	 RULE_REVIEWED},

	/* Another revision. */
	{"changes/asked-by-another", "ann posts 1\nbob to 1: changes", OUTCOME_CHANGES_ASKED,
	 TURN_AUTHOR, 2, RULE_CHANGES_ASKED},
	{"changes/not-by-the-author", "ann posts 1\nann to 1: changes", OUTCOME_NEW, TURN_REVIEWERS,
	 1, RULE_POSTED},
	{"changes/an-answer-does-not-settle-it", "ann posts 1\nbob to 1: changes\nann answers 2",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_CHANGES_ASKED},
	{"changes/who-reviews-later-takes-it-back",
	 "ann posts 1\nbob to 1: changes\nbob to 1: reviewed", OUTCOME_READY, TURN_MAINTAINER, 3,
	 RULE_REVIEWED},
	{"changes/not-another", "ann posts 1\nbob to 1: changes\ncarl to 1: reviewed",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_CHANGES_ASKED},
	{"changes/nor-a-review-in-the-same-mail", "ann posts 1\nbob to 1: changes, reviewed",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_CHANGES_ASKED},
	{"changes/nor-of-one-patch-what-was-asked-of-all",
	 "ann posts 2 cover\nbob to 0: changes\nbob to 1: reviewed", OUTCOME_CHANGES_ASKED,
	 TURN_AUTHOR, 2, RULE_CHANGES_ASKED},
	{"changes/not-of-a-patch-that-was-replaced",
	 "ann posts 2 cover\nbob to 1: changes\nann posts 1 number 1 total 2 partial",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"promised/by-the-author", "ann posts 1\nbob to 1: comments\nann answers 2: promises",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 3, RULE_PROMISED},
	{"promised/by-the-sender", "ann posts 1 by eve\nann to 1: promises", OUTCOME_CHANGES_ASKED,
	 TURN_AUTHOR, 2, RULE_PROMISED},
	{"promised/not-by-another", "ann posts 1\nbob to 1: promises", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"promised/a-new-revision-ends-it", "ann posts 1\nann to 1: promises\nann posts 1 v2",
	 OUTCOME_SUPERSEDED, TURN_NOBODY, 3, RULE_SUPERSEDED},
	{"commanded/changes-requested", "ann posts 1\nbob to 1: command changes-requested",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_COMMANDED},
	{"commanded/the-last-command-counts",
	 "ann posts 1\nbob to 1: command changes-requested\nbob to 1: command under-review",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"commanded/who-reviews-later-takes-it-back",
	 "ann posts 2\nbob to 1: command changes-requested\nbob to 1: reviewed", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"changes/of-several-demands-since-the-first",
	 "ann posts 1\nann to 1: promises\nbob to 1: changes", OUTCOME_CHANGES_ASKED, TURN_AUTHOR,
	 2, RULE_CHANGES_ASKED},

	/* Dropped. */
	{"withdrawn/by-the-author", "ann posts 2 cover\nann to 0: withdraws", OUTCOME_DROPPED,
	 TURN_NOBODY, 2, RULE_WITHDRAWN},
	{"withdrawn/each-patch", "ann posts 2\nann to 1: withdraws\nann to 2: withdraws",
	 OUTCOME_DROPPED, TURN_NOBODY, 3, RULE_WITHDRAWN},
	{"withdrawn/one-patch-is-not-the-series", "ann posts 2 cover\nann to 2: withdraws",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"withdrawn/not-by-another", "ann posts 1\nbob to 1: withdraws", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"commanded/rejected", "ann posts 1\nbob to 1: command rejected", OUTCOME_DROPPED,
	 TURN_NOBODY, 2, RULE_COMMANDED},
	{"commanded/superseded-by-the-author", "ann posts 1\nann to 1: command superseded",
	 OUTCOME_DROPPED, TURN_NOBODY, 2, RULE_COMMANDED},
	{"commanded/under-review-drops-nothing", "ann posts 1\nbob to 1: command under-review",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"refused/the-author-is-silent", "ann posts 2 cover\nbob to 0: nacked", OUTCOME_DROPPED,
	 TURN_NOBODY, 2, RULE_REFUSED},
	{"refused/in-a-word", "ann posts 1\nbob to 1: nak", OUTCOME_DROPPED, TURN_NOBODY, 2,
	 RULE_REFUSED},
	{"refused/the-author-goes-on", "ann posts 1\nbob to 1: nacked\nann answers 2",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_REFUSED},
	{"refused/one-patch-is-not-the-series", "ann posts 2 cover\nbob to 2: nacked",
	 OUTCOME_CHANGES_ASKED, TURN_AUTHOR, 2, RULE_REFUSED},
	{"refused/not-by-another-s-name", "ann posts 1\nbob to 1: nacked by carl",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"refused/a-ping-is-no-discussion", "ann posts 1\nbob to 1: nacked\nann to 1: pings",
	 OUTCOME_DROPPED, TURN_NOBODY, 2, RULE_REFUSED},
	{"refused/not-by-the-author", "ann posts 1\nann to 1: nak", OUTCOME_NEW, TURN_REVIEWERS, 1,
	 RULE_POSTED},
	{"refused/taken-back", "ann posts 1\nbob to 1: nacked\nbob to 1: acked", OUTCOME_READY,
	 TURN_MAINTAINER, 3, RULE_REVIEWED},
	{"refused/not-taken-back-by-another", "ann posts 1\nbob to 1: nacked\ncarl to 1: reviewed",
	 OUTCOME_DROPPED, TURN_NOBODY, 2, RULE_REFUSED},

	/* Superseded. */
	{"superseded/by-the-next", "ann posts 1\nann posts 1 v2", OUTCOME_SUPERSEDED, TURN_NOBODY,
	 2, RULE_SUPERSEDED},
	{"superseded/by-the-first-of-several", "ann posts 1\nann posts 1 v2\nann posts 1 v3",
	 OUTCOME_SUPERSEDED, TURN_NOBODY, 2, RULE_SUPERSEDED},
	{"superseded/over-a-part",
	 "ann posts 2\nann posts 1 number 2 total 2 partial\nann posts 2 v2", OUTCOME_SUPERSEDED,
	 TURN_NOBODY, 3, RULE_SUPERSEDED},
	{"superseded/by-a-resend", "ann posts 1\nann posts 1", OUTCOME_SUPERSEDED, TURN_NOBODY, 2,
	 RULE_SUPERSEDED},
	{"superseded/not-by-a-part", "ann posts 2\nann posts 1 number 2 total 2 partial",
	 OUTCOME_NEW, TURN_REVIEWERS, 1, RULE_POSTED},
	{"superseded/not-by-what-follows-another", "ann posts 1\nann posts 1 v2 alone", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"superseded/not-by-a-pull-request", "ann posts 1\ncarl posts 0 cover pull", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"superseded/a-circle-supersedes-nothing",
	 "ann posts 1\nann posts 1 v2 on 2\nann posts 1 v3 on 1", OUTCOME_NEW, TURN_REVIEWERS, 1,
	 RULE_POSTED},
	{"superseded/it-ends-what-was-asked",
	 "ann posts 1\nbob to 1: changes, asks, nacked\nann posts 1 v2", OUTCOME_SUPERSEDED,
	 TURN_NOBODY, 3, RULE_SUPERSEDED},
	{"superseded/what-landed-in-part-is", "ann posts 2\ngit has 1 c0ffee\nann posts 1 v2",
	 OUTCOME_SUPERSEDED, TURN_NOBODY, 3, RULE_SUPERSEDED},

	/* Landed, in repositories. */
	{"committed/all", "ann posts 2 cover\ngit has 1 c0ffee\ngit has 2 decade", OUTCOME_LANDED,
	 TURN_NOBODY, 3, RULE_COMMITTED},
	{"committed/part", "ann posts 2 cover\ngit has 1 c0ffee", OUTCOME_PARTLY_LANDED,
	 TURN_REVIEWERS, 1, RULE_COMMITTED},
	{"committed/what-is-left-is-ready", "ann posts 2\ngit has 1 c0ffee\nbob to 2: reviewed",
	 OUTCOME_PARTLY_LANDED, TURN_MAINTAINER, 3, RULE_COMMITTED},
	{"committed/a-backport-is-none", "ann posts 1\ngit has 1 c0ffee backport", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"committed/whatever-was-asked", "ann posts 1\nbob to 1: nacked, asks\ngit has 1 c0ffee",
	 OUTCOME_LANDED, TURN_NOBODY, 3, RULE_COMMITTED},
	{"committed/though-a-newer-one-exists", "ann posts 1\ngit has 1 c0ffee\nann posts 1 v2",
	 OUTCOME_LANDED, TURN_NOBODY, 2, RULE_COMMITTED},
	{"committed/not-where-the-newer-has-the-same-claim",
	 "ann posts 1\nann posts 1 v2\ngit has 1 c0ffee\ngit has 1 c0ffee of 0", OUTCOME_SUPERSEDED,
	 TURN_NOBODY, 2, RULE_SUPERSEDED},
	{"committed/but-where-it-has-the-better-one",
	 "ann posts 1\nann posts 1 v2\ngit has 1 c0ffee sure 80\ngit has 1 c0ffee of 0",
	 OUTCOME_LANDED, TURN_NOBODY, 4, RULE_COMMITTED},
	{"committed/a-part-s-landing-is-its-own",
	 "ann posts 2\nann posts 1 number 2 total 2 partial\ngit has 2 c0ffee\n"
	 "git has 1 decade of 0",
	 OUTCOME_LANDED, TURN_NOBODY, 4, RULE_COMMITTED},
	{"committed/what-was-withdrawn-is-not-missed",
	 "ann posts 2\ngit has 1 c0ffee\nann to 2: withdraws", OUTCOME_LANDED, TURN_NOBODY, 2,
	 RULE_COMMITTED},
	{"committed/a-word-does-not-undo-it", "ann posts 1\ngit has 1 c0ffee\nbob to 1: unapplied",
	 OUTCOME_LANDED, TURN_NOBODY, 2, RULE_COMMITTED},

	/* Landed, as mails say. */
	{"applied/the-series", "ann posts 2 cover\nbob to 0: applied tree next", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_APPLIED},
	{"applied/each-patch", "ann posts 2\nbob to 1: applied\nbob to 2: applied", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_APPLIED},
	{"applied/one-patch", "ann posts 2\nbob to 1: applied", OUTCOME_PARTLY_LANDED,
	 TURN_REVIEWERS, 1, RULE_APPLIED},
	{"applied/by-number", "ann posts 2 cover\nbob to 0: applied number 1, applied number 2",
	 OUTCOME_LANDED, TURN_NOBODY, 2, RULE_APPLIED},
	{"applied/one-by-number", "ann posts 2 cover\nbob to 0: applied, applied number 2",
	 OUTCOME_PARTLY_LANDED, TURN_REVIEWERS, 1, RULE_APPLIED},
	{"applied/one-by-title", "ann posts 2 cover\nbob to 0: applied title LAMP_2",
	 OUTCOME_PARTLY_LANDED, TURN_REVIEWERS, 1, RULE_APPLIED},
	{"applied/not-a-patch-of-another-series",
	 "ann posts 2 cover\nbob to 0: applied number 7 title flute", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"applied/nor-where-a-patch-is-answered",
	 "ann posts 2\nbob to 1: applied number 7 title flute", OUTCOME_IN_REVIEW, TURN_REVIEWERS,
	 1, RULE_ANSWERED},
	{"applied/under-a-title-that-was-changed",
	 "ann posts 2\nbob to 1: applied title desk_lamp_1\nbob to 2: applied number 2 title x",
	 OUTCOME_LANDED, TURN_NOBODY, 2, RULE_APPLIED},
	{"applied/a-part-of-which-nobody-says-what", "ann posts 2 cover\nbob to 0: applied part",
	 OUTCOME_PARTLY_LANDED, TURN_REVIEWERS, 1, RULE_APPLIED},
	{"applied/by-the-author-with-a-tree", "ann posts 1\nann to 1: applied tree next",
	 OUTCOME_LANDED, TURN_NOBODY, 2, RULE_APPLIED},
	{"applied/not-by-the-author-without", "ann posts 1\nann to 1: applied", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"applied/not-by-a-stable-queue", "ann posts 1\nbob to 1: applied stable tree 5.10-stable",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"applied/as-a-command", "ann posts 2\nbob to 1: command accepted", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_COMMANDED},
	{"applied/not-as-the-author-s", "ann posts 1\nann to 1: command accepted", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
	{"unapplied/takes-it-back", "ann posts 1\nbob to 1: applied\nbob to 1: unapplied",
	 OUTCOME_IN_REVIEW, TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"unapplied/one-patch-of-the-series",
	 "ann posts 2 cover\nbob to 0: applied\nbob to 2: unapplied", OUTCOME_PARTLY_LANDED,
	 TURN_REVIEWERS, 1, RULE_APPLIED},
	{"unapplied/the-series-after-each-patch",
	 "ann posts 1 cover\nbob to 1: applied\nbob to 0: unapplied", OUTCOME_IN_REVIEW,
	 TURN_REVIEWERS, 1, RULE_ANSWERED},
	{"unapplied/not-from-another-tree",
	 "ann posts 1\nbob to 1: applied tree next\nbob to 1: unapplied tree fixes", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_APPLIED},
	{"unapplied/not-what-was-applied-afterwards",
	 "ann posts 1 cover\nbob to 1: applied\nbob to 1: unapplied\nbob to 0: applied",
	 OUTCOME_LANDED, TURN_NOBODY, 4, RULE_APPLIED},

	/* Pull requests. */
	{"pull/waits-for-the-maintainer", "ann posts 0 cover pull", OUTCOME_NEW, TURN_MAINTAINER, 1,
	 RULE_POSTED},
	{"pull/also-when-answered", "ann posts 0 cover pull\nbob to 0", OUTCOME_IN_REVIEW,
	 TURN_MAINTAINER, 1, RULE_ANSWERED},
	{"pull/reviews-do-not-make-it-ready", "ann posts 1 cover pull\nbob to 0: reviewed",
	 OUTCOME_IN_REVIEW, TURN_MAINTAINER, 1, RULE_ANSWERED},
	{"pull/a-question-is-the-author-s", "ann posts 0 cover pull\nbob to 0: asks",
	 OUTCOME_IN_REVIEW, TURN_AUTHOR, 2, RULE_ASKED},
	{"pull/and-the-answer-the-maintainer-s",
	 "ann posts 0 cover pull\nbob to 0: asks\nann answers 2", OUTCOME_IN_REVIEW,
	 TURN_MAINTAINER, 3, RULE_ANSWERED},
	{"pull/pulled", "ann posts 0 cover pull\ntracker to 0: pulled tree main", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_PULLED},
	{"pull/applied", "ann posts 0 cover pull\nbob to 0: applied", OUTCOME_LANDED, TURN_NOBODY,
	 2, RULE_APPLIED},
	{"pull/merged-in-a-repository", "ann posts 0 cover pull\ngit has 0 c0ffee", OUTCOME_LANDED,
	 TURN_NOBODY, 2, RULE_COMMITTED},
	{"pull/a-series-is-not-by-its-cover", "ann posts 1 cover\ngit has 0 c0ffee", OUTCOME_NEW,
	 TURN_REVIEWERS, 1, RULE_POSTED},
};

static void test_judgement(const void *data)
{
	const struct judgement *expected = data;
	struct scene scene;
	struct outcome outcome;

	scene_play(&scene, expected->script);
	outcome_of(&scene.arena, &scene.history, 0, &outcome);
	g_assert_cmpstr(outcome_state_name(outcome.state), ==, outcome_state_name(expected->state));
	g_assert_cmpstr(outcome_turn_name(outcome.turn), ==, outcome_turn_name(expected->turn));
	g_assert_cmpint((outcome.turn_since - SCENE_START) / SCENE_STEP, ==, expected->since);
	g_assert_cmpuint(outcome.n_reasons, >, 0);
	g_assert_cmpstr(outcome_rule_name(outcome.reasons[0].rule), ==,
			outcome_rule_name(expected->rule));
	scene_clear(&scene);
}

static void test_newer_posting(void)
{
	struct scene scene;
	struct outcome outcome;

	scene_play(&scene, "ann posts 1\nann posts 1 v2\ngit has 1 c0ffee\n"
			   "git has 1 c0ffee of 0 sure 99");
	outcome_of(&scene.arena, &scene.history, 1, &outcome);
	g_assert_cmpint(outcome.state, ==, OUTCOME_NEW);
	scene_clear(&scene);
}

static void test_quiet(void)
{
	const int64_t day = (int64_t)24 * 60 * 60;

	for (int i = 0; i < OUTCOME_N_STATES; i++) {
		enum outcome_state state = (enum outcome_state)i;
		struct outcome outcome = {.state = state, .turn = TURN_AUTHOR, .active_at = 1000};
		enum outcome_state quiet = state;

		if (outcome_is_open(state))
			quiet = OUTCOME_QUIET;
		g_assert_cmpint(outcome_state_at(&outcome, 0), ==, state);
		g_assert_cmpint(outcome_state_at(&outcome, 999 + OUTCOME_QUIET_DAYS * day), ==,
				state);
		g_assert_cmpint(outcome_state_at(&outcome, 1000 + OUTCOME_QUIET_DAYS * day), ==,
				quiet);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(judgements); i++) {
		g_autofree char *path = g_strdup_printf("/state/%s", judgements[i].sentence);

		g_test_add_data_func(path, &judgements[i], test_judgement);
	}
	g_test_add_func("/state/what-landed-as-an-older-one-did-not-as-a-newer",
			test_newer_posting);
	g_test_add_func("/state/an-open-one-is-quiet-after-thirty-days", test_quiet);
	return g_test_run();
}
