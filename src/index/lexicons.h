/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lexicons of the index, in segments: one for each chunk of mails that was
 * indexed, and of several small ones one larger (src/search/lexicon.h).
 */
#ifndef TIDINGS_INDEX_LEXICONS_H
#define TIDINGS_INDEX_LEXICONS_H

#include "index/index.h"
#include "search/lexicon.h"

/*
 * A lexicon as the blocks that will be written. Making them is work for a thread of its own,
 * beside the one that writes to the index; writing them is not.
 */
struct lexicon_blocks;

/* The blocks of lexicon_write(), from the same arguments. lexicon_blocks_free() frees them. */
struct lexicon_blocks *lexicon_blocks_make(struct lexicon *const *lexicons, unsigned n_lexicons,
					   const uint32_t *mails);
void lexicon_blocks_free(struct lexicon_blocks *blocks);

/* Writes @blocks as a new segment. */
bool lexicons_add(struct index *index, const struct lexicon_blocks *blocks, GError **error);

/* Merges segments where there are more than LEXICONS_KEPT of about one size. */
bool lexicons_merge(struct index *index, GError **error);

enum { LEXICONS_KEPT = 8 };

/* Appends the places (struct word_place) of @word in all segments; see lexicon_block_find(). */
bool lexicons_find(struct index *index, str word, bool is_prefix, GArray *places, GError **error);

typedef struct lexicon_blocks lexicon_blocks;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(lexicon_blocks, lexicon_blocks_free)

#endif
