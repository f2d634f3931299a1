/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one function of a fuzz target, as libFuzzer wants it. A target parses
 * the bytes, and aborts where the result breaks the parser's contract.
 */
#ifndef TIDINGS_TESTS_FUZZ_FUZZ_H
#define TIDINGS_TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

/* Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
