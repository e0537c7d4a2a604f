import { Button, formatBytes } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';

/** Fetches the byte-identical original by a link that opens for five minutes; who asked for it is on record. */
export function OriginalDownload({ submissionId, bytes }: { submissionId: string; bytes: number }) {
  const { busy, act } = useAct();
  const download = async () => {
    const link = await act('正在取链接…', () =>
      api.call(endpoints.createOriginalLink, { params: { id: submissionId }, body: {} }),
    );
    if (link) window.location.assign(link.url);
  };
  return (
    <Button kind="text" busy={busy} onClick={() => void download()}>
      下载原图（{formatBytes(bytes)}）
    </Button>
  );
}
