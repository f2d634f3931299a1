# SPDX-License-Identifier: GPL-2.0-or-later
#
# For the judges: where the archives are. They are not part of the project: a
# folder `shared` may stand beside it, or TIDINGS_SHARED names it. Without one
# a judge is skipped.
set -euo pipefail

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
shared=${TIDINGS_SHARED:-$top/../shared}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work/data

# need FILE...: skips the test where one of the files of the folder is missing.
need() {
	local file
	for file; do
		[ -e "$shared/$file" ] || {
			echo "skipped: there is no $file at hand"
			exit 77
		}
	done
}

# unpack NAME: the bundle archives/NAME.bundle as the bare repository $work/NAME.git.
unpack() {
	git clone -q --bare "$shared/archives/$1.bundle" "$work/$1.git"
}

# judged_repository: the repository that TIDINGS_JUDGE_ARCHIVE names, else all of
# kvmarm; sets $repository.
judged_repository() {
	repository=${TIDINGS_JUDGE_ARCHIVE:-}
	[ -z "$repository" ] || return 0
	need archives/kvmarm.bundle
	unpack kvmarm
	# shellcheck disable=SC2034 # for the script that calls
	repository=$work/kvmarm.git
}
