// @ts-check
import { createInterface } from 'node:readline/promises';
import { UsageError } from './arguments.mjs';
import { CHOICES, concerns } from './choices.mjs';

/**
 * The choices that are given, and for the others the answers of the user or the defaults.
 *
 * @param {{ readonly [option: string]: string }} chosen
 * @param {boolean} ask
 * @param {NodeJS.ReadableStream} input
 * @param {NodeJS.WritableStream} output
 * @returns {Promise<{ [option: string]: string }>}
 * @throws {UsageError} if the input ends before the last answer
 */
export async function answers(chosen, ask, input = process.stdin, output = process.stdout) {
  const all = { ...chosen };
  const terminal = ask ? createInterface({ input, output }) : undefined;
  const ended = new AbortController();
  terminal?.once('close', () => ended.abort());
  try {
    for (const [option, choice] of Object.entries(CHOICES)) {
      if (all[option] !== undefined || !concerns(option, all.language)) { continue; }
      all[option] = terminal ? await answer(choice, terminal, output, ended.signal) : choice.fallback;
    }
  } catch (error) {
    if (ended.signal.aborted) { throw new UsageError('the input ended before the last answer; nothing is written'); }
    throw error;
  } finally {
    terminal?.close();
  }
  return all;
}

/**
 * Asks until the answer is the number or the name of a value; an empty line takes the default.
 *
 * @param {import('./choices.mjs').Choice} choice
 * @param {import('node:readline/promises').Interface} terminal
 * @param {NodeJS.WritableStream} output
 * @param {AbortSignal} signal
 */
async function answer({ question, values, fallback }, terminal, output, signal) {
  const names = Object.keys(values);
  output.write(`${question}\n`);
  names.forEach((name, index) => output.write(`  ${index + 1}  ${name.padEnd(11)}${values[name]}\n`));
  for (;;) {
    const given = (await terminal.question(`[${fallback}] `, { signal })).trim();
    const value = given === '' ? fallback : names[Number(given) - 1] ?? given;
    if (names.includes(value)) { return value; }
    output.write(`${given} is not one of them; give a number from 1 to ${names.length}, or a name\n`);
  }
}
