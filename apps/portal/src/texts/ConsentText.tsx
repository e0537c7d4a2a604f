import { CONSENT_TEXTS } from '@zuimei/glossary';
import { Link } from 'wouter';

type Version = keyof typeof CONSENT_TEXTS;
const VERSIONS = (Object.keys(CONSENT_TEXTS) as Version[]).reverse();

export const isConsentVersion = (version: string | null): version is Version =>
  version !== null && Object.hasOwn(CONSENT_TEXTS, version);

interface ConsentTextProps {
  version: Version;
  /** The version that is asked for now. */
  current: Version | null;
}

/** What an author agrees to. Every version stays readable: it is stored with every submission which one applies. */
export function ConsentText({ version, current }: ConsentTextProps) {
  const text = CONSENT_TEXTS[version];
  const others = VERSIONS.filter((other) => other !== version);
  return (
    <div className="prose">
      {current !== null && version !== current && (
        <p className="zm-small">这是以前的版本，只适用于当时同意它的投稿；现在投稿用的是 {current} 版。</p>
      )}
      <ol>
        {text.zh.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ol>
      <p className="zm-caption">这是 {version} 版。投稿时同意的是哪一版，会和投稿一起存下来。</p>
      <p className="zm-caption" lang="en">
        {text.en}
      </p>
      {others.length > 0 && (
        <p className="zm-small">
          其他版本：
          {others.map((other) => (
            <Link key={other} className="zm-link prose__version" href={`/consent?version=${other}`}>
              {other} 版
            </Link>
          ))}
        </p>
      )}
    </div>
  );
}
