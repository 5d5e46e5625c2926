// @ts-check
import { basename } from 'node:path';
import { gitopsFiles } from './gitops.mjs';
import { pythonProject } from './python.mjs';
import { typescriptProject } from './typescript.mjs';

/**
 * @typedef {object} Project
 * @property {{ [path: string]: string }} files Texts by path.
 * @property {string[][]} installs The commands that install the dependencies.
 * @property {string[][]} next The commands that the user goes on with.
 *
 * @typedef {object} Settings
 * @property {string} name A name that npm takes.
 * @property {string} release
 * @property {string} runtime
 * @property {string} gitops
 * @property {string} module
 * @property {string} [library]
 */

/**
 * The files of a project and how to go on with them.
 *
 * @param {string} directory
 * @param {{ readonly [option: string]: string }} chosen
 * @param {string} [library]
 * @returns {Project}
 */
export function projectOf(directory, chosen, library) {
  const settings = /** @type {Settings} */ ({ ...chosen, name: packageName(basename(directory)), library });
  const project = chosen.language === 'python' ? pythonProject(settings) : typescriptProject(settings);
  return { ...project, files: { ...project.files, ...gitopsFiles(settings) } };
}

/** @param {string} name */
function packageName(name) {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '') || 'sandboxes';
}
