#!/usr/bin/env bash
# Puts soleus on the path of the steps that follow: the binary of release VERSION of REPOSITORY, if its sum
# is that of the release's list, else one that is built from the source beside this file.
set -euo pipefail

bin=$RUNNER_TEMP/soleus-bin
mkdir -p "$bin"
echo "$bin" >> "$GITHUB_PATH"

target() {
    case $RUNNER_OS-$RUNNER_ARCH in
        Linux-X64) echo x86_64-unknown-linux-musl ;;
        Linux-ARM64) echo aarch64-unknown-linux-musl ;;
        macOS-X64) echo x86_64-apple-darwin ;;
        macOS-ARM64) echo aarch64-apple-darwin ;;
        Windows-X64) echo x86_64-pc-windows-msvc ;;
        *) return 1 ;;
    esac
}

sum() {
    if command -v sha256sum > /dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# 1: there is no such release. Other than by its sum, a download is never trusted.
download() {
    local release=$GITHUB_SERVER_URL/$REPOSITORY/releases/download/$VERSION folder file expected
    [[ $VERSION == v[0-9]* && -n $REPOSITORY ]] && file=soleus-$(target).tar.gz || return 1
    folder=$(mktemp -d "$RUNNER_TEMP/soleus-XXXXXX")
    for name in SHA256SUMS "$file"; do
        curl --fail --silent --show-error --location --retry 3 --output "$folder/$name" "$release/$name" || return 1
    done
    expected=$(awk -v file="$file" '$2 == file || $2 == "*" file { print $1 }' "$folder/SHA256SUMS")
    if [[ $(sum "$folder/$file") != "$expected" ]]; then
        echo "::error::$file of $VERSION is not what its release says it is"
        exit 1
    fi
    tar -C "$folder" -xzf "$folder/$file"
    cp "$folder"/soleus/soleus* "$bin/"
}

if ! download; then
    echo "There is no release ${VERSION:-of that name} for this system, so soleus is built."
    cargo install --locked --root "$RUNNER_TEMP/soleus-built" --path "$GITHUB_ACTION_PATH/../../.."
    cp "$RUNNER_TEMP"/soleus-built/bin/soleus* "$bin/"
fi
"$bin/soleus" --version
