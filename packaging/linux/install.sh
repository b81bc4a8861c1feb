#!/bin/sh
# Puts the bundle into ~/.local (or $PREFIX): the command, the menu entry, the icons. Your data is
# elsewhere and is never touched. "install.sh --remove" takes all of it away again; a copy of this
# file lies beside the installed program for that.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
installed=${here%/lib/triad-trainer}
[ "$installed" = "$here" ] && installed=$HOME/.local
prefix=${PREFIX:-$installed}
lib=$prefix/lib/triad-trainer
share=$prefix/share
entry=applications/triad-trainer.desktop

remove() {
    made=$(cat "$lib/folders-made" 2>/dev/null || true)
    rm -rf "$lib"
    rm -f "$prefix/bin/triad" "$share/man/man1/triad.1.gz" "$share/$entry" \
        "$share/metainfo/org.triadtrainer.TriadTrainer.metainfo.xml" \
        "$share/mime/packages/triad-trainer.xml"
    rm -rf "$share/doc/triad-trainer"
    find "$share/icons/hicolor" -name 'triad-trainer.*' -delete 2>/dev/null || true
    printf '%s\n' "$made" | while IFS= read -r each; do
        rmdir "$share/$each" 2>/dev/null || true
    done
    refresh
}

refresh() {
    quietly update-desktop-database "$share/applications"
    quietly update-mime-database "$share/mime"
    quietly gtk-update-icon-cache -q -t "$share/icons/hicolor"
}

# A desktop that has no such tool, or no such folder any more, needs none.
quietly() {
    if command -v "$1" >/dev/null 2>&1; then "$@" >/dev/null 2>&1 || true; fi
}

# Write the menu entry, which has to name the program by its whole path, quoted as the
# specification of desktop entries asks for.
write_entry() {
    quoted=$(printf '%s' "$lib/triad" |
        sed -e 's/\\/\\\\\\\\/g' -e 's/["$`]/\\\\&/g' -e 's/%/%%/g')
    while IFS= read -r line; do
        case $line in
            Exec=triad*) printf '%s\n' "Exec=\"$quoted\"${line#Exec=triad}" ;;
            *) printf '%s\n' "$line" ;;
        esac
    done <"$here/share/$entry" >"$share/$entry"
}

if [ "${1:-}" = --remove ]; then
    remove
    echo "Triad Trainer is gone; what you have learnt is still in your data folder."
    exit 0
fi
if [ "$here" = "$lib" ]; then
    echo "Triad Trainer is installed already; to take it away: $0 --remove" >&2
    exit 1
fi
rm -rf "$lib"
mkdir -p "$lib" "$prefix/bin" "$share"
(cd "$here/share" && find . -depth -mindepth 1 -type d) | while IFS= read -r each; do
    [ -d "$share/$each" ] || printf '%s\n' "$each"
done >"$lib/folders-made"
cp -a "$here/triad" "$here/_internal" "$here/LICENCES.txt" "$here/LICENSE" "$here/install.sh" "$lib/"
cp -a "$here/share/." "$share/"
ln -sf "$lib/triad" "$prefix/bin/triad"
write_entry
refresh
echo "Installed. Open Triad Trainer from the menu, or run: $prefix/bin/triad"
echo "To take it away again: $lib/install.sh --remove"
