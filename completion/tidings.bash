# SPDX-License-Identifier: GPL-2.0-or-later
# Completion of tidings(1) for bash.

# The refs of the archive on the command line, where it is a git repository.
_tidings_refs() {
	local word
	for word in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
		[[ $word != -* ]] || continue
		git -C "$word" for-each-ref --format='%(refname:short)..' 2>/dev/null && return
	done
}

# The names of the sections of that kind in the configuration.
_tidings_names() {
	sed -n "s/^\\[$1  *\\([^] ]*\\) *\\].*/\\1/p" "${XDG_CONFIG_HOME:-$HOME/.config}/tidings/config" 2>/dev/null
}

# Of the commands that fetch: $3.
_tidings_fetch() {
	local current=$1 previous=$2 options='--progress --no-progress --help'
	case $3 in
	clone) options+=' --epochs' ;;
	follow) options+=' --now --no-fetch' ;;
	esac
	[[ $previous != --epochs ]] || return
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		return
	fi
	case $3 in
	clone) mapfile -t COMPREPLY < <(compgen -f -- "$current") ;;
	fetch) mapfile -t COMPREPLY < <(compgen -W "$(_tidings_names list) $(_tidings_names repository)" -- "$current") ;;
	follow) mapfile -t COMPREPLY < <(compgen -W "$(_tidings_names subscription)" -- "$current") ;;
	esac
}

# Of the two commands that make an update: $3.
_tidings_update() {
	local current=$1 previous=$2 options='--since --until --title --top --mailmap --link --templates --mbox-quoting
		--from --to --no-index --as-of --progress --no-progress --help'
	case $3 in
	send) options+=' --dry-run' ;;
	update) options+=' --new --dry-run --format --color --no-color --output' ;;
	esac
	case $previous in
	--format | -f)
		mapfile -t COMPREPLY < <(compgen -W 'text classic json html markdown atom mail mbox' -- "$current")
		return
		;;
	--color)
		mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current")
		return
		;;
	--mbox-quoting)
		mapfile -t COMPREPLY < <(compgen -W 'rd o' -- "$current")
		return
		;;
	--as-of)
		mapfile -t COMPREPLY < <(compgen -W 'then now' -- "$current")
		return
		;;
	--since | --until)
		mapfile -t COMPREPLY < <(compgen -W 'today yesterday 1.week.ago 1.month.ago' -- "$current")
		return
		;;
	--mailmap | --output | -o)
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return
		;;
	--templates)
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		return
		;;
	--new)
		mapfile -t COMPREPLY < <(compgen -W "$(_tidings_names subscription)" -- "$current")
		return
		;;
	--title | --top | --link | --from | --to)
		return
		;;
	esac
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
		return
	fi
	mapfile -t COMPREPLY < <(
		compgen -f -- "$current"
		compgen -W "$(_tidings_refs)" -- "$current"
		compgen -W "$(_tidings_names list)" -- "$current"
	)
}

_tidings_publish() {
	local current=$1 previous=$2
	case $previous in
	--period)
		mapfile -t COMPREPLY < <(compgen -W 'day week month' -- "$current")
		return
		;;
	--mbox-quoting)
		mapfile -t COMPREPLY < <(compgen -W 'rd o' -- "$current")
		return
		;;
	--templates)
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
		return
		;;
	--title | --url | --link)
		return
		;;
	esac
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--period --title --url --link --templates
			--mbox-quoting --progress --no-progress --help' -- "$current")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	fi
}

_tidings_index() {
	local current=$1 previous=$2
	if [[ $previous == --mbox-quoting ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'rd o' -- "$current")
	elif [[ $previous == --batch ]]; then
		return
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--check --rebuild --mbox-quoting --batch --progress
			--no-progress --help' -- "$current")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
	fi
}

# Of the commands about one series: $3.
_tidings_work() {
	local current=$1 previous=$2 options='--json --color --no-color --no-pager --help'
	case $3 in
	show) options+=' --patches --link' ;;
	am) options+=' --revision --exact --strict --output' ;;
	esac
	case $previous in
	--color)
		mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current")
		return
		;;
	--output | -o)
		mapfile -t COMPREPLY < <(compgen -f -- "$current")
		return
		;;
	--link | --revision | -v)
		return
		;;
	esac
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
	fi
}

# Of the commands that list, $3, the words of a query too: bash takes `is:latest` for three.
_tidings_query() {
	local current=$1 previous=$2 options='--limit --verbose --json --color --no-color --no-pager --help'
	case $3 in
	series | status) options+=' --all' ;;
	mine) options+=' --all --me' ;;
	landed) options+=' --since --until --query' ;;
	esac
	if [[ $previous == --color ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current")
	elif [[ $previous == --@(since|until) ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'today yesterday 1.week.ago 1.month.ago' -- "$current")
	elif [[ $current == : && $previous == is ]] ||
		[[ $previous == : && ${COMP_WORDS[COMP_CWORD - 2]} == is ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'patch cover reply pull latest superseded new revised
			resent rfc complete incomplete answered unanswered open in-review
			changes-asked ready landed partly-landed dropped reviewed pinged
			awaits-author awaits-reviewers awaits-maintainer' -- "${current#:}")
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
	fi
}

_tidings_repo() {
	local current=$1 previous=$2
	if [[ $previous == --color ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'auto always never' -- "$current")
	elif [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--json --color --no-color --no-pager --progress
			--no-progress --help' -- "$current")
	elif [[ $previous == repo ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'add remove list update' -- "$current")
	elif [[ $previous == add ]]; then
		mapfile -t COMPREPLY < <(compgen -d -- "$current")
	fi
}

# The keys of the configuration: of sections with a name those that it has.
_tidings_config_keys() {
	local section name
	printf 'mail.%s\n' from to transport sendmail
	printf 'smtp.%s\n' server security user password-file password-command ca-file timeout
	printf 'fetch.%s\n' timeout tries jobs
	tidings config --no-pager 2>/dev/null |
		sed -En 's/^(list|repository|subscription)\.(.*)\.[a-z-]+ = .*/\1 \2/p' | uniq |
		while read -r section name; do
			case $section in
			list) printf "list.$name.%s\n" url path title link mbox-quoting epochs ;;
			repository) printf "repository.$name.%s\n" url path ;;
			subscription)
				printf "subscription.$name.%s\n" lists since title areas paths \
					maintainers sections authors words states query every at \
					on format file mail site site-url site-period mailmap templates
				;;
			esac
		done
}

# The words that the key $1 takes, or files.
_tidings_config_value() {
	local words
	case $1 in
	mail.transport) words='smtp sendmail' ;;
	smtp.security) words='starttls tls none' ;;
	list.*.mbox-quoting) words='rd o' ;;
	subscription.*.every) words='run hour day week' ;;
	subscription.*.on) words='monday tuesday wednesday thursday friday saturday sunday' ;;
	subscription.*.site-period) words='day week month' ;;
	subscription.*.format) words='text classic json html markdown atom mbox' ;;
	*)
		compgen -f -- "$2"
		return
		;;
	esac
	compgen -W "$words" -- "$2"
}

_tidings_config() {
	local current=$1 previous=$2
	if [[ $current == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W '--all --unset --check --keys --path --json
			--no-pager --help' -- "$current")
	elif [[ $previous == *.* && ${COMP_WORDS[2]} != --unset ]]; then
		mapfile -t COMPREPLY < <(_tidings_config_value "$previous" "$current")
	else
		mapfile -t COMPREPLY < <(compgen -W "$(_tidings_config_keys)" -- "$current")
	fi
}

# Takes `--db PATH` off the words; false while PATH itself is written.
_tidings_skip_db() {
	local n
	while [[ ${COMP_WORDS[1]} == --db && COMP_CWORD -gt 1 ]]; do
		n=2
		[[ ${COMP_WORDS[2]} != = ]] || n=3
		((COMP_CWORD > n)) || return
		COMP_WORDS=("${COMP_WORDS[0]}" "${COMP_WORDS[@]:n+1}")
		((COMP_CWORD -= n))
	done
}

_tidings() {
	if ! _tidings_skip_db; then
		mapfile -t COMPREPLY < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]#=}")
		return
	fi
	local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
	# bash takes `--format=json` for three words.
	if [[ $current == = ]]; then
		current=
	elif [[ $previous == = ]]; then
		previous=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $previous == --color ]]; then
		# Its value stands after `=` alone.
		previous=
	fi
	COMPREPLY=()
	if [[ $COMP_CWORD == 1 ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'help update send publish clone fetch follow index status mine landed collisions repo
			config series search show diff am --db --help --version' -- "$current")
	elif [[ ${COMP_WORDS[1]} == help ]]; then
		mapfile -t COMPREPLY < <(compgen -W 'help update send publish clone fetch follow index status mine landed collisions repo
			config series search show diff am' -- "$current")
	elif [[ ${COMP_WORDS[1]} == @(update|send) ]]; then
		_tidings_update "$current" "$previous" "${COMP_WORDS[1]}"
	elif [[ ${COMP_WORDS[1]} == @(clone|fetch|follow) ]]; then
		_tidings_fetch "$current" "$previous" "${COMP_WORDS[1]}"
	elif [[ ${COMP_WORDS[1]} == publish ]]; then
		_tidings_publish "$current" "$previous"
	elif [[ ${COMP_WORDS[1]} == index ]]; then
		_tidings_index "$current" "$previous"
	elif [[ ${COMP_WORDS[1]} == @(search|series|status|mine|landed|collisions) ]]; then
		_tidings_query "$current" "$previous" "${COMP_WORDS[1]}"
	elif [[ ${COMP_WORDS[1]} == repo ]]; then
		_tidings_repo "$current" "$previous"
	elif [[ ${COMP_WORDS[1]} == config ]]; then
		_tidings_config "$current" "$previous"
	elif [[ ${COMP_WORDS[1]} == @(show|diff|am) ]]; then
		_tidings_work "$current" "$previous" "${COMP_WORDS[1]}"
	fi
}

complete -o filenames -F _tidings tidings
