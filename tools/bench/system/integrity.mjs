// Whether rows, store and staging folder tell the same story once every photo is through.
import fs from 'node:fs';
import path from 'node:path';

const VARIANTS = 4;

/** Checks for `count` photos that were handed in and are processed. */
export async function integrity(installation, count) {
  const [{ photos, derivatives, moves }] = await installation.rows(
    `SELECT (SELECT count(*)::int FROM photos) AS photos,
            (SELECT count(*)::int FROM derivatives) AS derivatives,
            (SELECT count(*)::int FROM audit_events WHERE action = 'submission.processed') AS moves`,
  );
  const named = await installation.rows('SELECT original_key AS key FROM photos UNION SELECT key FROM derivatives');
  const kept = new Set(filesBelow(path.join(installation.home, 'objects')).filter((key) => !key.startsWith('.')));
  const missing = named.filter(({ key }) => !kept.delete(key)).length;
  return [
    { name: `${photos} of ${count} photos have a row`, pass: photos === count },
    {
      name: `${derivatives} derivatives, ${VARIANTS} a photo, none double`,
      pass: derivatives === count * VARIANTS,
    },
    { name: `${moves} photos became processed, each once`, pass: moves === count },
    { name: `${missing} rows point at nothing, ${kept.size} objects have no row`, pass: missing + kept.size === 0 },
  ];
}

/** Files that stand in the staging folder or were half written into the store, as paths in the installation's home. */
export const leftOver = (installation) =>
  ['staging', 'objects/.incoming'].flatMap((folder) =>
    filesBelow(path.join(installation.home, folder)).map((file) => path.join(installation.home, folder, file)),
  );

const filesBelow = (folder) =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    : [];
