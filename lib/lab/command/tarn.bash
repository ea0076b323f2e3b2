# SPDX-License-Identifier: MIT
#
# Completes the command line of tarn in bash.

_tarn ()
{
  local file word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='explain keys metrics operations options policies simulate --help --version'
  else
    case $before in
      --csv | --log) compopt -o default; return ;;
      --policy)
        compopt -o filenames
        while IFS= read -r file; do COMPREPLY+=("$file"); done < <(
          compgen -W "$("${COMP_WORDS[0]}" policies 2>/dev/null | sed -n 's/^preset  *\([^ ]*\).*/\1/p')" -- "$word"
          compgen -f -X '!*.so' -- "$word"
          compgen -d -- "$word"
        )
        return ;;
      --replication | --set) return ;;
    esac
    case ${COMP_WORDS[1]} in
      explain) words='--set --policy --replication --help' ;;
      keys) words='--help' ;;
      metrics) words='--help' ;;
      operations) words='--help' ;;
      options) words='--help' ;;
      policies) words='--help' ;;
      simulate) words='--set --policy --replication --log --csv --views --no-baselines --help' ;;
    esac
    case ${COMP_WORDS[1]},$word in
      *,-*) ;;
      policies,*) words=$("${COMP_WORDS[0]}" policies 2>/dev/null | sed -n '2,$s/^[a-z]*  *\([a-z0-9_]*\)  .*/\1/p' | sort -u) ;;
      explain,* | simulate,*)
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
