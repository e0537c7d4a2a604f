import { endpoints } from '@zuimei/contracts';
import { voteByApi } from './api-juror.js';
import { type ApiPerson } from './api-person.js';
import { readBadges } from './badges.js';

/**
 * A final round in which one juror liked one entry, so that there is no tie to run off;
 * counted and confirmed by a second person. Gives its id.
 */
export async function certifiedRound(
  origin: string,
  organizer: ApiPerson,
  second: ApiPerson,
  editionKey: string,
  liked: number,
): Promise<string> {
  const sitting = await organizer.call(endpoints.createSitting, {
    body: { editionKey, name: '第一场', venue: '东湖园区职工之家', heldOn: '2026-11-28' },
  });
  await organizer.call(endpoints.issuePasses, { params: { id: sitting.id }, body: { count: 1 } });
  const { id } = await organizer.call(endpoints.createRound, {
    params: { id: sitting.id },
    body: {
      name: '终评',
      method: { kind: 'approve', max: 2 },
      entryIds: null,
      plannedMinutes: 10,
      targetExposure: 10,
    },
  });
  const params = { id };
  await organizer.call(endpoints.prepareRound, { params });
  await organizer.call(endpoints.openRound, { params });
  const [badge] = readBadges(await organizer.document(`/v1/sittings/${sitting.id}/badges.pdf`));
  await voteByApi(origin, badge?.code ?? '', 'T-1', 1, {
    prefer: (number) => Math.abs(number - liked),
    shownMs: 9_000,
  });
  await organizer.call(endpoints.collectRound, { params });
  await organizer.call(endpoints.closeRound, { params, body: { confirmMissing: [] } });
  await organizer.call(endpoints.tallyRound, { params });
  await second.call(endpoints.certifyRound, { params });
  return id;
}
