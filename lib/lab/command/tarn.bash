# SPDX-License-Identifier: MIT
#
# Completes the command line of tarn in bash.

_tarn ()
{
  local file word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='explain keys metrics operations options simulate --help --version'
  else
    case $before in
      --csv | --log) compopt -o default; return ;;
      --replication | --set) return ;;
    esac
    case ${COMP_WORDS[1]} in
      explain) words='--set --replication --help' ;;
      keys) words='--help' ;;
      metrics) words='--help' ;;
      operations) words='--help' ;;
      options) words='--help' ;;
      simulate) words='--set --replication --log --csv --views --help' ;;
    esac
    case ${COMP_WORDS[1]},$word in
      *,-*) ;;
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
