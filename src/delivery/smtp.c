/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "delivery/delivery.h"

#include "base/error.h"
#include "delivery/password.h"

#include <curl/curl.h>
#include <string.h>

enum {
	ANSWER_BYTES = 200, /* of the server's last answer that an error shows */
	ANSWER_CODE_BYTES = 3, /* `535` */
};

typedef CURL curl_easy;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(curl_easy, curl_easy_cleanup)
typedef CURLU curl_url_handle;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(curl_url_handle, curl_url_cleanup)
typedef struct curl_slist curl_list;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(curl_list, curl_slist_free_all)

/* One conversation with a server. */
struct conversation {
	const struct config_smtp *smtp;
	const struct delivery *delivery;
	CURL *curl;
	GError *stopped; /* why hand_over() did */
	bool is_handed_over;
	str rest; /* of the mail, with the line breaks of SMTP, that is not sent yet */
	char answer[ANSWER_BYTES + 1]; /* the last one of the server */
	char what_failed[CURL_ERROR_SIZE]; /* in curl's words */
};

/* Of each way to protect it: curl's scheme and what it demands. */
static const struct {
	const char *scheme;
	long demanded;
	const char *name; /* as an error shows it */
} securities[] = {
	[CONFIG_SECURITY_STARTTLS] = {.scheme = "smtp",
				      .demanded = CURLUSESSL_ALL,
				      .name = "STARTTLS"},
	[CONFIG_SECURITY_TLS] = {.scheme = "smtps", .demanded = CURLUSESSL_ALL, .name = "TLS"},
	[CONFIG_SECURITY_NONE] = {.scheme = "smtp",
				  .demanded = CURLUSESSL_NONE,
				  .name = "without TLS"},
};

/* What can be done about a failure. */
static const struct {
	CURLcode code;
	const char *advice;
} advices[] = {
	{CURLE_COULDNT_RESOLVE_HOST, "is [smtp] server right?"},
	{CURLE_COULDNT_CONNECT, "are [smtp] server and its port right?"},
	{CURLE_PEER_FAILED_VERIFICATION,
	 "its certificate is not trusted; [smtp] ca-file may name one that is"},
	{CURLE_SSL_CACERT_BADFILE, "is [smtp] ca-file right?"},
	{CURLE_SSL_CONNECT_ERROR, "are [smtp] security and the port right?"},
	{CURLE_USE_SSL_FAILED,
	 "it offers no STARTTLS; [smtp] security may be tls, or none where that is safe"},
	{CURLE_LOGIN_DENIED, "are [smtp] user and the password right?"},
	{CURLE_OPERATION_TIMEDOUT, "[smtp] timeout may be too short"},
};

static const char *find_advice(CURLcode code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(advices); i++) {
		if (advices[i].code == code)
			return advices[i].advice;
	}
	return NULL;
}

/* curl sends the end of the mail behind the last piece. */
static bool hand_over(struct conversation *conversation)
{
	const struct delivery *delivery = conversation->delivery;

	conversation->is_handed_over = true;
	return !delivery->hand_over || delivery->hand_over(delivery->user, &conversation->stopped);
}

static size_t give_message(char *to, size_t size, size_t n, void *user)
{
	struct conversation *conversation = user;
	str piece = str_slice(conversation->rest, 0, size * n);

	if (piece.len == conversation->rest.len && !conversation->is_handed_over &&
	    !hand_over(conversation))
		return CURL_READFUNC_ABORT;
	if (piece.len > 0)
		memcpy(to, piece.ptr, piece.len);
	conversation->rest = str_skip(conversation->rest, piece.len);
	return piece.len;
}

/* curl hands out the lines of a server as those of a header. */
static size_t keep_answer(char *line, size_t size, size_t n, void *user)
{
	struct conversation *conversation = user;
	str answer = str_slice(str_trim((str){.ptr = line, .len = size * n}), 0, ANSWER_BYTES);

	/* curl takes its leave also where it was refused. */
	if (str_starts(answer, STR("221")))
		return size * n;
	if (answer.len > 0)
		memcpy(conversation->answer, answer.ptr, answer.len);
	conversation->answer[answer.len] = '\0';
	return size * n;
}

static bool was_refused(const struct conversation *conversation)
{
	return conversation->answer[0] == '4' || conversation->answer[0] == '5';
}

/* Some servers repeat what they were told: of what one says to a login the code is enough. */
static void append_answer(const struct conversation *conversation, CURLcode code, GString *text)
{
	int shown = code == CURLE_LOGIN_DENIED ? ANSWER_CODE_BYTES : ANSWER_BYTES;

	/* What it said before a connection broke is no reason. */
	if (was_refused(conversation))
		g_string_append_printf(text, " (it said: %.*s)", shown, conversation->answer);
}

static bool fail(struct conversation *conversation, CURLcode code, GError **error)
{
	bool is_unsure = conversation->is_handed_over && !was_refused(conversation);
	const char *what =
		conversation->what_failed[0] ? conversation->what_failed : curl_easy_strerror(code);
	const char *advice = find_advice(code);
	g_autoptr(GString) text = g_string_new(NULL);

	if (conversation->stopped) {
		g_propagate_error(error, g_steal_pointer(&conversation->stopped));
		return false;
	}
	g_string_append_printf(text, "cannot send through %s (%s): %s", conversation->smtp->server,
			       securities[conversation->smtp->security].name, what);
	append_answer(conversation, code, text);
	if (advice)
		g_string_append_printf(text, "; %s", advice);
	if (is_unsure)
		g_string_append(text, "; whether the mail was taken is not known");
	g_set_error_literal(error, TIDINGS_ERROR,
			    is_unsure ? TIDINGS_ERROR_UNSURE : TIDINGS_ERROR_DELIVERY, text->str);
	return false;
}

/* The URL of `host`, `host:port` or `[address]:port`. */
static CURLU *make_url(const struct config_smtp *smtp, GError **error)
{
	g_autoptr(curl_url_handle) url = curl_url();
	g_autofree char *text =
		g_strdup_printf("%s://%s", securities[smtp->security].scheme, smtp->server);

	if (!strpbrk(smtp->server, "/?#@ ") &&
	    curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK)
		return g_steal_pointer(&url);
	g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_CONFIG,
		    "[smtp] server takes HOST or HOST:PORT, not %s", smtp->server);
	return NULL;
}

static char *in_brackets(str address)
{
	return g_strdup_printf("<" STR_FMT ">", STR_ARG(address));
}

/* The caller frees it with curl_slist_free_all(). */
static struct curl_slist *list_recipients(const struct delivery *delivery)
{
	struct curl_slist *list = NULL;

	for (unsigned i = 0; i < delivery->n_to; i++) {
		g_autofree char *address = in_brackets(delivery->to[i]);

		list = curl_slist_append(list, address);
	}
	return list;
}

static void set_server(const struct conversation *conversation, CURLU *url)
{
	const struct config_smtp *smtp = conversation->smtp;
	CURL *curl = conversation->curl;

	curl_easy_setopt(curl, CURLOPT_CURLU, url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL, securities[smtp->security].demanded);
	if (smtp->ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, smtp->ca_file);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)smtp->timeout);
	/* Else it waits two minutes for a server, that is silent, to take leave of it. */
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)smtp->timeout);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
}

static void set_message(struct conversation *conversation)
{
	CURL *curl = conversation->curl;

	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_message);
	curl_easy_setopt(curl, CURLOPT_READDATA, conversation);
	curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, (curl_off_t)conversation->rest.len);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep_answer);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, conversation);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, conversation->what_failed);
}

/* curl has a copy of the password then, up to curl_easy_cleanup(). */
static bool set_login(const struct conversation *conversation, GError **error)
{
	const struct config_smtp *smtp = conversation->smtp;
	g_auto(password) password = {0};

	if (!smtp->user)
		return true;
	if (!password_read(smtp, &password, error))
		return false;
	curl_easy_setopt(conversation->curl, CURLOPT_USERNAME, smtp->user);
	curl_easy_setopt(conversation->curl, CURLOPT_PASSWORD, password.text);
	return true;
}

static GString *with_mail_lines(str message)
{
	GString *lines = g_string_sized_new(message.len + message.len / 32);
	str line;

	while (str_next_line(&message, &line)) {
		if (line.len > 0)
			g_string_append_len(lines, line.ptr, (gssize)line.len);
		g_string_append(lines, "\r\n");
	}
	return lines;
}

bool delivery_smtp(const struct config_smtp *smtp, const struct delivery *delivery, GError **error)
{
	g_autoptr(curl_url_handle) url = make_url(smtp, error);
	g_autoptr(GString) lines = with_mail_lines(delivery->message);
	g_autoptr(curl_list) recipients = list_recipients(delivery);
	g_autofree char *sender = in_brackets(delivery->from);
	g_autoptr(curl_easy) curl = curl_easy_init();
	struct conversation conversation = {
		.smtp = smtp,
		.delivery = delivery,
		.curl = curl,
		.rest = {.ptr = lines->str, .len = lines->len},
	};
	CURLcode code;

	if (!url)
		return false;
	if (!curl)
		return fail(&conversation, CURLE_FAILED_INIT, error);
	set_server(&conversation, url);
	set_message(&conversation);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients);
	if (!set_login(&conversation, error))
		return false;
	code = curl_easy_perform(curl);
	return code == CURLE_OK || fail(&conversation, code, error);
}
