/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A history told line by line: line 3 happens at SCENE_LINE(3), and its mail is "m3".
 *
 *   ann posts 2 cover v2 on 1 rfc: WORDS
 *       A posting of two patches, their titles "lamp 1" and "lamp 2", and of what is named:
 *       `cover`, `rfc`, `pull`, `partial`, `vN`, `total N`, `number N` (of its first patch),
 *       `by NAME` (its author), `last NAME` (that of its last patch), `on N` (it follows posting N; else the one before, `alone`
 *       none). The words are those of its last patch's own message. The mails of its patches
 *       are "m1.1" and so on.
 *   bob to 1: WORDS
 *       A reply to patch 1, or to the cover letter 0, of the newest posting; `to 1 of 0` is to
 *       that of posting 0. Without words it is plain text.
 *   ann answers 2: WORDS
 *       A reply to the reply of line 2.
 *   request of 0 has 1 by bob
 *       A pull request names patch 1 of posting 0, or of the newest, and bob says that it is
 *       merged. Requests are told apart by who merged them.
 *   git has 1 c0ffee tag v9 sure 90 backport
 *       A landing of patch 1 of the newest posting, or `1 of 0`.
 *
 * Words are remarks, parted by commas: "reviewed by NAME scope arm64", "applied tree next
 * number 2 title lamp_2 commit c0ffee part stable", "command rejected", "asks" and so on, by
 * the names of scene.c. People are known by their first name; a name with a number is another
 * address of the same person: "ann2".
 */
#ifndef TIDINGS_TESTS_SCENE_H
#define TIDINGS_TESTS_SCENE_H

#include "outcome/history.h"

#include <glib.h>

enum { SCENE_START = 1000000000, SCENE_STEP = 1000 };

#define SCENE_LINE(line) ((int64_t)SCENE_START + (int64_t)(line)*SCENE_STEP)

struct scene {
	struct arena arena;
	struct people *people;
	struct history history;
};

void scene_play(struct scene *scene, const char *script);
void scene_clear(struct scene *scene);

/* The one of whom the script speaks. */
person_id scene_person(struct scene *scene, const char *name);

#endif
