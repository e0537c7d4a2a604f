import { useState } from 'react';
import type { ExportFormat } from '@zuimei/contracts';
import { Button, ButtonLink, Checkbox, ChoiceChips, Dialog } from '@zuimei/ui';
import { mayOrganize, useSession } from '../session/session.js';

/** What is asked for beside a table: values of the query. */
export interface ExportForm {
  format: ExportFormat;
  headings: 'en' | 'zh';
  people: 'true' | 'false';
}

export interface ExportTable {
  label: string;
  /** What a row is, and who is named in it. */
  note: string;
  /** The address of the file. */
  href: (form: ExportForm) => string;
}

const FORMATS = [
  { value: 'csv', label: 'CSV', note: 'Excel、WPS' },
  { value: 'json', label: 'JSON', note: '给程序用' },
] as const;

/** Tables to take away: chosen in a dialog, saved by the browser, which says so where a file breaks off. */
export function ExportTables({ tables }: { tables: readonly ExportTable[] }) {
  const { staff } = useSession();
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>('csv');
  const [chinese, setChinese] = useState(true);
  const [people, setPeople] = useState(false);
  const form: ExportForm = { format, headings: chinese ? 'zh' : 'en', people: people ? 'true' : 'false' };
  return (
    <>
      <Button icon="download" onClick={() => setOpen(true)}>
        导出表格…
      </Button>
      <Dialog open={open} title="导出表格" onClose={() => setOpen(false)}>
        <div className="con-form">
          <ChoiceChips legend="格式" choices={FORMATS} value={format} onChange={setFormat} look="segment" />
          {format === 'csv' && (
            <Checkbox checked={chinese} onChange={setChinese}>
              第一行用中文列名
            </Checkbox>
          )}
          {mayOrganize(staff) && (
            <Checkbox checked={people} onChange={setPeople}>
              写上每位作者的姓名和单位
            </Checkbox>
          )}
          {tables.map(({ label, note, href }) => (
            <div key={label}>
              <ButtonLink icon="download" kind="primary" wide href={href(form)} download>
                {label}
              </ButtonLink>
              <p className="zm-caption">{note}</p>
            </div>
          ))}
          <p className="zm-small">每次导出都记入审计记录。表里没有手机号。</p>
        </div>
      </Dialog>
    </>
  );
}
