/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Project repositories that the index knows, and up to where they were read. */
#ifndef TIDINGS_INDEX_REPOSITORIES_H
#define TIDINGS_INDEX_REPOSITORIES_H

#include "index/index.h"

enum { CHANGESET_ID_BYTES = 20 };

struct stored_repository {
	int64_t id;
	str path;
	str name;
	int64_t since; /* commits before were left out */
	int64_t matched; /* messages up to this number were held against its commits */
	int64_t considered; /* its changesets up to this number were held against messages */
};

/* Appends struct stored_repository by name; texts are in @arena. */
bool repositories_load(struct index *index, struct arena *arena, GArray *repositories,
		       GError **error);

/* Adds one, or changes that of its path; its id is set. USAGE if another one has the name. */
bool repositories_put(struct index *index, struct stored_repository *repository, GError **error);

/* Forgets a repository with its commits and landings. */
bool repositories_forget(struct index *index, int64_t repository, GError **error);

/* Forgets its commits, landings, tags and tips alone: it is read anew. */
bool repositories_empty(struct index *index, int64_t repository, GError **error);

/* Stores since, matched and considered of @repository. */
bool repositories_set_read(struct index *index, const struct stored_repository *repository,
			   GError **error);

/* How far its refs were read. */
struct stored_tip {
	str name;
	unsigned char object[CHANGESET_ID_BYTES];
};

/* Appends struct stored_tip by name; texts are in @arena. */
bool repositories_tips(struct index *index, int64_t repository, struct arena *arena, GArray *tips,
		       GError **error);
bool repositories_set_tips(struct index *index, int64_t repository, const struct stored_tip *tips,
			   unsigned n_tips, GError **error);

struct stored_tag {
	int64_t id;
	str name;
	unsigned char object[CHANGESET_ID_BYTES];
	int64_t tagged_at;
};

/* Appends struct stored_tag in the order of time, then by name; texts are in @arena. */
bool repositories_tags(struct index *index, int64_t repository, struct arena *arena, GArray *tags,
		       GError **error);

/* The tags are @tags from now on; those with an id keep it, the others get one. */
bool repositories_set_tags(struct index *index, int64_t repository, struct stored_tag *tags,
			   unsigned n_tags, GError **error);

/* What `tidings repo` tells of one. */
struct repository_counts {
	size_t n_commits;
	size_t n_landed; /* patches */
	int64_t last; /* when the newest commit was made; INT64_MIN without one */
};

bool repositories_count(struct index *index, int64_t repository,
			struct repository_counts *ret_counts, GError **error);

#endif
