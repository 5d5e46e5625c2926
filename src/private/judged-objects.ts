import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { perApp } from './per-app';

/** An object whose final JSON is judged: before it is printed, and whenever it is printed. */
export interface Judged extends ApiObject {
  /** The final JSON, without judging it. */
  _render(): object;
}

/** The objects of an app that are judged, and who judges them. */
export interface JudgedObjects {
  /** In the order they were made. */
  readonly all: Judged[];
  /** Called with the final JSON of an object that is about to be printed. */
  onPrint?: (object: Judged, json: object) => void;
}

/** The objects of an app that are judged. */
export function judgedObjects(construct: IConstruct): JudgedObjects {
  return perApp(construct, 'judgedObjects', () => ({ all: [] }));
}
