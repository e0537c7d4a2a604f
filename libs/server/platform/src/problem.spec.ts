import { PROBLEMS, type ProblemCode } from '@zuimei/contracts';
import { toProblemDocument } from './problem.js';

describe('toProblemDocument', () => {
  it('fills in the sentences and drops what is empty', () => {
    const document = toProblemDocument({ code: 'QUOTA_EXCEEDED', facts: { max: 5 } }, 'r-1');
    expect(document).toMatchObject({
      type: 'urn:zuimei:problem:quota-exceeded',
      status: 409,
      code: 'QUOTA_EXCEEDED',
      retryable: false,
      instance: 'urn:zuimei:request:r-1',
      facts: { max: 5 },
    });
    expect(document).not.toHaveProperty('errors');
    expect(toProblemDocument({ code: 'INTERNAL', facts: {}, errors: [] })).not.toHaveProperty('facts');
  });

  it('has a Chinese detail and an English title for every code', () => {
    for (const code of Object.keys(PROBLEMS) as ProblemCode[]) {
      const { title, detail } = toProblemDocument({ code });
      expect([code, /\p{Script=Han}/u.test(detail), /\p{Script=Han}/u.test(title)]).toEqual([code, true, false]);
    }
  });
});
