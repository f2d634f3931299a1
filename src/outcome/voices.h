/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Voices: who speaks of a posting. One who writes from two addresses under one name is
 * one voice, as all of them speak of the same thing.
 */
#ifndef TIDINGS_OUTCOME_VOICES_H
#define TIDINGS_OUTCOME_VOICES_H

#include "outcome/history.h"

#include <glib.h>

#define VOICE_NONE ((unsigned)-1)

struct voice {
	person_id person; /* as it spoke first */
	bool is_author; /* of the posting, or its sender */
	bool is_robot; /* a program: no reviewer */
	bool is_tester; /* a program that writes to say that something is broken */
};

struct voices {
	const struct people *people;
	const struct history_posting *posting;
	GArray *items; /* struct voice, in the order in which they were asked for */
	GHashTable *by_person; /* person to index + 1 */
	GHashTable *by_name; /* str to index + 1 */
	struct arena *arena;
};

/* Texts are in @arena, the rest is freed with voices_clear(). */
void voices_init(struct voices *voices, struct arena *arena, const struct people *people,
		 const struct history_posting *posting);
void voices_clear(struct voices *voices);

/* The voice of @person, new or not; VOICE_NONE for PERSON_NONE. */
unsigned voice_of(struct voices *voices, person_id person);

/* The voice of whom a trailer names; VOICE_NONE where nobody of that address is known. */
unsigned voice_of_mailbox(struct voices *voices, struct mailbox mailbox);

/* Valid until the next voice comes. */
const struct voice *voice_get(const struct voices *voices, unsigned voice);

#endif
