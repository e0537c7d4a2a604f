import { useState } from 'react';
import { PHASE_LABELS, editionLabel } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, Photo, StatusPill, formatDeadline } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { type ExportTable, ExportTables } from '../exports/ExportTables.js';
import { maySeeResults, useSession } from '../session/session.js';
import { useEdition } from '../shell/edition.js';
import { Top } from '../shell/Top.js';
import { BlockedEntries } from './BlockedEntries.js';
import { EditionForm } from './EditionForm.js';
import './editions.css';

const tablesOf = (key: string): ExportTable[] => [
  {
    label: '参赛作品',
    note: '一行一件作品：编号、状态、标题、文字、尺寸。撤回授权的只剩编号。',
    href: (query) => api.url(endpoints.exportEntries, { params: { key }, query }),
  },
];

export function EditionsPage() {
  const { staff } = useSession();
  const { editions, edition, choose, reload } = useEdition();
  const [making, setMaking] = useState(false);
  const detail = useLoad(edition && !making ? `edition ${edition.key}` : null, (signal) =>
    api.call(endpoints.getEdition, { params: { key: edition?.key ?? '' } }, { signal }),
  );
  const overview = useLoad(edition && !making ? `overview ${edition.key}` : null, (signal) =>
    api.call(endpoints.getEditionOverview, { params: { key: edition?.key ?? '' } }, { signal }),
  );
  const template = useLoad(editions[0] ? `template ${editions[0].key}` : null, (signal) =>
    api.call(endpoints.getEdition, { params: { key: editions[0]?.key ?? '' } }, { signal }),
  );
  return (
    <>
      <Top
        title="期与主题"
        end={
          <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
            新的一期
          </Button>
        }
      >
        <span className="zm-small">{editions.length} 期</span>
      </Top>
      <div className="con-page">
        {making ? (
          <section>
            <h2>新的一期 {template.data && <span className="zm-caption">规则照上一期，可改</span>}</h2>
            <EditionForm
              template={template.data}
              onSaved={async (saved) => {
                setMaking(false);
                await reload();
                choose(saved.key);
              }}
              onCancel={() => setMaking(false)}
            />
          </section>
        ) : editions.length === 0 ? (
          <EmptyState
            title="还没有一期活动"
            lit={[2]}
            action={
              <Button kind="primary" onClick={() => setMaking(true)}>
                建第一期
              </Button>
            }
          >
            定好主题和截稿时间，职工就可以投稿了。
          </EmptyState>
        ) : (
          <>
            <ul className="eds">
              {editions.map((one) => (
                <li key={one.key}>
                  <button
                    type="button"
                    className="eds__one"
                    aria-pressed={one.key === edition?.key}
                    onClick={() => choose(one.key)}
                  >
                    {one.cover ? (
                      <Photo
                        src={one.cover.src320}
                        width={one.cover.width}
                        height={one.cover.height}
                        thumbhash={one.cover.thumbhash}
                        alt=""
                      />
                    ) : (
                      <span className="eds__none" />
                    )}
                    <b>{one.theme}</b>
                    <span className="zm-caption">
                      {editionLabel(one.key)} · {one.entryCount} 幅
                    </span>
                    <StatusPill
                      tone={one.phase === 'published' ? 'ok' : one.phase === 'collecting' ? 'cloth' : undefined}
                    >
                      {PHASE_LABELS[one.phase].zh}
                    </StatusPill>
                  </button>
                </li>
              ))}
            </ul>
            {detail.data && (
              <section key={detail.data.key}>
                <h2>
                  {editionLabel(detail.data.key)}《{detail.data.theme}》{' '}
                  <span className="zm-caption">{formatDeadline(detail.data.collectingUntil)} 截稿</span>
                </h2>
                <div className="con-acts">
                  <ButtonLink href={`/console/editions/${detail.data.key}/plan`}>评审方案</ButtonLink>
                  {maySeeResults(staff) && <ExportTables tables={tablesOf(detail.data.key)} />}
                </div>
                <BlockedEntries count={overview.data?.blockedEntries ?? 0} />
                <EditionForm
                  edition={detail.data}
                  onSaved={async (saved) => {
                    detail.set(saved);
                    await reload();
                  }}
                />
              </section>
            )}
          </>
        )}
      </div>
    </>
  );
}
