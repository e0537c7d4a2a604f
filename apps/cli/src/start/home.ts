import fs from 'node:fs';
import path from 'node:path';

/** The folders of one installation's home, made where they are missing. */
export interface Home {
  root: string;
  postgres: string;
  logs: string;
  processes: string;
}

export function openHome(root: string): Home {
  const home = {
    root,
    postgres: path.join(root, 'postgres'),
    logs: path.join(root, 'logs'),
    processes: path.join(root, 'run/processes.json'),
  };
  // PostgreSQL's own user must be able to pass through; what is secret in here has a mode of its own.
  for (const folder of [root, home.logs]) fs.mkdirSync(folder, { recursive: true, mode: 0o755 });
  return home;
}
