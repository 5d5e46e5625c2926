import { ApiObject, Lazy } from 'cdk8s';
import { Construct } from 'constructs';
import { idleContainer, nodeDaemonSet } from './daemon-set';
import { nodePlacement, PLACEMENT_PROPS } from './node-placement';
import { ImagePrePullProps } from './node-preparation-props';
import { Cluster } from '../app/cluster';
import { atConstruct } from '../app/construct-errors';
import { Findings } from '../app/findings';
import { Judged, tryToRender } from '../app/judged-objects';
import { mirroredImage, pullSecretsOf } from '../app/mirrored-image';
import { objectName } from '../app/names';
import { rootOf } from '../app/root';
import { ScopedApiObject } from '../app/scoped-api-object';
import { copyOf } from '../checks/copy-of';
import { shown } from '../checks/forms';
import { checkReference } from '../checks/image';
import { checkMembers } from '../checks/members';
import { checkShapes } from '../checks/shapes';
import { Finding, FindingSeverity } from '../findings/finding';
import { sandboxPod } from '../kubernetes/pod-templates';
import { inList } from '../kubernetes/read-json';
import { OperatingSystem } from '../runtime/enums';
import type { SandboxTemplate } from '../sandbox/sandbox-template';

/** The volume with a program that does nothing, for images that have none. */
const NO_OP = { name: 'no-op', mountPath: '/no-op' };

/**
 * A DaemonSet that pulls images to nodes before sandboxes need them: its init containers run each image for a moment.
 *
 * By default the container runtime of the node pulls them, and all runtimes with its snapshotter find them.
 *
 * @example
 * const python = new SandboxTemplate(chart, 'Python', {
 *   containers: [{ image: 'registry.example.com/python:3.14' }],
 * });
 * new ImagePrePull(platform, 'Images', { templates: [python] });
 */
export class ImagePrePull extends Construct {
  /** Name of the DaemonSet. */
  public readonly name: string;

  private readonly props: ImagePrePullProps;

  /**
   * @param scope a chart or a construct in one
   * @param id of the construct, from which the name of the DaemonSet is made
   * @param props images and nodes
   * @throws when a prop is malformed, or props exclude each other
   */
  constructor(scope: Construct, id: string, props: ImagePrePullProps) {
    super(scope, id);
    atConstruct(this, () => { checkProps(props); });
    this.props = copyOf(props);
    const { metadata, runtime, pullUnderRuntime } = props;
    const daemonSet: ApiObject = new ScopedApiObject(this, 'Resource', {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { ...metadata, name: objectName(this, metadata?.name) },
      spec: Lazy.any({
        produce: () =>
          nodeDaemonSet({
            ...placement,
            ...this.pods(daemonSet.metadata.namespace),
            isWindows: this.isWindows,
            ...(pullUnderRuntime && { more: { runtimeClassName: runtime!.runtimeClassName } }),
          }),
      }),
    });
    this.name = daemonSet.name;
    const placement = atConstruct(this, () => nodePlacement(this, this.name, props, runtime));
    this.node.addValidation({ validate: () => this.emptiness() });
    Findings._ask(rootOf(this), { list: () => this.unusable(daemonSet) });
  }

  private get isWindows(): boolean {
    return this.props.runtime?.operatingSystem === OperatingSystem.WINDOWS;
  }

  /** The init containers, one for each image, and the Secrets to pull them with. */
  private pods(
    namespace: string | undefined,
  ): Pick<Parameters<typeof nodeDaemonSet>[0], 'initContainers' | 'imagePullSecrets' | 'volumes'> {
    const {
      noOpImage,
      command = this.isWindows ? ['cmd', '/c', 'exit'] : ['true'],
      templates = [],
    } = this.props;
    const { isWindows } = this;
    const imagePullSecrets = pullSecretsOf(this, this.props.imagePullSecrets);
    const volumeMounts = [NO_OP];
    // A pod cannot use Secrets of another namespace.
    const secrets = templates
      .filter((template) => template.namespace === namespace)
      .flatMap((template) => inList(podOf(template), 'imagePullSecrets').map(({ name }) => String(name)));
    return {
      imagePullSecrets: [...new Set([...imagePullSecrets, ...secrets])],
      initContainers: [
        ...(noOpImage === undefined
          ? []
          : [
            idleContainer('no-op', mirroredImage(this, noOpImage), {
              command: ['/bin/busybox', 'cp', '/bin/busybox', `${NO_OP.mountPath}/true`],
              volumeMounts,
            }),
          ]),
        ...this.images().map((image, index) =>
          idleContainer(`image-${index}`, image, {
            isWindows,
            ...(noOpImage === undefined ? { command } : { command: [`${NO_OP.mountPath}/true`], volumeMounts }),
          }),
        ),
      ],
      volumes: noOpImage === undefined ? [] : [{ name: NO_OP.name, emptyDir: {} }],
    };
  }

  /** Each image once, in the order of the templates. */
  private images(): string[] {
    const { templates = [], images = [] } = this.props;
    const ofTemplates = templates
      .map(podOf)
      .flatMap((pod) => [...inList(pod, 'initContainers'), ...inList(pod, 'containers')])
      .map(({ image }) => image);
    // Those of templates are as these print them.
    const given = Cluster.of(this).mirrorsAllImages ? images.map((image) => mirroredImage(this, image)) : images;
    return [...new Set([...ofTemplates, ...given])].filter((image): image is string => typeof image === 'string');
  }

  /** Templates whose Secrets the pods cannot use, unless it is known which they use instead. */
  private unusable(daemonSet: ApiObject): Finding[] {
    const { templates = [] } = this.props;
    const imagePullSecrets = pullSecretsOf(this, this.props.imagePullSecrets);
    const { namespace } = daemonSet.metadata;
    if (imagePullSecrets.length > 0) { return []; }
    return templates.filter((template) => template.namespace !== namespace).flatMap((template) => {
      const secrets = secretsOf(template);
      return secrets.length === 0 ? [] : [{
        code: 'ASB246',
        severity: FindingSeverity.WARNING,
        message: `the images of template '${template.node.path}' are pulled without its `
          + `${secrets.length === 1 ? 'Secret' : 'Secrets'} ${secrets.map((name) => `'${name}'`).join(' and ')}: the `
          + `template is in ${inWords(template.namespace)}, and the pods that pull are in ${inWords(namespace)}`,
        remedy: "make such a Secret there and name it in 'imagePullSecrets', or make the ImagePrePull in the namespace "
          + 'of the template',
        path: this.node.path,
      }];
    });
  }

  private emptiness(): string[] {
    try {
      return this.images().length > 0
        ? []
        : ["there are no images to pull; give 'images', or 'templates' that have containers"];
    } catch {
      // A template that cannot be rendered is refused itself.
      return [];
    }
  }
}

/** The pod of a template as it is printed, with patches. */
function podOf(template: SandboxTemplate): object {
  return sandboxPod((ApiObject.of(template) as Judged)._render());
}

/** Names of the Secrets of a template; of one that cannot be rendered, which is refused itself, none. */
function secretsOf(template: SandboxTemplate): string[] {
  const json = tryToRender(ApiObject.of(template));
  return inList(json && sandboxPod(json), 'imagePullSecrets').map(({ name }) => String(name));
}

function inWords(namespace: string | undefined): string {
  return namespace === undefined ? 'none that is known' : `namespace '${namespace}'`;
}

/** The names of the props: the type holds the list complete. */
const PROPS: Readonly<Record<keyof ImagePrePullProps, true>> = {
  ...PLACEMENT_PROPS,
  templates: true,
  images: true,
  runtime: true,
  pullUnderRuntime: true,
  command: true,
  noOpImage: true,
};

function checkProps(props: ImagePrePullProps): void {
  checkShapes('the props', props, {
    templates: 'objects',
    images: 'list',
    imagePullSecrets: 'list',
    runtime: 'runtime',
    pullUnderRuntime: 'boolean',
    command: 'list',
  });
  checkMembers('the props', props, Object.keys(PROPS));
  const { images = [], templates = [], runtime, pullUnderRuntime, command, noOpImage } = props;
  for (const template of templates) {
    if (!template.node?.defaultChild) {
      throw new Error(`'templates' has ${shown(template)}; give SandboxTemplates of the app, or use 'images'`);
    }
  }
  images.forEach((image, index) => checkReference(`'images[${index}]'`, image));
  if (pullUnderRuntime && !runtime) {
    throw new Error("'pullUnderRuntime' is true without a 'runtime'; give the runtime, or remove 'pullUnderRuntime'");
  }
  if (noOpImage !== undefined) { checkReference("'noOpImage'", noOpImage); }
  if (noOpImage !== undefined && command) {
    throw new Error("'command' and 'noOpImage' are both set, and each sets the command of the images; remove one");
  }
  if (noOpImage !== undefined && runtime?.operatingSystem === OperatingSystem.WINDOWS) {
    throw new Error("'noOpImage' contains a program for Linux, and the runtime is for Windows; use 'command'");
  }
  if (command && (command.length === 0 || !command.every((word) => typeof word === 'string'))) {
    throw new Error(`'command' is ${shown(command)}; give a program and its arguments`);
  }
}
