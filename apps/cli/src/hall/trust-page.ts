import { ANDROID_STEPS, IPAD_STEPS, pictureOf, type Step } from './pictures.js';

const STYLE = `
body{margin:0;background:#faf9f6;color:#16202b;font:1.125rem/1.7 'PingFang SC','HarmonyOS Sans SC','Noto Sans CJK SC',sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 3rem}
h1{font:700 2rem/1.25 'Songti SC','Noto Serif CJK SC',serif;margin:0 0 .5rem}
h2{font-size:1.5rem;margin:2rem 0 .5rem}
p{margin:.25rem 0}
.go{display:flex;flex-wrap:wrap;gap:1rem;margin:1.5rem 0}
.go a{display:flex;align-items:center;min-height:64px;padding:0 1.5rem;background:#1b4b7a;color:#fff;text-decoration:none;font-weight:700}
.go a.last{background:#b93d12}
a:focus-visible{outline:3px solid #b93d12;outline-offset:3px}
ol{display:grid;grid-template-columns:repeat(auto-fit,minmax(16rem,1fr));gap:1.5rem;padding:0;margin:1rem 0;list-style:none;counter-reset:step}
li{counter-increment:step}
li p::before{content:counter(step) '. ';font-weight:700}
svg{width:100%;max-width:20rem;display:block;margin-bottom:.5rem}
.note{border-top:1px solid #dedbd4;margin-top:2rem;padding-top:1rem;color:#46515d}
code{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
#state[data-ok='yes']{background:#e5f1ea;color:#1d6843;padding:.75rem 1rem;font-weight:700}
`;

const steps = (list: readonly Step[]) =>
  `<ol>${list.map((step) => `<li>${pictureOf(step)}<p>${step.words}</p></li>`).join('')}</ol>`;

/**
 * The page on which a tablet gets the hall's certificate. It is served over plain HTTP: before that the tablet has no
 * secure way to this machine.
 * @param origin the hall's secure address
 * @param fingerprint SHA-256 of the authority's certificate, as the terminal shows it
 */
export const trustPage = (origin: string, fingerprint: string): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>让平板信任本会场</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>让平板信任本会场</h1>
<p>扫码、离线投票要安全连接。会场平板由工作人员装一次证书，之后不用再装。</p>
<p><b>用自己手机的评审员：请领一台会场平板。</b>个人手机不要装这张证书。</p>
<p id="state" role="status">正在看这台设备是否已经信任……</p>
<div class="go">
<a href="/zuimei-hall.mobileconfig">iPad：下载描述文件</a>
<a href="/zuimei-hall.crt">安卓：下载证书</a>
<a class="last" href="${origin}/jury/">装好了，打开评审端</a>
</div>
<h2>iPad</h2>
${steps(IPAD_STEPS)}
<h2>安卓平板</h2>
${steps(ANDROID_STEPS)}
<div class="note">
<p>这张证书只对内网的名字和地址有效，不能冒充互联网上的网站。评审会结束后可以在设置里删掉它。</p>
<p>证书指纹（与笔记本屏幕上的一致才装）：<code>${fingerprint}</code></p>
</div>
</main>
<script>
var state = document.getElementById('state');
fetch('${origin}/v1/health', { mode: 'no-cors', cache: 'no-store' }).then(
  function () { state.dataset.ok = 'yes'; state.textContent = '这台设备已经信任本会场，直接打开评审端。'; },
  function () { state.textContent = '这台设备还不信任本会场：照下面三步做。'; }
);
</script>
</body>
</html>
`;
