import { escapeHtml } from '@zuimei/platform';
/** One step of letting a tablet trust the hall, as a picture of what its screen shows. */
export interface Step {
  /** File name in the runbook's folder, without its ending. */
  file: string;
  /** What to do, in one line. */
  words: string;
  /** What stands at the top of the tablet's screen. */
  title: string;
  rows: readonly string[];
  /** Which row is tapped. */
  tap: number;
  /** The tapped row is a switch. */
  toggle?: true;
}

export const IPAD_STEPS: readonly Step[] = [
  {
    file: 'ipad-1',
    words: '用 Safari 打开这一页，点「iPad：下载描述文件」，再点「允许」。',
    title: '让平板信任本会场',
    rows: ['iPad：下载描述文件', '安卓：下载证书'],
    tap: 0,
  },
  {
    file: 'ipad-2',
    words: '打开「设置」，点最上面的「已下载描述文件」，点「安装」，输入锁屏密码。',
    title: '设置',
    rows: ['已下载描述文件', '无线局域网', '通用'],
    tap: 0,
  },
  {
    file: 'ipad-3',
    words: '「设置 › 通用 › 关于本机」最下面点「证书信任设置」，把 zuimei hall 打开。',
    title: '证书信任设置',
    rows: ['zuimei hall'],
    tap: 0,
    toggle: true,
  },
];

export const ANDROID_STEPS: readonly Step[] = [
  {
    file: 'android-1',
    words: '用 Chrome 打开这一页，点「安卓：下载证书」。',
    title: '让平板信任本会场',
    rows: ['iPad：下载描述文件', '安卓：下载证书'],
    tap: 1,
  },
  {
    file: 'android-2',
    words: '打开「设置」，搜「CA 证书」（安全 › 加密与凭据 › 安装证书），点「CA 证书」，再点「仍然安装」。',
    title: '安装证书',
    rows: ['CA 证书', 'VPN 和应用用户证书', 'WLAN 证书'],
    tap: 0,
  },
  {
    file: 'android-3',
    words: '在「下载」里点 zuimei-hall.crt。看到「已安装 CA 证书」就好了。',
    title: '下载',
    rows: ['zuimei-hall.crt'],
    tap: 0,
  },
];

const WIDTH = 320;
const ROW = 44;
const TOP = 60;

/** The picture of a step: our own drawing, in the colours of the look. */
export function pictureOf({ words, title, rows, tap, toggle }: Step): string {
  const height = TOP + 3 * ROW + 20;
  const list = rows.map((row, i) => {
    const y = TOP + i * ROW;
    const here = i === tap;
    const knob = toggle
      ? `<rect x="236" y="${y + 10}" width="44" height="24" rx="12" fill="#1d6843"/><circle cx="268" cy="${y + 22}" r="10" fill="#fff"/>`
      : `<path d="M274 ${y + 15}l7 7-7 7" fill="none" stroke="#626c77" stroke-width="2"/>`;
    const ring = here
      ? `<rect x="22" y="${y + 2}" width="276" height="40" fill="none" stroke="#b93d12" stroke-width="3"/>`
      : '';
    return `<rect x="24" y="${y + 4}" width="272" height="36" fill="#fff"/><text x="36" y="${y + 28}" font-size="15" fill="#16202b">${escapeHtml(row)}</text>${knob}${ring}`;
  });
  const y = TOP + tap * ROW + 22;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escapeHtml(words)}" font-family="PingFang SC, Noto Sans CJK SC, sans-serif">
<rect x="4" y="4" width="${WIDTH - 8}" height="${height - 8}" rx="14" fill="#faf9f6" stroke="#16202b" stroke-width="4"/>
<text x="${WIDTH / 2}" y="42" font-size="17" font-weight="700" text-anchor="middle" fill="#16202b">${escapeHtml(title)}</text>
${list.join('\n')}
<circle cx="206" cy="${y}" r="15" fill="#b93d12" fill-opacity=".18" stroke="#b93d12" stroke-width="3"/><circle cx="206" cy="${y}" r="5" fill="#b93d12"/>
</svg>
`;
}
