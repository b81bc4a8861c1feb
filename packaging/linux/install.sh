#!/bin/sh
# Puts the bundle into ~/.local (or $PREFIX): the command, the menu entry, the icons. Your data is
# elsewhere and is never touched. "install.sh --remove" takes all of it away again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-"$HOME/.local"}
lib=$prefix/lib/triad-trainer
share=$prefix/share

remove() {
    rm -rf "$lib"
    rm -f "$prefix/bin/triad" "$share/man/man1/triad.1.gz" \
        "$share/applications/triad-trainer.desktop" \
        "$share/metainfo/org.triadtrainer.TriadTrainer.metainfo.xml" \
        "$share/mime/packages/triad-trainer.xml"
    find "$share/icons/hicolor" -name 'triad-trainer.*' -delete 2>/dev/null || true
    refresh
}

refresh() {
    for each in "update-desktop-database $share/applications" \
        "update-mime-database $share/mime" "gtk-update-icon-cache -q -t $share/icons/hicolor"; do
        if command -v "${each%% *}" >/dev/null 2>&1; then $each >/dev/null 2>&1 || true; fi
    done
}

if [ "${1:-}" = --remove ]; then
    remove
    echo "Triad Trainer is gone; what you have learnt is still in your data folder."
    exit 0
fi
rm -rf "$lib"
mkdir -p "$lib" "$prefix/bin" "$share"
cp -a "$here/triad" "$here/_internal" "$here/LICENCES.txt" "$here/LICENSE" "$lib/"
cp -a "$here/share/." "$share/"
ln -sf "$lib/triad" "$prefix/bin/triad"
sed -i "s|^Exec=triad|Exec=\"$lib/triad\"|" "$share/applications/triad-trainer.desktop"
refresh
echo "Installed. Open Triad Trainer from the menu, or run: $prefix/bin/triad"
