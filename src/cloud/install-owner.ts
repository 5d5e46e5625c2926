/** Who installs Agent Sandbox in a cluster, where the app does not. */
export class InstallOwner {
  /** The Operator Lifecycle Manager, by a Subscription of `agent-sandbox-operator`; the app may have that one. */
  public static readonly OLM = new InstallOwner('the Operator Lifecycle Manager (OLM)');
  /** The add-on of GKE. */
  public static readonly GKE_ADD_ON = new InstallOwner('the add-on of GKE');

  /**
   * Anyone else, such as another pipeline.
   *
   * @param name in the words of messages, such as `the pipeline of the platform team`
   * @throws when the name is empty
   */
  public static other(name: string): InstallOwner {
    if (typeof name !== 'string' || !/\S/.test(name)) {
      throw new Error("the owner of an install has no name; give, for example, 'the pipeline of the platform team'");
    }
    return new InstallOwner(name);
  }

  /** The name in messages. */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }

  /** The name. */
  public toString(): string {
    return this.name;
  }
}
