import { useState } from 'react';
import { Button, toast } from '@zuimei/ui';
import { api, endpoints, isProblem } from '../data/api.js';

/** WeChat's own browser ignores downloads: there the link is copied, to be opened in another one. */
const ignoresDownloads = () => /MicroMessenger/i.test(navigator.userAgent);

/** Gives an author their own original back, byte for byte, by a link that opens for five minutes. */
export function OriginalButton({ submissionId }: { submissionId: string }) {
  const [busy, setBusy] = useState(false);
  const fetchOriginal = async () => {
    setBusy(true);
    try {
      const { url } = await api.call(endpoints.createOriginalLink, { params: { id: submissionId }, body: {} });
      if (!ignoresDownloads()) return window.location.assign(url);
      await navigator.clipboard.writeText(new URL(url, window.location.href).href);
      toast('微信里不能直接保存文件。链接已复制，请在手机浏览器里打开，5 分钟内有效。');
    } catch (problem) {
      toast(isProblem(problem) ? problem.sentence.zh : '链接没有复制成功，请在手机浏览器里打开本页再下载。');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="text" busy={busy && '正在取链接…'} onClick={() => void fetchOriginal()}>
      下载我的原图
    </Button>
  );
}
