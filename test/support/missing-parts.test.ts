import { describe, expect, it, vi } from 'vitest';
import { requireChromium } from './chromium.ts';
import { providePostgres } from './global-setup.ts';
import { requireSpamAssassin } from './judges/spam-judge.ts';

const project = { provide: vi.fn() };

describe('a machine without Postgres', () => {
  it('fails the run when CI is set', async () => {
    await expect(providePostgres(project, { sources: [], ci: 'true' })).rejects.toThrow(
      /Postgres is missing and CI is set.*TEST_DATABASE_URL/,
    );
  });

  it('skips with one printed reason elsewhere', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    await providePostgres(project, { sources: [], ci: '' });

    expect(project.provide).toHaveBeenCalledWith('postgres', null);
    expect(warn.mock.calls).toEqual([[expect.stringContaining('Skipping the tests that need Postgres')]]);
    warn.mockRestore();
  });
});

describe('a machine without Chromium', () => {
  it('fails the run when CI is set', () => {
    expect(() => requireChromium({ sources: [], ci: '1' })).toThrow(/Chromium is missing and CI is set/);
  });

  it('skips with one printed reason elsewhere', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    expect(requireChromium({ sources: [], ci: undefined })).toBeNull();

    expect(warn.mock.calls).toEqual([[expect.stringContaining('Skipping the tests that need Chromium')]]);
    warn.mockRestore();
  });
});

describe('a machine without SpamAssassin', () => {
  it('fails the run when CI is set', () => {
    expect(() => requireSpamAssassin({ places: [], ci: '1' })).toThrow(
      /SpamAssassin is missing and CI is set.*apt-get install spamassassin/,
    );
  });

  it('skips with one printed reason elsewhere', () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();

    expect(requireSpamAssassin({ places: [], ci: undefined })).toBeNull();

    expect(warn.mock.calls).toEqual([[expect.stringContaining('Skipping the tests that need SpamAssassin')]]);
    warn.mockRestore();
  });
});
