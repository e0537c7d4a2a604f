import { canonicalJson, seededRandom, verifyBundleFile, verifyObservers } from '@zuimei/domain';
import { decodeUtf8, sha256, verifySignature } from '../hash.js';
import { drawnInputs, newSigner } from './bundles.fixture.js';
import { bytesDamaged, type Mutation } from './mutations.fixture.js';
import { editsOfPack, observed } from './observers.fixture.js';
import { pageVerifier } from './page.fixture.js';

const signer = newSigner();
const stranger = newSigner();
const trustedKey = signer.key.toString('hex');
const deps = { sha256, verifySignature, trustedKey };
const all = drawnInputs().map((input) => {
  const of = observed(input, signer);
  const bytes = Buffer.from(canonicalJson(of.bundle));
  return { ...of, bytes, verified: verifyBundleFile(bytes, decodeUtf8, deps) };
});
const page = pageVerifier();

/** What each verifier says of a package, its bundle being as it was published. */
const both = ({ bytes, verified }: (typeof all)[number], pack: Uint8Array) =>
  [
    ['zuimei verify', verifyObservers(pack, decodeUtf8, verified, deps)],
    ['the page', page.verify(bytes, trustedKey, pack).checks.slice(11)],
  ] as const;

describe('an observers’ package', () => {
  it.each(all.map((of) => [of.bundle.round.title, of] as const))('of %s passes both verifiers', (_title, of) => {
    const pack = Buffer.from(canonicalJson(of.pack));
    const [[, ours], [, theirs]] = both(of, pack);
    expect(ours.filter(({ passed }) => !passed)).toEqual([]);
    expect(theirs.filter(({ passed }) => !passed)).toEqual([]);
    expect(theirs.map(({ number, name }) => [number, name])).toEqual(ours.map(({ number, name }) => [number, name]));
  });

  it('of another round is refused by both', () => {
    const [one, other] = all as [(typeof all)[number], (typeof all)[number]];
    for (const [who, checks] of both(one, Buffer.from(canonicalJson(other.pack))))
      expect([who, checks.every(({ passed }) => passed)]).toEqual([who, false]);
  });

  it('that was changed in any of more than 300 ways is found and named by both', () => {
    const random = seededRandom('observers');
    const any = ['observers-format', 'chain', 'chain-head', 'chain-answers', 'audit-chain', 'observers-seal'];
    const missed: string[] = [];
    let tried = 0;
    for (const of of all) {
      const bytes = Buffer.from(canonicalJson(of.pack));
      const mutations: Mutation[] = [
        ...(of.pack.chain.length > 3 ? editsOfPack(of, stranger, random) : []),
        ...bytesDamaged(bytes, random, 12, any, 'observers-format'),
      ];
      for (const { what, found, bytes: bad } of mutations) {
        tried += 1;
        for (const [who, checks] of both(of, bad)) {
          const failed = checks.filter(({ passed }) => !passed).map(({ name }) => name);
          if (!failed.some((name) => found.includes(name)))
            missed.push(`${who}: ${of.bundle.round.title}, ${what}: ${failed.join() || 'nothing'}`);
          for (const { name, passed, faults } of checks)
            if (passed !== (faults.length === 0) || faults.some((fault) => JSON.stringify(fault).length < 8))
              missed.push(`${who}: ${what}: ${name} names nothing`);
        }
      }
    }
    expect(missed).toEqual([]);
    expect(tried).toBeGreaterThan(300);
  });
});
