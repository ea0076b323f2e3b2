# SPDX-License-Identifier: MIT
#
# Completes the command line of tarn in bash.

_tarn ()
{
  local file word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='compare explain keys merge metrics operations options policies report run simulate trace what-if --help --version'
  else
    case $before in
      --beside | --csv | --gnuplot | --html | --log | --markdown | --output) compopt -o default; return ;;
      --policy)
        compopt -o filenames
        while IFS= read -r file; do COMPREPLY+=("$file"); done < <(
          compgen -W "$("${COMP_WORDS[0]}" policies 2>/dev/null | sed -n 's/^preset  *\([^ ]*\).*/\1/p')" -- "$word"
          compgen -f -X '!*.so' -- "$word"
          compgen -d -- "$word"
        )
        return ;;
      --baseline | --batches | --best | --fail-if | --metrics | --range | --replication | --replications | --set | --shard | --stop | --threads) return ;;
    esac
    local experiment='--set --replications --metrics --baseline --best --stop --threads --plan --output --fail-if --resume --csv --markdown --html --gnuplot --help'
    case ${COMP_WORDS[1]} in
      compare) words="--policy $experiment" ;;
      explain) words='--set --policy --replication --help' ;;
      keys) words='--help' ;;
      merge) words='--output --help' ;;
      metrics) words='--help' ;;
      operations) words='--help' ;;
      options) words='--help' ;;
      policies) words='--help' ;;
      report) words='--csv --markdown --html --gnuplot --beside --fail-if --help' ;;
      run) words="--shard --range $experiment" ;;
      simulate) words='--set --policy --replication --log --csv --markdown --html --gnuplot --views --no-baselines --batches --fail-if --help' ;;
      trace) words='--set --policy --replication --output --help' ;;
      what-if) words=$experiment ;;
    esac
    case ${COMP_WORDS[1]},$word in
      *,-*) ;;
      policies,*) words=$("${COMP_WORDS[0]}" policies 2>/dev/null | sed -n '2,$s/^[a-z]*  *\([a-z0-9_]*\)  .*/\1/p' | sort -u) ;;
      merge,* | report,*) compopt -o default; return ;;
      compare,* | explain,* | run,* | simulate,* | trace,* | what-if,*)
        compopt -o filenames
        while IFS= read -r file; do COMPREPLY+=("$file"); done < <(
          compgen -f -X '!*.lake' -- "$word"
          compgen -d -- "$word"
        )
        return ;;
    esac
  fi
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$word")
}

complete -F _tarn tarn
