/** The maintenance child without the rights of root, to whom no file is closed. */
import '../../lib/ordinary-user.ts';
import '../../../src/core/maintenance/child.ts';

const NOBODY = 65_534;
if (process.geteuid?.() === 0) process.seteuid?.(NOBODY);
