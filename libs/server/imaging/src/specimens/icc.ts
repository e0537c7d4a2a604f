/** The primaries of well-known colour spaces as a profile holds them: XYZ of red, green and blue, adapted to D50. */
const COLORANTS = {
  srgb: [
    [0.4360747, 0.2225045, 0.0139322],
    [0.3850649, 0.7168786, 0.0971045],
    [0.1430804, 0.0606169, 0.7141733],
  ],
  adobe: [
    [0.6097559, 0.3111242, 0.0194811],
    [0.2052401, 0.625656, 0.0608902],
    [0.149224, 0.0632197, 0.7448387],
  ],
  prophoto: [
    [0.7976749, 0.2880402, 0],
    [0.1351917, 0.7118741, 0],
    [0.0313534, 0.0000857, 0.82521],
  ],
} as const;

const WHITE = [0.9642, 1, 0.8249] as const;

/** An RGB display profile of three colorants and one power (ICC.1, version 2). */
export const rgbProfile = (space: keyof typeof COLORANTS, gamma: number): Buffer =>
  profile('RGB ', [
    ['wtpt', xyz(WHITE)],
    ['rXYZ', xyz(COLORANTS[space][0])],
    ['gXYZ', xyz(COLORANTS[space][1])],
    ['bXYZ', xyz(COLORANTS[space][2])],
    ['rTRC', power(gamma)],
    ['gTRC', power(gamma)],
    ['bTRC', power(gamma)],
  ]);

/** A grey profile of one power. */
export const greyProfile = (gamma: number): Buffer =>
  profile('GRAY', [
    ['wtpt', xyz(WHITE)],
    ['kTRC', power(gamma)],
  ]);

/** The APP2 payloads in which JPEG carries a profile, cut so that no part is longer than `most`. */
export function iccSegments(icc: Buffer, most = 65_000): Buffer[] {
  const parts = Math.ceil(icc.length / most);
  return Array.from({ length: parts }, (_, i) =>
    Buffer.concat([
      Buffer.from('ICC_PROFILE\0', 'latin1'),
      Buffer.from([i + 1, parts]),
      icc.subarray(i * most, (i + 1) * most),
    ]),
  );
}

function profile(space: string, tags: readonly (readonly [name: string, body: Buffer])[]): Buffer {
  const all = [['desc', described('specimen')], ['cprt', text('none')], ...tags] as const;
  const head = Buffer.alloc(128 + 4 + 12 * all.length);
  head.writeUInt32BE(0x02400000, 8);
  head.write(`mntr${space}XYZ `, 12, 'latin1');
  head.write('acsp', 36, 'latin1');
  WHITE.forEach((value, i) => head.writeInt32BE(Math.round(value * 65_536), 68 + 4 * i));
  head.writeUInt32BE(all.length, 128);
  let at = head.length;
  all.forEach(([name, body], i) => {
    head.write(name, 132 + 12 * i, 'latin1');
    head.writeUInt32BE(at, 136 + 12 * i);
    head.writeUInt32BE(body.length, 140 + 12 * i);
    at += body.length;
  });
  head.writeUInt32BE(at, 0);
  return Buffer.concat([head, ...all.map(([, body]) => body)]);
}

function tag(type: string, length: number): Buffer {
  const body = Buffer.alloc(4 * Math.ceil((8 + length) / 4));
  body.write(type, 'latin1');
  return body;
}

function xyz(values: readonly number[]): Buffer {
  const body = tag('XYZ ', 12);
  values.forEach((value, i) => body.writeInt32BE(Math.round(value * 65_536), 8 + 4 * i));
  return body;
}

function power(gamma: number): Buffer {
  const body = tag('curv', 6);
  body.writeUInt32BE(1, 8);
  body.writeUInt16BE(Math.round(gamma * 256), 12);
  return body;
}

function text(value: string): Buffer {
  const body = tag('text', value.length + 1);
  body.write(value, 8, 'latin1');
  return body;
}

/** textDescriptionType of version 2: the ASCII name, no Unicode and no Macintosh one. */
function described(name: string): Buffer {
  const body = tag('desc', 4 + name.length + 1 + 78);
  body.writeUInt32BE(name.length + 1, 8);
  body.write(name, 12, 'latin1');
  return body;
}
