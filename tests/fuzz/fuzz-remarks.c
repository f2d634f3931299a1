/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "index/encode_remarks.h"

#include <glib.h>

/* Remarks as a damaged index may hold them; what was read is written and read again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const str bytes = {.ptr = (const char *)data, .len = size};
	g_auto(arena) arena = {0};
	struct remark *remarks;
	struct remark *again;
	unsigned n_remarks;
	unsigned n_again;

	decode_remarks(&arena, bytes, &remarks, &n_remarks);
	g_assert_cmpuint(n_remarks, <=, LIMIT_REMARKS);
	for (unsigned i = 0; i < n_remarks; i++) {
		const struct remark *remark = &remarks[i];
		const str texts[] = {
			remark->name, remark->person.name, remark->person.address, remark->scope,
			remark->tree, remark->commit,	   remark->title,
		};

		g_assert_nonnull(remark_name(remark->kind));
		g_assert_cmpuint(remark->n_lines, <=, REMARK_LINES);
		for (size_t k = 0; k < G_N_ELEMENTS(texts); k++)
			g_assert_true(utf8_valid(texts[k]));
	}
	decode_remarks(&arena, encode_remarks(&arena, remarks, n_remarks), &again, &n_again);
	g_assert_cmpuint(n_again, ==, n_remarks);
	for (unsigned i = 0; i < n_remarks; i++) {
		g_assert_cmpint(again[i].kind, ==, remarks[i].kind);
		g_assert_cmpuint(again[i].number, ==, remarks[i].number);
		g_assert_cmpuint(again[i].n_lines, ==, remarks[i].n_lines);
		g_assert_true(str_equal(again[i].title, remarks[i].title));
	}
	return 0;
}
