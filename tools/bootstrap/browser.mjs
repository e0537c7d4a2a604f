// Brings a Chromium and a Chinese font for the browser tests: from the system, else from apt where we are root on
// Debian, else Playwright's own download. What cannot be brought is an error, never a skipped test.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { node, root, run, say } from './ensure.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const onPath = (name) =>
  (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => fs.existsSync(file));

const systemChromium = () => process.env.CHROMIUM_PATH || NAMES.map(onPath).find(Boolean);

const isDebianRoot = () => process.getuid?.() === 0 && fs.existsSync('/etc/debian_version');

function hasChineseFont() {
  if (process.platform !== 'linux') return true; // the other systems bring one
  try {
    return execFileSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).trim() !== '';
  } catch {
    return ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk'].some(
      (folder) => fs.existsSync(folder) && fs.readdirSync(folder).some((file) => /CJK/.test(file)),
    );
  }
}

let updated = false;
async function aptInstall(...packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (!updated) await run('apt-get', ['update', '-qq'], { env });
  updated = true;
  say(`installing ${packages.join(' ')} …`);
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

/** The path of a browser that can show Chinese. Throws, saying why, where there is none and none can be installed. */
export async function ensureBrowser() {
  let chromium = systemChromium();
  if (!chromium && isDebianRoot()) {
    await aptInstall('chromium');
    chromium = systemChromium();
  }
  if (!chromium) {
    say('installing Playwright’s own Chromium …');
    await run(node, [path.join(root, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium']).catch((error) => {
      throw new Error(
        `no browser: there is no chromium on the PATH, this is not root on Debian, and Playwright could not download one\n${error.message}`,
      );
    });
    const { chromium: bundled } = await import('@playwright/test');
    chromium = bundled.executablePath();
  }
  if (!hasChineseFont() && isDebianRoot()) await aptInstall('fonts-noto-cjk', 'fontconfig');
  if (!hasChineseFont())
    throw new Error(
      'no Chinese font: install one (fonts-noto-cjk on Debian) so that the browser tests see what people see',
    );
  return chromium;
}
