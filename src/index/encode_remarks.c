/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A remark is its kind, flags and number, then its texts, each behind its length, then the
 * hashes of its lines behind their number.
 */
#include "index/encode_remarks.h"

#include "base/limits.h"
#include "index/packed.h"

#include <glib.h>
#include <string.h>

enum remark_flag {
	FLAG_PARTIAL = 1 << 0,
	FLAG_STABLE = 1 << 1,
};
enum { N_TEXTS = 7, HASH_BYTES = 4 };

static void put_remark(GByteArray *bytes, const struct remark *remark)
{
	const str texts[N_TEXTS] = {
		remark->name, remark->person.name, remark->person.address, remark->scope,
		remark->tree, remark->commit,	   remark->title,
	};

	packed_put_number(bytes, remark->kind);
	packed_put_number(bytes, remark->trailer);
	packed_put_number(bytes, (remark->partial ? FLAG_PARTIAL : 0u) |
					 (remark->is_stable ? FLAG_STABLE : 0u));
	packed_put_number(bytes, remark->number);
	for (unsigned i = 0; i < N_TEXTS; i++)
		packed_put_text(bytes, texts[i]);
	packed_put_number(bytes, remark->n_lines);
	for (unsigned i = 0; i < remark->n_lines; i++) {
		uint32_t hash = GUINT32_TO_LE(remark->lines[i]);

		g_byte_array_append(bytes, (const guint8 *)(const void *)&hash, HASH_BYTES);
	}
}

str encode_remarks(struct arena *arena, const struct remark *remarks, unsigned n_remarks)
{
	g_autoptr(GByteArray) bytes = NULL;

	if (n_remarks == 0)
		return (str){0};
	bytes = g_byte_array_new();
	for (unsigned i = 0; i < n_remarks; i++)
		put_remark(bytes, &remarks[i]);
	return arena_str(arena, (str){.ptr = (const char *)bytes->data, .len = bytes->len});
}

static bool take_lines(struct arena *arena, str *bytes, struct remark *remark)
{
	uint64_t n_lines;

	if (!packed_take_number(bytes, REMARK_LINES, &n_lines) || bytes->len < n_lines * HASH_BYTES)
		return false;
	remark->n_lines = (unsigned)n_lines;
	remark->lines = arena_new_array(arena, uint32_t, n_lines);
	for (unsigned i = 0; i < remark->n_lines; i++) {
		memcpy(&remark->lines[i], bytes->ptr + (size_t)i * HASH_BYTES, HASH_BYTES);
		remark->lines[i] = GUINT32_FROM_LE(remark->lines[i]);
	}
	*bytes = str_skip(*bytes, (size_t)n_lines * HASH_BYTES);
	return true;
}

static bool take_remark(struct arena *arena, str *bytes, struct remark *ret_remark)
{
	uint64_t kind;
	uint64_t trailer;
	uint64_t flags;
	uint64_t number;
	str texts[N_TEXTS];

	if (!packed_take_number(bytes, REMARK_N_KINDS - 1, &kind) ||
	    !packed_take_number(bytes, TRAILER_NACKED, &trailer) ||
	    !packed_take_number(bytes, UINT32_MAX, &flags) ||
	    !packed_take_number(bytes, LIMIT_COUNTER, &number))
		return false;
	for (unsigned i = 0; i < N_TEXTS; i++) {
		if (!packed_take_text(arena, bytes, &texts[i]))
			return false;
	}
	*ret_remark = (struct remark){
		.kind = (enum remark_kind)kind,
		.trailer = (enum trailer_kind)trailer,
		.partial = flags & FLAG_PARTIAL,
		.is_stable = flags & FLAG_STABLE,
		.number = (unsigned)number,
		.name = texts[0],
		.person = {.name = texts[1], .address = texts[2]},
		.scope = texts[3],
		.tree = texts[4],
		.commit = texts[5],
		.title = texts[6],
	};
	return take_lines(arena, bytes, ret_remark);
}

void decode_remarks(struct arena *arena, str bytes, struct remark **ret_remarks,
		    unsigned *ret_n_remarks)
{
	g_autoptr(GArray) remarks = g_array_new(FALSE, FALSE, sizeof(struct remark));
	struct remark remark;

	while (bytes.len > 0 && remarks->len < LIMIT_REMARKS && take_remark(arena, &bytes, &remark))
		g_array_append_val(remarks, remark);
	*ret_n_remarks = remarks->len;
	*ret_remarks = arena_new_array(arena, struct remark, remarks->len);
	if (remarks->len)
		memcpy(*ret_remarks, remarks->data, remarks->len * sizeof(struct remark));
}
