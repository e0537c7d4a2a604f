import type { Problem, ProblemCode } from '@zuimei/contracts';
import type { PhotoType } from '@zuimei/domain';
import { PHOTO_TYPE_LABELS } from '@zuimei/glossary';
import type { BrokenRule, RefusalFacts } from '@zuimei/imaging';

type PictureCode = Extract<
  ProblemCode,
  | 'EMPTY'
  | 'UNSUPPORTED_TYPE'
  | 'CORRUPT'
  | 'TOO_MANY_PIXELS'
  | 'TOO_SMALL'
  | 'TOO_LARGE'
  | 'BAD_ASPECT'
  | 'ANIMATED'
  | 'TOO_COMPLEX'
>;

/** A refused picture as one problem: that of the first broken rule, with every broken one in `errors`. */
export function pictureProblems(broken: readonly BrokenRule[], types: readonly PhotoType[]): Problem {
  const problems = broken.map(({ code, facts }) => pictureProblem(code, facts, types));
  const [first] = problems;
  if (!first) throw new Error('a picture was refused without a reason');
  return allAtOnce([first, ...problems.slice(1)], '/file');
}

/** The first problem, with every one of them in `errors`. */
export const allAtOnce = ([first, ...others]: readonly [Problem, ...Problem[]], pointer: string): Problem => ({
  ...first,
  errors: [first, ...others].map(({ code, facts }) => ({ pointer, code, ...(facts ? { facts } : {}) })),
});

/** A refused picture as a problem: beside the measured facts the `limit` and the `actual` that its sentence names. */
export function pictureProblem(code: PictureCode, facts: RefusalFacts, types: readonly PhotoType[]): Problem {
  const number = (name: string): number => Number(facts[name] ?? 0);
  const sentence = (): Record<string, unknown> => {
    switch (code) {
      case 'TOO_LARGE':
        return { limit: facts.maxBytes, actual: facts.bytes };
      case 'TOO_SMALL':
        return { limit: facts.minShortSide, actual: Math.min(number('width'), number('height')) };
      case 'TOO_MANY_PIXELS':
        return facts.maxSide === undefined
          ? { limit: facts.maxPixels, actual: number('width') * number('height') }
          : { limit: facts.maxSide, actual: Math.max(number('width'), number('height')) };
      case 'BAD_ASPECT':
        return { limit: facts.maxAspect };
      case 'UNSUPPORTED_TYPE':
        return { accepted: types.map((type) => PHOTO_TYPE_LABELS[type].zh) };
      default:
        return {};
    }
  };
  return { code, facts: { ...facts, ...sentence() } };
}
