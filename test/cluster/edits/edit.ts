/** Edits of a platform that are applied to a running one. */
import type { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Sandbox, SandboxProps, SandboxTemplate, SandboxTemplateProps } from '../../../src';

/** One edit: what is applied first, and what after it. Objects that the second lacks are deleted. */
export interface Edit {
  readonly name: string;
  readonly before: (scene: Scene) => void;
  readonly after: (scene: Scene) => void;
  /** Codes of findings that are errors at synth in some release. */
  readonly findings?: readonly string[];
  /** Whether pods that are outdated look like new ones: only the name of their template differs. */
  readonly isStaleUnseen?: boolean;
}

/** Where the objects of an edit are made: all names begin with the one of the scene. */
export class Scene {
  private readonly without: string[] = [];

  constructor(readonly chart: Chart, readonly prefix: string) {}

  sandbox(name: string, props: Partial<SandboxProps> = {}): Sandbox {
    return new Sandbox(this.chart, `${this.prefix}-${name}`, { containers: [{ image: PYTHON_OLD }], ...props });
  }

  template(props: Partial<SandboxTemplateProps> = {}, name = 'tpl'): SandboxTemplate {
    return new SandboxTemplate(this.chart, `${this.prefix}-${name}`, { containers: [{ image: PYTHON_OLD }], ...props });
  }

  /** Leaves the objects of a kind out of what is applied. */
  leaveOut(kind: string): void {
    this.without.push(kind);
  }

  has({ kind }: { readonly kind: string }): boolean {
    return !this.without.includes(kind);
  }

  metadata(name: string) {
    return { name: `${this.prefix}-${name}` };
  }
}

export const PYTHON_OLD = 'registry.example.com/python:3.13';
export const PYTHON_NEW = 'registry.example.com/python:3.14';

/** Props of a pod with another image. */
export const NEW_IMAGE = { containers: [{ image: PYTHON_NEW }] };

/** Props of a pod with a variable. */
export const NEW_ENV = { containers: [{ image: PYTHON_OLD, envVariables: { A: kplus.EnvValue.fromValue('1') } }] };
