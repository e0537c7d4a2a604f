import { Button } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { mayOrganize, useSession } from '../session/session.js';
import { PhoneRetention } from './PhoneRetention.js';
import { saveFile } from './save-file.js';

/** Whom to tell about a prize. Asks for the password, because phone numbers leave the system here and nowhere else. */
export function WinnerContacts({ editionKey }: { editionKey: string }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const save = async () => {
    const file = await act('正在导出…', () =>
      api.bytes(endpoints.exportWinnerContacts, { params: { key: editionKey }, query: { headings: 'zh' } }),
    );
    if (file) saveFile(file, `获奖者联系方式-${editionKey}.csv`);
  };
  return (
    <section>
      <h2>通知获奖者与手机号</h2>
      {mayOrganize(staff) && (
        <>
          <p className="zm-small">名次、姓名、单位和手机号；要再输一次密码，记入审计记录。用完请删掉文件。</p>
          <p className="con-acts">
            <Button icon="download" busy={busy} onClick={() => void save()}>
              导出联系方式（CSV）
            </Button>
          </p>
        </>
      )}
      <PhoneRetention editionKey={editionKey} />
    </section>
  );
}
