/** The text that every case folder carries: how to read it without Postquem. */
export function readMeFirst(title: string): string {
  return `${title}

This folder is one Postquem case. Copying the folder copies the case. It can be read without Postquem:

originals/     The evidentiary copies, byte for byte as received. Each file is named by the SHA-256 digest of
               its content, under a folder of the first two digits. To check one:
                   sha256sum originals/ab/abcd...      must print the file's own name
               All of them, from inside this folder:
                   find originals -type f | while read -r f; do
                     printf '%s  %s\\n' "$(basename "$f")" "$f"; done | sha256sum --check --quiet

case.sqlite    The record, an SQLite 3 database. The table "log_entry" is the custody log: one act per row, in
               order, as JSON text in the column "bytes". To read it:
                   sqlite3 case.sqlite "SELECT seq, CAST(bytes AS TEXT) FROM log_entry ORDER BY seq"
               The column "leaf" is SHA-256 over a zero byte and those bytes (RFC 6962, section 2.1). Every
               other table can be made again from the log and the files. Names as received stand in "receipt".

checkpoint     The newest signed state of the log: its name, how many entries, the root of the tree over them, and a
               signature by the log's key (C2SP tlog-checkpoint). Give copies of it away: with one in other hands,
               nothing that it covers can be changed without their noticing.

derivatives/   What tools made from the items: their reports, keyframe indexes and pictures, named by SHA-256.
keys/          The signing keys: age-encrypted PEM files (age -d, then openssl pkey), or bare PEM where a
               passphrase was declined. Keep a copy elsewhere, and keep it secret.
incoming/      Files that were being copied. It may be emptied at any time; nothing here counts as kept.
writer.lock    Held while Postquem writes; "writer.owner" says by whom. Both may be deleted when it does not run.

Do not edit anything in here. A changed file no longer has its digest, and a changed row no longer follows from
the log.
`;
}
