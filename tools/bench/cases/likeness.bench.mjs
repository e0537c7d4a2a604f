// LIKENESS: how many copies of photos are found, and how many other photos are taken for them. One half of the drawn
// pictures is there to choose the threshold by, the other to report what it does.
import { NEAR } from '@zuimei/contest';
import { PALETTE_NAMES, scene, SCENE_NAMES } from '@zuimei/demo';
import { drawSvg } from '@zuimei/imaging';
// Measured where sharp may be imported, in the picture room.
import { likenessesOfAll, realPhotos } from '../../../libs/server/imaging/bench/likeness.mjs';

/** Pictures of each scene in each half. */
const ORDINARY = 12;
/** Further pictures with the scene, light and zoom of an ordinary one and another seed. */
const HARD = 4;
const PICTURE = { width: 720, height: 480 };
const THRESHOLDS = [0.8, 0.84, 0.86, 0.88, 0.9, 0.91, 0.92, 0.93, 0.94, 0.95, 0.96];
const LEAST_RECALL = 0.95;

export const id = 'LIKENESS';

export async function measure() {
  const drawn = shots();
  const originals = [];
  for (const shot of drawn) originals.push({ ...shot, bytes: await draw(shot) });
  const real = (await realPhotos()).map((photo) => ({ ...photo, part: 'real' }));
  if (real.length === 0) console.log('no shared corpus: left out the real photographs');
  const all = [...originals, ...real];
  const { copies, others } = await likenessesOfAll(all.map(({ name, bytes }) => ({ name, bytes })));
  const part = (wanted) => partOf(all, copies, others, wanted);
  const [choosing, reporting, photographs] = ['choosing', 'reporting', 'real'].map(part);
  const runs = [];
  for (const from of THRESHOLDS) {
    runs.push({ likenessFrom: from, choosing: choosing.at(from), reporting: reporting.at(from) });
    if (real.length > 0) runs.at(-1).real = photographs.at(from);
    console.log(JSON.stringify(runs.at(-1)));
  }
  const chosen = choosing.at(NEAR);
  const told = reporting.at(NEAR);
  const worst = reporting.worstKind(NEAR);
  const checks = [
    {
      name: `choosing half: ${chosen.falsePairs} of ${chosen.pairs} pairs and ${chosen.falseHardPairs} of ${chosen.hardPairs} hard ones taken for copies at ${NEAR}, recall ${chosen.recall}`,
      pass: chosen.falsePairs + chosen.falseHardPairs === 0 && chosen.recall >= LEAST_RECALL,
    },
    {
      name: `reporting half: ${told.falsePairs} of ${told.pairs} pairs taken for copies`,
      pass: told.falsePairs === 0,
    },
    {
      name: `reporting half, same scene, light and zoom, another seed: ${told.falseHardPairs} of ${told.hardPairs} pairs taken for copies`,
      pass: told.falseHardPairs === 0,
    },
    {
      name: `reporting half, worst of ${worst.kinds} kinds of copies: ${worst.kind}, ${worst.found} of ${worst.copies} found ≥ ${LEAST_RECALL}`,
      pass: worst.found >= LEAST_RECALL * worst.copies,
    },
  ];
  if (real.length > 0) {
    const { recall, copies: made, falsePairs, pairs } = photographs.at(NEAR);
    const missed = copies
      .filter(({ of, likeness }) => all[of].part === 'real' && likeness < NEAR)
      .map(({ of }) => all[of].name);
    checks.push({
      name: `${real.length} real photographs: recall ${recall} of ${made} copies (missed: ${[...new Set(missed)].join(', ') || 'none'}), ${falsePairs} of ${pairs} pairs taken for copies`,
      pass: recall >= LEAST_RECALL && falsePairs === 0,
    });
  }
  const hard = drawn.filter((shot) => shot.like !== undefined).length;
  return {
    name: `copies found among ${drawn.length} drawn pictures, ${hard} of them hard negatives`,
    ratio: told.recall,
    definition: `copies with a likeness from ${NEAR} to their original ÷ copies made, of the half that the threshold was not chosen by`,
    runs,
    checks,
  };
}

/** What is drawn: the half to choose by, then the other. `like`: the picture a hard negative was made after. */
function shots() {
  const out = [];
  for (const [h, part] of ['choosing', 'reporting'].entries()) {
    for (const [s, name] of SCENE_NAMES.entries()) {
      const first = out.length;
      for (let k = 0; k < ORDINARY; k++) {
        const palette = PALETTE_NAMES[(k + s) % PALETTE_NAMES.length];
        const zoom = 1 + (k + h / 2) / ORDINARY;
        out.push({ name, part, palette, zoom, seed: 1 + out.length, mirror: k % 3 === 1 });
      }
      for (let k = 0; k < HARD; k++) {
        const like = first + 3 * k;
        out.push({ ...out[like], seed: 1001 + out.length, like });
      }
    }
  }
  return out;
}

/** Without film grain: a sketch is too small to show it, and it would take most of the time. */
const draw = ({ name, palette, zoom, seed, mirror }) =>
  drawSvg(scene(name, { palette, zoom, seed, mirror, detail: 'thumb', ...PICTURE }), {
    ...PICTURE,
    format: 'jpeg',
    quality: 95,
  });

function partOf(all, copies, others, part) {
  const inPart = (i) => all[i].part === part;
  const mine = copies.filter(({ of }) => inPart(of));
  /** The better of both directions: whichever of the two comes later is looked for. */
  const pairs = new Map();
  for (const { of, other, likeness } of others) {
    if (!inPart(of) || !inPart(other)) continue;
    const key = `${Math.min(of, other)} ${Math.max(of, other)}`;
    pairs.set(key, Math.max(likeness, pairs.get(key) ?? 0));
  }
  const isHard = (key) => {
    const [one, other] = key.split(' ').map((i) => all[i]);
    return other.like !== undefined && all[other.like] === one;
  };
  const size = all.filter((one) => one.part === part).length;
  const hardPairs = all.filter((one) => one.part === part && one.like !== undefined).length;
  return {
    at(from) {
      const taken = [...pairs].filter(([, likeness]) => likeness >= from).map(([key]) => key);
      const falseHardPairs = taken.filter(isHard).length;
      return {
        recall: rounded(mine.filter(({ likeness }) => likeness >= from).length / mine.length),
        copies: mine.length,
        falsePairs: taken.length - falseHardPairs,
        pairs: (size * (size - 1)) / 2 - hardPairs,
        falseHardPairs,
        hardPairs,
      };
    },
    worstKind(from) {
      const kinds = new Map();
      for (const { kind, likeness } of mine) {
        const count = kinds.get(kind) ?? { kind, copies: 0, found: 0 };
        count.copies++;
        if (likeness >= from) count.found++;
        kinds.set(kind, count);
      }
      const [worst] = [...kinds.values()].sort((a, b) => a.found / a.copies - b.found / b.copies);
      return { ...worst, kinds: kinds.size };
    },
  };
}

const rounded = (share) => Math.round(share * 10_000) / 10_000;
