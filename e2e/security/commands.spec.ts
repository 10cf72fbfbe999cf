import { expect } from '@playwright/test';
import { commandNames, commands } from '../../src/shared/contract.ts';
import { expectUnharmed, test } from '../lib/attack.ts';
import { hostileArguments } from '../lib/hostile.ts';

test('a bad argument is refused by every command', async ({ lookout }) => {
  for (const name of commandNames) {
    const bad = hostileArguments.filter(
      (argument) => !commands[name].argument.safeParse(argument).success,
    );
    expect(bad.length, `${name} takes everything`).toBeGreaterThan(0);
    const kinds = await lookout.window.evaluate(
      ([command, given]) =>
        Promise.all(
          given.map(async (argument) => {
            const answer = await globalThis.lookout.invoke(command, argument);
            return answer.ok ? 'ok' : answer.error?.kind;
          }),
        ),
      [name, bad] as const,
    );
    expect(kinds, name).toEqual(bad.map(() => 'bad-argument'));
  }
  await expectUnharmed(lookout);
});

test('a command or event outside of the contract does not exist', async ({ lookout }) => {
  const outcome = await lookout.window.evaluate(async () => {
    const { invoke, on } = globalThis.lookout;
    const names = ['openFile', 'ELECTRON_BROWSER_REQUIRE', 'constructor', '__proto__', 'toString'];
    const invoked = await Promise.all(
      names.map((name) =>
        invoke(name).then(
          () => 'answered',
          () => 'rejected',
        ),
      ),
    );
    const subscribed = names.map((name) => {
      try {
        on(name, () => undefined);
        return 'subscribed';
      } catch {
        return 'rejected';
      }
    });
    return [...invoked, ...subscribed];
  });
  expect(new Set(outcome)).toEqual(new Set(['rejected']));
});
