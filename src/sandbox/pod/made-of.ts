import type { Json } from './merge';
import type { Container, ContainerProps } from '../../kubernetes/kplus';
import type { Workspace } from '../workspace';

/** A container and the props that it was made of. */
export interface Made {
  readonly container: Container;
  readonly props: ContainerProps;
  readonly isUsual: boolean;
}

/** A workspace in a container: the first one, where none is named. */
export interface WorkspaceMount {
  readonly workspace: Workspace;
  readonly container?: Container;
  readonly json: Json;
}

/** Whether a container is made without the props that cdk8s-plus has no accessors for. */
export function isUsual({ liveness, readiness, startup, lifecycle }: ContainerProps): boolean {
  return !liveness && !readiness && !startup && !lifecycle;
}

/** The workspaces in a container. */
export function mountsIn(mounts: readonly WorkspaceMount[], container: Container, isFirst: boolean): Json[] {
  return mounts
    .filter(({ container: target }) => (target ? target === container : isFirst))
    .map(({ json }) => json);
}

/** Whether a container has a volume or one of the workspaces at a path. */
export function hasMountAt(path: string, { mounts }: Container, workspaces: readonly Json[]): boolean {
  return mounts.some((each) => each.path === path) || workspaces.some(({ mountPath }) => mountPath === path);
}
