import { ApiObject, ApiObjectMetadataDefinition, ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';

/** Kinds of this library's objects that no namespace holds. */
const CLUSTER_SCOPED = new Set(['ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'Namespace']);

const SCOPED = new WeakSet<ApiObject>();

/**
 * An API object that keeps out of its chart's namespace when its kind has none.
 *
 * cdk8s gives the namespace of a chart to every object in it, which Kubernetes ignores or refuses.
 *
 * @see https://github.com/cdk8s-team/cdk8s-plus/issues/4239
 */
export class ScopedApiObject extends ApiObject {
  /** Whether an object is one of these. `instanceof` is no help: ApiObject makes it true of every API object. */
  static isScoped(object: ApiObject): boolean {
    return SCOPED.has(object);
  }

  declare readonly metadata: ApiObjectMetadataDefinition;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
    SCOPED.add(this);
    if (CLUSTER_SCOPED.has(props.kind)) {
      const { name, labels, ...rest } = props.metadata!;
      Object.defineProperty(this, 'metadata', {
        value: new ApiObjectMetadataDefinition({ ...rest, name, labels: { ...this.chart.labels, ...labels }, apiObject: this }),
      });
    }
  }
}
