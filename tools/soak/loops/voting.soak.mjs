// A hall votes while its system breaks: the api is killed, replies are lost, everything comes three times, the database
// crashes, the power goes. Every answer that was made stands in the ledger once, and the chain holds.
import { setTimeout as pause } from 'node:timers/promises';
import { withClient } from '@zuimei/persistence';
import {
  checkAcknowledged,
  deliver,
  ledgerChecks,
  nextAnswerSet,
  openConnections,
} from '../../bench/system/answer-sets.mjs';
import { writeGallery } from '../../bench/system/gallery-rows.mjs';
import { writeSeats } from '../../bench/system/hall-rows.mjs';
import { Installation } from '../../bench/system/installation.mjs';
import { writeRound } from '../../bench/system/round-rows.mjs';
import { PatientTablet } from '../patient-tablet.mjs';
import { ReplyCutter } from '../reply-cutter.mjs';

const PROFILES = {
  short: { seats: 12, screensEach: 200, kills: 2, lost: 20, thrice: 60, crashes: 1, powerCuts: 1 },
  whole: { seats: 40, screensEach: 2_000, kills: 20, lost: 200, thrice: 1_000, crashes: 5, powerCuts: 3 },
};
const MOST_MARKS = 4;
const CONNECTIONS = 16;

export async function soak({ short, random, say }) {
  const profile = PROFILES[short ? 'short' : 'whole'];
  const installation = await Installation.open('soak-votes');
  try {
    await writeGallery(installation.ownerUrl, { key: '2026-01', entries: 200 });
    const { roundId, seats } = await withClient(installation.ownerUrl, async (client) => {
      const roundId = await writeRound(client);
      const { seats: count, screensEach } = profile;
      return {
        roundId,
        seats: await writeSeats(client, { home: installation.home, roundId, seats: count, screensEach }),
      };
    });
    await installation.start('api');
    const hall = { installation, seats, random, say, made: [] };
    const checks = [
      await killed(hall, profile.kills),
      await repliesLost(hall, profile.lost),
      await thriceInAnyOrder(hall, profile.thrice),
      await databaseCrashes(hall, profile.crashes),
      await powerCuts(hall, profile.powerCuts),
      ...(await ledgerChecks(installation.ownerUrl, roundId, hall.made)),
    ];
    const [{ stored }] = await installation.rows('SELECT count(*)::int AS stored FROM answers WHERE round_id = $1', [
      roundId,
    ]);
    const [{ counted }] = await installation.rows(
      'SELECT sum(exposures)::int AS counted FROM round_entries WHERE round_id = $1',
      [roundId],
    );
    const perScreen = 9;
    return [
      ...checks,
      { name: `${stored} answers are stored, ${hall.made.length} were made`, pass: stored === hall.made.length },
      { name: `each counts once for the exposure of its entries`, pass: counted === stored * perScreen },
    ];
  } finally {
    await installation.close();
  }
}

/** Everybody votes until the trouble is over; then what is still under way comes to its end. */
async function voteDuring(hall, trouble, origin = hall.installation.origin) {
  const tablets = hall.seats.map((seat) => new PatientTablet(seat, origin));
  let over = false;
  try {
    const voting = Promise.all(
      tablets.map(async (tablet) => {
        while (!over && tablet.screensLeft > 0) {
          await tablet.vote(1 + Math.floor(hall.random() * MOST_MARKS));
          await pause(hall.random() * 60);
        }
      }),
    );
    await Promise.race([trouble().finally(() => (over = true)), voting.then(() => new Promise(() => {}))]);
    await voting;
  } finally {
    over = true;
    for (const tablet of tablets) tablet.close();
  }
  hall.made.push(...tablets.flatMap(({ acknowledged }) => acknowledged));
  const sum = (name) => tablets.reduce((total, tablet) => total + tablet[name], 0);
  return { again: sum('again'), duplicates: sum('duplicates') };
}

async function killed(hall, kills) {
  const { installation, random, say } = hall;
  const { again, duplicates } = await voteDuring(hall, async () => {
    for (let kill = 1; kill <= kills; kill++) {
      await pause(100 + random() * 400);
      await installation.kill('api');
      await installation.start('api');
      say(`kill ${kill} of ${kills}`);
    }
    await pause(200);
  });
  return {
    name: `the api was killed ${kills} times: ${again} deliveries made again, ${duplicates} answers had arrived already`,
    pass: again >= kills,
  };
}

async function repliesLost(hall, lost) {
  const { installation, random, say } = hall;
  const wanted = () => cutter.cut < lost && random() < 0.3;
  const cutter = await ReplyCutter.open(installation.origin, wanted);
  try {
    const { duplicates } = await voteDuring(
      hall,
      () => installation.until('enough lost replies', () => cutter.cut >= lost, 5 * 60_000, 20),
      cutter.origin,
    );
    say(`${cutter.cut} replies lost`);
    return {
      name: `${cutter.cut} replies were lost after the commit: ${duplicates} answers came again and stand once`,
      pass: cutter.cut === lost && duplicates >= lost,
    };
  } finally {
    cutter.close();
  }
}

async function thriceInAnyOrder(hall, count) {
  const { installation, seats, random, say, made } = hall;
  const { host } = new URL(installation.origin);
  const sets = [];
  for (let i = 0; i < count; i++) {
    const seat = seats[i % seats.length];
    sets.push(nextAnswerSet(seat, Math.min(1 + Math.floor(random() * MOST_MARKS), seat.screens.length), host));
  }
  const deliveries = sets.flatMap((set) => [1, 2, 3].map(() => ({ ...set })));
  for (let i = deliveries.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [deliveries[i], deliveries[j]] = [deliveries[j], deliveries[i]];
  }
  const connections = await openConnections(installation.origin, CONNECTIONS);
  await deliver(connections, deliveries);
  for (const connection of connections) connection.close();
  const accepted = new Map();
  for (const { ids, reply } of deliveries) {
    checkAcknowledged(ids, reply, ['accepted', 'duplicate']);
    for (const { id, status } of JSON.parse(reply.body).results) {
      if (status === 'accepted') accepted.set(id, (accepted.get(id) ?? 0) + 1);
    }
  }
  const ids = sets.flatMap((set) => set.ids);
  made.push(...ids);
  say(`${sets.length} sets delivered three times`);
  return {
    name: `${sets.length} sets came three times in random order: each answer was accepted once`,
    pass: ids.every((id) => accepted.get(id) === 1),
  };
}

async function databaseCrashes(hall, crashes) {
  const { installation, random, say } = hall;
  const { again } = await voteDuring(hall, async () => {
    for (let crash = 1; crash <= crashes; crash++) {
      await pause(100 + random() * 400);
      await installation.crashDatabase();
      say(`crash ${crash} of ${crashes} of the database`);
    }
    await pause(500);
  });
  return { name: `the database crashed ${crashes} times: ${again} deliveries made again`, pass: again >= crashes };
}

async function powerCuts(hall, cuts) {
  const { installation, random, say } = hall;
  const { again } = await voteDuring(hall, async () => {
    for (let cut = 1; cut <= cuts; cut++) {
      await pause(100 + random() * 400);
      await installation.powerCut();
      say(`power cut ${cut} of ${cuts}`);
    }
    await pause(300);
  });
  return { name: `the power went ${cuts} times: ${again} deliveries made again`, pass: again >= cuts };
}
