import { coverEdition, useEdition, useEditions } from '../data/editions.js';
import { BackBar } from '../shell/BackBar.js';
import { useSearchParams } from 'wouter';
import { ConsentText, isConsentVersion } from './ConsentText.js';
import { PrivacyText } from './PrivacyText.js';
import { RulesText } from './RulesText.js';

export type TextName = 'rules' | 'privacy' | 'consent';

const TITLES: Record<TextName, string> = { rules: '活动规则', privacy: '隐私政策', consent: '投稿授权说明' };

export function TextPage({ name }: { name: TextName }) {
  const editions = useEditions();
  const edition = useEdition(coverEdition(editions.data ?? [])?.key ?? null);
  const [search] = useSearchParams();
  const current = edition.data?.rules.consentVersion ?? null;
  const asked = search.get('version');
  const version = isConsentVersion(asked) ? asked : current;
  return (
    <main className="narrow">
      <BackBar title={TITLES[name]} end={name === 'consent' && version ? `${version} 版` : undefined} />
      {name === 'rules' && <RulesText edition={edition.data ?? null} />}
      {name === 'privacy' && <PrivacyText />}
      {name === 'consent' && version && <ConsentText version={version} current={current} />}
    </main>
  );
}
