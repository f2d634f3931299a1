/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "subscription/store.h"

#include "base/error.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define GROUP "prepared"

enum {
	PRIVATE_FOLDER = 0700, /* who follows what is nobody's business */
	PRIVATE_FILE = 0600,
};

struct store {
	char *path;
	int lock;
};

char *store_usual_path(const char *name)
{
	return g_build_filename(g_get_user_state_dir(), "tidings", "subscriptions", name, NULL);
}

static char *path_of(const struct store *store, const char *name)
{
	return g_build_filename(store->path, name, NULL);
}

static bool fail_write(const char *path, const char *reason, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_WRITE, "cannot write to '%s': %s", path,
		    reason);
	return false;
}

static bool take_lock(struct store *store, GError **error)
{
	g_autofree char *path = path_of(store, "lock");

	store->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, PRIVATE_FILE);
	if (store->lock < 0)
		return fail_write(path, g_strerror(errno), error);
	if (flock(store->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	if (errno != EWOULDBLOCK)
		return fail_write(path, g_strerror(errno), error);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_BUSY,
		    "another run reports this subscription; it holds '%s'", path);
	return false;
}

/* What a run that was killed had begun to write. */
static void remove_leftovers(const struct store *store)
{
	g_autoptr(GDir) files = g_dir_open(store->path, 0, NULL);
	const char *name;

	while (files && (name = g_dir_read_name(files))) {
		g_autofree char *path = path_of(store, name);

		if (g_str_has_prefix(name, FILE_BESIDE))
			g_unlink(path);
	}
}

struct store *store_open(const char *path, GError **error)
{
	g_autoptr(store) store = g_new0(struct store, 1);

	store->path = g_strdup(path);
	store->lock = -1;
	if (g_mkdir_with_parents(path, PRIVATE_FOLDER) != 0) {
		fail_write(path, g_strerror(errno), error);
		return NULL;
	}
	if (!take_lock(store, error))
		return NULL;
	remove_leftovers(store);
	return g_steal_pointer(&store);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	if (store->lock >= 0)
		close(store->lock);
	g_free(store->path);
	g_free(store);
}

static bool write_file(const struct store *store, const char *name, str bytes, GError **error)
{
	g_autofree char *path = path_of(store, name);

	return file_replace(path, bytes, PRIVATE_FILE, error);
}

static bool write_key_file(const struct store *store, const char *name, GKeyFile *file,
			   GError **error)
{
	gsize length;
	g_autofree char *text = g_key_file_to_data(file, &length, NULL);

	return write_file(store, name, (str){text, length}, error);
}

/* NULL without an error where the file is not there. */
static GKeyFile *read_key_file(const char *path, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();
	g_autoptr(GError) reason = NULL;

	if (g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, &reason))
		return g_steal_pointer(&file);
	if (g_error_matches(reason, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		return NULL;
	g_set_error(error, TIDINGS_ERROR,
		    reason->domain == G_KEY_FILE_ERROR ? TIDINGS_ERROR_CORRUPT : TIDINGS_ERROR_READ,
		    "%s: %s", path, reason->message);
	return NULL;
}

struct bookmark *store_bookmark(struct store *store, GError **error)
{
	g_autofree char *path = path_of(store, "bookmark");
	g_autoptr(GKeyFile) file = read_key_file(path, error);

	return file ? bookmark_load(file, path, error) : NULL;
}

bool store_set_bookmark(struct store *store, const struct bookmark *bookmark, GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	bookmark_save(bookmark, file);
	return write_key_file(store, "bookmark", file, error);
}

struct prepared *prepared_new(void)
{
	return g_new0(struct prepared, 1);
}

static void free_text(GString *text)
{
	if (text)
		g_string_free(text, TRUE);
}

void prepared_free(struct prepared *prepared)
{
	if (!prepared)
		return;
	bookmark_free(prepared->next);
	g_free(prepared->file);
	free_text(prepared->document);
	g_free(prepared->from);
	g_strfreev(prepared->to);
	free_text(prepared->message);
	g_free(prepared);
}

/* Of enum prepared_mail. */
static const char *const mail_names[] = {"none", "waiting", "handed", "sent"};

static bool write_prepared(const struct store *store, const struct prepared *prepared,
			   GError **error)
{
	g_autoptr(GKeyFile) file = g_key_file_new();

	bookmark_save(prepared->next, file);
	if (prepared->file) {
		/* A path is bytes, and a key file UTF-8. */
		g_autofree char *escaped = g_uri_escape_string(prepared->file, "/", FALSE);

		g_key_file_set_value(file, GROUP, "file", escaped);
	}
	g_key_file_set_string(file, GROUP, "mail", mail_names[prepared->mail]);
	if (prepared->to) {
		g_key_file_set_string(file, GROUP, "from", prepared->from);
		g_key_file_set_string_list(file, GROUP, "to", (const char *const *)prepared->to,
					   g_strv_length(prepared->to));
	}
	return write_key_file(store, "prepared", file, error);
}

static str text_of(const GString *text)
{
	return (str){text->str, text->len};
}

/* The bytes first: what `prepared` names is there. */
bool store_prepare(struct store *store, const struct prepared *prepared, GError **error)
{
	if (prepared->document &&
	    !write_file(store, "prepared.file", text_of(prepared->document), error))
		return false;
	if (prepared->message &&
	    !write_file(store, "prepared.mail", text_of(prepared->message), error))
		return false;
	return write_prepared(store, prepared, error);
}

static GString *read_text(const struct store *store, const char *name, GError **error)
{
	g_autofree char *path = path_of(store, name);
	g_autofree char *bytes = NULL;
	g_autoptr(GError) reason = NULL;
	gsize length;

	if (g_file_get_contents(path, &bytes, &length, &reason))
		return g_string_new_len(bytes, (gssize)length);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_READ, "%s", reason->message);
	return NULL;
}

static bool fail_prepared(const struct store *store, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CORRUPT,
		    "%s/prepared: it does not say %s of the update that is on its way; if it is "
		    "removed, the update is made anew",
		    store->path, what);
	return false;
}

static bool read_mail_state(const struct store *store, GKeyFile *file,
			    enum prepared_mail *ret_state, GError **error)
{
	g_autofree char *name = g_key_file_get_string(file, GROUP, "mail", NULL);

	for (unsigned i = 0; name && i < G_N_ELEMENTS(mail_names); i++) {
		if (strcmp(mail_names[i], name) != 0)
			continue;
		*ret_state = (enum prepared_mail)i;
		return true;
	}
	return fail_prepared(store, "what became of the mail", error);
}

static bool read_file(const struct store *store, GKeyFile *file, struct prepared *prepared,
		      GError **error)
{
	g_autofree char *escaped = g_key_file_get_value(file, GROUP, "file", NULL);

	if (!escaped)
		return true;
	prepared->file = g_uri_unescape_string(escaped, NULL);
	if (!prepared->file)
		return fail_prepared(store, "the file", error);
	prepared->document = read_text(store, "prepared.file", error);
	return prepared->document;
}

static bool read_mail(const struct store *store, GKeyFile *file, struct prepared *prepared,
		      GError **error)
{
	if (!read_mail_state(store, file, &prepared->mail, error))
		return false;
	if (prepared->mail == PREPARED_MAIL_NONE || prepared->mail == PREPARED_MAIL_SENT)
		return true;
	prepared->from = g_key_file_get_string(file, GROUP, "from", NULL);
	prepared->to = g_key_file_get_string_list(file, GROUP, "to", NULL, NULL);
	if (!prepared->from || !prepared->to)
		return fail_prepared(store, "who the mail is from and goes to", error);
	prepared->message = read_text(store, "prepared.mail", error);
	return prepared->message;
}

struct prepared *store_prepared(struct store *store, GError **error)
{
	g_autofree char *path = path_of(store, "prepared");
	g_autoptr(GKeyFile) file = read_key_file(path, error);
	g_autoptr(prepared) prepared = NULL;

	if (!file)
		return NULL;
	prepared = prepared_new();
	prepared->next = bookmark_load(file, path, error);
	if (!prepared->next || !read_file(store, file, prepared, error) ||
	    !read_mail(store, file, prepared, error))
		return NULL;
	return g_steal_pointer(&prepared);
}

bool store_set_mail(struct store *store, struct prepared *prepared, enum prepared_mail mail,
		    GError **error)
{
	prepared->mail = mail;
	return write_prepared(store, prepared, error);
}

char *store_keep_unsure(struct store *store, const struct prepared *prepared, GError **error)
{
	for (unsigned i = prepared->next->n_updates;; i++) {
		g_autofree char *name = g_strdup_printf("unsure-%u.eml", i);
		g_autofree char *path = path_of(store, name);

		g_autofree char *kept = NULL;
		gsize length;

		if (g_file_get_contents(path, &kept, &length, NULL)) {
			if (str_equal((str){kept, length}, text_of(prepared->message)))
				return g_steal_pointer(&path);
			/* One of an earlier bookmark, which began to count anew. */
			continue;
		}
		return write_file(store, name, text_of(prepared->message), error)
			       ? g_steal_pointer(&path)
			       : NULL;
	}
}

static void remove_documents(const struct store *store)
{
	static const char *const names[] = {"prepared.file", "prepared.mail"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *path = path_of(store, names[i]);

		g_unlink(path);
	}
}

bool store_drop(struct store *store, GError **error)
{
	g_autofree char *path = path_of(store, "prepared");

	if (g_unlink(path) != 0 && errno != ENOENT)
		return fail_write(path, g_strerror(errno), error);
	remove_documents(store);
	return true;
}

bool store_finish(struct store *store, GError **error)
{
	g_autofree char *from = path_of(store, "prepared");
	g_autofree char *to = path_of(store, "bookmark");

	/* The groups that are not the bookmark's are not read of it. */
	if (g_rename(from, to) != 0)
		return fail_write(to, g_strerror(errno), error);
	remove_documents(store);
	return true;
}

int64_t store_published_at(struct store *store)
{
	g_autofree char *path = path_of(store, "published");
	g_autofree char *text = NULL;
	int64_t at;

	if (!g_file_get_contents(path, &text, NULL, NULL) ||
	    !g_ascii_string_to_signed(g_strstrip(text), 10, INT64_MIN, INT64_MAX, &at, NULL))
		return INT64_MIN;
	return at;
}

bool store_set_published_at(struct store *store, int64_t at, GError **error)
{
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT "\n", at);

	return write_file(store, "published", str_from(text), error);
}
