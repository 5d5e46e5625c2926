import { lastWords } from '../../src/rehearsal/controllers';

test('of a flag that is not known, what is said stands before the usage', () => {
  const usage = Array.from({ length: 40 }, (_, index) => `  -flag-${index} int\n    \tWhat it does`).join('\n');
  expect(lastWords(`flag provided but not defined: -made-up\nUsage of /tmp/agent-sandbox-controller:\n${usage}\n`))
    .toBe('flag provided but not defined: -made-up');
});

test('of a log, the last two lines that are no part of a stack', () => {
  expect(lastWords('first\nsecond\nthird\n  at a\n\tat b\n\n')).toBe('second third');
  expect(lastWords('')).toBe('');
});
