/** Size classes that tests look at. */
import { Chart, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { IsolatedRuntime, SandboxClasses, SandboxClassesProps } from '../../src';
import { chartOf } from '../support/workloads';

export const SMALL = { cpu: kplus.Cpu.millis(500), memory: Size.gibibytes(1) };
export const LARGE = { cpu: kplus.Cpu.units(4), memory: Size.gibibytes(16) };
export const PYTHON = { container: { image: 'registry.example.com/python:3.14' } };
export const NODE = { container: { image: 'registry.example.com/node:24' } };

/** Two sizes, two runtimes and two images, unless told otherwise. */
export function classesIn(chart: Chart, props: Partial<SandboxClassesProps> = {}, id = 'Classes'): SandboxClasses {
  const runtime = (name: string) => IsolatedRuntime.fromRuntimeClassName(chart, `${id}${name}`, name);
  return new SandboxClasses(chart, id, {
    sizes: { small: SMALL, large: LARGE },
    runtimes: { gvisor: runtime('gvisor'), kata: runtime('kata-qemu') },
    images: { python: PYTHON, node: NODE },
    ...props,
  });
}

/** The names of the classes that props make. */
export function namesOf(props: Partial<SandboxClassesProps>): string[] {
  return classesIn(chartOf(), props).classes.map(({ name }) => name);
}
