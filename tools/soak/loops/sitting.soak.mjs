// A whole sitting through the public API: jurors check in with their badges and vote; it is closed, counted, certified by a
// second person, published and exported. Nothing is told before it may be, both verifiers agree on what was published,
// and every one of its mutations is found by both.
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { endpoints } from '@zuimei/contracts';
import { answersMessage, canonicalJson, completeMessage, seededRandom, verifyBundleFile } from '@zuimei/domain';
import { JudgingKeys, SoftDevice } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { loadConfig, openKeystore } from '@zuimei/platform';
import { addStaff } from '../../../apps/cli/dist/add-staff.js';
import { withDatabase } from '../../../apps/cli/dist/database-context.js';
import { ApiSession } from '../../../apps/cli/dist/demo/api-session.js';
import { decodeUtf8, sha256, verifySignature } from '../../../apps/cli/dist/hash.js';
import { newSigner } from '../../../apps/cli/dist/verifiers/bundles.fixture.js';
import { damageOf, editsOf } from '../../../apps/cli/dist/verifiers/mutations.fixture.js';
import { pageVerifier } from '../../../apps/cli/dist/verifiers/page.fixture.js';
import { writeGallery } from '../../bench/system/gallery-rows.mjs';
import { Installation } from '../../bench/system/installation.mjs';
import { found, walk } from '../walk.mjs';

const run = promisify(execFile);
const CLI = path.resolve(import.meta.dirname, '../../../apps/cli/dist/main.js');

const PROFILES = {
  short: { jurors: 30, entries: 45, decks: 1, flips: 20, least: 50 },
  whole: { jurors: 200, entries: 120, decks: 2, flips: 180, least: 200 },
};
const KEY = '2026-01';
const AT_ONCE = 16;
const PICKS = 3;

/** What stands in the rows and must be in no payload of a juror. */
const MARKS = /MARKED-[a-z]+/;
/** Members that say whose an entry is or how it stands, unless they are empty. */
const TOLD =
  /"(maker|author|authorId|displayName|company|story|picks|exposures|rate|low|high|rank|tally)":(?!null|""|\[\])/;
/** Members that say how an entry stands. */
const STANDING = /"(picks|rate|low|high|rank)":(?!null|\[\])/;

/** Who is dealt what is another draw in every installation, and so may be a tie: here none has to wait for the room. */
const SETTLED_WITHOUT_A_RUN_OFF = `
  UPDATE editions SET rules = '{"tieLadder": ["primary", "head-to-head", "distinct-jurors", "shared"]}' WHERE key = '${KEY}'`;

const MARKED = [
  `UPDATE authors SET display_name = 'MARKED-author', company = 'MARKED-company ' || (right(phone_tail, 1)::int % 5)`,
  `UPDATE submissions SET story = 'MARKED-story', place = 'MARKED-place'`,
];

export async function soak({ short, random, say }) {
  const profile = PROFILES[short ? 'short' : 'whole'];
  const installation = await Installation.open('soak-sitting');
  try {
    await writeGallery(installation.ownerUrl, { key: KEY, entries: profile.entries, published: false });
    await withClient(installation.ownerUrl, async (client) => {
      for (const statement of [...MARKED, SETTLED_WITHOUT_A_RUN_OFF]) await client.query(statement);
    });
    await installation.start('api');
    const hall = await openHall(installation, profile);
    const jurors = await voteAll(hall, profile, random, say);
    const known = await idsOf(installation, hall);
    const checks = [
      ...(await nothingTold(hall, jurors[0], known, 'while the round is open')),
      ...(await countAndPublish(hall, jurors[0], known, say)),
    ];
    const files = await exported(installation);
    say('published and exported');
    return [...checks, ...(await verified(hall, files)), ...mutationsFound(files, profile, say)];
  } finally {
    await installation.close();
  }
}

async function openHall(installation, { jurors }) {
  const staff = {};
  for (const [name, role] of [
    ['organizer', 'organizer'],
    ['second', 'organizer'],
    ['host', 'host'],
    ['moderator', 'moderator'],
  ]) {
    const member = { login: name, displayName: name, role, password: randomUUID() };
    await withDatabase(installation.apiUrl, (context) => addStaff(context, member));
    staff[name] = new ApiSession(installation.origin);
    await staff[name].call(endpoints.createStaffSession, { body: { login: name, password: member.password } });
  }
  const sitting = await staff.organizer.call(endpoints.createSitting, {
    body: { editionKey: KEY, name: '一月期评审会', venue: '礼堂', heldOn: '2026-01-28' },
  });
  const { items: passes } = await staff.organizer.call(endpoints.issuePasses, {
    params: { id: sitting.id },
    body: { count: jurors, holders: [] },
  });
  const round = await staff.organizer.call(endpoints.createRound, {
    params: { id: sitting.id },
    body: {
      name: '终评',
      method: { kind: 'grid', size: 9, picks: PICKS },
      entryIds: null,
      plannedMinutes: 25,
      targetExposure: 40,
    },
  });
  const params = { id: round.id };
  await staff.organizer.call(endpoints.prepareRound, { params });
  await staff.host.call(endpoints.openRound, { params });
  return { installation, staff, sitting, passes, params };
}

/** Everybody votes; small numbers are liked better. Gives the jurors' sessions and all that was said to them. */
async function voteAll({ installation, passes }, { decks }, random, say) {
  const keys = new JudgingKeys(openKeystore(loadConfig({ ZUIMEI_HOME: installation.home })));
  const jurors = [];
  const waiting = [...passes];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let pass; (pass = waiting.shift());) {
        const session = new ApiSession(installation.origin);
        const device = new SoftDevice();
        const said = new Map();
        const seat = await session.call(endpoints.checkIn, {
          body: {
            pass: { passId: pass.id, secret: keys.secret(pass.id, 0) },
            device: { id: randomUUID(), name: `T-${pass.alias}`.slice(0, 20), publicKey: device.publicKey },
          },
        });
        said.set('check-in', JSON.stringify(seat));
        const roundId = seat.round.id;
        for (let deck = 0, last = false; deck < decks && !last; deck++) {
          const dealt = await session.call(endpoints.leaseDeck, { body: {} });
          const answers = dealt.screens.map((screen) => answerOf(screen, random));
          const signature = device.sign(answersMessage(seat.seatId, roundId, answers));
          const taken = await session.call(endpoints.submitAnswers, { body: { roundId, answers, signature } });
          said.set(`deck ${deck}`, JSON.stringify(dealt)).set(`answers ${deck}`, JSON.stringify(taken));
          ({ last } = dealt);
        }
        // The first one stays seated: their session is what the walk is made with.
        if (jurors.length > 0) {
          const receiptNonce = randomBytes(16).toString('hex');
          const signature = device.sign(completeMessage(seat.seatId, roundId, receiptNonce));
          await session.call(endpoints.completeBallot, { body: { roundId, receiptNonce, signature } });
        }
        jurors.push({ session, said });
        if (jurors.length % 50 === 0) say(`${jurors.length} jurors have voted`);
      }
    }),
  );
  return jurors;
}

const answerOf = ({ id, entries }, random) => ({
  id: randomUUID(),
  screenId: id,
  revision: 1,
  answer: {
    kind: 'picks',
    picks: entries
      .map(({ entryId, number }) => ({ entryId, liked: number + 40 * random() }))
      .sort((a, b) => a.liked - b.liked)
      .slice(0, PICKS)
      .map(({ entryId }) => entryId),
  },
  shownMs: 8_000 + Math.floor(random() * 30_000),
});

async function idsOf(installation, { params, sitting, passes }) {
  const entries = await installation.rows('SELECT id FROM entries ORDER BY number LIMIT 2');
  return { key: KEY, ids: [params.id, sitting.id, passes[0].id, ...entries.map(({ id }) => id)] };
}

/** What a juror's session, and one of nobody, can fetch. */
async function nothingTold({ installation }, { session, said }, known, when) {
  const theirs = await walk(session, known);
  const anybodys = await walk(new ApiSession(installation.origin), known);
  const seat = theirs.get('/v1/seats/current') ?? '';
  const told = [said, theirs, anybodys].flatMap((bodies) => [...found(bodies, MARKS), ...found(bodies, TOLD)]);
  return [
    { name: `the juror is seated ${when}`, pass: seat.startsWith('200') },
    {
      name: `${theirs.size} answers to a juror ${when} hold no author, company, story, total or rank ${told.slice(0, 5).join(' ')}`,
      pass: told.length === 0,
    },
  ];
}

async function countAndPublish(hall, juror, known, say) {
  const { staff, params } = hall;
  const hidden = async (when, who) => {
    const seen = [];
    for (const name of who)
      for (const where of found(await walk(staff[name], known), STANDING)) seen.push(`${name} ${where}`);
    return { name: `no role sees how entries stand ${when} ${seen.slice(0, 5).join(' ')}`, pass: seen.length === 0 };
  };
  const checks = [await hidden('while the round is open', ['organizer', 'second', 'host', 'moderator'])];
  await staff.host.call(endpoints.collectRound, { params });
  await staff.host.call(endpoints.closeRound, { params, body: { confirmMissing: await outstanding(hall) } });
  checks.push(await hidden('before the count', ['organizer', 'second', 'host', 'moderator']));
  await staff.organizer.call(endpoints.tallyRound, { params });
  // Whoever certifies has to see what they certify; nobody else does.
  checks.push(await hidden('before the certificate', ['host', 'moderator']));
  checks.push(...(await nothingTold(hall, juror, known, 'once it is counted')));
  const same = await staff.organizer.call(endpoints.certifyRound, { params }).then(
    () => 'certified',
    ({ problem }) => problem.code,
  );
  checks.push({ name: `the same person cannot certify: ${same}`, pass: same === 'SECOND_PERSON_REQUIRED' });
  await staff.second.call(endpoints.certifyRound, { params });
  checks.push(...(await nothingTold(hall, juror, known, 'once it is certified')));
  const published = await staff.organizer.call(endpoints.publishRound, { params });
  say(`${published.state}`);
  return checks;
}

/** Names of tablets that are still out, as the host sees and confirms them. */
async function outstanding({ staff, params }) {
  const { tablets = [] } = await staff.host.call(endpoints.getRoundProgress, { params });
  return tablets.map(({ name }) => name);
}

async function exported({ home }) {
  const [bundle, observers] = ['bundle.json', 'observers.json'].map((name) => path.join(home, name));
  const env = { PATH: process.env.PATH, ZUIMEI_HOME: home, LOG_LEVEL: 'warn' };
  await run(process.execPath, [CLI, 'export', KEY, '--out', bundle, '--observers', observers], { env });
  return { bundle, observers, bytes: fs.readFileSync(bundle) };
}

async function verified({ installation, params }, { bundle, observers, bytes }) {
  const { publicKey, fingerprint } = await new ApiSession(installation.origin).call(endpoints.getLedgerKey, {});
  const { stdout } = await run(process.execPath, [
    CLI,
    'verify',
    bundle,
    '--observers',
    observers,
    '--key',
    fingerprint,
    '--json',
  ]);
  const ours = JSON.parse(stdout);
  const page = pageVerifier().verify(bytes, publicKey);
  const { tally } = JSON.parse(bytes);
  const fetched = await fetch(new URL(`/v1/rounds/${params.id}/bundle.json`, installation.origin));
  const failed = [...ours.checks, ...page.checks].filter(({ passed }) => !passed).map(({ name }) => name);
  return [
    {
      name: `zuimei verify: ${ours.checks.length} checks, observers' package included ${failed.join()}`,
      pass: ours.passed,
    },
    { name: `the page: ${page.checks.length} checks`, pass: page.passed },
    {
      name: 'both count the same',
      pass: canonicalJson(JSON.parse(JSON.stringify(page.tally))) === canonicalJson(tally),
    },
    { name: 'what is served is what was exported', pass: Buffer.from(await fetched.arrayBuffer()).equals(bytes) },
  ];
}

function mutationsFound({ bytes }, { flips, least }, say) {
  const bundle = JSON.parse(bytes);
  const { publicKey } = bundle.head;
  const draw = seededRandom('the mutations of a sitting');
  const page = pageVerifier();
  const missed = [];
  let tried = 0;
  for (const { what, found: by, bytes: bad } of [
    ...editsOf(bundle, newSigner(), draw),
    ...damageOf(bundle, draw, flips),
  ]) {
    tried += 1;
    const ours = verifyBundleFile(bad, decodeUtf8, { sha256, verifySignature, trustedKey: publicKey }).checks;
    for (const [who, checks] of [
      ['zuimei verify', ours],
      ['the page', page.verify(bad, publicKey).checks],
    ]) {
      if (!checks.some(({ name, passed }) => !passed && by.includes(name))) missed.push(`${who}: ${what}`);
    }
    if (tried % 50 === 0) say(`${tried} mutations`);
  }
  return [
    {
      name: `${tried} mutations, all found by both ${missed.slice(0, 3).join(' ')}`,
      pass: missed.length === 0 && tried >= least,
    },
  ];
}
