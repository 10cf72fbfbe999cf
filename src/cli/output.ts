/** A reader that has seen enough (`| head`) closes the pipe: that ends the command, and is no error. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}

/** Characters that JSON leaves as they are, but that a terminal obeys or that turn its direction. */
const OBEYED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Prints one value as JSON that no terminal trips over. */
export function printJson(value: unknown, indent = 2): void {
  const text = JSON.stringify(value, null, indent).replace(
    OBEYED,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  process.stdout.write(`${text}\n`);
}

/** What went wrong beside the answer goes to standard error: standard output is the answer. */
export function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
