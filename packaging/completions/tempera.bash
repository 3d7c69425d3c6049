# bash completion of tempera; SPDX-License-Identifier: GPL-3.0-or-later
_tempera() {
    if [[ $2 == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "--fresh --help --version" -- "$2")
    else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$2")
    fi
}

complete -F _tempera tempera
