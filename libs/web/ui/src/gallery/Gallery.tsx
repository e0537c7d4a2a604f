import { useState } from 'react';
import { CoverageChart } from '../charts/CoverageChart.js';
import { IntervalAxis, IntervalBar } from '../charts/IntervalBar.js';
import { Button } from '../controls/Button.js';
import { Checkbox, ChoiceChips } from '../controls/ChoiceChips.js';
import { TextArea, TextField } from '../controls/Field.js';
import { Dialog } from '../feedback/Dialog.js';
import { EmptyState, ErrorState } from '../feedback/EmptyState.js';
import { Note } from '../feedback/Note.js';
import { ToastHost } from '../feedback/ToastHost.js';
import { toast } from '../feedback/toasts.js';
import { FrameLine } from '../photo/FrameLine.js';
import { Photo } from '../photo/Photo.js';
import { Seal } from '../photo/Seal.js';
import { Thumbhash } from '../photo/Thumbhash.js';
import { Countdown } from '../status/Countdown.js';
import { KeyHint } from '../status/KeyHint.js';
import { LampBoard } from '../status/Lamps.js';
import { Progress } from '../status/Progress.js';
import { StatusPill } from '../status/StatusPill.js';
import { SyncChip } from '../status/SyncChip.js';
import { Timeline } from '../status/Timeline.js';
import './gallery.css';

/** A flat drawing as large as needed, so that the gallery wants no server. */
const DRAWING = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"><rect width="1200" height="800" fill="#22181a"/><circle cx="520" cy="430" r="260" fill="#ff9a3c"/><circle cx="520" cy="430" r="90" fill="#fff6da"/><rect y="560" width="1200" height="240" fill="#0b090c"/></svg>',
)}`;
const HASH = '3OcRJYB4d3h/iIeHeEh3eIhw+j2w';
const NOW = Date.parse('2026-11-22T09:18:48Z');
const AXIS = [0.2, 0.8] as const;

/** Every shared component in every state, side by side: for eyes and for the accessibility test. */
export function Gallery() {
  return (
    <main className="gallery">
      <h1 className="zm-hidden">组件</h1>
      <Controls />
      <Pictures />
      <States />
      <Dark />
      <Numbers />
      <ToastHost />
    </main>
  );
}

function Controls() {
  const [title, setTitle] = useState('2026');
  const [story, setStory] = useState('凌晨两点半，右线最后一环管片就位。');
  const [who, setWho] = useState<'none' | 'self' | 'agreed' | 'not' | null>('not');
  const [size, setSize] = useState<'original' | 'small' | null>('original');
  const [agreed, setAgreed] = useState(true);
  const [open, setOpen] = useState(false);
  return (
    <>
      <section>
        <h2>按钮</h2>
        <div className="gallery__row">
          <Button
            kind="hot"
            onClick={() => toast('已经记下了', { action: { label: '撤销', onClick: () => undefined } })}
          >
            拍照投稿
          </Button>
          <Button kind="primary" onClick={() => setOpen(true)}>
            去打码
          </Button>
          <Button>撤回</Button>
          <Button kind="danger">结束初评…</Button>
          <Button kind="text">全部 30 幅</Button>
          <Button kind="primary" busy="正在提交…">
            提交
          </Button>
          <Button kind="primary" blocked={{ label: '还差打码', focus: 'gallery-who' }}>
            提交 3 幅
          </Button>
        </div>
        <Dialog
          open={open}
          title="撤回这幅投稿？"
          onClose={() => setOpen(false)}
          actions={<Button kind="danger">撤回</Button>}
        >
          <p>撤回以后不占名额，照片从所有公开页面消失。</p>
        </Dialog>
      </section>
      <section className="gallery__stack">
        <h2>输入</h2>
        <TextField label="标题" value={title} onChange={setTitle} limit={30} error="标题至少两个汉字" required />
        <TextArea label="照片背后的故事" value={story} onChange={setStory} limit={300} />
        <TextField label="在哪里拍的" icon="pin" value="" onChange={() => undefined} hint="车间、路口、站台都可以" />
      </section>
      <section className="gallery__stack">
        <h2>选择</h2>
        <ChoiceChips
          legend="照片里能认出谁"
          id="gallery-who"
          value={who}
          onChange={setWho}
          choices={[
            { value: 'none', label: '无' },
            { value: 'self', label: '本人' },
            { value: 'agreed', label: '已获同意' },
            { value: 'not', label: '未获同意' },
          ]}
        />
        <ChoiceChips
          legend="画质"
          aside="原图更适合印展板"
          look="segment"
          value={size}
          onChange={setSize}
          choices={[
            { value: 'original', label: '原图', note: '共 17.9 MB' },
            { value: 'small', label: '高清', note: '共 4.6 MB' },
          ]}
        />
        <Checkbox checked={agreed} onChange={setAgreed}>
          照片是我拍的，我同意按
          <a className="zm-link" href="#consent">
            《投稿授权说明》（第 3 版）
          </a>
          展示和印刷，随时可以撤回。
        </Checkbox>
      </section>
    </>
  );
}

function Pictures() {
  return (
    <section>
      <h2>照片</h2>
      <div className="gallery__photos">
        <div className="zm-photo gallery__hash">
          <Thumbhash hash={HASH} />
        </div>
        <Photo src={DRAWING} width={3} height={3} alt="焊花" thumbhash={HASH} />
        <Photo src={DRAWING} width={3} height={3} alt="焊花，整幅" fit="whole" />
        <Photo src="missing.jpg" width={3} height={3} alt="夜班" loading="eager" />
      </div>
      <Photo src={DRAWING} width={1200} height={800} alt="扫出一条天亮的路" className="gallery__wide">
        <Seal onPhoto>第一名</Seal>
      </Photo>
      <FrameLine number="0417" title="扫出一条天亮的路" end="10月28日 05:47" />
      <Progress value={0.62} label="上传《焊花》" />
    </section>
  );
}

function States() {
  return (
    <>
      <section className="gallery__stack">
        <h2>状态</h2>
        <div className="gallery__row">
          <StatusPill>待审核</StatusPill>
          <StatusPill tone="ok">已通过</StatusPill>
          <StatusPill tone="warn">待修改 · 还剩 3 天</StatusPill>
          <StatusPill tone="bad">未通过</StatusPill>
          <StatusPill tone="cloth">入围</StatusPill>
          <StatusPill tone="seal">获奖 · 第二名</StatusPill>
          <Seal>第一名</Seal>
        </div>
        <Timeline
          label="《云上接线》的进度"
          steps={[
            { label: '待审核', note: '10月3日', state: 'done' },
            { label: '已通过', note: '10月4日', state: 'now' },
            { label: '入围', note: '11月6日前', state: 'future' },
            { label: '获奖', note: '11月12日', state: 'won' },
          ]}
        />
        <Countdown until="2026-11-30T16:00:00Z" now={() => NOW} />
        <Note>锁屏、切走、断网都不要紧，回来会从断开的地方接着传。</Note>
        <Note tone="warn" title="工牌上能看清三位工友的姓名">
          请给工牌打码后重新交，编号和次序都不变。
        </Note>
        <Note tone="bad" title="规则第 4 条：长边至少 1,600 像素">
          这幅是 1,080 像素，印出来会发虚。
        </Note>
        <div className="gallery__row">
          <KeyHint keyCap="A">通过</KeyHint>
          <KeyHint keyCap="R" pressed>
            未通过
          </KeyHint>
        </div>
      </section>
      <section>
        <h2>空</h2>
        <EmptyState
          title="这一格，等你来拍"
          level={3}
          action={
            <Button kind="hot" icon="cam">
              拍照投稿
            </Button>
          }
        >
          本期还能投 5 幅，11月30日截稿。
        </EmptyState>
      </section>
      <section>
        <h2>出错</h2>
        <ErrorState
          title="这一页没打开"
          safe="不是你的问题，投稿没有丢。"
          code="K7M-4Q9"
          level={3}
          action={<Button icon="retry">再试一次</Button>}
        />
      </section>
    </>
  );
}

function Dark() {
  return (
    <section className="gallery__dark gallery__double gallery__stack" data-room="dark">
      <h2>评审平板</h2>
      <div className="gallery__row">
        <SyncChip state="saved" />
        <SyncChip state="pending" count={3} />
        <SyncChip state="synced" />
        <SyncChip state="offline" />
        <SyncChip state="late" count={2} />
      </div>
      <div className="gallery__row">
        <Button kind="primary" size="jury">
          我还在
        </Button>
        <Button size="jury" icon="undo">
          改上一屏
        </Button>
        <Button size="jury" kind="primary" blocked={{ label: '还差 1 幅', focus: () => null }}>
          就选这 3 幅
        </Button>
      </div>
      <LampBoard total={50} voting={12} done={30} seed={11} />
    </section>
  );
}

function Numbers() {
  return (
    <section className="gallery__double">
      <h2>数字</h2>
      <IntervalAxis axis={AXIS} ticks={[0.2, 0.4, 0.6, 0.8]} />
      <IntervalBar point={0.614} low={0.507} high={0.712} axis={AXIS} ticks={[0.2, 0.4, 0.6, 0.8]} />
      <IntervalBar point={0.549} low={0.441} high={0.652} axis={AXIS} ticks={[0.2, 0.4, 0.6, 0.8]} />
      <CoverageChart
        counts={Array.from({ length: 300 }, (_, i) => (i < 38 ? 33 + Math.floor(i / 6) : 40 + (i % 5)))}
        target={40}
      />
    </section>
  );
}
