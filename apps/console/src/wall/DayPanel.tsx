import { useState } from 'react';
import { type StaffMomentView, type WallCandidate } from '@zuimei/contracts';
import { DISTRICT_LABELS, editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { Button, FrameLine, Note, Photo, formatDay, formatDateTime } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { Candidates } from './Candidates.js';

interface DayPanelProps {
  day: string;
  moment: StaffMomentView | undefined;
  mayHang: boolean;
  busy: string | false;
  place: (day: string, entryId: string) => Promise<boolean>;
  clear: (day: string, entryId: string) => Promise<void>;
}

/** One day of the wall: what hangs there, or what may be hung there. */
export function DayPanel({ day, moment, mayHang, busy, place, clear }: DayPanelProps) {
  const [chosen, choose] = useState<WallCandidate | null>(null);
  return (
    <>
      <h2 className="con-h2">{formatDay(day)}</h2>
      {moment && <Hanging moment={moment} mayHang={mayHang} busy={busy} clear={clear} />}
      {!moment && chosen && (
        <Preview
          day={day}
          chosen={chosen}
          busy={busy}
          back={() => choose(null)}
          hang={async () => {
            if (await place(day, chosen.entryId)) choose(null);
          }}
        />
      )}
      {!moment && !chosen && (mayHang ? <Candidates onChoose={choose} /> : <p>这一天还空着。</p>)}
    </>
  );
}

function Hanging({
  moment,
  mayHang,
  busy,
  clear,
}: { moment: StaffMomentView } & Pick<DayPanelProps, 'mayHang' | 'busy' | 'clear'>) {
  return (
    <>
      <Photo {...moment.photo} src={moment.photo.src320} fit="whole" alt="" />
      <FrameLine number={entryNumberLabel(moment.number)} title={moment.title} />
      <p className="zm-small">
        {editionLabel(moment.editionKey)}
        {moment.rank !== null && ` · 第 ${moment.rank} 名`}
        {moment.district !== null && ` · ${DISTRICT_LABELS[moment.district].zh}`}
        <br />
        {moment.chosenBy === null ? '公布时挂上' : `${moment.chosenBy} 选的`} · {formatDateTime(moment.placedAt)}
      </p>
      {mayHang && (
        <Button kind="danger" busy={busy} onClick={() => void clear(moment.day, moment.entryId)}>
          从这一天取下
        </Button>
      )}
    </>
  );
}

interface PreviewProps {
  day: string;
  chosen: WallCandidate;
  busy: string | false;
  back: () => void;
  hang: () => Promise<void>;
}

/** What would hang there, asked of the server before anybody hangs it. */
function Preview({ day, chosen, busy, back, hang }: PreviewProps) {
  const { entryId, photo, number, title } = chosen;
  const preview = useLoad(`preview ${day} ${entryId}`, (signal) =>
    api.call(endpoints.previewMoment, { params: { day }, query: { entryId } }, { signal }),
  );
  const seen = preview.data;
  return (
    <>
      <p className="cwall__how">墙上会是这样：</p>
      <div className="cwall__cell">
        <Photo {...photo} src={photo.src320} alt="" />
      </div>
      <Photo {...photo} src={photo.src1080} fit="whole" alt="" />
      <FrameLine number={entryNumberLabel(number)} title={title} />
      {seen && (
        <p className="zm-small">
          {seen.maker === null ? '不署名：没有获奖的作品在墙上不写作者' : `署名：${seen.maker}`}
          {seen.district !== null && ` · ${DISTRICT_LABELS[seen.district].zh}`}
        </p>
      )}
      {preview.error && (
        <Note tone="bad" title="不能挂在这一天" live>
          {preview.error}
        </Note>
      )}
      <div className="con-acts">
        {seen && (
          <Button kind="primary" busy={busy} onClick={() => void hang()}>
            挂上 {formatDay(day)}
          </Button>
        )}
        <Button onClick={back}>换一幅</Button>
      </div>
    </>
  );
}
