import { z } from 'zod';

// zod compiles its parsers with `new Function` where it may. Here the policy forbids it, and even
// the attempt would be reported; this must run before the first schema is made.
z.config({ jitless: true });
