/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fixture.h"

#include "../spawn.h"

#include <glib/gstdio.h>
#include <libdeflate.h>
#include <string.h>

enum {
	TYPE_DELTA_BY_OFFSET = 6,
	TYPE_DELTA_BY_ID = 7,
	DEFLATE_LEVEL = 6,
	KINDS_COMMITS = 40,
	KINDS_LINES = 30,
	KINDS_LARGE_BYTES = 100000,
	ALIKE_LINES = 400,
};

struct made_pack {
	struct libdeflate_compressor *deflater;
	GString *bytes;
	GArray *places; /* struct place */
};

struct fixture *fixture_new(void)
{
	struct fixture *fixture = g_new0(struct fixture, 1);
	g_autoptr(GError) error = NULL;

	fixture->directory = g_dir_make_tmp("tidings-test-XXXXXX", &error);
	g_assert_no_error(error);
	fixture_shell(fixture, "git init -q --bare --template=");
	return fixture;
}

void fixture_free(struct fixture *fixture)
{
	fixture_shell(fixture, "rm -rf \"$PWD\"");
	g_free(fixture->directory);
	g_free(fixture);
}

char *fixture_path(const struct fixture *fixture, const char *name)
{
	return g_build_filename(fixture->directory, name, NULL);
}

void fixture_write(const struct fixture *fixture, const char *name, str bytes)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autoptr(GError) error = NULL;

	/* What maps the old file keeps it, and GLib need not wait for the disk. */
	g_remove(path);
	g_file_set_contents(path, bytes.len ? bytes.ptr : "", (gssize)bytes.len, &error);
	g_assert_no_error(error);
}

GString *fixture_read(const struct fixture *fixture, const char *name)
{
	g_autofree char *path = fixture_path(fixture, name);
	g_autofree char *text = NULL;
	g_autoptr(GError) error = NULL;
	gsize length = 0;

	g_file_get_contents(path, &text, &length, &error);
	g_assert_no_error(error);
	return g_string_new_len(text, (gssize)length);
}

/* Git may not look at whoever runs the tests, nor at a repository that these run in. */
static char **environment(const struct fixture *fixture)
{
	g_autofree char *repository = fixture_path(fixture, "repository.git");
	char **variables = g_get_environ();

	variables = g_environ_setenv(variables, "GIT_CONFIG_NOSYSTEM", "1", TRUE);
	variables = g_environ_setenv(variables, "GIT_CONFIG_GLOBAL", "/dev/null", TRUE);
	variables = g_environ_setenv(variables, "GIT_DEFAULT_HASH", "sha1", TRUE);
	variables = g_environ_setenv(variables, "GIT_DIR", repository, TRUE);
	/* It need not wait for the disk either. */
	variables = g_environ_setenv(variables, "GIT_CONFIG_COUNT", "1", TRUE);
	variables = g_environ_setenv(variables, "GIT_CONFIG_KEY_0", "core.fsync", TRUE);
	variables = g_environ_setenv(variables, "GIT_CONFIG_VALUE_0", "none", TRUE);
	variables = g_environ_unsetenv(variables, "GIT_OBJECT_DIRECTORY");
	return variables;
}

void fixture_shell(const struct fixture *fixture, const char *script)
{
	const char *arguments[] = {SPAWN_IN(fixture->directory), "sh", "-ec", script, NULL};
	g_auto(GStrv) variables = environment(fixture);
	g_autoptr(GError) error = NULL;
	int status;

	g_spawn_sync(NULL, (char **)arguments, variables, SPAWN_FLAGS, NULL, NULL, NULL, NULL,
		     &status, &error);
	g_assert_no_error(error);
	g_spawn_check_wait_status(status, &error);
	g_assert_no_error(error);
}

static void append_file(GString *stream, const char *path, const GString *content)
{
	g_string_append_printf(stream, "M 100644 inline %s\ndata %zu\n", path, content->len);
	g_string_append_len(stream, content->str, (gssize)content->len);
	g_string_append_c(stream, '\n');
}

static void append_commit(GString *stream, unsigned number)
{
	g_autofree char *message = g_strdup_printf("commit %u\n", number);

	g_string_append_printf(stream,
			       "commit refs/heads/main\nmark :%u\n"
			       "committer Ann Author <ann@example.org> %u +0000\ndata %zu\n%s",
			       number, 1735722000 + number, strlen(message), message);
}

/*
 * In blob @number, line @number modulo @n_lines is new, and the others are of
 * blobs before. Lines share little: a delta on the blob before is by far the shortest.
 */
static GString *alike_text(unsigned number, unsigned n_lines)
{
	GString *text = g_string_new(NULL);

	number += n_lines;
	for (unsigned line = 0; line < n_lines; line++) {
		unsigned written = number - (number - line) % n_lines;

		g_string_append_printf(
			text, "%06u %016" G_GINT64_MODIFIER "x %016" G_GINT64_MODIFIER "x end\n",
			written, written * UINT64_C(0x9e3779b97f4a7c15),
			written * UINT64_C(0xd1342543de82ef95));
	}
	return text;
}

static GString *random_bytes(size_t n_bytes)
{
	GString *bytes = g_string_new(NULL);
	uint64_t state = 1;

	for (size_t i = 0; i < n_bytes; i++) {
		state = state * UINT64_C(6364136223846793005) + 1;
		g_string_append_c(bytes, (char)(state >> 56));
	}
	return bytes;
}

static void import(const struct fixture *fixture, const GString *stream)
{
	fixture_write(fixture, "stream", slice_of(stream));
	fixture_shell(fixture, "git fast-import --quiet <stream");
}

void fixture_import_kinds(const struct fixture *fixture)
{
	g_autoptr(GString) stream = g_string_new(NULL);
	g_autoptr(GString) empty = g_string_new(NULL);
	g_autoptr(GString) large = random_bytes(KINDS_LARGE_BYTES);

	for (unsigned number = 1; number <= KINDS_COMMITS; number++) {
		g_autofree char *path = g_strdup_printf("folder/text-%u", number);
		g_autoptr(GString) text = alike_text(number, KINDS_LINES);

		append_commit(stream, number);
		append_file(stream, path, text);
		append_file(stream, "text", text);
		if (number > 1)
			continue;
		append_file(stream, "empty", empty);
		append_file(stream, "large", large);
	}
	g_string_append_printf(stream,
			       "tag v1\nfrom :%d\n"
			       "tagger Ann Author <ann@example.org> 1735730000 +0000\n"
			       "data 17\nthe first version\n",
			       KINDS_COMMITS);
	import(fixture, stream);
}

void fixture_import_alike(const struct fixture *fixture, unsigned n_blobs)
{
	g_autoptr(GString) stream = g_string_new(NULL);

	append_commit(stream, 1);
	for (unsigned number = 0; number < n_blobs; number++) {
		g_autofree char *path = g_strdup_printf("blob-%06u", number);
		g_autoptr(GString) text = alike_text(number, ALIKE_LINES);

		append_file(stream, path, text);
	}
	import(fixture, stream);
}

void fixture_pack(const struct fixture *fixture, const char *name, const char *options)
{
	/* Without their names, objects of one size stay in this order for the search of bases. */
	g_autofree char *script = g_strdup_printf(
		"git rev-list --objects --no-object-names --all >ids\n"
		"id=$(git pack-objects -q --threads=1 --no-reuse-delta %s made <ids)\n"
		"mv -f made-$id.pack %s.pack\n"
		"mv -f made-$id.idx %s.idx\n",
		options, name, name);

	fixture_shell(fixture, script);
}

struct pack *fixture_open(const struct fixture *fixture, const char *name)
{
	g_autofree char *file = g_strconcat(name, ".idx", NULL);
	g_autofree char *path = fixture_path(fixture, file);
	g_autoptr(GError) error = NULL;
	struct pack *pack = NULL;
	enum pack_result result = pack_open(path, &pack, &error);

	g_assert_no_error(error);
	g_assert_cmpint(result, ==, PACK_OPENED);
	return pack;
}

char *exact_copy(str bytes)
{
	char *copy = g_malloc(MAX(bytes.len, 1));

	if (bytes.len > 0)
		memcpy(copy, bytes.ptr, bytes.len);
	return copy;
}

void append_big_endian(GString *bytes, uint64_t value, unsigned n_bytes)
{
	while (n_bytes-- > 0)
		g_string_append_c(bytes, (char)(value >> (8 * n_bytes)));
}

static void append_offsets(GString *index, const struct place *places, size_t n_places)
{
	g_autoptr(GString) large = g_string_new(NULL);

	for (size_t i = 0; i < n_places; i++) {
		uint64_t offset = places[i].offset;

		if (offset >> 31) {
			append_big_endian(index, UINT32_C(1) << 31 | large->len / 8, 4);
			append_big_endian(large, offset, 8);
		} else {
			append_big_endian(index, offset, 4);
		}
	}
	g_string_append_len(index, large->str, (gssize)large->len);
}

GString *make_index(const struct place *places, size_t n_places)
{
	GString *index = g_string_new("\377tOc");
	size_t below = 0;

	append_big_endian(index, 2, 4);
	for (unsigned byte = 0; byte < 256; byte++) {
		while (below < n_places && places[below].id[0] <= byte)
			below++;
		append_big_endian(index, below, 4);
	}
	for (size_t i = 0; i < n_places; i++)
		g_string_append_len(index, (const char *)places[i].id, PACK_ID_BYTES);
	for (size_t i = 0; i < n_places; i++)
		append_big_endian(index, 0xc4c4c4c4, 4);
	append_offsets(index, places, n_places);
	g_string_append(index, MADE_CHECKSUM);
	g_string_append(index, "that of the index...");
	return index;
}

struct made_pack *made_pack_new(void)
{
	struct made_pack *made = g_new0(struct made_pack, 1);

	made->deflater = libdeflate_alloc_compressor(DEFLATE_LEVEL);
	made->bytes = g_string_new("PACK");
	append_big_endian(made->bytes, 2, 4);
	append_big_endian(made->bytes, 0, 4);
	made->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	return made;
}

void made_pack_free(struct made_pack *made)
{
	libdeflate_free_compressor(made->deflater);
	g_string_free(made->bytes, TRUE);
	g_array_free(made->places, TRUE);
	g_free(made);
}

GString *made_pack_bytes(struct made_pack *made)
{
	return made->bytes;
}

static void append_id(GString *bytes, unsigned number)
{
	append_big_endian(bytes, number, 4);
	for (unsigned i = 4; i < PACK_ID_BYTES; i++)
		g_string_append_c(bytes, 0);
}

void made_pack_place(struct made_pack *made, unsigned number, uint64_t offset)
{
	g_autoptr(GString) id = g_string_new(NULL);
	struct place place = {.offset = offset};

	append_id(id, number);
	memcpy(place.id, id->str, PACK_ID_BYTES);
	g_array_append_val(made->places, place);
}

static uint64_t begin_entry(struct made_pack *made, unsigned number, unsigned type, uint64_t size)
{
	uint64_t offset = made->bytes->len;
	unsigned byte = type << 4 | (size & 15);

	for (size >>= 4; size > 0; size >>= 7) {
		g_string_append_c(made->bytes, (char)(byte | 0x80));
		byte = size & 0x7f;
	}
	g_string_append_c(made->bytes, (char)byte);
	made_pack_place(made, number, offset);
	return offset;
}

static void append_deflated(struct made_pack *made, str content)
{
	size_t bound = libdeflate_zlib_compress_bound(made->deflater, content.len);
	g_autofree char *deflated = g_malloc(bound);
	size_t size =
		libdeflate_zlib_compress(made->deflater, content.ptr, content.len, deflated, bound);

	g_assert_cmpuint(size, >, 0);
	g_string_append_len(made->bytes, deflated, (gssize)size);
}

uint64_t made_pack_add(struct made_pack *made, unsigned number, enum object_type type, str content)
{
	uint64_t offset = begin_entry(made, number, type, content.len);

	append_deflated(made, content);
	return offset;
}

uint64_t made_pack_add_by_offset(struct made_pack *made, unsigned number, uint64_t base_offset,
				 str delta)
{
	uint64_t offset = begin_entry(made, number, TYPE_DELTA_BY_OFFSET, delta.len);
	uint64_t distance = offset - base_offset;
	char bytes[10];
	size_t at = sizeof(bytes);

	bytes[--at] = (char)(distance % 128);
	while (distance >= 128) {
		distance = distance / 128 - 1;
		bytes[--at] = (char)(distance % 128 | 0x80);
	}
	g_string_append_len(made->bytes, bytes + at, (gssize)(sizeof(bytes) - at));
	append_deflated(made, delta);
	return offset;
}

uint64_t made_pack_add_by_id(struct made_pack *made, unsigned number, unsigned base_number,
			     str delta)
{
	uint64_t offset = begin_entry(made, number, TYPE_DELTA_BY_ID, delta.len);

	append_id(made->bytes, base_number);
	append_deflated(made, delta);
	return offset;
}

uint64_t made_pack_add_claim(struct made_pack *made, unsigned number, uint64_t size, str content)
{
	uint64_t offset = begin_entry(made, number, OBJECT_BLOB, size);

	append_deflated(made, content);
	return offset;
}

static int compare_ids(gconstpointer a, gconstpointer b)
{
	return memcmp(((const struct place *)a)->id, ((const struct place *)b)->id, PACK_ID_BYTES);
}

struct pack *made_pack_open(const struct made_pack *made, const struct fixture *fixture)
{
	/* The address is a name that no other pack of the test has. */
	g_autofree char *name = g_strdup_printf("made-%p", (const void *)made);
	g_autofree char *pack_name = g_strconcat(name, ".pack", NULL);
	g_autofree char *index_name = g_strconcat(name, ".idx", NULL);
	g_autoptr(GString) bytes = g_string_new_len(made->bytes->str, 8);
	g_autoptr(GString) index = NULL;

	g_array_sort(made->places, compare_ids);
	index = make_index((const struct place *)(void *)made->places->data, made->places->len);
	append_big_endian(bytes, made->places->len, 4);
	g_string_append_len(bytes, made->bytes->str + PACK_HEADER_BYTES,
			    (gssize)(made->bytes->len - PACK_HEADER_BYTES));
	g_string_append(bytes, MADE_CHECKSUM);
	fixture_write(fixture, pack_name, slice_of(bytes));
	fixture_write(fixture, index_name, slice_of(index));
	return fixture_open(fixture, name);
}
