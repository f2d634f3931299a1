/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hashes of bytes that a sender chose.
 *
 * Under a hash that everybody can compute, a sender finds Message-IDs that all
 * fall into one place of a table, and looking them up takes quadratic time. So
 * tables use SipHash, under a key that nobody else knows: str_hash() and
 * str_hash_nocase().
 */
#ifndef TIDINGS_BASE_HASH_H
#define TIDINGS_BASE_HASH_H

#include "base/str.h"

struct hash_key {
	uint64_t words[2]; /* the key's 16 bytes as two little-endian numbers */
};

/*
 * SipHash-1-3 of @bytes: J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF", 2012, with one round for each word and three at the end.
 */
uint64_t hash_bytes(const struct hash_key *key, str bytes);

/* The same of @bytes with the 26 ASCII letters in lower case. */
uint64_t hash_bytes_nocase(const struct hash_key *key, str bytes);

/*
 * A hash of the sequence that @sum stands for, and of @next, itself a hash, behind it; 0
 * stands for the empty one. It mixes, and hides nothing. The index keeps such hashes.
 */
uint64_t hash_chain(uint64_t sum, uint64_t next);

/*
 * The key of this process, drawn at random; all zero where the kernel has none to
 * give. What is hashed under it differs from run to run, so that no hash, and
 * no order of a table, may reach a result. Any thread may ask.
 */
const struct hash_key *hash_key_of_process(void);

#endif
