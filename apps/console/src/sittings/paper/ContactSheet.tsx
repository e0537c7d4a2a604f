import { entryNumberLabel } from '@zuimei/glossary';
import { Button, EmptyState } from '@zuimei/ui';
import { api, endpoints } from '../../data/api.js';
import { useLoad } from '../../data/use-load.js';
import { Top } from '../../shell/Top.js';
import { allEntries } from '../all-entries.js';
import './paper.css';

/** Photos with their numbers and nothing else, to be printed or kept as PDF: what a juror looks at beside a sheet. */
export function ContactSheet({ id }: { id: string }) {
  const round = useLoad(`round ${id}`, (signal) => api.call(endpoints.getRound, { params: { id } }, { signal }));
  const key = round.data?.editionKey;
  const entries = useLoad(key ? `entries ${key}` : null, (signal) => allEntries(key ?? '', signal));
  const error = round.error ?? entries.error;
  if (error) return <EmptyState title={error} action={<Button onClick={() => void entries.reload()}>重试</Button>} />;
  if (!round.data || !entries.data) return null;
  return (
    <>
      <Top
        title={`${round.data.name} · 作品对照页`}
        end={
          <Button kind="primary" onClick={() => window.print()}>
            打印或存成 PDF
          </Button>
        }
      >
        <span className="zm-small">{entries.data.length} 幅，只有编号</span>
      </Top>
      <ul className="contact">
        {entries.data.map(({ id: entryId, number, photo }) => (
          <li key={entryId}>
            <img
              src={photo.src1080}
              alt={`作品 ${entryNumberLabel(number)}`}
              width={photo.width}
              height={photo.height}
              loading="eager"
            />
            <b>{entryNumberLabel(number)}</b>
          </li>
        ))}
      </ul>
    </>
  );
}
