/** One line for the log file; `data` never holds task contents. */
export type Log = (level: 'info' | 'warn' | 'error', message: string, data?: unknown) => void;
