import type Database from 'better-sqlite3';
import { join } from 'node:path';
import { Agenda } from './agenda.ts';
import { ArchitectPlay } from './architect.ts';
import { AssignerPlay, type Doing, type Pace } from './assigner.ts';
import { cast } from './cast.ts';
import { makeHome } from './home.ts';
import { Random } from './random.ts';
import { painters } from './screens.ts';
import { createDatabase } from './sql.ts';
import { Stage } from './stage.ts';

const SECOND_MS = 1000;
/** How much has happened before the demo begins, so that rates and latencies exist at once. */
const PAST_MS = 100 * 60 * SECOND_MS;
const BEAT_EVERY_MS = 10 * SECOND_MS;

interface DemoOptions {
  readonly seed: number;
  /** 1 is the pace of real work; 10 plays everything ten times faster. */
  readonly speed: number;
}

export interface Demo {
  /** An Architect folder. */
  readonly root: string;
  /** Name for `tmux -L`. */
  readonly tmuxSocket: string;
  /** Ends the play, its tmux server and its folder. */
  stop(): void;
}

/** Creates both databases and the tmux server, plays the last hours at once, and goes on playing. */
export function startDemo({ seed, speed }: DemoOptions): Demo {
  const home = makeHome();
  const root = join(home.folder, 'architect');
  const assignerDb = createDatabase(join(root, 'data', 'assigner', 'assigner.db'), 'assigner');
  const architectDb = createDatabase(join(root, 'data', 'architect.db'), 'architect');
  const pace: Pace = {
    random: new Random(seed),
    agenda: new Agenda(),
    speed,
    projectsFolder: join(home.folder, 'projects'),
  };
  const begin = Date.now() - PAST_MS;
  const assigner = new AssignerPlay(assignerDb, pace, begin);
  const architect = new ArchitectPlay(architectDb, pace, begin);
  const step = (at: number): void => {
    pace.agenda.runUntil(at);
    assigner.step(at);
    architect.step(at);
    if (Math.floor(at / BEAT_EVERY_MS) !== Math.floor((at - SECOND_MS) / BEAT_EVERY_MS)) {
      assigner.beat(at);
      architect.beat(at);
    }
  };
  inOneTransaction([assignerDb, architectDb], () => {
    for (let at = begin; at <= Date.now(); at += SECOND_MS) step(at);
    assigner.openWounds(Date.now());
  });
  const stage = new Stage(home.folder, home.tmuxSocket);
  const direct = direction(stage, assigner.doing, pace);
  direct(Date.now());
  const timer = setInterval(() => {
    const now = Date.now();
    inOneTransaction([assignerDb, architectDb], () => step(now));
    direct(now);
  }, SECOND_MS);
  return {
    root,
    tmuxSocket: home.tmuxSocket,
    stop() {
      clearInterval(timer);
      stage.close();
      assignerDb.close();
      architectDb.close();
      home.remove();
    },
  };
}

/** Shows on each screen what its member does: all of it when that changes, and what moves. */
function direction(stage: Stage, doing: Map<string, Doing>, { agenda, random, speed }: Pace) {
  const shown = new Map<string, Doing>();
  for (const { name, part } of cast) {
    if (part !== 'alone') continue;
    const alternate = (at: number): void => {
      const state = doing.get(name)?.state === 'working' ? 'ready' : 'working';
      doing.set(name, { state, since: at, task: null });
      agenda.at(at + (random.between(20, 70) * SECOND_MS) / speed, alternate);
    };
    alternate(Date.now());
  }
  return (now: number): void => {
    for (const member of cast) {
      const does = doing.get(member.name);
      if (does === undefined || member.part === 'dead') continue;
      const painter = painters[member.program];
      const isNew = shown.get(member.name) !== does;
      shown.set(member.name, does);
      stage.write(
        member.name,
        (isNew ? painter.screen(does, member) : '') + (painter.tick(does, member, now) ?? ''),
      );
    }
  };
}

function inOneTransaction(databases: readonly Database.Database[], work: () => void): void {
  const [first, ...rest] = databases;
  if (first === undefined) work();
  else first.transaction(() => inOneTransaction(rest, work)).immediate();
}
