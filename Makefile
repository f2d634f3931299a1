# SPDX-License-Identifier: GPL-2.0-or-later
# The short front door; the build itself is meson's, and stands in meson.build.

all: build/build.ninja
	ninja -C build

build/tidings: all

build/build.ninja:
	scripts/setup build
	meson setup -Dtests=false -Db_lto=true build

setup:
	scripts/setup check

demo:
	scripts/setup build
	scripts/demo

check:
	scripts/setup check
	scripts/check

# ARCHIVE=path measures on that archive too, else on those alone that are made
# for it; SIZES="10000 100000" makes fewer of these; REPO=path measures the reading of a
# project's commits, too: see bench/run.
bench: all
	ninja -C build bench/stages
	REPO="$(REPO)" bench/run build $(ARCHIVE)

# ARCHIVE=path: how well its revisions are linked without what they say themselves, and
# whether git am is given the patches and trailers that b4 gives; SERIES=100 asks of fewer.
# REPO=path: how well commits of that project are found to be patches of the archive.
accuracy: all
	scripts/setup accuracy
	REPO="$(REPO)" bench/accuracy build $(ARCHIVE)

install: all
	meson install -C build

format:
	scripts/check-format --fix

clean:
	rm -rf build

.PHONY: all setup demo check bench accuracy install format clean build/tidings
