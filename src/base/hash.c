/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Workload: a few keys a mail, ids, addresses and paths of 20 to 80 bytes. They
 * take a fourth of what they took a byte at a time.
 */
#include "base/hash.h"

#include <glib.h>
#include <sys/random.h>

enum { WORD_BYTES = sizeof(uint64_t) };

/* The same byte in all places of a word. */
#define EACH_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

struct state {
	uint64_t v0;
	uint64_t v1;
	uint64_t v2;
	uint64_t v3;
};

static inline uint64_t rotate(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

static inline void sip_round(struct state *state)
{
	state->v0 += state->v1;
	state->v1 = rotate(state->v1, 13) ^ state->v0;
	state->v0 = rotate(state->v0, 32);
	state->v2 += state->v3;
	state->v3 = rotate(state->v3, 16) ^ state->v2;
	state->v0 += state->v3;
	state->v3 = rotate(state->v3, 21) ^ state->v0;
	state->v2 += state->v1;
	state->v1 = rotate(state->v1, 17) ^ state->v2;
	state->v2 = rotate(state->v2, 32);
}

static inline void take_word(struct state *state, uint64_t word)
{
	state->v3 ^= word;
	sip_round(state);
	state->v0 ^= word;
}

/* Up to eight bytes, the first one lowest. */
static inline uint64_t load(const char *bytes, size_t n_bytes)
{
	uint64_t word = 0;

	memcpy(&word, bytes, n_bytes);
	return GUINT64_FROM_LE(word);
}

/*
 * The capitals among eight bytes in lower case. Of seven bits each, a byte
 * plus 0x3f has its highest bit set from `A` on, plus 0x25 behind `Z`; none
 * carries over into the next.
 */
static inline uint64_t to_lower(uint64_t word)
{
	uint64_t low_bits = word & EACH_BYTE(0x7f);
	uint64_t from_a = low_bits + EACH_BYTE(0x80 - 'A');
	uint64_t behind_z = low_bits + EACH_BYTE(0x7f - 'Z');
	uint64_t capitals = from_a & ~behind_z & ~word & EACH_BYTE(0x80);

	return word | capitals >> 2;
}

static G_ALWAYS_INLINE inline uint64_t hash(const struct hash_key *key, str bytes, bool nocase)
{
	struct state state = {
		.v0 = key->words[0] ^ UINT64_C(0x736f6d6570736575),
		.v1 = key->words[1] ^ UINT64_C(0x646f72616e646f6d),
		.v2 = key->words[0] ^ UINT64_C(0x6c7967656e657261),
		.v3 = key->words[1] ^ UINT64_C(0x7465646279746573),
	};
	size_t n_left = bytes.len % WORD_BYTES;
	uint64_t word = 0;

	for (size_t at = 0; at + WORD_BYTES <= bytes.len; at += WORD_BYTES) {
		word = load(bytes.ptr + at, WORD_BYTES);
		take_word(&state, nocase ? to_lower(word) : word);
	}
	word = n_left > 0 ? load(bytes.ptr + bytes.len - n_left, n_left) : 0;
	word = nocase ? to_lower(word) : word;
	take_word(&state, word | (uint64_t)bytes.len << 56);
	state.v2 ^= 0xff;
	for (unsigned i = 0; i < 3; i++)
		sip_round(&state);
	return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

uint64_t hash_bytes(const struct hash_key *key, str bytes)
{
	return hash(key, bytes, false);
}

uint64_t hash_bytes_nocase(const struct hash_key *key, str bytes)
{
	return hash(key, bytes, true);
}

uint64_t hash_chain(uint64_t sum, uint64_t next)
{
	sum = (sum ^ next) * UINT64_C(0x9e3779b97f4a7c15);
	return sum ^ sum >> 32;
}

const struct hash_key *hash_key_of_process(void)
{
	/* The only global state of the program. It is written once, and no result depends on it. */
	static struct hash_key key;
	static gsize is_set;

	if (g_once_init_enter(&is_set)) {
		struct hash_key drawn;

		/* So few bytes come whole or not at all; without them the key stays zero. */
		if (getrandom(&drawn, sizeof(drawn), GRND_NONBLOCK) == (ssize_t)sizeof(drawn))
			key = drawn;
		g_once_init_leave(&is_set, 1);
	}
	return &key;
}
