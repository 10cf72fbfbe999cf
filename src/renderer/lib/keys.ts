const isMac = navigator.userAgent.includes('Mac OS');

const macSigns: Readonly<Record<string, string>> = { Cmd: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };

/** An accelerator as Electron words it, as this system writes it: "Ctrl K" or "⌘K". */
export function keysFor(accelerator: string): string {
  const keys = accelerator
    .replaceAll(/CmdOrCtrl|CommandOrControl/g, isMac ? 'Cmd' : 'Ctrl')
    .split('+');
  return isMac ? keys.map((key) => macSigns[key] ?? key).join('') : keys.join(' ');
}
