// A process of its own that rewrites the database's file named by its argument; says when it begins.
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { openStore } from '../../src/storage/database.ts';
import { sweepFile } from '../../src/storage/file-sweep.ts';

const store = openStore(argv[2] ?? '');
await sweepFile(store, { now: 0, mostBytes: Number.POSITIVE_INFINITY, onBegin: () => writeSync(1, 'begun') });
await store.db.destroy();
