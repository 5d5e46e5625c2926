import { ApiObject, ApiObjectMetadataDefinition, ApiObjectProps, App } from 'cdk8s';
import { Construct } from 'constructs';
import { checkTexts, refuseChangedText } from './changed-texts';
import { inOnePass, isSimpleApp } from './json/object-json';
import { isOfOurKinds, judgedObjects, judgeObject } from './judged-objects';
import { compareName } from './unique-names';

/** Kinds of this library's objects that no namespace holds. */
const CLUSTER_SCOPED = new Set([
  'ClusterNetworkPolicy',
  'ClusterRole',
  'ClusterRoleBinding',
  'ComputeClass',
  'CustomResourceDefinition',
  'FlowSchema',
  'Namespace',
  'NodePool',
  'PodSnapshotStorageConfig',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);

/**
 * An API object of this library: it keeps out of its chart's namespace when its kind has none, and its name is
 * compared with those of its cluster.
 *
 * cdk8s gives the namespace of a chart to every object in it, which Kubernetes ignores or refuses.
 *
 * @see https://github.com/cdk8s-team/cdk8s-plus/issues/4239
 * @internal
 */
export class ScopedApiObject extends ApiObject {
  declare readonly metadata: ApiObjectMetadataDefinition;

  constructor(scope: Construct, id: string, props: ApiObjectProps) {
    super(scope, id, props);
    compareName(this);
    checkTexts(this);
    if (isOfOurKinds(this)) { judgeObject(this); }
    if (CLUSTER_SCOPED.has(props.kind)) {
      const { name, labels, ...rest } = props.metadata!;
      Object.defineProperty(this, 'metadata', {
        value: new ApiObjectMetadataDefinition({
          ...rest,
          name,
          labels: { ...this.chart.labels, ...labels },
          apiObject: this,
        }),
      });
    }
  }

  /** The final JSON, patches and all; of our kinds it is judged first. */
  public toJson(): any {
    const json = this.printed();
    refuseChangedText(this, json);
    return json;
  }

  /**
   * The final JSON, without judging it. The judge renders policies, too, to read what they allow.
   * @internal
   */
  public _render(): any {
    return (isSimpleApp(App.of(this)) ? inOnePass(this, true) : undefined) ?? this._renderByCdk8s();
  }

  private printed(): any {
    const { judge } = judgedObjects(this);
    if (!judge) { return this._render(); }
    const printing = judge.begin(this.chart);
    return isOfOurKinds(this) ? printing.print(this) : printing.printOther(this);
  }

  /**
   * The same, in the three passes by which cdk8s resolves and cleans an object.
   * @internal
   */
  protected _renderByCdk8s(): any {
    return super.toJson();
  }
}
