import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { findText } from './json/find-text';
import { changeByCdk8s } from './json/kubectl-text';
import { constructPath, tryToRender } from './judged-objects';
import { objectsNow } from './object-list';
import { perApp } from './per-app';
import { rootOf } from './root';
import { isRendering, isWhole } from './two-phase-app';
import { formatPath } from '../kubernetes/json-path';

/** Who prints an app: this library keeps every text as it is, cdk8s does not (docs/adr/0017). */
interface Printer {
  isOurs: boolean;
}

/** The objects of others that were checked, with what is wrong with them. */
interface Checked {
  objects: readonly ApiObject[];
  errors: string[];
}

/** Has the texts of all objects of an app checked when it is validated to be printed by cdk8s. */
export function checkTexts(construct: IConstruct): void {
  perApp(construct, 'changedTexts', (root) => {
    const checked: Checked = { objects: [], errors: [] };
    if (!isWhole(root)) { root.node.addValidation({ validate: () => checkOthers(root, checked) }); }
    return checked;
  });
}

/** Runs a function that prints an app by this library. */
export function printedHere<T>(root: IConstruct, print: () => T): T {
  const printer = printerOf(root);
  const before = printer.isOurs;
  printer.isOurs = true;
  try {
    return print();
  } finally {
    printer.isOurs = before;
  }
}

/** @throws when cdk8s prints a text of the object so that kubectl reads another */
export function refuseChangedText(object: ApiObject, json: unknown): void {
  const root = rootOf(object);
  if (isRendering(root) || printerOf(root).isOurs) { return; }
  const error = changedText(object, json);
  if (error !== undefined) { throw new Error(error); }
}

/** @throws when cdk8s prints a text of any object of an app so that kubectl reads another */
export function refuseChangedTexts(root: IConstruct): void {
  const errors = objectsNow(root).flatMap((object) => changedText(object, tryToRender(object)) ?? []);
  if (errors.length > 0) { throw new Error(errors.join('\n')); }
}

/** What is wrong with the texts of an object that cdk8s prints. */
function changedText(object: ApiObject, json: unknown): string | undefined {
  const found = findText(json, changeByCdk8s);
  return (
    found &&
    `${constructPath(object)}: ${formatPath(found.path)}: kubectl would read another text than this one, as ` +
      `${found.reason}; use SandboxApp in place of App, or change the text`
  );
}

/** Objects that are not of this library are checked before they print themselves, once for each list of objects. */
function checkOthers(root: IConstruct, checked: Checked): string[] {
  if (printerOf(root).isOurs) { return []; }
  const objects = objectsNow(root);
  if (objects !== checked.objects || checked.errors.length > 0) {
    checked.objects = objects;
    checked.errors = objects
      .filter((object) => !('_render' in object))
      .flatMap((object) => changedText(object, tryToRender(object)) ?? []);
  }
  return checked.errors;
}

function printerOf(root: IConstruct): Printer {
  return perApp(root, 'printer', () => ({ isOurs: false }));
}
