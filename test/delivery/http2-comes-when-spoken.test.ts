import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { FOR_LOCALHOST } from '../support/relay-certificates.ts';

const POOL = pathToFileURL(join(PROJECT_ROOT, 'src/delivery/mailers/http-pool.ts')).href;

it('opens a pool without HTTP/2, and the same process speaks it where somebody asks', async () => {
  const server = createSecureServer(FOR_LOCALHOST, (request, response) =>
    response.end(`HTTP/${request.httpVersion}`),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const code = `import { openPool } from '${POOL}';
    const pool = await openPool('http://127.0.0.1:1');
    await pool.close();
    const before = process.moduleLoadList.some(name => /\\bhttp2$/.test(name));
    const { Agent, request } = await import('undici');
    const dispatcher = new Agent({ allowH2: true, connect: { rejectUnauthorized: false } });
    const said = [];
    for (let n = 0; n < 2; n++) {
      const { body } = await request('https://127.0.0.1:${port}/', { dispatcher });
      said.push(await body.text());
    }
    await dispatcher.close();
    const after = process.moduleLoadList.some(name => /\\bhttp2$/.test(name));
    console.log(JSON.stringify({ before, said, after }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], {
    cwd: PROJECT_ROOT,
    env: { PATH: process.env.PATH },
  });
  expect(JSON.parse(stdout)).toEqual({ before: false, said: ['HTTP/2.0', 'HTTP/2.0'], after: true });
});
