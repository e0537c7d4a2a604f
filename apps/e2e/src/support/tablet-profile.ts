import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { LAUNCH } from './launch.js';

/** A tablet's browser with a profile that outlives it, so that it can be killed and started again. */
export class TabletProfile {
  private readonly folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-profile-'));

  open(viewport: { width: number; height: number }): Promise<BrowserContext> {
    return chromium.launchPersistentContext(this.folder, {
      viewport,
      hasTouch: true,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      ...LAUNCH,
    });
  }

  /** As when the power goes: SIGKILL to every process of this profile. Linux only, where /proc tells them. */
  kill(): void {
    for (const pid of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const command = readOr(`/proc/${pid}/cmdline`);
      if (command.includes(`--user-data-dir=${this.folder}`)) process.kill(Number(pid), 'SIGKILL');
    }
    for (const lock of ['SingletonLock', 'SingletonSocket', 'SingletonCookie'])
      fs.rmSync(path.join(this.folder, lock), { force: true });
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

function readOr(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
