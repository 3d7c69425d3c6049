# SPDX-License-Identifier: GPL-3.0-or-later
complete -c tempera -l fresh -d 'Start without the last session'
complete -c tempera -s h -l help -d 'Tell the options and end'
complete -c tempera -s v -l version -d 'Tell the version and end'
