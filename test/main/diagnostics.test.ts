import { describe, expect, it } from 'vitest';
import { diagnostics } from '../../src/main/diagnostics.ts';
import { defaultSettings } from '../../src/shared/settings.ts';
import { fullSnapshot } from '../renderer/fixtures/full.ts';
import { brokenSnapshot } from '../renderer/fixtures/snapshots.ts';

const now = Date.UTC(2026, 10, 12, 3, 0, 0);
const machine = {
  lookout: '0.1.0',
  electron: '45.0.0',
  chromium: '156.0.0',
  node: '24.0.0',
  system: 'linux 6.1 x64',
  home: '/home/someone',
  hasTray: false,
};

describe('diagnostics', () => {
  it('names versions, sources with their problems, timings and settings', () => {
    const text = diagnostics(machine, defaultSettings, brokenSnapshot(now), now);
    expect(text).toContain('Electron 45.0.0');
    expect(text).toContain('tray not found');
    expect(text).toMatch(/Source assigner: unavailable for 3 min/);
    expect(text).toContain('not-a-database: ');
    expect(text).toContain('Queue prompts: not read');
    expect(text).toContain('"databasesS":1');
  });

  it('holds no task, no screen, no session and no home folder', () => {
    const full = fullSnapshot(now);
    const settings = {
      ...defaultSettings,
      root: '/home/someone/fleet',
      recentRoots: ['/home/someone/secret-project'],
    };
    const text = diagnostics(machine, settings, full, now);
    const secrets = [
      ...full.sessions.flatMap(({ name, lastLine, title }) => [name, lastLine, title]),
      ...Object.values(full.queues).flatMap(
        (queue) => queue?.next.map((task) => task.summary) ?? [],
      ),
      '/home/someone',
      'secret-project',
    ].filter((word) => word.length > 3);
    expect(secrets.length).toBeGreaterThan(20);
    for (const word of secrets) expect(text).not.toContain(word);
    expect(text).toContain('~/fleet');
  });

  it('can be copied before the first reading', () => {
    expect(diagnostics(machine, defaultSettings, null, now)).toContain('No reading yet.');
  });
});
