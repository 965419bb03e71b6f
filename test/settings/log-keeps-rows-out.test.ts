import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';

it('a logged fault keeps its message and stack, and drops the row a database quotes', () => {
  const script = `import { openLog } from './src/machine/log.ts';
    const fault = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(ada@example.com)' });
    openLog('info').error({ err: fault }, 'a round failed');`;
  const args = ['--input-type=module', '-e', script];
  const { stderr, status } = spawnSync(process.execPath, args, { cwd: PROJECT_ROOT, encoding: 'utf8' });
  expect(status).toBe(0);
  expect(JSON.parse(stderr)).toMatchObject({
    msg: 'a round failed',
    err: { message: 'duplicate key', code: '23505' },
  });
  expect(stderr).not.toContain('ada@example.com');
});
