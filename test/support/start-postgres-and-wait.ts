// A process of its own that starts a test server, says where, and waits to be killed.
import { stdout } from 'node:process';
import { startPostgres } from './postgres.ts';

const server = await startPostgres(['local', 'embedded']);
stdout.write(JSON.stringify(server));
