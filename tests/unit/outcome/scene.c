/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "scene.h"

#include <stdlib.h>

struct word {
	const char *text;
	enum remark_kind kind;
	enum trailer_kind trailer;
};

static const struct word words[] = {
	{"reviewed", REMARK_REVIEW, TRAILER_REVIEWED},
	{"acked", REMARK_REVIEW, TRAILER_ACKED},
	{"tested", REMARK_REVIEW, TRAILER_TESTED},
	{"nacked", REMARK_REVIEW, TRAILER_NACKED},
	{"nak", REMARK_NAK, TRAILER_OTHER},
	{"asks", REMARK_QUESTION, TRAILER_OTHER},
	{"comments", REMARK_COMMENT, TRAILER_OTHER},
	{"changes", REMARK_CHANGES, TRAILER_OTHER},
	{"promises", REMARK_PROMISE, TRAILER_OTHER},
	{"withdraws", REMARK_WITHDRAWN, TRAILER_OTHER},
	{"pings", REMARK_PING, TRAILER_OTHER},
	{"command", REMARK_COMMAND, TRAILER_OTHER},
	{"applied", REMARK_APPLIED, TRAILER_OTHER},
	{"unapplied", REMARK_UNAPPLIED, TRAILER_OTHER},
	{"pulled", REMARK_PULLED, TRAILER_OTHER},
	{"talks", REMARK_TALK, TRAILER_OTHER},
};

/* Programs are known by their names or addresses. */
static const struct {
	const char *key;
	struct mailbox mailbox;
} robots[] = {
	{"robot", {STR_INIT("robot"), STR_INIT("lkp@intel.com")}},
	{"tester", {STR_INIT("kernel test robot"), STR_INIT("tester@example.org")}},
	{"syzbot", {STR_INIT("syzbot"), STR_INIT("syzbot@syzkaller.appspotmail.com")}},
	{"tracker", {STR_INIT("tracker"), STR_INIT("pr-tracker-bot@kernel.org")}},
};

/* Where a reply of a line stands. */
struct place {
	struct history_patch *patch;
	unsigned reply;
};

struct player {
	struct scene *scene;
	struct history_posting *postings;
	struct place *places; /* by line */
	unsigned line;
	unsigned n_lines;
};

static struct mailbox mailbox_of(struct scene *scene, const char *name)
{
	g_autofree char *first = g_strndup(name, strcspn(name, "0123456789"));
	g_autofree char *shown = g_strdup_printf("%s Writer", first);
	g_autofree char *address = g_strdup_printf("%s@example.org", name);

	for (size_t i = 0; i < G_N_ELEMENTS(robots); i++) {
		if (strcmp(robots[i].key, name) == 0)
			return robots[i].mailbox;
	}
	return (struct mailbox){
		.name = arena_str(&scene->arena, str_from(shown)),
		.address = arena_str(&scene->arena, str_from(address)),
	};
}

person_id scene_person(struct scene *scene, const char *name)
{
	return people_add(scene->people, mailbox_of(scene, name));
}

G_GNUC_PRINTF(2, 3) static str text(struct player *player, const char *format, ...)
{
	g_autofree char *made = NULL;
	va_list arguments;

	va_start(arguments, format);
	made = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	return arena_str(&player->scene->arena, str_from(made));
}

/* What stands behind @key among @parts; NULL. */
static const char *value_of(char **parts, const char *key)
{
	for (; *parts; parts++) {
		if (strcmp(*parts, key) == 0)
			return parts[1] ? parts[1] : "";
	}
	return NULL;
}

static str text_of(struct player *player, char **parts, const char *key)
{
	const char *value = value_of(parts, key);

	return value ? text(player, "%s", value) : (str){0};
}

static unsigned number_of(char **parts, const char *key, unsigned otherwise)
{
	const char *value = value_of(parts, key);

	return value ? (unsigned)atoi(value) : otherwise;
}

static struct remark read_remark(struct player *player, const char *phrase)
{
	g_auto(GStrv) parts = g_strsplit(phrase, " ", -1);
	struct remark remark = {
		.partial = value_of(parts, "part"),
		.scope = text_of(player, parts, "scope"),
		.tree = text_of(player, parts, "tree"),
		.commit = text_of(player, parts, "commit"),
		.title = text_of(player, parts, "title"),
		.number = number_of(parts, "number", 0),
		.is_stable = value_of(parts, "stable"),
		.name = text_of(player, parts, "command"),
	};
	size_t i;

	for (i = 0; i < G_N_ELEMENTS(words) && strcmp(words[i].text, parts[0]) != 0;)
		i++;
	if (i == G_N_ELEMENTS(words))
		g_error("no word of a scene: %s", phrase);
	remark.kind = words[i].kind;
	remark.trailer = words[i].trailer;
	if (value_of(parts, "by"))
		remark.person = mailbox_of(player->scene, value_of(parts, "by"));
	return remark;
}

static const struct remark *read_remarks(struct player *player, const char *said, unsigned *ret_n)
{
	g_auto(GStrv) phrases = g_strsplit(said ? said : "", ",", -1);
	unsigned n = g_strv_length(phrases);
	struct remark *remarks = arena_new_array(&player->scene->arena, struct remark, n);

	for (unsigned i = 0; i < n; i++)
		remarks[i] = read_remark(player, g_strstrip(phrases[i]));
	*ret_n = n;
	return remarks;
}

static struct history_patch *last_patch(const struct history_posting *posting)
{
	return (struct history_patch *)&posting->patches[posting->n_patches - 1];
}

static void fill_patches(struct player *player, struct history_posting *posting,
			 unsigned first_number, const char *said)
{
	struct history_patch *patches =
		arena_new_array(&player->scene->arena, struct history_patch, posting->n_patches);

	for (unsigned i = 0; i < posting->n_patches; i++) {
		unsigned number = posting->has_cover ? i : first_number + i;

		patches[i] = (struct history_patch){
			.number = number,
			.title = text(player, "lamp_%u", number),
			.message_id = text(player, "m%u.%u", player->line, number),
			.author = posting->author,
			.sender = posting->sender,
		};
	}
	posting->patches = patches;
	if (posting->n_patches > 0)
		last_patch(posting)->remarks =
			read_remarks(player, said, &last_patch(posting)->n_remarks);
}

static void play_posting(struct player *player, char **parts, const char *said)
{
	struct history *history = &player->scene->history;
	unsigned index = history->n_postings++;
	struct history_posting *posting = &player->postings[index];
	unsigned n = number_of(parts, "posts", 0);
	person_id sender = scene_person(player->scene, parts[0]);
	const char *author = value_of(parts, "by");

	*posting = (struct history_posting){
		.revision = {1, 0, 0},
		.is_rfc = value_of(parts, "rfc"),
		.is_pull = value_of(parts, "pull"),
		.has_cover = value_of(parts, "cover"),
		.is_partial = value_of(parts, "partial"),
		.total = number_of(parts, "total", n),
		.arrived_at = SCENE_LINE(player->line),
		.author = author ? scene_person(player->scene, author) : sender,
		.sender = sender,
		.n_patches = n + (value_of(parts, "cover") != NULL),
		.follows = number_of(parts, "on", index ? index - 1 : HISTORY_NONE),
	};
	if (value_of(parts, "alone"))
		posting->follows = HISTORY_NONE;
	for (unsigned i = 0; parts[i]; i++) {
		if (parts[i][0] == 'v' && g_ascii_isdigit(parts[i][1]))
			posting->revision.major = (unsigned)atoi(parts[i] + 1);
	}
	fill_patches(player, posting, number_of(parts, "number", 1), said);
	if (value_of(parts, "last"))
		last_patch(posting)->author = scene_person(player->scene, value_of(parts, "last"));
	history->newest = index;
}

/* The patch of the number that stands behind @key. */
static struct history_patch *find_patch(struct player *player, char **parts, const char *key)
{
	struct history *history = &player->scene->history;
	unsigned number = number_of(parts, key, 0);
	const struct history_posting *posting =
		&history->postings[number_of(parts, "of", history->n_postings - 1)];

	for (unsigned i = 0; i < posting->n_patches; i++) {
		if (posting->patches[i].number == number)
			return (struct history_patch *)&posting->patches[i];
	}
	g_error("no patch %u", number);
}

static void play_reply(struct player *player, char **parts, const char *said)
{
	bool is_below = value_of(parts, "answers");
	struct place above = player->places[number_of(parts, "answers", 0)];
	struct history_patch *patch = is_below ? above.patch : find_patch(player, parts, "to");
	struct history_reply *replies = (struct history_reply *)patch->replies;
	struct history_reply reply = {
		.message_id = text(player, "m%u", player->line),
		.sender = scene_person(player->scene, parts[0]),
		.arrived_at = SCENE_LINE(player->line),
		.answers = is_below ? above.reply : HISTORY_NONE,
	};

	if (!replies)
		replies = arena_new_array(&player->scene->arena, struct history_reply,
					  player->n_lines);
	reply.remarks = read_remarks(player, said, &reply.n_remarks);
	player->places[player->line] = (struct place){.patch = patch, .reply = patch->n_replies};
	replies[patch->n_replies++] = reply;
	patch->replies = replies;
}

static void play_landing(struct player *player, char **parts)
{
	struct history_patch *patch = find_patch(player, parts, "has");
	struct landing *landings = arena_new_array(&player->scene->arena, struct landing,
						   (size_t)patch->n_landings + 1);

	if (patch->n_landings > 0)
		memcpy(landings, patch->landings, patch->n_landings * sizeof(*landings));
	landings[patch->n_landings++] = (struct landing){
		.commit = text(player, "%s", parts[3]),
		.tag = text_of(player, parts, "tag"),
		.sureness = number_of(parts, "sure", 90),
		.committed_at = SCENE_LINE(player->line),
		.is_backport = value_of(parts, "backport"),
	};
	patch->landings = landings;
}

static void play_carrier(struct player *player, char **parts)
{
	struct history_patch *patch = find_patch(player, parts, "has");
	struct history_carrier *carrier = arena_new(&player->scene->arena, struct history_carrier);

	*carrier = (struct history_carrier){
		.request = text_of(player, parts, "by"),
		.at = SCENE_LINE(player->line),
		.message_id = text(player, "m%u", player->line),
		.who = mailbox_of(player->scene, value_of(parts, "by")),
		.text = text_of(player, parts, "tree"),
	};
	patch->carrier = carrier;
}

static void play_line(struct player *player, char *line)
{
	char *colon = strchr(line, ':');
	char *said = colon ? g_strstrip(colon + 1) : NULL;
	g_auto(GStrv) parts = NULL;

	if (colon)
		*colon = '\0';
	parts = g_strsplit(g_strstrip(line), " ", -1);
	if (strcmp(parts[0], "git") == 0)
		play_landing(player, parts);
	else if (strcmp(parts[0], "request") == 0)
		play_carrier(player, parts);
	else if (strcmp(parts[1], "posts") == 0)
		play_posting(player, parts, said);
	else
		play_reply(player, parts, said);
}

void scene_play(struct scene *scene, const char *script)
{
	g_auto(GStrv) lines = g_strsplit(script, "\n", -1);
	struct player player = {.scene = scene, .n_lines = g_strv_length(lines)};

	*scene = (struct scene){.people = people_new(NULL)};
	player.postings = arena_new_array(&scene->arena, struct history_posting, player.n_lines);
	player.places = arena_new_array(&scene->arena, struct place, (size_t)player.n_lines + 1);
	scene->history.postings = player.postings;
	scene->history.people = scene->people;
	for (unsigned i = 0; lines[i]; i++) {
		player.line = i + 1;
		if (*lines[i])
			play_line(&player, lines[i]);
	}
}

void scene_clear(struct scene *scene)
{
	people_free(scene->people);
	arena_clear(&scene->arena);
}
