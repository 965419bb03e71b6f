import { describe, expect, it } from 'vitest';
import { readAskedMapping, type TypedMapping } from '../../src/audience/moving/asked-mapping.ts';
import { isLeave, meaningsOf } from '../../src/audience/moving/meaning.ts';
import { SHAPES } from '../../src/audience/moving/services.ts';
import { SHAPE_NAMES } from '../../src/audience/moving/shape.ts';
import { asksForNoMail, readWholeFile } from './read-whole-file.ts';

async function read(text: string, typed: TypedMapping = {}) {
  const mapping = readAskedMapping(typed);
  if (mapping.kind === 'bad') throw new Error(mapping.message);
  const { report, wishes } = await readWholeFile(Buffer.from(`${text}\n`), 1_000, mapping.value);
  const ann = wishes.get('ann@r.example');
  const fate = ann ? (asksForNoMail(ann) ? (ann.suppress ? 'suppressed' : 'left') : ann.state) : 'refused';
  return { report, fate };
}

const ofColumn = (name: string, cell: string) => `email,name,${name}\nann@r.example,Ann,${cell}`;

describe('a column about leaving', () => {
  it.each([
    ['Unsubscribed from all email', 'true', 'left'],
    ['Email Opt Out', '1', 'left'],
    ['Unsubscribed?', 'TRUE', 'left'],
    ['Date unsubscribed', '2021-03-01', 'left'],
    ['Date unsubscribed', '03/04/2021', 'left'],
    ['Bounced', 'yes', 'suppressed'],
    ['Hard bounce', 'x', 'suppressed'],
    ['Marked as spam complaint', 'yes', 'suppressed'],
    ['Abgemeldet', 'ja', 'left'],
    ['Désinscrit', 'oui', 'left'],
    ['Dado de baja', 'sí', 'left'],
    ['Deleted', 'true', 'left'],
    ['is_active', 'false', 'left'],
    ['Accepts Marketing', 'no', 'left'],
    ['opted_in', '0', 'left'],
    ['Abonniert', 'nein', 'left'],
    ['Date unsubscribed', 'by phone', 'refused'],
    ['Bounces', '3', 'refused'],
    ['Accepts Marketing', '', 'refused'],
    ['Unsubscribed?', 'no', 'confirmed'],
    ['Date unsubscribed', '', 'confirmed'],
    ['Accepts Marketing', 'yes', 'confirmed'],
    ['Unsubscribe reason', 'too much', 'confirmed'],
    ['Unsub campaign', 'Spring', 'confirmed'],
    ['Opt-in date', '2021-03-01', 'confirmed'],
  ])('“%s” with “%s” is understood by its name: %s', async (name, cell, expected) => {
    expect((await read(ofColumn(name, cell))).fate).toBe(expected);
  });

  it('counts in every service’s files, whichever service calls it so', async () => {
    const columns = [
      ...['unsubscribed', 'unsubscribed_at', 'unsub_time', 'opted_out', 'unsubscribe_date', 'bounced_at'],
      ...['email_disabled', 'clean_time', 'deleted_at', 'undeliverability_date', 'Unsubscribed from list'],
    ];
    for (const from of SHAPE_NAMES) {
      const { fate } = await read(ofColumn('subscribed_to_emails', 'false'), { from });
      expect(fate, from).toBe('left');
      for (const column of columns) {
        const { fate } = await read(ofColumn(column, '2021-03-01'), { from });
        expect(fate, `${from}: ${column}`).toMatch(/left|suppressed/);
      }
    }
  });

  it('is left out once a person says that it tells nothing', async () => {
    const text = ofColumn('Bounced', 'yes');
    expect((await read(text, { map: ['nothing=Bounced'] })).fate).toBe('confirmed');
  });

  it('is not looked for beyond the end of a row whose last cell is a day', async () => {
    const text = 'email,first_name,last_name,unsubscribed_at\nann@r.example,Ann,2021-03-01';
    const { fate, report } = await read(text);
    expect([fate, report.problems[0]?.message]).toEqual([
      'refused',
      expect.stringContaining('the row ends before “unsubscribed_at”'),
    ]);
  });
});

describe('a status', () => {
  it.each([
    ['Status', 'Abgemeldet'],
    ['Statut', 'Désabonné'],
    ['Statut', 'desabonne'],
    ['Estado', 'Dado de baja'],
    ['Stato', 'Disiscritto'],
    ['Status', 'Afgemeld'],
    ['Situação', 'Descadastrado'],
    ['State', 'cancelled'],
    ['Type', 'unsubscribed'],
    ['Newsletter status', 'inactive'],
    ['Status', 'archived'],
    ['Status', 'non-subscribed'],
  ])('“%s” of “%s” is a leave in plain CSV', async (name, cell) => {
    expect((await read(ofColumn(name, cell))).fate).toBe('left');
  });

  it('nobody knows refuses its row, also where its column may be none', async () => {
    for (const name of ['Status', 'Statut', 'State', 'Type']) {
      expect((await read(ofColumn(name, 'unsubbed by Kim'))).fate, name).toBe('refused');
    }
    expect((await read(ofColumn('State', 'Texas'))).fate).toBe('confirmed');
    expect((await read(ofColumn('State', 'NO'))).fate).toBe('confirmed');
    for (const from of SHAPE_NAMES) {
      expect((await read(ofColumn('status', 'archived'), { from })).fate, from).toBe('left');
    }
  });

  it('that is missing or empty is nobody’s yes', async () => {
    const short = await read('email,name,status\nann@r.example,Ann');
    expect([short.fate, short.report.problems[0]?.message]).toEqual([
      'refused',
      expect.stringContaining('the row ends before “status”'),
    ]);
    expect((await read('email,name,status\nann@r.example,Ann,')).fate).toBe('confirmed');
    expect((await read('email,status,company\nann@r.example,,Co')).fate).toBe('refused');
    expect((await read('email,company,subscribed\nann@r.example,Co,')).fate).toBe('refused');
    for (const from of SHAPE_NAMES) {
      for (const [column, field] of Object.entries(SHAPES[from].columns)) {
        if (field !== 'status') continue;
        const { fate } = await read(`email,plan,${column}\nann@r.example,Gold,`, { from });
        expect(fate, `${from}: ${column}`).toBe('refused');
      }
    }
    for (const word of ['1', '0', 'true', 'x']) {
      // A number of some service’s own is no yes.
      expect((await read(ofColumn('status', word), { from: 'kit' })).fate, word).toBe('refused');
    }
    const told = await read('email,status,company\nann@r.example,,Co', { mapStatus: ['=confirmed'] });
    expect(told.fate).toBe('confirmed');
  });

  it('that is inactive has left, unless the file is surely Kit’s', async () => {
    const file = 'id,email,first_name,status,created_at,unsubscribed\n1,ann@r.example,Ann,';
    expect((await read(`${file}active,2020-01-01,true`)).fate).toBe('left');
    expect((await read(`${file}inactive,2020-01-01,`)).fate).toBe('left');
    const kit = 'id,email,first_name,state,created_at,referrer\n1,ann@r.example,Ann,inactive,2020-01-01,';
    expect((await read(kit)).fate).toBe('pending');
    for (const from of SHAPE_NAMES.filter(name => name !== 'kit')) {
      expect(isLeave(meaningsOf(SHAPES[from].words, new Map()).get('inactive') ?? '')).toBe(true);
    }
  });

  it('of a row that breaks off is read, also where everybody is pending', async () => {
    const text = 'email,name,status\nann@r.example,unsubscribed';
    expect((await read(text, { everyone: 'pending' })).fate).toBe('left');
  });
});

describe('what a person says about a file', () => {
  it('brings nobody back of whom the file says beyond doubt that they left', async () => {
    for (const word of [
      'unsubscribed',
      'complained',
      'opt out',
      'blacklisted',
      'spam',
      'bounced',
      'cancelled',
    ]) {
      for (const map of ['nothing=status', 'name=status', 'source=status']) {
        const text = `email,status\nann@r.example,${word}`;
        expect((await read(text, { map: [map] })).fate, `${map}: ${word}`).toBe('refused');
      }
    }
    const ghost = 'email,name,subscribed_to_emails\nann@r.example,Ann,false';
    expect((await read(ghost, { map: ['nothing=subscribed_to_emails'] })).fate).toBe('refused');
    const source = 'email,Kanal\nann@r.example,unsubscribed';
    expect((await read(source, { map: ['source=Kanal'] })).fate).toBe('refused');
    expect((await read(source, { map: ['nothing=Kanal'] })).fate).toBe('confirmed');
  });

  it('is not taken the wrong way round where a yes means that somebody left', async () => {
    for (const word of ['true', 'false', 'yes', 'no', '1', '0']) {
      const { fate, report } = await read(ofColumn('Unsubscribed', word), { map: ['status=Unsubscribed'] });
      expect([fate, report.problems[0]?.fix]).toEqual([
        'refused',
        'say left=Unsubscribed rather than status=Unsubscribed',
      ]);
    }
    const right = await read(ofColumn('Unsubscribed', 'true'), { map: ['left=Unsubscribed'] });
    expect(right.fate).toBe('left');
  });

  it.each([
    'unsubscribe',
    'opt out',
    'blacklisted',
    'complaint',
    'spam',
    'hard bounced',
    'bounced',
    'abgemeldet',
  ])('cannot make “%s” mean that somebody reads', word => {
    expect(readAskedMapping({ mapStatus: [`${word}=confirmed`] }).kind).toBe('bad');
    expect(readAskedMapping({ mapStatus: [`${word}=unsubscribed`] }).kind).toBe('ok');
  });
});
