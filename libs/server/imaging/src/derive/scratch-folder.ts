import path from 'node:path';

/**
 * The folder in which a job works inside `outDir`. Only what is finished leaves it, so whoever kills a job removes this
 * folder and nothing else.
 */
export const scratchFolder = (outDir: string, job: string): string => path.join(outDir, `.derive-${job}`);
