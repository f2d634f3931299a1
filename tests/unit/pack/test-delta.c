/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"
#include "pack/delta.h"

enum {
	OFFSET_BYTES = 4, /* of a copy instruction */
	OPERAND_BYTES = 7, /* those and three of the size */
	LARGE_BASE_BYTES = 21 * 1024 * 1024,
};

/* Reads and applies from and to memory of just the size. NULL where the delta is refused. */
static GString *apply(str base, uint64_t base_size, uint64_t result_size, str instructions)
{
	g_autofree char *exact_base = exact_copy(base);
	g_autofree char *exact_instructions = exact_copy(instructions);
	g_autofree char *result = g_malloc(MAX(result_size, 1));
	struct delta delta = {
		.base_size = base_size,
		.result_size = result_size,
		.instructions = {exact_instructions, instructions.len},
	};

	if (!delta_apply(&delta, (str){exact_base, base.len}, result))
		return NULL;
	return g_string_new_len(result, (gssize)result_size);
}

static void test_sizes(void)
{
	static const struct {
		str bytes;
		uint64_t base_size;
		uint64_t result_size;
		size_t n_instructions;
	} cases[] = {
		{STR_INIT("\x00\x00"), 0, 0, 0},
		{STR_INIT("\x01\x7f\x90"), 1, 127, 1},
		{STR_INIT("\x7f\x80\x01"), 127, 128, 0},
		{STR_INIT("\xe5\x8e\x26\x05xx"), 624485, 5, 2},
		{STR_INIT("\x80\x80\x80\x80\x10\xff\xff\xff\xff\x0f"), UINT64_C(1) << 32,
		 UINT32_MAX, 0},
		{STR_INIT("\x01\xff\xff\xff\xff\xff\xff\xff\xff\x7f"), 1, INT64_MAX, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *exact = exact_copy(cases[i].bytes);
		struct delta delta = {0};

		g_assert_true(delta_read((str){exact, cases[i].bytes.len}, &delta));
		g_assert_cmpuint(delta.base_size, ==, cases[i].base_size);
		g_assert_cmpuint(delta.result_size, ==, cases[i].result_size);
		g_assert_cmpuint(delta.instructions.len, ==, cases[i].n_instructions);
		g_assert_true(delta.instructions.ptr + delta.instructions.len ==
			      exact + cases[i].bytes.len);
	}
}

static void test_bad_sizes(void)
{
	static const str cases[] = {
		{0},
		STR_INIT("\x80"),
		STR_INIT("\x05"),
		STR_INIT("\x05\x85"),
		STR_INIT("\x05\xff\xff\xff"),
		STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f\x05"),
		STR_INIT("\x05\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f"),
		STR_INIT("\x05\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"),
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *exact = exact_copy(cases[i]);
		struct delta delta = {.base_size = 4711};

		g_assert_false(delta_read((str){exact, cases[i].len}, &delta));
		g_assert_cmpuint(delta.base_size, ==, 4711);
	}
}

static const str base = STR_INIT("abcdefgh");

static void test_results(void)
{
	static const struct {
		str instructions;
		str result;
	} cases[] = {
		{STR_INIT(""), STR_INIT("")},
		{STR_INIT("\x03xyz"), STR_INIT("xyz")},
		{STR_INIT("\x01x\x02yz"), STR_INIT("xyz")},
		{STR_INIT("\x90\x08"), STR_INIT("abcdefgh")},
		{STR_INIT("\x91\x07\x01"), STR_INIT("h")},
		{STR_INIT("\x91\x02\x03\x01-\x91\x01\x02"), STR_INIT("cde-bc")},
		{STR_INIT("\x90\x04\x90\x04\x90\x04"), STR_INIT("abcdabcdabcd")},
		{STR_INIT("\x04\x00\xff\x80\x00"), STR_INIT("\x00\xff\x80\x00")},
		{STR_INIT("\x7f"
			  "0123456789012345678901234567890123456789012345678901234567890123"
			  "012345678901234567890123456789012345678901234567890123456789012"
			  "\x90\x01"),
		 STR_INIT("0123456789012345678901234567890123456789012345678901234567890123"
			  "012345678901234567890123456789012345678901234567890123456789012"
			  "a")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GString) result =
			apply(base, base.len, cases[i].result.len, cases[i].instructions);

		g_assert_nonnull(result);
		g_assert_cmpmem(result->str, result->len, cases[i].result.ptr, cases[i].result.len);
	}
}

static void test_empty_base(void)
{
	g_autoptr(GString) nothing = apply((str){0}, 0, 0, (str){0});
	g_autoptr(GString) something = apply((str){0}, 0, 2, STR("\x02xy"));

	g_assert_nonnull(nothing);
	g_assert_cmpstr(something->str, ==, "xy");
	g_assert_null(apply((str){0}, 0, 1, STR("\x90\x01")));
}

/* Each place of it looks different from those near it and from those 2^n away. */
static char *large_base(void)
{
	char *bytes = g_malloc(LARGE_BASE_BYTES);

	for (size_t i = 0; i < LARGE_BASE_BYTES; i++)
		bytes[i] = (char)((i * UINT64_C(0x9e3779b97f4a7c15)) >> 56);
	return bytes;
}

static void test_sparse_operands(void)
{
	static const unsigned char operands[OPERAND_BYTES] = {0x11, 0x22, 0x33, 0x01,
							      0x05, 0x06, 0x01};
	g_autofree char *bytes = large_base();

	for (unsigned present = 0; present < 1 << OPERAND_BYTES; present++) {
		g_autoptr(GString) instructions = g_string_new(NULL);
		g_autofree char *result = NULL;
		size_t offset = 0;
		size_t size = 0;
		struct delta delta;

		g_string_append_c(instructions, (char)(0x80 | present));
		for (unsigned i = 0; i < OPERAND_BYTES; i++) {
			if (!(present & 1U << i))
				continue;
			g_string_append_c(instructions, (char)operands[i]);
			if (i < OFFSET_BYTES)
				offset += (size_t)operands[i] << 8 * i;
			else
				size += (size_t)operands[i] << 8 * (i - OFFSET_BYTES);
		}
		if (size == 0)
			size = 65536;
		result = g_malloc(size);
		delta = (struct delta){LARGE_BASE_BYTES, size, slice_of(instructions)};
		g_assert_true(delta_apply(&delta, (str){bytes, LARGE_BASE_BYTES}, result));
		g_assert_cmpmem(result, size, bytes + offset, size);
	}
}

static void test_size_zero(void)
{
	static const str instructions[] = {
		STR_INIT("\x80"), /* no operand at all */
		STR_INIT("\x81\x00"), STR_INIT("\x90\x00"), STR_INIT("\xf0\x00\x00\x00"),
		STR_INIT("\xc0\x01"), /* the same size, written out */
	};
	g_autofree char *bytes = g_malloc0(0x10000);

	for (size_t i = 0; i < G_N_ELEMENTS(instructions); i++) {
		g_autoptr(GString) result =
			apply((str){bytes, 0x10000}, 0x10000, 0x10000, instructions[i]);

		g_assert_nonnull(result);
		g_assert_cmpmem(result->str, result->len, bytes, 0x10000);
		/* Of a base that is one byte shorter, it leaves the base. */
		g_assert_null(apply((str){bytes, 0xffff}, 0xffff, 0x10000, instructions[i]));
	}
}

static void test_truncated(void)
{
	g_autofree char *bytes = g_malloc0(0x10000);

	for (unsigned present = 1; present < 1 << OPERAND_BYTES; present++) {
		g_autoptr(GString) instructions = g_string_new(NULL);
		g_autoptr(GString) result = NULL;

		/* All operands are zero, and the last one is not there at first. */
		g_string_append_c(instructions, (char)(0x80 | present));
		for (unsigned rest = present & (present - 1); rest; rest &= rest - 1)
			g_string_append_c(instructions, 0);
		g_assert_null(
			apply((str){bytes, 0x10000}, 0x10000, 0x10000, slice_of(instructions)));
		g_string_append_c(instructions, 0);
		result = apply((str){bytes, 0x10000}, 0x10000, 0x10000, slice_of(instructions));
		g_assert_nonnull(result);
	}
}

static void test_damage(void)
{
	static const struct {
		str instructions;
		uint64_t base_size;
		uint64_t result_size;
	} cases[] = {
		/* Instruction 0. */
		{STR_INIT("\x00"), 8, 0},
		{STR_INIT("\x90\x08\x00"), 8, 8},
		{STR_INIT("\x00\x90\x08"), 8, 8},
		/* Another base. */
		{STR_INIT("\x90\x07"), 7, 7},
		{STR_INIT("\x90\x08"), 9, 8},
		{STR_INIT("\x01x"), 0, 1},
		{STR_INIT("\x90\x08"), UINT64_C(0x100000008), 8},
		/* Copies that leave the base. */
		{STR_INIT("\x90\x09"), 8, 9},
		{STR_INIT("\x91\x04\x05"), 8, 5},
		{STR_INIT("\x91\x08\x01"), 8, 1},
		{STR_INIT("\x91\x09\x01"), 8, 1},
		{STR_INIT("\x9f\xff\xff\xff\xff\x01"), 8, 1},
		{STR_INIT("\x9f\xff\xff\xff\xff\x02"), 8, 2},
		{STR_INIT("\xff\xff\xff\xff\xff\xff\xff\xff"), 8, 0xffffff},
		/* More than the result. */
		{STR_INIT("\x90\x08"), 8, 7},
		{STR_INIT("\x90\x08"), 8, 0},
		{STR_INIT("\x03xyz"), 8, 2},
		{STR_INIT("\x90\x08\x01x"), 8, 8},
		{STR_INIT("\x01x\x90\x08"), 8, 8},
		/* Less than the result. */
		{STR_INIT(""), 8, 1},
		{STR_INIT("\x90\x08"), 8, 9},
		{STR_INIT("\x03xyz"), 8, 4},
		/* New bytes that are cut off. */
		{STR_INIT("\x03xy"), 8, 3},
		{STR_INIT("\x03"), 8, 3},
		{STR_INIT("\x90\x08\x7fx"), 8, 9},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_null(apply(base, cases[i].base_size, cases[i].result_size,
				    cases[i].instructions));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/delta/two-sizes-come-first", test_sizes);
	g_test_add_func("/delta/sizes-cut-off-or-past-64-bits-are-refused", test_bad_sizes);
	g_test_add_func("/delta/copies-and-new-bytes-make-the-result", test_results);
	g_test_add_func("/delta/a-base-may-be-empty", test_empty_base);
	g_test_add_func("/delta/an-operand-that-is-left-out-is-zero", test_sparse_operands);
	g_test_add_func("/delta/a-copy-of-size-zero-has-64-kib", test_size_zero);
	g_test_add_func("/delta/a-copy-whose-operands-are-cut-off-is-damage", test_truncated);
	g_test_add_func("/delta/damage-is-told", test_damage);
	return g_test_run();
}
