import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { problemText } from '@zuimei/glossary';
import { DerivePool, type Verdict, inspectAndDerive } from '@zuimei/imaging';
import { type Command, UsageError } from '../command.js';

export const inspect: Command = {
  name: 'inspect',
  usage: 'inspect FILE… [--json] [--out DIR] [--min-side PX]',
  about: 'Says of pictures what the intake would say, by the very code of the worker; --out keeps the derivatives.',
  options: { json: { type: 'boolean', default: false }, out: { type: 'string' }, 'min-side': { type: 'string' } },
  async run({ values, positionals, say, complain }) {
    if (positionals.length === 0) throw new UsageError('name at least one file');
    const minShortSide = values['min-side'] === undefined ? undefined : Number(values['min-side']);
    if (minShortSide !== undefined && !(Number.isInteger(minShortSide) && minShortSide > 0))
      throw new UsageError('--min-side takes a whole number of pixels');
    const out = values.out === undefined ? undefined : path.resolve(String(values.out));
    const pool = new DerivePool({ size: 1 });
    let refused = false;
    try {
      for (const file of positionals) {
        if (!fs.existsSync(file)) {
          complain(`zuimei inspect: there is no file ${file}`);
          refused = true;
          continue;
        }
        const outDir = out && path.join(out, folderNameFor(file));
        if (outDir) fs.mkdirSync(outDir, { recursive: true });
        const verdict = await inspectAndDerive(file, pool, {
          ...(outDir ? { outDir } : {}),
          ...(minShortSide ? { rules: { minShortSide } } : {}),
        });
        refused ||= !verdict.accepted;
        say(values.json ? JSON.stringify(asJson(file, verdict, outDir)) : asText(file, verdict));
      }
    } finally {
      await pool.close();
    }
    return refused ? 1 : 0;
  },
};

/** A folder a file: names are the user's, so only what is harmless in them is kept. */
const folderNameFor = (file: string) =>
  path
    .basename(file)
    .replace(/[^\w.-]+/g, '_')
    .replace(/^\.+/, '') || randomUUID();

function asJson(file: string, verdict: Verdict, outDir: string | undefined) {
  if (!verdict.accepted)
    return {
      file,
      accepted: false,
      code: verdict.code,
      message: problemText(verdict.code, verdict.facts),
      facts: verdict.facts,
    };
  const { type, mime, bytes, facts } = verdict.inspection;
  const { width, height, thumbhash, phash, sha256, decoder, derivatives } = verdict.derived;
  return {
    file,
    accepted: true,
    type,
    width,
    height,
    mime,
    bytes,
    sha256,
    thumbhash,
    phash,
    decoder,
    facts,
    derivatives: derivatives.map((d) => ({ ...d, path: outDir ? d.path : undefined })),
  };
}

function asText(file: string, verdict: Verdict): string {
  if (!verdict.accepted) return `${file}: ${verdict.code}  ${problemText(verdict.code, verdict.facts)}`;
  const { width, height, derivatives } = verdict.derived;
  return `${file}: ${verdict.inspection.type} ${width}×${height}, ${derivatives.map((d) => `${d.variant} ${d.width}×${d.height} ${Math.round(d.bytes / 1024)} KiB`).join(', ')}`;
}
