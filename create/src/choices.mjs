// @ts-check
/**
 * The choices of a new project. Each is an option of the command line and, on a terminal, a question.
 *
 * @typedef {object} Choice
 * @property {string} question Asked on a terminal when the option is absent.
 * @property {{ readonly [value: string]: string }} values What each value stands for.
 * @property {string} fallback The value when nobody is asked.
 */

import { RELEASES } from './releases.mjs';

/** The releases that are worth a start: the newest of each line, the newest first. */
const releases = Object.fromEntries(RELEASES.map(({ version, note }) => [version, note]));

/** @type {{ readonly [option: string]: Choice }} */
export const CHOICES = {
  language: {
    question: 'Language',
    values: { typescript: 'TypeScript, run by tsx', python: 'Python 3.9 or newer, in a virtual environment' },
    fallback: 'typescript',
  },
  release: { question: 'Release of Agent Sandbox', values: releases, fallback: RELEASES[0].version },
  runtime: {
    question: 'Runtime of the sandboxes',
    values: {
      gvisor: 'gVisor (runsc)',
      kata: 'Kata Containers with QEMU',
      none: 'the runtime of the nodes: for trusted code, or a cluster on a laptop',
    },
    fallback: 'gvisor',
  },
  gitops: {
    question: 'GitOps tool',
    values: { none: 'none: kubectl apply', argocd: 'Argo CD', flux: 'Flux' },
    fallback: 'none',
  },
  module: {
    question: 'Modules',
    values: { esm: 'ES modules', commonjs: 'CommonJS' },
    fallback: 'esm',
  },
};

/**
 * Whether a choice means anything for a language: Python has no CommonJS.
 *
 * @param {string} option
 * @param {string} language
 */
export function concerns(option, language) {
  return option !== 'module' || language === 'typescript';
}
