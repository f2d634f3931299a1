/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/password.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static bool fail(const char *where, const char *what, GError **error)
{
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG, "%s: %s", where, what);
	return false;
}

/* Reads what @descriptor gives up to its end; what has no room is read and dropped. */
static bool read_all(int descriptor, struct password *password, size_t *ret_length)
{
	size_t length = 0;
	char dropped[256];

	for (;;) {
		size_t room = PASSWORD_MAX_BYTES - length;
		char *to = room > 0 ? password->text + length : dropped;
		ssize_t n = read(descriptor, to, room > 0 ? room : sizeof(dropped));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			explicit_bzero(dropped, sizeof(dropped));
			*ret_length = length;
			return n == 0;
		}
		if (room > 0)
			length += (size_t)n;
	}
}

/* Cuts what was read after its first line. @where names its source in errors. */
static bool keep_first_line(const char *where, struct password *password, size_t length,
			    GError **error)
{
	char *end = memchr(password->text, '\n', length);

	if (!end && length == PASSWORD_MAX_BYTES)
		return fail(where, "the password is too long", error);
	if (!end)
		end = password->text + length;
	if (end > password->text && end[-1] == '\r')
		end--;
	if (end == password->text)
		return fail(where, "there is no password in the first line", error);
	if (memchr(password->text, '\0', (size_t)(end - password->text)))
		return fail(where, "there is a NUL in the password", error);
	*end = '\0';
	return true;
}

static bool check_file(const char *path, int file, GError **error)
{
	struct stat status;

	if (fstat(file, &status) != 0)
		return fail(path, g_strerror(errno), error);
	if (!S_ISREG(status.st_mode))
		return fail(path, "the password-file is no regular file", error);
	if (status.st_mode & (S_IRWXG | S_IRWXO))
		return fail(path,
			    "the password-file is open to others; 'chmod 600' makes it yours alone",
			    error);
	return true;
}

static bool read_file(const char *path, struct password *password, GError **error)
{
	/* A pipe would be waited for. */
	int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	size_t length;
	bool good;

	if (file < 0)
		return fail(path, g_strerror(errno), error);
	good = check_file(path, file, error);
	if (good && !read_all(file, password, &length))
		good = fail(path, g_strerror(errno), error);
	close(file);
	return good && keep_first_line(path, password, length, error);
}

static bool wait_for(GPid child, const char *where, GError **error)
{
	g_autoptr(GError) reason = NULL;
	int status;

	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return fail(where, g_strerror(errno), error);
	}
	return g_spawn_check_wait_status(status, &reason) || fail(where, reason->message, error);
}

/* g_spawn_sync() would leave copies of the password in memory that it gives back. */
static bool run_command(char **command, struct password *password, GError **error)
{
	const GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD |
				  G_SPAWN_CHILD_INHERITS_STDIN | G_SPAWN_CLOEXEC_PIPES;
	g_autofree char *where = g_strdup_printf("password-command '%s'", command[0]);
	g_autoptr(GError) reason = NULL;
	GPid child;
	int output;
	size_t length;
	bool good;

	if (!g_spawn_async_with_pipes(NULL, command, NULL, flags, NULL, NULL, &child, NULL, &output,
				      NULL, &reason))
		return fail(where, reason->message, error);
	good = read_all(output, password, &length);
	if (!good)
		fail(where, g_strerror(errno), error);
	close(output);
	return wait_for(child, where, good ? error : NULL) && good &&
	       keep_first_line(where, password, length, error);
}

bool password_read(const struct config_smtp *smtp, struct password *ret_password, GError **error)
{
	*ret_password = (struct password){0};
	if (smtp->password_file)
		return read_file(smtp->password_file, ret_password, error);
	return run_command(smtp->password_command, ret_password, error);
}

void password_clear(struct password *password)
{
	explicit_bzero(password, sizeof(*password));
}
