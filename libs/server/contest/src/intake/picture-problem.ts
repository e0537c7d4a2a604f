import type { Problem, ProblemCode } from '@zuimei/contracts';
import type { RefusalFacts } from '@zuimei/imaging';

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

/** A refused picture as a problem: beside the measured facts the `limit` and the `actual` that its sentence names. */
export function pictureProblem(code: PictureCode, facts: RefusalFacts): Problem {
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
      default:
        return {};
    }
  };
  return { code, facts: { ...facts, ...sentence() } };
}
