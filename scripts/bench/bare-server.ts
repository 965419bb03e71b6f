// A server of the same framework that does nothing: what the site's pages and sign-ups are measured beside.
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.get('/', context => context.html('<!doctype html><title>bare</title><p>Nothing.'));
app.post('/subscribe', async context => {
  await context.req.json();
  return context.json({ status: 'accepted' }, 202);
});
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
  console.log((server.address() as AddressInfo).port),
);
