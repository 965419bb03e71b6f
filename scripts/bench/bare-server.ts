// A server of the same framework that does nothing: what the site's pages and sign-ups are measured beside.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const known = new Map<number, Uint8Array<ArrayBuffer>>();
const app = new Hono();
app.get('/', context => context.html('<!doctype html><title>bare</title><p>Nothing.'));
app.get('/bytes/:length', context =>
  context.body(bytesOf(Number(context.req.param('length'))), 200, { 'content-type': 'image/png' }),
);
app.post('/subscribe', async context => {
  await context.req.json();
  return context.json({ status: 'accepted' }, 202);
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
  console.log((server.address() as AddressInfo).port),
);

/** Made once, as a kept picture is. */
function bytesOf(length: number): Uint8Array<ArrayBuffer> {
  const bytes = known.get(length) ?? new Uint8Array(length);
  known.set(length, bytes);
  return bytes;
}
