/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/git_listen.h"

#include "base/limits.h"
#include "mirror/git_line.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

enum {
	CHUNK_BYTES = 16 * 1024,
	LOOK_MILLISECONDS = 500, /* between two looks at the clock */
	GRACE_SECONDS = 3, /* git's own limit is the timeout: its message says more than ours */
};

enum { OUTPUT, ERRORS, N_PIPES };

/* What is said of no failure. */
static const str chatter[] = {
	STR_INIT(" "),
	STR_INIT("From "),
	STR_INIT("POST "),
	STR_INIT("hint: "),
	STR_INIT("warning: "),
	STR_INIT("remote: Total "),
	STR_INIT("Auto packing the repository"),
	STR_INIT("See \"git help gc\""),
	STR_INIT("Please make sure you have the correct access rights"),
	STR_INIT("and the repository exists."),
};

void git_listening_init(struct git_listening *listening, const struct mirror_run *run,
			GString *output, bool is_waiting)
{
	*listening = (struct git_listening){
		.run = run,
		.output = output,
		.line = g_string_new(NULL),
		.said = g_ptr_array_new_with_free_func(g_free),
		.is_waiting = is_waiting,
	};
}

void git_listening_clear(struct git_listening *listening)
{
	if (listening->line)
		g_string_free(listening->line, TRUE);
	if (listening->said)
		g_ptr_array_free(listening->said, TRUE);
}

/* A server's control characters would reach a terminal. */
static char *clean(str line)
{
	g_autofree char *valid = g_utf8_make_valid(line.ptr, (gssize)line.len);
	GString *text = g_string_new(NULL);

	for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
		gunichar character = g_utf8_get_char(at);

		g_string_append_unichar(text, g_unichar_iscntrl(character) ? ' ' : character);
	}
	return g_string_free(text, FALSE);
}

static void keep_line(struct git_listening *listening, str line)
{
	line = str_trim_end(line);
	if (line.len == 0 || str_starts_any(line, chatter, G_N_ELEMENTS(chatter)))
		return;
	g_ptr_array_add(listening->said, clean(line));
	if (listening->said->len > LIMIT_GIT_LINES)
		g_ptr_array_remove_index(listening->said, 0);
}

/* What git says without a percentage when a server has sent all. */
static bool is_end_of_answer(str line)
{
	return str_starts(line, STR("remote: Total "));
}

static void end_line(struct git_listening *listening)
{
	str line = {.ptr = listening->line->str, .len = listening->line->len};
	struct git_progress progress;

	if (git_line_read(line, &progress)) {
		listening->is_waiting = progress.phase != GIT_PHASE_LOCAL;
		attempt_tell(listening->run, progress.text);
	} else {
		listening->is_waiting = listening->is_waiting && !is_end_of_answer(line);
		keep_line(listening, line);
	}
	g_string_truncate(listening->line, 0);
}

static void take_errors(struct git_listening *listening, str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		char byte = bytes.ptr[i];

		if (byte == '\r' || byte == '\n')
			end_line(listening);
		else if (listening->line->len < LIMIT_GIT_LINE_BYTES)
			g_string_append_c(listening->line, byte);
	}
}

static void take_output(struct git_listening *listening, str bytes)
{
	GString *output = listening->output;

	if (!output || listening->is_too_much)
		return;
	listening->is_too_much = output->len + bytes.len > LIMIT_GIT_OUTPUT_BYTES;
	if (!listening->is_too_much)
		g_string_append_len(output, bytes.ptr, (gssize)bytes.len);
}

/* Reads once; closes the pipe at its end. */
static void read_pipe(struct git_listening *listening, struct pollfd *pipe, bool is_output)
{
	char chunk[CHUNK_BYTES];
	ssize_t n = read(pipe->fd, chunk, sizeof(chunk));
	str bytes = {.ptr = chunk, .len = n > 0 ? (size_t)n : 0};

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		close(pipe->fd);
		pipe->fd = -1;
	} else if (is_output) {
		take_output(listening, bytes);
	} else {
		take_errors(listening, bytes);
	}
}

static bool is_silent_since(const struct git_listening *listening, gint64 heard_at)
{
	unsigned timeout = listening->run->request->timeout;

	return timeout > 0 && listening->is_waiting &&
	       g_get_monotonic_time() - heard_at >
		       ((gint64)timeout + GRACE_SECONDS) * G_USEC_PER_SEC;
}

/* First politely: git removes what it has begun. */
static void end_group(GPid child, unsigned n_times)
{
	kill(-child, n_times == 0 ? SIGTERM : SIGKILL);
}

static bool hear(struct git_listening *listening, struct pollfd *pipes)
{
	int n = poll(pipes, N_PIPES, LOOK_MILLISECONDS);

	for (int i = 0; n > 0 && i < N_PIPES; i++) {
		if (pipes[i].fd >= 0 && pipes[i].revents)
			read_pipe(listening, &pipes[i], i == OUTPUT);
	}
	return n > 0;
}

void git_listen(struct git_listening *listening, GPid child, int output, int errors)
{
	struct pollfd pipes[N_PIPES] = {
		[OUTPUT] = {.fd = output, .events = POLLIN},
		[ERRORS] = {.fd = errors, .events = POLLIN},
	};
	gint64 heard_at = g_get_monotonic_time();
	unsigned n_ends = 0;

	while (pipes[OUTPUT].fd >= 0 || pipes[ERRORS].fd >= 0) {
		if (hear(listening, pipes))
			heard_at = g_get_monotonic_time();
		if (is_silent_since(listening, heard_at))
			listening->is_silent = true;
		else if (!listening->is_too_much)
			continue;
		end_group(child, n_ends++);
		/* Time for the polite way. */
		heard_at = g_get_monotonic_time();
	}
	end_line(listening);
}
