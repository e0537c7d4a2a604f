import { profileOfBundle } from './bundle-profile.js';
import { countBundle, isBundle, summaryOf, wholeBundle } from './count-bundle.js';
import { countProfile } from './count-profile.js';
import { FileFault, type Fault } from './fault.js';
import { readJson } from './read-json.js';
import { reportBundle, reportProfile } from './report.js';

/** What came of one file: its object for `--json`, its text for people, and whether all was well. */
export type CountedFile =
  { readonly good: boolean; readonly json: object; readonly text: string } | { readonly fault: Fault };

/** Counts one file, a bundle or plain ballots. A file that cannot be counted is a fault, never an exception. */
export function countFile(file: string, method?: string): CountedFile {
  try {
    if (!isBundle(file)) {
      const counted = countProfile(readJson(file), method);
      return { good: true, json: { file, ...counted }, text: reportProfile(file, counted) };
    }
    const counted = countBundle(file);
    const good = counted.checks.every(({ passed }) => passed);
    const { checks } = counted;
    if (method === undefined)
      return { good, json: { file, ...summaryOf(counted.result), checks }, text: reportBundle(file, counted) };
    const other = countProfile(profileOfBundle(wholeBundle(file, counted.bundle)), method);
    return { good, json: { file, ...other, checks }, text: reportProfile(file, other) };
  } catch (error) {
    if (error instanceof FileFault) return { fault: error.fault };
    throw error;
  }
}
