import { useState, type FormEvent } from 'react';
import { settingsSchema, type Settings as Values } from '../../../shared/settings.ts';
import { call } from '../../lib/api.ts';
import { attempt, useStore, wordsOf } from '../../lib/store.ts';
import { AlertSettings } from './alerts/alert-settings.tsx';
import { CheckField, ChoiceField, NumberField, TextField } from './fields.tsx';
import { at, put, type Draft } from './draft.ts';
import { problemOf } from './problems.ts';
import { Reach } from './reach.tsx';
import './settings.css';

/** Everything a user can set, checked as it is typed and saved by one button. */
export function Settings() {
  const stored = useStore((store) => store.settings);
  if (stored === null) return <p className="muted">Reading the settings…</p>;
  return <Form key={JSON.stringify(stored)} stored={stored} />;
}

function Form({ stored }: { readonly stored: Values }) {
  const [draft, setDraft] = useState<Draft>(stored);
  const [failure, setFailure] = useState<string | null>(null);
  const checked = settingsSchema.safeParse(draft);
  const problems = new Map(
    checked.error?.issues.map((issue) => [issue.path.join('.'), problemOf(issue)]),
  );
  const changed = JSON.stringify(draft) !== JSON.stringify(stored);
  const field = (path: string) => ({
    name: path,
    value: at(draft, path),
    problem: problems.get(path) ?? null,
    onChange: (value: unknown) => setDraft((old) => put(old, path, value)),
  });

  const save = async (values: Values) => {
    setFailure(null);
    try {
      const settings = await call('saveSettings', values);
      useStore.setState({ settings, notice: { kind: 'done', text: 'Settings saved.' } });
    } catch (error) {
      setFailure(wordsOf(error));
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checked.success) void save(checked.data);
  };

  return (
    <form className="settings" onSubmit={submit} noValidate>
      <h1 className="headline-text">Settings</h1>
      <div className="settings-column">
        <fieldset>
          <legend>What is watched</legend>
          <div className="setting">
            <span className="setting-title">Architect folder</span>
            <span className="setting-control">
              <button
                type="button"
                className="button"
                onClick={() => attempt(call('runAction', 'file.open'))}
              >
                Open another…
              </button>
            </span>
            <span className="setting-hint breakable">
              {stored.root ?? 'None yet: the demo is shown.'}
            </span>
          </div>
          <TextField
            {...field('tmuxSocket')}
            title="tmux socket"
            placeholder="default server"
            hint="The name given to tmux -L; empty for your default server."
          />
          <Reach
            draft={draft}
            problems={problems}
            change={(path, value) => setDraft((old) => put(old, path, value))}
          />
          <TextField
            {...field('probeUrl')}
            title="Dashboard address"
            placeholder="off"
            hint="An address on this machine, such as http://127.0.0.1:8080/api/assigner/status. Its response time is charted against its 100 ms budget. Empty is off."
          />
        </fieldset>
        <fieldset>
          <legend>The window</legend>
          <ChoiceField
            {...field('theme')}
            title="Appearance"
            choices={[
              ['system', 'as the system'],
              ['light', 'light'],
              ['dark', 'dark'],
            ]}
          />
          <CheckField
            {...field('closeToTray')}
            title="Keep watching in the tray when the window is closed"
          />
        </fieldset>
      </div>
      <div className="settings-column">
        <fieldset>
          <legend>How often</legend>
          <NumberField {...field('cadence.databasesS')} title="Databases" unit="s" />
          <NumberField {...field('cadence.tmuxS')} title="tmux" unit="s" />
          <NumberField {...field('cadence.remoteS')} title="Other machines" unit="s" />
          <NumberField {...field('cadence.probeS')} title="Dashboard address" unit="s" />
          <p className="setting-note muted">
            A reading that costs more than a tenth of its interval slows itself down, and says so.
          </p>
        </fieldset>
        <fieldset>
          <legend>What calls for attention</legend>
          <NumberField
            {...field('limits.oldestWaitingMin')}
            title="Oldest waiting, longer than"
            unit="min"
          />
          <NumberField {...field('limits.waiting')} title="Waiting, at least" unit="tasks" />
          <NumberField
            {...field('limits.failedPercent')}
            title="Failed in the last hour, at least"
            unit="%"
          />
          <NumberField
            {...field('flapping.changes')}
            title="A session flaps when its state changes more than"
            unit="times"
          />
          <NumberField {...field('flapping.minutes')} title="… within" unit="min" />
          <NumberField
            {...field('stuckMin')}
            title="A working agent is stuck when nothing moves for"
            unit="min"
          />
          <p className="setting-note muted">
            Nothing moves: its screen, its title and its files are as they were, and its processes
            use no processor time. It is marked, and left alone.
          </p>
        </fieldset>
      </div>
      <AlertSettings
        draft={draft}
        problems={problems}
        change={(path, value) => setDraft((old) => put(old, path, value))}
      />
      <div className="settings-foot">
        <button
          type="submit"
          className="button button-primary"
          disabled={!changed || !checked.success}
        >
          Save
        </button>
        <button
          type="button"
          className="button"
          disabled={!changed}
          onClick={() => setDraft(stored)}
        >
          Put back
        </button>
        <output className="settings-said">
          {failure ??
            (checked.success
              ? changed && 'Not saved yet.'
              : 'Mend what is marked; then it can be saved.')}
        </output>
      </div>
    </form>
  );
}
