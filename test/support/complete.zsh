# Completes one line in an interactive zsh and prints what became of it: complete.zsh FOLDER LINE.
# FOLDER holds the completion function and takes what the shell says.
zmodload zsh/zpty
folder=$1
zpty shell zsh -f -i
zpty -w shell "stty -echo; PS1=; fpath=($folder \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell "setopt menu_complete; bindkey '^X' show; zle -N show"
zpty -w shell "show() { print -r -- \$BUFFER >$folder/line; BUFFER='print sho\"\"wn'; zle accept-line }"
zpty -w shell 'print rea""dy'
zpty -r shell output '*ready*'
zpty -w -n shell "$2"$'\t\x18'
zpty -r shell output '*shown*'
zpty -d shell
print -r -- "$(<$folder/line)"
