import { ok, refuse, type Refusal, type Result } from '../result.js';
import { round9 } from './figures.js';
import type { Grade, GradeTable } from './grades/grade-table.js';

/** Ridge weights of the two-way fit. `drift: null` leaves drift out of the model. */
export interface TwoWayWeights {
  readonly quality: number;
  readonly juror: number;
  readonly drift: number | null;
}

/** The official weights: jurors' severity is free, so adding a constant to one juror's grades changes no rank. */
export const OFFICIAL_WEIGHTS: TwoWayWeights = { quality: 1, juror: 0, drift: 1 };

export interface TwoWayFit {
  /** Per entry, centred; NaN for an entry that nobody graded. */
  readonly quality: Float64Array;
}

/** The number of parts that jurors and graded entries fall into when a grade links its juror and its entry. */
export const gradeGraphParts = ({ entryCount, jurorCount, grades }: GradeTable): number => {
  const parent = Int32Array.from({ length: entryCount + jurorCount }, (_, i) => i);
  const find = (node: number): number => {
    let root = node;
    while (parent[root] !== root) root = parent[root] as number;
    while (parent[node] !== root) {
      const next = parent[node] as number;
      parent[node] = root;
      node = next;
    }
    return root;
  };
  const touched = new Set<number>();
  for (const { entry, juror } of grades) {
    touched.add(entryCount + juror).add(entry);
    parent[find(entry)] = find(entryCount + juror);
  }
  return new Set([...touched].map(find)).size;
};

/** Solves the symmetric positive definite system `m x = rhs` of size n (row-major, both overwritten) by Cholesky. */
const solve = (m: Float64Array, rhs: Float64Array): Float64Array => {
  const n = rhs.length;
  const get = (r: number, c: number): number => m[r * n + c] as number;
  for (let j = 0; j < n; j += 1) {
    for (let i = j; i < n; i += 1) {
      let sum = get(i, j);
      for (let k = 0; k < j; k += 1) sum -= get(i, k) * get(j, k);
      m[i * n + j] = i === j ? Math.sqrt(sum) : sum / get(j, j);
    }
  }
  for (let i = 0; i < n; i += 1) {
    let sum = rhs[i] as number;
    for (let k = 0; k < i; k += 1) sum -= get(i, k) * (rhs[k] as number);
    rhs[i] = sum / get(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    let sum = rhs[i] as number;
    for (let k = i + 1; k < n; k += 1) sum -= get(k, i) * (rhs[k] as number);
    rhs[i] = sum / get(i, i);
  }
  return rhs;
};

/**
 * Fits `grade = μ + quality_i + severity_j + drift_j · t` by least squares with ridge weights on quality, severity and
 * drift. Qualities are eliminated first, so the work grows with the cube of the jurors and not of the entries.
 * What the weights leave undetermined (a constant between μ, quality and severity) is fixed by centring qualities.
 * Refused where jurors and entries do not hang together: then the severities of two parts cannot be compared.
 */
export const fitTwoWay = (
  table: GradeTable,
  weights: TwoWayWeights,
): Result<TwoWayFit, Refusal<'GRAPH_NOT_CONNECTED'>> => {
  const parts = gradeGraphParts(table);
  if (parts > 1) return refuse('GRAPH_NOT_CONNECTED', { parts });
  const { entryCount, jurorCount, grades } = table;
  const { quality: ridgeQ, juror: ridgeA, drift: ridgeD } = weights;

  const hasMean = ridgeA > 0 && ridgeQ > 0;
  // With no weight at all one severity is the zero that the others are measured from.
  const pinned = ridgeA === 0 && ridgeQ === 0 ? 1 : 0;
  const firstJuror = Number(hasMean) - pinned;
  const firstDrift = firstJuror + jurorCount;
  const n = Math.max(0, firstDrift + (ridgeD === null ? 0 : jurorCount));

  const columnsOf = ({ juror, t }: Grade): [number, number][] => {
    const columns: [number, number][] = [];
    if (hasMean) columns.push([0, 1]);
    if (juror >= pinned) columns.push([firstJuror + juror, 1]);
    if (ridgeD !== null) columns.push([firstDrift + juror, t]);
    return columns;
  };

  const m = new Float64Array(n * n);
  const rhs = new Float64Array(n);
  const weightOf = new Float64Array(entryCount).fill(ridgeQ);
  const sumOf = new Float64Array(entryCount);
  const rowOf = new Map<number, Map<number, number>>();
  const add = (array: Float64Array, at: number, by: number): void => {
    array[at] = (array[at] as number) + by;
  };
  for (const grade of grades) {
    const columns = columnsOf(grade);
    const row = rowOf.get(grade.entry) ?? new Map<number, number>();
    rowOf.set(grade.entry, row);
    add(weightOf, grade.entry, 1);
    add(sumOf, grade.entry, grade.grade);
    for (const [a, va] of columns) {
      add(rhs, a, va * grade.grade);
      row.set(a, (row.get(a) ?? 0) + va);
      for (const [b, vb] of columns) add(m, a * n + b, va * vb);
    }
  }
  for (let j = pinned; j < jurorCount; j += 1) add(m, (firstJuror + j) * (n + 1), ridgeA);
  if (ridgeD !== null) for (let j = 0; j < jurorCount; j += 1) add(m, (firstDrift + j) * (n + 1), ridgeD);
  for (const [entry, row] of rowOf) {
    const weight = weightOf[entry] as number;
    for (const [a, va] of row) {
      add(rhs, a, (-va * (sumOf[entry] as number)) / weight);
      for (const [b, vb] of row) add(m, a * n + b, (-va * vb) / weight);
    }
  }
  const x = solve(m, rhs);
  const quality = new Float64Array(entryCount).fill(NaN);
  let total = 0;
  for (const [entry, row] of rowOf) {
    let rest = sumOf[entry] as number;
    for (const [a, va] of row) rest -= va * (x[a] as number);
    quality[entry] = rest / (weightOf[entry] as number);
    total += quality[entry];
  }
  const centre = ridgeQ === 0 ? total / rowOf.size : 0;
  return ok({ quality: quality.map((value) => round9(value - centre)) });
};
