/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * escape-texts markup|markdown: each line of the input, a text in hexadecimal digits, escaped,
 * in hexadecimal digits; for escapes.py.
 */
#include "render/escape.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void (*escape_fn)(GString *out, str text);

/* The bytes of @digits; the caller frees it. */
static GString *read_digits(const char *digits)
{
	GString *bytes = g_string_new(NULL);

	for (; g_ascii_isxdigit(digits[0]); digits += 2)
		g_string_append_c(bytes, (char)(g_ascii_xdigit_value(digits[0]) << 4 |
						g_ascii_xdigit_value(digits[1])));
	return bytes;
}

int main(int n_arguments, char **arguments)
{
	escape_fn escape = n_arguments == 2 && strcmp(arguments[1], "markdown") == 0
				   ? escape_markdown
				   : escape_markup;
	char *line = NULL;
	size_t size = 0;

	while (getline(&line, &size, stdin) >= 0) {
		g_autoptr(GString) out = g_string_new(NULL);
		GString *text = read_digits(line);

		escape(out, (str){.ptr = text->str, .len = text->len});
		for (size_t i = 0; i < out->len; i++)
			printf("%02x", (unsigned char)out->str[i]);
		putchar('\n');
		g_string_free(text, TRUE);
	}
	free(line);
	return ferror(stdin) || fflush(stdout) ? 1 : 0;
}
