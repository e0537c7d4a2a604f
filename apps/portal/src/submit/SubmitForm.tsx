import { type ChangeEvent, useState } from 'react';
import { type EditionView } from '@zuimei/contracts';
import { Button, ButtonLink, ChoiceChips, EmptyState, Icon, announce, formatBytes } from '@zuimei/ui';
import { Link } from 'wouter';
import { BackBar } from '../shell/BackBar.js';
import { ConsentFields } from './ConsentFields.js';
import { DetailFields } from './DetailFields.js';
import { MaskTool } from './MaskTool.js';
import { UploadNotes } from './UploadNotes.js';
import { UploadTile } from './UploadTile.js';
import { UploadTotals } from './UploadTotals.js';
import { RulesLine } from './RulesLine.js';
import { acceptOf } from './check-file.js';
import { handIn } from './hand-in.js';
import { fieldId, firstMissing } from './missing.js';
import { type Tile, detailsOf, openTiles, weights } from './tiles.js';
import { useDraft } from './use-draft.js';

interface SubmitFormProps {
  edition: EditionView;
  used: number;
  limit: number;
  onSubmitted: () => Promise<void>;
}

export function SubmitForm({ edition, used, limit, onSubmitted }: SubmitFormProps) {
  const { draft, ready, keeping, notice, tell, add, remove, retry, begun, replace } = useDraft(edition, limit - used);
  const [masking, setMasking] = useState<string>();
  const [busy, setBusy] = useState(false);
  const open = openTiles(draft);
  const handed = draft.tiles.filter(({ handedIn }) => handedIn.kind === 'yes');
  const weight = weights(open);
  const missing = firstMissing(draft, edition.rules, limit - used);
  const unmasked = open.find((tile) => detailsOf(draft, tile).recognisable === 'not-consented' && !tile.masked);
  const maskTile = draft.tiles.find(({ key }) => key === masking);

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    event.target.value = '';
    void add(files);
  };
  const submit = async () => {
    setBusy(true);
    const terms = { editionKey: edition.key, answers: draft.answers };
    for (const tile of open) {
      tell({ type: 'handed-in', key: tile.key, handedIn: { kind: 'sending' } });
      tell({
        type: 'handed-in',
        key: tile.key,
        handedIn: await handIn(await begun(tile), detailsOf(draft, tile), terms),
      });
    }
    setBusy(false);
    announce('已提交');
    await onSubmitted();
  };

  if (!ready) return null;
  if (used >= limit && draft.tiles.length === 0) {
    return (
      <main>
        <BackBar title={`投稿 · ${edition.theme}`} end={`本期已投 ${used} / ${limit}`} />
        <EmptyState title={`本期 ${limit} 幅已经投满`} action={<ButtonLink href="/mine">看进度</ButtonLink>}>
          在「我的」里撤回一幅，就能再投一幅。
        </EmptyState>
      </main>
    );
  }
  return (
    <main className="submit">
      <BackBar title={`投稿 · ${edition.theme}`} end={`本期已投 ${used} / ${limit}`} />
      <div className="submit__fields narrow">
        <ul className="tiles" id={fieldId('tiles')} tabIndex={-1}>
          {draft.tiles.map((tile, index) => (
            <UploadTile
              key={tile.key}
              tile={tile}
              place={index + 1}
              onRetry={() => retry(tile)}
              onRemove={() => remove(tile)}
              onMask={() => setMasking(tile.key)}
            />
          ))}
          <li>
            <label className="tile tile__add tile__add--hot">
              <Icon name="cam" />
              拍照
              <input type="file" accept="image/*" capture="environment" onChange={choose} />
            </label>
          </li>
          <li>
            <label className="tile tile__add">
              <Icon name="img" />
              从相册选
              <input
                type="file"
                accept={acceptOf(edition.rules.photoTypes)}
                multiple
                onChange={choose}
                id={fieldId('album')}
              />
            </label>
          </li>
        </ul>
        <UploadTotals tiles={draft.tiles} />
        <RulesLine rules={edition.rules} left={limit - used} />
        <UploadNotes keeping={keeping} notice={notice} />
        <ChoiceChips
          legend="画质"
          aside="原图更适合印展板；改了只管之后选的"
          look="segment"
          value={draft.quality}
          onChange={(quality) => tell({ type: 'quality', quality })}
          choices={[
            {
              value: 'original',
              label: '原图',
              note: open.length > 0 ? `共 ${formatBytes(weight.original)}` : '照片原来的大小',
            },
            { value: 'smaller', label: '高清', note: smallerNote(weight) },
          ]}
        />
        <DetailFields
          details={draft.shared}
          rules={edition.rules}
          tileKey={null}
          aside={open.length > 1 ? `${open.filter(({ own }) => !own).length} 幅共用，可分别改` : undefined}
          onMask={unmasked && !unmasked.own ? () => setMasking(unmasked.key) : undefined}
          onChange={(change) => tell({ type: 'details', key: null, change })}
        />
        {open.length > 1 && <Split tiles={draft.tiles} onSplit={(key) => tell({ type: 'split', key })} />}
        {open
          .filter(({ own }) => own)
          .map((tile) => (
            <fieldset key={tile.key} className="submit__own">
              <legend>第 {draft.tiles.indexOf(tile) + 1} 幅</legend>
              <DetailFields
                details={detailsOf(draft, tile)}
                rules={edition.rules}
                tileKey={tile.key}
                onMask={tile.masked ? undefined : () => setMasking(tile.key)}
                onChange={(change) => tell({ type: 'details', key: tile.key, change })}
              />
              <Button kind="text" onClick={() => tell({ type: 'joined', key: tile.key })}>
                还是用共用的
              </Button>
            </fieldset>
          ))}
        <ConsentFields
          answers={draft.answers}
          version={edition.rules.consentVersion}
          onChange={(change) => tell({ type: 'answers', change })}
        />
      </div>
      <div className="submit__send">
        {handed.length > 0 && (
          <p className="zm-small" role="status">
            已提交 {handed.length} 幅。
            <Link className="zm-link" href="/mine">
              去「我的」看进度
            </Link>
          </p>
        )}
        {open.length === 0 && handed.length > 0 ? (
          <ButtonLink kind="primary" wide href="/mine">
            看进度
          </ButtonLink>
        ) : (
          <Button kind="hot" wide busy={busy && '正在提交…'} blocked={missing ?? false} onClick={() => void submit()}>
            提交 {open.length} 幅
          </Button>
        )}
      </div>
      {maskTile && (
        <MaskTool
          file={maskTile.file}
          onClose={() => setMasking(undefined)}
          onDone={(masked) => {
            replace(maskTile, masked, true);
            setMasking(undefined);
          }}
        />
      )}
    </main>
  );
}

const smallerNote = ({ smaller, exact }: ReturnType<typeof weights>): string =>
  smaller === null ? '长边 2,048' : `${exact ? '共' : '约'} ${formatBytes(smaller)}`;

function Split({ tiles, onSplit }: { tiles: readonly Tile[]; onSplit: (key: string) => void }) {
  const shared = tiles.filter(
    ({ own, handedIn, upload }) => !own && handedIn.kind !== 'yes' && upload.kind !== 'refused',
  );
  if (shared.length < 2) return null;
  return (
    <div className="submit__split">
      <span className="zm-small">分别改：</span>
      {shared.map((tile) => (
        <Button key={tile.key} kind="text" onClick={() => onSplit(tile.key)}>
          第 {tiles.indexOf(tile) + 1} 幅
        </Button>
      ))}
    </div>
  );
}
