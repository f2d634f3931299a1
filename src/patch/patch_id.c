/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Follows git's reader line by line, its oddities included: an id is only of
 * use if it is the one that git gives.
 *
 * Each file of the diff is hashed alone and the hashes are summed up, so that
 * the order of the files does not matter. git reads C strings: a line ends for
 * it at a NUL. SHA-1 takes most of the time, so that the bytes without white
 * space are gathered before it sees them.
 */
#include "patch/patch_id.h"

#include <glib.h>
#include <nettle/sha1.h>
#include <string.h>

enum {
	SHA1_BYTES = SHA1_DIGEST_SIZE,
	COMMIT_DIGITS = 40,
	BLOB_DIGITS = 64, /* git keeps no more of an index line's ids */
	GATHERED_BYTES = 8192,
	INCOMPLETE_LINE_BYTES = 12, /* "\ No newline ..." is longer in every language */
};

/* What is counted down within a hunk; IN_HEADER before the first one of a file. */
enum { IN_HEADER = -1 };

enum verdict {
	LINE_HASHED,
	LINE_SKIPPED,
	LINE_BEHIND, /* it is behind the diff, or names the commit of another one */
};

struct reader {
	struct sha1_ctx sha1;
	uint8_t sum[SHA1_BYTES];
	bool started; /* something was hashed */
	bool binary;
	int64_t before; /* lines of the hunk to come, of the old file */
	int64_t after;
	str old_blob; /* of the last index line */
	str new_blob;
	size_t n_gathered;
	char gathered[GATHERED_BYTES];
};

/* git's isspace(), which knows no vertical tab and no form feed. */
static const bool is_blank[256] = {
	['\t'] = true,
	['\n'] = true,
	['\r'] = true,
	[' '] = true,
};

static void hash_gathered(struct reader *reader)
{
	sha1_update(&reader->sha1, reader->n_gathered, (const uint8_t *)reader->gathered);
	reader->n_gathered = 0;
}

static void hash_line(struct reader *reader, str line)
{
	while (line.len > 0) {
		size_t room = sizeof(reader->gathered) - reader->n_gathered;
		size_t n = MIN(room, line.len);
		char *to = reader->gathered + reader->n_gathered;

		/* Each byte is written, and the blanks overwritten: no branch. */
		for (size_t i = 0; i < n; i++) {
			*to = line.ptr[i];
			to += !is_blank[(uint8_t)line.ptr[i]];
		}
		reader->n_gathered = (size_t)(to - reader->gathered);
		line = str_skip(line, n);
		if (reader->n_gathered == sizeof(reader->gathered))
			hash_gathered(reader);
	}
}

/*
 * Ends the hash of a file, and begins the next one's: adds it to the sum, as numbers
 * that begin with the lowest byte.
 */
static void sum_up(struct reader *reader)
{
	uint8_t hash[SHA1_BYTES];
	unsigned carry = 0;

	hash_gathered(reader);
	sha1_digest(&reader->sha1, sizeof(hash), hash);
	for (size_t i = 0; i < sizeof(hash); i++) {
		carry += (unsigned)reader->sum[i] + hash[i];
		reader->sum[i] = (uint8_t)carry;
		carry >>= 8;
	}
}

/* The next line with its newline, cut at the first NUL if there is any in the text. */
static bool next_line(str *rest, bool has_nul, str *ret_line)
{
	const char *newline = str_newline(*rest);
	size_t end = newline ? (size_t)(newline - rest->ptr) + 1 : rest->len;
	size_t nul;

	if (rest->len == 0)
		return false;
	*ret_line = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	if (has_nul && str_find_byte(*ret_line, '\0', &nul))
		*ret_line = str_slice(*ret_line, 0, nul);
	return true;
}

static char first_byte(str line)
{
	return line.len ? line.ptr[0] : '\0';
}

static bool names_commit(str line)
{
	if (!str_take(&line, STR("commit ")))
		str_take(&line, STR("From "));
	return line.len >= COMMIT_DIGITS && str_is_hex(str_slice(line, 0, COMMIT_DIGITS));
}

/*
 * atoi() as the C library does it: blanks and a sign may come first, a number
 * too large for a long becomes the largest one and of that the low half.
 */
static int32_t read_count(str text)
{
	bool negative;
	int64_t value = 0;

	while (text.len > 0 && g_ascii_isspace(*text.ptr))
		text = str_skip(text, 1);
	negative = str_take(&text, STR("-"));
	if (!negative)
		str_take(&text, STR("+"));
	str digits = str_take_digits(&text);
	for (size_t i = 0; i < digits.len; i++) {
		int digit = digits.ptr[i] - '0';

		if (__builtin_mul_overflow(value, 10, &value) ||
		    __builtin_add_overflow(value, digit, &value))
			return negative ? 0 : -1;
	}
	return (int32_t)(uint32_t)(negative ? -value : value);
}

/*
 * The count of `N` or `N,COUNT`; the text behind it stays in @text. False
 * where no digit stands before that text; the count is written even then.
 */
static bool take_range(str *text, int64_t *ret_count)
{
	str digits = str_take_digits(text);

	if (!str_take(text, STR(","))) {
		*ret_count = 1;
		return digits.len > 0;
	}
	*ret_count = read_count(*text);
	return str_take_digits(text).len > 0;
}

static void read_hunk_header(struct reader *reader, str line)
{
	str_take(&line, STR("@@ -"));
	if (!take_range(&line, &reader->before) || !str_take(&line, STR(" +")))
		return;
	take_range(&line, &reader->after);
}

/* `index OLD..NEW MODE`; a line of another form leaves the ids as they are. */
static void read_index_line(struct reader *reader, str line)
{
	size_t dots;
	size_t end;

	if (!str_find(line, STR(".."), &dots))
		return;
	if (str_find(str_skip(line, dots), STR(" "), &end))
		end += dots;
	else
		end = line.len - 1;
	reader->old_blob = str_slice(line, strlen("index "), dots);
	reader->old_blob = str_slice(reader->old_blob, 0, BLOB_DIGITS);
	reader->new_blob = str_slice(line, MIN(dots + 2, end), end);
	reader->new_blob = str_slice(reader->new_blob, 0, BLOB_DIGITS);
}

/* The blobs stand for a binary file's content, blanks and all. */
static void hash_blobs(struct reader *reader)
{
	hash_gathered(reader);
	sha1_update(&reader->sha1, reader->old_blob.len, (const uint8_t *)reader->old_blob.ptr);
	sha1_update(&reader->sha1, reader->new_blob.len, (const uint8_t *)reader->new_blob.ptr);
	sum_up(reader);
}

static enum verdict judge_header_line(struct reader *reader, str line)
{
	if (str_starts(line, STR("GIT binary patch")) || str_starts(line, STR("Binary files"))) {
		reader->binary = true;
		reader->before = 0;
		hash_blobs(reader);
		return LINE_SKIPPED;
	}
	if (str_starts(line, STR("index "))) {
		read_index_line(reader, line);
		return LINE_SKIPPED;
	}
	if (str_starts(line, STR("--- "))) {
		reader->before = 1;
		reader->after = 1;
		return LINE_HASHED;
	}
	return g_ascii_isalpha(first_byte(line)) ? LINE_HASHED : LINE_BEHIND;
}

/* A line where the hunk's counts were met. */
static enum verdict judge_line_between(struct reader *reader, str line)
{
	if (str_starts(line, STR("@@ -"))) {
		read_hunk_header(reader, line);
		return LINE_SKIPPED;
	}
	if (!str_starts(line, STR("diff ")))
		return LINE_BEHIND;
	sum_up(reader);
	reader->before = IN_HEADER;
	reader->after = IN_HEADER;
	return LINE_HASHED;
}

static enum verdict judge_line(struct reader *reader, str line)
{
	enum verdict verdict = LINE_HASHED;

	if (!reader->started && !str_starts(line, STR("diff ")))
		return LINE_SKIPPED;
	if (str_starts(line, STR("\\ ")) && line.len > INCOMPLETE_LINE_BYTES)
		return LINE_SKIPPED;
	if (names_commit(line))
		return LINE_BEHIND;
	if (reader->before == IN_HEADER)
		verdict = judge_header_line(reader, line);
	if (verdict != LINE_HASHED)
		return verdict;
	if (reader->binary) {
		/* Not even the line that begins the next file is hashed. */
		if (str_starts(line, STR("diff "))) {
			reader->binary = false;
			reader->before = IN_HEADER;
		}
		return LINE_SKIPPED;
	}
	if (reader->before == 0 && reader->after == 0)
		verdict = judge_line_between(reader, line);
	return verdict;
}

static void read_hashed_line(struct reader *reader, str line)
{
	char first = first_byte(line);

	if (first == '-' || first == ' ')
		reader->before--;
	if (first == '+' || first == ' ')
		reader->after--;
	hash_line(reader, line);
	reader->started = true;
}

static void write_id(const uint8_t sum[SHA1_BYTES], char ret_id[PATCH_ID_BYTES])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < SHA1_BYTES; i++) {
		ret_id[2 * i] = digits[sum[i] >> 4];
		ret_id[2 * i + 1] = digits[sum[i] & 15];
	}
	ret_id[PATCH_ID_BYTES - 1] = '\0';
}

bool patch_id_compute(str bytes, char ret_id[PATCH_ID_BYTES])
{
	struct reader reader = {
		.before = IN_HEADER,
		.after = IN_HEADER,
	};
	enum verdict verdict = LINE_SKIPPED;
	size_t nul;
	bool has_nul = str_find_byte(bytes, '\0', &nul);
	str line;

	sha1_init(&reader.sha1);
	while (verdict != LINE_BEHIND && next_line(&bytes, has_nul, &line)) {
		verdict = judge_line(&reader, line);
		if (verdict == LINE_HASHED)
			read_hashed_line(&reader, line);
	}
	ret_id[0] = '\0';
	if (!reader.started)
		return false;
	sum_up(&reader);
	write_id(reader.sum, ret_id);
	return true;
}
