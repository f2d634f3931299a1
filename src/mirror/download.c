/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mirror/download.h"

#include "base/error.h"
#include "base/limits.h"

#include <curl/curl.h>

typedef CURL curl_easy;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(curl_easy, curl_easy_cleanup)

/* One request and what came of it. */
struct transfer {
	const struct download_request *request;
	CURL *curl;
	GString *body;
	bool is_too_large;
	char what_failed[CURL_ERROR_SIZE]; /* in curl's words */
};

/* What may go better at another time. */
static const CURLcode passing_codes[] = {
	CURLE_COULDNT_RESOLVE_PROXY,
	CURLE_COULDNT_RESOLVE_HOST,
	CURLE_COULDNT_CONNECT,
	CURLE_PARTIAL_FILE,
	CURLE_OPERATION_TIMEDOUT,
	CURLE_SSL_CONNECT_ERROR,
	CURLE_GOT_NOTHING,
	CURLE_SEND_ERROR,
	CURLE_RECV_ERROR,
	CURLE_HTTP2,
	CURLE_HTTP2_STREAM,
};

enum {
	STATUS_OK = 200,
	STATUS_NOT_FOUND = 404,
	STATUS_TIMEOUT = 408,
	STATUS_GONE = 410,
	STATUS_TOO_MANY = 429,
	STATUS_SERVER_ERRORS = 500,
};

static bool is_passing_code(CURLcode code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(passing_codes); i++) {
		if (passing_codes[i] == code)
			return true;
	}
	return false;
}

static enum download_result classify_status(long status)
{
	if (status == STATUS_OK)
		return DOWNLOAD_DONE;
	if (status == STATUS_NOT_FOUND || status == STATUS_GONE)
		return DOWNLOAD_ABSENT;
	if (status == STATUS_TIMEOUT || status == STATUS_TOO_MANY || status >= STATUS_SERVER_ERRORS)
		return DOWNLOAD_PASSING;
	return DOWNLOAD_FINAL;
}

static size_t take(char *bytes, size_t size, size_t n, void *user)
{
	struct transfer *transfer = user;

	transfer->is_too_large = size * n > transfer->request->limit - transfer->body->len;
	if (transfer->is_too_large)
		return 0;
	g_string_append_len(transfer->body, bytes, (gssize)(size * n));
	return size * n;
}

/* It is not safe on several threads at once. */
static void start_library(void)
{
	static gsize is_started;

	if (g_once_init_enter(&is_started)) {
		curl_global_init(CURL_GLOBAL_DEFAULT);
		g_once_init_leave(&is_started, 1);
	}
}

static void set_options(struct transfer *transfer)
{
	const struct download_request *request = transfer->request;
	CURL *curl = transfer->curl;

	curl_easy_setopt(curl, CURLOPT_URL, request->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, (long)LIMIT_REDIRECTS);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)request->timeout);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)request->timeout);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)LIMIT_DOWNLOAD_SECONDS);
	/* As git does, which is asked next. */
	curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
	curl_easy_setopt(curl, CURLOPT_USERAGENT, "tidings");
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, transfer->what_failed);
}

static enum download_result fail_by_code(const struct transfer *transfer, CURLcode code,
					 GError **error)
{
	if (transfer->is_too_large) {
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "it answers with more than %zu bytes", transfer->request->limit);
		return DOWNLOAD_FINAL;
	}
	g_set_error_literal(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    transfer->what_failed[0] ? transfer->what_failed
						     : curl_easy_strerror(code));
	return is_passing_code(code) ? DOWNLOAD_PASSING : DOWNLOAD_FINAL;
}

static unsigned read_retry_after(const struct transfer *transfer)
{
	curl_off_t seconds = 0;

	curl_easy_getinfo(transfer->curl, CURLINFO_RETRY_AFTER, &seconds);
	return (unsigned)CLAMP(seconds, 0, G_MAXINT);
}

static enum download_result perform(struct transfer *transfer, unsigned *ret_retry_after,
				    GError **error)
{
	CURLcode code = curl_easy_perform(transfer->curl);
	long status = 0;
	enum download_result result;

	if (code != CURLE_OK) {
		*ret_retry_after = 0;
		return fail_by_code(transfer, code, error);
	}
	curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &status);
	result = classify_status(status);
	if (result == DOWNLOAD_PASSING)
		*ret_retry_after = read_retry_after(transfer);
	if (result != DOWNLOAD_DONE)
		g_set_error(error, TIDINGS_ERROR, TIDINGS_ERROR_FETCH,
			    "the server answers HTTP %ld", status);
	return result;
}

enum download_result download(const struct download_request *request, GString **ret_body,
			      unsigned *ret_retry_after, GError **error)
{
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(curl_easy) curl = NULL;
	struct transfer transfer = {.request = request, .body = body};
	enum download_result result;

	start_library();
	curl = curl_easy_init();
	transfer.curl = curl;
	if (!curl)
		return fail_by_code(&transfer, CURLE_FAILED_INIT, error);
	set_options(&transfer);
	result = perform(&transfer, ret_retry_after, error);
	if (result == DOWNLOAD_DONE)
		*ret_body = g_steal_pointer(&body);
	return result;
}
